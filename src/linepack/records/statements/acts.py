"""Which verbs of a sentence report something, and in which form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.statements.subjects import BODY, HE, OFFICE, PEOPLE
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
    r"(?:was|were|been|(?:an |the )?exchanges? of|discussions were|views were|brought to|on the agenda"
    r"|wurden?|été|stat[oae]|fost)\b"
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
NO_GUARD: Final[tuple[None, None]] = (None, None)
PRINTED: Final = ("published", "released", "posted", "quoted", "cited", "presented", "wrote", "unveiled")
PRINTED_ITEM: Final = re.compile(
    r"(?:reports?|statements?|articles?|interviews?|letters?|study|studies|notices?|data|figures|posts?"
    r"|releases?"
    r"|analysis|documents?|comments?|plans?)\s+(?:was\s+|were\s+)?(?:\w+ly\s+|just\s+)?$"
)
QUOTED_AS: Final = re.compile(r"\bas (?:saying|telling)$")
PHRASE: Final = re.compile(
    r"nach |according|as per|selon|d'après|laut|secondo|según|segundo|de acuerdo|de acordo|prema|према|po "
    r"|по "
    r"|според|согласно|potrivit|conform|in (?:his|her|their|its) |in the |by (?:his|her|the) words|σύμφωνα"
)
"""Phrases that name the speaker; no verb denies them."""
MADE: Final = ("signed", "agreed", "announced", "offered", "requested", "proposed", "stated")
"""Acts whose participle often stands beside a noun ("the contract signed in 2020", "the agreed volumes")."""
CARRIED: Final = re.compile(r"\b(?:by|to|with|told|of|for|citing)\s+(?:the\s+)?$")
QUOTED: Final = re.compile(r"\w[,.!?]?[\"”»]\s*,?\s*[^,\"”»]{0,50}$|\w[,.!?][\"”»]\s*,?\s*[^\"”»“„«]{0,140}$")
INSERTED: Final = re.compile(r",\s*(?:[\w'.-]+\s+){1,4}$")
OPENS: Final = re.compile(r"\s*(?:that|of|against|about|:|,?\s*[\"“„«])")
ASIDE: Final = re.compile(
    r",\s*(?:for (?:its|his|her|their) part|in turn|meanwhile|however|too|also|on (?:its|his|her|their) side"
    r"|pour sa part|quant à lui|seinerseits|ihrerseits|da parte sua|por su parte|por sua vez|sa svoje strane"
    r"|са своје стране|в свою очередь|от своя страна|από την πλευρά του|öz növbəsində|la rândul său)\s*,\s*$"
)
LAST_PIECE: Final = re.compile(r"[,\"”“»–—-]\s*[^,\"”»]{0,60}$")
THAT_WORD: Final = re.compile(r"\b(?:that|dass|daß|que|che|what|čto|что|да|da)\b")
CIRCUMSTANCE: Final = re.compile(
    r"\b(?:on|in|at|during|to|while|after|before|following|when|ahead|dans|lors|devant|auprès|mardi|lundi"
    r"|mercredi|jeudi|vendredi|am|bei|im|nach|gegenüber|nel|nella|durante|al|alla|en|ante|em|no|na|aos|kedden"
    r"|hétfőn|szerdán|csütörtökön|pénteken|în|la|στο|στην|στον|u|za|у|за|в|на|في|خلال)\b.*",
    re.DOTALL,
)
WORD: Final = re.compile(r"\w+")
FEW: Final = 5
BEHIND_QUOTE: Final = re.compile(r",\s*(?:he|she|they)\s+$|[\"”»]\s*,?\s*(?:[^\W\d_][\w'.-]*\s+){0,5}$")
GUARDS: Final = {
    "called": (None, re.compile(r"\s+(?:(?:the|it|this|that|such|these|those|any|his|her|their)\s|[\"“„«])")),
    "calls": (None, re.compile(r"\s+(?:(?:the|it|this|that|such|these|those|any)\s|[\"“„«])")),
    "continued": (BEHIND_QUOTE, None),
    "went on": (BEHIND_QUOTE, None),
    "goes on": (BEHIND_QUOTE, None),
    "concluded": (BEHIND_QUOTE, None),
    "sees": (None, re.compile(r"\s+(?:\w+\s+){1,4}(?:at|as|rising|falling|growing|starting|between)\s")),
    "saw": (BEHIND_QUOTE, None),
    "repeated": (None, re.compile(r"\s+that\s|\s+(?:his|her|its|their)\s")),
    "estimate": (re.compile(r"[a-z]s?\s+$"), re.compile(r"\s+(?:that|the|a|its|at|\w+\s+at)\s")),
    "estimates": (re.compile(r"[a-z]\s+$"), re.compile(r"\s+(?:that|the|a|its|at|\w+\s+at)\s")),
    "agrees": (None, re.compile(r"\s+(?:to|on|with|that)\s")),
    "declared": (
        None,
        re.compile(r"\s+(?:that|the|a|an|itself|his|her|its|force|readiness|\w+ly)\s|\s*[,:]?\s*[\"“„«]"),
    ),
    "wants": (None, re.compile(r"\s+(?:an?|the|to|its|more|gas|new)\s")),
    "want": (None, re.compile(r"\s+(?:an?|the|to|its|more|gas|new)\s")),
    "decided to": (
        None,
        re.compile(
            r"\s+(?:lift|build|delay|postpone|go ahead|proceed|take|cut|raise|stop|suspend|extend|buy|sell)"
        ),
    ),
    "states": (None, re.compile(r"\s+(?:that|in|on|clearly)\s|:")),
    "notes": (None, re.compile(r"\s+(?:that|the|a|in|with)\s|:")),
    "approved": (None, re.compile(r"\s+(?:the|a|an|its|plans?)\s")),
}
"""Words that report only in some surroundings: what must stand before, what after."""
CLOSERS: Final = ("stated", "noted", "emphasised", "announced", "reported", "informed", "forecast")
"""Verbs that may stand after what they report."""
SOURCE_NAMES: Final = ("reported", "stated", "announced", "informed")


class Act(NamedTuple):
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
    if is_noun(scene, line, hit, lead, follow):
        return False
    if hit.name == "signed" and denied_paper(scene.low, line.start, hit.start):
        return False
    if UNREAL.search(lead):
        return hit.detail != "deed" and PHRASE.match(scene.low, hit.start, hit.end) is not None
    return not (hit.name in MADE and hit.name != "stated" and MODIFIED.search(lead))


def is_noun(scene: Scene, line: Line, hit: Hit, lead: str, follow: str) -> bool:
    """Say whether a verb is a noun, a participle beside one, or part of a relative clause."""
    words = scene.low[hit.start : hit.end]
    before, after = GUARDS.get(words, NO_GUARD)
    if (before and not before.search(lead)) or (after and not after.match(follow)):
        return True
    if follow.startswith("-") or lead.endswith("-") or (hit.name in MADE and NOUN_AFTER.match(follow)):
        return True
    if (
        PREMODIFIED.search(lead)
        and not words.startswith(("agreement", "exchange"))
        and not hit.name.startswith("declined")
    ):
        return True
    asked = hit.start - line.start < 3 and WHEN_ASKED.match(scene.low, hit.start)
    return bool(RELATIVE.search(lead) or asked or (words in PRINTED and PRINTED_ITEM.search(lead)))


def act_of(scene: Scene, line: Line, hit: Hit) -> Act:
    """Return a verb as an act, with its voice."""
    lead = scene.low[max(line.start, hit.start - LEAD) : hit.start]
    words = scene.low[hit.start : hit.end]
    passive = bool(AUXILIARY.search(lead) or PASSIVE_FORM.match(words)) and not QUOTED_AS.search(words)
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
    return not act.passive and act.name in CLOSERS and is_closing(scene, start, act, end)


def is_closing(scene: Scene, start: int, act: Act, end: int) -> bool:
    """Say whether a verb closes its sentence: a comma or a quotation mark before it, little after it.

    Where the comma stands right before the verb ("…, said X") somebody must follow it.
    """
    before, after = scene.low[start : act.start], scene.low[act.end : end]
    if OPENS.match(after):
        return False
    before = ASIDE.sub(" ", before)
    if after.startswith(",") and INSERTED.search(before) and not act.deed:
        return True
    if QUOTED.search(before):
        return True
    last = LAST_PIECE.search(before)
    if last is None or len(before.split()) < 4 or THAT_WORD.search(last.group()):
        return False
    if not last.group().strip(' ,"”“»–—-') and after.strip(" .!?") and not somebody(scene, act, end):
        return False
    return not THAT_WORD.search(after) and len(WORD.findall(CIRCUMSTANCE.sub("", after))) <= FEW


def somebody(scene: Scene, act: Act, end: int) -> bool:
    """Say whether a subject follows a verb, or is tied to it: a name, a pronoun, an office, a body."""
    stop = min(end, act.end + LEAD)
    after = scene.low[act.end : stop]
    if HE.search(scene.low, act.start, stop) or any(one.search(after) for one in (OFFICE, BODY, PEOPLE)):
        return True
    return any(letter.isupper() for letter in scene.text(act.end, stop))
