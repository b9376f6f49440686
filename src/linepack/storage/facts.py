"""Facts with their words and the decision that they stand on: what goes on to an engine or a stated rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from linepack.records.codec import from_plain
from linepack.storage.rows import is_country
from linepack.storage.tables import FACTS, Concerns, Doubted, QuantityRow, Review, Source, SpanRow
from linepack.storage.values import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from linepack.records.model import Quantity
    from linepack.storage.store import Store

ACCEPTED = "accepted"


@dataclass(frozen=True)
class KeptFact:
    """A fact of the store.

    Attributes
    ----------
    kind, row, source, state
        What it is and where it was read.
    source_name, outlet, byline, url, published
        Of its document.
    original
        Number of the source that its document copies or changes, else its own.
    start, end, words
        Its words: characters of the document, and what they say.
    review, reviewer
        The decision that it stands on; None and empty where there is none.
    value
        The fact, as edited where it was edited.
    parties
        Whom it concerns as a party, by ids over all sources.
    countries
        Countries of those whom it concerns.
    quantities
        Figures that it names, as edited, rejected ones left out.
    doubts
        What speaks against it or against a figure of it.
    """

    kind: str
    row: int
    source: int
    state: str
    source_name: str
    outlet: str
    byline: str
    url: str
    published: date | None
    original: int
    start: int
    end: int
    words: str
    review: int | None
    reviewer: str
    value: Any
    parties: frozenset[str]
    countries: frozenset[str]
    quantities: tuple[Quantity, ...]
    doubts: tuple[str, ...]


def facts_of(store: Store, kind: str, states: Iterable[str] = (ACCEPTED,)) -> list[KeptFact]:
    """Return the facts of a kind in some states, in the order in which they were added."""
    table = FACTS[kind]
    length = SpanRow.end - SpanRow.start
    chosen = (
        select(table, Source, SpanRow, func.substr(Source.text, SpanRow.start + 1, length).label("words"))
        .join(Source, Source.id == table.source_id)
        .join(SpanRow, SpanRow.id == table.span_id)
        .where(table.state.in_(tuple(states)))
        .order_by(table.id)
    )
    with store.reading() as session:
        standing = _standing(session, kind)
        return [_kept(session, kind, row, standing.get(row[0].id)) for row in session.execute(chosen)]


def _kept(session: Session, kind: str, row: Any, review: Review | None) -> KeptFact:
    fact, source, span = row[0], row[1], row[2]
    edited = review.edited if review is not None else None
    value = from_plain(VALUES[kind], edited or fact.fields)
    concerned = _concerned(session, kind, fact.id)
    return KeptFact(
        kind=kind,
        row=fact.id,
        source=source.id,
        state=fact.state,
        source_name=source.name,
        outlet=source.outlet,
        byline=source.byline,
        url=source.url,
        published=source.published_day,
        original=source.copy_of or source.previous_version or source.id,
        start=span.start,
        end=span.end,
        words=" ".join(row.words.split()),
        review=review.id if review is not None else None,
        reviewer=review.reviewer if review is not None else "",
        value=value,
        parties=frozenset(ref for ref, role in concerned if role == "party"),
        countries=frozenset(ref for ref, _ in concerned if is_country(ref)),
        quantities=_quantities(session, source.id, getattr(value, "volumes", ())),
        doubts=_doubts(session, source.id, fact.local_id, value),
    )


def _standing(session: Session, kind: str, rows: Iterable[int] | None = None) -> dict[int, Review]:
    """Return the last decision that was not taken back on each row of a kind, or on some rows of it."""
    undone = select(Review.undoes).where(Review.undoes.is_not(None))
    chosen = (
        select(Review)
        .where(Review.kind == kind, Review.undoes.is_(None), Review.id.not_in(undone))
        .order_by(Review.id)
    )
    if rows is not None:
        chosen = chosen.where(Review.row_id.in_(tuple(rows)))
    return {review.row_id: review for review in session.scalars(chosen)}


def _concerned(session: Session, kind: str, row: int) -> list[tuple[str, str]]:
    chosen = select(Concerns.ref, Concerns.role).where(Concerns.kind == kind, Concerns.fact_id == row)
    return [(found.ref, found.role) for found in session.execute(chosen)]


def _quantities(session: Session, source: int, names: tuple[str, ...]) -> tuple[Quantity, ...]:
    if not names:
        return ()
    chosen = (
        select(QuantityRow)
        .where(QuantityRow.source_id == source, QuantityRow.local_id.in_(names))
        .where(QuantityRow.state != "rejected")
        .order_by(QuantityRow.position)
    )
    rows = session.scalars(chosen).all()
    standing = _standing(session, "quantity", [row.id for row in rows])
    edits = {row.id: standing[row.id].edited for row in rows if row.id in standing}
    return tuple(from_plain(VALUES["quantity"], edits.get(row.id) or row.fields) for row in rows)


def _doubts(session: Session, source: int, local_id: str, value: Any) -> tuple[str, ...]:
    about = [local_id, *getattr(value, "volumes", ()), *getattr(value, "statements", ())]
    chosen = select(Doubted).where(
        Doubted.source_id == source, Doubted.about.in_(about), Doubted.state != "rejected"
    )
    return tuple(row.fields["finding"] for row in session.scalars(chosen))
