"""A PDF: the text layer of its pages, with paragraphs found again and running heads marked."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import Final

from linepack.errors import MissingExtraError
from linepack.records.reading.decode import refuse
from linepack.records.reading.furniture import Mark
from linepack.records.reading.layer import Layer

FEWEST_LETTERS: Final = 20
"""Letters below which the file has no text layer worth the name."""

SHORT_LINE: Final = 0.8
"""Share of the usual width below which a line that ends a sentence ends its paragraph."""

CLOSED: Final = re.compile(r"[.!?…:؟][\"'”’»)\]]*$")
PAGE_NUMBER: Final = re.compile(
    r"[-–— ]*(?:page |p\. ?|seite |стр\. ?)?\d{1,4}(?: ?(?:/|of|von|из) ?\d{1,4})?[-–— ]*", re.IGNORECASE
)


def read_pdf(data: bytes, name: str) -> Layer:
    """Read the text layer of a PDF.

    Raises
    ------
    InputError
        If the file is damaged, locked or holds pictures of pages only.
    MissingExtraError
        If pypdf is not installed.
    """
    pages = [_lines(page) for page in _pages(data, name)]
    if sum(letter.isalpha() for page in pages for line in page for letter in line) < FEWEST_LETTERS:
        raise refuse(
            name,
            f"None of the {len(pages)} page(s) has a text layer: they are pictures.",
            "Run a text recognition over the file and add the result.",
        )
    text, marks = _joined(pages)
    return Layer(text, "pdf", boilerplate=tuple(marks))


def _pages(data: bytes, name: str) -> list[str]:
    """Return the text of every page."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise MissingExtraError("record", "pypdf") from error
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse(name, "The PDF is locked by a password.", "Save an unlocked copy and add that.")
        return [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        remedy = "Open and save it with a PDF program, or give its text."
        raise refuse(name, f"The PDF cannot be read: {error}.", remedy) from error


def _lines(page: str) -> list[str]:
    """Return the lines of a page without blank ones."""
    return [line.strip() for line in page.splitlines() if line.strip()]


def _running(pages: list[list[str]]) -> set[str]:
    """Return the lines that head or foot most pages."""
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]})
    return {line for line, count in edges.items() if count > 2 and count > len(pages) / 2}


def _joined(pages: list[list[str]]) -> tuple[str, list[Mark]]:
    """Join the pages; a blank line stands where a paragraph ends.

    Running heads and page numbers that fall inside a paragraph stand behind it, so that a sentence goes on
    over the page.
    """
    running = _running(pages)
    widths = sorted(len(line) for page in pages for line in page)
    layer = _Paragraphs(SHORT_LINE * widths[int(0.9 * (len(widths) - 1))])
    for page in pages:
        for place, line in enumerate(page):
            edge = place < 2 or place > len(page) - 3
            if line in running or (edge and PAGE_NUMBER.fullmatch(line)):
                layer.wait(line)
            else:
                layer.add(line)
    layer.end_paragraph()
    return layer.text, layer.marks


class _Paragraphs:
    """Text put together line by line.

    Parameters
    ----------
    short
        Characters below which a line that ends a sentence ends its paragraph.
    """

    def __init__(self, short: float) -> None:
        self.text = ""
        self.marks: list[Mark] = []
        self._short = short
        self._waiting: list[str] = []

    def add(self, line: str) -> None:
        """Add a line of the report."""
        opened = self.text == "" or self.text.endswith("\n\n")
        if opened and self._waiting:
            self.end_paragraph()
        self.text += line + "\n"
        if CLOSED.search(line) and len(line) < self._short:
            self.end_paragraph()

    def wait(self, line: str) -> None:
        """Keep a running line until the paragraph is over."""
        self._waiting.append(line)

    def end_paragraph(self) -> None:
        """End the paragraph and put the waiting lines behind it."""
        if self.text and not self.text.endswith("\n\n"):
            self.text += "\n"
        for line in self._waiting:
            start = len(self.text)
            self.marks.append(Mark(start, start + len(line), "page_control", "noise.running-head"))
            self.text += line + "\n\n"
        self._waiting = []
