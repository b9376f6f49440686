"""What is taken where a map says nothing: a usual gas and a usual wall, each marked as an estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from linepack.network.header import GasSpec

if TYPE_CHECKING:
    from linepack.network.header import NetworkHeader

USUAL_GAS: Final = GasSpec(
    eos="papay",
    temperature=283.15,
    molar_mass=0.0174,
    critical_pressure=46.0e5,
    critical_temperature=198.0,
)
"""Natural gas of pipelines: mostly methane, at the temperature of the ground."""

USUAL_NORMAL_DENSITY: Final = 0.78
"""Density of that gas at 0 degC and 1.01325 bar. [kg/m3]"""

USUAL_ROUGHNESS: Final = 2e-5
"""Roughness of the wall of a steel pipeline in use. [m]"""

ROUGHNESS_RANGE: Final = (6e-6, 1e-4)
"""Where the roughness of such pipes lies: coated and clean, or old. [m]"""

Statement = dict[str, Any]  # a row of the provenance


def estimate(table: str, row: str, column: str, note: str, **more: Any) -> Statement:
    """Return the statement that a value is an estimate of low confidence."""
    basis = {"basis": "estimate", "confidence": "low"}
    return {"table": table, "id": row, "column": column, **basis, "note": note, **more}


def gas_statements(header: NetworkHeader) -> list[Statement]:
    """Return the statements that the gas of a header is the usual one."""
    gas = header.gas
    columns = ("temperature", "molar_mass", "critical_pressure", "critical_temperature")
    note = "the file states no gas: usual natural gas of pipelines"
    return [estimate("header", "", f"gas.{name}", note) for name in columns if getattr(gas, name) is not None]


def roughness_statement(row: str) -> Statement:
    """Return the statement that the roughness of a pipe is the usual one."""
    low, high = ROUGHNESS_RANGE
    return estimate("pipes", row, "roughness", "usual for a steel pipeline in use", low=low, high=high)
