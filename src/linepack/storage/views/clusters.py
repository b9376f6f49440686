"""Reports of one event against each other: what differs, old background, figures that do not add up."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from linepack.records.consistency.arithmetic import checked_cluster
from linepack.records.consistency.conflicts import Report, find_conflicts
from linepack.records.consistency.stale import find_stale
from linepack.storage.tables import Source
from linepack.storage.views.lines import Table

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from linepack.records.model import Doubt
    from linepack.storage.store import Store

EVENTS: Final = 20
"""Most events that one answer compares the reports of."""

REPORTS: Final = 20
"""Most reports of one event that are compared; originals come before copies."""


def several(session: Session, most: int) -> tuple[list[str], int]:
    """Return the clusters with more than one report, the latest first, and how many there are."""
    grouped = _grouped()
    names = session.scalars(grouped.order_by(func.max(Source.id).desc()).limit(most)).all()
    return list(names), session.scalar(select(func.count()).select_from(grouped.subquery())) or 0


def _grouped() -> Select[str]:
    return select(Source.cluster).group_by(Source.cluster).having(func.count() > 1)


def reports(store: Store, cluster: str) -> list[Report]:
    """Return the reports of an event as people left them."""
    with store.reading() as session:
        chosen = (
            select(Source.id, Source.copy_of)
            .where(Source.cluster == cluster)
            .order_by(Source.copy_of.is_not(None), Source.id)
            .limit(REPORTS)
        )
        members = session.execute(chosen).all()
    return [Report(row.id, store.extraction(row.id), row.copy_of is not None) for row in members]


def compared(given: list[Report]) -> list[Table]:
    """Return the conflicts between reports, their stale background, the figures that do not add up."""
    tables = [
        Table(f"{conflict.what}: {conflict.subject}", tuple(asdict(one) for one in conflict.readings))
        for conflict in find_conflicts(given)
    ]
    tables += [
        Table(f"stale background: {one.words}", tuple(asdict(reading) for reading in one.readings))
        for one in find_stale(given)
        if one.readings
    ]
    sums = arithmetic(given)
    return [*tables, Table(f"arithmetic: {_names(given)}", sums)] if sums else tables


def arithmetic(given: list[Report]) -> tuple[dict[str, Any], ...]:
    """Return the figures of different reports that do not add up, copies left out."""
    figures = {f"source {one.source}": one.extraction.quantities for one in given if not one.copy}
    texts = {f"source {one.source}": one.extraction.document.text for one in given}
    return tuple(_row(doubt, texts) for doubt in checked_cluster(figures))


def _row(doubt: Doubt, texts: dict[str, str]) -> dict[str, Any]:
    name, _, figure = doubt.about.partition("#")
    words = doubt.anchor.span.of(texts[name]) if doubt.anchor else ""
    return {
        "source": name.removeprefix("source "),
        "figure": figure,
        "words": " ".join(words.split()),
        "finding": doubt.finding,
        "remedy": doubt.remedy,
    }


def _names(given: list[Report]) -> str:
    return "sources " + ", ".join(str(one.source) for one in given if not one.copy)
