"""The contents under a reporting verb, each as a statement with its weight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.model import Statement
from linepack.records.scene import unique
from linepack.records.statements import speakers, split
from linepack.records.statements.gist import gist
from linepack.records.statements.subjects import SIDES
from linepack.records.statements.topic import BACK_REFERENCE, about_of, flow_of
from linepack.records.statements.weigh import Reading, Weight, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.lexicon import Hit
    from linepack.records.model import TimeExpression
    from linepack.records.scene import Line, Scene
    from linepack.records.statements.found import Found
    from linepack.records.statements.reports import Report
    from linepack.records.statements.subjects import Talk

TOLD: Final = re.compile(r"(?:told|assured|reminded|informed)\s[^,;:\"]{2,60}?\bthat\s+")
NOT_EXPECTED: Final = re.compile(r"\b(?:not|longer) expects?\b")
NOT_RULED_OUT: Final = re.compile(r"\bnot rule[d]? out\b")
CONDITION_END: Final = re.compile(r"[,;.]")
FULL: Final = 3
STEEL: Final = 6
GAS: Final = frozenset(
    {"gas", "supply", "energy", "electricity", "storage", "alternative energy", "capacity"}
)
BELOW: Final = 25
BACK: Final = 2
WISHES: Final = ("need", "wish")
CHANCES: Final = ("possible", "explore")
INTRANSITIVE: Final = ("started", "inaugurated")
AT_THE_VERB: Final = ("informed", "invited", "thanked", "offered", "requested", "proposed", "welcomed")


def contents_of(scene: Scene, line: Line, report: Report, found: Found, talk: Talk) -> Iterator[Statement]:
    """Return one statement per content under a verb."""
    earlier: tuple[str, ...] = ()
    for number, stretch in enumerate(split.split_content(scene, report.start, report.end)):
        span = span_of(scene, line, report, stretch, first=number == 0)
        if span[1] - span[0] < FULL:
            continue
        recent = earlier or (talk.assets if talk.asset_line >= line.sentence.number - BACK else ())
        wide = widened(report, stretch, first=number == 0)
        row = statement_of(scene, line, report, found, talk, span, wide, recent)
        earlier = row.about
        yield row


def statement_of(
    scene: Scene,
    line: Line,
    report: Report,
    found: Found,
    talk: Talk,
    span: tuple[int, int],
    wide: tuple[int, int],
    recent: tuple[str, ...],
) -> Statement:
    """Return the statement of one content.

    ``wide`` is the stretch whose words weigh, ``recent`` what "it" and "these regions" may refer to.
    """
    act, speaker = named_act(scene, report), report.speaker
    topics = unique(hit.name for hit in within(found.topics, wide))
    about = about_of(scene, line, *subject_too(line, report, wide), topics, act)
    about = about or (recent if recent and BACK_REFERENCE.search(scene.low[slice(*wide)].lstrip()) else ())
    flow = flow_of(scene, line, *wide)
    times = [time for time in line.times if wide[0] <= time.anchor.span.start < wide[1]]
    figures = [quantity for quantity in line.quantities if wide[0] <= quantity.anchor.span.start < wide[1]]
    weight = weigh(
        Reading(
            act,
            governing(within(found.features, wide)) | done(found, report, wide) | of_verb(scene, report),
            scene.low[slice(*wide)],
            dated=any(time.precision == "day" for time in times),
            figures=frozenset(quantity.status for quantity in figures),
        )
    )
    talk.count += 1
    return Statement(
        f"s{talk.count}",
        scene.anchor(line, *span, f"reporting verb: {act}"),
        speaker.by,
        act,
        weight.content,
        weight.polarity,
        weight.certainty,
        weight.level if weight.level < STEEL or about or figures or GAS.intersection(topics) else 0,
        collective=speaker.collective,
        by_basis=speaker.basis,
        addressee=report.addressee,
        chain=speakers.chain_of(scene, line, speaker, list(report.outer)),
        about=about,
        topics=topics,
        flow=flow,
        quantities=tuple(quantity.id for quantity in figures),
        condition=condition_of(scene, found, wide),
        asserted=scene.document.published,
        effective=effective(times),
        gist=gist(scene, speaker.by, act, weight.content, topics, about, flow),
        stale=line.sentence.background,
        rules=rules_of(report, weight),
    )


def named_act(scene: Scene, report: Report) -> str:
    """Return the act: what stands "according to" a person is stated, according to a body reported."""
    by = report.speaker.by
    people = bool(by) and all(ref in scene.entities and scene.entities[ref].group == "persons" for ref in by)
    return "stated" if report.act.name == "reported" and people else report.act.name


def within(hits: list[Hit], stretch: tuple[int, int]) -> list[Hit]:
    """Return the hits in a stretch."""
    return [hit for hit in hits if stretch[0] <= hit.start < stretch[1]]


def widened(report: Report, stretch: tuple[int, int], *, first: bool) -> tuple[int, int]:
    """Return the stretch whose words weigh: a deed's verb belongs to it, and the subject of what began."""
    act, (start, end) = report.act, stretch
    if act.name in INTRANSITIVE and first:
        return (min(start, report.clause), max(end, act.end))
    if act.deed or act.name in ("invited", "offered"):
        return (min(start, act.start), max(end, act.end))
    return stretch


def done(found: Found, report: Report, stretch: tuple[int, int]) -> frozenset[str]:
    """Return the deeds told inside a content ("… signed a contract, X said")."""
    return frozenset(
        f"did {hit.name}"
        for hit in within(found.acts, stretch)
        if hit.detail == "deed" and hit.start != report.act.start
    )


def of_verb(scene: Scene, report: Report) -> frozenset[str]:
    """Return the features in the verb itself: "does not expect", "did not rule out"."""
    words = scene.low[report.act.start : report.act.end]
    if NOT_RULED_OUT.search(words):
        return frozenset({"possible"})
    return frozenset({"neg"}) if NOT_EXPECTED.search(words) else frozenset()


def governing(hits: list[Hit]) -> frozenset[str]:
    """Return the names of features; a possibility far below a need does not weaken it."""
    need = next((hit for hit in hits if hit.name in WISHES), None)
    early = next((hit for hit in hits if hit.name in CHANCES), None)
    if need is None or early is None or early.start < need.end + BELOW:
        return frozenset(hit.name for hit in hits)
    return frozenset(hit.name for hit in hits if hit.name not in CHANCES)


def span_of(
    scene: Scene, line: Line, report: Report, stretch: tuple[int, int], *, first: bool
) -> tuple[int, int]:
    """Return the characters of a content, from its first telling word on."""
    left = span_start(scene, line, report, stretch, first=first)
    at_verb = left <= report.act.start and not report.before
    return split.clean(scene, left, max(stretch[1], report.act.end) if at_verb else stretch[1])


def span_start(scene: Scene, line: Line, report: Report, stretch: tuple[int, int], *, first: bool) -> int:
    """Return where the telling words begin: the collective subject, the deed, or the content's first word."""
    start, act = stretch[0], report.act
    if not first or report.before:
        return split.telling(scene, split.without_adverbials(scene, start, stretch[1]), stretch[1])
    if act.start == act.end:
        return start
    floor = max(line.start, act.start - 40)
    together = [match.start() for match in SIDES.finditer(scene.low, floor, act.start)]
    if together and not act.passive and SIDES.fullmatch(report.speaker.words.lower()):
        words = scene.low[together[-1] : act.start].split()
        return together[-1] + (len(words[0]) + 1 if words and words[0] in ("the", "both") else 0)
    if act.name in INTRANSITIVE:
        return report.clause
    if act.deed or act.name in AT_THE_VERB:
        return act.start
    told = TOLD.match(scene.low, act.start, stretch[1])
    return split.telling(scene, told.end() if told else start, stretch[1])


def subject_too(line: Line, report: Report, wide: tuple[int, int]) -> tuple[int, int]:
    """Let a deed's statement be about its subject as well: "the pipeline was inaugurated"."""
    return (line.start, wide[1]) if report.act.deed and report.act.passive else wide


def condition_of(scene: Scene, found: Found, stretch: tuple[int, int]) -> str:
    """Return the words of a condition."""
    for hit in within(found.features, stretch):
        if hit.name == "condition":
            close = CONDITION_END.search(scene.low, hit.end, stretch[1])
            return scene.text(hit.start, close.start() if close else stretch[1]).strip()
    return ""


def effective(times: list[TimeExpression]) -> TimeExpression | None:
    """Return when a content holds: the first date in it that resolves."""
    return next((time for time in times if time.first or time.last), None)


def rules_of(report: Report, weight: Weight) -> tuple[tuple[str, str], ...]:
    """Return the rule behind each field that a rule decided."""
    return (
        ("act", f"verb list: {report.act.name}"),
        ("by", report.speaker.basis or "subject of the verb"),
        ("content", f"modality: {weight.content}"),
        ("level", "ladder by words of paper, steel and flow"),
    )
