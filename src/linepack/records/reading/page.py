"""A web page: its text layer with the boilerplate in it, and what its head says about it.

Nothing is run and nothing is fetched. The body is what trafilatura finds; what the layout calls navigation,
footer or the like and trafilatura leaves out is marked as noise, and nothing is dropped.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from linepack.errors import MissingExtraError
from linepack.records.reading.furniture import Mark, is_prose
from linepack.records.reading.layer import Layer
from linepack.records.reading.page_head import Head
from linepack.records.reading.tables import words

BLOCKS: Final = words("word_lists", "html_blocks")
VOID: Final = words("word_lists", "html_void")
UNSEEN: Final = words("word_lists", "html_unseen")
ELEMENTS: Final = {
    "nav": "page_control",
    "menu": "page_control",
    "footer": "follow_footer",
    "form": "page_control",
    "button": "page_control",
    "aside": "unrelated_story",
    "dialog": "cookie_banner",
}
CLASSES: Final = (
    ("cookie_banner", re.compile(r"cookie|consent|gdpr")),
    ("share_label", re.compile(r"\bshar(?:e|ing)|social|addtoany|addthis")),
    (
        "unrelated_story",
        re.compile(
            r"related|recommend|more-?news|also-?read|read-?also|latest|most-?read|popular|trending|teaser|sidebar"
            r"|promo|advert|banner|widget"
        ),
    ),
    ("follow_footer", re.compile(r"\bfooter|newsletter|subscri|follow|copyright")),
    ("section_label", re.compile(r"breadcrumb|\btags?\b|tag-?(?:list|cloud)|categor|rubric")),
    ("page_control", re.compile(r"\bnav|menu|pagination|pager|search|login|toolbar|comment|skip-?link")),
    ("photo_credit", re.compile(r"photo-?credit|image-?credit|credits?\b|copyright-?holder")),
)
WHOLE: Final = frozenset({"html", "body", "main", "article"})
SHORT: Final = 40
"""Letters and digits below which a block must equal a line of the body to count as part of it."""


class TextLayer(HTMLParser):
    """Collects the visible text block by block, with the noise kind that the layout gives each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head = Head()
        self.blocks: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self._unseen = 0
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        values = {name: value or "" for name, value in attrs}
        self.head.start(tag, values)
        if tag == "br":
            self._text.append("\n")
        if tag in VOID:
            return
        if tag in BLOCKS:
            self._close_block()
        if tag in UNSEEN:
            self._unseen += 1
        self._open.append((tag, self._kind(tag, values)))

    def handle_endtag(self, tag: str) -> None:
        """Close an element and what was left open inside it."""
        self.head.end(tag)
        if all(name != tag for name, _ in self._open):
            return
        if tag in BLOCKS:
            self._close_block()
        while self._open:
            name, _ = self._open.pop()
            self._unseen -= name in UNSEEN
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take text."""
        self.head.data(data)
        if not self._unseen:
            pre = any(name == "pre" for name, _ in self._open)
            self._text.append(data if pre else re.sub(r"[ \t\r\n\f]+", " ", data))

    def close(self) -> None:
        """End the page."""
        super().close()
        self._close_block()

    def _kind(self, tag: str, values: dict[str, str]) -> str:
        """Return the noise kind of an element: its own, or that of what holds it."""
        outer = self._open[-1][1] if self._open else ""
        if outer or tag in WHOLE:
            return outer
        if tag in ELEMENTS:
            return ELEMENTS[tag]
        names = f"{values.get('class', '')} {values.get('id', '')} {values.get('role', '')}".lower()
        if not names.strip():
            return ""
        return next((kind for kind, pattern in CLASSES if pattern.search(names)), "")

    def _close_block(self) -> None:
        """Put the text collected so far into a block of its own."""
        text = re.sub(r" ?\n ?", "\n", "".join(self._text)).strip()
        if text:
            self.blocks.append((text, self._open[-1][1] if self._open else ""))
        self._text = []


def read_page(html: str, findings: tuple[str, ...] = ()) -> Layer:
    """Read a web page.

    Raises
    ------
    MissingExtraError
        If trafilatura is not installed.
    """
    parser = TextLayer()
    parser.feed(html)
    parser.close()
    body = _body(html)
    head = parser.head
    return Layer(
        text="\n\n".join(text for text, _ in parser.blocks),
        kind="html",
        published=head.published(),
        title=head.title(),
        byline=head.first("author", "article:author", "byl", "dc.creator"),
        outlet=head.first("og:site_name", "application-name", "publisher", "dc.publisher"),
        url=head.first("canonical", "og:url"),
        language=head.language,
        boilerplate=_boilerplate(parser.blocks, body),
        findings=findings,
    )


def _body(html: str) -> str:
    """Return the text that trafilatura takes for the article, empty where it finds none."""
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtraError("record", "trafilatura") from error
    return trafilatura.extract(html, include_comments=False, favor_recall=True) or ""


def _letters(text: str) -> str:
    """Return letters and digits in lower case, nothing else."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _boilerplate(blocks: list[tuple[str, str]], body: str) -> tuple[Mark, ...]:
    """Return the blocks that are noise: by the layout, or because they stand outside the body."""
    if not body:
        return ()
    whole, lines = _letters(body), {_letters(line) for line in body.splitlines()}
    inside = [_is_inside(_letters(text), whole, lines) for text, _ in blocks]
    places = [place for place, (text, _) in enumerate(blocks) if inside[place] and is_prose(text)]
    first, last = (places[0], places[-1]) if places else (0, len(blocks))
    marks, position = [], 0
    for place, (text, kind) in enumerate(blocks):
        if not inside[place] and (kind or _is_outside(text, place, first, last)):
            marks.append(_mark(position, text, kind, place > last))
        position += len(text) + 2
    return tuple(marks)


def _is_inside(letters: str, whole: str, lines: set[str]) -> bool:
    """Say whether a block is part of the body."""
    return letters in lines if len(letters) < SHORT else letters in whole


def _is_outside(text: str, place: int, first: int, last: int) -> bool:
    """Say whether a block that the layout says nothing about is noise: after the body, or short before it."""
    return place > last or (place < first and len(text) < 25 and not is_prose(text))


def _mark(position: int, text: str, kind: str, after: bool) -> Mark:
    """Make the mark of a block."""
    end = position + len(text)
    if kind:
        return Mark(position, end, kind, "noise.layout")
    return Mark(position, end, "unrelated_story" if after else "page_control", "noise.outside-body")
