"""The status of an asset that a text vouches for, in the words that project trackers use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from linepack.records.model import Moment, ProjectStatus

if TYPE_CHECKING:
    from linepack.records.model import Extraction, Statement

BY_LEVEL: Final = {6: "FID or equivalent", 7: "construction", 8: "operating", 9: "operating", -1: "shelved"}
TALK_OF: Final = ("planned", "possible", "scheduled", "desired", "forecast", "conditional", "negotiating")


def find_projects(extraction: Extraction) -> tuple[ProjectStatus, ...]:
    """Return one status per asset: the latest that a statement about it, and about no other, vouches for."""
    kinds = {entity.id: entity.kind for entity in extraction.entities if entity.group == "assets"}
    found: dict[str, ProjectStatus] = {}
    for statement in extraction.statements:
        for asset in statement.about:
            status = status_of(statement)
            if status and one_built(kinds, statement, asset) and not outranked(found.get(asset), status):
                found[asset] = row_of(statement, asset, status, extraction)
    return tuple(found.values())


def one_built(kinds: dict[str, str], statement: Statement, asset: str) -> bool:
    """Say whether the statement is about this asset alone, and it is one that is built."""
    assets = [ref for ref in statement.about if ref in kinds]
    return assets == [asset] and "class" not in kinds[asset]


def status_of(statement: Statement) -> str:
    """Return the status that a statement gives its asset, empty where it gives none."""
    if statement.act in ("denied", "retracted"):
        return ""
    if statement.content == "cancelled":
        return "cancelled"
    if statement.level in BY_LEVEL:
        return BY_LEVEL[statement.level]
    if statement.content == "interrupted":
        return "idle"
    planned = statement.content in TALK_OF and any(
        topic in statement.topics for topic in ("capacity", "gas", "transit")
    )
    return "proposed" if planned and statement.content in ("planned", "scheduled") else ""


def outranked(known: ProjectStatus | None, status: str) -> bool:
    """Say whether what is known already goes further than a mere proposal."""
    return known is not None and status == "proposed"


def row_of(statement: Statement, asset: str, status: str, extraction: Extraction) -> ProjectStatus:
    """Return the status with the date that the text vouches for: its publication, unless it recalls."""
    published: Moment | None = extraction.document.published
    later = (
        statement.effective if statement.content in ("planned", "scheduled", "ongoing", "forecast") else None
    )
    return ProjectStatus(
        asset,
        status,
        published,
        statement.anchor,
        expected=later,
        basis=f"statement {statement.id}: {statement.content}, level {statement.level}",
    )
