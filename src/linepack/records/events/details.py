"""When and where an event was, and who took part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.events.kinds import GAS, ROLES, STEEL, TALK
from linepack.records.events.moods import EARLIER_PLAN
from linepack.records.model import Moment, Participant
from linepack.records.scene import unique

if TYPE_CHECKING:
    from datetime import date

    from linepack.records.lexicon import Hit
    from linepack.records.model import Mention, TimeExpression
    from linepack.records.scene import Line, Scene

LOCATIVE: Final = re.compile(
    r"(?:^|[\s(])(?:in|at|en|à|a|u|у|в|във|на|nel|nella|în|la|im|στην?|στο|στη)\s+(?:the\s+|la\s+"
    r"|le\s+)?(?:city of\s+)?"
    r"[\"'“”«„]?$"
)
SUFFIX_LOCATIVE: Final = re.compile(r"^['’]?(?:da|de|ta|te|də)\b")
CEREMONY: Final = re.compile(
    r"ceremony|attend|participation|presence|took part|in the presence|cut the|laid|церемони|feier"
)
NEAR: Final = 90
TERMS: Final = re.compile(
    r"\b(?:from|until|till|through|by|between|starting|beginning|for|expir\w+|ends?|ending|due"
    r"|effective|running|as of)"
    r"\s+(?:(?:the|in|on|end|of|early|late|mid|beginning|start|start of)\s+){0,3}$"
)
"""Words before a date that make it one of the paper, not of its signing."""

BIDDERS: Final = re.compile(
    r"took part|taken part|participat|among them|\bwon\b|bidders?|\bbids?\b|successful|awarded|winners?"
    r"|shippers"
)
STARTS: Final = re.compile(r"^(?:began|begin|begins|begun|start\w*|commenced|launched|resum\w+) \w+ing\b")
COLLECTIVE: Final = re.compile(
    r"\b(?:the )?(?:two |both )?(?:ministers|leaders|presidents|sides|parties|officials|heads|counterparts)\b"
)
SPOKEN: Final = re.compile(
    r"^[^.;]{0,25}?\b(?:said|says|told|stated|noted|added|announced|reported|reports|according)\b"
)
SPECIFIC: Final = ("park", "economic zone", "zone", "square", "street", "monument", "plant", "site")


def without_old_plans(scene: Scene, line: Line) -> Line:
    """Return a line without the dates that an earlier plan had ("originally planned for 2027")."""
    kept = tuple(
        time
        for time in line.times
        if not EARLIER_PLAN.search(
            scene.low, max(line.start, time.anchor.span.start - 60), time.anchor.span.start
        )
    )
    return line if len(kept) == len(line.times) else line._replace(times=kept)


def without_terms(scene: Scene, line: Line, hit: Hit) -> Line:
    """Return a line without the dates behind a trigger that belong to what was agreed ("from 2028")."""
    kept = tuple(
        time
        for time in line.times
        if time.anchor.span.start < hit.start
        or not TERMS.search(scene.low, max(hit.end, time.anchor.span.start - 40), time.anchor.span.start)
    )
    return line if len(kept) == len(line.times) else line._replace(times=kept)


def nearest_time(line: Line, hit: Hit, exact: bool, latest: date | None) -> TimeExpression | None:
    """Return the date nearest to a trigger; of talk only a day will do."""
    dated = [time for time in line.times if time.first and (latest is None or time.first <= latest)]
    if exact:
        days = [time for time in dated if time.precision == "day"]
        dated = days or [time for time in dated if time.precision == "month" and apart(time, hit) <= NEAR]
    return min(dated, key=lambda time: apart(time, hit), default=None)


def apart(time: TimeExpression, hit: Hit) -> int:
    """Return the characters between a trigger and a date."""
    return abs(time.anchor.span.start - hit.start)


def moment_of(scene: Scene, line: Line, hit: Hit, planned: bool) -> Moment | None:
    """Return the date that the sentence gives an event, None where it gives none."""
    published = scene.document.published
    latest = None if planned or published is None else published.day
    line = without_old_plans(scene, line)
    if planned and published is not None and hit.name not in TALK:
        ahead = (time for time in line.times if (time.last or time.first or published.day) > published.day)
        line = line._replace(times=tuple(ahead))
    if hit.name in TALK:
        line = without_terms(scene, line, hit)
    time = nearest_time(line, hit, hit.name in TALK, latest)
    if time is None or time.first is None:
        return None
    known = time.precision if time.precision in ("day", "month", "quarter", "season", "year") else "year"
    return Moment(time.first, known, time.basis, span=time.anchor.span)


def located(scene: Scene, line: Line, mention: Mention, chain: int) -> bool:
    """Say whether a place name tells where: after a preposition, or right after such a name."""
    start, end = mention.anchor.span.start, mention.anchor.span.end
    if 0 <= start - chain <= 3:
        return True
    return bool(
        LOCATIVE.search(scene.low[max(line.start, start - 16) : start])
        or SUFFIX_LOCATIVE.search(scene.low[end : min(line.end, end + 4)])
    )


def place_in(scene: Scene, line: Line, hit: Hit) -> str:
    """Return the place where a sentence happens: the most exact one that a preposition names."""
    chosen, chain = "", -9
    for mention in line.named(line.start, line.end, "places"):
        near = abs(mention.anchor.span.start - hit.start) <= NEAR or mention.anchor.span.start - chain <= 3
        if (
            near
            and located(scene, line, mention, chain)
            and scene.kind(mention.ref) not in ("region", "country")
        ):
            chain = mention.anchor.span.end
            if not chosen or scene.kind(mention.ref) in SPECIFIC:
                chosen = mention.ref
    return chosen


def as_place(scene: Scene, ref: str) -> str:
    """Return the id of the place entity for a state's code, the code itself where there is none."""
    if len(ref) != 2:
        return ref
    for entity in scene.entities.values():
        if (
            entity.group == "places"
            and entity.kind == "country"
            and ref in (entity.country, entity.id[-2:].upper())
        ):
            return entity.id
    return ref


def goal_of(scene: Scene, line: Line, hit: Hit) -> str:
    """Return where a visit goes: the first state or town after the trigger."""
    goals = line.named(hit.end, line.end, "places", "countries")
    return as_place(scene, goals[0].ref) if goals else ""


def inside_others(line: Line, mention: Mention) -> bool:
    """Say whether a name is part of a longer name ("Government of the Republic of ...")."""
    return any(
        other is not mention and other.group != "countries" and other.anchor.span.holds(mention.anchor.span)
        for other in line.mentions
    )


def states(line: Line) -> list[str]:
    """Return the states that a sentence names as such."""
    return [
        mention.ref
        for mention in line.mentions
        if mention.group == "countries" and mention.role != "adjective" and not inside_others(line, mention)
    ]


def people(scene: Scene, line: Line) -> list[str]:
    """Return the persons of a sentence who can take part."""
    return [
        mention.ref for mention in line.mentions if mention.group == "persons" and scene.present(mention.ref)
    ]


def bodies(scene: Scene, line: Line) -> list[str]:
    """Return the organisations of a sentence that can take part: no outlet, nobody who merely reports."""
    return [
        mention.ref
        for mention in line.mentions
        if mention.group == "orgs"
        and not scene.media(mention.ref)
        and scene.kind(mention.ref) not in ("delegation", "class")
        and not SPOKEN.search(scene.low[mention.anchor.span.end : line.end][:60])
    ]


def delegations(scene: Scene, line: Line) -> list[str]:
    """Return the delegations of a sentence."""
    named = [mention.ref for mention in line.mentions if scene.kind(mention.ref) == "delegation"]
    if named or "delegations" not in scene.low[line.start : line.end]:
        return named
    return [f"{country}-DEL" for country in unique(scene.country(ref) for ref in people(scene, line))]


def visitors(scene: Scene, line: Line, hit: Hit) -> list[str]:
    """Return who makes a visit: the person before the trigger, the first one where several are."""
    early = [m.ref for m in line.named(line.start, hit.start, "persons") if scene.present(m.ref)]
    return early[:1] or people(scene, line)[:1]


def clause_of(scene: Scene, line: Line, hit: Hit) -> Line:
    """Return the part of a sentence that belongs to one signing: from semicolon to semicolon."""
    start = max(scene.low.rfind(";", line.start, hit.start), line.start)
    stop = scene.low.find(";", hit.end, line.end)
    end = stop if stop > 0 else line.end
    if (start, end) == (line.start, line.end):
        return line
    return line._replace(mentions=tuple(line.named(start, end)))


def refs_of(scene: Scene, line: Line, hit: Hit, event_type: str) -> list[str]:
    """Return the ids of those who take part in an event, by its type."""
    if event_type == "visit":
        return visitors(scene, line, hit)
    if event_type == "signing":
        line = clause_of(scene, line, hit)
        return bodies(scene, line) or states(line) or people(scene, line)
    if event_type in GAS | STEEL and not CEREMONY.search(scene.low[line.start : line.end]):
        return actors(scene, line, hit)
    if event_type == "decision":
        return bidders(scene, line) if hit.detail == "auction" else bodies(scene, line) or states(line)
    return people(scene, line) or bodies(scene, line) or states(line)


def actors(scene: Scene, line: Line, hit: Hit) -> list[str]:
    """Return whose doing a start of works or of gas is; gas that stops or begins to flow names nobody."""
    if hit.name in GAS and hit.name != "resumption" and not STARTS.match(scene.low[hit.start : hit.end]):
        return []
    return bodies(scene, line)


def bidders(scene: Scene, line: Line) -> list[str]:
    """Return who holds an auction and who takes part: those of its sentence and of the next two that tell."""
    index = scene.lines.index(line)
    more = [
        one for one in scene.lines[index + 1 : index + 3] if BIDDERS.search(scene.low, one.start, one.end)
    ]
    named = (mention for one in (line, *more) for mention in one.mentions if mention.group == "orgs")
    return [
        mention.ref
        for mention in named
        if not scene.media(mention.ref) and scene.kind(mention.ref) not in ("class", "ministry")
    ]


def participants_of(scene: Scene, line: Line, hit: Hit) -> tuple[Participant, ...]:
    """Return who takes part, with their role."""
    role = ROLES.get(hit.name, "participant")
    own = [Participant(ref, role) for ref in unique(refs_of(scene, line, hit, hit.name))]
    sent = delegations(scene, line) if hit.name in ("meeting", "conference") else []
    return (*own, *(Participant(ref, "delegation") for ref in unique(sent)))


def collective(scene: Scene, line: Line) -> bool:
    """Say whether a sentence names those who act only together ("the ministers")."""
    return bool(COLLECTIVE.search(scene.low[line.start : line.end]))
