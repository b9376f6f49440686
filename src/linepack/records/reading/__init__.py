"""Reading: from a file as received to a document cut into numbered sentences, with its noise told apart."""

from linepack.records.reading.document import read_document, read_path

__all__ = ["read_document", "read_path"]
