"""Reading text files with a clear word about what is wrong with them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from linepack.formats.raw import RawTable
from linepack.network.places import at, bounded, error

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.errors import Finding

LARGEST_FILE: Final = 512 * 1024 * 1024
"""Bytes of the largest text file that is read into memory."""

_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class UnreadableError(Exception):
    """A file cannot be read as text at all."""

    def __init__(self, finding: str, remedy: str) -> None:
        self.finding = finding
        self.remedy = remedy
        super().__init__(finding)


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, with or without a mark at its start.

    Raises
    ------
    UnreadableError
        If it is too large, no text, or text in another encoding.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            limit = LARGEST_FILE // 1024**2
            raise UnreadableError(
                f"it has {size // 1024**2} MiB.", f"Files up to {limit} MiB are read; split it."
            )
        content = path.read_bytes()
    except OSError as refused:
        raise UnreadableError(f"it cannot be read ({refused.strerror}).", "Look at the file.") from refused
    return _decoded(content)


def _decoded(content: bytes) -> str:
    save = "Save it as UTF-8."
    if content.startswith(_UTF16_MARKS):
        raise UnreadableError("it is encoded as UTF-16.", save)
    if b"\0" in content:
        raise UnreadableError("it is no text: it holds zero bytes.", "Give a CSV file.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise UnreadableError(f"line {line} is not encoded as UTF-8.", save) from wrong


def read_csv(path: Path, kind: str) -> tuple[RawTable | None, list[Finding]]:
    """Return a table of a CSV file, None where it is none, and everything that is wrong with its form."""
    try:
        text = read_text(path)
    except UnreadableError as refused:
        return None, [at(error(kind, "", "", refused.finding, refused.remedy), path.name)]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    numbers: list[int] = []
    rows: list[list[str]] = []
    findings: list[Finding] = []
    start = 1
    try:
        for row in reader:
            if any(row):
                numbers.append(start)
                rows.append(row)
            start = reader.line_num + 1
    except csv.Error as wrong:
        findings.append(_broken(path, kind, start, str(wrong)))
    if not rows:
        return None, findings or [_no_rows(path, kind)]
    table, ragged = _table(path, kind, numbers, rows)
    return table, findings + ragged


def _table(
    path: Path, kind: str, numbers: list[int], rows: list[list[str]]
) -> tuple[RawTable, list[Finding]]:
    titles, found = rows[0], []
    if len(titles) == 1 and (titles[0].count(";") or titles[0].count("\t")):
        remedy = "Save it with commas between the cells and points in numbers."
        found.append(at(error(kind, "", "", "its cells are not separated by commas.", remedy), path.name))
    for number, row in zip(numbers[1:], rows[1:], strict=True):
        if len(row) > len(titles) and any(row[len(titles) :]):
            finding = f"the line has {len(row)} cells, the titles are {len(titles)}."
            remedy = "Put cells that hold a comma into quotes; leave none over."
            found.append(at(error(kind, row[0], "", finding, remedy), f"{path.name} line {number}"))
        elif len(row) < len(titles):
            finding = f"the line has {len(row)} cells, the titles are {len(titles)}."
            remedy = "Give every cell; an absent value is an empty one."
            found.append(at(error(kind, row[0], "", finding, remedy), f"{path.name} line {number}"))
    width = len(titles)
    even = [[*row[:width], *[""] * (width - len(row))] for row in rows[1:]]
    return RawTable(kind, path.name, "line", titles, numbers[1:], even), bounded(found)


def _broken(path: Path, kind: str, line: int, words: str) -> Finding:
    if "field larger" in words:
        finding = f"a cell is longer than {csv.field_size_limit()} signs; what follows is not read."
        remedy = "Shorten it; a quote that is not closed has the same effect."
    else:
        finding = f"the line is no CSV ({words}); what follows is not read."
        remedy = 'Close every quote; write a quote inside quotes twice: "".'
    return at(error(kind, "", "", finding, remedy), f"{path.name} line {line}")


def _no_rows(path: Path, kind: str) -> Finding:
    return at(error(kind, "", "", "the file is empty.", "Give it a line of titles, or remove it."), path.name)
