"""When a trigger word is an event: what must stand near it, and what must not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.events.kinds import GAS, STEEL, TALK
from linepack.records.events.moods import ONGOING, denied, hearsay, refuted, to_come
from linepack.records.lexicon import grouped
from linepack.records.phrases import Phrases
from linepack.records.verbs import FUTURE, MODAL, PAPERS, denied_paper, negated

if TYPE_CHECKING:
    from linepack.records.lexicon import Hit
    from linepack.records.scene import Line, Scene

NEAR: Final = 90
FAR: Final = 160
"""Characters behind "received" in which the guest is named after a long office."""

AHEAD_REACH: Final = 120
"""Characters behind a trigger in which words may put it ahead."""
OPENING: Final = 2
"""Sentences at the head of a report where a plan counts though no date stands by it."""
GAS_WORDS: Final = re.compile(
    grouped(
        r"\bgas|\blng\b|pipeline|natural gas|fuel|suppl|deliver|flow|transit\b|export|\bimport(?:s|ed|ing"
        r"|ers?)?\b|газ|поставк|доставк|испорук"
        r"|gás\b|gasoduto|fornec|entregas|gáz|szállít|vezeték|φυσικ|αγωγ|ροή|غاز|إمداد|الضخ|sevkiyat"
        r"|nəql|compressor|platform"
        r"|isporuk|gaz|lieferung|livraison|fornitur|suministr|αέριο|livr|qaz|doğal ?gaz|gasnoj|водород"
        r"|terminal"
        r"|field"
    )
)
UNREAL: Final = re.compile(
    rf"\b(?:{MODAL}|possible|possibility of|hop(?:e|es|ing)(?: to)?"
    r"|wants?(?: to)?|wish(?:es)?(?: to)?|ready(?: to)?|readiness(?: to)?|need(?: to)?"
    r"|importance of|interested in)\s+(?:\w+\s+){0,3}$"
)
AHEAD: Final = re.compile(
    rf"\b(?:{FUTURE}|is set to|are set to|plans? to|planned|scheduled|is due to|are due to|expected"
    r"|is expected to|are expected to|expects? to|intends? to|going to|upcoming|forthcoming|bi trebalo|va fi"
    r"|vor fi|urmează)\s+(?:\w+\s+){0,4}$"
)
BACKSHIFTED: Final = Phrases(
    r"\b(?:said|says|announced|told|confirmed|stated|added|promised|pledged|reported)\b"
    r"(?![^.;]*\bif\b)[^.;]*\bwould\s+(?:\w+\s+){0,3}$"
)
"""A future told by somebody: "said that it would start"."""
AHEAD_WITHIN: Final = re.compile(
    r"\b(?:will|would|is to|are to|to sign|to visit|to meet|is expected to|starts|begins)\b"
)
PARTICIPLE: Final = re.compile(
    r"(?:agreement|contract|memorandum|deal|document|mou|declaration|protocol|papers?|accord|treaty)s?\s+"
    r"(?:that\s+(?:was|were)\s+|which\s+(?:was|were)\s+)?$"
)
GATHERED: Final = re.compile(
    r"\b(?:at|during|sidelines|framework|held|takes? place|took place|hosted?|attend\w*|address\w*"
    r"|participat\w*"
    r"|opening|spoke|speaking|opened|part in|bei|auf|am rande|lors|en marge|durante|a margine|al margen|na"
    r"|на|у"
    r"|em|no|en|s'est tenue?|tenu|realizad\w+|celebr\w+|részt|tartott\w*|rendez\w+|düzenle\w+"
    r"|gerçekleş\w+|keçiril\w*"
    r"|состоял\w+|прош[её]л\w*|одржан\w*|održan\w*|convene\w*|gather\w*|met|meets|chaired|co-chaired|في|خلال"
    r"|al|alla|ai|alle|in programma|na|no"
    r"|în cadrul|la|κατά|στο|στη|çerçevesinde|katıl\w*|çərçivəsində)\b"
)
MET_A_DEMAND: Final = re.compile(
    r"\s+(?:[\w'-]+\s+){0,3}?(?:demands?|needs?|targets?|requirements?|deadlines?|conditions?|obligations?"
    r"|goals?|criteria)\b"
)
WITH_WHOM: Final = re.compile(r"\s(?:with|mit|avec|con|sa?|са?|с|με|cu)$")
VOTED: Final = re.compile(r"^(?:parliament|(?:the )?court|mps|lawmakers|the senate)|ratif|ратиф")
IN_TALKS: Final = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+\s+){0,2}in\s+(?:\w+\s+)?$")
AUCTIONED: Final = re.compile(
    r"capacit|cargo|storage|lng|gas|gwh|mwh|slots?|market test|газ|емкост|kapacit|kapazit"
)
MEETS: Final = re.compile(
    r"^(?:last met|meets? (?:in|on)|met (?:in|again)|will (?:convene|meet)|convene\w*|to convene"
    r"|reconvene|are to)"
)
TURN: Final = re.compile(
    r"^(?:preceding|previous|last|next|first|second|third|fourth|prvi|drugi|naredni|sledeći|први|други"
    r"|наредни|следећи)\b"
)
RULED: Final = re.compile(
    grouped(
        r"tarif|tariff|τιμολόγ|network|licen[cs]|merger|acquisition|\bstake|permit|concession|exemption"
        r"|kernnetz|netzentwicklung"
        r"|лиценз|тариф|lisans|lisenziya|díjszabás|engedély|ترخيص|تعرفة"
    )
)
TOGETHER: Final = Phrases(
    r"\b(?:ministers|leaders|presidents|heads of (?:state|government)|counterparts|officials|delegations"
    r"|(?:the|a|working|expert) (?:group|committee|commission|council|panel)|the (?:two )?sides|parties)\b"
)
WORKS: Final = re.compile(
    grouped(
        r"works?\b|hatt[ıi]|refinery|platform|unit\b|\btrain\b|storage|szivattyú|tároló|depolama|yataq"
        r"|yatağ|pipe|plant|terminal|interconnect|station|gasovod|гасовод|газопровод|leitung|gazoduc"
        r"|gasdotto"
        r"|conducta|boru hatt"
    )
)
AUCTION: Final = "auction"
"""Subtype of a decision: capacity, storage or cargoes given to bidders."""

BARE: Final = ("signed", "concluded", "initialled", "initialed", "inked")
DENIED: Final = Phrases(
    r"\b(?:denied|denies|denying|dismissed|refuted|dementiert\w*|a démenti|ha smentito|negó"
    r"|опроверг\w*|demant\w+)\b"
)
OPENED: Final = re.compile(
    r"\b(?:after|following|during|in|at|his|her|their|held|had|hold|holds|holding|for|official)"
    r"\s+(?:\w+\s+){0,2}$"
)
SEEING: Final = re.compile(
    r"monument|memorial|site|plant|museum|exhibition|station|facility|grave|tomb|cemetery|pavilion"
)


def before(scene: Scene, line: Line, hit: Hit, length: int = NEAR) -> str:
    """Return the words of the sentence before the trigger."""
    return scene.low[max(line.start, hit.start - length) : hit.start]


def after(scene: Scene, line: Line, hit: Hit, length: int = NEAR) -> str:
    """Return the words of the sentence after the trigger."""
    return scene.low[hit.end : min(line.end, hit.end + length)]


def acting(scene: Scene, line: Line, start: int, end: int) -> list[str]:
    """Return the people, bodies and states between two places that are not outlets."""
    groups = ("persons", "orgs", "countries")
    return [mention.ref for mention in line.named(start, end, *groups) if not scene.media(mention.ref)]


def is_visit(scene: Scene, line: Line, hit: Hit) -> bool:
    """A visit goes to a state or a town and somebody makes it."""
    if SEEING.search(after(scene, line, hit, 40)) or not line.named(
        line.start, line.end, "persons", "countries"
    ):
        return False
    goals = line.named(hit.end, min(line.end, hit.end + NEAR), "places", "countries")
    if not goals:
        return bool(hit.detail and line.named(hit.start - 40, hit.start, "countries", "persons"))
    return (
        bool(line.named(line.start, line.end, "persons")) or "delegation" in scene.low[line.start : line.end]
    )


def is_meeting(scene: Scene, line: Line, hit: Hit) -> bool:
    """A meeting has two sides, or is said to have been held."""
    words = scene.low[hit.start : hit.end]
    if words.startswith(("received", "hosted")):
        return bool(line.named(hit.end, hit.end + FAR, "persons")) and bool(
            acting(scene, line, line.start, hit.start)
        )
    if words in ("met", "meets"):
        return has_met(scene, line, hit)
    sides = acting(scene, line, line.start, line.end)
    if WITH_WHOM.search(words):
        return len(set(sides)) > 0 and (
            words.startswith("talks ") is False or bool(OPENED.search(before(scene, line, hit, 30)))
        )
    if words.startswith("talks ") and not OPENED.search(before(scene, line, hit, 30)) and "held" not in words:
        return False
    if line.times and (TURN.search(words) or (MEETS.search(words) and is_session(scene, line))):
        return True
    return len(set(sides)) > 1 or "held" in words or "took place" in words or is_session(scene, line)


def negotiates(scene: Scene, line: Line, hit: Hit) -> bool:
    """Say whether somebody "is in talks with" another: a negotiation that goes on, no meeting."""
    return IN_TALKS.search(scene.low, max(line.start, hit.start - 30), hit.start) is not None


def has_met(scene: Scene, line: Line, hit: Hit) -> bool:
    """Say whether "met" has somebody after it, or two before it, and no demand or target is met."""
    if MET_A_DEMAND.match(after(scene, line, hit)):
        return False
    behind = line.named(hit.end, min(line.end, hit.end + NEAR), "persons", "countries", "orgs")
    return bool(behind) or len(line.named(line.start, hit.start, "persons")) > 1


def is_signing(scene: Scene, line: Line, hit: Hit) -> bool:
    """A signing needs a paper."""
    words = scene.low[hit.start : hit.end]
    if words.split()[0] in BARE and PARTICIPLE.search(before(scene, line, hit)) and not line.times:
        return False
    return bool(PAPERS.search(scene.low, line.start, line.end)) or "ceremony" in words


def is_session(scene: Scene, line: Line) -> bool:
    """Say whether those who meet are named only together ("the two countries' leaders")."""
    return bool(TOGETHER.search(scene.low, line.start, line.end))


def is_conference(scene: Scene, line: Line, hit: Hit) -> bool:
    """A conference is an event where somebody is at it."""
    return bool(GATHERED.search(before(scene, line, hit, 60)) or GATHERED.search(after(scene, line, hit, 40)))


PRONOUN: Final = re.compile(
    r"\W*(?:it|they|this|that|both|the (?:line|link|project|facility|pipe|plant|section|work|works|site"
    r"|ceremony))\b"
)


def about_gas_before(scene: Scene, line: Line) -> bool:
    """Say whether a sentence goes on about what the one before named: gas or an asset."""
    index = scene.lines.index(line)
    if not index or not PRONOUN.match(scene.low, line.start, line.end):
        return False
    before = scene.lines[index - 1]
    return bool(
        before.named(before.start, before.end, "assets")
        or GAS_WORDS.search(scene.low, before.start, before.end)
    )


def about_gas(scene: Scene, line: Line, hit: Hit) -> bool:
    """Flows start and stop only where the sentence speaks of gas or of an asset."""
    del hit
    return bool(
        line.named(line.start, line.end, "assets")
        or GAS_WORDS.search(scene.low, line.start, line.end)
        or about_gas_before(scene, line)
    )


def about_works(scene: Scene, line: Line, hit: Hit) -> bool:
    """Works need an asset, a pipe or a plant; at a ceremony with people the lead may name it."""
    if "ceremony" in scene.low[hit.start : hit.end] and line.named(line.start, line.end, "persons"):
        return about_gas(scene, scene.lines[0], hit)
    return about_gas(scene, line, hit) or bool(WORKS.search(scene.low, line.start, line.end))


def is_decision(scene: Scene, line: Line, hit: Hit) -> bool:
    """A decision counts where it is about investment, a paper, gas or an asset."""
    words = scene.low[hit.start : hit.end]
    if hit.detail == AUCTION:
        return AUCTIONED.search(scene.low, line.start, line.end) is not None or about_gas_before(scene, line)
    return (
        "invest" in words
        or "fid" in words.split()
        or about_works(scene, line, hit)
        or RULED.search(scene.low, line.start, line.end) is not None
        or (VOTED.search(words) is not None and PAPERS.search(scene.low, line.start, line.end) is not None)
    )


LISTED: Final = re.compile(
    r"\b(?:the|a) (?:second|third|other|next|latter)\b"
    r"(?! (?:half|quarter|phase|stage|train|line|string|year|well|field|unit))"
)
COUNTED: Final = re.compile(r"first (?:cargo|shipment|tanker|deliver|suppl|volume)")


def is_gas_start(scene: Scene, line: Line, hit: Hit) -> bool:
    """First gas needs an asset or gas; the first of several cargoes bought at once is none."""
    if COUNTED.match(scene.low, hit.start, hit.end) and LISTED.search(scene.low, hit.end, line.end):
        return False
    return about_works(scene, line, hit)


def always(scene: Scene, line: Line, hit: Hit) -> bool:
    """The words are enough."""
    del scene, line, hit
    return True


TESTS: Final = {
    "visit": is_visit,
    "meeting": is_meeting,
    "signing": is_signing,
    "conference": is_conference,
    "decision": is_decision,
    **dict.fromkeys(STEEL, about_works),
    **dict.fromkeys(GAS, about_works),
    "supply_start": is_gas_start,
}


def is_denied(scene: Scene, line: Line, hit: Hit) -> bool:
    """Say whether the sentence says before the trigger that somebody denies it."""
    return bool(DENIED.search(scene.low, line.start, hit.start))


def counts(scene: Scene, line: Line, hit: Hit) -> bool:
    """Say whether a trigger is an event: real, not denied, and with what its type needs."""
    if is_unreal(scene, line, hit):
        return False
    if hit.name not in TALK and is_planned(scene, line, hit) and not has_day_ahead(scene, line):
        return False
    return TESTS.get(hit.name, always)(scene, line, hit)


def has_day_ahead(scene: Scene, line: Line) -> bool:
    """Say whether a plan has a date that is still to come, or leads the report."""
    published = scene.document.published
    if not line.times or published is None:
        return bool(line.times) or line in scene.lines[:OPENING]
    return any((time.last or time.first or published.day) >= published.day for time in line.times)


def is_unreal(scene: Scene, line: Line, hit: Hit) -> bool:
    """Say whether the words around a trigger deny it, or only think of it."""
    lead, rest = before(scene, line, hit), after(scene, line, hit, AHEAD_REACH)
    words, language = scene.low[hit.start : hit.end], scene.document.language
    return (
        is_denied(scene, line, hit)
        or negated(lead)
        or (UNREAL.search(lead) is not None and not is_backshifted(scene, line, hit))
        or denied_paper(scene.low, line.start, hit.start)
        or denied(lead, words, language)
        or hearsay(words, language)
        or refuted(scene.low[line.start : hit.start], rest, language)
        or (hit.name == "meeting" and (ONGOING.match(rest) is not None or negotiates(scene, line, hit)))
    )


def is_backshifted(scene: Scene, line: Line, hit: Hit) -> bool:
    """Say whether "would" before a trigger is the future of reported speech, with a date to come."""
    if "would" not in scene.low[max(line.start, hit.start - NEAR) : hit.start] or not line.times:
        return False
    told = BACKSHIFTED.search(scene.low, line.start, hit.start)
    return told is not None and has_day_ahead(scene, line)


def is_planned(scene: Scene, line: Line, hit: Hit) -> bool:
    """Say whether the event is still to happen."""
    words, lead = scene.low[hit.start : hit.end], before(scene, line, hit)
    if AHEAD.search(lead) or AHEAD_WITHIN.search(words) or is_backshifted(scene, line, hit):
        return True
    return to_come(words, lead, after(scene, line, hit, AHEAD_REACH), scene.document.language)
