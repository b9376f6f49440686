"""The names of a document after overlaps and ordinary words are settled, and how to look around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer import fold, gazetteer

from .scan import scan

if TYPE_CHECKING:
    from linepack.records.model import Document, Sentence, Span

    from .scan import Hit

BEFORE_PLACES: Final = frozenset(
    [
        "in",
        "at",
        "from",
        "to",
        "near",
        "of",
        "off",
        "through",
        "via",
        "between",
        "and",
        "und",
        "en",
        "à",
        "a",
        "aus",
        "nach",
        "bei",
        "von",
        "u",
        "iz",
        "od",
        "do",
        "kod",
        "в",
        "из",
        "до",
        "у",
        "с",
        "от",
        "към",
        "при",
        "da",
        "di",
        "per",
        "dans",
        "vers",
        "city",
        "town",
        "port",
        "around",
        "towards",
        "toward",
        "over",
        "outside",
    ]
)
DATELINES: Final = frozenset(("publication_time", "section_label", "agency_tag", "byline"))
"""Kinds of noise that a line with place and date at the head of a page is made of."""
FIRM_AFTER: Final = re.compile(
    r"(?:['’]s | |, )(?:which (?:owns|operates|holds|runs|is|has)|operates|owns|holds|confirmed|signed"
    r"|declined|plans to|spokes\w+|executive|subsidiary|the operator|and its partners|shares)\b"
)
"""Words behind a name that show it to be a firm's though it is an ordinary word too."""

LISTED: Final = re.compile(r",? and |, |/")
LIKE_PERSONS: Final = frozenset(("places", "countries", "orgs"))
QUOTES: Final = ('"', "“", "”", "«", "»", "„", "'", "’")
DECLINING: Final = frozenset(
    (
        "sr",
        "hr",
        "bs",
        "ru",
        "uk",
        "bg",
        "mk",
        "cs",
        "sk",
        "pl",
        "sl",
        "az",
        "tr",
        "hu",
        "lt",
        "lv",
        "el",
        "ro",
    )
)
REPORTING: Final = re.compile(
    r" (?:reports?|informs?|reported|informed|learned|learnt|said|says|cites|wrote)\b"
)
CAPITALS: Final = "".join(chr(c) for c in (*range(0x41, 0x250), *range(0x370, 0x530)) if chr(c).isupper())
TOKEN: Final = re.compile(rf"[{CAPITALS}][^\W\d_]*(?:-[^\W\d_]+|[’'](?!s\b)[^\W\d_]+)*")


@dataclass(frozen=True)
class Page:
    """A document with its names in order, none over another.

    Attributes
    ----------
    hits
        Forms of the gazetteer that stand, outside noise.
    noisy
        Those in noise: a follow line may name the outlet.
    starts
        First characters of ``hits``.
    sentence_starts
        First characters of the sentences.
    """

    document: Document
    text: str
    hits: tuple[Hit, ...]
    noisy: tuple[Hit, ...]
    starts: tuple[int, ...]
    sentence_starts: tuple[int, ...]

    @cached_property
    def states(self) -> frozenset[str]:
        """States that are named, or that hold a place that is named."""
        return frozenset(hit.country for hit in self.hits if located(hit))

    def sentence(self, place: int) -> Sentence:
        """Return the sentence that a character lies in, or the last one before it."""
        return self.document.sentences[max(0, bisect_right(self.sentence_starts, place) - 1)]

    def before(self, place: int) -> int:
        """Return the index of the last hit that ends at a place or before it, -1 where there is none."""
        index = bisect_right(self.starts, place) - 1
        while index >= 0 and self.hits[index].end > place:
            index -= 1
        return index

    def after(self, place: int) -> int:
        """Return the index of the first hit that starts at a place or after it."""
        return bisect_right(self.starts, place - 1)

    def within(self, start: int, end: int) -> tuple[Hit, ...]:
        """Return the hits that start between two places."""
        return self.hits[self.after(start) : self.after(end)]

    def around(self, place: int) -> tuple[Hit, ...]:
        """Return the hits of the sentence of a place."""
        span = self.sentence(place).span
        return self.within(span.start, span.end)

    @cached_property
    def headed(self) -> tuple[Hit, ...]:
        """Hits in the dateline of the head, and in labels that are nothing but a name in capitals."""
        kinds: dict[int, set[str]] = {}
        for one in self.document.noise:
            kinds.setdefault(one.sentence, set()).add(one.kind)
        lines = [one.span for one in self.document.noise if one.rule == "noise.dateline"]
        out = []
        for hit in self.noisy:
            sentence = self.sentence(hit.start)
            mine = kinds.get(sentence.number, set())
            dated = "publication_time" in mine and mine <= DATELINES
            alone = mine == {"section_label"} and sentence.text == self.text[hit.start : hit.end].upper()
            inside = any(span.start <= hit.start < span.end for span in lines)
            if (dated or alone or inside) and hit.entry.kind != "region":
                out.append(hit)
        return tuple(out)

    def single_word(self, hit: Hit) -> bool:
        """Say whether a hit is one word."""
        return not re.search(r"\s", self.text[hit.start : hit.end])


def located(hit: Hit) -> bool:
    """Say whether a hit is a state or a place inside one."""
    return hit.group in ("countries", "places") and bool(hit.country)


def read_page(document: Document) -> Page:
    """Return a document with its names settled."""
    text = document.text
    starts = tuple(sentence.span.start for sentence in document.sentences)
    noise = [sentence.noise for sentence in document.sentences]
    pieces: dict[int, list[Span]] = {}
    for one in document.noise:
        if one.kind != "agency_tag":
            pieces.setdefault(one.sentence - 1, []).append(one.span)
    kept: list[Hit] = []
    noisy: list[Hit] = []
    last = 0
    for hit in scan(text, document.language in DECLINING).hits:
        if hit.start < last and not (kept and longer(hit, kept)):
            continue
        if not supported(hit, text, kept):
            continue
        if kept and hit.start < kept[-1].end:
            kept.pop()
        last = hit.end
        place = bisect_right(starts, hit.start) - 1
        aside = place < 0 or noise[place] or any(s.start <= hit.start < s.end for s in pieces.get(place, ()))
        (noisy if aside else kept).append(hit)
    hits = tuple(hit for hit in without_given_names(kept, text) if hit.group != "traps")
    return Page(document, text, hits, tuple(noisy), tuple(hit.start for hit in hits), starts)


def longer(hit: Hit, kept: list[Hit]) -> bool:
    """Say whether a hit that begins inside the last one is the longer phrase of the two."""
    last = kept[-1]
    return last.start < hit.start < last.end and hit.end - hit.start > last.end - last.start


def supported(hit: Hit, text: str, kept: list[Hit]) -> bool:
    """Say whether a form that is an ordinary word too is used as a name here."""
    if not hit.form.wary:
        return text[hit.end : hit.end + 1] != "$"
    if text[hit.start - 1 : hit.start] in QUOTES and text[hit.end : hit.end + 1] in QUOTES:
        return hit.group != "places"
    word = word_before(text, hit.start)
    if hit.group == "places":
        return word.lower() in BEFORE_PLACES or follows_name(hit, text, kept)
    if hit.form.case == "exact" or REPORTING.match(text, hit.end) or FIRM_AFTER.match(text, hit.end):
        return True
    if kept and kept[-1].group == "orgs" and LISTED.fullmatch(text, kept[-1].end, hit.start):
        return True
    return bool(word) and not word[0].isupper() and word.lower() not in {"the", "a", "an", "this", "new"}


def follows_name(hit: Hit, text: str, kept: list[Hit]) -> bool:
    """Say whether a hyphen or dash joins a hit to a name before it."""
    return (
        bool(kept) and kept[-1].end <= hit.start and text[kept[-1].end : hit.start].strip() in ("-", "–", "—")
    )


def without_given_names(hits: list[Hit], text: str) -> list[Hit]:
    """Drop places and states that are part of a person's name (Jordan Bardella, Siniša Mali)."""
    taken = {hit.start for hit in hits}
    return [hit for hit in hits if hit.group not in LIKE_PERSONS or not personal(hit, text, taken)]


def word_before(text: str, place: int) -> str:
    """Return the word before a place, quotation marks and brackets left out; empty where there is none."""
    words = text[max(0, place - 30) : place].rstrip(' "“«(\n').split()
    word = words[-1].lstrip('"“«(') if words else ""
    return word if word[-1:].isalnum() else ""


def personal(hit: Hit, text: str, taken: set[int]) -> bool:
    """Say whether a one-word name of a place or body stands in a person's name."""
    if hit.form.role == "adjective":
        return False
    given, others = gazetteer().given, gazetteer().not_names
    word = text[hit.start : hit.end]
    after = TOKEN.match(text, hit.end + 1) if text[hit.end : hit.end + 1] == " " else None
    if after and after.start() not in taken and after.group() not in others and fold(word) in given:
        return True
    before = word_before(text, hit.start)
    return bool(
        before[:1].isupper()
        and text[hit.start - 1] == " "
        and hit.start - 1 - len(before) not in taken
        and fold(before) in given
    )
