"""Saying what a file that is no network looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from linepack.formats.folder import HEADER_FILE, TABLES
from linepack.network.places import listed

if TYPE_CHECKING:
    from pathlib import Path

_HEAD: Final = 4096
"""Bytes at the start of a file that are looked at."""

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save a workbook as .xlsx"),
    (b"PK", "a zip archive that is no workbook"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"\x89HDF", "an HDF5 or netCDF file"),
    (b"CDF", "a netCDF file"),
    (b"SQLite format 3", "an SQLite database"),
)

_WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("gaslib", "GasLib XML without the suffix of its kind; a network is a .net file"),
    ("<!doctype html", "a web page"),
    ("<html", "a web page"),
    ("<kml", "a KML map"),
    ("<?xml", "XML"),
    ("multinet", "several networks of pandapipes in one file; give one of them"),
)


def looks_like(path: Path) -> str:
    """Return what a path looks like, in words."""
    if path.is_dir():
        return _folder(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return "an empty file"
    for signature, words in _SIGNATURES:
        if head.startswith(signature):
            return words
    return _text(path, head)


def _text(path: Path, head: bytes) -> str:
    if b"\0" in head:
        return "a binary file"
    text = head.decode("utf-8-sig", errors="replace").lstrip().casefold()
    for word, meaning in _WORDS:
        if word in text:
            return meaning
    if text.startswith(("{", "[")) and path.suffix.casefold() != ".toml":
        return "JSON"
    if text.startswith("<"):
        return "XML"
    if path.suffix.casefold() == ".csv":
        return "one table; give the folder that holds it"
    return "text"


def _folder(path: Path) -> str:
    names = sorted(entry.name for entry in path.iterdir())
    if not names:
        return "an empty folder"
    return f"a folder without {HEADER_FILE} or {TABLES[0]}.csv; it holds {listed(names)}"
