"""Find the statements of a document: verb by verb, content by content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.lexicon import lexicon
from linepack.records.scene import lead_parties, scene_of, unique
from linepack.records.statements import speakers
from linepack.records.statements.acts import Act, act_of, is_act, is_source
from linepack.records.statements.contents import contents_of
from linepack.records.statements.found import Found
from linepack.records.statements.interview import Turn, quoted_on, turns_of
from linepack.records.statements.repeats import settle_repeats
from linepack.records.statements.reports import SHORTEST, Report, own_words, reports_of, tells_gas
from linepack.records.statements.subjects import Talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.lexicon import Hit
    from linepack.records.model import Extraction, Statement
    from linepack.records.scene import Line, Scene

SHORT: Final = 3
OTHER_WORD: Final = re.compile(
    r"\b(?:in|since|until|by|last|next|this|early|late|mid|of|from|to)[ -]may\Z"
    r"|, not\Z|\band not\Z"
)
"""The month of May, and a "not" that sets something against what is claimed."""

TABLES: Final = ("acts.tsv", "features.tsv", "topics.tsv")


def find_statements(extraction: Extraction) -> tuple[Statement, ...]:
    """Return the statements of an extraction whose events, names, times and figures are known."""
    document = extraction.document
    scene = scene_of(
        document, extraction.entities, extraction.mentions, extraction.times, extraction.quantities
    )
    scene.parties = speakers.parties_of(scene, extraction.events) or lead_parties(scene)
    talk = Talk(met=speakers.met_in(scene, extraction.events), events=talks(extraction))
    tables = [scene.hits(lexicon(__package__, table, document.language)) for table in TABLES]
    rows: list[Statement] = []
    turns, inside = turns_of(scene), quoted_on(scene)
    tables[1] = [[hit for hit in hits if not is_other_word(scene, hit)] for hits in tables[1]]
    for line, *found in zip(scene.lines, *tables, strict=True):
        number = line.sentence.number
        goes_on = Turn(talk.last, line.start) if number in inside and talk.last is not None else None
        rows += statements_of(scene, line, Found(*found), talk, turns.get(number, goes_on))
    return settle_repeats(tuple(rows), extraction)


def is_other_word(scene: Scene, hit: Hit) -> bool:
    """Say whether a short feature is none here: "in May" is no possibility, ", not six hours" no denial."""
    if hit.end - hit.start != SHORT:
        return False
    return OTHER_WORD.search(scene.low, max(0, hit.start - 8), hit.end) is not None


def talks(extraction: Extraction) -> frozenset[int]:
    """Return the numbers of the sentences that tell of a meeting, visit or call."""
    return frozenset(
        anchor.sentence
        for event in extraction.events
        if event.type in ("meeting", "visit", "call")
        for anchor in event.anchors
    )


def statements_of(
    scene: Scene, line: Line, found: Found, talk: Talk, turn: Turn | None = None
) -> Iterator[Statement]:
    """Return the statements of one sentence; in an interview a turn says who speaks."""
    if scene.headline(line):
        return
    if turn is not None and turn.speaker is not None:
        talk.last = turn.speaker
    acts = [
        act_of(scene, line, hit)
        for hit in found.acts
        if is_act(scene, line, hit) and not is_source(scene, line, hit)
    ]
    reports = list(reports_of(scene, line, acts, talk))
    if turn is not None:
        reports = answered(line, found, reports, turn)
    elif not reports and not acts and tells_gas(scene, line, found, talk):
        reports = [own_words(scene, line, talk)]
    reports = [*ahead(scene, line, found, talk, reports), *reports]
    for report in reports:
        yield from contents_of(scene, line, report, found, talk)
    remember(scene, line, talk)


def answered(line: Line, found: Found, reports: list[Report], turn: Turn) -> list[Report]:
    """Return the reports of a sentence of an interview: of a question those of others, of an answer all."""
    if turn.speaker is None:
        return [report for report in reports if report.speaker.by_name and not report.speaker.collective]
    told = [
        report
        if report.speaker.by_name and not report.speaker.collective
        else report._replace(speaker=turn.speaker)
        for report in reports
    ]
    if told or not answers(line, found, turn.start):
        return told
    act = Act("stated", False, turn.start, turn.start, False)
    return [Report(act, turn.speaker, (), (), turn.start, line.end, False, turn.start)]


def answers(line: Line, found: Found, start: int) -> bool:
    """Say whether a sentence of an answer claims something: a figure, a name, or words that weigh."""
    if line.end - start <= SHORTEST:
        return False
    return bool(line.quantities or found.features or line.named(line.start, line.end, "assets"))


def ahead(scene: Scene, line: Line, found: Found, talk: Talk, reports: list[Report]) -> list[Report]:
    """Return the outlet's own report of a clause before the semicolon of the first verb that reports."""
    stop = scene.low.rfind("; ", line.start, reports[0].clause + 2) if reports else -1
    if stop < 0 or reports[0].before or reports[0].act.start == line.start:
        return []
    part = line._replace(
        end=stop,
        mentions=tuple(line.named(line.start, stop)),
        quantities=tuple(one for one in line.quantities if one.anchor.span.end <= stop),
    )
    features = [hit for hit in found.features if hit.end <= stop]
    topics = [hit for hit in found.topics if hit.end <= stop]
    told = tells_gas(scene, part, Found([], features, topics), talk)
    return [own_words(scene, part, talk)] if told else []


def remember(scene: Scene, line: Line, talk: Talk) -> None:
    """Keep the names of a sentence for the sentences to come."""
    named = [mention.ref for mention in line.named(line.start, line.end, "assets")]
    bodies = [
        mention.ref for mention in line.named(line.start, line.end, "orgs") if not scene.media(mention.ref)
    ]
    people = [m.ref for m in line.named(line.start, line.end, "persons") if scene.present(m.ref)]
    talk.firms = unique(bodies) if len(set(bodies)) > 1 else talk.firms
    talk.bodies, talk.people = unique((*bodies, *talk.bodies)), unique((*people, *talk.people))
    if named:
        talk.assets, talk.asset_line = unique(named[-1:]), line.sentence.number
