"""Statements of one document that repeat, take back or contradict each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from linepack.records.model import Extraction, Quantity, Statement

TAKING_BACK: Final = frozenset({"retracted", "corrected"})


def settle_repeats(rows: tuple[Statement, ...], extraction: Extraction) -> tuple[Statement, ...]:
    """Mark repeats of a lead in the body, and what a denial or a retraction is aimed at."""
    figures = {quantity.id: quantity for quantity in extraction.quantities}
    settled: list[Statement] = []
    for row in rows:
        settled.append(against(repeat_of(row, settled, figures), settled))
    return tuple(settled)


def same_figures(one: Statement, other: Statement, figures: dict[str, Quantity]) -> bool:
    """Say whether two statements carry the same figures."""
    mine = {(figures[ref].value, figures[ref].unit) for ref in one.quantities if ref in figures}
    theirs = {(figures[ref].value, figures[ref].unit) for ref in other.quantities if ref in figures}
    return bool(mine) and mine == theirs


def repeat_of(row: Statement, earlier: list[Statement], figures: dict[str, Quantity]) -> Statement:
    """Mark a statement that repeats an earlier one: same speaker, assets and figures."""
    if not row.quantities:
        return row
    for other in earlier:
        alike = (row.content, row.polarity, row.about) == (other.content, other.polarity, other.about)
        apart = other.anchor.sentence != row.anchor.sentence and not other.duplicate_of
        if apart and alike and set(row.by) == set(other.by) and same_figures(row, other, figures):
            return replace(row, duplicate_of=other.id)
    return row


def against(row: Statement, earlier: list[Statement]) -> Statement:
    """Link a retraction to what it supersedes, a denial to what it contradicts."""
    if row.act not in TAKING_BACK | {"denied"}:
        return row
    for other in reversed(earlier):
        shared = set(row.about) & set(other.about) or set(row.topics) & set(other.topics)
        if shared and other.polarity == "+" and other.act not in TAKING_BACK:
            return (
                replace(row, supersedes=other.id)
                if row.act in TAKING_BACK
                else replace(row, contradicts=other.id)
            )
    return row
