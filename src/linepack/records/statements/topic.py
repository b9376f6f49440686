"""What a statement is about: assets, places, subjects, and where gas comes from and goes to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.lexicon import grouped
from linepack.records.model import Flow
from linepack.records.scene import unique

if TYPE_CHECKING:
    from linepack.records.model import Mention
    from linepack.records.scene import Line, Scene

ORIGIN: Final = re.compile(
    r"\b(?:from|out of|aus|von|depuis|du|de|dal|dalla|dall'|desde|iz|из|от|από|din)\s+(?:the\s+|la\s+)?$"
)
GOAL: Final = re.compile(
    r"\b(?:to|towards?|into|for|reach(?:es|ed|ing)?|nach|in die|vers|à|verso|in|hacia|a|u|ka|в|у|към|προς"
    r"|spre|către)\s+(?:the\s+|la\s+)?"
    r"(?:republic of\s+)?$"
)
ROUTE: Final = re.compile(
    r"\b(?:through|via|across|over|along|durch|über|via|par|attraverso|por|preko|kroz|через|през|μέσω"
    r"|prin)\s+(?:the\s+|la\s+)?$"
)
TAKES: Final = re.compile(r"\s+(?:\w+\s+){0,3}?(?:receiv|import|buy|bought|purchas|get\b|gets\b|obtain)")
GIVES: Final = re.compile(r"\s+(?:\w+\s+){0,3}?(?:suppl|export|deliver|sell|sold|sent|send|ship)")
JOINED: Final = re.compile(
    r"^(?:\s*,)?\s*(?:and|und|et|e|y|i|и|και|și|,)\s+(?:the\s+|further\s+(?:on\s+)?to\s+)?$"
)
CARRIED: Final = re.compile(
    grouped(
        r"gas|lng|suppl|deliver|transport|transit\b|export|import(?:s|ed|ing|ers?)?\b|flow|газ|поставк"
        r"|транзит|gaz|liefer"
        r"|fornitur|suministr|αέρι|isporuk|испорук|доставк|qaz|livr"
    )
)
BACK_REFERENCE: Final = re.compile(
    r"\bth(?:(?:ese|ose|is|at|e\s+same|e\s+said)\s+(?:regions?|areas?|zones?|cities|territories|places"
    r"|pipelines?"
    r"|projects?|routes?)\b|ere\b|rough\s+it\b|e\s+(?:gas\s+)?(?:pipeline|project|terminal|interconnector"
    r"|corridor|link"
    r"|facility|field|interconnection|expansion|second\s+line|works|construction)\b)"
    r"|\bits\s+(?:capacity|construction|expansion|length|operat\w+|cost)|^it\b"
)
"""Words that point back; grouped by their first letters, since every sentence is searched for them."""
LANDS: Final = ("economic zone", "zone", "region", "park", "territory", "economic region", "district")


def words_before(scene: Scene, line: Line, mention: Mention) -> str:
    """Return the words of the sentence before a name."""
    return scene.low[max(line.start, mention.anchor.span.start - 40) : mention.anchor.span.start]


def land(scene: Scene, mention: Mention) -> str:
    """Return the code of a state, or the name of a region, that gas can come from or go to."""
    if mention.group == "countries":
        return mention.ref
    entity = scene.entities.get(mention.ref)
    if entity is None:
        return mention.ref
    return entity.country if entity.kind == "country" and entity.country else entity.name


def flow_of(scene: Scene, line: Line, start: int, end: int) -> Flow:
    """Return from where, to where and by which way gas goes, by the prepositions before names."""
    if not CARRIED.search(scene.low[start:end]):
        return Flow()
    origin, goals, ways, last = "", list[str](), list[str](), ""
    previous = start
    for mention in line.named(start, end, "countries", "places", "assets"):
        lead, role = words_before(scene, line, mention), ""
        if mention.group == "assets":
            role = "way" if ROUTE.search(lead) or overlapping(line, mention, ways) else ""
        elif JOINED.match(scene.low[previous : mention.anchor.span.start]):
            role = last
        else:
            role = role_of(lead)
        last, previous = role or last, mention.anchor.span.end
        origin = origin or (land(scene, mention) if role == "from" else "")
        goals += [land(scene, mention)] if role == "to" else []
        ways += [mention.ref if mention.group == "assets" else land(scene, mention)] if role == "way" else []
    if not (origin and goals):
        giver, taker = by_verb(scene, line, start, end)
        origin, goals = origin or giver, goals or [taker]
    return Flow(origin, unique(goals), unique(ways))


def by_verb(scene: Scene, line: Line, start: int, end: int) -> tuple[str, str]:
    """Return who gives and who takes gas, by the verb right after a state's name."""
    giver = taker = ""
    for mention in line.named(start, end, "countries"):
        if mention.role != "adjective":
            follow = scene.low[mention.anchor.span.end : mention.anchor.span.end + 60]
            taker = taker or (mention.ref if TAKES.match(follow) else "")
            giver = giver or (mention.ref if GIVES.match(follow) else "")
    return giver, taker


def overlapping(line: Line, mention: Mention, ways: list[str]) -> bool:
    """Say whether a name shares its words with one already on the way ("TAP connecting pipelines")."""
    return any(
        other.ref in ways and other is not mention and other.anchor.span.meets(mention.anchor.span)
        for other in line.mentions
    )


def role_of(lead: str) -> str:
    """Return from, to or way by the words before a name, empty where they say nothing."""
    if ORIGIN.search(lead):
        return "from"
    if ROUTE.search(lead):
        return "way"
    return "to" if GOAL.search(lead) else ""


def about_of(
    scene: Scene, line: Line, start: int, end: int, topics: tuple[str, ...], act: str
) -> tuple[str, ...]:
    """Return the assets of a content, and the places where they are its topic."""
    assets = [mention.ref for mention in line.named(start, end, "assets")]
    places = [
        mention.ref for mention in line.named(start, end, "places") if is_topic(scene, mention, topics, act)
    ]
    return unique((*assets, *places))


def is_topic(scene: Scene, mention: Mention, topics: tuple[str, ...], act: str) -> bool:
    """Say whether a place is what is spoken about: a town to be twinned, a land to be built up, a plant."""
    kind = scene.kind(mention.ref)
    if kind == "country":
        return False
    if "sister cities" in topics:
        return kind in ("city", "town", "capital", "municipality")
    lands = kind in LANDS or "zone" in kind or "region" in kind
    return lands and (act in ("invited", "offered") or "reconstruction" in topics or "investment" in topics)
