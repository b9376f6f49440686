"""Units of the face: pressures in bar absolute, flows in kg/s and bcm/y at the network's reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.cli.output import TextTable, number
from linepack.units import VOLUME_FLOW_UNITS, from_si, volume_from_mass_flow

if TYPE_CHECKING:
    import pandas as pd

    from linepack.network.network import Network

TEXT: Final = ""


@dataclass(frozen=True)
class Shown:
    """One column of a result table as it is printed."""

    column: str
    header: str
    unit: str = TEXT


_ENDS: Final = (Shown("from_node", "from"), Shown("to_node", "to"))
_FLOW: Final = (Shown("mass_flow", "kg/s", "kg/s"), Shown("mass_flow", "bcm/y", "bcm/y"))
_PRESSURES: Final = (
    Shown("pressure_from", "in, bar abs", "bar"),
    Shown("pressure_to", "out, bar abs", "bar"),
)

KINDS: Final[dict[str, tuple[Shown, ...]]] = {
    "nodes": (Shown("pressure", "bar abs", "bar"),),
    "pipes": (*_ENDS, *_FLOW, *_PRESSURES),
    "compressors": (
        Shown("mode", "mode"),
        *_FLOW,
        *_PRESSURES,
        Shown("ratio", "ratio", "1"),
        Shown("power", "MW", "MW"),
        Shown("fuel", "fuel, kg/s", "kg/s"),
    ),
    "regulators": (Shown("mode", "mode"), *_FLOW, *_PRESSURES),
    "check_valves": (Shown("mode", "mode"), *_FLOW),
    "resistors": (Shown("mode", "mode"), *_FLOW, *_PRESSURES),
    "valves": (Shown("mode", "mode"), *_FLOW),
    "short_pipes": (*_ENDS, *_FLOW),
    "heaters": (*_ENDS, *_FLOW),
    "supplies": (Shown("node", "node"), *_FLOW),
    "demands": (Shown("node", "node"), *_FLOW),
    "storages": (Shown("node", "node"), Shown("mode", "mode"), *_FLOW),
    "lng_terminals": (Shown("node", "node"), Shown("mode", "mode"), *_FLOW),
}
"""Element kinds in the order they are printed, with their columns."""


@dataclass(frozen=True)
class Face:
    """The reference conditions of a network's volumes, and what is printed with them.

    Attributes
    ----------
    density
        Of the gas at the reference conditions. [kg/m3]
    reference
        The conditions in words.
    """

    density: float
    reference: str

    @classmethod
    def of(cls, network: Network) -> Face:
        """Return the face of a network."""
        from linepack.fluids.reference import ReferenceConditions
        from linepack.system.gas import gas_of

        header = network.header
        reference = ReferenceConditions(
            "the network's", header.reference_temperature, header.reference_pressure
        )
        density = header.reference_density or gas_of(header).density_at(reference)
        temperature = from_si(header.reference_temperature, "degC")
        pressure = from_si(header.reference_pressure, "bar")
        return cls(density, f"{temperature:g} degC and {pressure:g} bar")

    def notes(self) -> tuple[str, ...]:
        """Return the sentence that says what the units are."""
        return (f"Pressures in bar absolute; bcm/y are 10^9 m3 a year at {self.reference}.",)

    def flow(self, mass_flow: float) -> tuple[str, str]:
        """Return a mass flow in kg/s and as a volume flow in bcm/y."""
        return number(mass_flow), number(volume_from_mass_flow(mass_flow, "bcm/y", self.density))

    def table(self, kind: str, frame: pd.DataFrame) -> TextTable:
        """Return the printed table of one element kind."""
        shown = KINDS[kind]
        columns = [self._cells(frame[item.column], item.unit) for item in shown]
        rows = [
            (str(name), *cells) for name, cells in zip(frame.index, zip(*columns, strict=True), strict=True)
        ]
        numbers = frozenset(index for index, item in enumerate(shown, start=1) if item.unit != TEXT)
        return TextTable(kind.replace("_", " "), ("id", *(item.header for item in shown)), rows, numbers)

    def _cells(self, values: pd.Series, unit: str) -> list[str]:
        if unit == TEXT:
            return [str(value) for value in values]
        return [number(self._in(float(value), unit)) for value in values]

    def _in(self, value: float, unit: str) -> float:
        if unit in VOLUME_FLOW_UNITS:
            return volume_from_mass_flow(value, unit, self.density)
        return from_si(value, unit)
