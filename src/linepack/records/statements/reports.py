"""The reporting verbs of a sentence: who reports, and which stretch is the content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.lexicon import grouped
from linepack.records.model import Link
from linepack.records.statements import speakers, split
from linepack.records.statements.acts import CLOSERS, VERB_LAST, Act, content_before, is_closing
from linepack.records.statements.topic import BACK_REFERENCE
from linepack.records.verbs import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.scene import Line, Scene
    from linepack.records.statements.found import Found
    from linepack.records.statements.subjects import Speaker, Talk

GAS_KINDS: Final = frozenset(
    {"supply", "capacity", "capacity increment", "storage", "count of buyer countries"}
)
"""Figures that make a sentence tell of gas; lengths and costs alone do not."""
GAS_TOPICS: Final = ("gas", "energy", "supply", "storage", "electricity", "alternative energy")
NOT_TELLING: Final = frozenset({"existing", "praise", "vague", "prospect"})
STEEL_AND_PAPER: Final = frozenset(
    {"construction", "fid", "flow", "complete", "firm", "condition", "interrupted"}
)
WINDOW: Final = 2
CONTINUED: Final = re.compile(
    r"^.{0,250}?(?:,|;|\s)\s*(?:and|but|while|also|as well as|und|et|e|y|i|и|та|και|ve|və|și)\s+"
    r"(?:also\s+|then\s+|further\s+|he\s+|she\s+|they\s+|it\s+|has\s+|have\s+|se\s+|auch\s+)*$",
    re.DOTALL,
)
NEW_CLAUSE: Final = re.compile(
    r"(?:;|,?\s+(?:and|while|but|whereas|und|während|et|tandis que|mentre|mientras|dok|а|док"
    r"|докато))\s+[^,;]{1,90}$"
)
TAIL: Final = re.compile(r"\w[,.!?]?[\"”»]\s*,?\s*[^,\"”»]{0,50}$")
PARTICIPLE: Final = re.compile(r"\w+ing\b")
THAT: Final = re.compile(r"\s*,?\s*(?:(?:that|dass|daß|que|che|da|что|че|ότι|că|ki|како|да)\b|:|[\"“„«])")
DEEDS_OF_NOTE: Final = frozenset({"signed", "inaugurated", "started"})
TOLD_INSIDE: Final = ("forecast", "requested", "offered", "proposed", "invited", "discussed")
"""Acts of others that a verb of speech at the end of the sentence tells of."""
SPEECH_DEEDS: Final = ("declined to comment", "denied", "refused", "pledged", "agreed")
TELLING_VERBS: Final = frozenset({"stated", "announced", "reported", "noted", "forecast", "informed"})
NOTABLE: Final = re.compile(
    grouped(
        r"\bgas\b|energ|pipeline|memorand|газ|gaz|енерг|энерг|αέρι|qaz|enerji|gaso|interconnect|\blng\b"
        r"|méthan"
        r"|metan"
    )
)
INDIRECT: Final = re.compile(
    r"\b(?:sei|seien|habe|werde|könne|müsse|solle|wolle|dürfe|gebe|komme|bleibe|gehe|stehe|plane|liefere"
    r"|erhalte|verhandele"
    r"|verhandle|brauche|laufe|fließe|nehme|führe|würden|könnten)\b"
)
"""Verb forms of German indirect speech."""
PAPER: Final = re.compile(rf"{PAPERS.pattern}|option|capacit|loan|grant")
ANY_PAPERS: Final = frozenset({"paper", "papers", "document"})
SHORTEST: Final = 25
PASSED_ON: Final = 110


class Report(NamedTuple):
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


def tells_gas(scene: Scene, line: Line, found: Found, talk: Talk) -> bool:
    """Say whether a sentence without a reporting verb says something about gas, an asset, or works on one."""
    if line.end - line.start <= SHORTEST:
        return False
    names = {hit.name for hit in found.features}
    telling = bool(names - NOT_TELLING)
    figures = any(quantity.kind in GAS_KINDS for quantity in line.quantities)
    if line.named(line.start, line.end, "assets"):
        return telling or figures
    if figures:
        return True
    gas = any(hit.name in GAS_TOPICS for hit in found.topics)
    if gas and line.named(line.start, line.end, "countries", "orgs", "places"):
        return telling
    goes_on = talk.asset_line >= line.sentence.number - WINDOW
    return goes_on and bool(
        names & STEEL_AND_PAPER or BACK_REFERENCE.search(scene.low[line.start : line.end])
    )


def own_words(scene: Scene, line: Line, talk: Talk) -> Report:
    """Return the outlet's own report of a sentence; inside quotation marks the last speaker goes on."""
    quoted = scene.low[line.start : line.end].lstrip()[:1] in ('"', "“", "„", "«") and talk.last is not None
    indirect = scene.document.language == "de" and INDIRECT.search(scene.low, line.start, line.end)
    goes_on = talk.last is not None and (quoted or bool(indirect))
    act = Act("stated" if goes_on else "reported", False, line.start, line.start, False)
    speaker = talk.last if goes_on and talk.last else speakers.own(scene)
    start = split.without_adverbials(scene, split.opening(scene, line.start, line.end), line.end)
    return Report(act, speaker, (), (), start, line.end, False, start)


def reports_of(scene: Scene, line: Line, acts: list[Act], talk: Talk) -> Iterator[Report]:
    """Return the reporting verbs of a sentence, without those inside the content of another."""
    outer: list[Link] = []
    floor, held, before_it = split.opening(scene, line.start, line.end), None, None
    acts = closing_alone(scene, line, acts)
    for index, act in enumerate(acts):
        if held is not None and not starts_anew(scene, held, act):
            continue
        clause = split.without_adverbials(scene, floor, act.start)
        if act.deed:
            clause = max(
                clause,
                scene.low.rfind("; ", floor, act.start) + 2 if "; " in scene.low[floor : act.start] else 0,
            )
        later = acts[index + 1 :]
        start, end, before = stretch_of(scene, line, act, later, clause)
        bounds, closing = (clause, line.end), before and not act.passive
        speaker = speakers.speaker_of(scene, line, act, talk, bounds, closing=closing)
        if held is not None and before_it is not None and goes_on(scene, held, act):
            speaker = before_it
        if nested(scene, line, act, later):
            outer = [*(Link(ref, "quoting", speaker.words) for ref in speaker.by), *outer]
            floor = act.end
            continue
        if act.name in DEEDS_OF_NOTE and not notable(scene, line, act):
            continue
        if closing and only_passed_on(scene, line, act, speaker, talk):
            continue
        addressee = speakers.addressees(scene, line, act, speaker.by, talk, (clause, max(end, act.end)))
        report = Report(act, speaker, addressee, tuple(outer), start, end, before, clause)
        remember(talk, speaker, act, line)
        yield report
        floor, held, outer, before_it = max(act.end, report.end), act, [], speaker


def goes_on(scene: Scene, held: Act, act: Act) -> bool:
    """Say whether a verb has the subject of the one before: "X said … and stressed …"."""
    return act.passive == held.passive and bool(CONTINUED.match(scene.low[held.end : act.start]))


def stretch_of(scene: Scene, line: Line, act: Act, later: list[Act], clause: int) -> tuple[int, int, bool]:
    """Return the content of a verb, and whether it stands before it.

    After the verb it ends where the clause of the next verb that reports by itself begins; before a verb that
    closes its sentence it ends with the comma or quotation mark.
    """
    limit = next((a.start for a in later if starts_anew(scene, act, a)), None)
    end = line.end if limit is None else max(act.end, split.clause_start(scene, act.end, limit))
    if not content_before(scene, act, clause, end):
        return act.end, end, False
    verb_last = scene.document.language in VERB_LAST
    mark = act.start if act.passive or verb_last else speakers.last_mark(scene, clause, act.start)
    return clause, mark if mark > clause else act.start, True


def closing_alone(scene: Scene, line: Line, acts: list[Act]) -> list[Act]:
    """Let a verb of speech that closes the sentence report all of it where only deeds stand before it."""
    for index, act in enumerate(acts):
        end = acts[index + 1].start if index + 1 < len(acts) else line.end
        speech = act.name in CLOSERS and not act.passive
        closes = speech and is_closing(scene, line.start, act, end)
        if closes and all(other.deed or other.name in TOLD_INSIDE for other in acts[:index]):
            return acts[index:]
    return acts


def only_passed_on(scene: Scene, line: Line, act: Act, speaker: Speaker, talk: Talk) -> bool:
    """Say whether a closing verb only names the carrier: an unknown one, or that of a plain event."""
    if act.name == "reported" and not speaker.by_name:
        return True
    return line.sentence.number in talk.events and not NOTABLE.search(scene.low, line.start, line.end)


def notable(scene: Scene, line: Line, act: Act) -> bool:
    """Say whether a deed is worth a statement: about an asset, gas or figures; a signing names its paper."""
    papers = {match.group() for match in PAPER.finditer(scene.low, line.start, line.end)}
    if act.name == "signed" and not papers - ANY_PAPERS:
        return False
    assets = line.named(line.start, line.end, "assets")
    firms = act.name == "signed" and any(scene.kind(m.ref) == "company" for m in line.mentions)
    return bool(assets or firms or line.quantities or NOTABLE.search(scene.low, line.start, line.end))


def remember(talk: Talk, speaker: Speaker, act: Act, line: Line) -> None:
    """Keep the speaker for pronouns to come."""
    if speaker.by and not speaker.collective:
        talk.last = speaker
    talk.last_act, talk.last_paragraph = act.name, line.sentence.paragraph


def starts_anew(scene: Scene, held: Act, act: Act) -> bool:
    """Say whether a later verb of a sentence reports by itself and not inside the earlier one's content."""
    if scene.document.language in VERB_LAST:
        return True
    gap = scene.low[held.end : act.start]
    if "; " in gap:
        return True
    if PARTICIPLE.match(scene.low, act.start):
        return not act.deed
    if TAIL.search(gap):
        return not act.deed
    if not held.deed and (held.name in TELLING_VERBS or THAT.match(gap)):
        again = not act.deed or act.name in SPEECH_DEEDS
        return again and bool(CONTINUED.match(gap))
    return bool(CONTINUED.match(gap) or NEW_CLAUSE.search(gap))


def nested(scene: Scene, line: Line, act: Act, later: list[Act]) -> bool:
    """Say whether a verb only passes on another's words: "the ministry said that the minister had told …"."""
    if not later or act.deed or later[0].deed or later[0].passive:
        return False
    gap = scene.low[act.end : later[0].start]
    passes = bool(THAT.match(gap) or gap.startswith(",")) or not gap.strip()
    named = bool(line.named(act.end, later[0].start, "persons", "orgs"))
    told = later[0].name in TELLING_VERBS and later[0].name != "forecast"
    return told and passes and named and len(gap) < PASSED_ON and not CONTINUED.match(gap)
