"""Which verbs of a sentence report something, and in which form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.records.verbs import FUTURE, MODAL, NOT, denied_paper

if TYPE_CHECKING:
    from linepack.records.lexicon import Hit
    from linepack.records.scene import Line, Scene

LEAD: Final = 80
AUXILIARY: Final = re.compile(
    r"\b(?:was|were|is|are|been|being|be|wurde|wurden|worden|été|stat[oaie]|fue|fueron|sido|fost)\s+"
    r"(?:\w+ly\s+|also\s+|once\s+again\s+|again\s+|then\s+|further\s+|jointly\s+|besonders\s+)*$"
)
PASSIVE_FORM: Final = re.compile(
    r"(?:was|were|been|discussions were|views were|brought to|on the agenda|wurden?|été|stat[oae]|fost)\b"
    r"|\w+(?:eno|ano|eto|uto|ено|ано|ето|уто|ёно|ены|аны|алось|ались|ηκε|ηκαν|ındı|indi|undu|ündü|ıldı|ildi"
    r"|uldu"
    r"|üldü|ılıb|ilib|ulub|ülüb|unub|ünüb|nıb|nib)\b|\w+ \w+(?:edilib|olunub)\b"
)
"""Verbs that are passive by themselves: an auxiliary inside, or a passive ending."""
VERB_LAST: Final = ("tr", "az")
MODIFIED: Final = re.compile(
    r"(?:agreements?|contracts?|memorand\w+|deals?|documents?|mous?|declarations?|protocols?|papers?"
    r"|projects?|volumes?"
    r"|pipeline|accords?|treaty|section|terminal|facility|capacity|interconnector|report|statement)\s+"
    r"(?:(?:that|which)\s+(?:was|were|had been|has been)\s+)?(?:\w+ly\s+|previously\s+)?$"
)
PREMODIFIED: Final = re.compile(
    r"\b(?:the|a|an|its|their|his|her|this|that|any|newly|recently|already|previously|as|under|all|both|no"
    r"|own)\s+$"
)
RELATIVE: Final = re.compile(
    r"\b(?:which|that|who)\s+(?:has|have|had|was|were|is|are)\s+(?:\w+ly\s+|long\s+)?(?:been\s+)?$"
    r"|\b(?:who|which)\s+(?:\w+ly\s+|also\s+)?$"
)
UNREAL: Final = re.compile(
    rf"(?:\b(?:to|can|must|be|soll|{NOT}|{MODAL}|{FUTURE})\s+|\bn')(?:\w+ly\s+|been\s+|be\s+|yet\s+|also\s+"
    rf"|a\s+|été\s+)*$"
)
EMPTY_AFTER: Final = re.compile(
    r"^\W*(?:(?:by|at|during|in|on|with|after|as|within|between|among)\b[^,;]*|too|again|as well|separately"
    r"|here|there"
    r"|today|yesterday)?\W*$"
)
WHEN_ASKED: Final = re.compile(r"(?:asked|quoted|invited)\s+(?:about|whether|if|on|by|to)\b")
NOUN_AFTER: Final = re.compile(
    r"^\s+(?:price|prices|volumes?|route|section|party|parties|terms|schedule|amount)\b"
)
MADE: Final = ("signed", "agreed", "announced", "offered", "requested", "proposed", "stated")
"""Acts whose participle often stands beside a noun ("the contract signed in 2020", "the agreed volumes")."""
CARRIED: Final = re.compile(r"\b(?:by|to|with|told|of|for|citing)\s+(?:the\s+)?$")
QUOTED: Final = re.compile(r"\w[,.!?]?[\"”»]\s*,?\s*[^,\"”»]{0,50}$")
OPENS: Final = re.compile(r"\s*(?:that|:|,?\s*[\"“„«])")
LAST_PIECE: Final = re.compile(r"[,\"”“»–—-]\s*[^,\"”»]{0,60}$")
THAT_WORD: Final = re.compile(r"\b(?:that|dass|daß|que|che|what|čto|что|да|da)\b")
CIRCUMSTANCE: Final = re.compile(
    r"\b(?:on|in|at|during|to|while|after|before|following|when|ahead)\b.*", re.DOTALL
)
WORD: Final = re.compile(r"\w+")
FEW: Final = 5
CLOSERS: Final = ("stated", "noted", "emphasised", "announced", "reported", "informed", "forecast")
"""Verbs that may stand after what they report."""
SOURCE_NAMES: Final = ("reported", "stated", "announced", "informed")


@dataclass(frozen=True)
class Act:
    """A verb that reports.

    Attributes
    ----------
    name, deed
        The act of the annotation format; whether the verb itself is the fact.
    passive
        Whether the one who acts is not its subject.
    """

    name: str
    deed: bool
    start: int
    end: int
    passive: bool


def is_source(scene: Scene, line: Line, hit: Hit) -> bool:
    """Say whether the verb only names the outlet or agency that carries the report."""
    words = scene.low[hit.start : hit.end]
    if hit.name not in SOURCE_NAMES or words.startswith("told"):
        return False
    if words == "quoted" and scene.low.startswith(" by", hit.end):
        return True
    near = line.named(max(line.start, hit.start - 60), hit.start, "orgs")
    if near and hit.start - near[-1].anchor.span.end < 8 and scene.media(near[-1].ref):
        return not CARRIED.search(scene.low[line.start : near[-1].anchor.span.start])
    outlet = scene.document.outlet.lower()
    if outlet and scene.low[line.start : hit.start].rstrip().endswith(outlet):
        return True
    follows = line.named(hit.end, min(line.end, hit.end + 40), "orgs")
    tail = bool(follows) and follows[0].anchor.span.start - hit.end < 8
    return tail and hit.name != "informed" and (scene.media(follows[0].ref) or words == "quoted")


def is_act(scene: Scene, line: Line, hit: Hit) -> bool:
    """Say whether a verb reports: no participle, no noun, nothing merely planned or denied."""
    lead = scene.low[max(line.start, hit.start - LEAD) : hit.start]
    follow = scene.low[hit.end : min(line.end, hit.end + 24)]
    if follow.startswith("-") or lead.endswith("-") or (hit.name in MADE and NOUN_AFTER.match(follow)):
        return False
    if RELATIVE.search(lead) or (hit.start - line.start < 3 and WHEN_ASKED.match(scene.low, hit.start)):
        return False
    if PREMODIFIED.search(lead) and not hit.name.startswith("declined"):
        return False
    if hit.name == "signed" and denied_paper(scene.low, line.start, hit.start):
        return False
    if hit.detail == "deed" or hit.name in ("invited", "announced", "offered", "requested", "proposed"):
        return not UNREAL.search(lead) and not (hit.name in MADE and MODIFIED.search(lead))
    return not UNREAL.search(lead)


def act_of(scene: Scene, line: Line, hit: Hit) -> Act:
    """Return a verb as an act, with its voice."""
    lead = scene.low[max(line.start, hit.start - LEAD) : hit.start]
    words = scene.low[hit.start : hit.end]
    passive = bool(AUXILIARY.search(lead) or PASSIVE_FORM.match(words))
    return Act(hit.name, hit.detail == "deed", hit.start, hit.end, passive)


def content_before(scene: Scene, act: Act, start: int, end: int) -> bool:
    """Say whether what is claimed stands before the verb: "the need for it was noted", "…, said X"."""
    before, after = scene.low[start : act.start], scene.low[act.end : end]
    if scene.document.language in VERB_LAST or (
        act.deed and len(after.split()) < 1 and len(before.split()) > 3
    ):
        return True
    if act.passive and act.name != "invited" and EMPTY_AFTER.match(after):
        return len(before.split()) > 2
    return not act.passive and act.name in CLOSERS and is_closing(before, after)


def is_closing(before: str, after: str) -> bool:
    """Say whether a verb closes its sentence: a comma or a quotation mark before it, little after it."""
    if OPENS.match(after):
        return False
    if QUOTED.search(before):
        return True
    last = LAST_PIECE.search(before)
    if last is None or len(before.split()) < 4 or THAT_WORD.search(last.group()):
        return False
    return not THAT_WORD.search(after) and len(WORD.findall(CIRCUMSTANCE.sub("", after))) <= FEW
