"""A document at work: its sentences with the names, times and figures in them, and who faces whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from linepack.records.lexicon import Hit, Lexicon, Words, small, words_of
from linepack.records.memo import once_for_each
from linepack.records.model import Anchor, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.records.model import (
        Document,
        Entity,
        Mention,
        Moment,
        Quantity,
        Sentence,
        TimeExpression,
    )

Placed = TypeVar("Placed", "Mention", "TimeExpression", "Quantity")
"""What stands at a place of the text."""

LEAD: Final = 3
HEADLINES: Final = 2
ENDED: Final = re.compile(r"[.!?…][\"”»“\s)]*$")
TITLE_LENGTH: Final = 40
JOINED: Final = re.compile(
    r"\s*(?:,\s*(?:and\s+)?|\s(?:and|und|et|y|e|i|и|και|ve|və|și|és|و)\s)\s*(?:the\s+)?"
)
PEOPLE_AND_BODIES: Final = ("persons", "orgs")


class Line(NamedTuple):
    """A sentence of the report with what was found in it; positions are the document's."""

    sentence: Sentence
    start: int
    end: int
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    def named(self, start: int, end: int, *groups: str) -> list[Mention]:
        """Return the mentions inside a stretch, of some groups where named."""
        if not self.mentions:
            return []
        return [
            mention
            for mention in self.mentions
            if (not groups or mention.group in groups)
            and start <= mention.anchor.span.start
            and mention.anchor.span.end <= end
        ]


@dataclass
class Scene:
    """A document with its names, times and figures by sentence.

    Attributes
    ----------
    low
        The text in small letters, every character at its place.
    lines
        The sentences that are not noise.
    entities
        By id.
    parties
        The states that face each other, as ISO codes; filled by :func:`linepack.records.scene.parties_of`.
    homes
        States of persons whose office tells none, from the adjective before their name.
    surnames
        Persons by the last word of their names, in small letters; without those that two persons share.
    outlet
        Id of the outlet, or its name where it is not among the entities.
    """

    document: Document
    low: str
    lines: tuple[Line, ...]
    entities: dict[str, Entity]
    parties: tuple[str, ...] = ()
    outlet: str = ""
    homes: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, str] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)

    def text(self, start: int, end: int) -> str:
        """Return words as received."""
        return self.document.text[start:end]

    def anchor(self, line: Line, start: int, end: int, rule: str) -> Anchor:
        """Return the place of a stretch of a sentence."""
        return Anchor(line.sentence.number, Span(start, end), rule)

    def country(self, mention_or_ref: Mention | str) -> str:
        """Return the state of a person, body or place, as ISO code; empty where unknown."""
        ref = mention_or_ref if isinstance(mention_or_ref, str) else mention_or_ref.ref
        if len(ref) == 2 and ref.isupper():
            return ref
        if ref in self.homes:
            return self.homes[ref]
        entity = self.entities.get(ref)
        if entity is None:
            return ref[:2] if ref[2:3] == "-" and ref[:2].isupper() else ""
        return next((post.country for post in entity.posts if post.country), entity.country)

    def kind(self, ref: str) -> str:
        """Return the kind of an entity, empty where it is unknown."""
        entity = self.entities.get(ref)
        return entity.kind if entity else ""

    def present(self, ref: str) -> bool:
        """Say whether an entity can take part in what is reported."""
        entity = self.entities.get(ref)
        return entity is None or entity.present

    def media(self, ref: str) -> bool:
        """Say whether an entity reports rather than acts."""
        return self.kind(ref) in ("media", "outlet", "news agency") or ref == self.outlet

    def headline(self, line: Line) -> bool:
        """Say whether a sentence is the headline: first on the page, no mark at its end."""
        first = any(line is other for other in self.lines[:HEADLINES])
        return first and len(self.lines) > HEADLINES and not ENDED.search(self.low, line.start, line.end)

    def hits(self, words: Lexicon) -> list[list[Hit]]:
        """Return what a lexicon finds, for each line."""
        found: list[list[Hit]] = [[] for _ in self.lines]
        for hit in words.scan(lettered(self.document)):
            index = bisect_right(self._starts, hit.start) - 1
            if index >= 0 and hit.end <= self.lines[index].end:
                found[index].append(hit)
        return found


@once_for_each
def lettered(document: Document) -> Words:
    """Return the text in small letters with its words."""
    return words_of(small(document.text))


def by_sentence(rows: Iterable[Placed]) -> dict[int, list[Placed]]:
    """Return rows in order of the text, by number of their sentence."""
    groups: dict[int, list[Placed]] = {}
    for row in sorted(rows, key=lambda row: row.anchor.span.start):
        groups.setdefault(row.anchor.sentence, []).append(row)
    return groups


def outlet_of(document: Document, entities: Iterable[Entity]) -> str:
    """Return the id of the outlet, or its name where no entity bears it."""
    wanted = small(document.outlet)
    for entity in entities:
        if (
            wanted
            and entity.group == "orgs"
            and wanted in {small(name) for name in (entity.name, *entity.names)}
        ):
            return entity.id
    return document.outlet


def scene_of(
    document: Document,
    entities: Iterable[Entity],
    mentions: Iterable[Mention],
    times: Iterable[TimeExpression],
    quantities: Iterable[Quantity] = (),
) -> Scene:
    """Lay out a document for the rules of events and statements."""
    named, dated, counted = by_sentence(mentions), by_sentence(times), by_sentence(quantities)
    lines = tuple(
        Line(
            sentence,
            sentence.span.start,
            sentence.span.end,
            tuple(named.get(sentence.number, ())),
            tuple(dated.get(sentence.number, ())),
            tuple(counted.get(sentence.number, ())),
        )
        for sentence in document.body
    )
    known = {entity.id: entity for entity in entities}
    return Scene(
        document,
        lettered(document).low,
        lines,
        known,
        outlet=outlet_of(document, known.values()),
        homes=homes_of(document, known, named),
        surnames=surnames_of(known.values()),
        _starts=[line.start for line in lines],
    )


def surnames_of(entities: Iterable[Entity]) -> dict[str, str]:
    """Return persons by their last name, where no two share it."""
    found: dict[str, set[str]] = {}
    for entity in entities:
        if entity.group == "persons" and entity.present:
            for name in (entity.name, *entity.names):
                if " " in name:
                    found.setdefault(small(name).rsplit(None, 1)[-1], set()).add(entity.id)
    return {name: next(iter(refs)) for name, refs in found.items() if len(refs) == 1}


def homes_of(document: Document, known: dict[str, Entity], named: dict[int, list[Mention]]) -> dict[str, str]:
    """Return the states of persons without one, from an adjective before the name ("Algerian expert N.")."""
    homes: dict[str, str] = {}
    for row in named.values():
        for adjective, person in pairwise(row):
            entity = known.get(person.ref)
            if entity is None or person.group != "persons" or adjective.role != "adjective" or entity.country:
                continue
            gap = document.text[adjective.anchor.span.end : person.anchor.span.start]
            if len(gap) <= TITLE_LENGTH and not set(gap) & set(",.;:"):
                homes.setdefault(person.ref, adjective.ref)
    return homes


def unique(refs: Iterable[str]) -> tuple[str, ...]:
    """Return each non-empty value once, in order."""
    if not refs:
        return ()
    return tuple(dict.fromkeys(filter(None, refs)))


def lead_parties(scene: Scene) -> tuple[str, ...]:
    """Return the states of the first sentences: two at most, those of people before those named."""
    lead = [
        mention for line in scene.lines[:LEAD] for mention in line.mentions if not scene.media(mention.ref)
    ]
    acting = [mention for mention in lead if mention.group in (*PEOPLE_AND_BODIES, "countries")]
    return listed(scene, lead) or unique(scene.country(mention) for mention in acting)[:2]


def listed(scene: Scene, lead: list[Mention]) -> tuple[str, ...]:
    """Return three states and more that the first sentences list ("Algeria, Niger and Nigeria")."""
    run: list[Mention] = []
    states = [mention for mention in lead if mention.group == "countries"]
    for mention in states:
        gap = scene.low[run[-1].anchor.span.end : mention.anchor.span.start] if run else ""
        run = [*run, mention] if run and JOINED.fullmatch(gap) else [mention]
        if len(run) > 2 and not JOINED.match(scene.low, mention.anchor.span.end):
            return unique(one.ref for one in run)
    return ()


def moment_text(moment: Moment | None) -> str | None:
    """Return a moment as the annotation format prints it: as exact as it is known.

    Examples
    --------
    >>> from datetime import date
    >>> from linepack.records.model import Moment
    >>> moment_text(Moment(date(2024, 5, 1), "month", "explicit"))
    '2024-05'
    """
    if moment is None:
        return None
    iso = moment.day.isoformat()
    return {"year": iso[:4], "month": iso[:7]}.get(moment.precision, iso)
