"""Looking at XML before anything reads it."""

from __future__ import annotations

from typing import IO, Final
from xml.parsers import expat

PIECE: Final = 64 * 1024
"""Bytes that are read at a time."""

PROLOGUE: Final = 1024**2
"""Bytes before the first element at most: comments and the like."""


class _Known(Exception):  # noqa: N818 - an answer, not an error
    """What was asked is known; what follows is not read."""

    def __init__(self, *, defines: bool) -> None:
        self.defines = defines
        super().__init__()


def defines_document_type(stream: IO[bytes]) -> bool:
    """Return whether XML defines a document type, and with it maybe entities, before its first element.

    What is no XML defines none; what reads it will say so. More comments than anything needs count as one.
    """
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise _Known(defines=True)

    def element(*_: object) -> None:
        raise _Known(defines=False)

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        for _ in range(PROLOGUE // PIECE):
            piece = stream.read(PIECE)
            parser.Parse(piece, not piece)
            if not piece:
                return False
    except _Known as known:
        return known.defines
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True
