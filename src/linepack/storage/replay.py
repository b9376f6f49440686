"""Replaying decisions that were written down: each names its facts by what they say and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from linepack.records.codec import to_plain
from linepack.storage.review import decide
from linepack.storage.tables import FACTS, PROPOSED, Source, SpanRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linepack.storage.store import Store


@dataclass(frozen=True)
class WrittenDecision:
    """A decision on the facts of one document, written down.

    Attributes
    ----------
    kind
        Kind of the facts.
    at
        Words of the document that the facts' own words touch.
    decision, reason
        accept, edit or reject, and why.
    fields
        Fields that a fact must have; lists are compared without order.
    edit
        Fields to change.
    if_found
        Whether it is no fault if no fact is there: what should be rejected may not be read at all.
    """

    kind: str
    at: str
    decision: str
    reason: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    edit: Mapping[str, Any] = field(default_factory=dict)
    if_found: bool = False


@dataclass(frozen=True)
class Replayed:
    """What became of a written decision: the facts that it found, and how many of them waited."""

    written: WrittenDecision
    rows: tuple[int, ...]
    decided: int

    @property
    def lost(self) -> bool:
        """Whether it found no fact although it should."""
        return not self.rows and not self.written.if_found


def replay(
    store: Store, source: int, decisions: Iterable[WrittenDecision], *, reviewer: str
) -> tuple[Replayed, ...]:
    """Decide on the facts of a document as it was written down.

    Facts that somebody has decided on already are left as they are, so replaying twice changes nothing.

    Parameters
    ----------
    store, source
        The store and the number of the document.
    decisions
        The decisions.
    reviewer
        Under whose name they are logged.
    """
    return tuple(_replayed(store, source, written, reviewer) for written in decisions)


def _replayed(store: Store, source: int, written: WrittenDecision, reviewer: str) -> Replayed:
    found = _found(store, source, written)
    waiting = [row for row in found if row.state == PROPOSED]
    for row in waiting:
        edited = {**row.fields, **to_plain(dict(written.edit))} if written.decision == "edit" else None
        decide(
            store,
            written.kind,
            row.id,
            written.decision,
            reviewer=reviewer,
            reason=written.reason,
            edited=edited,
        )
    return Replayed(written, tuple(row.id for row in found), len(waiting))


def _found(store: Store, source: int, written: WrittenDecision) -> list[Any]:
    table = FACTS[written.kind]
    with store.reading() as session:
        text = session.scalar(select(Source.text).where(Source.id == source)) or ""
        start = text.find(written.at)
        chosen = (
            select(table)
            .join(SpanRow, SpanRow.id == table.span_id)
            .where(table.source_id == source)
            .where(SpanRow.start < start + len(written.at), SpanRow.end > start)
            .order_by(table.position)
        )
        rows = list(session.scalars(chosen)) if start >= 0 else []
    return [row for row in rows if _has(row.fields, written.fields)]


def _has(fields: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(_plain(fields.get(name)) == _plain(value) for name, value in wanted.items())


def _plain(value: Any) -> Any:  # lists of ids are sets in a different order
    return sorted(map(str, value)) if isinstance(value, list) else value
