"""Find the statements of a document: verb by verb, content by content."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from linepack.records.lexicon import lexicon
from linepack.records.model import Link, Statement
from linepack.records.scene import lead_parties, scene_of, unique
from linepack.records.statements import speakers, split
from linepack.records.statements.acts import Act, act_of, content_before, is_act, is_source
from linepack.records.statements.gist import gist
from linepack.records.statements.repeats import settle_repeats
from linepack.records.statements.topic import BACK_REFERENCE, about_of, flow_of
from linepack.records.statements.weigh import Reading, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.lexicon import Hit
    from linepack.records.model import Extraction, TimeExpression
    from linepack.records.scene import Line, Scene
    from linepack.records.statements.speakers import Speaker, Talk

GAS_KINDS: Final = frozenset(
    {
        "supply",
        "capacity",
        "capacity increment",
        "consumption",
        "production",
        "storage",
        "length",
        "cost",
        "grant",
        "value",
    }
)
CONTINUED: Final = re.compile(
    r"^[^.]{0,200}?(?:,|;)?\s*(?:and|but|while|also|as well as)\s+(?:also\s+|then\s+|further\s+)*(?:(?:he"
    r"|she|they|it)\s+)?(?:also\s+)?$"
)
PARTICIPLES: Final = re.compile(r"ing$")
OWN_FACTS: Final = re.compile(r"\b(?:is|are|was|were|will|has|have|had|can|could|would|may|to|\w+ed|\w+s)\b")
DEEDS_OF_NOTE: Final = frozenset({"signed", "inaugurated", "started"})
CONDITION_END: Final = re.compile(r"[,;.]")
FULL: Final = 3
BELOW: Final = 25
WISHES: Final = ("need", "wish")
CHANCES: Final = ("possible", "explore")


@dataclass(frozen=True)
class Report:
    """A verb with its speaker and the stretch of its content."""

    act: Act
    speaker: Speaker
    addressee: tuple[str, ...]
    outer: tuple[Link, ...]
    start: int
    end: int
    before: bool


@dataclass(frozen=True)
class Found:
    """What the word lists found in one sentence."""

    acts: list[Hit]
    features: list[Hit]
    topics: list[Hit]


def find_statements(extraction: Extraction) -> tuple[Statement, ...]:
    """Return the statements of an extraction whose events, names, times and figures are known."""
    document = extraction.document
    scene = scene_of(
        document, extraction.entities, extraction.mentions, extraction.times, extraction.quantities
    )
    scene.parties = speakers.parties_of(scene, extraction.events) or lead_parties(scene)
    talk = speakers.Talk(met=speakers.met_in(scene, extraction.events))
    tables = [
        scene.hits(lexicon(__package__, table, document.language))
        for table in ("acts.tsv", "features.tsv", "topics.tsv")
    ]
    rows: list[Statement] = []
    for line, *found in zip(scene.lines, *tables, strict=True):
        rows += statements_of(scene, line, Found(*found), talk)
    numbered = [replace(row, id=f"s{number}") for number, row in enumerate(rows, start=1)]
    return settle_repeats(tuple(numbered), extraction)


def statements_of(scene: Scene, line: Line, found: Found, talk: Talk) -> Iterator[Statement]:
    """Return the statements of one sentence."""
    acts = [
        act_of(scene, line, hit)
        for hit in found.acts
        if is_act(scene, line, hit) and not is_source(scene, line, hit)
    ]
    reports = list(reports_of(scene, line, acts, talk))
    if not reports and tells_gas(line, found):
        reports = [own_words(scene, line, talk, found)]
    for report in reports:
        yield from contents_of(scene, line, report, found)


def tells_gas(line: Line, found: Found) -> bool:
    """Say whether a sentence without a reporting verb says something about gas or an asset."""
    figures = any(quantity.kind in GAS_KINDS for quantity in line.quantities)
    assets = bool(line.named(line.start, line.end, "assets"))
    gas = any(hit.name in ("gas", "energy", "supply") for hit in found.topics)
    named = bool(line.named(line.start, line.end, "countries", "orgs", "places"))
    telling = any(hit.name not in ("existing", "praise", "vague", "prospect") for hit in found.features)
    return (figures or assets or (gas and named)) and (telling or figures) and line.end - line.start > 25


def own_words(scene: Scene, line: Line, talk: Talk, found: Found) -> Report:
    """Return the outlet's own report of a sentence; inside quotation marks the last speaker goes on."""
    quoted = scene.low[line.start : line.end].lstrip()[:1] in '"“„«' and talk.last is not None
    name = "forecast" if any(hit.name == "forecast" for hit in found.features) and not quoted else "reported"
    act = Act("stated" if quoted else name, False, line.start, line.start, False)
    speaker = (
        talk.last
        if quoted and talk.last
        else speakers.Speaker(unique((scene.outlet,)), basis="the report's own words")
    )
    start = split.without_adverbials(scene, line.start, line.end)
    return Report(act, speaker, (), (), start, line.end, False)


def reports_of(scene: Scene, line: Line, acts: list[Act], talk: Talk) -> Iterator[Report]:
    """Return the reporting verbs of a sentence, without those inside the content of another."""
    outer: list[Link] = []
    floor, held = line.start, None
    for index, act in enumerate(acts):
        limit = next((a.start for a in acts[index + 1 :] if starts_anew(scene, act, a)), None)
        if held is not None and not starts_anew(scene, held, act):
            continue
        inner = nested(scene, line, act, acts[index + 1 :])
        start = split.without_adverbials(scene, floor, act.start)
        end = line.end if limit is None else split.clause_start(scene, act.end, limit)
        speaker = speakers.speaker_of(scene, line, act, talk, (start, line.end))
        if inner:
            outer += [Link(ref, "quoting", speaker.words) for ref in speaker.by]
            floor = act.end
            continue
        if act.name in DEEDS_OF_NOTE and not notable(scene, line, act):
            continue
        before = content_before(scene, act, start, end)
        addressee = speakers.addressees(scene, line, act, speaker.by, talk, (start, end))
        remember(talk, speaker, act, line)
        stretch = (start, act.start) if before else (act.end, end)
        yield Report(act, speaker, addressee, tuple(outer), *stretch, before)
        floor, held = end, act
        outer = []


def notable(scene: Scene, line: Line, act: Act) -> bool:
    """Say whether a deed is worth a statement: it is about an asset, gas or figures."""
    del act
    text = scene.low[line.start : line.end]
    return bool(
        line.named(line.start, line.end, "assets")
        or line.quantities
        or re.search(
            r"\bgas\b|energ|pipeline|memorand|газ|gaz|енерг|энерг|αέρι|qaz|enerji|gaso|interconnect|\blng\b",
            text,
        )
    )


def remember(talk: Talk, speaker: Speaker, act: Act, line: Line) -> None:
    """Keep the speaker for pronouns to come."""
    if speaker.by and not speaker.collective:
        talk.last = speaker
    talk.last_act, talk.last_paragraph = act.name, line.sentence.paragraph


def starts_anew(scene: Scene, held: Act, act: Act) -> bool:
    """Say whether a later verb of a sentence reports by itself and not inside the earlier one's content."""
    words = scene.low[act.start : act.end]
    gap = scene.low[held.end : act.start]
    if PARTICIPLES.search(words.split()[0]):
        return not act.deed
    if re.match(r"\s*(?:that\b|:|,?\s*[\"“„«])", gap) and not held.deed:
        return bool(CONTINUED.match(gap)) or is_tail(scene, act, gap)
    return not held.deed or not act.deed or bool(CONTINUED.match(gap))


def is_tail(scene: Scene, act: Act, gap: str) -> bool:
    """Say whether a verb closes the sentence for another speaker (", X added")."""
    del scene, act
    return bool(re.search(r"[\"”»]\s*,?\s*[^,\"”»]{0,50}$", gap)) and len(gap) > 40


def nested(scene: Scene, line: Line, act: Act, later: list[Act]) -> bool:
    """Say whether a verb only passes on another's words: "the ministry said that the minister had told …"."""
    if not later or act.deed:
        return False
    gap = scene.low[act.end : later[0].start]
    passes = bool(re.match(r"\s*(?:that\b|,|:)", gap)) or gap.strip() == ""
    named = bool(line.named(act.end, later[0].start, "persons", "orgs"))
    return (
        not later[0].deed
        and not later[0].passive
        and passes
        and named
        and len(gap) < 110
        and not CONTINUED.match(gap)
    )


def contents_of(scene: Scene, line: Line, report: Report, found: Found) -> Iterator[Statement]:
    """Return one statement per content under a verb."""
    earlier: tuple[str, ...] = ()
    for number, (start, end) in enumerate(split.split_content(scene, report.start, report.end)):
        row = content_of(scene, line, report, found, (start, end), number)
        if row is None:
            continue
        if not row.about and number and BACK_REFERENCE.search(scene.low[start:end]):
            row = replace(row, about=earlier)
        earlier = row.about
        yield row


def content_of(
    scene: Scene, line: Line, report: Report, found: Found, stretch: tuple[int, int], number: int
) -> Statement | None:
    """Return the statement of one content, None where nothing is left to say."""
    start, end = stretch
    act = report.act
    left = span_start(scene, line, report, stretch, number)
    left, right = split.clean(
        scene, left, max(end, act.end) if left <= act.start and not report.before else end
    )
    if right - left < FULL:
        return None
    wide = (
        (min(start, act.start), max(end, act.end))
        if act.deed or act.name in ("invited", "offered")
        else stretch
    )
    topics = unique(hit.name for hit in found.topics if wide[0] <= hit.start < wide[1])
    about = about_of(
        scene, line, *(subject_too(line, report, wide) if number == 0 else wide), topics, act.name
    )
    flow = flow_of(scene, line, *wide)
    times = [time for time in line.times if wide[0] <= time.anchor.span.start < wide[1]]
    figures = [quantity for quantity in line.quantities if wide[0] <= quantity.anchor.span.start < wide[1]]
    features = governing([hit for hit in found.features if wide[0] <= hit.start < wide[1]])
    reading = Reading(
        act.name,
        features,
        scene.low[wide[0] : wide[1]],
        dated=bool(times),
        figures=frozenset(quantity.status for quantity in figures),
    )
    weight = weigh(reading)
    return Statement(
        "",
        scene.anchor(line, left, right, f"reporting verb: {act.name}"),
        report.speaker.by,
        act.name,
        weight.content,
        weight.polarity,
        weight.certainty,
        weight.level,
        collective=report.speaker.collective,
        by_basis=report.speaker.basis,
        addressee=report.addressee,
        chain=speakers.chain_of(scene, line, report.speaker, list(report.outer)),
        about=about,
        topics=topics,
        flow=flow,
        quantities=tuple(quantity.id for quantity in figures),
        condition=condition_of(scene, found, wide),
        asserted=scene.document.published,
        effective=effective(times),
        gist=gist(scene, report.speaker.by, act.name, weight.content, topics, about, flow),
        stale=line.sentence.background,
        rules=rules_of(report, weight.content),
    )


def governing(hits: list[Hit]) -> frozenset[str]:
    """Return the names of features; a possibility far below a need does not weaken it."""
    need = next((hit for hit in hits if hit.name in WISHES), None)
    early = next((hit for hit in hits if hit.name in CHANCES), None)
    if need is None or early is None or early.start < need.end + BELOW:
        return frozenset(hit.name for hit in hits)
    return frozenset(hit.name for hit in hits if hit.name not in CHANCES)


def span_start(scene: Scene, line: Line, report: Report, stretch: tuple[int, int], number: int) -> int:
    """Return where the telling words begin: the collective subject, the deed, or the content's first word."""
    start, act = stretch[0], report.act
    if number or report.before:
        return split.telling(scene, split.without_adverbials(scene, start, stretch[1]), stretch[1])
    if act.start == act.end:
        return start
    floor = max(line.start, act.start - 40)
    together = [match.start() for match in speakers.SIDES.finditer(scene.low, floor, act.start)]
    if report.speaker.words and together and report.speaker.by and not act.passive:
        words = scene.low[together[-1] : act.start].split()
        return together[-1] + (len(words[0]) + 1 if words and words[0] in ("the", "both") else 0)
    if act.deed or act.name in (
        "informed",
        "invited",
        "thanked",
        "offered",
        "requested",
        "proposed",
        "welcomed",
    ):
        return act.start
    return split.telling(scene, start, stretch[1])


def subject_too(line: Line, report: Report, wide: tuple[int, int]) -> tuple[int, int]:
    """Let a deed's statement be about its subject as well: "the pipeline was inaugurated"."""
    return (line.start, wide[1]) if report.act.deed and report.act.passive else wide


def condition_of(scene: Scene, found: Found, stretch: tuple[int, int]) -> str:
    """Return the words of a condition."""
    for hit in found.features:
        if hit.name == "condition" and stretch[0] <= hit.start < stretch[1]:
            close = CONDITION_END.search(scene.low, hit.end, stretch[1])
            return scene.text(hit.start, close.start() if close else stretch[1]).strip()
    return ""


def effective(times: list[TimeExpression]) -> TimeExpression | None:
    """Return when a content holds: the first date in it that resolves."""
    return next((time for time in times if time.first or time.last), None)


def rules_of(report: Report, content: str) -> tuple[tuple[str, str], ...]:
    """Return the rule behind each field that a rule decided."""
    return (
        ("act", f"verb list: {report.act.name}"),
        ("by", report.speaker.basis or "subject of the verb"),
        ("content", f"modality: {content}"),
        ("level", "ladder by words of paper, steel and flow"),
    )
