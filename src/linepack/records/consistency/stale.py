"""Stale background: plans whose time is over, paragraphs that go from report to report with an old figure.

Nothing is dropped or corrected. A plan told as ahead whose date lay behind when the text was published raises
a doubt. Sentences that several reports tell in the same words are boilerplate: the first report that told
them dates the fact, and where their figures differ, or where the news of another report has another figure
for the same thing, all readings are listed, the best first, each with its reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from linepack.records.consistency.conflicts import GAS, SAME, Reading
from linepack.records.lexicon import small
from linepack.records.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linepack.records.consistency.conflicts import Report
    from linepack.records.model import Extraction, Quantity, Sentence, TimeExpression

RULE: Final = "consistency: stale"
FEWEST_WORDS: Final = 8
"""Words of a sentence short of which nothing is boilerplate."""

REACH: Final = 90
AHEAD_NOW: Final = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|expected|planned|scheduled|due|set|slated|projected|foreseen)"
    r"|plans? to|expects? to|aims? to|intends? to|wird|werden|soll|sollen|sera|seront|doit|doivent"
    r"|sarà|saranno|será|serão|está previst\w+|è previst\w+|će|ће|будет|будут|планируется|ожидается|ще|θα"
    r"|va fi|vor fi|urmează|fog|będzie|bude|\w+(?:acak|ecek|acaq|əcək))\b"
)
"""Words that put something ahead of the day of writing."""

BEHIND: Final = re.compile(
    r"\b(?:was|were|had|would|originally|initially|earlier|first planned|until then|war|sollte)\b"
)
PRINTED: Final = re.compile(r"\b(?:19|20)\d\d\b")
NUMBER: Final = re.compile(r"\d[\d.,]*")
WORD: Final = re.compile(r"[^\W\d_]+|#")
BOILERPLATE: Final = "boilerplate"
NEWS: Final = "told as news"


@dataclass(frozen=True)
class Stale:
    """A sentence that several reports tell, and what they or others say of the same thing.

    Attributes
    ----------
    words
        As the first report has them.
    sources
        Those that tell it, the first one first.
    readings
        The figures, the best first; empty where every report has the same ones.
    """

    words: str
    sources: tuple[int, ...]
    readings: tuple[Reading, ...]


def overdue(extraction: Extraction) -> Extraction:
    """Return an extraction with a doubt, and the mark of stale statements, for every plan whose time is over.

    Examples are "will be completed by 2020" in a text of 2024; "was to be completed by 2020" is none.
    """
    if extraction.document.published is None:
        return extraction
    low = small(extraction.document.text)
    late = [time for time in extraction.times if is_overdue(extraction, time, low)]
    if not late:
        return extraction
    sentences = {time.anchor.sentence for time in late}
    statements = tuple(
        replace(row, stale=True) if row.anchor.sentence in sentences and plans(row.content) else row
        for row in extraction.statements
    )
    doubts = tuple(_doubt(extraction, time) for time in late)
    return replace(extraction, statements=statements, doubts=(*extraction.doubts, *doubts))


def plans(content: str) -> bool:
    """Say whether a content lies ahead."""
    return content in ("planned", "scheduled", "forecast", "possible", "conditional")


def is_overdue(extraction: Extraction, time: TimeExpression, low: str) -> bool:
    """Say whether a printed year stands behind words that put it ahead, though it was over when published."""
    published = extraction.document.published
    last = time.last or time.first
    if published is None or last is None or last >= published.day or not PRINTED.search(time.words):
        return False
    sentence = extraction.document.sentences[time.anchor.sentence - 1].span
    lead = low[max(sentence.start, time.anchor.span.start - REACH) : time.anchor.span.start]
    ahead = list(AHEAD_NOW.finditer(lead))
    return bool(ahead) and BEHIND.search(lead, max(0, ahead[-1].start() - 30)) is None


def _doubt(extraction: Extraction, time: TimeExpression) -> Doubt:
    published = extraction.document.published
    day = published.day.isoformat() if published else ""
    return Doubt(
        "",
        f"{' '.join(time.words.split())!r} is told as ahead, but was over when this was published ({day})",
        "take it for background that was not brought up to date; look for a later report of the same",
        RULE,
        time.anchor,
    )


@dataclass(frozen=True)
class _Told:
    """A sentence of a report, with its figures."""

    report: Report
    sentence: Sentence
    figures: tuple[Quantity, ...]


def find_stale(reports: Sequence[Report]) -> list[Stale]:
    """Return the sentences that two reports and more tell in the same words, copies left out.

    Parameters
    ----------
    reports
        Of any events; in any order.
    """
    own = sorted((one for one in reports if not one.copy), key=lambda one: (one.day, one.source))
    groups: dict[str, list[_Told]] = {}
    for report in own:
        for told in _sentences(report):
            groups.setdefault(shape(told.sentence.text), []).append(told)
    repeated = [group for group in groups.values() if len({told.report.source for told in group}) > 1]
    return [_stale(group, own) for group in repeated]


def shape(words: str) -> str:
    """Return the words of a sentence with every figure as one sign: what a new figure leaves the same.

    Examples
    --------
    >>> shape("The line carried 8.1 bcm in 2020.") == shape("The line carried 10 bcm in 2021.")
    True
    """
    return " ".join(WORD.findall(NUMBER.sub("#", small(words))))


def _sentences(report: Report) -> Iterator[_Told]:
    figures: dict[int, list[Quantity]] = {}
    for row in report.extraction.quantities:
        figures.setdefault(row.anchor.sentence, []).append(row)
    for sentence in report.extraction.document.body:
        if sentence.text.count(" ") + 1 >= FEWEST_WORDS:
            yield _Told(report, sentence, tuple(figures.get(sentence.number, ())))


def _stale(group: list[_Told], reports: Sequence[Report]) -> Stale:
    first = group[0]
    sources = tuple(dict.fromkeys(told.report.source for told in group))
    return Stale(first.sentence.text, sources, tuple(_readings(group, reports)))


def _readings(group: list[_Told], reports: Sequence[Report]) -> Iterator[Reading]:
    """Yield the figures of a repeated sentence where they differ or news has others, the best first."""
    inside = {(told.report.source, row.id) for told in group for row in told.figures}
    for position, figure in enumerate(group[0].figures):
        versions = [(told, told.figures[position]) for told in group if position < len(told.figures)]
        news = [
            (report, row)
            for report in reports
            for row in report.extraction.quantities
            if (report.source, row.id) not in inside and _alike(figure, row) and _is_news(report, row)
        ]
        yield from _ranked(group, versions, news)


def _alike(figure: Quantity, other: Quantity) -> bool:
    """Say whether two figures are of one thing: kind, asset, rate, sort of unit, and flow where told."""
    same = (figure.kind, figure.asset, figure.per) == (other.kind, other.asset, other.per)
    units = (figure.unit in GAS) == (other.unit in GAS) and (figure.unit in GAS or figure.unit == other.unit)
    flows = not figure.flow.origin or not other.flow.origin or figure.flow == other.flow
    return bool(figure.asset) and same and units and flows and not other.duplicate_of


def _is_news(report: Report, row: Quantity) -> bool:
    return not report.extraction.document.sentences[row.anchor.sentence - 1].background


def _size(row: Quantity) -> float:
    return row.value * GAS.get(row.unit, 1.0)


def _ranked(
    group: list[_Told], versions: list[tuple[_Told, Quantity]], news: list[tuple[Report, Quantity]]
) -> Iterator[Reading]:
    """Yield readings of one figure: news, then the versions of the boilerplate, the latest first."""
    sizes = [_size(row) for _, row in versions] + [_size(row) for _, row in news]
    if not sizes or max(sizes) - min(sizes) <= SAME * max(map(abs, sizes)):
        return
    since, times = group[0].report.day, len({told.report.source for told in group})
    told = [(report, row, f"{NEWS}; the later of equals first") for report, row in reversed(news)]
    newest = _size(versions[-1][1])
    for one, row in reversed(versions):
        old = abs(_size(row) - newest) > SAME * max(abs(newest), abs(_size(row)))
        why = "an older figure of it" if old else f"told in {times} reports since {since.isoformat()}"
        told.append((one.report, row, f"{BOILERPLATE}, {why}"))
    yield from _numbered(told)


def _numbered(rows: Iterable[tuple[Report, Quantity, str]]) -> Iterator[Reading]:
    for rank, (report, row, reason) in enumerate(rows, start=1):
        words = row.anchor.span.of(report.extraction.document.text)
        yield Reading(report.source, words, f"{row.bound} {row.printed}", rank, reason)
