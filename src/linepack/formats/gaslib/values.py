"""Numbers of GasLib files in SI, each by the unit that is written beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.formats.quantities import Reference, in_si, number
from linepack.formats.raw import Misfit
from linepack.network.places import Findings, at, error, suggestion, warning
from linepack.network.tables import shown
from linepack.units import KILO, UNITS, VOLUME_FLOW_UNITS

if TYPE_CHECKING:
    from linepack.errors import Finding
    from linepack.formats.gaslib.xml import Element

UNITS_OF: Final[dict[str, tuple[str, float]]] = {
    "Pa": ("Pa", 1.0),
    "kPa": ("kPa", 1.0),
    "MPa": ("MPa", 1.0),
    "bar": ("bar", 1.0),
    "barg": ("barg", 1.0),
    "psi": ("psi", 1.0),
    "psig": ("psig", 1.0),
    "m": ("m", 1.0),
    "meter": ("m", 1.0),
    "km": ("km", 1.0),
    "mm": ("mm", 1.0),
    "K": ("K", 1.0),
    "Celsius": ("degC", 1.0),
    "kg_per_s": ("kg/s", 1.0),
    "kg_per_h": ("kg/h", 1.0),
    "m_cube_per_s": ("m3/s", 1.0),
    "m_cube_per_hour": ("m3/h", 1.0),
    "1000m_cube_per_hour": ("m3/h", KILO),
    "kg_per_m_cube": ("kg/m3", 1.0),
    "kg_per_kmol": ("g/mol", 1.0),
    "W": ("W", 1.0),
    "kW": ("kW", 1.0),
    "MW": ("MW", 1.0),
}
"""Names of units in GasLib: linepack's name and how many of it one is."""

ASSUMED: Final = {"height": "m"}
"""Units that files leave out, by the element that they belong to."""


@dataclass
class Values:
    """Reads the numbers of one file and remembers what is wrong with them.

    Attributes
    ----------
    file
        Name of the file, for places.
    findings
        Everything wrong so far.
    """

    file: str
    findings: list[Finding] = field(default_factory=Findings)

    def place(self, element: Element) -> str:
        """Return where an element stands, like ``x.net line 7``."""
        return f"{self.file} line {element.line}"

    def error(self, element: Element, table: str, row: str, finding: str, remedy: str) -> None:
        """Remember an error about an element."""
        self.findings.append(at(error(table, row, element.tag, finding, remedy), self.place(element)))

    def warn(self, element: Element, table: str, row: str, finding: str, remedy: str) -> None:
        """Remember a warning about an element."""
        self.findings.append(at(warning(table, row, element.tag, finding, remedy), self.place(element)))

    def quantity(
        self, element: Element, unit: str, subject: tuple[str, str], density: float | None = None
    ) -> float:
        """Return the value of an element in SI, NaN where it cannot be read.

        Parameters
        ----------
        element
            The element with ``value`` and ``unit``.
        unit
            SI unit of what is wanted; empty for a bare number.
        subject
            Table and row that it belongs to, for findings.
        density
            What turns a volume flow into a mass flow. [kg/m3]
        """
        try:
            written = element.attributes.get("value", "").strip()
            if not written:
                raise Misfit("the value is missing.", "Give the attribute value.")
            value = number(written)
            if not math.isfinite(value):
                raise Misfit(f"{shown(written)} is too large a number.", "Give the value in its unit.")
            return value if not unit else self._in_si(element, value, unit, subject, density)
        except Misfit as misfit:
            self.error(element, *subject, misfit.finding, misfit.remedy)
            return math.nan

    def _in_si(
        self, element: Element, value: float, unit: str, subject: tuple[str, str], density: float | None
    ) -> float:
        known, factor = UNITS_OF[self._unit(element, unit, subject)]
        reference = Reference(density, named=True)
        return float(in_si(np.array([value * factor]), known, reference)[0])

    def _unit(self, element: Element, unit: str, subject: tuple[str, str]) -> str:
        """Return the name of the unit of an element.

        Raises
        ------
        Misfit
            If it has none, an unknown one or one of another dimension.
        """
        written = element.attributes.get("unit", "").strip()
        fitting = [name for name, (known, _) in UNITS_OF.items() if _fits(known, unit)]
        if not written and element.tag in ASSUMED:
            assumed = ASSUMED[element.tag]
            self.warn(element, *subject, f"the unit is missing; {assumed} is taken.", "Give the unit.")
            return assumed
        if not written:
            raise Misfit("the unit is missing.", f"Give the attribute unit: {', '.join(fitting)}.")
        if written not in fitting:
            what = "not known" if written not in UNITS_OF else "of another kind"
            remedy = f"{suggestion(written, fitting)} Known here are {', '.join(fitting)}.".strip()
            raise Misfit(f"the unit {shown(written)} is {what}.", remedy)
        return written


def _fits(known: str, unit: str) -> bool:
    if known in VOLUME_FLOW_UNITS:
        return unit == "kg/s"
    return UNITS[known].dimension == UNITS[unit].dimension
