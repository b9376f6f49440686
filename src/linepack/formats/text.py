"""Reading text files with a clear word about what is wrong with them."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from typing import IO, TYPE_CHECKING, Final

from linepack.formats.raw import RawTable
from linepack.network.places import Findings, at, error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linepack.errors import Finding

LARGEST_FILE: Final = 512 * 1024 * 1024
"""Bytes of the largest text file that is read into memory."""

LONGEST_LINE: Final = 1024 * 1024
"""Bytes of the longest line of a table that is read."""

MOST_CELLS: Final = 20_000_000
"""Cells of the largest table that is read, each row counted as two more: about 100 bytes of memory each."""

_MARK: Final = b"\xef\xbb\xbf"
_TURNS: Final = re.compile(r"(?<=\r)(?!\n)")
"""Ends of lines that are not also the end of what is read at once."""

_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class UnreadableError(Exception):
    """A file cannot be read as text at all."""

    def __init__(self, finding: str, remedy: str) -> None:
        self.finding = finding
        self.remedy = remedy
        super().__init__(finding)


def read_text(path: Path, largest: int = LARGEST_FILE) -> str:
    """Return the text of a UTF-8 file of so many bytes at most, with or without a mark at its start.

    Raises
    ------
    UnreadableError
        If it is too large, no text, or text in another encoding.
    """
    try:
        _fitting(path, largest)
        content = path.read_bytes()
    except OSError as refused:
        raise _refused(refused) from refused
    return _decoded(content)


def lines(path: Path) -> Iterator[str]:
    """Return the lines of a UTF-8 file with their ends, one after the other; none is kept.

    A name that ends in ``.gz`` is unpacked on the way, no further than other files are read.

    Raises
    ------
    UnreadableError
        If the file or a line is too large, or it is no text in that encoding.
    """
    try:
        _fitting(path, LARGEST_FILE)
        with gzip.open(path) if path.suffix.casefold() == ".gz" else path.open("rb") as file:
            yield from _lines(file)
    except (EOFError, zlib.error, gzip.BadGzipFile) as damage:
        raise UnreadableError(f"the archive is damaged ({damage}).", "Fetch it again.") from damage
    except OSError as refused:
        raise _refused(refused) from refused


def _lines(file: IO[bytes] | gzip.GzipFile) -> Iterator[str]:
    number = size = 0
    while line := file.readline(LONGEST_LINE + 1):
        number, size = number + 1, size + len(line)
        if len(line) > LONGEST_LINE:
            finding = f"line {number} is longer than {LONGEST_LINE // 1024} KiB."
            raise UnreadableError(finding, "Give a table with one row per line.")
        if size > LARGEST_FILE:
            finding = f"it unpacks to more than {LARGEST_FILE // 1024**2} MiB."
            raise UnreadableError(finding, "Split it.")
        text = _line(line, number)
        if "\r" in text[:-2]:
            yield from filter(None, _TURNS.split(text))
        else:
            yield text


def _fitting(path: Path, largest: int) -> None:
    size = path.stat().st_size
    if size > largest:
        finding = f"it has {-(-size // 1024**2)} MiB."
        raise UnreadableError(finding, f"Such files are read up to {largest // 1024**2} MiB; split it.")


def _refused(refused: OSError) -> UnreadableError:
    return UnreadableError(f"it cannot be read ({refused.strerror}).", "Look at the file.")


def _line(line: bytes, number: int) -> str:
    if number == 1:
        if line.startswith(_UTF16_MARKS):
            raise UnreadableError("it is encoded as UTF-16.", SAVE)
        line = line.removeprefix(_MARK)
    if b"\0" in line:
        raise UnreadableError("it is no text: it holds zero bytes.", "Give a CSV file.")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise UnreadableError(f"line {number} is not encoded as UTF-8.", SAVE) from wrong


SAVE: Final = "Save it as UTF-8."


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF16_MARKS):
        raise UnreadableError("it is encoded as UTF-16.", SAVE)
    if b"\0" in content:
        raise UnreadableError("it is no text: it holds zero bytes.", "Give a CSV file.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise UnreadableError(f"line {line} is not encoded as UTF-8.", SAVE) from wrong


def read_csv(path: Path, kind: str) -> tuple[RawTable | None, list[Finding]]:
    """Return a table of a CSV file, None where it is none, and everything that is wrong with its form."""
    try:
        return _read_csv(path, kind)
    except UnreadableError as refused:
        return None, [at(error(kind, "", "", refused.finding, refused.remedy), path.name)]


def _read_csv(path: Path, kind: str) -> tuple[RawTable | None, list[Finding]]:
    reader = csv.reader(lines(path), strict=True)
    numbers: list[int] = []
    rows: list[list[str]] = []
    findings: list[Finding] = []
    start, cells = 1, 0
    try:
        for row in reader:
            if any(row):
                numbers.append(start)
                rows.append(row)
                cells += len(row) + 2
            start = reader.line_num + 1
            if cells > MOST_CELLS:
                finding = f"it has more than {len(rows) - 1} rows of {len(row)} cells, too many to read."
                raise UnreadableError(finding, "Split it.")
    except csv.Error as wrong:
        findings.append(_broken(path, kind, start, str(wrong)))
    if not rows:
        return None, findings or [_no_rows(path, kind)]
    table, ragged = _table(path, kind, numbers, rows)
    return table, findings + ragged


def _table(
    path: Path, kind: str, numbers: list[int], rows: list[list[str]]
) -> tuple[RawTable, list[Finding]]:
    titles, found = rows[0], Findings()
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
    even = [row if len(row) == width else [*row[:width], *[""] * (width - len(row))] for row in rows[1:]]
    return RawTable(kind, path.name, "line", titles, numbers[1:], even), found


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
