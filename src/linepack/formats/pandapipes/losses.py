"""What of a network a file of pandapipes cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from linepack.formats.losses import KEEP, lost_values
from linepack.formats.pandapipes.line import line_of
from linepack.network.places import warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from linepack.errors import Finding
    from linepack.network.network import Network

ENDS: Final = frozenset({"id", "from_node", "to_node"})
LOAD: Final = frozenset({"id", "node", "control", "mass_flow", "pressure"})
DEVICE: Final = ENDS | {"control", "outlet_pressure", "inlet_pressure", "ratio", "flow"}

HELD: Final[dict[str, frozenset[str]]] = {
    "nodes": frozenset({"id", "longitude", "latitude", "elevation"}),
    "pipes": ENDS
    | {
        "length",
        "diameter",
        "roughness",
        "friction_factor",
        "efficiency",
        "parallel_lines",
        "outer_diameter",
    },
    "resistors": ENDS | {"drag_factor", "diameter", "pressure_drop"},
    "short_pipes": ENDS,
    "valves": ENDS | {"open"},
    "check_valves": ENDS,
    "regulators": DEVICE,
    "compressors": DEVICE | {"fuel"},
    "heaters": ENDS,
    "supplies": LOAD,
    "demands": frozenset({"id", "node", "mass_flow"}),
    "storages": LOAD | {"working_gas"},
    "lng_terminals": LOAD,
}
"""Columns that are written, or told apart, by kind."""


def losses(network: Network) -> list[Finding]:
    """Return what of a network a file of pandapipes cannot hold, as warnings."""
    lost = [*lost_values(network, "pandapipes", lambda kind: HELD[kind])]
    lost += [*_lost_header(network), *_changed_pipes(network), *_changed_devices(network), *_loads(network)]
    return lost


def _lost_header(network: Network) -> Iterator[Finding]:
    header = network.header
    if header.friction == "nikuradse":
        finding = "pandapipes adds the laminar factor 64/Re to the rough one in all flow."
        yield warning("header", "", "friction", finding, "Use colebrook_white to compare.")
    elif header.friction != "colebrook_white":
        finding = f"pandapipes has no law {header.friction}; that of Colebrook and White is written."
        yield warning("header", "", "friction", finding, "Use colebrook_white to compare.")
    deviation = line_of(header).deviation
    if deviation > 0.0:
        finding = (
            f"the compressibility becomes a straight line, up to {deviation:.2g} beside it from 1 to 80 bar."
        )
        yield warning("header", "", "gas.eos", finding, "Use aga, constant_z or ideal to compare.")
    if isinstance(header.gas.viscosity, str):
        finding = "the viscosity becomes a constant, that at 50 bar."
        yield warning("header", "", "gas.viscosity", finding, "Give a number to compare.")
    if header.gas.composition is not None:
        finding = "only the molar mass of the composition is written."
        yield warning("header", "", "gas.composition", finding, KEEP)


def _changed_pipes(network: Network) -> Iterator[Finding]:
    pipes = network.table("pipes")
    changes = {
        "friction_factor": (
            pipes["friction_factor"].notna(),
            "is written as a loss coefficient on a short pipe.",
        ),
        "efficiency": (pipes["efficiency"] != 1.0, "is written into the length, which it divides twice."),
        "parallel_lines": (pipes["parallel_lines"] > 1, "are written as that many pipes."),
    }
    for column, (rows, words) in changes.items():
        count = int(rows.sum())
        if count:
            yield warning(
                "pipes", "", column, f"{count} row(s): it {words}".replace("it are", "they are"), KEEP
            )


def _changed_devices(network: Network) -> Iterator[Finding]:
    """Tell what is written as something nearest to it; reading it back knows it again by its type."""
    for kind, words in NEAREST.items():
        table = network.table(kind)
        if len(table):
            yield warning(kind, "", "", f"{len(table)} row(s) are written as {words}", KEEP)
    for kind, column, value, words in UNHELD:
        count = int(_equal(network.table(kind), column, value).sum())
        if count:
            yield warning(kind, "", column, f"{count} row(s): {words}", KEEP)


def _equal(table: pd.DataFrame, column: str, value: object) -> pd.Series[Any]:  # of truth values
    if column == "pressure_drop":
        return table[column].fillna(0.0) > 0.0
    return table[column] == value


NEAREST: Final = {
    "short_pipes": "open valves.",
    "check_valves": "open valves; pandapipes lets gas flow back through them.",
    "resistors": "valves with a loss coefficient.",
}

UNHELD: Final = (
    ("resistors", "pressure_drop", None, "pandapipes has no fixed loss; gas passes freely."),
    ("regulators", "control", "differential", "pandapipes holds no difference; gas passes freely."),
    ("regulators", "control", "bypass", "they are written as open valves."),
    ("regulators", "control", "closed", "they are written as shut valves."),
    ("regulators", "control", "ratio", "they are written as compressors with a ratio below 1."),
    ("compressors", "control", "power", "pandapipes holds no power; gas passes freely."),
    ("compressors", "control", "bypass", "they are written as open valves."),
    ("compressors", "control", "closed", "they are written as shut valves."),
    ("compressors", "fuel", "gas", "pandapipes takes no fuel gas."),
    ("storages", "control", "off", "they are written as storages without a flow."),
    ("lng_terminals", "control", "off", "they are written as sources without a flow."),
)
"""Kind, column, value and what becomes of it."""


def _loads(network: Network) -> Iterator[Finding]:
    for kind in ("storages", "lng_terminals"):
        count = int((network.words(kind, "control") == "pressure").sum())
        if count:
            yield warning(kind, "", "control", f"{count} row(s) that hold a pressure become grids.", KEEP)
    count = len(network.table("lng_terminals"))
    if count:
        yield warning("lng_terminals", "", "", f"{count} row(s) are written as sources or grids.", KEEP)
