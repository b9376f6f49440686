"""Talk, paper, steel and gas: which band of a timeline a fact belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from linepack.storage.views.lines import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.storage.views.lines import Line

BANDS: Final = ("talk", "paper", "steel", "gas")

EVENT_BAND: Final = {
    "signing": "paper",
    "decision": "paper",
    "construction_start": "steel",
    "inauguration": "steel",
    "supply_start": "gas",
    "interruption": "gas",
    "resumption": "gas",
}
"""Bands of events; all others are talk."""

PAPER: Final = range(3, 7)
STEEL: Final = range(7, 9)
GAS: Final = (9, -2)
"""Levels of each band; all others are talk."""


def band_of(line: Line) -> str:
    """Return the band of a fact."""
    if line.kind == "event":
        return EVENT_BAND.get(str(line.fields.get("type", "")), "talk")
    if line.kind == "status_change":
        return "steel"
    if line.kind == "quantity":
        return "gas" if line.fields.get("status") in ("actual", "interrupted") else "talk"
    level = int(line.fields.get("level", 0))
    if level in PAPER:
        return "paper"
    if level in STEEL:
        return "steel"
    return "gas" if level in GAS else "talk"


def banded(lines: Iterable[Line]) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return the rows of each band in order of time."""
    found: dict[str, list[Line]] = {band: [] for band in BANDS}
    for line in lines:
        found[band_of(line)].append(line)
    return {band: _rows(own) for band, own in found.items()}


def _rows(lines: list[Line]) -> tuple[dict[str, Any], ...]:
    ordered = sorted(lines, key=lambda line: line.day)
    rows = shown(ordered, "kind", "type", "act", "status", "level")
    return tuple(
        {"what": line.kind.replace("_", " "), **row} for line, row in zip(ordered, rows, strict=True)
    )
