"""Decisions on facts: one at a time, each logged, each undone by another decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, exists, func, select, update
from sqlalchemy.orm import aliased

from linepack.errors import Finding, InputError
from linepack.records.codec import from_plain
from linepack.storage.columns import now
from linepack.storage.tables import FACTS, PROPOSED, Doubted, Review, Source, SpanRow
from linepack.storage.tally import WHOLE, totals
from linepack.storage.values import VALUES

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from linepack.storage.store import Store

STATES: Final = {"accept": "accepted", "edit": "accepted", "reject": "rejected", "skip": PROPOSED}
"""Decisions, and the state that each leads to."""

UNDO: Final = "undo"

QUEUE: Final = ("commitment", "status_change", "statement", "event", "quantity")
"""Kinds that wait for a decision, the weightiest first."""


@dataclass(frozen=True)
class Item:
    """A fact that waits for a decision.

    Attributes
    ----------
    kind, row
        Its kind and number.
    source, source_name
        Where it was read.
    fields
        As the rules read it.
    sentence, start, end, rule
        Its words in the source and the rule that read them.
    words, before, after
        The words and what stands around them.
    doubts
        What speaks against taking it as it is.
    """

    kind: str
    row: int
    source: int
    source_name: str
    fields: dict[str, Any]
    sentence: int
    start: int
    end: int
    rule: str
    words: str
    before: str
    after: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """A logged decision."""

    id: int
    kind: str
    row: int
    decision: str
    reviewer: str
    reason: str
    at: datetime
    undone: bool


def waiting(store: Store) -> dict[str, int]:
    """Return how many facts of each kind wait for a decision: all that came in but those decided on."""
    with store.reading() as session:
        came_in = totals(session, WHOLE)
        return {kind: came_in.get(kind, 0) - _decided(session, kind) for kind in QUEUE}


def _decided(session: Session, kind: str) -> int:
    states = sorted(set(STATES.values()) - {PROPOSED})
    chosen = select(func.count()).select_from(FACTS[kind]).where(FACTS[kind].state.in_(states))
    return session.scalar(chosen) or 0


def queue(store: Store, *, limit: int = 50, skipped: frozenset[tuple[str, int]] = frozenset()) -> list[Item]:
    """Return the facts that wait, the weightiest first: by kind, then by level, then as they came.

    Parameters
    ----------
    store
        The store.
    limit
        Most items.
    skipped
        Kind and number of facts to leave out for now.
    """
    found: list[Item] = []
    with store.reading() as session:
        for kind in QUEUE:
            rows = _waiting_rows(session, kind, limit + len(skipped))
            wanted = [row for row in rows if (kind, row.id) not in skipped]
            found += _items(session, kind, wanted[: limit - len(found)])
            if len(found) >= limit:
                break
    return found


def _waiting_rows(session: Session, kind: str, most: int) -> list[Any]:
    """Return the first rows that wait; levels are gone through one by one, each read from the index."""
    table = FACTS[kind]
    waits = select(table).where(table.state == PROPOSED).order_by(table.id)
    if not hasattr(table, "level"):
        return list(session.scalars(waits.limit(most)))
    rows: list[Any] = []
    highest = select(func.max(table.level)).where(table.state == PROPOSED)
    level = session.scalar(highest)
    while level is not None and len(rows) < most:
        rows += session.scalars(waits.where(table.level == level).limit(most - len(rows)))
        level = session.scalar(highest.where(table.level < level))
    return rows


def item(store: Store, kind: str, row: int) -> Item:
    """Return one fact.

    Raises
    ------
    InputError
        If there is no such fact.
    """
    with store.reading() as session:
        return _items(session, kind, [_row(session, kind, row)])[0]


CONTEXT: Final = 240
"""Characters shown before and after the words of a fact."""


def _items(session: Session, kind: str, rows: list[Any]) -> list[Item]:
    """Return rows as items: a statement for their spans and texts, one for their doubts."""
    first = case((SpanRow.start > CONTEXT, SpanRow.start - CONTEXT), else_=0)
    around = func.substr(Source.text, first + 1, SpanRow.end - first + CONTEXT).label("around")
    chosen = (
        select(SpanRow, Source.name, around)
        .join(Source, Source.id == SpanRow.source_id)
        .where(SpanRow.id.in_([row.span_id for row in rows]))
    )
    spans = {found[0].id: found for found in session.execute(chosen)}
    about = select(Doubted.source_id, Doubted.about, Doubted.fields).where(
        Doubted.source_id.in_({row.source_id for row in rows}), Doubted.about != ""
    )
    doubts: dict[tuple[int, str], list[str]] = {}
    for source, name, fields in session.execute(about.order_by(Doubted.id)):
        doubts.setdefault((source, name), []).append(fields["finding"])
    return [
        _item(kind, row, spans[row.span_id], tuple(doubts.get((row.source_id, row.local_id), ())))
        for row in rows
    ]


def _item(kind: str, row: Any, found: Any, doubts: tuple[str, ...]) -> Item:
    span, name, text = found
    first = min(span.start, CONTEXT)
    last = first + span.end - span.start
    return Item(
        kind,
        row.id,
        row.source_id,
        name,
        row.fields,
        span.sentence,
        span.start,
        span.end,
        span.rule,
        text[first:last],
        text[:first],
        text[last:],
        doubts,
    )


def _row(session: Session, kind: str, row: int) -> Any:
    found = session.get(FACTS[kind], row) if kind in FACTS else None
    if found is None:
        text = "there is no such fact."
        raise InputError([Finding(f"{kind} {row}", text, f"Kinds are {', '.join(FACTS)}.")], "the review")
    return found


def decide(
    store: Store,
    kind: str,
    row: int,
    decision: str,
    *,
    reviewer: str,
    reason: str = "",
    edited: dict[str, Any] | None = None,
) -> int:
    """Log a decision on a fact and return the number of the log entry.

    Parameters
    ----------
    store
        The store.
    kind, row
        The fact.
    decision
        accept, edit, reject or skip.
    reviewer
        Who decides.
    reason
        Why, in words.
    edited
        With ``edit``: all fields of the fact as they should be, as plain JSON.

    Raises
    ------
    InputError
        If there is no such fact or decision, or the edited fields do not fit.
    """
    problems = _problems(kind, decision, edited)
    if problems:
        raise InputError(problems, "the review")
    with store.writing() as session, session.begin():
        found = _row(session, kind, row)
        entry = Review(
            kind=kind,
            row_id=row,
            decision=decision,
            before=found.state,
            edited=edited,
            reason=reason,
            reviewer=reviewer,
            undoes=None,
            recorded_at=now(),
        )
        session.add(entry)
        found.state = STATES[decision]
        session.flush()
        return entry.id


def _problems(kind: str, decision: str, edited: dict[str, Any] | None) -> list[Finding]:
    if decision not in STATES:
        return [Finding(f"decision {decision!r}", "is none.", f"Decide {', '.join(STATES)}.")]
    if (decision == "edit") != (edited is not None):
        return [
            Finding(f"decision {decision!r}", "edited fields belong to edit, and to it alone.", "Give both.")
        ]
    if edited is None or kind not in VALUES:
        return []
    try:
        from_plain(VALUES[kind], edited)
    except (TypeError, ValueError, AttributeError, KeyError) as wrong:
        return [
            Finding(f"{kind}", f"the edited fields do not fit: {wrong}.", "Keep the names of the fields.")
        ]
    return []


def undo(store: Store, *, reviewer: str) -> Decision | None:
    """Take back a reviewer's last decision that still stands; return it, or None where there is none."""
    with store.writing() as session, session.begin():
        later = aliased(Review)
        undone = exists().where(later.undoes == Review.id)
        last = session.scalar(
            select(Review)
            .where(Review.reviewer == reviewer, Review.decision != UNDO, ~undone)
            .order_by(Review.id.desc())
            .limit(1)
        )
        if last is None:
            return None
        entry = Review(
            kind=last.kind,
            row_id=last.row_id,
            decision=UNDO,
            before=_row(session, last.kind, last.row_id).state,
            edited=None,
            reason="",
            reviewer=reviewer,
            undoes=last.id,
            recorded_at=now(),
        )
        session.add(entry)
        table = FACTS[last.kind]
        session.execute(update(table).where(table.id == last.row_id).values(state=last.before))
        return _decision(last, undone=True)


def log(store: Store, *, limit: int = 100) -> list[Decision]:
    """Return the decisions, the last first."""
    with store.reading() as session:
        rows = session.scalars(select(Review).order_by(Review.id.desc()).limit(limit)).all()
        numbers = [row.id for row in rows]
        undone = set(session.scalars(select(Review.undoes).where(Review.undoes.in_(numbers))))
        return [_decision(row, undone=row.id in undone) for row in rows]


def _decision(row: Review, *, undone: bool) -> Decision:
    return Decision(
        row.id, row.kind, row.row_id, row.decision, row.reviewer, row.reason, row.recorded_at, undone
    )
