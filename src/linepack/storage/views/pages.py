"""The views by name: source, party, person, asset, commitment, pair, timeline, twins, fields, conflicts."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, or_, select

from linepack.errors import Finding, InputError
from linepack.records.consistency.conflicts import Report, find_conflicts
from linepack.records.gazetteer.names import fold, skeleton
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
from linepack.storage.views.bands import banded
from linepack.storage.views.lines import Table, View, about, count, of_source, shown, topics

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from linepack.storage.store import Store

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


def source(store: Store, number: str) -> View:
    """Return what a source says."""
    with store.reading() as session:
        row = session.get(Source, int(number)) if number.isdigit() else None
        if row is None:
            raise _unknown("source", number)
        tables = [Table(kind, shown(of_source(session, row.id, kind), *COLUMNS[kind])) for kind in FACTS]
        title = row.title or row.name
        facts = ", ".join(f"{len(table.rows)} {table.title}" for table in tables if table.rows)
    return View(
        title,
        f"{title} ({row.outlet or 'no outlet'}, {row.published_day or 'no date'}): {facts}.",
        _kept(tables),
    )


def party(store: Store, name: str) -> View:
    """Return what concerns a state or an organisation."""
    return _entity(store, name, "party", Party)


def asset(store: Store, name: str) -> View:
    """Return what concerns an asset."""
    return _entity(store, name, "asset", Asset)


def place(store: Store, name: str) -> View:
    """Return what concerns a place."""
    return _entity(store, name, "place", Place)


def person(store: Store, name: str) -> View:
    """Return what concerns a person, the offices with it."""
    with store.reading() as session:
        found = _person(session, name)
        ref = f"person:{found.id}"
        offices = session.execute(
            select(PostRow.title, PostRow.org, PostRow.country, Tenure.seen_on)
            .join(Tenure, Tenure.post_id == PostRow.id)
            .where(Tenure.person_id == found.id)
            .order_by(Tenure.seen_on)
        )
        posts = tuple(
            {"title": row.title, "org": row.org, "country": row.country, "seen on": str(row.seen_on or "")}
            for row in offices
        )
        view = _about(session, ref, found.name)
    return replace(view, tables=(Table("offices", posts), *view.tables))


def commitment(store: Store, number: str) -> View:
    """Return a commitment with the statements and decisions behind it."""
    with store.reading() as session:
        row = session.get(FACTS["commitment"], int(number)) if number.isdigit() else None
        if row is None:
            raise _unknown("commitment", number)
        lines = of_source(session, row.source_id, "commitment")
        own = [line for line in lines if line.row == row.id]
        said = [
            line
            for line in of_source(session, row.source_id, "statement")
            if line.fields.get("id") in row.fields.get("statements", [])
        ]
        decisions = session.scalars(
            select(Review).where(Review.kind == "commitment", Review.row_id == row.id).order_by(Review.id)
        )
        log = tuple(
            {"decision": d.decision, "by": d.reviewer, "at": str(d.recorded_at), "reason": d.reason}
            for d in decisions
        )
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


def pair(store: Store, one: str, other: str) -> View:
    """Return the dossier of two countries."""
    ref = "|".join(sorted((one.upper(), other.upper())))
    with store.reading() as session:
        view = _about(session, ref, ref.replace("|", " – "))
        lines = about(session, ref, "statement")
    fields = Counter(topic for line in lines for topic in line.fields.get("topics", []))
    rows = tuple({"field": name, "statements": number} for name, number in fields.most_common())
    return replace(view, tables=_kept([*view.tables, Table("cooperation fields", rows)]))


def timeline(store: Store, *names: str) -> View:
    """Return the bands talk, paper, steel and gas of a country, a pair, a party, a person or an asset."""
    with store.reading() as session:
        ref, title = _ref(session, names)
        lines = [
            line
            for kind in ("event", "statement", "commitment", "status_change", "quantity")
            for line in about(session, ref, kind)
        ]
    tables = [Table(band, rows) for band, rows in banded(lines).items()]
    counts = ", ".join(f"{table.title} {len(table.rows)}" for table in tables)
    return View(title, f"{title} over time: {counts}.", tuple(tables))


def twins(store: Store) -> View:
    """Return statements about twin cities."""
    with store.reading() as session:
        lines = about(session, TOPIC + "sister cities", "statement")
    table = Table("statements", shown(lines, "about", "by", "act", "level"))
    return View("twin cities", f"{len(lines)} statements name twin cities.", _kept([table]))


def fields(store: Store) -> View:
    """Return the fields of cooperation with the number of statements about each."""
    with store.reading() as session:
        found = topics(session)
    rows = tuple({"field": name, "statements": number} for name, number in found.items())
    answer = f"{len(rows)} fields of cooperation are named."
    return View("cooperation fields", answer, _kept([Table("fields", rows)]))


def conflicts(store: Store) -> View:
    """Return what documents of one event say differently, side by side with rank and reason."""
    with store.reading() as session:
        several = (
            select(Source.cluster).group_by(Source.cluster).having(func.count() > 1).order_by(Source.cluster)
        )
        members = session.execute(
            select(Source.cluster, Source.id, Source.copy_of).where(Source.cluster.in_(several))
        ).all()
    clusters: dict[str, list[Report]] = {}
    for row in members:
        report = Report(row.id, store.extraction(row.id), row.copy_of is not None)
        clusters.setdefault(row.cluster, []).append(report)
    tables = [
        Table(f"{conflict.what}: {conflict.subject}", tuple(asdict(one) for one in conflict.readings))
        for reports in clusters.values()
        for conflict in find_conflicts(reports)
    ]
    answer = (
        f"{len(tables)} conflicts between the reports of {len(clusters)} events with more than one report."
    )
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


def show(store: Store, view: str, *arguments: str) -> View:
    """Return a view by name.

    Parameters
    ----------
    store
        The store.
    view
        A key of :data:`VIEWS`.
    arguments
        What it is about: a number, a name, an id, or two countries.

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
        return VIEWS[view](store, *arguments)
    except TypeError:
        wanted = "two countries" if view == "pair" else "what it is about, or nothing"
        text = f"takes {wanted}, not {len(arguments)} arguments."
        raise InputError(
            [Finding(f"view {view!r}", text, "Example: linepack record show pair AZ RS.")], "the question"
        ) from None


def _entity(store: Store, name: str, what: str, table: type[Any]) -> View:
    with store.reading() as session:
        row = session.get(table, name) or session.get(table, name.upper())
        if row is None:
            ref = session.scalar(
                select(Alias.ref).where(Alias.folded == fold(name), Alias.ref.in_(select(table.id))).limit(1)
            )
            row = session.get(table, ref) if ref else session.scalar(select(table).where(table.name == name))
        if row is None and len(name) == 2:
            return _about(session, name.upper(), name.upper())
        if row is None:
            raise _unknown(what, name)
        return _about(session, row.id, row.name)


def _person(session: Session, name: str) -> Person:
    number = name.removeprefix("person:")
    if number.isdigit():
        found = session.get(Person, int(number))
    else:
        last = Person.skeleton.like(f"%{skeleton(name)}")
        found = session.scalar(select(Person).where(or_(Person.skeleton == skeleton(name), last)).limit(1))
    if found is None:
        raise _unknown("person", name)
    return found


def _about(session: Session, ref: str, title: str) -> View:
    counts = count(session, ref)
    tables = [
        Table(kind, shown(about(session, ref, kind), *columns))
        for kind, columns in COLUMNS.items()
        if kind not in ("doubt", "entity")
    ]
    facts = ", ".join(
        f"{number} {kind.replace('_', ' ')}" for kind, number in counts.items() if kind != "entity"
    )
    return View(title, f"{title}: {facts or 'nothing recorded'}.", _kept(tables))


def _ref(session: Session, names: tuple[str, ...]) -> tuple[str, str]:
    if len(names) == 2:
        return "|".join(sorted(name.upper() for name in names)), " – ".join(name.upper() for name in names)
    if len(names) != 1:
        raise TypeError
    name = names[0]
    alias = session.scalar(select(Alias.ref).where(Alias.folded == fold(name)).limit(1))
    if alias:
        return alias, name
    return (name.upper() if len(name) == 2 else name), name


def _kept(tables: list[Table] | tuple[Table, ...]) -> tuple[Table, ...]:
    return tuple(table for table in tables if table.rows)


def _unknown(what: str, name: str) -> InputError:
    remedy = "`linepack record list` and `linepack record search` find names."
    return InputError([Finding(f"{what} {name!r}", "is not in the store.", remedy)], "the question")
