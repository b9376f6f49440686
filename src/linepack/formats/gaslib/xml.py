"""XML as a stream of records: each with its line, none kept for longer than it is looked at.

Nothing outside the file is ever asked for: a document type, and with it every entity that is not part of XML
itself, is refused where it begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE: Final = 64 * 1024
"""Bytes that are read at a time."""

LONGEST_TOKEN: Final = 1024**2
"""Bytes of the longest tag or comment: none of a network comes near."""

LARGEST_FILE: Final = 512 * 1024**2
"""Bytes of the largest file that is read, unpacked."""

MOST_ELEMENTS: Final = 5_000_000
"""Elements of the largest file that is read: a network of about half a million pipes."""

MOST_PARTS: Final = 1_000_000
"""Elements and attributes of the largest record: a hundred times what any network has."""

DEEPEST: Final = 32
"""Elements inside one another at most; GasLib's go down to nine."""


@dataclass
class Element:
    """One element of a file.

    Attributes
    ----------
    tag
        Its name without the namespace.
    attributes
        Its attributes, names without the namespace.
    line
        Where it begins, from 1.
    children
        What stands inside it.
    text
        Its text, as far as that is wanted.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def child(self, tag: str) -> Element | None:
        """Return the first child of a name."""
        return next((one for one in self.children if one.tag == tag), None)


@dataclass(frozen=True)
class Record:
    """One element with everything inside it, and the elements that it stands in, outermost first."""

    parents: tuple[Element, ...]
    element: Element


class BrokenXmlError(Exception):
    """A file that cannot be read on from some line."""

    def __init__(self, finding: str, remedy: str, line: int) -> None:
        self.finding = finding
        self.remedy = remedy
        self.line = line
        super().__init__(finding)


def records(stream: IO[bytes], depth: int) -> Iterator[Record]:
    """Return the elements at a depth, the root's being 1, one after the other.

    Raises
    ------
    BrokenXmlError
        Where the file is no well-formed XML, defines a document type, or is beyond every limit.
    """
    reader = _Reader(depth)
    read = 0
    while piece := stream.read(PIECE):
        read += len(piece)
        if read > LARGEST_FILE:
            raise reader.broken(f"it is larger than {LARGEST_FILE // 1024**2} MiB.", "Split it.")
        yield from reader.feed(piece, last=False)
        if read - reader.parser.CurrentByteIndex > LONGEST_TOKEN:
            finding = f"a tag or comment is longer than {LONGEST_TOKEN // 1024} KiB."
            raise reader.broken(finding, "Close it; what follows is not read.")
    yield from reader.feed(b"", last=True)


class _Reader:
    """Collects records while pieces of a file come in."""

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._open: list[Element] = []
        self._done: list[Record] = []
        self._count = 0
        self._parts = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def feed(self, piece: bytes, *, last: bool) -> list[Record]:
        self._done = []
        try:
            self.parser.Parse(piece, last)
        except expat.ExpatError as wrong:
            words = expat.ErrorString(wrong.code)
            finding = f"it is no well-formed XML ({words}); what follows is not read."
            raise self.broken(finding, "Correct that line.", wrong.lineno) from wrong
        except (ValueError, LookupError) as wrong:
            raise self.broken(f"its encoding is not known ({wrong}).", "Save it as UTF-8.") from wrong
        return self._done

    def broken(self, finding: str, remedy: str, line: int | None = None) -> BrokenXmlError:
        return BrokenXmlError(finding, remedy, line or self.parser.CurrentLineNumber)

    def _doctype(self, *_: object) -> None:
        remedy = "Remove the <!DOCTYPE ...> and write what its entities stand for."
        raise self.broken("it defines a document type, which is never read.", remedy)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise self.broken(f"it has more than {MOST_ELEMENTS} elements.", "Split it.")
        if len(self._open) >= DEEPEST:
            raise self.broken(f"elements stand more than {DEEPEST} deep.", "Give a GasLib file.")
        self._parts = self._parts + 1 + len(attributes) if len(self._open) >= self._depth else 0
        if self._parts > MOST_PARTS:
            raise self.broken(f"an element holds more than {MOST_PARTS} others.", "Give a GasLib file.")
        local = {_local(key): value for key, value in attributes.items()}
        element = Element(_local(name), local, self.parser.CurrentLineNumber)
        if len(self._open) >= self._depth:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        if len(self._open) + 1 == self._depth:
            self._done.append(Record(tuple(self._open), element))

    def _text(self, text: str) -> None:
        if self._open and len(self._open[-1].text) < LONGEST_TOKEN:
            self._open[-1].text += text.strip()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
