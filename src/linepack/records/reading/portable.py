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
    """Join the pages; a blank line stands where a paragraph ends, and around running heads."""
    running = _running(pages)
    widths = sorted(len(line) for page in pages for line in page)
    width = widths[int(0.9 * (len(widths) - 1))]
    parts: list[str] = []
    marks: list[Mark] = []
    position = 0
    for page in pages:
        for place, line in enumerate(page):
            edge = place < 2 or place > len(page) - 3
            noise = line in running or (edge and PAGE_NUMBER.fullmatch(line) is not None)
            if noise:
                marks.append(Mark(position, position + len(line), "page_control", "noise.running-head"))
            ends = noise or (CLOSED.search(line) is not None and len(line) < SHORT_LINE * width)
            follows = page[place + 1] if place + 1 < len(page) else ""
            gap = "\n\n" if ends or (follows in running and follows) else "\n"
            parts.append(line + gap)
            position += len(line) + len(gap)
    return "".join(parts), marks
