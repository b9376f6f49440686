"""Facts as lines: what the views are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from linepack.storage.rows import TOPIC
from linepack.storage.tables import FACTS, Concerns, Source, SpanRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

MOST: Final = 200
"""Most facts of a kind in a view: what is beyond is counted, not shown."""


DEFAULTS: Final = {"level": 0, "bound": "exact", "status": "stated"}
"""What a field is where it is left out because it has its default."""


@dataclass(frozen=True)
class Line:
    """A fact with its words.

    Attributes
    ----------
    kind, row, source, outlet
        What it is and where it was read.
    day
        The day it is ordered by, ISO; empty where unknown.
    state
        proposed, accepted or rejected.
    words
        As printed in the source.
    fields
        As the rules read them.
    copies
        Whether the source is a copy of another.
    """

    kind: str
    row: int
    source: int
    outlet: str
    day: str
    state: str
    words: str
    copies: bool
    fields: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Table:
    """Rows under a title."""

    title: str
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class View:
    """What a view shows: the answer in words, then tables."""

    title: str
    answer: str
    tables: tuple[Table, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the view as plain values."""
        named = {table.title: [dict(row) for row in table.rows] for table in self.tables}
        return {"status": "solved", "message": self.answer, "title": self.title, "tables": named}


def about(session: Session, ref: str, kind: str, *, most: int = MOST) -> list[Line]:
    """Return the facts of a kind that concern somebody or a pair, the latest first."""
    own = (
        select(Concerns.fact_id, func.max(Concerns.day).label("day"))
        .where(Concerns.ref == ref, Concerns.kind == kind)
        .group_by(Concerns.fact_id)
        .order_by(func.max(Concerns.day).desc(), Concerns.fact_id.desc())
        .limit(most)
        .subquery()
    )
    table = FACTS[kind]
    chosen = (
        select(table, own.c.day, *_SOURCE)
        .join(own, own.c.fact_id == table.id)
        .join(SpanRow, SpanRow.id == table.span_id)
        .join(Source, Source.id == table.source_id)
        .order_by(own.c.day.desc(), table.id.desc())
    )
    return [_line(kind, row) for row in session.execute(chosen)]


def of_source(session: Session, source: int, kind: str) -> list[Line]:
    """Return the facts of a kind of one source in its order."""
    table = FACTS[kind]
    chosen = (
        select(table, Source.published_day.label("day"), *_SOURCE)
        .join(SpanRow, SpanRow.id == table.span_id)
        .join(Source, Source.id == table.source_id)
        .where(table.source_id == source)
        .order_by(table.position)
    )
    return [_line(kind, row) for row in session.execute(chosen)]


def count(session: Session, ref: str) -> dict[str, int]:
    """Return how many facts of each kind concern somebody or a pair."""
    rows = session.execute(
        select(Concerns.kind, func.count(func.distinct(Concerns.fact_id)).label("number"))
        .where(Concerns.ref == ref)
        .group_by(Concerns.kind)
    )
    return {row.kind: row.number for row in rows}


_LENGTH = SpanRow.end - SpanRow.start
_SOURCE = (
    Source.outlet,
    Source.copy_of,
    func.substr(Source.text, SpanRow.start + 1, _LENGTH).label("words"),
)


def topics(session: Session) -> dict[str, int]:
    """Return the fields of cooperation and the number of statements about each, the most named first."""
    number = func.count()
    rows = session.execute(
        select(Concerns.ref, number)
        .where(Concerns.role == "topic", Concerns.ref.startswith(TOPIC))
        .group_by(Concerns.ref)
        .order_by(number.desc(), Concerns.ref)
    )
    return {ref.removeprefix(TOPIC): found for ref, found in rows}


def _line(kind: str, row: Any) -> Line:
    fact = row[0]
    return Line(
        kind,
        fact.id,
        fact.source_id,
        row.outlet,
        str(row.day or ""),
        fact.state,
        " ".join((row.words or "").split()),
        row.copy_of is not None,
        fact.fields,
    )


def shown(lines: Iterable[Line], *columns: str) -> tuple[dict[str, Any], ...]:
    """Return lines as rows: day, some fields, words, where from."""
    return tuple(
        {
            "day": line.day,
            **{name: _short(line.fields.get(name, DEFAULTS.get(name, ""))) for name in columns},
            "words": line.words,
            "source": line.source,
            "outlet": line.outlet,
            "state": line.state,
            "fact": f"{line.kind} {line.row}",
        }
        for line in lines
    )


def _short(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_short(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("ref") or value.get("day") or value.get("words") or value.get("title") or "")
    return "" if value is None else str(value)
