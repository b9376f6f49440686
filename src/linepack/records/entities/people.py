"""Persons: full names with evidence, later surnames and titles, posts, and who is only commemorated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer import fold, gazetteer, same_name, skeletons
from linepack.records.model import Anchor, Doubt, Post, Span

from .page import CAPITALS, TOKEN
from .posts import GENERIC, Title, chain_after, chain_before, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.gazetteer import OfficeHolder

    from .page import Page
    from .scan import Hit

INSIDE: Final = re.compile(
    r"\.?[ \xa0\n]"
    rf"(?:(?:al|el|bin|ben|ibn|von|van|de|der|la|da|di|del|dos|ter|ould|fon)[ -]|[{CAPITALS}]\. ){{0,3}}"
)
LONGEST: Final = 4
REMEMBERED: Final = 70
SERBO_CROAT: Final = frozenset(("RS", "HR", "BA", "ME"))
ONE_AT_A_TIME: Final = frozenset(("President", "Prime Minister", "Chancellor", "Minister of Foreign Affairs"))
TITLE_LEAD: Final = re.compile(r"\b(?:the|both|two|his|her|their|der|die|le|il|el|[Tt]he)\s$", re.IGNORECASE)


@dataclass(slots=True)
class Sight:
    """One place where a person is named: by name or by title."""

    start: int
    end: int
    role: str
    rule: str
    form: str


@dataclass(slots=True)
class Person:
    """A person as the reading of a page goes on."""

    name: str
    keys: frozenset[str]
    surname: frozenset[str]
    holder: OfficeHolder | None = None
    titles: list[Title] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)
    offices: list[int] = field(default_factory=list)
    remembered: bool = False

    @property
    def country(self) -> str:
        """State of the first post that has one, else of the table of office holders."""
        printed = next((title.country for title in self.titles if title.country), "")
        return printed or (self.holder.country if self.holder else "")


def name_runs(page: Page) -> Iterator[tuple[int, int]]:
    """Yield stretches of capitalised words that no form of the gazetteer covers."""
    covered = sorted((hit.start, hit.end) for hit in page.hits if hit.end - hit.start > 1)
    edge = 0
    start = end = -1
    count = 0
    for match in TOKEN.finditer(page.text):
        while edge < len(covered) and covered[edge][1] <= match.start():
            edge += 1
        hidden = edge < len(covered) and covered[edge][0] < match.end()
        joined = end >= 0 and INSIDE.fullmatch(page.text, end, match.start()) is not None
        if start >= 0 and (hidden or not joined or count >= LONGEST):
            yield start, end
            start = -1
        if hidden:
            end = -1
            continue
        count = count + 1 if start >= 0 else 1
        start = match.start() if start < 0 else start
        end = match.end()
    if start >= 0:
        yield start, end


def find_people(page: Page) -> tuple[list[Person], list[Doubt]]:
    """Return the persons of a page with all places where they are named, and doubts about them."""
    runs = [run for run in name_runs(page) if not page.sentence(run[0]).noise]
    people: list[Person] = []
    for start, end in runs:
        if any(blank in page.text[start:end] for blank in " \xa0\n"):
            full_name(page, people, start, end)
        else:
            surname_before_office(page, people, start, end)
    for start, end in runs:
        if not any(blank in page.text[start:end] for blank in " \xa0\n"):
            later_surname(page, people, start, end)
    people = [person for person in people if not is_byline(page, person)]
    for person in people:
        person.sights.sort(key=lambda sight: sight.start)
    people.sort(key=lambda person: person.sights[0].start)
    by_title(page, people)
    return people, [doubt for person in people for doubt in misfits(page, person)]


def is_byline(page: Page, person: Person) -> bool:
    """Say whether a person is the author of the page."""
    byline = page.document.byline
    return bool(byline) and same_name(byline, person.name) and not person.titles


def full_name(page: Page, people: list[Person], start: int, end: int) -> None:
    """Add a name of several words if something says that it is a person's."""
    words = page.text[start:end]
    chain = chain_before(page, start)
    behind = chain_after(page, end)
    holders = holders_of(words)
    while not (chain or behind or holders or given(words)) and " " in words:
        rest = words.partition(" ")[2]
        if " " not in rest:
            known = next((one for one in people if one.surname & skeletons(rest)), None)
            if known:
                note(page, known, end - len(rest), end, chain, behind)
            return
        start, words, holders = end - len(rest), rest, holders_of(rest)
    if not (chain or behind or holders or given(words)):
        return
    note(page, person_called(people, words, holders), start, end, chain, behind)


def given(words: str) -> bool:
    """Say whether a name begins with a given name (in Hungarian order: ends with one)."""
    known = gazetteer().given
    first = words.split(maxsplit=1)[0]
    return fold(first) in known or fold(first).split()[0] in known


def holders_of(words: str) -> tuple[OfficeHolder, ...]:
    """Return the office holders whose name is spelled so."""
    index = gazetteer().holders
    return tuple(holder for key in skeletons(words) for holder in index.get(key, ()))


def person_called(people: list[Person], words: str, holders: tuple[OfficeHolder, ...]) -> Person:
    """Return the person of a name: one met before, or a new one."""
    keys = skeletons(words)
    surname = frozenset(key.rpartition(" ")[2] for key in keys)
    for person in people:
        if person.keys & keys or (" " in words and same_person(person, words)):
            return person
    person = Person(words, keys, surname, holders[0] if holders else None)
    people.append(person)
    return person


def same_person(person: Person, words: str) -> bool:
    """Say whether a full name is judged another spelling of a person's, within one text."""
    if " " not in person.name:
        return bool(person.surname & skeletons(words.rsplit(maxsplit=1)[-1]))
    return same_name(person.name, words, support=True)


def note(page: Page, person: Person, start: int, end: int, chain: list[Hit], behind: list[Hit]) -> None:
    """Add a place where a person is named, with the offices around it."""
    text = page.text
    spelling = " ".join(text[start:end].split())
    rule = "office and name" if chain or behind else "name"
    person.sights.append(Sight(start, end, "name", rule, spelling))
    if spelling not in person.spellings:
        person.spellings.append(spelling)
    if len(spelling.split()) > len(person.name.split()):
        person.name, person.keys = spelling, skeletons(spelling)
    if chain:
        person.sights[-1].form = short_form(page, chain, start, end)
    person.offices += [hit.start for hit in [*chain, *behind] if hit.group == "offices"]
    for title in [*titles(page, chain), *titles(page, behind)]:
        if not any(title.title == known.title for known in person.titles):
            person.titles.append(title)
    first = chain[0].start if chain else start
    person.remembered = person.remembered or commemorated(page, first)


def short_form(page: Page, chain: list[Hit], start: int, end: int) -> str:
    """Return a name with the last office before it ("Minister Jeyhun Bayramov")."""
    office = next(hit for hit in reversed(chain) if hit.group == "offices")
    first = office.start if page.text[office.end : start].strip() == "" else start
    return " ".join(page.text[first:end].split())


def commemorated(page: Page, start: int) -> bool:
    """Say whether words of commemoration lead up to a name."""
    begin = max(page.sentence(start).span.start, start - REMEMBERED)
    words = [hit for hit in page.within(begin, start) if hit.entry.id == "commemoration"]
    return bool(words) and len(page.text[words[-1].end : start].split()) <= 3


def surname_before_office(page: Page, people: list[Person], start: int, end: int) -> None:
    """Add a person that the text calls by office and surname only ("President Aliyev")."""
    chain = chain_before(page, start)
    if not chain or page.text[end : end + 1] in "-" or end - start < 3:
        return
    words = page.text[start:end]
    if any(person.surname & skeletons(words) for person in people):
        return
    holder = holder_by_surname(page, words, titles(page, chain))
    if holder or not any(hit.group == "countries" for hit in chain[-1:]):
        person = person_called(people, words, (holder,) if holder else ())
        note(page, person, start, end, chain, [])


def holder_by_surname(page: Page, words: str, posts: list[Title]) -> OfficeHolder | None:
    """Return the one office holder of that surname whose office and state fit, None where not one."""
    index = gazetteer().surnames
    rows = {holder for key in skeletons(words) for holder in index.get(key, ())}
    wanted = {(post.title, post.country) for post in posts}
    fitting = {
        row
        for row in rows
        if any(country in ("", row.country) and title in (row.title, "Minister") for title, country in wanted)
        and row.held(month_of(page))
    }
    return fitting.pop() if len(fitting) == 1 else None


def month_of(page: Page) -> str:
    """Return year and month of publication, empty where unknown."""
    published = page.document.published
    return f"{published.day:%Y-%m}" if published else ""


def later_surname(page: Page, people: list[Person], start: int, end: int) -> None:
    """Add a place where a person met before is named by surname only."""
    words = page.text[start:end]
    if end - start < 3 or any(sight.start == start for person in people for sight in person.sights):
        return
    keys = skeletons(words)
    fitting = [person for person in people if person.surname & keys or half_of(person, keys)]
    if len(fitting) > 1:
        fitting = [person for person in fitting if any(sight.start < start for sight in person.sights)][-1:]
    if fitting:
        person = fitting[0]
        if words not in person.spellings:
            person.spellings.append(words)
        person.sights.append(Sight(start, end, "name", "surname", words))


def half_of(person: Person, keys: frozenset[str]) -> bool:
    """Say whether a word is a half of a doubled surname."""
    return any(key in known.split()[1:] for known in person.keys for key in keys)


def by_title(page: Page, people: list[Person]) -> None:
    """Add places where persons are meant by their title alone ("the minister", "the National Leader")."""
    used = {start for person in people for start in person.offices}
    spoken = [(sight.start, person) for person in people for sight in person.sights]
    spoken.sort(key=lambda pair: pair[0])
    for index, hit in enumerate(page.hits):
        if hit.group == "offices" and hit.start not in used:
            for person in meant(page, hit, spoken):
                start, end = title_span(page, index)
                person.sights.append(Sight(start, end, "title", "title alone", page.text[start:end]))


def title_span(page: Page, index: int) -> tuple[int, int]:
    """Return a title with the ministry that belongs to it."""
    hit = page.hits[index]
    if index + 1 < len(page.hits) and page.hits[index + 1].group == "ministries":
        following = page.hits[index + 1]
        if page.text[hit.end : following.start] in (" of the ", " of "):
            return hit.start, following.end
    return hit.start, hit.end


def meant(page: Page, hit: Hit, spoken: list[tuple[int, Person]]) -> list[Person]:
    """Return whom a title alone means: the last one named who holds it; of a plural all who do."""
    earlier = [person for start, person in spoken if start < hit.start]
    fitting = [person for person in earlier if holds(person, hit)]
    printed = page.text[hit.start : hit.end].lower()
    if printed in ("ministers", "presidents", "министры", "nazirlər", "ministri"):
        return list({id(person): person for person in fitting}.values())
    lead = TITLE_LEAD.search(page.text, max(0, hit.start - 8), hit.start)
    if not fitting or not (lead or hit.entry.id in ("State Secretary", "National Leader")):
        return []
    return [] if foreign(page, hit, fitting[-1]) else fitting[-1:]


def foreign(page: Page, hit: Hit, person: Person) -> bool:
    """Say whether the state before a title is another than the person's."""
    index = page.before(hit.start)
    before = page.hits[index] if index >= 0 else None
    return bool(
        before
        and before.group == "countries"
        and hit.start - before.end <= 3
        and person.country
        and before.country != person.country
    )


def holds(person: Person, hit: Hit) -> bool:
    """Say whether a person holds the office that a title names."""
    held = {title.title for title in person.titles} | ({person.holder.title} if person.holder else set())
    if hit.entry.id in held:
        return True
    return hit.entry.id == "Minister" and any(title.startswith("Minister") for title in held)


def misfits(page: Page, person: Person) -> Iterator[Doubt]:
    """Yield a doubt where the office in the text is somebody else's by the table of office holders."""
    holder = person.holder
    month = month_of(page)
    for title in person.titles:
        if not holder or title.title not in ONE_AT_A_TIME or not month or not title.country:
            continue
        if (title.title, title.country) == (holder.title, holder.country):
            continue
        owner = next((one for one in sitting(title, month) if one.name != holder.name), None)
        if owner:
            place = person.sights[0]
            anchor = Anchor(
                page.sentence(place.start).number, Span(place.start, place.end), "office and date"
            )
            yield Doubt(
                person.name,
                f"{holder.name} is called {title.title} of {title.country}, which {owner.name} was.",
                "Say who is meant: a name error changes the speaker.",
                "office and date",
                anchor,
            )


def sitting(title: Title, month: str) -> Iterator[OfficeHolder]:
    """Yield who held an office in a month."""
    seen = {holder for holders in gazetteer().holders.values() for holder in holders}
    return (
        one for one in seen if (one.title, one.country) == (title.title, title.country) and one.held(month)
    )


def canonical(person: Person) -> str:
    """Return the name with local marks where the table or the spelling rule of the country gives them."""
    if person.holder:
        return person.holder.name
    name = max(person.spellings, key=lambda one: (len(one.split()), marks(one)))
    if person.country in SERBO_CROAT:
        return re.sub(r"ic\b", "ić", name)
    return name


def marks(name: str) -> int:
    """Return how many letters of a name carry marks."""
    return sum(letter > "\x7f" for letter in name)


def posts_of(page: Page, person: Person, guessed: tuple[str, str]) -> tuple[Post, ...]:
    """Return the posts of a person; a missing state is taken from the table, else from the context."""
    out = []
    for title in person.titles:
        country, basis = title.country, ""
        if not country and title.code not in ("EC", "EUCO"):
            country, basis = (person.holder.country, "table of office holders") if person.holder else guessed
        if title.title in GENERIC and title.plain and len(person.titles) > 1:
            continue
        if title.title in {"Minister", "National Leader"}:
            continue
        full = Title(title.title, title.code, country, title.start, title.end)
        anchor = Anchor(page.sentence(title.start).number, Span(title.start, title.end), "office")
        out.append(Post(title.title, full.org, country, anchor, f"inferred ({basis})" if basis else ""))
    return tuple(out)
