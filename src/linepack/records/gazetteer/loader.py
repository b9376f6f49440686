"""The tables of names as values, and the automaton that finds them all in one pass.

Forms in a cell are parted by ``|``. A form written in lower case is found in any case; in capitals throughout
(up to five letters) only so; else with a capital first letter. A star at its end stands for up to six more
letters, for languages that decline. Forms in a column ``wary`` are ordinary words too and need support.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import ahocorasick

from .names import fold, fold_all, skeletons, undeclined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLES: Final = (
    "countries",
    "countries_local",
    "regions",
    "places",
    "assets",
    "organisations",
    "outlets",
    "offices",
    "ministries",
    "people",
    "given_names",
    "not_names",
    "vague",
    "words",
    "traps",
)
ACRONYM: Final = 5
STEM: Final = 5
VOWELS: Final = "aeiouyаеиоуыэюяъьηαοωεıəăâîëöüάόήίέώύ"
DECLINED: Final = frozenset(("countries", "places", "assets", "orgs"))
RANK: Final = {
    "traps": 0,
    "ministries": 1,
    "assets": 2,
    "orgs": 3,
    "countries": 4,
    "places": 5,
    "offices": 6,
    "words": 7,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that has names.

    Attributes
    ----------
    group
        countries, places, assets, orgs, offices, ministries, words, traps.
    id, name, kind, country
        As in the tables; the country is ISO 3166 alpha-2.
    short
        Canonical name without its class word ("Karabakh" of "Karabakh economic region").
    ends, joins, described
        Of assets: countries at the ends, assets it joins, kinds of words by which a text may describe it.
    """

    group: str
    id: str
    name: str
    kind: str = ""
    country: str = ""
    short: str = ""
    ends: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    described: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry.

    Attributes
    ----------
    role
        name, adjective, capital.
    case
        any, initial, exact: what the printed letters must show.
    printed
        As it stands in the table, without the star.
    open
        Whether letters may follow.
    wary
        Whether it is an ordinary word as well.
    """

    entry: Entry
    role: str
    case: str
    printed: str
    open: bool = False
    wary: bool = False
    rank: int = 0
    """Which form goes first at one stretch of text: exact before open, names before ordinary words."""


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A row of the table of office holders: who held what since and until when (``YYYY-MM`` or empty)."""

    name: str
    country: str
    title: str
    org: str
    since: str
    until: str

    def held(self, month: str) -> bool:
        """Say whether the office was held in a month (``YYYY-MM``); true where the month is not known."""
        return not month or (
            (not self.since or self.since <= month) and (not self.until or month <= self.until)
        )


@dataclass(frozen=True)
class Gazetteer:
    """All tables in memory.

    Attributes
    ----------
    entries
        By group and id.
    automaton
        Finds every form in a flattened text; its values are tuples of :class:`Form`.
    holders
        Office holders by skeleton of the full name, and of the surname.
    given
        Folded given names.
    not_names
        Capitalised words that belong to no person ("Monday", "Airport").
    vague
        Words that name no body before a word of trade ("Natural Gas").
    place_forms, forms
        Every form of a place; every form.
    """

    entries: dict[tuple[str, str], Entry]
    automaton: Any  # pyahocorasick ships no types
    holders: dict[str, tuple[OfficeHolder, ...]]
    surnames: dict[str, tuple[OfficeHolder, ...]]
    given: frozenset[str]
    not_names: frozenset[str]
    vague: frozenset[str] = frozenset()
    place_forms: tuple[Form, ...] = ()
    forms: tuple[Form, ...] = ()

    def entry(self, group: str, ident: str) -> Entry | None:
        """Return an entry, None where there is none."""
        return self.entries.get((group, ident))

    @cached_property
    def assets(self) -> tuple[Entry, ...]:
        """Every asset, in order of the table."""
        return tuple(entry for (group, _), entry in self.entries.items() if group == "assets")

    @cached_property
    def declining(self) -> Any:  # pyahocorasick ships no types
        """The automaton for languages that give endings to names: built when the first such text comes."""
        return build_automaton([*self.forms, *declined_forms(self.forms)])

    @cached_property
    def place_skeletons(self) -> dict[str, tuple[Entry, ...]]:
        """Places by skeleton of every form that is no ordinary word."""
        index: dict[str, list[Entry]] = {}
        for one in self.place_forms:
            if not one.wary:
                for key in skeletons(one.printed):
                    index.setdefault(key, []).append(one.entry)
        return frozen(index)

    @cached_property
    def declined(self) -> dict[str, tuple[OfficeHolder, ...]]:
        """Office holders by skeleton without endings."""
        index: dict[str, list[OfficeHolder]] = {}
        for key, holders in self.holders.items():
            index.setdefault(undeclined(key), []).extend(holders)
        return frozen(index)

    @cached_property
    def offices(self) -> dict[tuple[str, str], tuple[OfficeHolder, ...]]:
        """Office holders by title and state."""
        index: dict[tuple[str, str], list[OfficeHolder]] = {}
        for holders in self.holders.values():
            for holder in holders:
                index.setdefault((holder.title, holder.country), []).append(holder)
        return frozen(index)

    @cached_property
    def lines(self) -> dict[frozenset[str], tuple[Entry, ...]]:
        """Lines by the two states at their ends."""
        index: dict[frozenset[str], list[Entry]] = {}
        for asset in self.assets:
            index.setdefault(frozenset(asset.ends), []).append(asset)
        return frozen(index)

    @cached_property
    def spellings_in(self) -> dict[str, tuple[tuple[str, Entry], ...]]:
        """Skeletons of places of eight letters or more with the places, by country."""
        index: dict[str, list[tuple[str, Entry]]] = {}
        for known, places in self.place_skeletons.items():
            for place in places:
                if len(known) >= 8:
                    index.setdefault(place.country, []).append((known, place))
        return frozen(index)


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of this package."""
    path = files(__package__) / "data" / f"{table}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def split(cell: str | None) -> list[str]:
    """Return the forms of a cell."""
    return [form for form in (cell or "").split("|") if form]


def case_of(printed: str) -> str:
    """Return what case a form demands of the text."""
    letters = printed if printed.isalpha() else "".join(filter(str.isalpha, printed))
    if not letters or not letters[0].isupper():
        return "any"
    if 1 < len(letters) <= ACRONYM and letters[1:] != letters[1:].lower():
        return "exact"
    return "any" if printed.count(" ") + printed.count("-") >= 2 else "initial"


def form(entry: Entry, printed: str, role: str = "name", *, wary: bool = False, case: str = "") -> Form:
    """Return one form of an entry as read from a cell."""
    bare = printed.removesuffix("*")
    is_open = printed != bare
    lower = role == "adjective" and not bare[:1].isupper()
    rank = RANK[entry.group] + 10 * wary + 20 * is_open + 30 * lower
    return Form(entry, role, case or case_of(bare), bare, open=is_open, wary=wary, rank=rank)


def country_forms() -> Iterator[Form]:
    """Yield the forms of states and of their capitals."""
    local = {row["code"]: row for row in rows("countries_local")}
    for row in rows("countries"):
        more = local.get(row["code"], {})
        state = Entry("countries", row["code"], row["name"], "country", row["code"], row["official"])
        for printed in [
            row["name"],
            *split(row["official"]),
            *split(row["forms"]),
            *split(more.get("forms")),
        ]:
            yield form(state, printed)
        for printed in [*split(row["adjectives"]), *split(more.get("adjectives"))]:
            yield form(state, printed, "adjective")
        if row["capital"]:
            city = Entry("places", place_id(row["capital"]), row["capital"], "city", row["code"])
            for printed in [row["capital"], *split(row["capital_forms"]), *split(more.get("capital_forms"))]:
                yield form(city, printed, "capital")


def place_id(name: str) -> str:
    """Return the id of a place that has none in the tables.

    >>> place_id("Novi Sad")
    'pl-novi-sad'
    """
    return "pl-" + fold(name).replace(" ", "-")


def place_forms() -> Iterator[Form]:
    """Yield the forms of cities, regions, zones and parks."""
    for row in [*rows("regions"), *rows("places")]:
        place = Entry(
            "places", row["id"], row["name"], row["kind"], row["country"], row["short"] or row["name"]
        )
        yield from simple_forms(place, row)


def asset_forms() -> Iterator[Form]:
    """Yield the forms of pipelines, terminals, storages and fields."""
    for row in rows("assets"):
        lists = [tuple(row[column].split()) for column in ("ends", "joins", "described")]
        country = row["countries"] if len(row["countries"]) == 2 else ""
        asset = Entry("assets", row["id"], row["name"], row["kind"], country, "", *lists)
        yield from simple_forms(asset, row)


def organisation_forms() -> Iterator[Form]:
    """Yield the forms of companies, institutions and media."""
    for row in [*rows("organisations"), *rows("outlets")]:
        yield from simple_forms(Entry("orgs", row["id"], row["name"], row["kind"], row["country"]), row)


def simple_forms(entry: Entry, row: dict[str, str]) -> Iterator[Form]:
    """Yield the forms of the columns ``forms`` and ``wary``, and the name itself where that is not wary."""
    wary = split(row["wary"])
    plain = entry.name.partition(",")[0].partition(" (")[0]
    names = [] if plain in wary or entry.kind == "park" else [plain]
    for printed in dict.fromkeys([*names, *split(row["forms"])]):
        yield form(entry, printed)
    for printed in wary:
        yield form(entry, printed, wary=True)


def word_forms() -> Iterator[Form]:
    """Yield offices, ministries, the words that stand near names, and the phrases that are no names."""
    for row in rows("offices"):
        office = Entry("offices", row["title"], row["title"], row["org"])
        for printed in split(row["forms"]):
            yield form(office, printed, case="exact" if case_of(printed) == "exact" else "any")
            if printed.endswith(" minister") or printed.startswith("minister of "):
                yield form(office, printed.replace("minister", "ministers"), case="any")
    for row in rows("ministries"):
        ministry = Entry("ministries", row["code"], row["name"])
        for printed in split(row["forms"]):
            yield form(ministry, printed, case="any" if " " in printed else "")
    for row in rows("words"):
        word = Entry("words", row["kind"], row["kind"])
        for printed in split(row["forms"]):
            yield form(word, printed, case="any")
    for row in rows("traps"):
        trap = Entry("traps", row["note"], row["note"])
        for printed in split(row["forms"]):
            yield form(trap, printed, case="any")


def all_forms() -> Iterator[Form]:
    """Yield every form of every table."""
    yield from country_forms()
    yield from place_forms()
    yield from asset_forms()
    yield from organisation_forms()
    yield from word_forms()


def covers(form: Form, other: Form) -> bool:
    """Say whether a form is found wherever another one of the same letters and the same entry is."""
    return form.entry is other.entry and form.role == other.role and form.case in ("any", other.case)


def build_automaton(forms: list[Form]) -> Any:  # pyahocorasick ships no types
    """Return the automaton over the folded forms."""
    keys: dict[str, list[Form]] = {}
    for one, folded in zip(forms, fold_all([one.printed for one in forms]), strict=True):
        same_key = keys.setdefault(f" {folded}" if one.open else f" {folded} ", [])
        if not any(covers(other, one) for other in same_key):
            same_key.append(one)
    automaton = ahocorasick.Automaton()
    for key, found in keys.items():
        automaton.add_word(key, (len(key), tuple(found)))
    automaton.make_automaton()
    return automaton


def declined_forms(forms: Iterable[Form]) -> Iterator[Form]:
    """Yield names without their last vowel, open for an ending."""
    for one in forms:
        stem = one.printed.rstrip(VOWELS) if len(one.printed) > STEM else one.printed
        if (
            one.entry.group in DECLINED
            and not (one.open or one.wary or one.case == "exact" or one.role == "adjective")
            and len(stem) >= STEM
            and (len(one.printed) > STEM or one.printed[-1] not in VOWELS)
            and stem[-1].isalpha()
        ):
            yield replace(one, printed=stem, open=True, rank=one.rank + 40)


def read_holders() -> tuple[dict[str, tuple[OfficeHolder, ...]], dict[str, tuple[OfficeHolder, ...]]]:
    """Return the office holders by skeleton of every full form, and of the surname."""
    full: dict[str, list[OfficeHolder]] = {}
    surnames: dict[str, list[OfficeHolder]] = {}
    for row in rows("people"):
        holder = OfficeHolder(
            *(row[column] for column in ("name", "country", "title", "org", "since", "until"))
        )
        for spelling in [row["name"], *split(row["forms"])]:
            for key in skeletons(spelling):
                full.setdefault(key, []).append(holder)
                surnames.setdefault(key.rpartition(" ")[2], []).append(holder)
    return frozen(full), frozen(surnames)


def frozen(lists: dict[Any, list[Any]]) -> dict[Any, tuple[Any, ...]]:  # of entries or of holders
    """Return the lists as tuples, each member once."""
    return {key: tuple(dict.fromkeys(members)) for key, members in lists.items()}


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return all tables, read once."""
    forms = list(all_forms())
    full, surnames = read_holders()
    given = fold_all([name for row in rows("given_names") for name in row["names"].split()])
    entries = {(one.entry.group, one.entry.id): one.entry for one in forms}
    others, vague = (
        frozenset(word for row in rows(table) for word in split(row["words"]))
        for table in ("not_names", "vague")
    )
    places = tuple(one for one in forms if one.entry.group == "places")
    automaton = build_automaton(forms)
    return Gazetteer(
        entries, automaton, full, surnames, frozenset(given), others, vague, places, tuple(forms)
    )
