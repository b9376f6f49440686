"""Compressor stations of GasLib: machines, drives and configurations, and the limits that they imply."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.constants import GAS_CONSTANT
from linepack.formats.gaslib.values import Values
from linepack.formats.gaslib.xml import BrokenXmlError, records
from linepack.network.places import at, error
from linepack.units import KILO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linepack.errors import Finding
    from linepack.formats.gaslib.xml import Element
    from linepack.network.header import GasSpec

AMBIENT: Final = 15.0
"""Temperature of the air that a gas turbine breathes, in degC: that of ISO 3977. No file states one."""

ISENTROPIC_EXPONENT: Final = 1.3
"""Of the ratio that a head implies, where the gas names none."""

SUBJECT: Final = "compressors"


@dataclass(frozen=True)
class Machine:
    """One compressor: what it is, its drive, and the most it does.

    Attributes
    ----------
    kind
        ``turboCompressor`` or ``pistonCompressor``.
    drive
        Id of its drive.
    head
        Largest adiabatic head, NaN where it is unknown. [J/kg]
    ratio
        Largest pressure ratio that is stated, NaN where none is. [-]
    speeds
        Lowest and highest speed, NaN where unknown. [1/min]
    """

    kind: str
    drive: str
    head: float
    ratio: float
    speeds: tuple[float, float]


@dataclass(frozen=True)
class Drive:
    """One drive: what it is and its largest power, NaN where unknown. [W]"""

    kind: str
    power: float


@dataclass
class Station:
    """One station as its file describes it.

    Attributes
    ----------
    line
        Where it begins.
    machines, drives
        By id.
    configurations
        Ways to run it: stages in series, each with the machines that run side by side.
    """

    line: int
    machines: dict[str, Machine] = field(default_factory=dict)
    drives: dict[str, Drive] = field(default_factory=dict)
    configurations: dict[str, list[list[str]]] = field(default_factory=dict)

    @property
    def power(self) -> float:
        """The largest power of a configuration: that of all its drives together, NaN if unknown. [W]"""
        sums = [math.fsum(self._power(name) for stage in c for name in stage) for c in self._ways()]
        return max((total for total in sums if math.isfinite(total)), default=math.nan)

    def ratio(self, gas: GasSpec) -> float:
        """Return the largest ratio of a configuration: the stages' product, NaN if unknown. [-]"""
        products = [
            math.prod(min((self._ratio(name, gas) for name in stage), default=math.nan) for stage in way)
            for way in self._ways()
        ]
        return max((product for product in products if math.isfinite(product)), default=math.nan)

    def words(self) -> list[str]:
        """Return what is kept of it as notes."""
        machines = [f"{m.kind} {name} (drive {m.drive}, {_speeds(m)})" for name, m in self.machines.items()]
        drives = [f"{drive.kind} {name}" for name, drive in self.drives.items()]
        ways = [f"configuration {name}: {_way(way)}" for name, way in self.configurations.items()]
        return [*machines, *drives, *ways]

    def _ways(self) -> Sequence[list[list[str]]]:
        return list(self.configurations.values()) or [[list(self.machines)]]

    def _power(self, name: str) -> float:
        machine = self.machines.get(name)
        drive = self.drives.get(machine.drive) if machine else None
        return drive.power if drive else math.nan

    def _ratio(self, name: str, gas: GasSpec) -> float:
        machine = self.machines.get(name)
        if machine is None:
            return math.nan
        return machine.ratio if math.isfinite(machine.ratio) else _ratio_of(machine.head, gas)


def read_stations(path: Path) -> tuple[dict[str, Station], list[Finding]]:
    """Return the stations of a file by id, and everything wrong with it."""
    values = Values(path.name)
    stations: dict[str, Station] = {}
    try:
        with path.open("rb") as stream:
            for record in records(stream, 2):
                name = record.element.attributes.get("id", "")
                stations[name] = _station(record.element, name, values)
    except BrokenXmlError as broken:
        place = f"{path.name} line {broken.line}"
        values.findings.append(at(error(SUBJECT, "", "", broken.finding, broken.remedy), place))
    return stations, values.findings


def _station(element: Element, name: str, values: Values) -> Station:
    station = Station(element.line)
    subject = (SUBJECT, name)
    for one in _inside(element, "drives"):
        station.drives[one.attributes.get("id", "")] = Drive(one.tag, _power_of(one, values, subject))
    for one in _inside(element, "compressors"):
        station.machines[one.attributes.get("id", "")] = _machine(one, values, subject)
    for one in _inside(element, "configurations"):
        stages = [[unit.attributes.get("id", "") for unit in stage.children] for stage in one.children]
        station.configurations[one.attributes.get("confId", "")] = stages
    unknown = {unit for way in station.configurations.values() for stage in way for unit in stage}
    for unit in sorted(unknown - station.machines.keys()):
        values.error(element, *subject, f"a configuration names the machine '{unit}'.", "Add or correct it.")
    for machine in station.machines.values():
        if machine.drive not in station.drives:
            finding = f"a machine names the drive '{machine.drive}', which is not there."
            values.error(element, *subject, finding, "Add or correct it.")
    return station


def _inside(element: Element, tag: str) -> list[Element]:
    group = element.child(tag)
    return group.children if group else []


def _machine(element: Element, values: Values, subject: tuple[str, str]) -> Machine:
    numbers = _numbers(element, values, subject)
    speeds = (numbers.get("speedMin", math.nan), numbers.get("speedMax", math.nan))
    return Machine(
        kind=element.tag,
        drive=element.attributes.get("drive", ""),
        head=_highest_head(element, numbers, values, subject),
        ratio=numbers.get("maximalCompressionRatio", math.nan),
        speeds=speeds,
    )


def _numbers(element: Element, values: Values, subject: tuple[str, str]) -> dict[str, float]:
    """Return the numbers of a machine or a drive as they are written, whatever their unit."""
    bare = [one for one in element.children if "value" in one.attributes]
    return {one.tag: values.quantity(one, "", subject) for one in bare}


def _highest_head(
    element: Element, numbers: dict[str, float], values: Values, subject: tuple[str, str]
) -> float:
    """Return the largest head of a turbo compressor: on its surge line at its highest speed. [J/kg]

    The isoline of a speed n is a square in the volume flow Q whose coefficients are squares in n; the surge
    line is a square in Q. Without a crossing the highest measured head stands.
    """
    speed = numbers.get("speedMax", math.nan)
    isoline = [numbers.get(f"n_isoline_coeff_{at}", math.nan) for at in range(1, 10)]
    surge = [numbers.get(f"surgeline_coeff_{at}", math.nan) for at in range(1, 4)]
    powers = np.array([1.0, speed, speed**2])
    curve = np.array(isoline).reshape(3, 3) @ powers
    if np.isfinite(curve).all() and np.isfinite(surge).all():
        roots = np.roots((curve - np.array(surge))[::-1])
        flows = sorted(root.real for root in roots if abs(root.imag) < 1e-9 and root.real > 0.0)
        if flows:
            return float(KILO * np.polyval(curve[::-1], flows[0]))
    measured = _measured(element, "adiabaticHead", values, subject)
    return KILO * max(measured, default=math.nan)


def _measured(element: Element, tag: str, values: Values, subject: tuple[str, str]) -> list[float]:
    """Return all measured values of a name inside an element."""
    found = [values.quantity(element, "", subject)] if element.tag == tag and not element.children else []
    inner = [value for one in element.children for value in _measured(one, tag, values, subject)]
    return [value for value in [*found, *inner] if math.isfinite(value)]


def _power_of(element: Element, values: Values, subject: tuple[str, str]) -> float:
    """Return the largest power of a drive, measured or by its function of speed and air. [W]"""
    measured = [
        values.quantity(one, "W", subject)
        for one in _descendants(element)
        if one.tag == "maximalPower" and not one.children
    ]
    if measured:
        return max(measured)
    numbers = _numbers(element, values, subject)
    plane = [numbers.get(f"power_fun_coeff_{at}", math.nan) for at in range(1, 10)]
    if np.isfinite(plane).all():
        return _highest_on_plane(np.array(plane).reshape(3, 3))
    line = [numbers.get(f"power_fun_coeff_{at}", math.nan) for at in range(1, 4)]
    return _highest_on_plane(np.array([line])) if np.isfinite(line).all() else math.nan


def _highest_on_plane(plane: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """Return the top of a power in kW that is a square in speed at the temperature of the air. [W]"""
    c0, c1, c2 = np.array([1.0, AMBIENT, AMBIENT**2])[: len(plane)] @ plane
    if not c2 < 0.0:
        return math.nan
    return float(KILO * (c0 - c1**2 / (4.0 * c2)))


def _descendants(element: Element) -> list[Element]:
    return [one for child in element.children for one in (child, *_descendants(child))]


def _ratio_of(head: float, gas: GasSpec) -> float:
    """Return the ratio that an adiabatic head reaches from the gas's temperature at Z = 1. [-]"""
    if not (head > 0.0 and gas.molar_mass):
        return math.nan
    exponent = gas.isentropic_exponent or ISENTROPIC_EXPONENT
    share = (exponent - 1.0) / exponent
    return float((1.0 + head * share * gas.molar_mass / (GAS_CONSTANT * gas.temperature)) ** (1.0 / share))


def _speeds(machine: Machine) -> str:
    low, high = machine.speeds
    return f"{low:g} to {high:g} per min"


def _way(way: list[list[str]]) -> str:
    return " then ".join("+".join(stage) for stage in way)
