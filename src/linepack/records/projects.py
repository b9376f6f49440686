"""The status of an asset that a text vouches for, in the words that project trackers use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.lexicon import small
from linepack.records.model import Moment, ProjectStatus

if TYPE_CHECKING:
    from linepack.records.model import Extraction, Statement

BY_LEVEL: Final = {6: "FID or equivalent", 7: "construction", 8: "operating", 9: "operating", -1: "shelved"}
YEAR: Final = 365
STANDING: Final = (5, 9)
TALK_OF: Final = ("planned", "possible", "scheduled", "desired", "forecast", "conditional", "negotiating")
OUTAGE: Final = re.compile(r"maintenance|outage|wartung|непланов|ремонт|manutenz|mantenimiento")
BUILT: Final = re.compile(
    r"construct|\bbuil[dt]|project|feasib|stud(?:y|ied|ies)|realis|realiz|complet|commission"
    r"|investment decision|bau\b|gebaut"
    r"|projekt|étud|travaux|costru|constru|gradi|gradnj|izgrad|гради|строит|проект|κατασκευ|inşa|tikinti"
)


def find_projects(extraction: Extraction) -> tuple[ProjectStatus, ...]:
    """Return one status per asset: the latest that a statement about it, and about no other, vouches for."""
    kinds = {entity.id: entity.kind for entity in extraction.entities if entity.group == "assets"}
    found: dict[str, ProjectStatus] = {}
    low = small(extraction.document.text)
    for statement in extraction.statements:
        for asset in statement.about:
            status = status_of(statement, low)
            if status and one_built(kinds, statement, asset) and not outranked(found.get(asset), status):
                found[asset] = row_of(statement, asset, status, extraction)
    for statement in extraction.statements:
        for asset in statement.about:
            if asset not in found and runs(statement, low) and one_built(kinds, statement, asset):
                found[asset] = row_of(statement, asset, "operating", extraction)
    return tuple(found.values())


def runs(statement: Statement, low: str) -> bool:
    """Say whether a statement tells of an asset at work: what is, with a figure, not denied, no outage."""
    if OUTAGE.search(low, statement.anchor.span.start, statement.anchor.span.end):
        return False
    is_so = statement.content in ("existing", "completed", "ongoing") and statement.polarity == "+"
    return is_so and bool(statement.quantities) and statement.level in (0, *STANDING)


def one_built(kinds: dict[str, str], statement: Statement, asset: str) -> bool:
    """Say whether the statement is about this asset alone, and it is one that is built."""
    assets = [ref for ref in statement.about if ref in kinds]
    return assets == [asset] and "class" not in kinds[asset]


def status_of(statement: Statement, low: str) -> str:
    """Return the status that a statement gives its asset, empty where it gives none."""
    if statement.act in ("denied", "retracted"):
        return ""
    if statement.content == "cancelled":
        unnamed = any(ref.startswith("anonymous-") for ref in statement.by)
        return "proposed" if unnamed else "cancelled"  # unnamed people alone end no project
    span = statement.anchor.span
    if statement.level in BY_LEVEL and not (
        statement.level in STANDING and OUTAGE.search(low, span.start, span.end)
    ):
        return BY_LEVEL[statement.level]
    if statement.content == "interrupted":
        return "" if long_ago(statement) else "idle"
    talk = statement.content in TALK_OF or (statement.act == "signed" and statement.polarity == "+")
    to_build = talk and BUILT.search(low, statement.anchor.span.start, statement.anchor.span.end)
    return "proposed" if to_build else ""


def long_ago(statement: Statement) -> bool:
    """Say whether a statement tells of what happened more than a year before it was said."""
    when, said = statement.effective, statement.asserted
    last = when.last or when.first if when else None
    return bool(last and said and (said.day - last).days > YEAR)


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
