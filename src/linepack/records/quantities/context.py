"""Kind and status of an amount from the words of its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.quantities.vocabulary import pattern, table

if TYPE_CHECKING:
    from linepack.records.plain import PlainText
    from linepack.records.quantities.amounts import Amount
    from linepack.records.quantities.vocabulary import Cue

_GAS_KINDS: Final = table("kind")
"""A word of these, the nearest one, tells what a gas volume is; none means supply."""

_REACH: Final = 90
_INCREMENT: Final = pattern("increment")
_GROW: Final = pattern("grow")
_LIQUID: Final = re.compile(r"\b(?:lng|gnl|спг|спг|υφα|цнг|tng|mtpa)\b")
_LNG: Final = pattern("lng")
SHARE: Final = re.compile(
    rf"\b(?:{_GAS_KINDS['consumption']}|imports?|supplies|import\w*|supply|mix|market|увоз\w*|uvoz\w*|gas|газа|gasa|gaza|requirements|volumes?|totale?|gesamt\w*)\b"
)
_SHARE_FORM: Final = pattern("share form")
_CAPACITY: Final = re.compile(rf"\b(?:{_GAS_KINDS['capacity']})")
_FILL: Final = pattern("fill")
_GROWTH: Final = pattern("growth")
_STAKE: Final = pattern("stake")
_TANK: Final = pattern("tank")
_ADDED: Final = re.compile(
    r" ?(?:per year |a year |annually )?(?:will be |would be |can be |to be |is |are |was )?added"
)
_COMPARED: Final = re.compile(
    r"(?:compared (?:to|with)|than in|than|по сравнению с|u odnosu na|у односу на|im vergleich zu"
    r"|par rapport a|rispetto a\w*|в сравнение с) ((?:[^\s,.;:()]+ ?){1,6})"
)

_ENERGY: Final = frozenset({"TWh", "GWh", "PJ"})
_LIQUID_HELD: Final = 1.0
"""mcm below which cubic metres of a cargo or a tank are those of the liquid."""

_PROJECT_KINDS: Final = frozenset({"length", "cost", "grant", "value", "power", "duration"})
_FIRST: Final = {"option": "option", "conditional": "conditional", "denial": "denied"}


def nearest(cues: list[Cue], amount: Amount, before: int, after: int) -> str:
    """Return the name of the cue nearest to an amount; those after it count as a little farther."""
    best, name = 1000, ""
    for cue in cues:
        gap = amount.start - cue.end if cue.end <= amount.start else cue.start - amount.end
        reach = before if cue.end <= amount.start else after
        if 0 <= gap <= reach and gap + 12 * (cue.start > amount.start) < best:
            best, name = gap + 12 * (cue.start > amount.start), cue.name
    return name


def gas_kind(plain: PlainText, cues: list[Cue], amount: Amount) -> str:
    """Return what a gas volume is: capacity, its increment, storage, consumption, production or supply.

    Parameters
    ----------
    cues
        Of the table ``kind`` in the sentence.
    """
    before, after = plain.before(amount.start, _REACH), plain.after(amount.end, 45)
    if _is_other(plain, amount, before, after):
        return ""
    cues = _outermost(cues)
    kind = nearest(cues, amount, _REACH, 45) or "supply"
    if kind in ("supply", "production", "consumption") and _is_plant(amount, before, after):
        kind = "capacity"
    if kind == "expansion":
        others = nearest([cue for cue in cues if cue.name != "expansion"], amount, _REACH, 45)
        kind = others if others in ("storage", "production", "consumption") else "capacity"
    if kind == "capacity" and (_is_increment(before) or _ADDED.match(after)):
        return "capacity increment"
    if _is_liquid(amount, before, after):
        return "storage"
    return kind


def _outermost(cues: list[Cue]) -> list[Cue]:
    """Return the cues that stand in no longer one: "can transport" is a capacity, not a supply."""
    return [
        cue
        for cue in cues
        if not any(
            other.name != cue.name
            and other.start <= cue.start
            and cue.end <= other.end
            and other.end - other.start > cue.end - cue.start
            for other in cues
        )
    ]


def _is_plant(amount: Amount, before: str, after: str) -> bool:
    """Say whether an amount measures what is built: "a 3.6 mtpa floater", "Rovuma LNG (18 mtpa)"."""
    if pattern("plant after").match(after) or pattern("plant before").search(before):
        return True
    if amount.unit != "t" or amount.per != "year":
        return False
    bracketed = before.endswith("(") and after.startswith(")")
    return bracketed or not pattern("trade").search(before[-60:] + "|" + after)


def _is_liquid(amount: Amount, before: str, after: str) -> bool:
    """Say whether cubic metres are those of a tank or a cargo, some 600 times as much gas."""
    if amount.unit != "mcm" or amount.value >= _LIQUID_HELD or amount.per:
        return False
    return bool(_TANK.search(after + before) or pattern("liquid").match(after))


def _is_other(plain: PlainText, amount: Amount, before: str, after: str) -> bool:
    """Say whether the words beside an amount name electricity, oil, water: anything but gas."""
    if amount.unit in _ENERGY:
        other = pattern("other energy").match(after) or pattern("other energy before").search(before)
        return other is not None
    if pattern("other matter").match(after) or pattern("other matter before").search(before):
        return True
    return amount.unit == "t" and not (_LNG.search(before + after) or _LIQUID.search(plain.text))


def _is_increment(before: str) -> bool:
    return bool(_INCREMENT.search(before) and _GROW.search(before))


def percent_kind(plain: PlainText, amount: Amount, start: int) -> tuple[str, str]:
    """Return the kind of a percentage and its base; an empty kind for stakes, rates and the like.

    Parameters
    ----------
    start
        Where the words of its bound start: "less than ten percent" is no decline.
    """
    before, after = plain.before(start, 80), plain.after(amount.end, 80)
    if _STAKE.search(before[-50:] + " " + after[:30]) and not SHARE.search(after[:60]):
        return "", ""
    if _SHARE_FORM.match(after):
        base = base_of(after)
        if _CAPACITY.search(base):
            return "capacity", base
        if SHARE.search(after):
            return "share of consumption", base
    if _FILL.search(after[:30]) or _FILL.search(before[-30:]):
        return "storage", ""
    if _GROWTH.search(before) or _GROWTH.search(after[:40]):
        compared = _COMPARED.search(after)
        return "relative growth", compared[1].strip() if compared else ""
    shared = SHARE.search(after[:50] + " " + before[-50:]) or pattern("of which").search(before)
    return ("share of consumption", base_of(after)) if shared else ("", "")


def base_of(after: str) -> str:
    """Return up to six words after "of", to the end of the clause."""
    match = re.match(r" ?(?:of|der|des|de|del|della|dei|от|του|της|των|din) ((?:[^\s,.;:()]+ ?){1,6})", after)
    return match[1].strip() if match else ""


def money_kind(cues: list[Cue], amount: Amount) -> str:
    """Return grant, cost or value.

    Parameters
    ----------
    cues
        Of the table ``money`` in the sentence.
    """
    return nearest(cues, amount, 110, 60) or "value"


_STRONG: Final = 45
"""Letters within which a word that tells a status outweighs "was" and the like nearer by."""


def status_of(
    plain: PlainText, cues: list[Cue], amount: Amount, kind: str, *, ceiling: int, dative: bool
) -> str:
    """Return how far an amount is from a fact, by the nearest cue; a condition or an option wins.

    The verb after a capacity speaks of another one, unless the unit stands in the dative of Turkish and
    Azerbaijani ("to 31 billion").

    Parameters
    ----------
    cues
        Of the table ``status`` in the sentence.
    ceiling
        Start of the next amount: words behind it are its own.
    """
    if amount.role == "from":
        return "capacity" if kind == "capacity" else "actual"
    reach = (30 if dative else 0) if kind == "capacity" else 0 if amount.role == "to" else 60
    near = [cue for cue in cues if cue.end <= ceiling and not _is_passive(plain, cue)]
    strong = [cue for cue in near if cue.name != "weak"]
    found = nearest(strong, amount, _STRONG, min(reach, _STRONG)) or nearest(near, amount, 160, reach)
    for cue in cues:
        if cue.name in _FIRST and 0 <= amount.start - cue.end <= 120:
            return _FIRST[cue.name]
    status = _weighed(found, kind)
    bound = kind == "supply" and status in ("actual", "stated") and amount.role != "to"
    return "contracted" if bound and _UNDER.search(plain.after(amount.end, 90)) else status


_UNDER: Final = re.compile(
    r"\bunder (?:a|an|the|its|their|this) [^,;.]{0,40}?\b(?:contract|agreement|deal)\b(?! with no)"
)
"""A contract behind an amount that is told in the present: "receives 4 bcm a year under a contract"."""


def _weighed(found: str, kind: str) -> str:
    """Return the status of the nearest cue, as the kind of figure can have it."""
    if kind in ("capacity", "capacity increment"):
        return {"": "capacity", "actual": "capacity", "contracted": "capacity"}.get(
            found, _PLAIN.get(found, found)
        )
    if kind in _PROJECT_KINDS and found in ("actual", "weak"):
        return "stated"
    return {"able": "possible", "booked": "contracted", "denial": "denied", "weak": "actual"}.get(
        found, found
    ) or "stated"


_PLAIN: Final = {"able": "capacity", "booked": "contracted", "denial": "denied", "weak": "capacity"}
_MODAL: Final = re.compile(
    r"\b(?:will|would|to|shall|can|could|may|might|should|must|not)(?: \w+)? (?:have )?be(?:en)? \Z"
)


def _is_passive(plain: PlainText, cue: Cue) -> bool:
    """Say whether a word of something done is told as to be done: "would be delivered"."""
    return cue.name == "actual" and _MODAL.search(plain.before(cue.start, 30)) is not None
