"""The reporting verbs of a sentence: who reports, and which stretch is the content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.records.model import Link
from linepack.records.scene import unique
from linepack.records.statements import speakers, split
from linepack.records.statements.acts import Act, content_before, is_closing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.scene import Line, Scene
    from linepack.records.statements.found import Found
    from linepack.records.statements.speakers import Speaker, Talk

GAS_KINDS: Final = frozenset(
    {"supply", "capacity", "capacity increment", "consumption", "production", "storage"}
    | {"length", "cost", "grant", "value"}
)
GAS_TOPICS: Final = ("gas", "energy", "supply", "storage", "electricity", "alternative energy")
NOT_TELLING: Final = ("existing", "praise", "vague", "prospect")
CONTINUED: Final = re.compile(
    r"^.{0,250}?(?:,|;|\s)\s*(?:and|but|while|also|as well as|und|et|e|y|i|и|та|και|ve|və|și)\s+"
    r"(?:also\s+|then\s+|further\s+|he\s+|she\s+|they\s+|it\s+|has\s+|have\s+|se\s+|auch\s+)*$",
    re.DOTALL,
)
NEW_CLAUSE: Final = re.compile(
    r"(?:;|,?\s+(?:and|while|but|whereas|und|während|et|tandis que|mentre|mientras|dok|а|док"
    r"|докато))\s+[^,;]{1,90}$"
)
TAIL: Final = re.compile(r"[\"”»]\s*,?\s*[^,\"”»]{0,50}$")
PARTICIPLE: Final = re.compile(r"\w+ing\b")
THAT: Final = re.compile(r"\s*,?\s*(?:(?:that|dass|daß|que|che|da|что|че|ότι|că|ki|како|да)\b|:|[\"“„«])")
DEEDS_OF_NOTE: Final = frozenset({"signed", "inaugurated", "started"})
TELLING_VERBS: Final = frozenset({"stated", "announced", "reported", "noted", "forecast", "informed"})
NOTABLE: Final = re.compile(
    r"\bgas\b|energ|pipeline|memorand|газ|gaz|енерг|энерг|αέρι|qaz|enerji|gaso|interconnect|\blng\b|méthan"
    r"|metan"
)
SHORTEST: Final = 25
PASSED_ON: Final = 110


@dataclass(frozen=True)
class Report:
    """A verb with its speaker and the stretch of its content.

    Attributes
    ----------
    outer
        Those who pass the words on.
    start, end
        The content.
    before
        Whether it stands before the verb.
    clause
        First character of the verb's clause.
    """

    act: Act
    speaker: Speaker
    addressee: tuple[str, ...]
    outer: tuple[Link, ...]
    start: int
    end: int
    before: bool
    clause: int


def tells_gas(line: Line, found: Found) -> bool:
    """Say whether a sentence without a reporting verb says something about gas or an asset."""
    figures = any(quantity.kind in GAS_KINDS for quantity in line.quantities)
    assets = bool(line.named(line.start, line.end, "assets"))
    gas = any(hit.name in GAS_TOPICS for hit in found.topics)
    named = bool(line.named(line.start, line.end, "countries", "orgs", "places"))
    telling = any(hit.name not in NOT_TELLING for hit in found.features)
    return (
        (figures or assets or (gas and named)) and (telling or figures) and line.end - line.start > SHORTEST
    )


def own_words(scene: Scene, line: Line, talk: Talk, found: Found) -> Report:
    """Return the outlet's own report of a sentence; inside quotation marks the last speaker goes on."""
    quoted = scene.low[line.start : line.end].lstrip()[:1] in ('"', "“", "„", "«") and talk.last is not None
    expected = any(hit.name == "forecast" for hit in found.features)
    act = Act(
        "stated" if quoted else "forecast" if expected else "reported", False, line.start, line.start, False
    )
    own = speakers.Speaker(unique((scene.outlet,)), basis="the report's own words")
    speaker = talk.last if quoted and talk.last else own
    start = split.without_adverbials(scene, line.start, line.end)
    return Report(act, speaker, (), (), start, line.end, False, start)


def reports_of(scene: Scene, line: Line, acts: list[Act], talk: Talk) -> Iterator[Report]:
    """Return the reporting verbs of a sentence, without those inside the content of another."""
    outer: list[Link] = []
    floor, held = line.start, None
    acts = closing_alone(scene, line, acts)
    for index, act in enumerate(acts):
        if held is not None and not starts_anew(scene, held, act):
            continue
        clause = split.without_adverbials(scene, floor, act.start)
        speaker = speakers.speaker_of(scene, line, act, talk, (clause, line.end))
        if nested(scene, line, act, acts[index + 1 :]):
            outer = [*(Link(ref, "quoting", speaker.words) for ref in speaker.by), *outer]
            floor = act.end
            continue
        if act.name in DEEDS_OF_NOTE and not notable(scene, line):
            continue
        report = report_of(scene, line, act, acts[index + 1 :], clause, speaker, tuple(outer), talk)
        remember(talk, speaker, act, line)
        yield report
        floor, held, outer = max(act.end, report.end), act, []


def report_of(
    scene: Scene,
    line: Line,
    act: Act,
    later: list[Act],
    clause: int,
    speaker: Speaker,
    outer: tuple[Link, ...],
    talk: Talk,
) -> Report:
    """Return a verb with its content: up to the clause of the next verb that reports by itself."""
    limit = next((a.start for a in later if starts_anew(scene, act, a)), None)
    end = line.end if limit is None else max(act.end, split.clause_start(scene, act.end, limit))
    addressee = speakers.addressees(scene, line, act, speaker.by, talk, (clause, end))
    before = content_before(scene, act, clause, end)
    stretch = (clause, act.start) if before else (act.end, end)
    return Report(act, speaker, addressee, outer, *stretch, before, clause)


def closing_alone(scene: Scene, line: Line, acts: list[Act]) -> list[Act]:
    """Let a verb of speech that closes the sentence report all of it where only deeds stand before it."""
    for index, act in enumerate(acts):
        after = scene.low[act.end : acts[index + 1].start if index + 1 < len(acts) else line.end]
        closes = not act.deed and not act.passive and is_closing(scene.low[line.start : act.start], after)
        if closes and all(other.deed or other.name == "forecast" for other in acts[:index]):
            return acts[index:]
    return acts


def notable(scene: Scene, line: Line) -> bool:
    """Say whether a deed is worth a statement: its sentence is about an asset, gas or figures."""
    assets = line.named(line.start, line.end, "assets")
    return bool(assets or line.quantities or NOTABLE.search(scene.low[line.start : line.end]))


def remember(talk: Talk, speaker: Speaker, act: Act, line: Line) -> None:
    """Keep the speaker for pronouns to come."""
    if speaker.by and not speaker.collective:
        talk.last = speaker
    talk.last_act, talk.last_paragraph = act.name, line.sentence.paragraph


def starts_anew(scene: Scene, held: Act, act: Act) -> bool:
    """Say whether a later verb of a sentence reports by itself and not inside the earlier one's content."""
    gap = scene.low[held.end : act.start]
    if PARTICIPLE.match(scene.low, act.start):
        return not act.deed
    if TAIL.search(gap):
        return not act.deed
    if not held.deed and (held.name in TELLING_VERBS or THAT.match(gap)):
        return not act.deed and bool(CONTINUED.match(gap))
    return bool(CONTINUED.match(gap) or NEW_CLAUSE.search(gap))


def nested(scene: Scene, line: Line, act: Act, later: list[Act]) -> bool:
    """Say whether a verb only passes on another's words: "the ministry said that the minister had told …"."""
    if not later or act.deed or later[0].deed or later[0].passive:
        return False
    gap = scene.low[act.end : later[0].start]
    passes = bool(THAT.match(gap) or gap.startswith(",")) or not gap.strip()
    named = bool(line.named(act.end, later[0].start, "persons", "orgs"))
    return passes and named and len(gap) < PASSED_ON and not CONTINUED.match(gap)
