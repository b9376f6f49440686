"""Persons: full names with evidence, later surnames and titles, posts, and who is only commemorated."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.gazetteer import fold, gazetteer, same_name, skeletons, undeclined
from linepack.records.model import Anchor, Doubt, Post, Span

from . import arabic
from .page import CAPITALS, DECLINING, TOKEN
from .posts import GENERIC, Title, chain_after, chain_before, titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.gazetteer import OfficeHolder

    from .page import Page
    from .scan import Hit

INSIDE: Final = re.compile(
    rf"(?:(?<=[ \xa0\n(][{CAPITALS}])\.)?[ \xa0\n]"
    rf"(?:(?:al|el|bin|ben|ibn|von|van|de|der|la|da|di|del|dos|ter|ould|fon)[ -]|[{CAPITALS}]\. ){{0,3}}"
)
OPENERS: Final = frozenset(
    (
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "Later",
        "Earlier",
        "Then",
        "When",
        "While",
        "But",
        "And",
        "After",
        "Before",
        "During",
        "Meanwhile",
        "However",
        "Also",
        "Today",
        "Yesterday",
        "This",
        "That",
        "These",
        "Those",
        "If",
        "As",
        "Both",
        "Our",
        "Their",
        "His",
        "Her",
        "Its",
        "Mr",
        "Mrs",
        "Der",
        "Die",
        "Das",
        "Le",
        "La",
        "Les",
        "Il",
        "Lo",
        "El",
        "Los",
        "Las",
    )
)
LONGEST: Final = 6
WIDEST_GAP: Final = 16
RECENT: Final = 40
"""How many names back a title alone may refer."""
REMEMBERED: Final = 70

SERBO_CROAT: Final = frozenset(("RS", "HR", "BA", "ME"))
ONE_AT_A_TIME: Final = frozenset(("President", "Prime Minister", "Chancellor", "Minister of Foreign Affairs"))
STATE_BEHIND: Final = re.compile(r" (?:of|von|de) (?:the )?(?:Republic of )?")
ADDRESS: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mme|M|Dr|Herr|Frau|Herrn|Sig|Sr|Sra|gospodin|gospođa|г-н|г-жа|Bay)\.?\s$"
)
NAMED_AFTER: Final = re.compile(
    r"\s(?:International\s)?(?:Airport|Cent(?:er|re)|Foundation|Palace|Street|Avenue|Boulevard|Square|Bridge|Hall"
    r"|University|Academy|Institute|School|Stadium|Museum|Theatre|Mosque|Hospital|Highway|Refinery|Prize|Medal|Order"
    r"|Library|Arena|Terminal)\b"
)
"""Words behind a name that make it that of a building or a body, not of somebody present."""

LOOSE: Final = re.compile(r"[\"“”»]? |(?: (?!for |of )[a-zà-ÿ]{1,14}){1,5},? ")
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
    halves: frozenset[str]
    """Skeletons of the words behind the given name, with endings and without."""
    holder: OfficeHolder | None = None
    titles: list[Title] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)
    offices: list[int] = field(default_factory=list)
    remembered: bool = False
    guess: tuple[str, str] = ("", "")
    """State taken from the context where no words give it, and why."""

    @property
    def country(self) -> str:
        """State of the first post that has one, else of the table of office holders."""
        printed = next((title.country for title in self.titles if title.country), "")
        return printed or (self.holder.country if self.holder else "")


class Run(NamedTuple):
    """Capitalised words in a row that no form of the gazetteer covers."""

    start: int
    end: int
    words: int


def name_runs(page: Page) -> Iterator[Run]:
    """Yield stretches of capitalised words that no form of the gazetteer covers."""
    text = page.text
    edge, hits, many = 0, page.hits, len(page.hits)
    others = gazetteer().not_names
    run: Run | None = None
    for match in TOKEN.finditer(text):
        first, last = match.span()
        while edge < many and hits[edge].end <= first:
            edge += 1
        hidden = (edge < many and hits[edge].start < last) or match.group() in others
        if run and not hidden and run.words < LONGEST and inside(text, run.end, first):
            run = Run(run.start, last, run.words + 1)
            continue
        if run:
            yield run
        run = None if hidden else Run(first, last, 1)
    if run:
        yield run


def inside(text: str, end: int, start: int) -> bool:
    """Say whether what parts two words is a gap inside a name: a blank, a particle or an initial."""
    if start - end == 1:
        return text[end] in " \xa0\n"
    return start - end < WIDEST_GAP and INSIDE.fullmatch(text, end, start) is not None


def find_people(page: Page) -> tuple[list[Person], list[Doubt]]:
    """Return the persons of a page with all places where they are named, and doubts about them."""
    runs = [run for run in name_runs(page) if not page.sentence(run.start).noise]
    people: list[Person] = []
    alone = shared_last_words({page.text[run.start : run.end] for run in runs})
    for run in runs:
        if run.words > 1:
            full_name(page, people, alone, run.start, run.end)
        else:
            surname_before_office(page, people, run.start, run.end)
    arabic_people(page, people)
    seen = {sight.start for person in people for sight in person.sights}
    for run in runs:
        if run.words == 1 and people and run.start not in seen:
            later_surname(page, people, run.start, run.end)
    people = [person for person in people if not is_byline(page, person)]
    for person in people:
        person.sights.sort(key=lambda sight: sight.start)
    people.sort(key=lambda person: person.sights[0].start)
    equals(people)
    by_title(page, people)
    return people, [doubt for person in people for doubt in misfits(page, person)]


def arabic_people(page: Page, people: list[Person]) -> None:
    """Add the persons of an Arabic page, and the places where their last name stands alone."""
    for start, end, name, title in arabic.named(page):
        person = person_called(people, name, ())
        person.sights.append(Sight(start, end, "name", "office and name", name))
        person.titles += [] if any(title.title == known.title for known in person.titles) else [title]
        if name not in person.spellings:
            person.spellings.append(name)
        last = name.rpartition(" ")[2]
        for found in re.finditer(rf"(?<!\w){re.escape(last)}(?!\w)", page.text[end:]):
            person.sights.append(Sight(end + found.start(), end + found.end(), "name", "last name", last))


def shared_last_words(runs: set[str]) -> set[str]:
    """Return the words that end two different names or more, such as a name and its surname alone."""
    counts = Counter(run.rpartition(" ")[2] for run in runs)
    return {word for word, times in counts.items() if times > 1}


def equals(people: list[Person]) -> None:
    """Give a counterpart or colleague the office of the person named before."""
    last: Title | None = None
    for person in people:
        for index, title in enumerate(person.titles):
            if title.title == "Counterpart" and last:
                person.titles[index] = Title(last.title, last.code, title.country, title.start, title.end)
        last = next((title for title in reversed(person.titles) if title.title != "Counterpart"), last)


def is_byline(page: Page, person: Person) -> bool:
    """Say whether a person is the author of the page."""
    byline = page.document.byline
    return bool(byline) and same_name(byline, person.name) and not person.titles


def full_name(page: Page, people: list[Person], alone: set[str], start: int, end: int) -> None:
    """Add a name of several words if something says that it is a person's.

    Parameters
    ----------
    page, people
        The page, and the persons met before.
    alone
        Words that end other names of the page too: a full name and its surname speak for a person.
    start, end
        The name's characters.
    """
    if NAMED_AFTER.match(page.text, end):
        return
    words = page.text[start:end]
    chain = chain_before(page, start)
    behind = chain_after(page, end)
    holders = holders_of(words, page.document.language)
    twice = words.rpartition(" ")[2] in alone and page.document.language != "de"
    spoken = twice or speaks_or_is_addressed(page, start, end)
    while not (chain or behind or holders or given(words)) and " " in words:
        if spoken and words.count(" ") <= 2 and words.partition(" ")[0] not in OPENERS:
            break
        if words.count(" ") <= 2 and page.text[start - 2 : start - 1] not in ".!?\n" and start > 1:
            break
        rest = words.partition(" ")[2]
        if " " not in rest:
            known = next((one for one in people if one.halves & skeletons(rest)), None)
            if known:
                note(page, known, end - len(rest), end, chain, behind)
            return
        start, words, holders = end - len(rest), rest, holders_of(rest, page.document.language)
    if not (chain or behind or holders or given(words) or spoken):
        return
    note(page, person_called(people, words, holders), start, end, chain, behind)


def speaks_or_is_addressed(page: Page, start: int, end: int) -> bool:
    """Say whether a verb of speech or a form of address stands beside a name, or an office before it."""
    if ADDRESS.search(page.text, max(0, start - 10), start):
        return True
    after, before = page.after(end), page.before(start)
    if after < len(page.hits):
        following = page.hits[after]
        if following.entry.id == "speech" and page.text[end : following.start] in (" ", ", ", " је ", " je "):
            return True
    if before < 0:
        return False
    hit = page.hits[before]
    gap = page.text[hit.end : start]
    if hit.entry.id == "speech":
        return gap == " "
    return hit.group in ("offices", "orgs") and LOOSE.fullmatch(gap) is not None


def given(words: str) -> bool:
    """Say whether a name begins with a given name (in Hungarian order: ends with one)."""
    known = gazetteer().given
    first = words.split(maxsplit=1)[0]
    return fold(first) in known or fold(first).split()[0] in known


def holders_of(words: str, language: str) -> tuple[OfficeHolder, ...]:
    """Return the office holders whose name is spelled so."""
    index = gazetteer().holders
    found = tuple(holder for key in skeletons(words) for holder in index.get(key, ()))
    if found or language not in DECLINING:
        return found
    stems = gazetteer().declined
    return tuple(holder for key in skeletons(words) for holder in stems.get(undeclined(key), ()))


def person_called(people: list[Person], words: str, holders: tuple[OfficeHolder, ...]) -> Person:
    """Return the person of a name: one met before, or a new one."""
    keys = skeletons(words)
    for person in people:
        if person.keys & keys or (" " in words and same_person(person, words)):
            person.holder = person.holder or next(iter(holders), None)
            return person
    person = Person(words, keys, halves_of(keys), holders[0] if holders else None)
    people.append(person)
    return person


def halves_of(keys: frozenset[str]) -> frozenset[str]:
    """Return the words behind the given name, or the only word, with endings and without."""
    words = {word for key in keys for word in [*key.split()[1:], key.partition(" ")[2]]}
    words = (words - {""}) or set(keys)
    return frozenset(words | {undeclined(word) for word in words})


def same_person(person: Person, words: str) -> bool:
    """Say whether a full name is judged another spelling of a person's, within one text."""
    if " " not in person.name:
        return bool(person.halves & skeletons(words.rsplit(maxsplit=1)[-1]))
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
        person.halves |= halves_of(person.keys)
    if chain:
        person.sights[-1].form = short_form(page, chain, start, end)
    person.offices += [hit.start for hit in [*chain, *behind] if hit.group == "offices"]
    if chain and not behind:
        behind = state_behind(page, end)
    for title in [*titles(page, chain, behind), *titles(page, behind)]:
        if not any(title.title == known.title for known in person.titles):
            person.titles.append(title)
    first = chain[0].start if chain else start
    person.remembered = person.remembered or commemorated(page, first)


def state_behind(page: Page, end: int) -> list[Hit]:
    """Return the state in "President X of Serbia", as a list; empty where there is none."""
    index = page.after(end)
    if index < len(page.hits) and page.hits[index].group == "countries":
        hit = page.hits[index]
        return [hit] if STATE_BEHIND.fullmatch(page.text[end : hit.start]) else []
    return []


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
    addressed = not chain and ADDRESS.search(page.text, max(0, start - 10), start) is not None
    if (
        addressed
        and end - start > 2
        and not any(one.halves & skeletons(page.text[start:end]) for one in people)
    ):
        note(page, person_called(people, page.text[start:end], ()), start, end, [], [])
        return
    if not chain or page.text[end : end + 1] in "-" or end - start < 3:
        return
    words = page.text[start:end]
    if any(person.halves & skeletons(words) for person in people):
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
    if end - start < 3:
        return
    keys = skeletons(words)
    if page.document.language in DECLINING:
        keys |= {undeclined(key) for key in keys}
    fitting = [person for person in people if person.halves & keys]
    if len(fitting) > 1:
        fitting = [person for person in fitting if not person.remembered] or fitting
        fitting = [person for person in fitting if person.sights[0].start < start][-1:]
    if fitting:
        person = fitting[0]
        if words not in person.spellings:
            person.spellings.append(words)
        person.sights.append(Sight(start, end, "name", "surname", words))


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
    until = bisect_left(spoken, hit.start, key=itemgetter(0))
    earlier = [person for _, person in spoken[max(0, until - RECENT) : until]]
    fitting = [person for person in earlier if holds(person, hit)]
    printed = page.text[hit.start : hit.end].lower()
    lead = TITLE_LEAD.search(page.text, max(0, hit.start - 8), hit.start)
    if printed in ("ministers", "presidents", "министры", "nazirlər", "ministri"):
        return list({id(person): person for person in fitting}.values()) if lead else []
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
    return (one for one in gazetteer().offices.get((title.title, title.country), ()) if one.held(month))


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
    return 0 if name.isascii() else sum(letter > "\x7f" for letter in name)


def posts_of(page: Page, person: Person) -> tuple[Post, ...]:
    """Return the posts of a person; a missing state is taken from the table, else from the context."""
    out = []
    for title in person.titles:
        country, basis = title.country, ""
        if not country and title.code not in ("EC", "EUCO"):
            country, basis = (
                (person.holder.country, "table of office holders") if person.holder else person.guess
            )
        if title.title in GENERIC and title.plain and len(person.titles) > 1:
            continue
        if title.title in {"Minister", "National Leader", "Counterpart"}:
            continue
        full = Title(title.title, title.code, country, title.start, title.end)
        anchor = Anchor(page.sentence(title.start).number, Span(title.start, title.end), "office")
        out.append(Post(title.title, full.org, country, anchor, f"inferred ({basis})" if basis else ""))
    return tuple(out)
