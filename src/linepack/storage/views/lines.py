"""Facts as lines: what the views are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from linepack.storage.tables import FACTS, Concerns, Source, SpanRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

MOST: Final = 50
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
    """Rows under a title, and how many more there are."""

    title: str
    rows: tuple[dict[str, Any], ...]
    more: int = 0


@dataclass(frozen=True)
class View:
    """What a view shows: the answer in words, then tables."""

    title: str
    answer: str
    tables: tuple[Table, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the view as plain values."""
        named = {table.title: [dict(row) for row in table.rows] for table in self.tables}
        more = {table.title: table.more for table in self.tables if table.more}
        return {
            "status": "solved",
            "message": self.answer,
            "title": self.title,
            "tables": named,
            "more": more,
        }


def about(session: Session, ref: str, kind: str, *, most: int = MOST) -> list[Line]:
    """Return the facts of a kind that concern somebody or a pair, the latest first."""
    return _lines(session, _page(session, (Concerns.ref == ref, Concerns.kind == kind), most))


def in_band(session: Session, ref: str, band: str, *, most: int = MOST) -> list[Line]:
    """Return the facts of a band of the timeline that concern somebody or a pair, the latest first."""
    return _lines(session, _page(session, (Concerns.ref == ref, Concerns.band == band), most))


def of_source(session: Session, source: int, *, most: int = MOST) -> dict[str, list[Line]]:
    """Return the facts of one source by kind, each in its order."""
    day = session.scalar(select(Source.published_day).where(Source.id == source))
    texts = _texts(session, {source})
    found = {}
    for kind, table in FACTS.items():
        chosen = _facts(kind).where(table.source_id == source).order_by(table.position).limit(most)
        rows = session.execute(chosen)
        found[kind] = [_line(_Key(kind, row.id, day), row, texts) for row in rows]
    return found


def some(session: Session, kind: str, rows: Iterable[int]) -> list[Line]:
    """Return facts of a kind by their numbers."""
    return _lines(session, [_Key(kind, row, None) for row in rows])


class _Key(NamedTuple):
    """A fact on a page and the day it is ordered by."""

    kind: str
    row: int
    day: date | None


def _page(session: Session, which: tuple[ColumnElement[bool], ...], most: int) -> list[_Key]:
    """Return the latest facts, those without a day last; read from the index alone and no further."""
    chosen = (
        select(Concerns.kind, Concerns.fact_id, Concerns.day)
        .distinct()
        .where(*which)
        .order_by(Concerns.day.desc(), Concerns.kind.desc(), Concerns.fact_id.desc())
    )
    found = [_Key(*row) for row in session.execute(chosen.where(Concerns.day.is_not(None)).limit(most))]
    if len(found) < most:
        undated = chosen.where(Concerns.day.is_(None)).limit(most - len(found))
        found += [_Key(*row) for row in session.execute(undated)]
    return found


def _lines(session: Session, keys: list[_Key]) -> list[Line]:
    """Return the lines of facts in the order of their keys: a statement a kind, and one for the words."""
    rows = {
        (kind, row.id): row
        for kind in dict.fromkeys(key.kind for key in keys)
        for row in session.execute(_numbered(kind, [key.row for key in keys if key.kind == kind]))
    }
    texts = _texts(session, {row.source_id for row in rows.values()})
    return [_line(key, rows[key.kind, key.row], texts) for key in keys]


def _numbered(kind: str, numbers: list[int]) -> Select[Any]:
    return _facts(kind).where(FACTS[kind].id.in_(numbers))


def _facts(kind: str) -> Select[Any]:
    table = FACTS[kind]
    return (
        select(table.id, table.source_id, table.state, table.fields)
        .add_columns(SpanRow.start, SpanRow.end, Source.outlet, Source.copy_of)
        .join(SpanRow, SpanRow.id == table.span_id)
        .join(Source, Source.id == table.source_id)
    )


def _texts(session: Session, sources: set[int]) -> dict[int, str]:
    """Return the texts that words are cut from, each read once."""
    return {
        row.id: row.text
        for row in session.execute(select(Source.id, Source.text).where(Source.id.in_(sources)))
    }


def _line(key: _Key, row: Any, texts: dict[int, str]) -> Line:
    return Line(
        key.kind,
        row.id,
        row.source_id,
        row.outlet,
        str(key.day or ""),
        row.state,
        " ".join(texts[row.source_id][row.start : row.end].split()),
        row.copy_of is not None,
        row.fields,
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
