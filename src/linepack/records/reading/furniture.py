"""Lines of a page that are not the report, told by their form alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.reading.labels import whole_label
from linepack.records.reading.phrases import Openings, alternatives
from linepack.records.reading.pieces import AGENCY, Piece, pieces_of
from linepack.records.reading.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable

SECTIONS: Final = {"related": "section_label", "read_also": "section_label", "background": "section_label"}
LONGEST_LABEL: Final = 60
LONGEST_LINE: Final = 160
"""Characters above which a line is text and not looked at for labels."""

SEPARATOR: Final = re.compile(r"[-–—_=~*•·#.\s+]{3,}|[*•·#❖◆■]+")
RIGHTS_END: Final = (
    "all rights reserved",
    "all rights reserved.",
    "все права защищены",
    "все права защищены.",
)
COOKIES: Final = tuple(row["pattern"] for row in rows("phrases") if row["use"] == "cookie")
CONSENT: Final = re.compile(rf"\b(?:{alternatives('consent')})", re.IGNORECASE)
ENDS: Final = ".!?)"
"""Signs at the end of nearly every sentence, with which no source of an image ends."""

FORM_OPENERS: Final = ("page", "seite", "стр", "sayfa", "səhifə", "strana", "pagina", "http", "www.")
FORM_HINTS: Final = (
    "/",
    "@",
    "follow",
    "as is",
    "rights reserved",
    "права защищены",
    "olun",
    "izləyi",
    "takip",
    "подпис",
    "zapratite",
    "pratilaca",
    "subscriber",
    "abonnés",
    "seguidores",
)
"""What one of the forms begins with or holds, where it begins with a letter: without it none is tried."""

OPENING: Final = " \t[(*👉➡📲📸📷🔔✅►▶•"
IMAGE_SOURCE: Final = re.compile(
    r"(?:^|\s|/)(?:getty\simages|shutterstock(?:\.com)?|depositphotos|©\s?\w+/\w+)$", re.IGNORECASE
)
OPENED: Final = {
    "follow": ("", 2 * LONGEST_LINE, ("follow_footer", "noise.follow")),
    "tags": (r"\s?:", 2 * LONGEST_LINE, ("section_label", "noise.tags")),
    "related": (r"(?:\s?[:>»→]\s?|\s[–—-]\s)", 2 * LONGEST_LINE, ("unrelated_story", "noise.related-line")),
    "source": (r"\s?:\s?\S", LONGEST_LABEL, ("agency_tag", "noise.source")),
    "credits": (r"\s(?-i:(?=[^\W\d_a-zа-яё]))", LONGEST_LINE, ("byline", "noise.credits")),
    "control": (r"\b|$", LONGEST_LINE, ("page_control", "noise.control")),
    "contact": (r"\s?[:.]\s", LONGEST_LABEL, ("follow_footer", "noise.contact")),
    "rights": ("", LONGEST_LINE, ("follow_footer", "noise.rights")),
    "photo": (r"\s?(?:by\s|:|©|/|\()", LONGEST_LINE, ("photo_credit", "noise.photo")),
}
"""Phrases that open a line of noise: what has to follow them, the longest such line, kind and rule."""

OPENINGS: Final = Openings({use: tail for use, (tail, _, _) in OPENED.items()})

PAGER: Final = re.compile(
    r"(?:[«‹<]\s*)?(?:\d{1,3}[\s|.…/]+){2,}\d{0,3}(?:\s*[»›>])?"
    r"|(?:page|seite|стр(?:аница)?|sayfa|səhifə|strana|pagina)\.?\s\d+(?:\s?(?:/|of|von|из|od|di|de)\s?\d+)?",
    re.IGNORECASE,
)
FOLLOWERS: Final = re.compile(
    r"\d[\d.,]*\s?[kK]?\s(?:followers|subscribers|подписчик\w*|pratilaca|takipçi|izləyici|abonnés|seguidores|follower)$"
)
NUMBERS: Final = re.compile(r"\d{1,3}(?:\s\d{1,3})*")
HANDLES: Final = re.compile(r"(?:[@#]\w+[\s,|]*)+|(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+")
MAIL_FIELD: Final = re.compile(rf"(?:{alternatives('mail_field')})\s?:\s\S", re.IGNORECASE)
SIGNATURE: Final = re.compile(
    r"/[^\W\d_]{1,4}/|[^\W\d_]{2,12}(?:\s?//?\s?[^\W\d_]{2,5}){1,4}|[A-Z]{3,}\d{6,}\w*"
    r"|[A-Z0-9]{2,4}-[A-Z0-9]{2,4}/?(?:\s[A-Z0-9]{2,4}){0,3}"
)
TITLED_SEPARATOR: Final = re.compile(r"[-–—=*]{2,}\s?[\w\s]{1,30}?\s?[-–—=*]{2,}")
FOLLOW_END: Final = re.compile(
    r"^.{0,60}\b(?:abunə olun|abone olun|izləyin|takip edin|подписывайтесь|подпишитесь|zapratite nas)[!.]?$",
    re.IGNORECASE,
)
WARRANTY: Final = re.compile(r"as is\W.{0,60}warrant", re.IGNORECASE)
FOLLOW_AUTHOR: Final = re.compile(r"\bfollow (?:him|her|them|me|us) on\b", re.IGNORECASE)
BRACKETED: Final = re.compile(rf"[(\[/]\s?{AGENCY.pattern}\s?[)\]/]\.?")
PROSE: Final = re.compile(r"[.!?…؟۔。։](?:['\"”’»)\]]|\s?\(\w+\))*$")


class Mark(NamedTuple):
    """Characters that are noise of a kind, by a rule."""

    start: int
    end: int
    kind: str
    rule: str


def plain_noise(words: str) -> tuple[str, str]:
    """Return kind and rule of a line or sentence that is noise wherever it stands; empty where it is none.

    Examples
    --------
    >>> plain_noise("Follow us on Telegram @linepack")
    ('follow_footer', 'noise.follow')
    >>> plain_noise("The follow-up meeting is due in May.")
    ('', '')
    """
    if words == "--" or (not words[0].isalnum() and SEPARATOR.fullmatch(words)):
        return "separator", "noise.separator"
    if len(words) <= LONGEST_LABEL and (label := whole_label(words)):
        return SECTIONS.get(label, label), "noise.label"
    if is_cookie_banner(words):
        return "cookie_banner", "noise.cookies"
    if len(words) <= LONGEST_LINE and words[-1] not in ENDS and IMAGE_SOURCE.search(words, len(words) - 24):
        return "photo_credit", "noise.photo"
    if len(words) > 2 * LONGEST_LINE:
        return "", ""
    return _by_opening(words) or _by_form(words)


def _by_opening(words: str) -> tuple[str, str] | None:
    """Return kind and rule by the first words, None where they announce nothing."""
    start = 0 if words[0].isalnum() else len(words) - len(words.lstrip(OPENING))
    opened = OPENINGS.find(words, start)
    if opened is None:
        return None
    _, longest, found = OPENED[opened[0]]
    return found if len(words) <= longest else None


def _by_form(words: str) -> tuple[str, str]:
    """Return kind and rule by the form of a short line."""
    if len(words) > LONGEST_LINE or not _has_hint(words):
        return "", ""
    return next((found for is_form, found in FORMS if is_form(words)), ("", ""))


def _has_hint(words: str) -> bool:
    """Say whether a line begins, or holds a word or sign, as none of running text does."""
    if not words[0].isalpha() or " " not in words or words[2:5].count("-"):
        return True
    lower = words.replace("İ", "i").lower()
    return lower.startswith(FORM_OPENERS) or any(map(lower.__contains__, FORM_HINTS))


def _is_rights(words: str) -> bool:
    """Say whether a line claims rights."""
    return words.startswith(("©", "(c) ")) or words.lower().endswith(RIGHTS_END)


def _is_pager(words: str) -> bool:
    """Say whether a line holds page numbers, and after them nothing or a label such as Next."""
    pages = PAGER.match(words)
    if pages is None:
        return False
    rest = words[pages.end() :]
    return not rest.strip() or whole_label(rest) == "page_control"


def _is_bare_numbers(words: str) -> bool:
    """Say whether a line holds nothing but a few small numbers."""
    return len(words) <= 20 and NUMBERS.fullmatch(words) is not None


FORMS: Final[tuple[tuple[Callable[[str], object], tuple[str, str]], ...]] = (
    (_is_rights, ("follow_footer", "noise.rights")),
    (_is_bare_numbers, ("page_control", "noise.pager")),
    (_is_pager, ("page_control", "noise.pager")),
    (BRACKETED.fullmatch, ("agency_tag", "noise.closing-tag")),
    (SIGNATURE.fullmatch, ("agency_tag", "noise.signature")),
    (FOLLOW_AUTHOR.search, ("follow_footer", "noise.follow-author")),
    (TITLED_SEPARATOR.fullmatch, ("separator", "noise.separator")),
    (FOLLOW_END.search, ("follow_footer", "noise.follow")),
    (WARRANTY.search, ("follow_footer", "noise.rights")),
    (FOLLOWERS.search, ("follow_footer", "noise.followers")),
    (HANDLES.fullmatch, ("share_label", "noise.handles")),
)
"""Tests of a short line, with kind and rule."""


def is_cookie_banner(words: str) -> bool:
    """Say whether a sentence asks for consent to cookies.

    Examples
    --------
    >>> is_cookie_banner("We use cookies to improve this site.")
    True
    >>> is_cookie_banner("The cookie factory burns gas.")
    False
    """
    lower = words.lower()
    if words.isascii() and "cook" not in lower:
        return False
    return any(stem in lower for stem in COOKIES) and CONSENT.search(words) is not None


def line_pieces(text: str, start: int, end: int, language: str = "") -> list[Piece]:
    """Return the pieces of a short line, nothing of a long one."""
    return [] if end - start > LONGEST_LINE else pieces_of(text, start, end, language)


def is_prose(words: str) -> bool:
    """Say whether a line or sentence reads as running text: long enough, and with an end.

    Examples
    --------
    >>> is_prose("The ministers met in the capital on Monday, the ministry said.")
    True
    >>> is_prose("Ministers meet in the capital")
    False
    """
    return len(words) >= 40 and (len(words) >= 150 or PROSE.search(words, len(words) - 24) is not None)
