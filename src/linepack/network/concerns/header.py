"""The header: values it must have, and a gas that its equation of state can be computed for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding, InputError
from linepack.fluids.components import components
from linepack.fluids.composition import Composition
from linepack.network.concerns.magnitudes import number_findings
from linepack.network.places import error, suggestion, warning
from linepack.network.schema import header_schema
from linepack.network.tables import iso_date, shown

if TYPE_CHECKING:
    from linepack.network.header import GasSpec, NetworkHeader
    from linepack.network.network import Network
    from linepack.network.schema import Column

NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "ideal": ("molar_mass",),
    "constant_z": ("molar_mass", "compressibility"),
    "simple_cnga": ("molar_mass",),
    "full_cnga": ("molar_mass",),
    "aga": ("molar_mass", "critical_pressure", "critical_temperature"),
    "papay": ("molar_mass", "critical_pressure", "critical_temperature"),
    "peng_robinson": ("composition",),
    "soave_redlich_kwong": ("composition",),
    "aga8": ("composition",),
    "gerg2008": ("composition",),
}
"""What each equation of state needs to be given."""

DRAGGED: Final = ("aga", "gerg")
"""Friction laws that have a drag factor."""

FROM_COMPOSITION: Final = frozenset({"molar_mass", "critical_pressure", "critical_temperature"})
"""What a composition gives."""

SAME_MASS: Final = 1e-3
"""Difference of a given molar mass from that of the composition that rounding explains. [-]"""


def header(network: Network) -> list[Finding]:
    """Return what is wrong with the header."""
    values = header_values(network.header)
    findings: list[Finding] = []
    for column in header_schema().columns:
        if column.name != "gas.composition":
            findings += _value(column, values.get(column.name))
    gas = network.header.gas
    return [*findings, *_drag(network.header), *_composition(gas), *_missing(gas)]


def _drag(header: NetworkHeader) -> list[Finding]:
    if header.friction_drag_factor == 1.0 or header.friction in DRAGGED:
        return []
    finding = f"the friction law {header.friction} has no drag factor."
    remedy = f"Remove it, or use {' or '.join(DRAGGED)}."
    return [error("header", "", "friction_drag_factor", finding, remedy)]


def header_values(header: NetworkHeader) -> dict[str, object]:
    """Return the values of a header by the names of its schema; those of the gas start with ``gas.``."""
    values = {one.name: getattr(header, one.name) for one in fields(header) if one.name != "gas"}
    gas = {f"gas.{one.name}": getattr(header.gas, one.name) for one in fields(header.gas)}
    return {**values, **gas}


def _value(column: Column, value: object) -> list[Finding]:
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        missing = error("header", "", column.name, "the value is missing.", f"Give it: {column.description}")
        return [missing] if column.required else []
    if column.dtype == "float" and not isinstance(value, str):
        return _number(column, value)
    if column.choices and value not in column.choices:
        near = suggestion(str(value), column.choices)
        remedy = f"{near} Allowed are {', '.join(column.choices)}.".strip()
        return [error("header", "", column.name, f"{shown(value)} is not allowed.", remedy)]
    if column.dtype == "float" and not column.choices:
        return [error("header", "", column.name, f"{shown(value)} is text in a number.", "Give a number.")]
    if column.dtype == "int":
        return _number(column, value)
    return _date(column, value) if column.dtype == "date" else []


def _number(column: Column, value: object) -> list[Finding]:
    try:
        number = float(value)  # type: ignore[arg-type]  # whatever a caller put there
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        return [error("header", "", column.name, f"{shown(value)} is not a number.", "Give a number.")]
    return number_findings("header", "", column, number)


def _date(column: Column, value: object) -> list[Finding]:
    try:
        iso_date(str(value))
    except ValueError:
        remedy = "Write year, month and day, like 2023-11-07."
        return [error("header", "", column.name, f"{shown(value)} is not a date.", remedy)]
    return []


def _composition(gas: GasSpec) -> list[Finding]:
    name = "gas.composition"
    if gas.composition is None:
        return []
    if not isinstance(gas.composition, Mapping):
        return [error("header", "", name, "it is no table.", "Give mole fractions by component.")]
    try:
        composition = Composition(gas.composition)
    except InputError as refused:
        return [_of_component(one) for one in refused.findings]
    except (TypeError, ValueError):
        return [error("header", "", name, "a mole fraction is not a number.", "Give numbers.")]
    mass = gas.molar_mass
    if isinstance(mass, float) and abs(mass / composition.molar_mass - 1.0) > SAME_MASS:
        finding = f"{mass:.6g} kg/mol is not the composition's {composition.molar_mass:.6g} kg/mol."
        return [warning("header", "", "gas.molar_mass", finding, "Leave one of the two out.")]
    return []


def _of_component(finding: Finding) -> Finding:
    """Return a finding of the composition as one of the header, with a suggestion for a misspelt name."""
    _, _, name = finding.place.partition(".")
    near = suggestion(name, components()) if name not in components() else ""
    column = "gas.composition" + (f".{name}" if name else "")
    return error("header", "", column, finding.finding, f"{near} {finding.remedy}".strip())


def _missing(gas: GasSpec) -> list[Finding]:
    given = FROM_COMPOSITION if gas.composition is not None else frozenset()
    return [
        error(
            "header",
            "",
            f"gas.{name}",
            f"the equation of state {gas.eos} needs it.",
            "Give it" + (", or a composition." if name in FROM_COMPOSITION else "."),
        )
        for name in NEEDED.get(str(gas.eos), ())
        if name not in given and getattr(gas, name) is None
    ]
