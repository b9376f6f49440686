"""What parties bind themselves to, derived from statements and signings by stated rules.

====================================  ============================================================
kind                                  rule
====================================  ============================================================
consultation                          a statement that consultations go on or are agreed on
exploration                           a possibility to be explored, named for an asset or for gas
invitation, offer                     a statement with that act and somebody addressed
intention                             a wish for a named place or asset; a target
memorandum, declaration, framework,   a signing, one commitment per paper named
option, supply contract, …
intergovernmental agreement           a signing by governments or states without another paper named
investment decision, capacity         a statement at that level
booking, grant, loan
====================================  ============================================================

A signing whose sentence tells no subject yields a commitment without subject: it never counts as gas.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from linepack.records.lexicon import small
from linepack.records.model import Commitment
from linepack.records.papers import ANY_PAPER, binding_of, papers_in, places_of
from linepack.records.scene import unique

if TYPE_CHECKING:
    from linepack.records.model import Anchor, Event, Extraction, Statement

UNNAMED: Final = ("intergovernmental agreement", "agreement")
FIRM: Final = 3
ACT_KINDS: Final = {
    "invited": ("invitation", "invited"),
    "offered": ("offer", "offered"),
    "pledged": ("pledge", "pledged"),
}
SILENT: Final = ("denied", "refused", "forecast", "thanked")
STATUSES: Final = {"option": "open", "planned": "agreed", "scheduled": "agreed", "cancelled": "cancelled"}
NO_PARTIES: Final = ("media", "agency", "class", "delegation", "institution")
STUDIED: Final = re.compile(r"explor|stud|examin|assess|prüf|изуч|рассм|razm|istraž|étud|estudi|valut")
BETWEEN: Final = re.compile(r"\b(?:between|entre|zwischen|tra|fra|između|између|между|între)\b")
AGREED_TO_TALK: Final = 2
CONTRACT: Final = 5
DECIDED: Final = 6


def find_commitments(extraction: Extraction) -> tuple[Commitment, ...]:
    """Return the commitments of an extraction; numbered in order of the text."""
    low = small(extraction.document.text)
    homes = homes_of(extraction)
    ceremonies = {
        anchor.sentence for event in extraction.events if event.type == "signing" for anchor in event.anchors
    }
    rows = [
        row
        for statement in extraction.statements
        if not statement.duplicate_of
        for row in by_statement(statement, extraction, low, homes)
        if not (row.level >= FIRM and row.anchor.sentence in ceremonies)
    ]
    rows += [
        row
        for event in extraction.events
        if event.type == "signing"
        for row in by_signing(event, extraction, low, homes)
    ]
    rows.sort(key=lambda row: row.anchor.span.start)
    return tuple(replace(row, id=f"c{number}") for number, row in enumerate(merged(rows), start=1))


def homes_of(extraction: Extraction) -> dict[str, str]:
    """Return the states for which persons speak, by person; a minister binds a state, not himself."""
    people = [entity for entity in extraction.entities if entity.group == "persons"]
    posts = {
        entity.id: next((post.country for post in entity.posts if post.country), entity.country)
        for entity in people
    }
    return {ref: country for ref, country in posts.items() if country}


def merged(rows: list[Commitment]) -> list[Commitment]:
    """Return one commitment per kind, parties and subject; the statements behind them are gathered."""
    groups: dict[tuple[str, frozenset[str], tuple[str, ...]], Commitment] = {}
    for row in rows:
        key = (row.kind, frozenset(row.parties), row.assets)
        known = groups.get(key)
        if known is None or row.events:
            groups[(*key[:2], (*key[2], row.id)) if known else key] = row
        else:
            groups[key] = replace(
                known,
                statements=unique((*known.statements, *row.statements)),
                volumes=unique((*known.volumes, *row.volumes)),
            )
    return list(groups.values())


def by_statement(
    statement: Statement, extraction: Extraction, low: str, homes: dict[str, str]
) -> list[Commitment]:
    """Return the commitment that a statement makes, or the paper that it speaks of."""
    found = kind_of(statement, low)
    parties = parties_of(statement, homes)
    if found is None or not parties:
        return standing_paper(statement, extraction, low)
    return [made(statement, found[0], parties, found[1], low)]


def made(statement: Statement, kind: str, parties: tuple[str, ...], status: str, low: str) -> Commitment:
    """Return a commitment with what its statement says."""
    binding, basis = binding_of(low[statement.anchor.span.start : statement.anchor.span.end])
    return Commitment(
        statement.id,
        kind,
        parties,
        status,
        statement.level,
        statement.anchor,
        subject=subject_of(statement),
        volumes=statement.quantities,
        binding=binding,
        binding_basis=basis,
        condition=statement.condition,
        assets=tuple(ref for ref in statement.about if not ref.startswith("pl-")),
        statements=(statement.id,),
    )


def kind_of(statement: Statement, low: str) -> tuple[str, str] | None:
    """Return kind and status of the commitment that a statement makes, None where it makes none."""
    if statement.polarity != "+" or statement.act in SILENT or statement.stale:
        return None
    if statement.act in ACT_KINDS and (statement.addressee or statement.about):
        return ACT_KINDS[statement.act]
    if "consultations" in statement.topics and statement.level == AGREED_TO_TALK:
        return "consultation", "ongoing" if "ongoing" in statement.content else "agreed"
    if statement.content == "desired" and statement.about:
        return "intention", "desired"
    text = low[statement.anchor.span.start : statement.anchor.span.end]
    explored = statement.content == "possible" and statement.act != "discussed" and statement.about
    return ("exploration", "to be explored") if explored and STUDIED.search(text) else None


def standing_paper(statement: Statement, extraction: Extraction, low: str) -> list[Commitment]:
    """Return the paper that a statement speaks of, with the bodies of its sentence as parties."""
    if statement.polarity != "+" or not FIRM <= statement.level <= DECIDED or statement.act == "signed":
        return []
    sentence = extraction.document.sentences[statement.anchor.sentence - 1].span
    text = low[sentence.start : sentence.end]
    parties = bodies_of(statement, extraction)
    if statement.level == DECIDED:
        return [made(statement, "investment decision", parties, "taken", low)] if parties else []
    if len(parties) < 2 or not ANY_PAPER.search(text):
        return []
    kind = papers_in(text, parties)[0][0]
    kind = "supply contract" if kind == "agreement" and "gas" in statement.topics else kind
    status = STATUSES.get(statement.content, "in force" if statement.level == CONTRACT else "agreed")
    return [made(statement, kind, parties, status, low)]


def bodies_of(statement: Statement, extraction: Extraction) -> tuple[str, ...]:
    """Return the companies and states of a statement's sentence that can be parties."""
    kinds = {entity.id: entity.kind for entity in extraction.entities}
    mentions = extraction.mentions_in(statement.anchor.sentence)
    bodies = unique(m.ref for m in mentions if m.group == "orgs" and kinds.get(m.ref) not in NO_PARTIES)
    states = unique(m.ref for m in mentions if m.group == "countries" and m.role != "adjective")
    return bodies if len(bodies) > 1 else unique((*bodies, *states))[:2]


def parties_of(statement: Statement, homes: dict[str, str]) -> tuple[str, ...]:
    """Return the parties: who speaks, and who is addressed."""
    return unique((*(homes.get(ref, ref) for ref in statement.by), *statement.addressee))


def subject_of(statement: Statement) -> str:
    """Return the subject in words: topics and assets."""
    parts = [", ".join(statement.topics), f"about {', '.join(statement.about)}" if statement.about else ""]
    return " ".join(part for part in parts if part)


def by_signing(event: Event, extraction: Extraction, low: str, homes: dict[str, str]) -> list[Commitment]:
    """Return one commitment per paper that the sentences of a signing name."""
    parties = unique(homes.get(p.ref, p.ref) for p in event.participants if p.role == "party")
    if event.planned or not parties:
        return []
    papers: dict[str, Commitment] = {}
    for anchor in event.anchors:
        sentence = extraction.document.sentences[anchor.sentence - 1].span
        text = low[sentence.start : sentence.end]
        apart = parties_apart(extraction, anchor.sentence, sentence.start, text)
        for kind, level in papers_in(text, parties):
            own = apart.get(kind, ()) if apart else parties
            if own:
                papers.setdefault(kind, signed_paper(event, extraction, anchor, low, own, kind, level))
    named = [row for row in papers.values() if row.kind not in UNNAMED]
    return named or list(papers.values())[:1]


def parties_apart(extraction: Extraction, number: int, start: int, text: str) -> dict[str, tuple[str, ...]]:
    """Return the parties of each paper where a sentence gives several their own.

    They stand before the paper ("A and B a contract, C and D a memorandum") or after it ("a contract
    between A and B"). Empty where the papers share their parties.
    """
    places = places_of(text)
    if len(places) < 2:
        return {}
    rows = [m for m in extraction.mentions_in(number) if m.group == "orgs"]
    out: dict[str, tuple[str, ...]] = {}
    taken = 0
    for index, (first, last, kind) in enumerate(places):
        after = (last, places[index + 1][0] if index + 1 < len(places) else len(text))
        where = after if BETWEEN.search(text, *after) else (taken, first)
        taken = max(where[1], last)
        own = unique(m.ref for m in rows if where[0] <= m.anchor.span.start - start < where[1])
        out |= {kind: own} if len(own) > 1 and kind not in out else {}
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
