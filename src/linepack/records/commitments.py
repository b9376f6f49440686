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
supply contract, option, framework …  a statement about a paper that stands, with the bodies of its sentence,
                                      else with the speaker's own, the one named before, or the two ends of
                                      the gas it tells of
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
from linepack.records.model import Commitment, Moment
from linepack.records.papers import ANY_PAPER, AWARDED, BOOKED, PRELIMINARY, SOLD, binding_of, papers_in
from linepack.records.parties import Circle, circle_of
from linepack.records.phrases import Phrases
from linepack.records.scene import unique
from linepack.records.signings import by_signing, supplies

if TYPE_CHECKING:
    from linepack.records.model import Event, Extraction, Statement

FIRM: Final = 3
ACT_KINDS: Final = {
    "invited": ("invitation", "invited"),
    "offered": ("offer", "offered"),
    "pledged": ("pledge", "pledged"),
}
SILENT: Final = ("denied", "refused", "forecast", "thanked", "retracted", "declined to comment")
STATUSES: Final = {"option": "open", "planned": "agreed", "scheduled": "agreed", "cancelled": "cancelled"}
LOOSE: Final = (
    "conditional",
    "possible",
    "desired",
    "negotiating",
    "forecast",
    "cancelled",
    "interrupted",
    "refused",
    "offered",
)
"""Contents under which a paper is only thought of, or no longer stands."""

STUDIED: Final = Phrases(r"explor|stud|examin|assess|prüf|изуч|рассм|razm|istraž|étud|estudi|valut")
DATED: Final = re.compile(
    r"\b(?:signed|concluded|inked|agreed|reached|struck|potpisan\w*|unterzeichnet\w*|подписан\w*)"
    r"[^,;.]{0,24}$"
)
KNOWN_PAPER: Final = re.compile(
    r"\b(?:the|this|that|its|their) (?:\w+ )?(?:contract|agreement|deal|option)\b|\ban? option\b"
)
"""A paper named before, or a choice: who is bound stands elsewhere."""

OF_YEAR: Final = re.compile(r"\W*(?:\w+ ){0,5}(?:agreement|contract|deal|accord)")
INVESTED: Final = Phrases(
    r"final investment decision|(?<!pre-)\bfid\b|\bsanctioned\b|decision finale d'investissement"
    r"|décision finale d'investissement|decisione finale d'investimento|investitionsentscheidung"
    r"|инвестиционн\w+ решени|yatırım kararı|decizi\w+ finală de investiți"
)
NOT_YET: Final = Phrases(
    r"slipp|pencil|expected|postpon|delayed|planned|\bdue\b|\bwill\b|\bwould\b|yet to|has not|have not"
    r"|not taken|await|pending|ahead of|\bbefore\b"
)
"""Words that put an investment decision ahead."""

AGREED_TO_TALK: Final = 2
CONTRACT: Final = 5
DECIDED: Final = 6


def find_commitments(extraction: Extraction) -> tuple[Commitment, ...]:
    """Return the commitments of an extraction; numbered in order of the text."""
    low = small(extraction.document.text)
    circle = circle_of(extraction)
    ceremonies = {
        anchor.sentence for event in extraction.events if event.type == "signing" for anchor in event.anchors
    }
    taken = [
        row
        for event in extraction.events
        if event.type == "decision"
        for row in by_decision(event, circle, low)
    ]
    decisions = {(row.kind, row.anchor.sentence) for row in taken}
    rows = [
        row
        for statement in extraction.statements
        if not statement.duplicate_of
        for row in by_statement(statement, circle, low)
        if not (row.level >= FIRM and row.anchor.sentence in ceremonies)
    ]
    rows = [row for row in rows if (row.kind, row.anchor.sentence) not in decisions]
    rows += [
        row
        for event in extraction.events
        if event.type == "signing"
        for row in by_signing(event, circle, low)
    ]
    rows += [
        row
        for event in extraction.events
        if event.type == "decision"
        for row in by_decision(event, circle, low)
    ]
    rows.sort(key=lambda row: row.anchor.span.start)
    return tuple(replace(row, id=f"c{number}") for number, row in enumerate(merged(rows), start=1))


def by_decision(event: Event, circle: Circle, low: str) -> list[Commitment]:
    """Return the investment decision that an event is, with the companies of its sentence or before it."""
    anchor = event.anchors[0]
    sentence = circle.extraction.document.sentences[anchor.sentence - 1].span
    published = circle.extraction.document.published
    ahead = event.when and published and event.when.day > published.day
    text = low[sentence.start : sentence.end]
    parties = circle.companies(anchor.sentence)
    if event.planned or ahead or NOT_YET.search(text) or not INVESTED.search(text) or not parties:
        return []
    basis = event.when.basis if event.when else ""
    return [
        Commitment(
            event.id,
            "investment decision",
            parties,
            "taken",
            DECIDED,
            anchor,
            signed=event.when,
            signed_basis=basis,
            assets=event.about,
            events=(event.id,),
        )
    ]


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


def by_statement(statement: Statement, circle: Circle, low: str) -> list[Commitment]:
    """Return the commitment that a statement makes, or the paper that it speaks of."""
    found = kind_of(statement, low)
    parties = circle.signers((*statement.by, *statement.addressee))
    if found is None or not parties:
        return standing_paper(statement, circle, low)
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
    named = statement.about or statement.quantities
    explored = (
        statement.content == "possible" and named and (statement.act == "discussed" or STUDIED.search(text))
    )
    return ("exploration", "to be explored") if explored else None


def standing_paper(statement: Statement, circle: Circle, low: str) -> list[Commitment]:
    """Return the paper that a statement speaks of, with those it binds."""
    if statement.polarity != "+" or statement.act in SILENT:
        return []
    number = statement.anchor.sentence
    sentence = circle.extraction.document.sentences[number - 1].span
    text = low[sentence.start : sentence.end]
    if statement.level == DECIDED:
        return decided(statement, circle, text, low)
    if statement.content in LOOSE:
        return []
    if statement.level >= FIRM and BOOKED.search(text) and (booking := circle.companies(number, back=0)):
        return [dated(made(statement, "capacity booking", booking, "booked", low), circle, low)]
    parties = bound(statement, circle, text) if is_paper(statement, circle, text) else ()
    if len(parties) < 2:
        return []
    return [dated(paper_of(statement, circle, parties, text, low), circle, low)]


def decided(statement: Statement, circle: Circle, text: str, low: str) -> list[Commitment]:
    """Return the investment decision or the works contract that a statement tells of."""
    parties = circle.companies(statement.anchor.sentence)
    if not parties or (INVESTED.search(text) and NOT_YET.search(text)):
        return []
    if AWARDED.search(text) and not INVESTED.search(text):
        return [made(statement, "works contract", parties, "signed", low)]
    return [made(statement, "investment decision", parties, "taken", low)]


def is_paper(statement: Statement, circle: Circle, text: str) -> bool:
    """Say whether a statement speaks of a paper: at its level, as an option, or as gas sold or agreed on."""
    standing = statement.content == "option" or FIRM <= statement.level < DECIDED
    if standing and ANY_PAPER.search(text):
        return True
    sold = statement.act == "agreed" or SOLD.search(text) is not None
    return sold and bool(supplies(circle.extraction, statement.anchor.sentence))


def paper_of(
    statement: Statement, circle: Circle, parties: tuple[str, ...], text: str, low: str
) -> Commitment:
    """Return the commitment of the paper that a sentence speaks of."""
    gas = bool(supplies(circle.extraction, statement.anchor.sentence))
    kind = "option" if statement.content == "option" else papers_in(text, parties, gas=gas)[0][0]
    kind = "supply contract" if kind == "agreement" and "gas" in statement.topics else kind
    status = STATUSES.get(statement.content, "in force" if statement.level >= CONTRACT else "agreed")
    row = made(statement, kind, parties, "signed" if statement.act == "signed" else status, low)
    binding, basis = binding_of(text)
    highest = CONTRACT if binding is not False else PRELIMINARY
    level = min(max(row.level, FIRM + (kind == "supply contract")), highest)
    return replace(row, level=level, binding=binding, binding_basis=basis)


def bound(statement: Statement, circle: Circle, text: str) -> tuple[str, ...]:
    """Return the parties of a paper: two of its sentence, else one with the speaker's own or one before."""
    number = statement.anchor.sentence
    bodies, states = circle.bodies(number), circle.states(number)
    if statement.content == "option" and len(bodies) < 2 and not states:
        return circle.both_before(number)[:2]
    if len(bodies) > 1:
        return bodies[:3]
    if bodies:
        before = () if statement.by else unique([circle.beside(number)])
        other = circle.signers(statement.by)[:1] or before or states
        return unique((*bodies, *other))[:2]
    if len(states) > 1:
        return states[:2]
    return () if KNOWN_PAPER.search(text) else flow_ends(circle.extraction, number)


def flow_ends(extraction: Extraction, number: int) -> tuple[str, ...]:
    """Return the two ends of the gas that a sentence tells of."""
    for quantity in extraction.quantities:
        flow = quantity.flow
        if quantity.anchor.sentence == number and flow.origin and flow.destination:
            return (flow.origin, flow.destination[0])
    return ()


def dated(row: Commitment, circle: Circle, low: str) -> Commitment:
    """Return a commitment with the date of its paper: "signed in May 2021", "the 2009 agreement"."""
    for time in circle.extraction.times:
        if time.anchor.sentence != row.anchor.sentence or time.first is None:
            continue
        span = time.anchor.span
        start = circle.extraction.document.sentences[row.anchor.sentence - 1].span.start
        of_year = time.precision == "year" and OF_YEAR.match(low, span.end)
        if of_year or DATED.search(low, start, span.start):
            return replace(
                row, signed=Moment(time.first, time.precision, time.basis), signed_basis="in the sentence"
            )
    return row


def subject_of(statement: Statement) -> str:
    """Return the subject in words: topics and assets."""
    parts = [", ".join(statement.topics), f"about {', '.join(statement.about)}" if statement.about else ""]
    return " ".join(part for part in parts if part)
