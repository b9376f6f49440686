"""What does not fit: inside a document, and between documents about one event."""
