"""All names of a document: mentions in order, entities with every form, judged spellings, doubts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer import same_name
from linepack.records.memo import once_for_each
from linepack.records.model import Anchor, Entity, Mention, NameVariants, Span

from .assets import find_assets
from .bodies import find_bodies, offices_of_states, titles_of_ministers
from .found import Taken
from .page import Page, read_page
from .people import Person, canonical, find_people, posts_of
from .places import find_places, headed_places, speaking_capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linepack.records.model import Document, Doubt

    from .found import Found


HOMES: Final = {
    "sr": "RS",
    "bg": "BG",
    "tr": "TR",
    "az": "AZ",
    "el": "GR",
    "hu": "HU",
    "ro": "RO",
    "it": "IT",
    "mk": "MK",
    "hr": "HR",
    "sl": "SI",
    "cs": "CZ",
    "sk": "SK",
    "pl": "PL",
    "uk": "UA",
    "sq": "AL",
    "ka": "GE",
}
"""States whose offices a report in a language means where it names none."""
SISTERS: Final = frozenset(("CY", "MD", "BA", "ME"))
"""States that share their language with a bigger one."""
BY_FORM: Final = ("form of the name", "called a company", "outlet of the page", "medium by name")
SWALLOW: Final = ("form of the name", "medium by name", "name and type", "outlet of the page")
"""Rules whose finds are names of their own: a place inside is not named for itself."""


@dataclass(frozen=True)
class Names:
    """What the names of a document come to."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    variants: tuple[NameVariants, ...]
    doubts: tuple[Doubt, ...]


@once_for_each
def read_names(document: Document) -> Names:
    """Return the names of a document; the last ones are kept, since mentions and entities are asked apart."""
    if not document.sentences:
        return Names((), (), (), ())
    page = read_page(document)
    people, doubts = find_people(page)
    assets = find_assets(page)
    places = find_places(page)
    host = host_of(people, places) or dateline(page)
    home = host or HOMES.get(document.language, "")
    for person in people:
        person.guess = guess_country(page, person, people, host)
    bodies = find_bodies(page, people, home)
    implied = [*titles_of_ministers(people), *offices_of_states(page)]
    inside = [(one.start, one.end) for one in [*bodies, *assets.found] if one.rule in SWALLOW]
    places += headed_places(page)
    places = [one for one in places if not any(a <= one.start < b for a, b in inside)]
    found = [*places, *assets.found, *bodies]
    formed = Taken((one.start, one.end) for one in bodies if one.rule in BY_FORM)
    people = [one for one in people if not is_body(one, formed)]
    mentions = [*(mention(page, one) for one in found), *person_mentions(page, people)]
    mentions.sort(key=lambda one: (one.anchor.span.start, -one.anchor.span.end))
    entities = [
        *person_entities(page, people),
        *grouped(page, [*bodies, *implied]),
        *grouped(page, [*(one for one in places if named(one)), *speaking_capitals(page)]),
        *grouped(page, assets.found),
    ]
    variants = [
        *person_variants(people),
        *(place_variants(places) if document.language in ("en", "") else ()),
    ]
    return Names(tuple(mentions), tuple(entities), tuple(variants), (*doubts, *assets.doubts))


def host_of(people: list[Person], places: Iterable[Found]) -> str:
    """Return the state that a report is about: the only one of its persons, else the one named far most."""
    sides = {person.country for person in people} - {""}
    if len(sides) == 1:
        return sides.pop()
    seen = Counter(one.country for one in places if one.country).most_common(2)
    clear = len(seen) == 1 or (len(seen) == 2 and seen[0][1] >= 2 * seen[1][1] + 1)
    return seen[0][0] if clear else ""


def dateline(page: Page) -> str:
    """Return the state of the place in capitals that opens the report, empty where there is none."""
    first = next((hit for hit in page.hits if hit.group == "places"), None)
    return first.country if first and page.text[first.start : first.end].isupper() else ""


def is_body(person: Person, formed: Taken) -> bool:
    """Say whether what looked like a person is a body by its form: no office, and the same words."""
    first = person.sights[0]
    return not (person.titles or person.holder) and formed.meets(first.start, first.end)


def named(found: Found) -> bool:
    """Say whether a find makes a place: adjectives and speaking capitals do not name the state as a place."""
    return found.role == "name"


def anchor(page: Page, start: int, end: int, rule: str) -> Anchor:
    """Return where a fact stands."""
    return Anchor(page.sentence(start).number, Span(start, end), rule)


def mention(page: Page, found: Found) -> Mention:
    """Return a find as a mention."""
    place = anchor(page, found.start, found.end, found.rule)
    return Mention(place, found.group, found.ref, page.text[found.start : found.end], found.role)


def person_mentions(page: Page, people: list[Person]) -> Iterator[Mention]:
    """Yield every place where a person is named."""
    for number, person in enumerate(people, 1):
        for sight in person.sights:
            place = anchor(page, sight.start, sight.end, sight.rule)
            yield Mention(place, "persons", f"p{number}", page.text[sight.start : sight.end], sight.role)


def person_entities(page: Page, people: list[Person]) -> Iterator[Entity]:
    """Yield the persons, numbered in order of appearance."""
    for number, person in enumerate(people, 1):
        first = person.sights[0]
        forms = [form for sight in person.sights for form in (sight.form, page.text[sight.start : sight.end])]
        yield Entity(
            "persons",
            f"p{number}",
            canonical(person),
            "person",
            anchor(page, first.start, first.end, first.rule),
            country=person.country or person.guess[0],
            names=once(forms),
            posts=posts_of(page, person),
            present=not person.remembered,
        )


def guess_country(page: Page, person: Person, people: list[Person], host: str) -> tuple[str, str]:
    """Return the state of a person whose office is given without one, and why: the place of the sentence."""
    if person.country or not person.titles:
        return person.country, ""
    for hit in page.around(person.sights[0].start):
        if hit.group == "places" and hit.country in {one.country for one in people}:
            return hit.country, f"host; the sentence lies in {hit.entry.name}"
    home = HOMES.get(page.document.language, "")
    if home and host not in SISTERS:
        return home, "the language of the report"
    return host, "the state that the report is about" if host else ""


def once(forms: Iterable[str]) -> tuple[str, ...]:
    """Return forms in order, each once, line breaks as blanks."""
    return tuple(
        dict.fromkeys(" ".join(form.split()) if "\n" in form or "  " in form else form for form in forms)
    )


def grouped(page: Page, found: Iterable[Found]) -> Iterator[Entity]:
    """Yield one entity for each id, with all its forms in order."""
    together: dict[str, list[Found]] = {}
    for one in sorted(found, key=lambda one: one.start):
        together.setdefault(one.ref, []).append(one)
    for ref, finds in together.items():
        spelled = [one for one in finds if one.end > one.start]
        first = (spelled or finds)[0]
        forms = once(
            form for one in spelled for form in (page.text[one.start : one.end], whole_form(one)) if form
        )
        is_state = first.group == "countries"
        yield Entity(
            "places" if is_state else first.group,
            f"pl-{ref.lower()}" if is_state else ref,
            first.name,
            first.kind,
            anchor(page, first.start, first.end, first.rule),
            country=first.country,
            names=forms,
            candidates=first.candidates,
            basis=(spelled[0].basis if spelled else first.basis),
        )


def whole_form(found: Found) -> str:
    """Return a body's form with its state, where the mention leaves that out."""
    return found.spelled if found.group == "orgs" else ""


def person_variants(people: list[Person]) -> Iterator[NameVariants]:
    """Yield the spellings of each person that differ from the canonical name."""
    for person in people:
        name = canonical(person)
        full = [spelling for spelling in person.spellings if " " in spelling and spelling != name]
        full = [spelling for spelling in full if latin(spelling) == latin(name)]
        if full:
            why = "diacritics dropped" if len(full) == 1 else "spellings of one name in one text"
            yield NameVariants(name, tuple(full), why)


def latin(name: str) -> bool:
    """Say whether a name is written in Latin letters: another script is no other spelling."""
    return all(letter < "\u0250" or not letter.isalpha() for letter in name)


def place_variants(places: Iterable[Found]) -> Iterator[NameVariants]:
    """Yield the spellings of each city, region and park that differ from the canonical name."""
    together: dict[str, list[str]] = {}
    for short, spelled in dict.fromkeys((one.short, one.spelled) for one in places):
        if (
            short
            and spelled
            and spelled.casefold() != short.casefold()
            and same_name(short, spelled, support=True)
        ):
            together.setdefault(short, []).append(spelled)
    for short, forms in together.items():
        yield NameVariants(short, tuple(forms), "transliteration")
