"""A large store in minutes: a few hundred documents are read once, then their rows are copied.

Each copy has numbers, dates, texts and fingerprints of its own; in every second copy the countries are moved
to others, so that a store of the corridor stands among the rest of the world. Persons and assets stay: the
most named of them are named by every copy, which is the hardest case for a page.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Table, func, insert, select, text

from linepack.storage.search import WORDS
from linepack.storage.signature import bands
from linepack.storage.tables import Base

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from linepack.storage.store import Store

MOVED: Final = (
    ("NO", "DE", "NL", "GB", "DK", "BE", "FR", "PL"),
    ("NG", "GH", "BJ", "TG", "SN", "MR", "MA", "ES"),
    ("TM", "UZ", "KZ", "CN", "AF", "PK", "IN", "IR"),
    ("IL", "CY", "LB", "JO", "SY", "IQ", "TR", "QA"),
)
"""Countries that those of a document are moved to, copy by copy."""

KEYS: Final = {
    "tenure": ("span_id",),
    "participation": ("event_id",),
    "claim": ("source_id", "statement_id", "quantity_id"),
    "concerns": ("source_id",),
    "alias": ("source_id",),
    "span": ("source_id",),
}
"""Columns that name a row that is copied too; of facts: source and span. ``concerns.fact_id`` is apart."""

FACTS: Final = ("entity", "event", "statement", "quantity", "commitment", "status_change", "doubt")
DAYS: Final = (
    "published_day",
    "seen_on",
    "valid_from",
    "valid_to",
    "day",
    "asserted_day",
    "signed_day",
    "as_of",
)
COPIED: Final = ("span", "tenure", "alias", *FACTS, "participation", "claim", "concerns")
"""Tables that are copied inside the database, in the order of their keys."""

YEARS: Final = 4000
"""Days over which the copies are spread."""


def multiply(store: Store, count: int, told: Callable[[int], None] = lambda _: None) -> None:
    """Copy the documents of a store until it holds a number of them.

    Indexes are taken off and built again at the end. On PostgreSQL this needs a superuser: keys are not
    checked while rows are copied.

    Parameters
    ----------
    store
        A store with some documents.
    count
        Sources that it should hold; rounded up to whole copies.
    told
        Called after each copy with the number of sources.
    """
    indexes = [
        index for table in Base.metadata.tables.values() for index in table.indexes if not index.unique
    ]
    with store.writing() as session, session.begin():
        here = session.scalar(select(func.count()).select_from(_table("source"))) or 0
        steps = {
            name: session.scalar(select(func.max(_table(name).c.id))) or 0 for name in ("source", *COPIED)
        }
        session.execute(text("CREATE TEMPORARY TABLE moved (old VARCHAR PRIMARY KEY, new VARCHAR)"))
        session.execute(text("CREATE TEMPORARY TABLE tally_once AS SELECT ref, what, number FROM tally"))
        countries = _countries(session)
        for index in indexes:
            index.drop(session.connection())
        postgresql = session.get_bind().dialect.name == "postgresql"
        if postgresql:
            session.execute(text("DROP INDEX ix_source_words"))
    for number in range(1, -(-count // here)):
        with store.writing() as session, session.begin():
            if postgresql:
                session.execute(text("SET LOCAL session_replication_role = replica"))
            _copy(session, number, steps, countries)
        told(here * (number + 1))
    with store.writing() as session, session.begin():
        for index in indexes:
            index.create(session.connection())
        if postgresql:
            _finish(session)
    if postgresql:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _finish(session: Session) -> None:
    """Build the index of the words again and let the numbers go on where the copies end."""
    session.execute(text(f"CREATE INDEX ix_source_words ON source USING gin ({WORDS})"))
    for name in ("source", "signature_band", *COPIED):
        last = func.setval(f"{name}_id_seq", select(func.max(_table(name).c.id)).scalar_subquery())
        session.execute(select(last))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _countries(session: Session) -> list[str]:
    refs = session.scalars(select(_table("tally").c.ref).distinct())
    return sorted(ref for ref in refs if len(ref) == 2 and ref.isupper())


def _copy(session: Session, number: int, steps: dict[str, int], countries: list[str]) -> None:
    _set_moved(session, number, countries)
    _sources(session, number, steps["source"])
    sqlite = session.get_bind().dialect.name == "sqlite"
    values = {"number": number, "days": -(number * 37 % YEARS)}
    for name in COPIED:
        columns = [column.name for column in _table(name).columns]
        said = ", ".join(_expression(name, column, steps, sqlite=sqlite) for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        origin = (
            f"FROM {name} LEFT JOIN moved ON moved.old = {name}.ref" if name == "concerns" else f"FROM {name}"
        )
        chosen = f"INSERT INTO {name} ({names}) SELECT {said} {origin} WHERE {name}.id <= :last"
        session.execute(text(chosen), {**values, "last": steps[name]})
    session.execute(
        text(
            "INSERT INTO tally (ref, what, number)"
            " SELECT coalesce(moved.new, tally_once.ref), what, sum(number)"
            " FROM tally_once LEFT JOIN moved ON moved.old = tally_once.ref WHERE true GROUP BY 1, 2"
            " ON CONFLICT (ref, what) DO UPDATE SET number = tally.number + excluded.number"
        )
    )


def _expression(name: str, column: str, steps: dict[str, int], *, sqlite: bool) -> str:
    keys = ("source_id", "span_id") if name in FACTS else KEYS.get(name, ())
    own = f'{name}."{column}"'
    if column == "id":
        return f"{own} + :number * {steps[name]}"
    if column in keys:
        return f"{own} + :number * {steps[column.removesuffix('_id')]}"
    if column == "fact_id":
        cases = " ".join(f"WHEN '{kind}' THEN {steps[kind]}" for kind in FACTS)
        return f"{own} + :number * CASE {name}.kind {cases} END"
    if column in DAYS:
        return f"date({own}, :days || ' days')" if sqlite else f"{own} + CAST(:days AS integer)"
    return f"coalesce(moved.new, {own})" if (name, column) == ("concerns", "ref") else own


def _set_moved(session: Session, number: int, countries: list[str]) -> None:
    session.execute(text("DELETE FROM moved"))
    if number % 2 == 0:
        return
    others = MOVED[number // 2 % len(MOVED)]
    to = {old: others[place % len(others)] for place, old in enumerate(countries)}
    pairs = {f"{a}|{b}": "|".join(sorted((to[a], to[b]))) for a in countries for b in countries if a < b}
    rows = [{"old": old, "new": new} for old, new in {**to, **pairs}.items()]
    session.execute(text("INSERT INTO moved (old, new) VALUES (:old, :new)"), rows)


def _sources(session: Session, number: int, step: int) -> None:
    """Copy the sources with other names, days, texts and fingerprints."""
    draw = random.Random(number)  # noqa: S311 - no secret
    table, parts = _table("source"), _table("signature_band")
    rows: list[dict[str, Any]] = []
    for row in session.execute(select(table).where(table.c.id <= step)).mappings():
        mark = draw.getrandbits(64)
        rows.append(
            {
                **row,
                "id": row["id"] + number * step,
                "digest": f"{row['digest']}-{number}",
                "cluster": f"{row['cluster']}-{number}",
                "name": f"{number}-{row['name']}",
                "published_day": row["published_day"]
                and row["published_day"] - timedelta(number * 37 % YEARS),
                **{key: row[key] and row[key] + number * step for key in ("previous_version", "copy_of")},
                "signature": f"{mark:016x}",
                "text": f"{row['text']}\nNumber {row['id'] + number * step}.",
            }
        )
    session.connection().execute(insert(table), rows)
    signed = [
        {"source_id": row["id"], "number": place, "value": value, "signature": row["signature"]}
        for row in rows
        for place, value in enumerate(bands(int(row["signature"], 16)))
    ]
    session.connection().execute(
        insert(parts), [{"id": _first(number, step) + n, **row} for n, row in enumerate(signed)]
    )
    if session.get_bind().dialect.name == "sqlite":
        own = "SELECT id, title, text FROM source WHERE id > :first"
        words = f"INSERT INTO source_words(rowid, title, text) {own}"
        session.execute(text(words), {"first": number * step})


def _first(number: int, step: int) -> int:
    return number * step * 6 + 1
