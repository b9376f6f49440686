"""What of a network a matgas case cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from linepack.formats.losses import KEEP, lost_values
from linepack.network.places import warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.errors import Finding
    from linepack.network.network import Network

ENDS: Final = frozenset({"id", "from_node", "to_node"})

HELD: Final[dict[str, frozenset[str]]] = {
    "nodes": frozenset({"id", "latitude", "longitude", "elevation", "pressure_min", "pressure_max"}),
    "pipes": ENDS
    | {
        "length",
        "diameter",
        "friction_factor",
        "roughness",
        "efficiency",
        "parallel_lines",
        "pressure_max",
        "pipeline",
    },
    "short_pipes": ENDS,
    "heaters": ENDS,
    "check_valves": ENDS,
    "resistors": ENDS | {"drag_factor", "diameter", "pressure_drop"},
    "valves": ENDS | {"open"},
    "regulators": ENDS | {"control", "ratio", "flow_max"},
    "compressors": ENDS
    | {
        "control",
        "ratio",
        "ratio_max",
        "power_max",
        "flow_max",
        "inlet_pressure_min",
        "outlet_pressure_max",
        "efficiency",
        "fuel",
        "name",
    },
    "supplies": frozenset({"id", "node", "control", "mass_flow", "pressure", "flow_min", "flow_max", "name"}),
    "demands": frozenset({"id", "node", "mass_flow", "flow_max", "name"}),
    "storages": frozenset(
        {
            "id",
            "node",
            "control",
            "mass_flow",
            "withdrawal_min",
            "withdrawal_max",
            "injection_min",
            "injection_max",
            "name",
        }
    ),
    "lng_terminals": frozenset({"id", "node", "control", "mass_flow", "pressure", "name"}),
}
"""Columns that are written, or told apart, by kind."""

STANDS_FOR: Final = {
    "heaters": "short pipes",
    "check_valves": "short pipes that gas passes one way only",
    "lng_terminals": "receipts",
}


def losses(network: Network) -> list[Finding]:
    """Return what of a network a case cannot hold, as warnings."""
    lost = [*lost_values(network, "matgas", lambda kind: HELD[kind])]
    lost += [*_lost_kinds(network), *_changed_pipes(network), *_changed_devices(network), *_header(network)]
    lost += [*_loads(network), *_drags(network)]
    return lost


def _lost_kinds(network: Network) -> Iterator[Finding]:
    for kind, words in STANDS_FOR.items():
        if count := len(network.table(kind)):
            finding = f"matgas has none; {count} row(s) are written as {words}."
            yield warning(kind, "", "", finding, KEEP)


def _changed_pipes(network: Network) -> Iterator[Finding]:
    made = np.isnan(network.column("pipes", "friction_factor"))
    lines, efficiency = (network.column("pipes", name) for name in ("parallel_lines", "efficiency"))
    cases = (
        ("roughness", made, "the factor of the fully rough pipe is written in its place"),
        ("efficiency", efficiency != 1.0, "it goes into the friction factor"),
        ("parallel_lines", lines != 1.0, "one pipe of the same loss is written for them"),
    )
    for column, rows, words in cases:
        if rows.any():
            yield warning("pipes", "", column, f"{int(rows.sum())} row(s): {words}.", KEEP)


def _changed_devices(network: Network) -> Iterator[Finding]:
    for kind in ("regulators", "compressors"):
        control = network.words(kind, "control")
        other = ~np.isin(control, ("ratio", "bypass", "closed"))
        closed = control == "closed"
        if other.any():
            finding = f"matgas knows ratios alone; {int(other.sum())} row(s) are written without set-point."
            yield warning(kind, "", "control", finding, KEEP)
        if closed.any():
            finding = f"{int(closed.sum())} closed row(s) are written out of service."
            yield warning(kind, "", "control", finding, KEEP)
    lossy = network.column("compressors", "efficiency") != 1.0
    burning = network.words("compressors", "fuel") != "none"
    for column, rows in (("efficiency", lossy), ("fuel", burning)):
        if rows.any():
            finding = f"compressors of matgas have no losses and take no fuel; {int(rows.sum())} row(s) do."
            yield warning("compressors", "", column, finding, KEEP)


def _header(network: Network) -> Iterator[Finding]:
    gas = network.header.gas
    if gas.eos not in ("constant_z", "ideal"):
        finding = f"matgas has one compressibility: that of {gas.eos} at 50 bar is written."
        yield warning("header", "", "gas.eos", finding, "Use constant_z to compare.")
    if gas.composition is not None:
        finding = "only the molar mass of the composition is written."
        yield warning("header", "", "gas.composition", finding, KEEP)


def _loads(network: Network) -> Iterator[Finding]:
    low, high = (network.column("supplies", name) for name in ("flow_min", "flow_max"))
    open_below = np.isnan(low) & np.isfinite(high)
    if open_below.any():
        finding = f"receipts need a least flow; 0 kg/s is written for {int(open_below.sum())} row(s)."
        yield warning("supplies", "", "flow_min", finding, "Give one.")
    moving = (network.words("storages", "control") != "flow") | (
        network.column("storages", "mass_flow") != 0.0
    )
    if moving.any():
        finding = f"storages of matgas state no flow; {int(moving.sum())} row(s) do."
        yield warning("storages", "", "mass_flow", finding, KEEP)


def _drags(network: Network) -> Iterator[Finding]:
    drag: Any = network.column("short_pipes", "drag_factor") > 0.0
    if drag.any():
        yield warning(
            "short_pipes", "", "drag_factor", "short pipes of matgas lose nothing.", "Make them resistors."
        )
