"""Pipelines, terminals, storages and fields: by name, by description, as a class, and new ones."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer import fold, gazetteer
from linepack.records.model import Anchor, Doubt, Span

from .found import Findings, Found
from .page import CAPITALS, located
from .unknown import blocks, ident

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.gazetteer import Entry

    from .page import Page
    from .scan import Hit

PIPES: Final = frozenset(("pipeline", "interconnector", "link"))
BETWEEN_ENDS: Final = re.compile(r"\s?[-–—/]\s?|\s(?:and|und|et|e|y|i|и|to|with|ve|və)\s")
TO_WORD: Final = re.compile(
    r"[\s-](?:(?:natural\s)?gas\s|gasni\s|doğal gaz\s|doğalgaz\s|qaz\s|газов\w*\s)?|\sborder\s"
)
FROM_WORD: Final = re.compile(
    r"\s(?:\w+\s){0,3}?(?:between|connecting|linking|joining|from|zwischen|entre|tra|fra|между|između"
    r"|izmedju)\s"
    r"(?:the (?:gas )?(?:networks|systems|grids) of\s)?(?:the\s)?"
)
AT_PLACE: Final = re.compile(r"\s(?:\w{1,5}\s){0,3}")
DASHES: Final = ("-", "–", "—", "/")
WITH_WORD: Final = re.compile(r"\s(?:with|to|towards|sa|s|mit|avec|con|с|със|ile)\s(?:the\s)?")
JOINED: Final = re.compile(
    r"(?:pipelines|interconnectors|lines)\s(?:\w+\s)?(?:connecting|connected|joined|linked|linking"
    r"|joining)\s(?:to|with)\s(?:the\s)?$"
)
OTHER_LINK: Final = re.compile(
    r"(?:\b(?:rail|railway|air|road|transport|ferry|cable|fibre|fiber|trade|flight|oil|hydrogen|sea"
    r"|transit|grid)"
    r"|power|electricity|energy|electric)\s$"
)
PLURAL: Final = re.compile(r"(?:lines|tors|tions|links|pipes|ктори|кторы)$")
TYPES: Final = frozenset(("field", "lng", "storage", "pipeline", "compressor"))
CAPITALISED: Final = re.compile(rf"((?:[{CAPITALS}][\w’'-]+[ -]){{1,3}})$")
NEW_KINDS: Final = (
    ("field", "gas field"),
    ("pipeline", "pipeline"),
    ("storage", "gas storage"),
    ("compressor", "compressor station"),
    ("processing", "gas plant"),
    ("LNG project", "LNG project"),
    ("LNG plant", "LNG plant"),
    ("", "LNG terminal"),
)
NOT_FIRST: Final = frozenset(
    [
        "The",
        "A",
        "An",
        "This",
        "That",
        "These",
        "New",
        "Our",
        "Their",
        "Its",
        "His",
        "In",
        "On",
        "At",
        "By",
        "From",
        "For",
        "With",
        "After",
        "Before",
        "During",
        "Since",
        "Under",
        "Over",
        "Via",
        "Die",
        "Der",
        "Das",
        "La",
        "Le",
        "Il",
        "El",
        "Los",
        "Les",
        "Through",
        "Between",
        "And",
        "But",
        "If",
        "When",
        "While",
        "As",
        "Another",
        "Each",
        "Every",
        "Both",
        "First",
        "Second",
        "Third",
        "Fourth",
    ]
)
TRANS_AFGHAN: Final = frozenset(("TM", "AF", "PK", "IN"))
ADRIATIC: Final = frozenset(("GR", "AL", "IT", "AZ", "BG", "RS", "EU"))


def find_assets(page: Page) -> Findings:
    """Return the assets of a page, in order, with descriptions that fit several as doubts."""
    findings = Findings()
    for index, hit in enumerate(page.hits):
        if hit.group == "assets":
            findings.found += named(page, hit)
            findings.found += joined_class(page, index)
        elif hit.entry.id in PIPES:
            described(page, index, findings)
    findings.found += terminals(page, findings.found)
    findings.found += power_plants(page)
    findings.found += new_assets(page, findings.found)
    findings.found += blocks(page)
    findings.found.sort(key=lambda found: found.start)
    return findings


def named(page: Page, hit: Hit) -> list[Found]:
    """Return an asset of the tables, under the reading that the states around it support."""
    entry = hit.entry
    if entry.id == "TAP" and hit.form.case == "exact" and trans_afghan(page):
        entry = gazetteer().entries["assets", "TAPI"]
    return [from_entry(entry, hit.start, hit.end, "gazetteer")]


def from_entry(entry: Entry, start: int, end: int, rule: str) -> Found:
    """Return an asset of the tables as found."""
    return Found(start, end, "assets", entry.id, rule, entry.name, entry.kind, entry.country)


def trans_afghan(page: Page) -> bool:
    """Say whether the states of a page are those of the line through Afghanistan, not the Adriatic one."""
    states = {hit.country for hit in page.hits if hit.group == "countries"}
    return len(states & TRANS_AFGHAN) > 1 and not states & ADRIATIC


def joined_class(page: Page, index: int) -> Iterator[Found]:
    """Yield the class of pipelines joined to a trunk line; which ones is never resolved, only offered."""
    trunk = page.hits[index]
    if trunk.entry.kind != "pipeline":
        return
    before = JOINED.search(page.text, max(0, trunk.start - 70), trunk.start)
    start, end = trunk.start, 0
    if before:
        start, end = before.start(), trunk.end
    elif index + 1 < len(page.hits):
        following = page.hits[index + 1]
        printed = page.text[following.start : following.end]
        plural = following.entry.id == "joining" or (
            following.entry.id == "interconnector" and PLURAL.search(printed)
        )
        if plural and page.text[trunk.end : following.start] in (" ", "-", "’s ", "'s "):
            end = following.end
    if end:
        candidates = tuple(asset.id for asset in gazetteer().assets if trunk.entry.id in asset.joins)
        yield Found(
            start,
            end,
            "assets",
            f"{trunk.entry.id}-IC",
            "class of joined pipelines",
            f"interconnectors joined to {trunk.entry.id} (class, none named)",
            "class of pipelines",
            candidates=candidates,
        )


def described(page: Page, index: int, findings: Findings) -> None:
    """Add an asset that the text describes by its ends and its type."""
    word = page.hits[index]
    by_places = between_places(page, index)
    if by_places:
        findings.found.append(by_places)
        return
    ends = ends_of(page, index)
    if ends is None:
        return
    countries, start, end, explicit = ends
    lines = gazetteer().lines.get(frozenset(countries), ())
    fitting = [asset for asset in lines if len(lines) == 1 or word.entry.id in asset.described]
    fitting = fitting or (list(lines) if explicit else [])
    if len(fitting) == 1:
        findings.found.append(from_entry(fitting[0], start, end, "ends and type"))
    elif fitting:
        findings.doubts.append(several(page, start, end, fitting))
    elif explicit and word.entry.id != "link":
        name = " ".join(page.text[start:end].split())
        ident = "-".join([*sorted(countries), word.entry.id.upper()])
        findings.found.append(Found(start, end, "assets", ident, "ends and type, no table", name, "pipeline"))


def between_places(page: Page, index: int) -> Found | None:
    """Return the asset of the tables that is called after the two places of "link from A to B"."""
    if index + 2 >= len(page.hits):
        return None
    word, first, second = page.hits[index : index + 3]
    if first.group != "places" or second.group != "places":
        return None
    known = gazetteer().automaton.get(f" {fold(first.entry.name)} {fold(second.entry.name)} ", None)
    asset = next((form.entry for form in known[1] if form.entry.group == "assets"), None) if known else None
    joint = BETWEEN_ENDS.fullmatch(page.text[first.end : second.start])
    if asset and joint and FROM_WORD.fullmatch(page.text[word.end : first.start]):
        return from_entry(asset, word.start, second.end, "places and type")
    return None


def several(page: Page, start: int, end: int, fitting: list[Entry]) -> Doubt:
    """Return the doubt about a description that fits several assets."""
    names = ", ".join(asset.id for asset in fitting)
    return Doubt(
        " ".join(page.text[start:end].split()),
        f"The description fits several assets: {names}.",
        "Say which is meant, or leave it open.",
        "ends and type",
        Anchor(page.sentence(start).number, Span(start, end), "ends and type"),
    )


def ends_of(page: Page, index: int) -> tuple[set[str], int, int, bool] | None:
    """Return the two states at the ends of a described line, the phrase, and whether both ends are named."""
    word = page.hits[index]
    if PLURAL.search(page.text[word.start : word.end].lower()) or OTHER_LINK.search(
        page.text, max(0, word.start - 25), word.start
    ):
        return None
    return pair_before(page, index) or pair_behind(page, index) or one_behind(page, index)


def pair_before(page: Page, index: int) -> tuple[set[str], int, int, bool] | None:
    """Read "Greece–Bulgaria (gas) interconnector"."""
    if index < 2:
        return None
    first, second, word = page.hits[index - 2 : index + 1]
    if not (located(first) and located(second) and first.country != second.country):
        return None
    if BETWEEN_ENDS.fullmatch(page.text[first.end : second.start]) and TO_WORD.fullmatch(
        page.text[second.end : word.start]
    ):
        return {first.country, second.country}, first.start, word.end, True
    return None


def pair_behind(page: Page, index: int) -> tuple[set[str], int, int, bool] | None:
    """Read "the link between Greece and Bulgaria"."""
    if index + 2 >= len(page.hits):
        return None
    word, first, second = page.hits[index : index + 3]
    if not (located(first) and located(second)):
        return None
    gap, joint = page.text[word.end : first.start], page.text[first.end : second.start]
    if (FROM_WORD.fullmatch(gap) and BETWEEN_ENDS.fullmatch(joint)) or (
        gap == " " and joint.strip() in DASHES
    ):
        return {first.country, second.country}, word.start, second.end, True
    return None


def one_behind(page: Page, index: int) -> tuple[set[str], int, int, bool] | None:
    """Read "gas interconnector with Serbia": the other end is the state last named before in the sentence."""
    if index + 1 >= len(page.hits):
        return None
    word, far = page.hits[index], page.hits[index + 1]
    if not located(far) or not WITH_WORD.fullmatch(page.text[word.end : far.start]):
        return None
    sentence = page.sentence(word.start).span
    near = [hit.country for hit in page.within(sentence.start, word.start) if located(hit)]
    near = [
        state
        for state in near
        if frozenset((state, far.country)) in gazetteer().lines and state != far.country
    ]
    near = near or only_other_end(page, far)
    return ({near[-1], far.country}, word.start, far.end, False) if near else None


def only_other_end(page: Page, far: Hit) -> list[str]:
    """Return the one state of the page that a line of the tables joins to this one, in a list; else none."""
    states = page.states - {far.country}
    joined = [state for state in states if frozenset((state, far.country)) in gazetteer().lines]
    return joined if len(joined) == 1 else []


def terminals(page: Page, known: list[Found]) -> Iterator[Found]:
    """Yield LNG terminals of the tables that are named by the place where they stand."""
    spans = [(found.start, found.end) for found in known]
    for index, word in enumerate(page.hits[:-1]):
        where = page.hits[index + 1]
        if (
            word.entry.id != "lng"
            or where.group != "places"
            or any(a < where.end and word.start < b for a, b in spans)
        ):
            continue
        terminal = gazetteer().entry("assets", f"{where.entry.id.removeprefix('pl-').upper()}-LNG")
        if terminal and AT_PLACE.fullmatch(page.text[word.end : where.start]):
            yield from_entry(terminal, word.start, where.end, "terminal at a place")


def power_plants(page: Page) -> Iterator[Found]:
    """Yield power plants named by the place where they stand."""
    for word, where in pairwise(page.hits):
        gap = page.text[word.end : where.start]
        if word.entry.id == "powerplant" and where.group == "places" and AT_PLACE.fullmatch(gap):
            name = " ".join(page.text[word.start : where.end].split())
            ident = where.entry.id.removeprefix("pl-").upper() + "-PP"
            yield Found(
                word.start, where.end, "assets", ident, "plant at a place", name, "power plant", where.country
            )


def new_assets(page: Page, known: list[Found]) -> Iterator[Found]:
    """Yield assets that no table has: a proper name with a word for the type."""
    spans = [(found.start, found.end) for found in known]
    for word in page.hits:
        if word.entry.id not in TYPES:
            continue
        before = CAPITALISED.search(page.text, max(0, word.start - 50), word.start)
        words = before.group(1).rstrip(" -").split() if before else []
        while words and (words[0] in NOT_FIRST or (len(words) == 1 and words[0] in gazetteer().not_names)):
            words = words[1:]
        start = word.start - 1 - len(" ".join(words))
        inside = page.within(start, word.start)
        blocked = [hit for hit in inside if hit.group != "places"]
        meets = any(a < word.end and start < b for a, b in spans)
        if not words or blocked or meets or PLURAL.search(page.text[word.start : word.end]):
            continue
        printed = page.text[word.start : word.end]
        name = " ".join([*words, printed])
        kind = next(kind for sign, kind in NEW_KINDS if sign in printed)
        country = next((hit.country for hit in inside if hit.group == "places"), "")
        yield Found(
            start,
            word.end,
            "assets",
            ident(" ".join(words)),
            "name and type",
            name,
            kind,
            country,
        )
