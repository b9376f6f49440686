"""Talk, paper, steel and gas: which band of a timeline a fact belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def band_of(kind: str, fields: Mapping[str, Any]) -> str:
    """Return the band of a fact with its fields as plain JSON; empty for what stands in no timeline.

    Examples
    --------
    >>> band_of("event", {"type": "signing"}), band_of("statement", {"level": 2}), band_of("doubt", {})
    ('paper', 'talk', '')
    """
    if kind in ("entity", "doubt"):
        return ""
    if kind == "event":
        return EVENT_BAND.get(str(fields.get("type", "")), "talk")
    if kind == "status_change":
        return "steel"
    if kind == "quantity":
        return "gas" if fields.get("status") in ("actual", "interrupted") else "talk"
    return _of_level(int(fields.get("level", 0)))


def _of_level(level: int) -> str:
    if level in PAPER:
        return "paper"
    if level in STEEL:
        return "steel"
    return "gas" if level in GAS else "talk"
