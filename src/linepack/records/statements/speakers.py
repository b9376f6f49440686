"""Who says it: the subject of the verb, both sides, the last speaker, or the outlet itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.model import Link
from linepack.records.phrases import Phrases
from linepack.records.scene import unique
from linepack.records.statements.acts import CIRCUMSTANCE, VERB_LAST
from linepack.records.statements.subjects import (
    BODY,
    HE,
    LEADERS,
    OFFICE,
    PAPER_SAYS,
    PEOPLE_TOGETHER,
    SIDES,
    Speaker,
    Talk,
    body,
    by_word,
    nameless,
    same_side,
    sides,
    unnamed,
)

if TYPE_CHECKING:
    from linepack.records.model import Event, Mention
    from linepack.records.scene import Line, Scene
    from linepack.records.statements.acts import Act

ANONYMOUS: Final = Phrases(
    r"\b(?:(?:an?|two|three|several|some|informed|diplomatic|government|industry|trading|well-informed|eu"
    r"|senior|unnamed)\s+)+"
    r"(?:\w+\s+)?(?:sources?|officials?|insiders?|diplomats?|persons?|people|traders?)\b|\bsources (?:close"
    r"|familiar|said|told)\b"
    r"|\banonymity\b|\binsider\w*|\bистчоник\w*|\bисточник\w*|\bизвор\w*|\bizvor\w*|\bsource\w* proche\w*"
    r"|\bfonti\b|\bfuentes\b|مصدر|مصادر|\bfontes?\b|\bforrás\w*|\bkaynağa göre|\bkaynaklara göre"
    r"|istemeyen\b|\bmənbə\w*|\bπηγ(?:ή|ές)\b|\bsurse\b"
)
BY_AGENT: Final = re.compile(r"^\s+(?:\w+\s+){0,4}?by\s+(?:the\s+)?$")
LINKED: Final = re.compile(
    r"(?:,|\band\b|\bund\b|\bet\b|\be\b|\by\b|\bi\b|\bи\b|\bve\b|\bvə\b|\bși\b|\bκαι\b)"
)
PARTICIPLE: Final = re.compile(r"\w+ing\b")
TURNED: Final = re.compile(
    r"according|as per|in the (?:words|view|opinion)|by the words|as (?:noted|stressed|said)|sprach von"
    r"|prema rečima|према речима|по думите|citing|quoting|laut|nach angaben|selon"
    r"|d'après|secondo|según|de acuerdo|по словам"
    r"|по данным"
    r"|согласно|prema|према|според|σύμφωνα|potrivit|conform"
)
"""Verbs and phrases whose speaker follows."""
MARK: Final = re.compile(r"[,\"”“»–—]")
TAKEN_BACK: Final = ("corrected", "retracted")
OWN_DEEDS: Final = ("signed", "inaugurated", "started")
QUOTES: Final = re.compile(r"(?:quot|cit)\w+\s.*\sas\s", re.DOTALL)
ISSUED: Final = re.compile(
    r"açıklama|məlumat|bəyanat|statement|press release|erklärung|mitteilung|communiqué|comunicato|comunicado"
    r"|saopšten|саопштењ|сообщени|съобщени|ανακοίνωσ|közlemény|comunicat"
)
VERB_FIRST: Final = ("ar",)
BARE_MARK: Final = re.compile(r"[,\"”»–-]\s*$")
TOLD: Final = re.compile(r"told|informed|assured|reminded")
THAT_AHEAD: Final = re.compile(r"(?<!\w)(?:أن|إن|بأن|أنه|أنها|إنه|إنها|,|،|:)")
REACH: Final = 60
SHORT: Final = 30
JOINED: Final = 90


def met_in(scene: Scene, events: tuple[Event, ...]) -> tuple[str, ...]:
    """Return the persons of the first meeting, visit, call or briefing with two of them."""
    for event in events:
        people = unique(
            p.ref
            for p in event.participants
            if scene.entities.get(p.ref) and scene.entities[p.ref].group == "persons"
        )
        if event.type in ("meeting", "call", "signing", "press_briefing", "conference") and len(people) > 1:
            return people
    return ()


def parties_of(scene: Scene, events: tuple[Event, ...]) -> tuple[str, ...]:
    """Return the states that face each other: those of the first event with two of them."""
    for event in events:
        states = unique(scene.country(p.ref) for p in event.participants)
        if len(states) > 1:
            return states
    return ()


def candidates(scene: Scene, line: Line, start: int, end: int) -> list[Mention]:
    """Return the names in a stretch that can speak: no outlet; adjectives and names inside names left out."""
    named = [m for m in line.named(start, end, "persons", "orgs", "countries") if not scene.media(m.ref)]
    plain = [
        m
        for m in named
        if m.group != "countries" or (same_side(scene, m) if m.role == "adjective" else not within(named, m))
    ]
    return [m for m in plain if scene.present(m.ref)]


def within(named: list[Mention], mention: Mention) -> bool:
    """Say whether a name lies in a longer one, or right before a person as part of the title."""
    return any(
        other is not mention
        and (
            other.anchor.span.holds(mention.anchor.span)
            or 0 <= other.anchor.span.start - mention.anchor.span.end <= 2
        )
        for other in named
    )


def subject(scene: Scene, line: Line, act: Act, start: int) -> Speaker | None:
    """Return the named subject of a verb: the last name before it, and those joined to it by "and"."""
    named = candidates(scene, line, start, act.start)
    named = [m for m in named if not (m.role == "title" and PEOPLE_TOGETHER.search(m.form.lower()))]
    if not named:
        return None
    people = [m for m in named if m.group == "persons"]
    bodies = [m for m in named if m.group == "orgs"]
    chosen = people or bodies or named
    last = [chosen[-1]]
    for mention in reversed(chosen[:-1]):
        gap = scene.low[mention.anchor.span.end : last[-1].anchor.span.start]
        together = mention.anchor.span == last[-1].anchor.span
        if mention.ref != last[-1].ref and (together or (len(gap) <= JOINED and LINKED.search(gap))):
            last.append(mention)
        else:
            break
    refs = unique(m.ref for m in reversed(last))
    return Speaker(refs, words=scene.text(last[-1].anchor.span.start, last[0].anchor.span.end))


def agent(scene: Scene, line: Line, act: Act, end: int) -> Speaker | None:
    """Return who acts in a passive: the name after "by"."""
    for mention in line.named(act.end, end, "persons", "orgs", "countries"):
        if BY_AGENT.match(scene.low[act.end : mention.anchor.span.start]) and not scene.media(mention.ref):
            return Speaker((mention.ref,), basis="passive, agent named")
    return None


def speaker_of(
    scene: Scene, line: Line, act: Act, talk: Talk, bounds: tuple[int, int], *, closing: bool = False
) -> Speaker:
    """Return who speaks, trying the surest ground first.

    ``bounds`` are the start of the verb's clause and the end of the sentence; ``closing`` says that the verb
    stands after its content.
    """
    start, end = bounds
    if act.passive:
        return agent(scene, line, act, end) or passive(scene, line, act, talk, start)
    if scene.document.language in VERB_LAST:
        return first_subject(scene, line, talk, act, start)
    if scene.document.language in VERB_FIRST:
        return subject_behind(scene, line, talk, act, end)
    if closing:
        behind = inverted(scene, line, act, end)
        start = act.start if behind else max(start, last_mark(scene, start, act.start))
    near = scene.low[start : act.start]
    known = (
        anonymous(scene, talk, act, bounds, near, closing=closing)
        or quoted_one(scene, line, act, talk)
        or same_again(scene, talk, act)
        or by_word(scene, talk, near)
        or subject(scene, line, act, start)
        or subject_after(scene, line, act, end, closing=closing)
    )
    if closing and not near.strip(' "”»,–—-'):
        near = scene.low[act.end : min(end, act.end + REACH)]
    return known or without_name(scene, line, talk, near, act)


def same_again(scene: Scene, talk: Talk, act: Act) -> Speaker | None:
    """Return the speaker before where the verb is a participle: "…, adding that"."""
    if talk.last is None or not PARTICIPLE.match(scene.low, act.start) or TURNED.match(scene.low, act.start):
        return None
    return Speaker(talk.last.by, talk.last.collective, basis="participle, same speaker")


def quoted_one(scene: Scene, line: Line, act: Act, talk: Talk) -> Speaker | None:
    """Return the one whom another quotes: "the ministry quoted N. as saying"."""
    if not QUOTES.match(scene.low, act.start, act.end):
        own = [m for m in candidates(scene, line, act.start, act.end) if m.group == "orgs"]
        return Speaker((own[0].ref,), words=own[0].form) if own and act.name == "reported" else None
    named = [m for m in candidates(scene, line, act.start, act.end) if not scene.media(m.ref)]
    if named:
        return Speaker((named[0].ref,), basis="quoted by another", words=named[0].form)
    return unnamed(scene, talk, act.start, act.end - len(" as saying"))


def last_mark(scene: Scene, start: int, end: int) -> int:
    """Return where the last piece of a stretch begins, after a comma or a quotation mark.

    Where a comma stands right at its end ("…, the head of the company, N. N., said") the piece before counts.
    """
    marks = [match.end() for match in MARK.finditer(scene.low, start, end)]
    if marks and not scene.low[marks[-1] : end].strip():
        marks.pop()
    return marks[-1] if marks else start


def first_subject(scene: Scene, line: Line, talk: Talk, act: Act, start: int) -> Speaker:
    """Return who speaks where the verb stands last: the first name of the clause, or its first words."""
    comma = scene.low.find(",", start, act.start)
    near = scene.low[start : comma if comma > 0 else min(act.start, start + SHORT)]
    nobody = anonymous_in(scene, talk, start, near)
    if nobody is not None:
        return nobody
    named = candidates(scene, line, start, act.start)
    early = [m for m in named if m.anchor.span.start < start + len(near)]
    chosen = [m for m in early if m.group == "persons"] or [m for m in early if m.group == "orgs"] or early
    if chosen:
        return Speaker((chosen[0].ref,), words=chosen[0].form)
    known = nameless(scene, line, talk, near, act.start)
    return known or (
        Speaker((named[0].ref,), words=named[0].form) if named else left(scene, line, talk, near)
    )


def inverted(scene: Scene, line: Line, act: Act, end: int) -> bool:
    """Say whether the subject follows a verb right behind a comma or a quotation mark: "…, said X"."""
    if not BARE_MARK.search(scene.low[max(line.start, act.start - 4) : act.start]):
        return False
    if TOLD.match(scene.low, act.start):
        return False
    stop = min(end, act.end + REACH)
    behind = scene.low[act.end : min(stop, act.end + SHORT)]
    first = next(iter(candidates(scene, line, act.end, stop)), None)
    if first is not None and not CIRCUMSTANCE.search(scene.low[act.end : first.anchor.span.start]):
        return True
    return any(one.search(CIRCUMSTANCE.sub("", behind)) for one in (HE, OFFICE, BODY))


def subject_behind(scene: Scene, line: Line, talk: Talk, act: Act, end: int) -> Speaker:
    """Return who speaks where the verb stands first: the name between the verb and its "that"."""
    that = THAT_AHEAD.search(scene.low, act.end, end)
    stop = that.start() if that else min(end, act.end + REACH)
    named = candidates(scene, line, act.end, stop)
    chosen = [m for m in named if m.group == "persons"] or [m for m in named if m.group == "orgs"]
    if chosen:
        return Speaker((chosen[0].ref,), words=chosen[0].form)
    text = scene.low[act.end : stop]
    known = anonymous_in(scene, talk, act.end, text) or nameless(scene, line, talk, text, act.start)
    if known is not None:
        return known
    return Speaker((named[0].ref,), words=named[0].form) if named else left(scene, line, talk, text)


def anonymous_in(scene: Scene, talk: Talk, start: int, text: str) -> Speaker | None:
    """Return an unnamed source of a stretch by the words printed."""
    found = ANONYMOUS.search(text)
    if found is None:
        return None
    talk.anonymous += 1
    words = scene.text(start + found.start(), start + found.end())
    return Speaker((f"anonymous-{talk.anonymous}",), basis="unnamed source", words=words)


def anonymous(
    scene: Scene, talk: Talk, act: Act, bounds: tuple[int, int], near: str, *, closing: bool
) -> Speaker | None:
    """Return an unnamed source by the words printed; two of them are never taken for one."""
    found = ANONYMOUS.search(near) or (ANONYMOUS.search(scene.low, act.end, bounds[1]) if closing else None)
    if found is None:
        return None
    known = unnamed(scene, talk, act.start - len(near), act.start)
    if known is not None:
        return known
    talk.anonymous += 1
    words = scene.text(act.start - len(near) + found.start(), act.start - len(near) + found.end())
    return Speaker((f"anonymous-{talk.anonymous}",), basis="unnamed source", words=words)


def without_name(scene: Scene, line: Line, talk: Talk, text: str, act: Act) -> Speaker:
    """Return who speaks where no name stands before the verb."""
    if act.name in OWN_DEEDS and not SIDES.search(text):
        return own(scene)
    turned = TURNED.match(scene.low, act.start)
    text = scene.low[act.start : min(line.end, act.end + SHORT)] if turned else text
    if act.name in TAKEN_BACK and scene.outlet and not text.strip():
        return Speaker((scene.outlet,), basis="the outlet's own")
    return (
        nameless(scene, line, talk, text, act.start)
        or (
            None
            if turned or SIDES.search(text[-SHORT:])
            else unnamed(scene, talk, act.start - len(text), act.start)
        )
        or sides(scene, talk, text)
        or left(scene, line, talk, text)
    )


def left(scene: Scene, line: Line, talk: Talk, text: str) -> Speaker:
    """Return what is left: the state of an office, the speaker before, the parties."""
    state = (
        next((m.ref for m in line.mentions if m.group == "countries"), "")
        if LEADERS.search(text) and not PAPER_SAYS.search(text)
        else ""
    )
    if state:
        return Speaker((state,), basis="by title only")
    if talk.last is not None:
        return Speaker(talk.last.by, talk.last.collective, basis="continued")
    return Speaker(scene.parties, collective=len(scene.parties) > 1, basis="subject not stated")


def own(scene: Scene) -> Speaker:
    """Return nobody: the report tells it in its own words; the chain names the outlet."""
    del scene
    return Speaker((), basis="the report's own words")


def subject_after(scene: Scene, line: Line, act: Act, end: int, *, closing: bool) -> Speaker | None:
    """Return the subject that follows its verb: "…, said X", "according to X"."""
    near = [m for m in candidates(scene, line, act.end, end) if m.anchor.span.start - act.end <= REACH]
    if not near or not (closing or TURNED.match(scene.low, act.start)):
        return None
    chosen = next((m for m in near if m.group == "persons"), near[0])
    return Speaker((chosen.ref,), words=chosen.form)


def passive(scene: Scene, line: Line, act: Act, talk: Talk, start: int) -> Speaker:
    """Return who speaks in a passive without an agent."""
    if act.name in OWN_DEEDS:
        return signatories(scene, line, act) or own(scene)
    told = (
        body(scene, line, talk, scene.low[start : act.start], act.start)
        if issued(scene, start, act)
        else None
    )
    if told is not None:
        return told
    if act.name == "informed" and talk.last_act == "informed" and talk.last is not None:
        return Speaker(talk.last.by, basis="passive; speaker from context")
    if act.name == "invited":
        guests = {scene.country(m) for m in line.named(start, act.start)}
        hosts = tuple(state for state in scene.parties if state not in guests)
        if len(hosts) == 1:
            return Speaker(hosts, basis="passive; the inviting side is implied")
    if len(scene.parties) < 2 and talk.last is not None:
        return Speaker(talk.last.by, talk.last.collective, basis="passive; speaker from context")
    return Speaker(scene.parties, collective=True, basis="passive, agent not stated")


def issued(scene: Scene, start: int, act: Act) -> bool:
    """Say whether the words stand in a statement that somebody issued ("in its statement it is noted")."""
    return ISSUED.search(scene.low, start, act.start) is not None


def signatories(scene: Scene, line: Line, act: Act) -> Speaker | None:
    """Return between whom a paper was signed: bodies of the sentence, else its states, else both sides."""
    if act.name != "signed":
        return None
    named = candidates(scene, line, line.start, line.end)
    bodies = [m.ref for m in named if m.group == "orgs"] or [m.ref for m in named if m.group == "countries"]
    if len(set(bodies)) > 1:
        return Speaker(unique(bodies), basis="passive, parties named")
    return (
        Speaker(scene.parties, collective=True, basis="passive, agent not stated") if scene.parties else None
    )


def addressees(
    scene: Scene, line: Line, act: Act, by: tuple[str, ...], talk: Talk, bounds: tuple[int, int]
) -> tuple[str, ...]:
    """Return to whom it is said: the one invited, informed, thanked or asked."""
    if act.name not in ("informed", "invited", "thanked", "requested", "offered", "proposed"):
        return ()
    start, end = bounds
    if act.name == "informed":
        others = tuple(ref for ref in talk.met if ref not in by)
        return others if len(others) == 1 else ()
    where = (start, act.start) if act.passive else (act.end, min(end, act.end + 80))
    named = [m for m in line.named(*where, "persons", "orgs") if m.ref not in by and not scene.media(m.ref)]
    classes = [m.ref for m in named if scene.kind(m.ref) == "class"]
    return unique(classes or [m.ref for m in named][:1])


def chain_of(scene: Scene, line: Line, speaker: Speaker, outer: list[Link]) -> tuple[Link, ...]:
    """Return the attribution chain: speaker, those who quote it, agencies of the sentence, the outlet."""
    own = [Link(ref, "speaker", speaker.words) for ref in speaker.by]
    carriers = [
        Link(mention.ref, "agency", mention.form)
        for mention in line.mentions
        if mention.group == "orgs" and scene.media(mention.ref) and mention.ref not in speaker.by
    ]
    outlet = [Link(scene.outlet, "outlet", "")] if scene.outlet else []
    links = [*own, *outer, *carriers, *outlet]
    return tuple({link.ref: link for link in reversed(links)}.values())[::-1]
