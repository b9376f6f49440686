"""The boundary file: what is held, drawn and set, at its first time where it holds series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linepack.formats.lanl.rows import Json, Notes

FILE: Final = "bc.json"
SLACK: Final = "boundary_pslack"
WITHDRAWAL: Final = "boundary_nonslack_flow"
COMPRESSOR: Final = "boundary_compressor"
CONTROL_VALVE: Final = "boundary_control_valve"
VALVE: Final = "boundary_valve"
SECTIONS: Final = (SLACK, WITHDRAWAL, COMPRESSOR, CONTROL_VALVE, VALVE)
SWITCHES: Final = ("on", "off")

RATIO, OUTLET, FLOW = 0, 1, 2
"""Control types: pressure ratio, outlet pressure [Pa], mass flow [kg/s]."""


@dataclass(frozen=True)
class SetPoint:
    """What a device holds."""

    control: int
    value: float


class Boundary:
    """The boundary conditions of one file."""

    def __init__(self, document: Mapping[str, Json], notes: Notes) -> None:
        self._document, self._notes = document, notes
        self._series = False
        for name, content in document.items():
            if name not in SECTIONS and content:
                remedy = "Sections are " + ", ".join(SECTIONS) + "."
                notes.unsure(FILE, name, "", "", "no section has this name; it is not read.", remedy)

    def numbers(self, section: str) -> dict[str, float]:
        """Return the values of a section by node."""
        found = {}
        for name, value in self._section(section).items():
            number = self._number(section, name, value)
            if number is not None:
                found[name] = number
        return found

    def set_points(self, section: str) -> dict[str, SetPoint]:
        """Return the set-points of a section by device."""
        found = {}
        for name, content in self._section(section).items():
            if name in SWITCHES:
                continue
            if not isinstance(content, dict):
                remedy = 'Write {"control_type": …, "value": …}.'
                self._notes.wrong(FILE, section, name, "", "it is no set-point.", remedy)
                continue
            control = self._number(section, name, _at_first(content, "control_type"), "control_type")
            value = self._number(section, name, _at_first(content, "value"), "value")
            if control not in (RATIO, OUTLET, FLOW, None):
                remedy = "Types are 0 (ratio), 1 (outlet pressure) and 2 (mass flow)."
                self._notes.wrong(FILE, section, name, "control_type", f"there is no type {control}.", remedy)
            elif control is not None and value is not None:
                self._series |= "time" in content
                found[name] = SetPoint(int(control), value)
        return found

    def switched(self, section: str) -> dict[str, set[str]]:
        """Return the devices of a section that are said to be on and off."""
        content = self._section(section)
        found: dict[str, set[str]] = {}
        for switch in SWITCHES:
            names = content.get(switch, [])
            if not isinstance(names, list):
                self._notes.wrong(FILE, section, switch, "", "it is no list of ids.", "Write [1, 2].")
                names = []
            found[switch] = {str(name) for name in names}
        return found

    def note_strangers(self, section: str, kind: str, known: set[str]) -> None:
        """Tell what is set for devices that the network does not have."""
        named = [name for name in self._section(section) if name not in SWITCHES]
        switched = [name for names in self.switched(section).values() for name in names]
        for name in dict.fromkeys([*named, *switched]):
            if name not in known:
                finding = f"the network has no such element under {kind}; what is set for it is not read."
                self._notes.unsure(FILE, section, name, "", finding, "Correct the id or remove it.")

    def note_series(self) -> None:
        """Say once that series were read at their first time."""
        if self._series:
            finding = "it holds series in time; a steady state takes their first values."
            self._notes.unsure(FILE, "boundary", "", "", finding, "Give the values of another time instead.")

    def _section(self, name: str) -> dict[str, Any]:  # as in the file
        content = self._document.get(name) or {}
        if isinstance(content, dict):
            return content
        self._notes.wrong(FILE, name, "", "", "it is no object.", "Write its values by id.")
        return {}

    def _number(self, section: str, name: str, value: Json, column: str = "") -> float | None:
        if isinstance(value, dict):
            self._series |= "time" in value
            value = _at_first(value, "value")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        finding = "it is missing." if value is None else f"{str(value)[:40]!r} is no number."
        self._notes.wrong(FILE, section, name, column, finding, "Give a number.")
        return None


def _at_first(content: Mapping[str, Json], name: str) -> Json:
    """Return a value, of a series the one at its first time."""
    value = content.get(name)
    if not isinstance(value, list):
        return value
    times = content.get("time")
    if (
        isinstance(times, list)
        and len(times) == len(value)
        and all(isinstance(t, int | float) for t in times)
    ):
        return value[times.index(min(times))] if value else None
    return value[0] if value else None
