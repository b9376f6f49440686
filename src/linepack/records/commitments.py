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
from linepack.records.scene import unique

if TYPE_CHECKING:
    from linepack.records.model import Anchor, Event, Extraction, Statement

PAPERS: Final = (
    (
        "framework",
        4,
        r"framework (?:agreement|contract)|rahmen(?:vertrag|abkommen)|accord[- ]cadre|accordo quadro"
        r"|acuerdo marco|okvirn\w+|рамочн\w+|рамков\w+|acord-cadru",
    ),
    (
        "letter of intent",
        4,
        r"letters? of intent|lettre d'intention|lettera d'intenti|carta de intención|pismo o namerama"
        r"|niyet mektubu",
    ),
    ("option", 4, r"\boption\b"),
    (
        "memorandum",
        3,
        r"memorand\w+|\bmous?\b|меморандум\w*|мемор\w+|mutabakat zaptı|mémorandum|protocole d'accord"
        r"|protocollo d'intesa|absichtserklärung|μνημόνι\w+|mutabakat",
    ),
    (
        "declaration",
        3,
        r"declaration|joint statement|deklarac\w+|декларац\w+|déclaration|dichiarazione|declaración"
        r"|bəyannamə|bildiri",
    ),
    ("capacity booking", 5, r"capacity booking|booked? (?:\w+ )*capacity|capacity (?:agreement|contract)"),
    ("loan", 5, r"\bloan\b|credit agreement|kredit\w*|prestito|prêt\b"),
    ("grant", 5, r"\bgrant\b|grant agreement"),
    (
        "supply contract",
        5,
        r"(?:supply|sales?|purchase|gas|sale and purchase|spa\b|delivery)\s+(?:and \w+ )?(?:agreement"
        r"|contract|deal)|(?:agreement|contract|deal)s?\s+(?:on|for"
        r"|to)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:supply|sale|purchase|delivery|deliveries|supplies|import"
        r"|export|buy|sell)|liefervertrag|gasliefer\w*vertrag|contrat (?:de fourniture|d'achat|gazier)"
        r"|contratto di fornitura|contrato de suministro|ugovor o (?:isporuci|kupovini|snabdevanju)"
        r"|уговор о (?:испоруци|снабдевању)|контракт на поставку|договор за доставк\w+",
    ),
    (
        "intergovernmental agreement",
        5,
        r"intergovernmental agreement|agreement between the governments|межправительственн\w+ соглашени\w+"
        r"|međudržavn\w+ sporazum\w*",
    ),
    ("protocol", 3, r"\bprotocol\b"),
    ("roadmap", 3, r"road ?map"),
)
COMPILED: Final = tuple((kind, level, re.compile(pattern)) for kind, level, pattern in PAPERS)
ANY_PAPER: Final = re.compile(
    r"agreement|contract|deal|treaty|accord|vertrag|abkommen|contrat|contratt|acuerdo|sporazum|ugovor|соглаш"
    r"|контракт|договор|споразум|уговор|anlaşma|sözleşme|saziş|müqavilə|acord|συμφων"
)
BINDING: Final = re.compile(
    r"legally binding|(?<!non-)(?<!not )\bbinding\b|take-or-pay|ship-or-pay|rechtsverbindlich"
    r"|juridiquement contraignant|vincolante"
)
NOT_BINDING: Final = re.compile(
    r"non-binding|not (?:legally )?binding|unverbindlich|non contraignant|non vincolante|on-request"
    r"|on request"
)
GAS: Final = re.compile(r"\bgas\b|\blng\b|газ|gaz\b|gasni|gasa\b|gaslief|erdgas|doğal ?gaz|qaz|αερί")
SUPPLIED: Final = re.compile(
    r"suppl|deliver|export|\bimport|purchas|\bs[ae]l[el]|\bbuy|поставк|доставк|isporu|liefer|fornitur"
    r"|suministr|livr"
)
UNNAMED: Final = ("intergovernmental agreement", "agreement")
FIRM: Final = 3
ACT_KINDS: Final = {
    "invited": ("invitation", "invited"),
    "offered": ("offer", "offered"),
    "pledged": ("pledge", "pledged"),
}
LEVEL_KINDS: Final = {6: ("investment decision", "taken"), 5: ("supply contract", "contracted")}


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
        for row in by_statement(statement, low, homes)
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


def by_statement(statement: Statement, low: str, homes: dict[str, str]) -> list[Commitment]:
    """Return the commitment that a statement makes, if any."""
    made = kind_of(statement, low)
    parties = parties_of(statement, homes)
    if made is None or not parties:
        return []
    kind, status = made
    text = low[statement.anchor.span.start : statement.anchor.span.end]
    binding, basis = binding_of(text)
    return [
        Commitment(
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
    ]


def kind_of(statement: Statement, low: str) -> tuple[str, str] | None:
    """Return kind and status of the commitment that a statement makes, None where it makes none."""
    if (
        statement.polarity != "+"
        or statement.act in ("denied", "refused", "forecast", "thanked")
        or statement.stale
    ):
        return None
    if statement.act in ACT_KINDS and (statement.addressee or statement.about):
        return ACT_KINDS[statement.act]
    if "consultations" in statement.topics and statement.level == 2:
        return "consultation", "ongoing" if "ongoing" in statement.content else "agreed"
    if (
        statement.content == "possible"
        and statement.act != "discussed"
        and "gas" in statement.topics
        and statement.about
    ):
        text = low[statement.anchor.span.start : statement.anchor.span.end]
        return (
            ("exploration", "to be explored")
            if re.search(r"explor|stud|examin|assess|prüf|изуч|рассм|razm|istraž", text)
            else None
        )
    if statement.content == "desired" and statement.about:
        return "intention", "desired"
    return firm_kind(statement)


def firm_kind(statement: Statement) -> tuple[str, str] | None:
    """Return kind and status where contract or investment stand behind a statement that is no signing."""
    if statement.act in ("signed", "discussed", "reported"):
        return None
    if statement.content == "option":
        return "option", "option"
    return LEVEL_KINDS.get(statement.level) if statement.quantities or statement.about else None


def parties_of(statement: Statement, homes: dict[str, str]) -> tuple[str, ...]:
    """Return the parties: who speaks, and who is addressed."""
    return unique((*(homes.get(ref, ref) for ref in statement.by), *statement.addressee))


def subject_of(statement: Statement) -> str:
    """Return the subject in words: topics and assets."""
    parts = [", ".join(statement.topics), f"about {', '.join(statement.about)}" if statement.about else ""]
    return " ".join(part for part in parts if part)


def binding_of(text: str) -> tuple[bool | None, str]:
    """Return whether the text calls a paper binding, and on what ground."""
    if NOT_BINDING.search(text):
        return False, "the text says so"
    return (True, "the text says so") if BINDING.search(text) else (None, "")


def by_signing(event: Event, extraction: Extraction, low: str, homes: dict[str, str]) -> list[Commitment]:
    """Return one commitment per paper that the sentences of a signing name."""
    parties = unique(homes.get(p.ref, p.ref) for p in event.participants if p.role == "party")
    if event.planned or not parties:
        return []
    papers: dict[str, Commitment] = {}
    for anchor in event.anchors:
        sentence = extraction.document.sentences[anchor.sentence - 1].span
        for kind, level in papers_in(low[sentence.start : sentence.end], parties):
            papers.setdefault(kind, signed_paper(event, extraction, anchor, low, parties, kind, level))
    named = [row for row in papers.values() if row.kind not in UNNAMED]
    return named or list(papers.values())[:1]


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


def papers_in(text: str, parties: tuple[str, ...]) -> list[tuple[str, int]]:
    """Return kind and level of each paper named; a plain agreement of governments is one between states."""
    found = [
        (match.start(), kind, level) for kind, level, pattern in COMPILED if (match := pattern.search(text))
    ]
    if found:
        return [(kind, level) for _, kind, level in sorted(found)]
    states = all(len(ref) == 2 or ref.endswith("-GOV") for ref in parties)
    if states:
        return [("intergovernmental agreement", 5)]
    return [("supply contract" if GAS.search(text) and SUPPLIED.search(text) else "agreement", 5)]


def signed_subject(event: Event, extraction: Extraction, statements: tuple[str, ...]) -> str:
    """Return what a signed paper is about; empty where the sentence does not say."""
    topics = unique(topic for s in extraction.statements if s.id in statements for topic in s.topics)
    return " ".join((*topics, *event.about))
