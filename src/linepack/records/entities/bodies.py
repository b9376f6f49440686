"""Bodies: governments, ministries (by name or by a title), delegations, unnamed firms, companies, media."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer import fold, gazetteer

from .found import Found, Taken
from .page import CAPITALS
from .unknown import firms_by_form, firms_by_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .page import Page
    from .people import Person
    from .scan import Hit

OWNER: Final = re.compile(r"(?:[’']s?)?[\s-]+(?:(?:new|federal|interim|host|central|official|own)\s)?")
OF: Final = re.compile(
    r"\s(?:of|for|from|in|der|von|du|de|de la|della|del|dell[’']|di|u|iz|из|в|na|на)\s"
    r"(?:the\s)?(?:(?:Islamic |Arab |Federal )?(?:Republic|Kingdom|State|Sultanate) of (?:the )?)?|\s|[’']"
)
ARTICLES: Final = frozenset(
    (
        "Follow",
        "Read",
        "Join",
        "Visit",
        "Contact",
        "Subscribe",
        "The",
        "A",
        "An",
        "Die",
        "Der",
        "Das",
        "La",
        "Le",
        "Il",
        "El",
        "Photo",
        "By",
    )
)
LEADING: Final = frozenset(
    (
        "Radio",
        "Rádio",
        "Televizija",
        "Agencija",
        "Agenzia",
        "Agence",
        "Agencia",
        "Agência",
        "TV",
        "Агенција",
        "Агенция",
    )
)
MEDIUM_BEHIND: Final = re.compile(rf" [{CAPITALS}]\w+")
STATELESS: Final = "ministry without a state"
STATE_BODIES: Final = {
    "government": ("GOV", "government"),
    "parliament": ("PARL", "parliament"),
    "presidency": ("PRES", "presidency"),
    "embassy": ("EMB", "embassy"),
    "centralbank": ("CB", "bank"),
}
OFFICIAL: Final = re.compile(r"(?:Republic|^Kingdom|State|Sultanate|Emirate)\b")
PLURALS: Final = frozenset(
    (
        "delegations",
        "delegationen",
        "délégations",
        "delegazioni",
        "делегации",
        "delegacije",
        "heyetler",
        "делегаций",
        "delegacija",
    )
)
HALF_NAME: Final = re.compile(r"\w (?:for|of|and|&) $")
"""Words before the end of a firm's name that show its beginning to stand before them."""

FIRM_NAME: Final = re.compile(rf"(?:[{CAPITALS}][\w&’'-]+ ){{1,4}}$")


def find_bodies(page: Page, people: list[Person], host: str) -> list[Found]:
    """Return the bodies of a page, in order."""
    out = [*companies(page), *new_firms(page), *new_media(page)]
    for index, hit in enumerate(page.hits):
        if hit.group == "ministries":
            out += ministry(page, index, people, host)
        elif hit.entry.id in STATE_BODIES:
            out += state_body(page, index, host)
        elif hit.entry.id == "delegation":
            out += delegation(page, index, people)
        elif hit.entry.id == "firms":
            out += firms(page, index)
    out += unknown(page, out)
    out = [same_ministry(one, out) for one in out]
    return sorted(out, key=lambda found: found.start)


def unknown(page: Page, known: list[Found]) -> Iterator[Found]:
    """Yield bodies known by the form of their name alone, none over another."""
    taken = Taken((one.start, one.end) for one in known if one.end > one.start)
    for found in (*firms_by_form(page), *firms_by_label(page)):
        if not taken.meets(found.start, found.end):
            taken.add(found.start, found.end)
            yield found


def same_ministry(found: Found, bodies: list[Found]) -> Found:
    """Return a ministry without a state as the one of that field that the page names with a state."""
    if found.rule != STATELESS:
        return found
    known = {one.ref: one for one in bodies if one.ref.endswith(f"-{found.ref}")}
    if len(known) != 1:
        return found
    return next(iter(known.values()))._replace(start=found.start, end=found.end, spelled="")


def companies(page: Page) -> Iterator[Found]:
    """Yield companies, institutions and media of the tables; media in noise only where named elsewhere."""
    media = {hit.entry.id for hit in page.hits if hit.entry.kind == "media"}
    outlet = fold(page.document.outlet)
    noisy = [
        hit
        for hit in page.noisy
        if hit.entry.id in media
        or (hit.entry.kind == "media" and (outlet == fold(page.text[hit.start : hit.end])))
    ]
    for hit in [*page.hits, *noisy]:
        if hit.group == "orgs":
            entry = hit.entry
            start = hit.start - (page.text[hit.start - 1 : hit.start] == "@")
            rule = "outlet" if entry.kind == "media" else "gazetteer"
            yield Found(start, hit.end, "orgs", entry.id, rule, entry.name, entry.kind, entry.country)


def new_firms(page: Page) -> Iterator[Found]:
    """Yield companies that no table has, known by their legal form."""
    for form in page.hits:
        if form.entry.id != "legal" or not page.text[form.start].isupper():
            continue
        words = FIRM_NAME.search(page.text, max(0, form.start - 60), form.start)
        start = words.start() if words else form.start
        if not words or any(hit.group in ("orgs", "assets") for hit in page.within(start, form.end)):
            continue
        if HALF_NAME.search(page.text, max(0, start - 12), start):
            continue
        name = page.text[start : form.end]
        yield Found(
            start, form.end, "orgs", fold(name).upper().replace(" ", "-"), "legal form", name, "company"
        )


def new_media(page: Page) -> Iterator[Found]:
    """Yield media that no table has, known by a word of their trade, and the outlet of the page itself."""
    outlet = page.document.outlet
    known = {fold(page.text[hit.start : hit.end]) for hit in page.noisy if hit.group == "orgs"}
    spans = []
    if outlet and fold(outlet) not in known and not outlet.islower():
        yield from own_name(page, outlet)
    for hit in page.hits:
        if hit.entry.id == "medium" and page.text[hit.start].isupper():
            spans += medium_span(page, hit)
    for start, end in spans:
        name = page.text[start:end]
        named = any(hit.group == "orgs" for hit in page.within(start, end))
        if (
            named
            or page.sentence(start).noise
            or any(
                noise.span.start <= start < noise.span.end and noise.kind != "agency_tag"
                for noise in page.document.noise
            )
        ):
            continue
        yield Found(start, end, "orgs", fold(name).upper().replace(" ", "-"), "medium by name", name, "media")


def own_name(page: Page, outlet: str) -> Iterator[Found]:
    """Yield the outlet of a page that no table has, where the page first prints its name."""
    start = page.text.find(outlet)
    end = start + len(outlet)
    inside = [*page.within(start, end), *(hit for hit in page.noisy if start <= hit.start < end)]
    whole = any(hit.start <= start and end <= hit.end for hit in inside)
    if start >= 0 and not whole and not any(hit.group == "orgs" for hit in inside):
        ident = fold(outlet).upper().replace(" ", "-")
        yield Found(start, end, "orgs", ident, "outlet of the page", outlet, "media")


def medium_span(page: Page, hit: Hit) -> list[tuple[int, int]]:
    """Return the name of a medium around the word of its trade, in a list; empty where there is none."""
    before = FIRM_NAME.search(page.text, max(0, hit.start - 40), hit.start)
    if before and before.group().split()[0] not in ARTICLES:
        return [(before.start(), hit.end)]
    if before and len(before.group().split()) > 1:
        return [(before.start() + len(before.group().split()[0]) + 1, hit.end)]
    leads = page.text[hit.start : hit.end] in LEADING
    behind = MEDIUM_BEHIND.match(page.text, hit.end) if leads else None
    return [(hit.start, behind.end())] if behind else []


def owner(page: Page, index: int, *, behind: bool = True) -> tuple[list[Hit], int, int]:
    """Return the states that a body belongs to, and first and last character of the whole phrase."""
    hit, hits = page.hits[index], page.hits
    following = owners_behind(page, index) if behind else []
    if following:
        return following, hit.start, following[-1].end
    owners: list[Hit] = []
    first = index - 1
    if index and owns(hits[first]) and OWNER.fullmatch(page.text[hits[first].end : hit.start]):
        owners = [hits[first]]
        while first and also_owns(page, hits[first - 1], owners[0]):
            first -= 1
            owners.insert(0, hits[first])
    return owners, owners[0].start if owners else hit.start, hit.end


def owners_behind(page: Page, index: int) -> list[Hit]:
    """Return the states in "government of A" or "governments of A and B"; empty where there are none."""
    hit, hits = page.hits[index], page.hits
    nxt = index + 1
    if nxt == len(hits) or not owns(hits[nxt]) or hits[nxt].form.role == "adjective":
        return []
    if not OF.fullmatch(page.text[hit.end : hits[nxt].start]):
        return []
    owners = [hits[nxt]]
    plural = page.text[hit.start : hit.end].endswith("s")
    while plural and nxt + 1 < len(hits) and also_owns(page, owners[-1], hits[nxt + 1]):
        nxt += 1
        owners.append(hits[nxt])
    return owners


def owns(hit: Hit) -> bool:
    """Say whether a hit is a state, or a capital that may stand for one."""
    return hit.group == "countries" or hit.form.role == "capital"


def also_owns(page: Page, hit: Hit, following: Hit) -> bool:
    """Say whether two states share a body ("the Azerbaijani and Serbian delegations")."""
    return owns(hit) and page.text[hit.end : following.start].strip() in (
        "and",
        "-",
        "–",
        "und",
        "et",
        "i",
        "и",
        "ve",
    )


def state_body(page: Page, index: int, host: str) -> list[Found]:
    """Return governments, parliaments, presidencies and embassies that a state is named for."""
    suffix, kind = STATE_BODIES[page.hits[index].entry.id]
    owners, start, end = owner(page, index)
    if kind == "embassy":
        owners = owners[:1]
    if not owners and host and kind == "government" and page.text[start].isupper():
        return [
            Found(
                start,
                end,
                "orgs",
                f"{host}-GOV",
                "government of the host",
                state_name(kind, host),
                kind,
                host,
                basis="inferred (host)",
            )
        ]
    return [
        Found(
            start,
            end,
            "orgs",
            f"{one.country}-{suffix}",
            "body of a state",
            state_name(kind, one.country),
            kind,
            one.country,
        )
        for one in owners
    ]


def state_name(kind: str, country: str) -> str:
    """Return the canonical name of a body of a state.

    >>> state_name("government", "AZ")
    'Government of the Republic of Azerbaijan'
    """
    entry = gazetteer().entries["countries", country]
    if kind == "government" and OFFICIAL.search(entry.short):
        return f"Government of the {entry.short}"
    return f"{kind.capitalize()} of {entry.name}"


def ministry(page: Page, index: int, people: list[Person], host: str) -> list[Found]:
    """Return a ministry that is named; its state stands by it, or is that of the persons of its sentence."""
    hit = page.hits[index]
    owners, start, end = owner(page, index)
    country = owners[0].country if owners else ""
    basis = ""
    if not country:
        country, basis = context_country(page, hit, people, host)
    if not country:
        return [stateless(hit)]
    whole = " ".join(page.text[start:end].split())
    if owners and owners[0].end <= hit.start:
        start = hit.start
    name = f"{hit.entry.name} of {gazetteer().entries['countries', country].name}"
    return [
        Found(
            start,
            end,
            "orgs",
            f"{country}-{hit.entry.id}",
            "ministry by name",
            name,
            "ministry",
            country,
            basis=basis,
            spelled=whole,
        )
    ]


def stateless(hit: Hit) -> Found:
    """Return a ministry whose state the text does not say."""
    return Found(
        hit.start,
        hit.end,
        "orgs",
        hit.entry.id,
        STATELESS,
        hit.entry.name,
        "ministry",
        basis="the text does not say of which state",
    )


def context_country(page: Page, hit: Hit, people: list[Person], host: str) -> tuple[str, str]:
    """Return the state of a ministry named without one, and on what basis."""
    tied = next(
        (
            person
            for person in people
            for sight in person.sights
            if 0 <= sight.start - hit.end <= 3 and person.country
        ),
        None,
    )
    if tied:
        return tied.country, "inferred (from the person it is named with)"
    place = next((one for one in page.around(hit.start) if one.group == "places" and one.country), None)
    if place:
        return place.country, f"inferred (host ministry; the sentence lies in {place.entry.name})"
    minister = [person.country for person in people for title in person.titles if title.code == hit.entry.id]
    if len(set(minister)) == 1 and minister[0]:
        return minister[0], "inferred (the only minister of that field)"
    return (host, "inferred (the state that the report is about)") if host else ("", "")


def titles_of_ministers(people: list[Person]) -> Iterator[Found]:
    """Yield the ministries that ministers head, where the text knows them by the title only."""
    for person in people:
        for title in person.titles:
            country = title.country or person.country or person.guess[0]
            known = gazetteer().entry("ministries", title.code)
            if known and country and ("countries", country) in gazetteer().entries:
                name = f"{known.name} of {gazetteer().entries['countries', country].name}"
                yield Found(
                    title.start,
                    title.start,
                    "orgs",
                    f"{country}-{title.code}",
                    "minister's title",
                    name,
                    "ministry",
                    country,
                    basis="from the minister's title",
                )


def offices_of_states(page: Page) -> Iterator[Found]:
    """Yield the ministries of ministers named by office and state alone ("the ministers of A and B")."""
    for index, hit in enumerate(page.hits):
        known = gazetteer().entry("ministries", hit.entry.kind) if hit.group == "offices" else None
        if known is None:
            continue
        for one in owner(page, index)[0]:
            name = f"{known.name} of {gazetteer().entries['countries', one.country].name}"
            yield Found(
                hit.start,
                hit.start,
                "orgs",
                f"{one.country}-{known.id}",
                "minister's title",
                name,
                "ministry",
                one.country,
                basis="from the minister's title",
            )


def delegation(page: Page, index: int, people: list[Person]) -> list[Found]:
    """Return delegations: of the states named, or, in the plural, of the two sides that meet."""
    hit = page.hits[index]
    owners, start, end = owner(page, index)
    countries = [one.country for one in owners]
    rule = "delegation of a state"
    if not countries and page.text[hit.start : hit.end].lower() in PLURALS:
        countries, rule = sides(people, hit.start), "delegations of both sides"
    return [
        Found(
            start,
            end,
            "orgs",
            f"{country}-DEL",
            rule,
            f"delegation of {gazetteer().entries['countries', country].name}",
            "delegation",
            country,
        )
        for country in countries
        if ("countries", country) in gazetteer().entries
    ]


def sides(people: list[Person], place: int) -> list[str]:
    """Return the states of the two sides that meet, from the persons named before a place; else none."""
    countries = dict.fromkeys(
        person.country
        for person in people
        if person.country and not person.remembered and person.sights[0].start < place
    )
    return list(countries) if len(countries) == 2 else []


def firms(page: Page, index: int) -> list[Found]:
    """Return the class of a state's unnamed firms ("investors from Serbia", "Serbian firms")."""
    hit = page.hits[index]
    if index and page.hits[index - 1].entry.id == "firms" and joined(page, page.hits[index - 1], hit):
        return []
    last = index
    while (
        last + 1 < len(page.hits)
        and page.hits[last + 1].entry.id == "firms"
        and joined(page, page.hits[last], page.hits[last + 1])
    ):
        last += 1
    before, _start, _ = owner(page, index, behind=False)
    behind, _, end = owner(page, last)
    if behind and behind[0].start > hit.start:
        return [class_of_firms(page, hit.start, end, behind[0].country)]
    own = [one for one in before if one.form.role == "adjective"]
    return [class_of_firms(page, one.start, page.hits[last].end, one.country) for one in own]


def joined(page: Page, first: Hit, second: Hit) -> bool:
    """Say whether two words for firms are one phrase."""
    return page.text[first.end : second.start].strip() in ("and", ",", "or", "", "i", "и", "und", "et", "e")


def class_of_firms(page: Page, start: int, end: int, country: str) -> Found:
    """Return an unnamed class of firms."""
    printed = " ".join(page.text[start:end].split())
    return Found(
        start,
        end,
        "orgs",
        f"{country}-FIRMS",
        "unnamed class",
        f"{printed} (class, unnamed)",
        "class",
        country,
    )
