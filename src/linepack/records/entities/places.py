"""Places and states: names, capitals that speak for governments, parks, and spellings no table has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer import fold, gazetteer, skeletons
from linepack.records.gazetteer.loader import place_id
from linepack.records.gazetteer.names import one_edit

from .found import Found
from .page import CAPITALS, TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.gazetteer import Entry

    from .page import Page
    from .scan import Hit

TOWN: Final = "capital as a town"
REPUBLIC: Final = re.compile(
    r"\b(?:Islamic |Arab |People's |Federal )?(?:Republic|Kingdom|State|Sultanate|Federation) of (?:the )?$"
)
TIED: Final = (" of ", "the ")
AS_SPEAKER: Final = re.compile(r"(?:\bofficial |\bbetween |\bboth )$")
RELATION: Final = re.compile(
    r"^(?:[’']s? (?:position|stance|support|position|offer|demand|interest|policy|side)"
    r"| (?:has|have|is|was|will|would|wants|also|officially)\b)"
)
STANDS_IN: Final = re.compile(
    r"\b(?:in|at|from|to|near|of|outside|visit(?:ed|s|ing)?|via|through|u|v|в|in the)\s$", re.I
)
PARK: Final = re.compile(rf"[\"“«„]?((?:[{CAPITALS}][\w-]+ ?){{1,3}})[\"”»]? ?$")
CITY_AFTER: Final = re.compile(rf"((?:[{CAPITALS}][\w’'-]+ ){{1,3}})$")
CITY_BEFORE: Final = re.compile(rf" of ((?:[{CAPITALS}][\w’'-]+)(?: [{CAPITALS}][\w’'-]+)?)")
PLAIN_PARKS: Final = frozenset(
    ["Industrial", "Technology", "Wind", "Solar", "National", "Business", "Science", "High-Tech"]
)


def find_places(page: Page) -> list[Found]:
    """Return states, places and parks of a page, in order."""
    spelled = {found.start: found for found in [*parks(page), *unknown_spellings(page)]}
    out = list(spelled.values())
    for hit in page.hits:
        if hit.group == "countries":
            out.append(state(page, hit))
        elif hit.group == "places" and not any(one.start <= hit.start < one.end for one in spelled.values()):
            out.append(capital(hit) if speaks(page, hit) else place(page, hit))
    return sorted(out, key=lambda found: found.start)


def speaking_capitals(page: Page) -> list[Found]:
    """Return the capitals that stand for a government as the towns that they are, too."""
    return [
        place(page, hit)._replace(rule=TOWN)
        for hit in page.hits
        if hit.group == "places" and speaks(page, hit)
    ]


def headed_places(page: Page) -> list[Found]:
    """Return the towns and states of the dateline at the head, which is no part of the report's text."""
    made = {"countries": state, "places": place}
    return [
        made[hit.group](page, hit)
        for hit in page.headed
        if hit.group in made and hit.form.role != "adjective"
    ]


def state(page: Page, hit: Hit) -> Found:
    """Return a state by name or adjective; "Republic of" before it belongs to it."""
    tied = page.text[max(0, hit.start - 4) : hit.start] in TIED
    official = REPUBLIC.search(page.text, max(0, hit.start - 40), hit.start) if tied else None
    start = official.start() if official else hit.start
    return Found(
        start,
        hit.end,
        "countries",
        hit.country,
        "gazetteer",
        hit.entry.name,
        "country",
        hit.country,
        role=hit.form.role,
    )


def capital(hit: Hit) -> Found:
    """Return a capital that stands for its government."""
    entry = gazetteer().entries["countries", hit.country]
    return Found(
        hit.start,
        hit.end,
        "countries",
        hit.country,
        "capital speaks",
        entry.name,
        "country",
        hit.country,
        role="capital",
    )


def speaks(page: Page, hit: Hit) -> bool:
    """Say whether a capital stands for its government: it says something, or stands between two."""
    if hit.form.role != "capital" or STANDS_IN.search(page.text, max(0, hit.start - 12), hit.start):
        return False
    if AS_SPEAKER.search(page.text, max(0, hit.start - 10), hit.start) or second_of_two(page, hit):
        return True
    if fold(page.text[hit.start : hit.end]) != fold(hit.form.printed):
        return False
    index = page.after(hit.end)
    if index < len(page.hits):
        following = page.hits[index]
        gap = page.text[hit.end : following.start]
        if following.entry.id == "speech" and gap in (" ", " has ", " also ", " officially "):
            return True
        if following.form.role == "capital" and gap in (" and ", "-", "–"):
            return gap != " and " or speaks(page, following)
    return bool(RELATION.match(page.text[hit.end : hit.end + 24]))


def second_of_two(page: Page, hit: Hit) -> bool:
    """Say whether a capital is the second in "between Baku and Belgrade"."""
    index = page.before(hit.start)
    first = page.hits[index] if index >= 0 else None
    return bool(
        first
        and first.form.role == "capital"
        and page.text[first.end : hit.start] == " and "
        and AS_SPEAKER.search(page.text, max(0, first.start - 10), first.start)
    )


def place(page: Page, hit: Hit) -> Found:
    """Return a place of the tables; "city" or "region" behind it belongs to the printed form."""
    entry = hit.entry
    end = hit.end
    after = re.compile(r" (?:city|town|village|province|district)\b").match(page.text, hit.end)
    if after and entry.kind in ("city", "town", "village"):
        end = after.end()
    article = 4 if page.text[hit.start : hit.start + 4].lower() == "the " else 0
    return Found(
        hit.start + article,
        end,
        "places",
        entry.id,
        "gazetteer",
        entry.name,
        entry.kind,
        entry.country,
        short=entry.short or entry.name,
        spelled=page.text[hit.start : hit.end],
    )


def parks(page: Page) -> Iterator[Found]:
    """Yield parks, each with the city that the text last named."""
    for hit in page.hits:
        match = PARK.search(page.text, max(0, hit.start - 60), hit.start) if hit.entry.id == "park" else None
        words = match.group(1).strip() if match else ""
        if match is None or words.split()[-1] in PLAIN_PARKS:
            continue
        known = [
            entry
            for key in skeletons(fold(words))
            for entry in gazetteer().place_skeletons.get(key, ())
            if entry.kind == "park"
        ]
        yield known_park(match, hit, words, known[0]) if known else new_park(page, match, hit, words)


def known_park(match: re.Match[str], hit: Hit, words: str, entry: Entry) -> Found:
    """Return a park of the tables."""
    return Found(
        match.start(),
        hit.end,
        "places",
        entry.id,
        "park by name",
        entry.name,
        "park",
        entry.country,
        short=entry.short,
        spelled=words,
    )


def new_park(page: Page, match: re.Match[str], hit: Hit, words: str) -> Found:
    """Return a park that no table has."""
    city = city_behind(page, hit) or city_before(page, match.start())
    name = f"{words} Park" + (f", {city.entry.name}" if city else "")
    return Found(
        match.start(1),
        hit.end,
        "places",
        place_id(words + " park"),
        "park in a city",
        name,
        "park",
        city.country if city else "",
    )


def city_behind(page: Page, park: Hit) -> Hit | None:
    """Return the city that a park is said to lie in ("Friendship Park in Sofia")."""
    index = page.after(park.end)
    if index < len(page.hits) and page.text[park.end : page.hits[index].start] in (" in ", " of ", ", "):
        return page.hits[index] if page.hits[index].entry.kind == "city" else None
    return None


def city_before(page: Page, place: int) -> Hit | None:
    """Return the city last named before a place, at most two sentences back."""
    floor = page.sentence(place).number - 2
    for hit in reversed(page.hits[: page.before(place) + 1]):
        if page.sentence(hit.start).number < floor:
            return None
        if hit.group == "places" and hit.entry.kind == "city":
            return hit
    return None


def unknown_spellings(page: Page) -> Iterator[Found]:
    """Yield names said to be of a city that no form of the tables covers: by skeleton, else as new places."""
    for start, end, words in called_cities(page):
        if page.within(start, start + len(words)):
            continue
        country = country_near(page, start, end)
        known = by_spelling(words, country)
        if known:
            yield Found(
                start,
                end,
                "places",
                known.id,
                "skeleton",
                known.name,
                known.kind,
                known.country,
                short=known.short or known.name,
                spelled=words,
            )
        elif TOKEN.match(words):
            yield Found(start, end, "places", place_id(words), "called a city", words, "city", country)


def called_cities(page: Page) -> Iterator[tuple[int, int, str]]:
    """Yield first and last character and the name of "X city" and of "city of X"."""
    for hit in page.hits:
        if hit.entry.id != "city":
            continue
        before = CITY_AFTER.search(page.text, max(0, hit.start - 60), hit.start)
        behind = CITY_BEFORE.match(page.text, hit.end)
        if before:
            yield before.start(1), hit.end, before.group(1).rstrip()
        elif behind:
            yield behind.start(1), behind.end(1), behind.group(1)


def country_near(page: Page, start: int, end: int) -> str:
    """Return the country that a city is said to lie in: "of Serbia" behind it, or a state before it."""
    index = page.after(end)
    if index < len(page.hits) and page.hits[index].group == "countries":
        gap = page.text[end : page.hits[index].start]
        if gap.strip() in ("of", "in", ",", "of the Republic of", "of the"):
            return page.hits[index].country
    index = page.before(start)
    if (
        index >= 0
        and page.hits[index].group == "countries"
        and len(page.text[page.hits[index].end : start]) < 8
    ):
        return page.hits[index].country
    return ""


def by_spelling(words: str, country: str) -> Entry | None:
    """Return the place whose name these words spell, given the country; None where several or none fit."""
    index = gazetteer().place_skeletons
    keys = skeletons(words)
    exact = {entry for key in keys for entry in index.get(key, ())}
    if not exact and country:
        spellings = gazetteer().spellings_in.get(country, ())
        firsts = {key[:1] for key in keys}
        exact = {
            entry
            for known, entry in spellings
            if known[0] in firsts and any(one_edit(key, known) for key in keys)
        }
    fitting = {entry for entry in exact if not country or entry.country == country}
    return fitting.pop() if len(fitting) == 1 else None
