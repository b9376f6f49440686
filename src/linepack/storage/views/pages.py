"""The views by name: source, party, person, asset, commitment, pair, timeline, twins, fields, conflicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from linepack.errors import Finding, InputError
from linepack.records.gazetteer.names import fold, skeleton
from linepack.storage.bands import BANDS
from linepack.storage.rows import TOPIC
from linepack.storage.tables import (
    FACTS,
    Alias,
    Asset,
    Party,
    Person,
    Place,
    PostRow,
    Review,
    Source,
    Tenure,
)
from linepack.storage.tally import BAND, WHOLE, topics, totals
from linepack.storage.views.clusters import EVENTS, compared, reports, several
from linepack.storage.views.lines import MOST, Table, View, about, in_band, of_source, shown, some

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from linepack.storage.store import Store
    from linepack.storage.views.lines import Line

COLUMNS: Final = {
    "commitment": ("kind", "parties", "status", "level", "subject"),
    "event": ("type", "place", "participants"),
    "statement": ("by", "act", "content", "level"),
    "quantity": ("printed", "bound", "kind", "status"),
    "status_change": ("asset", "status"),
    "doubt": ("finding", "remedy"),
    "entity": ("group", "name", "kind", "country"),
}
"""Fields that a view shows of each kind."""

GROUPS: Final = {"party": "orgs", "place": "places", "asset": "assets"}
"""What a view is about and the group of its names."""


def source(store: Store, number: str, *, most: int = MOST) -> View:
    """Return what a source says."""
    with store.reading() as session:
        row = session.get(Source, int(number)) if number.isdigit() else None
        if row is None:
            raise _unknown("source", number)
        lines = of_source(session, row.id, most=most)
        tables = [_of_source(session, row.id, kind, own, most) for kind, own in lines.items()]
        title = row.title or row.name
        facts = ", ".join(f"{len(table.rows) + table.more} {table.title}" for table in tables if table.rows)
        others = select(func.count()).where(Source.cluster == row.cluster)
        elsewhere = (session.scalar(others) or 1) - 1
    told = f" {elsewhere} other reports of the event: show conflicts {number}." if elsewhere else ""
    origin = f"{row.outlet or 'no outlet'}, {row.published_day or 'no date'}"
    return View(title, f"{title} ({origin}): {facts}.{told}", _kept(tables))


def party(store: Store, name: str, *, most: int = MOST) -> View:
    """Return what concerns a state or an organisation."""
    return _entity(store, name, "party", Party, most)


def asset(store: Store, name: str, *, most: int = MOST) -> View:
    """Return what concerns an asset."""
    return _entity(store, name, "asset", Asset, most)


def place(store: Store, name: str, *, most: int = MOST) -> View:
    """Return what concerns a place."""
    return _entity(store, name, "place", Place, most)


def person(store: Store, name: str, *, most: int = MOST) -> View:
    """Return what concerns a person, the offices with it."""
    with store.reading() as session:
        found = _person(session, name)
        first, last = func.min(Tenure.seen_on).label("first"), func.max(Tenure.seen_on).label("last")
        offices = session.execute(
            select(PostRow.title, PostRow.org, PostRow.country, first, last, func.count().label("sources"))
            .join(Tenure, Tenure.post_id == PostRow.id)
            .where(Tenure.person_id == found.id)
            .group_by(PostRow.id)
            .order_by(first)
        )
        posts = tuple(
            {
                "title": row.title,
                "org": row.org,
                "country": row.country,
                "first seen": str(row.first or ""),
                "last seen": str(row.last or ""),
                "times": row.sources,
            }
            for row in offices
        )
        view = _about(session, f"person:{found.id}", found.name, most)
    return replace(view, tables=(Table("offices", posts), *view.tables))


def commitment(store: Store, number: str, *, most: int = MOST) -> View:
    """Return a commitment with the statements and decisions behind it."""
    with store.reading() as session:
        row = session.get(FACTS["commitment"], int(number)) if number.isdigit() else None
        if row is None:
            raise _unknown("commitment", number)
        own = some(session, "commitment", [row.id])
        table = FACTS["statement"]
        named = table.local_id.in_(row.fields.get("statements", []))
        behind = session.scalars(
            select(table.id)
            .where(table.source_id == row.source_id, named)
            .order_by(table.position)
            .limit(most)
        )
        said = some(session, "statement", behind)
        log = _decisions(session, "commitment", row.id)
    fields = row.fields
    parties, subject = ", ".join(fields.get("parties", [])), fields.get("subject") or "no subject given"
    answer = (
        f"{fields.get('kind', '')}, {parties}: {subject}; "
        f"{fields.get('status', '')}, level {fields.get('level', 0)}, {row.state}."
    )
    tables = [
        Table("commitment", shown(own, *COLUMNS["commitment"])),
        Table("statements", shown(said, *COLUMNS["statement"])),
        Table("decisions", log),
    ]
    return View(f"commitment {number}", answer, _kept(tables))


def _decisions(session: Session, kind: str, row: int) -> tuple[dict[str, Any], ...]:
    chosen = select(Review).where(Review.kind == kind, Review.row_id == row).order_by(Review.id)
    return tuple(
        {"decision": one.decision, "by": one.reviewer, "at": str(one.recorded_at), "reason": one.reason}
        for one in session.scalars(chosen)
    )


def pair(store: Store, one: str, other: str, *, most: int = MOST) -> View:
    """Return the dossier of two countries."""
    ref = "|".join(sorted((one.upper(), other.upper())))
    with store.reading() as session:
        view = _about(session, ref, ref.replace("|", " – "), most)
        named = topics(totals(session, ref))
    return replace(view, tables=_kept([*view.tables, Table("cooperation fields", _fields(named))]))


def _fields(named: dict[str, int]) -> tuple[dict[str, Any], ...]:
    return tuple({"field": name, "statements": number} for name, number in named.items())


def timeline(store: Store, *names: str, most: int = MOST) -> View:
    """Return the bands talk, paper, steel and gas of a country, a pair, a party, a person or an asset."""
    with store.reading() as session:
        ref, title = _ref(session, names)
        found = totals(session, ref)
        counts = {band: found.get(BAND + band, 0) for band in BANDS}
        tables = [_band(session, ref, band, counts[band], most) for band in BANDS]
    said = ", ".join(f"{band} {number}" for band, number in counts.items())
    return View(title, f"{title} over time: {said}.", tuple(tables))


def _band(session: Session, ref: str, band: str, number: int, most: int) -> Table:
    """Return the latest rows of a band in order of time."""
    lines = in_band(session, ref, band, most=most)[::-1]
    rows = shown(lines, "kind", "type", "act", "status", "level")
    named = ({"what": line.kind.replace("_", " "), **row} for line, row in zip(lines, rows, strict=True))
    return Table(band, tuple(named), number - len(lines))


def twins(store: Store, *, most: int = MOST) -> View:
    """Return statements about twin cities."""
    ref = TOPIC + "sister cities"
    with store.reading() as session:
        lines = about(session, ref, "statement", most=most)
        number = totals(session, ref).get("statement", 0)
    table = Table("statements", shown(lines, "about", "by", "act", "level"), number - len(lines))
    return View("twin cities", f"{number} statements name twin cities.", _kept([table]))


def fields(store: Store, *, most: int = MOST) -> View:
    """Return the fields of cooperation with the number of statements about each."""
    with store.reading() as session:
        rows = _fields(topics(totals(session, WHOLE)))
    answer = f"{len(rows)} fields of cooperation are named."
    return View("cooperation fields", answer, _kept([Table("fields", rows[:most], len(rows[most:]))]))


def conflicts(store: Store, number: str = "", *, most: int = MOST) -> View:
    """Return what reports of one event say differently, and figures of them that do not add up.

    Of one source's event, or of the latest events with more than one report.
    """
    with store.reading() as session:
        if number:
            row = session.get(Source, int(number)) if number.isdigit() else None
            if row is None:
                raise _unknown("source", number)
            names, events = [row.cluster], 1
        else:
            names, events = several(session, min(most, EVENTS))
    given = [reports(store, name) for name in names]
    tables = [table for one in given for table in compared(one)]
    if number:
        answer = (
            f"{len(tables)} conflicts between the {len(given[0])} reports of the event of source {number}."
        )
    else:
        latest = f"the latest {len(names)} of " if events > len(names) else ""
        of_events = f"{latest}{events} events with more than one report"
        answer = f"{len(tables)} conflicts between the reports of {of_events}."
    return View("conflicts", answer, tuple(tables))


VIEWS: Final[dict[str, Callable[..., View]]] = {
    "source": source,
    "party": party,
    "person": person,
    "place": place,
    "asset": asset,
    "commitment": commitment,
    "pair": pair,
    "timeline": timeline,
    "twins": twins,
    "fields": fields,
    "conflicts": conflicts,
}
"""Name of a view and the function that makes it."""


def show(store: Store, view: str, *arguments: str, most: int = MOST) -> View:
    """Return a view by name.

    Parameters
    ----------
    store
        The store.
    view
        A key of :data:`VIEWS`.
    arguments
        What it is about: a number, a name, an id, or two countries.
    most
        Most rows of a table; how many more there are is said.

    Raises
    ------
    InputError
        If there is no such view, or nothing that it could be about.
    """
    if view not in VIEWS:
        raise InputError(
            [Finding(f"view {view!r}", "there is none.", f"Choose {', '.join(VIEWS)}.")], "the question"
        )
    try:
        return VIEWS[view](store, *arguments, most=most)
    except TypeError:
        wanted = "two countries" if view == "pair" else "what it is about, or nothing"
        text = f"takes {wanted}, not {len(arguments)} arguments."
        raise InputError(
            [Finding(f"view {view!r}", text, "Example: linepack record show pair AZ RS.")], "the question"
        ) from None


def _entity(store: Store, name: str, what: str, table: type[Any], most: int) -> View:
    with store.reading() as session:
        row = session.get(table, name) or session.get(table, name.upper())
        if row is None:
            ref = session.scalar(_refs(name).where(Alias.group == GROUPS[what]).limit(1))
            row = session.get(table, ref) if ref else session.scalar(select(table).where(table.name == name))
        if row is None and len(name) == 2:
            return _about(session, name.upper(), name.upper(), most)
        if row is None:
            raise _unknown(what, name)
        return _about(session, row.id, row.name, most)


def _refs(name: str) -> Select[str]:
    """Return the question for what is called by a name, the first in the store first."""
    return select(Alias.ref).where(Alias.folded == fold(name)).order_by(Alias.folded, Alias.group, Alias.ref)


def _person(session: Session, name: str) -> Person:
    number = name.removeprefix("person:")
    if number.isdigit():
        found = session.get(Person, int(number))
    else:
        folded = skeleton(name)
        found = session.scalar(select(Person).where(Person.skeleton == folded).order_by(Person.id).limit(1))
        last = select(Person).where(Person.skeleton.like(f"%{folded}")).order_by(Person.id).limit(1)
        found = found or session.scalar(last)
    if found is None:
        raise _unknown("person", name)
    return found


def _about(session: Session, ref: str, title: str, most: int) -> View:
    counts = totals(session, ref)
    tables = [
        _of_kind(session, ref, kind, counts.get(kind, 0), most)
        for kind in COLUMNS
        if kind not in ("doubt", "entity")
    ]
    facts = ", ".join(
        f"{counts[kind]} {kind.replace('_', ' ')}" for kind in FACTS if counts.get(kind) and kind != "entity"
    )
    return View(title, f"{title}: {facts or 'nothing recorded'}.", _kept(tables))


def _of_kind(session: Session, ref: str, kind: str, number: int, most: int) -> Table:
    lines = about(session, ref, kind, most=most) if number else []
    return Table(kind, shown(lines, *COLUMNS[kind]), number - len(lines))


def _of_source(session: Session, number: int, kind: str, lines: list[Line], most: int) -> Table:
    """Return the facts of a kind of one source; they are counted only where not all are shown."""
    table, more = FACTS[kind], 0
    if len(lines) == most:
        whole = select(func.count()).select_from(table).where(table.source_id == number)
        more = (session.scalar(whole) or most) - most
    return Table(kind, shown(lines, *COLUMNS[kind]), more)


def _ref(session: Session, names: tuple[str, ...]) -> tuple[str, str]:
    if len(names) == 2:
        return "|".join(sorted(name.upper() for name in names)), " – ".join(name.upper() for name in names)
    if len(names) != 1:
        raise TypeError
    name = names[0]
    alias = session.scalar(_refs(name).limit(1))
    if alias:
        return alias, name
    return (name.upper() if len(name) == 2 else name), name


def _kept(tables: list[Table] | tuple[Table, ...]) -> tuple[Table, ...]:
    return tuple(table for table in tables if table.rows)


def _unknown(what: str, name: str) -> InputError:
    remedy = "`linepack record list` and `linepack record search` find names."
    return InputError([Finding(f"{what} {name!r}", "is not in the store.", remedy)], "the question")
