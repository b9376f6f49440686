"""The papers of a signing, each a commitment of its own parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.model import Commitment
from linepack.records.papers import binding_of, papers_in, places_of
from linepack.records.scene import unique

if TYPE_CHECKING:
    from linepack.records.model import Anchor, Event, Extraction
    from linepack.records.parties import Circle

UNNAMED: Final = ("intergovernmental agreement", "agreement")
BETWEEN: Final = re.compile(r"\b(?:between|entre|zwischen|tra|fra|između|између|между|între|of the two)\b")
HELD: Final = re.compile(r"\b(?:were|was) (?:also )?(?:signed|concluded|initialled)\b|\bceremony\b")
THAT_PAPER: Final = re.compile(
    r"\W*(?:(?:the|this|that|both) (?:deal|agreement|contract|document|memorandum|accord|signing|paper)s?"
    r"|it)\b(?! (?:with|between|on)\b)"
)
"""A sentence that goes on about a paper named before."""


def by_signing(event: Event, circle: Circle, low: str) -> list[Commitment]:
    """Return one commitment per paper that the sentences of a signing name."""
    extraction = circle.extraction
    parties = circle.signers(tuple(p.ref for p in event.participants if p.role == "party"))
    if event.planned:
        return []
    papers: dict[str, Commitment] = {}
    for anchor in event.anchors:
        sentence = extraction.document.sentences[anchor.sentence - 1].span
        text = low[sentence.start : sentence.end]
        if anchor is not event.anchors[0] and THAT_PAPER.match(text):
            continue
        all_here = parties or circle.together(text) or ceremony(circle, text)
        apart = parties_apart(circle, anchor.sentence, sentence.start, text)
        gas = supplies(extraction, anchor.sentence)
        for kind, level in papers_in(text, all_here, gas=bool(gas)):
            own = apart.get(kind, ()) if apart else all_here
            if own and not is_told_of(text, kind, own):
                papers.setdefault(kind, signed_paper(event, extraction, anchor, low, own, kind, level))
    named = [row for row in papers.values() if row.kind not in UNNAMED]
    return named or list(papers.values())[:1]


def ceremony(circle: Circle, text: str) -> tuple[str, ...]:
    """Return the two states of the report where papers were signed and nobody is said to have done it."""
    return (
        circle.pair if re.search(r"\b(?:were|was) (?:also )?(?:signed|concluded|initialled)\b", text) else ()
    )


def is_told_of(text: str, kind: str, parties: tuple[str, ...]) -> bool:
    """Say whether a sentence only goes on about a paper told of before, with nobody that could be a party."""
    return kind in UNNAMED and THAT_PAPER.match(text) is not None and len(parties) < 2


def supplies(extraction: Extraction, number: int) -> tuple[str, ...]:
    """Return the amounts of gas to be supplied that a sentence names."""
    return tuple(q.id for q in extraction.quantities if q.anchor.sentence == number and q.kind == "supply")


def parties_apart(circle: Circle, number: int, start: int, text: str) -> dict[str, tuple[str, ...]]:
    """Return the parties of each paper where a sentence gives several their own.

    They stand before the paper ("A and B a contract, C and D a memorandum") or after it ("a contract
    between A and B"); "the two ministers" are the states of the report. Empty where the papers share their
    parties.
    """
    places = places_of(text)
    if len(places) < 2:
        return {}
    rows = [m for m in circle.extraction.mentions_in(number) if m.group == "orgs"]
    out: dict[str, tuple[str, ...]] = {}
    taken = 0
    for index, (first, last, kind) in enumerate(places):
        after = (last, places[index + 1][0] if index + 1 < len(places) else len(text))
        where = after if BETWEEN.search(text, *after) else (taken, first)
        taken = max(where[1], last)
        own = unique(m.ref for m in rows if where[0] <= m.anchor.span.start - start < where[1])
        own = own if len(own) > 1 else circle.together(text[slice(*where)])
        out |= {kind: own} if own and kind not in out else {}
    return out


def signed_paper(
    event: Event,
    extraction: Extraction,
    anchor: Anchor,
    low: str,
    parties: tuple[str, ...],
    kind: str,
    level: int,
) -> Commitment:
    """Return the commitment of one signed paper, with the figures and statements of its sentence."""
    sentence = extraction.document.sentences[anchor.sentence - 1].span
    binding, basis = binding_of(low[sentence.start : sentence.end])
    statements = tuple(
        s.id for s in extraction.statements if s.act == "signed" and s.anchor.sentence == anchor.sentence
    )
    return Commitment(
        event.id,
        kind,
        parties,
        "signed",
        level,
        anchor,
        subject=signed_subject(event, extraction, statements),
        signed=event.when,
        signed_basis=event.when.basis if event.when else "",
        volumes=tuple(q.id for q in extraction.quantities if q.anchor.sentence == anchor.sentence),
        binding=binding,
        binding_basis=basis,
        assets=event.about,
        statements=statements,
        events=(event.id,),
        count=1,
    )


def signed_subject(event: Event, extraction: Extraction, statements: tuple[str, ...]) -> str:
    """Return what a signed paper is about; empty where the sentence does not say."""
    topics = unique(topic for s in extraction.statements if s.id in statements for topic in s.topics)
    return " ".join((*topics, *event.about))
