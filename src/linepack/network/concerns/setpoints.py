"""Controls and their set-points: there, and within the limits of the element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.network.network import UNKNOWN
from linepack.network.places import bounded, error, warning
from linepack.network.schema import kinds, table_schema
from linepack.network.tables import texts

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from linepack.errors import Finding
    from linepack.network.network import Network
    from linepack.network.schema import TableSchema

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]

FLOW_LIMITS: Final = {
    "flow_min": (-1.0, -1.0),
    "flow_max": (1.0, 1.0),
    "sendout_min": (-1.0, -1.0),
    "sendout_max": (1.0, 1.0),
    "withdrawal_min": (-1.0, -1.0),
    "withdrawal_max": (1.0, 1.0),
    "injection_min": (1.0, -1.0),
    "injection_max": (-1.0, 1.0),
}
"""Limits of ``mass_flow``: signs a and b of a * mass_flow <= b * limit."""

WHILE: Final = {"sendout_min": 1.0, "withdrawal_min": 1.0, "injection_min": -1.0}
"""Limits of ``mass_flow`` that hold while it has that sign."""

HELD_AT: Final = {"pressure": "node", "outlet_pressure": "to_node", "inlet_pressure": "from_node"}
"""Set-points that hold the pressure of a node, and the column that names it."""


def setpoint_of(schema: TableSchema, control: str) -> str:
    """Return the column of the set-point that a control uses; empty where it uses none."""
    if control == "flow" and "mass_flow" in schema.by_name:
        return "mass_flow"
    return control if control in schema.by_name else ""


def set_points(network: Network) -> list[Finding]:
    """Return every set-point that its control needs and that is missing, or that breaks a limit."""
    findings: list[Finding] = []
    for schema in map(table_schema, kinds()):
        table = network.table(schema.kind)
        if "control" in schema.by_name:
            for control in schema.by_name["control"].choices:
                rows = texts(table, "control") == control
                if rows.any() and (column := setpoint_of(schema, control)):
                    findings += _missing(schema.kind, table, rows, column, control)
                    findings += _beyond_own(schema, table, rows, column)
                    findings += _beyond_node(network, schema.kind, table, rows, column)
        elif "mass_flow" in schema.by_name:
            findings += _beyond_own(schema, table, np.ones(len(table), dtype=bool), "mass_flow")
    return findings


def low_above_high(network: Network) -> list[Finding]:
    """Return every lower limit that is above the upper limit beside it."""
    findings: list[Finding] = []
    for schema in map(table_schema, kinds()):
        table = network.table(schema.kind)
        for low in (name for name in schema.names if name.endswith("_min")):
            high = low.removesuffix("_min") + "_max"
            if high in schema.by_name:
                findings += _swapped(schema.kind, table, low, high)
    return findings


def _missing(kind: str, table: pd.DataFrame, rows: Mask, column: str, control: str) -> list[Finding]:
    absent = rows & np.isnan(_numbers(table, column))
    finding = f"control is {control}, but there is no set-point."
    return bounded(
        error(kind, str(row), column, finding, f"Give {column} or choose another control.")
        for row in table.index[absent]
    )


def _beyond_own(schema: TableSchema, table: pd.DataFrame, rows: Mask, column: str) -> list[Finding]:
    limits = {f"{column}_min": (-1.0, -1.0), f"{column}_max": (1.0, 1.0)}
    limits = FLOW_LIMITS if column == "mass_flow" else limits
    findings: list[Finding] = []
    for limit, (sign, side) in limits.items():
        if limit in schema.by_name:
            wanted, allowed = _numbers(table, column), _numbers(table, limit)
            beyond = rows & (sign * wanted > side * allowed) & (WHILE.get(limit, 0.0) * wanted >= 0.0)
            beyond &= (wanted != 0.0) | (limit not in WHILE)
            findings += [
                error(
                    schema.kind,
                    str(table.index[row]),
                    column,
                    f"the set-point {wanted[row]:.9g} is beyond its own limit {limit} = {allowed[row]:.9g}.",
                    "Change one of the two.",
                )
                for row in map(int, np.flatnonzero(beyond))
            ]
    return bounded(findings)


def _beyond_node(network: Network, kind: str, table: pd.DataFrame, rows: Mask, column: str) -> list[Finding]:
    if column not in HELD_AT:
        return []
    nodes, at = network.table("nodes"), network.node_rows(kind, HELD_AT[column])
    wanted = _numbers(table, column)
    findings: list[Finding] = []
    for limit, sign in (("pressure_min", -1.0), ("pressure_max", 1.0)):
        allowed = np.append(_numbers(nodes, limit), np.nan)[at]
        beyond = rows & (at != UNKNOWN) & (sign * wanted > sign * allowed)
        findings += [
            warning(
                kind,
                str(table.index[row]),
                column,
                f"the set-point {wanted[row]:.9g} Pa is beyond {limit} = {allowed[row]:.9g} Pa of node "
                f"'{nodes.index[int(at[row])]}'.",
                "Change one of the two.",
            )
            for row in map(int, np.flatnonzero(beyond))
        ]
    return bounded(findings)


def _swapped(kind: str, table: pd.DataFrame, low: str, high: str) -> list[Finding]:
    below, above = _numbers(table, low), _numbers(table, high)
    return bounded(
        error(
            kind,
            str(table.index[row]),
            low,
            f"{low} = {below[row]:.9g} is above {high} = {above[row]:.9g}.",
            "Swap or correct them.",
        )
        for row in map(int, np.flatnonzero(below > above))
    )


def _numbers(table: pd.DataFrame, column: str) -> Array:
    return table[column].to_numpy(dtype=float)
