"""Statements of a MATLAB case file: values and matrices of ``mgc``, read line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final

from linepack.formats.text import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linepack.formats.draft import Draft

    Value = float | str

LONGEST_LINE: Final = 1024 * 1024
"""Bytes of the longest line that is read."""

MOST_ROWS: Final = 5_000_000
"""Rows of all tables together beyond which a file is refused."""

TOKEN: Final = re.compile(
    r"""[ \t,]+ | (?P<text>'(?:[^']|'')*' | "[^"]*") | (?P<mark>[;\[\]{}]) | (?P<more>\.\.\.)"""
    r""" | (?P<word>[^\s,;\[\]{}'"%]+)""",
    re.VERBOSE,
)
PLAIN: Final = re.compile(r"'(?:[^']|'')*'|[^\s,']+")
"""Cells of a line without any of the signs below."""

SIGNS: Final = re.compile(r"""[%;\[\]{}"]|\.\.\.""")
ASSIGNMENT: Final = re.compile(r"mgc\.(?P<name>\w+)\s*=\s*(?P<rest>.*)", re.DOTALL)
FUNCTION: Final = re.compile(r"function\s+mgc\s*=\s*(?P<name>[^\s;%(]+)")
COLUMN_NAMES: Final = "column_names%"
IGNORED: Final = ("end", "endfunction", "return")


@dataclass(frozen=True)
class Scalar:
    """A single value and the line it stands on."""

    line: int
    value: Value


@dataclass
class Matrix:
    """One matrix: the line it starts on, the names of its columns as a comment gives them, its rows."""

    line: int
    columns: tuple[str, ...] | None
    rows: list[tuple[int, list[Value]]] = field(default_factory=list)


@dataclass
class CaseFile:
    """What a file says.

    Attributes
    ----------
    name
        What its function is called.
    scalars, matrices
        Values and matrices of ``mgc`` by name.
    """

    name: str = ""
    scalars: dict[str, Scalar] = field(default_factory=dict)
    matrices: dict[str, Matrix] = field(default_factory=dict)


def read_case(path: Path, draft: Draft) -> CaseFile:
    """Return what a file says; what is no statement is noted with its line."""
    if path.stat().st_size > LARGEST_FILE:
        finding = f"it has {path.stat().st_size // 1024**2} MiB."
        draft.wrong(0, ("mgc", "", ""), finding, f"Files up to {LARGEST_FILE // 1024**2} MiB are read.")
        return CaseFile()
    with path.open("rb") as stream:
        return _Reader(draft).read(stream)


class _Reader:
    """Reads statements one line at a time."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._case = CaseFile()
        self._names: tuple[str, ...] | None = None  # of a comment just above
        self._open: Matrix | None = None
        self._row: list[Value] = []
        self._began = 0  # line on which the row begins
        self._count = 0

    def read(self, stream: IO[bytes]) -> CaseFile:
        line = 0
        for line, text in _lines(stream, self._draft):
            self._line(line, text)
            if self._count > MOST_ROWS:
                self._wrong(line, f"it has more than {MOST_ROWS} rows.", "Split it.")
                break
        if self._open is not None:
            self._wrong(line, f"the matrix of line {self._open.line} is not closed.", "Close it by '];'.")
        return self._case

    def _wrong(self, line: int, finding: str, remedy: str) -> None:
        self._draft.wrong(line, ("mgc", "", ""), finding, remedy)

    def _line(self, line: int, text: str) -> None:
        stripped = text.strip()
        if self._open is not None:
            self._cells(line, text)
        elif stripped.startswith("%"):
            self._comment(stripped)
        elif found := FUNCTION.match(stripped):
            self._case.name = found["name"]
        elif found := ASSIGNMENT.match(stripped):
            self._assignment(line, found["name"], found["rest"])
        elif stripped and stripped.rstrip(";") not in IGNORED:
            shown = stripped[:40]
            self._wrong(
                line, f"{shown!r} is no statement of a case.", "Write mgc.name = value; or a comment."
            )

    def _comment(self, text: str) -> None:
        words = text.lstrip("%").split()
        if words[:1] == [COLUMN_NAMES]:
            self._names = tuple(words[1:])
        elif words[:1] == ["id"]:
            self._names = tuple(words)

    def _assignment(self, line: int, name: str, rest: str) -> None:
        names, self._names = self._names, None
        if name in self._case.scalars or name in self._case.matrices:
            self._draft.wrong(line, ("mgc", "", name), "it is set twice.", "Keep one of the two.")
        if rest[:1] in ("[", "{"):
            self._open = Matrix(line, names)
            self._case.matrices[name] = self._open
            self._cells(line, rest[1:])
            return
        values = [value for value in self._tokens(line, rest) if value != ";"]
        if len(values) == 1:
            self._case.scalars[name] = Scalar(line, _value(values[0]))
        else:
            finding = f"{rest.strip()[:40]!r} is no single value."
            self._draft.wrong(line, ("mgc", "", name), finding, "Write a number or a word in quotes.")

    def _cells(self, line: int, text: str) -> None:
        """Add the cells of a line to the open matrix; a row ends with the line or a semicolon."""
        if not SIGNS.search(text) and text.count("'") % 2 == 0:
            self._began = self._began if self._row else line
            self._row += [_value(cell) for cell in PLAIN.findall(text)]
            self._end_row()
            return
        continued = False
        for sign in self._tokens(line, text):
            if sign == "...":
                continued = True
            elif sign in ("]", "}"):
                self._end_row()
                self._open = None
                return
            elif sign == ";":
                self._end_row()
            elif sign in ("[", "{"):
                self._wrong(line, "a matrix stands in a matrix.", "Close the first by '];'.")
            else:
                self._began = self._began if self._row else line
                self._row.append(_value(sign))
        if not continued:
            self._end_row()

    def _end_row(self) -> None:
        if self._row and self._open is not None:
            self._open.rows.append((self._began, self._row))
            self._count += 1
            self._row = []

    def _tokens(self, line: int, text: str) -> Iterator[str]:
        position = 0
        text = text.rstrip()
        while position < len(text) and text[position] != "%":
            found = TOKEN.match(text, position)
            if not found:
                shown = text[position : position + 20]
                self._wrong(line, f"{shown!r} is not closed or no value.", "Close every quote.")
                return
            position = found.end()
            if found.lastgroup is not None:
                yield found[0]


def _value(token: str) -> Value:
    """Return a number, or the text that a token is or holds in quotes."""
    if token[0] in "'\"":
        return token[1:-1].replace("''", "'") if token[0] == "'" else token[1:-1]
    try:
        return float(token.replace("d", "e").replace("D", "e")) if "_" not in token else token
    except ValueError:
        return token


def _lines(stream: IO[bytes], draft: Draft) -> Iterator[tuple[int, str]]:
    """Yield numbered lines; blocks between %{ and %} are left out."""
    blocks, number = 0, 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        place = ("mgc", "", "")
        if len(raw) > LONGEST_LINE:
            draft.wrong(number, place, f"the line is longer than {LONGEST_LINE} bytes.", "Split it.")
            return
        if b"\0" in raw:
            draft.wrong(number, place, "it is no text: it holds zero bytes.", "Give a text file.")
            return
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            draft.wrong(number, place, "the line is not encoded as UTF-8.", "Save it as UTF-8.")
            continue
        if text.strip() in ("%{", "%}"):
            blocks = max(blocks + (1 if "{" in text else -1), 0)
        elif not blocks:
            yield number, text
