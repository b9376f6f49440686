"""One pass over a text: every form of the gazetteer, at whole words, in the case that it demands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.gazetteer import flatten, gazetteer

if TYPE_CHECKING:
    from linepack.records.gazetteer import Entry, Form
    from linepack.records.gazetteer.names import Flat

LONGEST_ENDING: Final = 6


class Hit(NamedTuple):
    """A form of the gazetteer in the text: where it stands in the text as received, which form, of what."""

    start: int
    end: int
    form: Form
    entry: Entry
    group: str
    country: str


@dataclass(frozen=True)
class Scan:
    """A text with all forms in it, overlapping ones too, by start, longest and most telling first."""

    text: str
    flat: Flat
    hits: tuple[Hit, ...]


def fits(form: Form, piece: str) -> bool:
    """Say whether the printed letters show the case that the form demands."""
    if form.case == "any":
        return True
    if form.case == "initial":
        return not piece[:1].islower()
    return piece.isupper() if form.printed.isupper() else piece.startswith(form.printed)


@lru_cache(maxsize=2)
def scan(text: str, declining: bool = False) -> Scan:
    """Return every form in a text; the last texts are kept, since several rules ask for the same one.

    Parameters
    ----------
    text
        As received.
    declining
        Whether its language gives endings to names.
    """
    flat = flatten(text)
    found: list[tuple[int, int, int, int, Hit]] = []
    ready = flat.text
    automaton = gazetteer().declining if declining else gazetteer().automaton
    even = len(flat.here) == 1
    for last, (length, forms) in automaton.iter(ready):
        first = last - length + 2
        end = last
        if forms[0].open:
            end = ready.find(" ", last)
            if end - last - 1 > LONGEST_ENDING:
                continue
        start, stop = (first - 1, end - 1) if even else (flat.back(first), flat.back(end))
        piece = text[start:stop]
        for form in forms:
            if form.case == "any" or fits(form, piece):
                entry = form.entry
                hit = Hit(start, stop, form, entry, entry.group, entry.country)
                found.append((start, -stop, form.open - length, form.rank, hit))
    found.sort(key=itemgetter(0, 1, 2, 3))
    return Scan(text, flat, tuple(row[4] for row in found))
