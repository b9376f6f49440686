"""The record: documents and what they say, each fact tied to its words."""
