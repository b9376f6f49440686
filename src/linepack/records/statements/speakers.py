"""Who says it: the subject of the verb, both sides, the last speaker, or the outlet itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.records.model import Link
from linepack.records.scene import unique

if TYPE_CHECKING:
    from linepack.records.model import Event, Mention
    from linepack.records.scene import Line, Scene
    from linepack.records.statements.acts import Act

SIDES: Final = re.compile(
    r"\b(?:(?:the|both|two)\s+)*(?:sides|parties|two countries|both countries|both|they|interlocutors"
    r"|officials|delegations"
    r"|diplomats|presidents|leaders|ministers|meeting|talks|counterparts|governments|agenda|seiten|beide"
    r"|parteien|les deux"
    r"|parties|le parti|las partes|ambos|strane|sagovornici|стране|саговорници|стороны|собеседники|страните"
    r"|двете страни"
    r"|οι δύο|πλευρές|taraflar|tərəflər|părțile|cele două)\b"
)
PEOPLE_TOGETHER: Final = re.compile(
    r"\b(?:ministers|presidents|leaders|prime ministers|министры|ministri|министри|minister)\b"
)
PRONOUN: Final = re.compile(
    r"\b(?:he|she|the (?:minister|president|prime minister|premier|official|diplomat|ambassador|ceo"
    r"|commissioner|politician"
    r"|head|chancellor|spokes\w+|speaker|secretary|chairman|expert)|er|sie|der minister|il|elle|le ministre"
    r"|egli|il ministro"
    r"|el ministro|la ministra|la ministre|он|она|министр|ministar|ministarka|министар|министарка|той|тя"
    r"|министърът|o|bakan"
    r"|nazir|el|ea|ministrul|ο υπουργός|η υπουργός)\b"
)
ANONYMOUS: Final = re.compile(
    r"\b(?:(?:an?|two|three|several|some|informed|diplomatic|government|industry|trading|well-informed|eu"
    r"|senior|unnamed)\s+)+"
    r"(?:\w+\s+)?(?:sources?|officials?|insiders?|diplomats?|persons?|people|traders?)\b|\bsources (?:close"
    r"|familiar|said|told)\b"
    r"|\banonymity\b|\binsider\w*|\bистчоник\w*|\bисточник\w*|\bизвор\w*|\bizvor\w*|\bsource\w* proche\w*"
    r"|\bfonti\b|\bfuentes\b"
)
BY_AGENT: Final = re.compile(r"^\s+(?:\w+\s+){0,4}?by\s+(?:the\s+)?$")
LINKED: Final = re.compile(
    r"(?:,|\band\b|\bund\b|\bet\b|\be\b|\by\b|\bi\b|\bи\b|\bve\b|\bvə\b|\bși\b|\bκαι\b)"
)
PARTICIPLE: Final = re.compile(r"\w+ing\b")
TURNED: Final = re.compile(
    r"according|as per|sprach von|prema rečima|према речима|по думите|citing|quoting|laut|nach angaben|selon"
    r"|d'après|secondo|según|de acuerdo|по словам"
    r"|по данным"
    r"|согласно|prema|према|според|σύμφωνα|potrivit|conform"
)
"""Verbs and phrases whose speaker follows."""
FIRMS: Final = re.compile(
    r"\b(?:companies|firms|partners|ministries|operators|unternehmen|compañías|società|компании)\b"
)
BODY: Final = re.compile(
    r"\b(?:the|its)\s+(?:company|commission|ministry|operator|firm|group|agency|government|consortium|union"
    r"|bank|regulator"
    r"|authority|supplier|producer|developer|corporation|concern|giant|major)\b|\bthe .{3,30} (?:company"
    r"|ministry|group)\b"
)
HIS_WORDS: Final = re.compile(
    r"-t-il\b|-t-elle\b|\blui\b|\belle\b|\bseinen\b|\bihren\b|\bego\b|\bего\b|\bеё\b|\bее\b|njegovim|njenim"
    r"|његовим|њеним|неговите"
    r"|нейните"
)
MARK: Final = re.compile(r"[,\"”“»–—]")
OWN_DEEDS: Final = ("signed", "inaugurated", "started")
REACH: Final = 60
JOINED: Final = 90
TITLE: Final = re.compile(
    r"minist|president|premier|secretary|director|ceo|chief|head|spokes|ambassador|commissioner|chancellor"
)


@dataclass(frozen=True)
class Speaker:
    """Those who speak, and why it is they."""

    by: tuple[str, ...]
    collective: bool = False
    basis: str = ""
    words: str = ""

    @property
    def by_name(self) -> bool:
        """Say whether a name or a clear group stands for them."""
        return bool(self.by) and self.basis not in ("subject not stated", "continued", "by title only")


@dataclass
class Talk:
    """What was said so far: needed for pronouns, continued reports and quotations.

    Attributes
    ----------
    last
        The last single speaker.
    met
        The persons of the main event.
    anonymous
        How many unnamed sources were heard.
    count
        How many statements were read.
    events
        Numbers of the sentences that tell of a meeting, visit or call.
    body
        The organisation named last in an earlier sentence.
    assets, asset_line
        The assets named last, and the number of that sentence.
    """

    met: tuple[str, ...] = ()
    last: Speaker | None = None
    last_act: str = ""
    last_paragraph: int = 0
    anonymous: int = 0
    assets: tuple[str, ...] = ()
    asset_line: int = -9
    body: str = ""
    count: int = 0
    events: frozenset[int] = frozenset()


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
    plain = [m for m in named if not (m.group == "countries" and (m.role == "adjective" or within(named, m)))]
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


def subject(scene: Scene, line: Line, act: Act, start: int, talk: Talk) -> Speaker | None:
    """Return the named subject of a verb: the last name before it, and those joined to it by "and"."""
    named = candidates(scene, line, start, act.start)
    if len(talk.met) > 1:
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


def sides(scene: Scene, talk: Talk, text: str) -> Speaker | None:
    """Return both sides where the subject is "the sides", "the ministers", "they"."""
    together = SIDES.search(text)
    if together is None:
        return None
    if PEOPLE_TOGETHER.search(together.group()) and talk.met:
        return Speaker(talk.met, words=together.group())
    return Speaker(scene.parties, collective=True, words=together.group())


def firms(scene: Scene, line: Line, text: str) -> Speaker | None:
    """Return the companies of the sentence where the subject is "the companies"."""
    together = FIRMS.search(text)
    bodies = unique(m.ref for m in line.named(line.start, line.end, "orgs") if not scene.media(m.ref))
    return Speaker(bodies, words=together.group()) if together and len(bodies) > 1 else None


def body(talk: Talk, text: str) -> Speaker | None:
    """Return the organisation named last where the subject is "the company", "the ministry"."""
    if not talk.body or not BODY.search(text):
        return None
    return Speaker((talk.body,), basis="short name, last organisation")


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
    start = max(start, last_mark(scene, start, act.start)) if closing else start
    near = scene.low[start : act.start]
    unnamed = ANONYMOUS.search(near) or (ANONYMOUS.search(scene.low, act.end, end) if closing else None)
    if unnamed:
        talk.anonymous += 1
        return Speaker((f"anonymous-{talk.anonymous}",), basis="unnamed source", words=unnamed.group())
    turned = TURNED.match(scene.low, act.start)
    if talk.last is not None and not turned and PARTICIPLE.match(scene.low, act.start):
        return Speaker(talk.last.by, talk.last.collective, basis="participle, same speaker")
    named = subject(scene, line, act, start, talk) or subject_after(scene, line, act, end, closing=closing)
    return named or without_name(scene, line, talk, near, act)


def last_mark(scene: Scene, start: int, end: int) -> int:
    """Return where the last piece of a stretch begins, after a comma or a quotation mark.

    Where a comma stands right at its end ("…, the head of the company, N. N., said") the piece before counts.
    """
    marks = [match.end() for match in MARK.finditer(scene.low, start, end)]
    if marks and not scene.low[marks[-1] : end].strip():
        marks.pop()
    return marks[-1] if marks else start


def without_name(scene: Scene, line: Line, talk: Talk, text: str, act: Act) -> Speaker:
    """Return who speaks where no name stands before the verb."""
    if act.name in OWN_DEEDS and not SIDES.search(text):
        return own(scene)
    known = by_office(scene, line, talk, text) or last_one(scene, talk, text, act)
    several = firms(scene, line, text) or body(talk, text) or sides(scene, talk, text)
    return known or several or left(scene, line, talk, text)


def last_one(scene: Scene, talk: Talk, text: str, act: Act) -> Speaker | None:
    """Return the last speaker where a pronoun or an office stands for a name."""
    if talk.last is None:
        return None
    meant = PRONOUN.search(text) or HIS_WORDS.search(scene.low, act.start, act.end)
    return Speaker(talk.last.by, basis="pronoun or title, last speaker") if meant else None


def left(scene: Scene, line: Line, talk: Talk, text: str) -> Speaker:
    """Return what is left: the state of an office, the speaker before, the parties."""
    state = next((m.ref for m in line.mentions if m.group == "countries"), "") if TITLE.search(text) else ""
    if state:
        return Speaker((state,), basis="by title only")
    if talk.last is not None:
        return Speaker(talk.last.by, talk.last.collective, basis="continued")
    return Speaker(scene.parties, collective=len(scene.parties) > 1, basis="subject not stated")


def by_office(scene: Scene, line: Line, talk: Talk, text: str) -> Speaker | None:
    """Return the person of the main event whose state is named with the office ("the Algerian minister")."""
    state = next((m.ref for m in line.mentions if m.role == "adjective" and m.form.lower() in text), "")
    people = [ref for ref in talk.met if scene.country(ref) == state]
    if not state or not TITLE.search(text) or len(people) != 1:
        return None
    return Speaker((people[0],), basis="office and state")


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
