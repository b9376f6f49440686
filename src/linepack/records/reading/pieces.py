"""What a line of a page's head is made of: dates, bylines, labels, and words left over."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.reading.labels import MARKS, TOKEN, label_at
from linepack.records.reading.moments import Printed, printed_at
from linepack.records.reading.phrases import Openings, alternatives, openings
from linepack.records.reading.tables import words

if TYPE_CHECKING:
    from collections.abc import Callable

DATE_TAIL: Final = r"\s?[:\-–—|]?\s?"
BYLINE_TAIL: Final = r"\s"
SOURCE_TAIL: Final = r"\s?:\s?[^|]{2,40}?(?=\s?[|]|$)"
NAME: Final = re.compile(
    r"(?:(?:[^\W\d_a-zа-яё][\w’'-]*|[A-ZА-Я]\.|al|el|bin|ibn|van|von|de|da|di|del|der|ten|oglu|oğlu|qızı|ogly)"
    r"[ \t]+){1,4}[^\W\d_a-zа-яё][\w’'.-]+",
)
POSTED: Final = re.compile(
    r"\s(?:in|from|à|aus|da|desde)\s[^\W\d_a-zа-яё][\w’'-]+(?: [^\W\d_a-zа-яё][\w’'-]+)?(?=\s*(?:$|[|•·]))"
)
"""The town at the end of a byline."""
AGENCY: Final = re.compile(f"(?:{alternatives('agency')})")
COUNTED: Final = re.compile(
    rf"(?:[👁🕒⏱💬]\s?\d[\d.,]*(?:\s?k)?|\(\d{{1,5}}\)|\d[\d.,]*\s?k?\s(?:{alternatives('counted')}))",
    re.IGNORECASE,
)
COUNTER_TAIL: Final = r"\s?:?\s?\(?\d[\d.,]*(?:\s?min\w*)?"
COUNT: Final = re.compile(r"\d{1,5}(?![\w.,])")
TIME_ALONE: Final = re.compile(r"(?:(?:at|à|um|alle|ore|в|saat)\s)?(?:[01]?\d|2[0-3])[:.h][0-5]\d\b")
NO_PERSON: Final = words("word_lists", "no_person")
"""Words that no person's name holds."""

PARTICLES: Final = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "van",
        "von",
        "de",
        "da",
        "di",
        "del",
        "der",
        "ten",
        "oglu",
        "oğlu",
        "qızı",
        "ogly",
    ]
)

OPEN_MARKS: Final = " \t\xa0|•·–—/>»«,:;→←›‹-()[]{}.*&"


class Piece(NamedTuple):
    """A part of a header line: a noise kind, or ``name`` or ``words`` for what is left over.

    ``labelled`` names what the words before a date or name say: retrieved, updated, published, byline.
    """

    kind: str
    start: int
    end: int
    moment: Printed | None = None
    labelled: str = ""


def pieces_of(text: str, start: int, end: int, language: str = "") -> list[Piece]:
    """Cut a line into its pieces, in order, without blanks and dividing marks between them."""
    pieces: list[Piece] = []
    tokens = list(TOKEN.finditer(text, start, end))
    place, loose = 0, -1
    while place < len(tokens):
        begin = tokens[place].start()
        piece = _piece_at(text, begin, end, tokens, place, language)
        if piece is None and pieces and loose < 0:
            piece = _trailing(text, begin, end, pieces)
        if piece is None:
            if text[begin] not in MARKS and loose < 0:
                loose = begin
            elif loose >= 0 and _divides(text, begin):
                pieces.append(_loose(text, loose, begin))
                loose = -1
            place += 1
            continue
        if loose >= 0:
            pieces.append(_loose(text, loose, piece.start))
            loose = -1
        pieces.append(piece)
        while place < len(tokens) and tokens[place].start() < piece.end:
            place += 1
    if loose >= 0:
        pieces.append(_loose(text, loose, end))
    return pieces


def _divides(text: str, place: int) -> bool:
    """Say whether a sign divides the parts of a line; a slash does where it stands free."""
    return text[place] in "|•·>»→" or text[place - 1 : place + 2] == " / "


def _trailing(text: str, begin: int, end: int, pieces: list[Piece]) -> Piece | None:
    """Return a time of day apart from its date, or the number behind a share button or a page control."""
    if any(found.moment for found in pieces) and (time := TIME_ALONE.match(text, begin, end)):
        return Piece("publication_time", begin, time.end())
    count = COUNT.match(text, begin, end) if pieces[-1].kind in ("share_label", "page_control") else None
    return Piece("page_control", begin, count.end()) if count else None


def _piece_at(
    text: str, begin: int, end: int, tokens: list[re.Match[str]], place: int, language: str
) -> Piece | None:
    """Return the piece that begins at a token, None where it is a word like any other."""
    if found := dated_piece(text, begin, end, language) or _announced(text, begin, end):
        return found
    kind, count = label_at(tokens, place, text)
    if count == 0:
        return None
    kind = "section_label" if kind in ("related", "read_also", "background") else kind
    return Piece(kind, begin, tokens[place + count - 1].end())


def _announced(text: str, begin: int, end: int) -> Piece | None:
    """Return the piece that a phrase opens: a counter, a share button, a source, a byline."""
    if found := COUNTED.match(text, begin, end):
        return Piece("page_control", begin, found.end())
    opened = _openings_of_pieces().find(text, begin, end)
    if opened is None:
        return None
    use, found = opened
    return _signed(text, begin, found.end(), end) if use == "byline" else ANNOUNCED[use](begin, found.end())


def _signed(text: str, begin: int, place: int, end: int) -> Piece | None:
    """Return the byline or agency behind a word such as "By", None where no name follows it."""
    if agency := AGENCY.match(text, place, end):
        return Piece("agency_tag", begin, agency.end(), labelled="byline")
    name = NAME.match(text, place, end)
    return Piece("byline", begin, _posted(text, name.end(), end), labelled="byline") if name else None


ANNOUNCED: Final[dict[str, Callable[[int, int], Piece]]] = {
    "counter": lambda begin, end: Piece("page_control", begin, end),
    "share_on": lambda begin, end: Piece("share_label", begin, end),
    "source": lambda begin, end: Piece("agency_tag", begin, end, labelled="source"),
}
"""The piece that a phrase of each use makes."""


def _posted(text: str, place: int, end: int) -> int:
    """Take the town along that closes a byline ("By A. Name in Algiers")."""
    posted = POSTED.match(text, place, end)
    return posted.end() if posted else place


def dated_piece(text: str, begin: int, end: int, language: str) -> Piece | None:
    """Return a date that begins here, with the label before it."""
    found = openings_of_dates().find(text, begin, end)
    if found and (moment := printed_at(text, found[1].end(), end, language)):
        kind = "scrape_date" if found[0] == "retrieved" else "publication_time"
        return Piece(kind, begin, _closed(text, moment.end, end), moment, labelled=found[0])
    if found and found[0] != "retrieved" and (time := TIME_ALONE.match(text, found[1].end(), end)):
        return Piece("publication_time", begin, time.end())
    if moment := printed_at(text, begin, end, language):
        return Piece("publication_time", begin, _closed(text, moment.end, end), moment)
    return None


@cache
def _openings_of_pieces() -> Openings:
    """Return the phrases that open a piece of a line, the first use that fits first."""
    return Openings({"counter": COUNTER_TAIL, "share_on": "", "source": SOURCE_TAIL, "byline": BYLINE_TAIL})


@cache
def openings_of_dates() -> Openings:
    """Return the words that stand before a date of the header."""
    return Openings({"retrieved": DATE_TAIL, "updated": DATE_TAIL, "published": DATE_TAIL})


def author_of(words: str) -> str:
    """Return the name in a byline.

    Examples
    --------
    >>> author_of("By Ana Markova"), author_of("Ana Markova")
    ('Ana Markova', 'Ana Markova')
    """
    label = openings("credits", BYLINE_TAIL).match(words) or openings("byline", BYLINE_TAIL).match(words)
    return words[label.end() :] if label else words


def _closed(text: str, position: int, end: int) -> int:
    """Take a closing bracket along."""
    return position + 1 if position < end and text[position] in ")]" else position


def _loose(text: str, start: int, end: int) -> Piece:
    """Make a piece of the words left over: a name, an agency, or just words."""
    words = text[start:end].rstrip(OPEN_MARKS)
    stop = start + len(words)
    if AGENCY.fullmatch(words.strip("()/[]")):
        return Piece("agency_tag", start, stop)
    return Piece("name" if is_name(words) else "words", start, stop)


def is_name(words: str) -> bool:
    """Say whether words have the shape of a person's name and nothing that no name holds.

    Examples
    --------
    >>> is_name("Ana Marković"), is_name("Natural Gas"), is_name("Gas flows north")
    (True, False, False)
    """
    return (
        len(words) <= 45
        and NAME.fullmatch(words.rstrip(".")) is not None
        and not any(word.lower() in NO_PERSON for word in words.split())
        and all(word[0].isupper() or not word[0].islower() or word in PARTICLES for word in words.split())
    )
