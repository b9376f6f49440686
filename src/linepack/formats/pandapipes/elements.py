"""From the tables of pandapipes to those of a network, one rule per kind of element."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from linepack.formats.pandapipes.layout import BEHIND, DEVICE_DIAMETER, REFUSED, ambient_pressure
from linepack.units import BAR, KILO, MILLI

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.formats.pandapipes.frames import Frames, Notes, Row

    Values = dict[str, Any]  # cells of a row

ENDS: Final = ("from_junction", "to_junction")
LEAVE: Final = "Solve without it, or give the network an element for it."


@dataclass
class Tables:
    """Rows of the network as they are made, and where each comes from.

    Attributes
    ----------
    rows
        Rows by kind.
    origin
        Table and number of pandapipes by kind and id.
    names
        Id of each junction by its number.
    height
        Height of each junction by its number. [m]
    places
        Elevation, longitude and latitude of each node by its id.
    """

    frames: Frames
    notes: Notes
    rows: dict[str, list[Values]] = field(default_factory=dict)
    origin: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    height: dict[str, float] = field(default_factory=dict)
    places: dict[str, dict[str, float]] = field(default_factory=dict)

    def add(self, kind: str, row: Row, name: str = "", **values: Any) -> str:
        """Add a row and return its id: the name where it is given and free, else table and number."""
        wanted = name or row.text("name") or f"{row.table} {row.index}"
        ident = wanted
        if (kind, ident) in self.origin:
            ident = f"{row.table} {row.index}"
        while (kind, ident) in self.origin:
            ident += "'"
        self.origin[kind, ident] = (row.table, row.index)
        label = {"name": row.text("name")} if kind != "nodes" and row.text("name") not in ("", ident) else {}
        self.rows.setdefault(kind, []).append({"id": ident, **label, **values})
        return ident

    @cached_property
    def valves_at_pipes(self) -> dict[tuple[str, str], list[Row]]:
        """Valves at the end of a pipe, by the pipe and the junction that they stand at."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.frames.rows("valve"):
            if row.text("et") == "pi":
                found.setdefault((row.reference("element"), row.reference("junction")), []).append(row)
        return found

    def node(self, row: Row, column: str) -> str:
        """Return the id of the junction that a row names."""
        number = row.reference(column)
        if number and number not in self.names:
            finding = f"there is no junction {number}."
            self.notes.wrong(row.table, row.index, column, finding, "Correct it in pandapipes.")
        return self.names.get(number, "")

    def behind(self, row: Row, node: str, name: str) -> str:
        """Add a node beside another, at the same place, and return its id."""
        place: Values = {"elevation": 0.0, **self.places.get(node, {})}
        return self.add("nodes", row, name, **place)

    def edge(self, kind: str, row: Row, **values: Any) -> None:
        """Add a row between the two junctions that a row names."""
        tail, head = (self.node(row, end) for end in ENDS)
        self.add(kind, row, from_node=tail, to_node=head, **values)

    def absolute(self, row: Row, column: str, junction: str) -> float:
        """Return a gauge pressure of a row at a junction as an absolute one. [Pa]"""
        gauge = row.number(column) * BAR
        return gauge + ambient_pressure(self.height.get(row.reference(junction), 0.0))


def pipe(row: Row, tables: Tables) -> None:
    """Add a pipe, and before it a resistor where it has a loss of its own."""
    tail, head = _valved_ends(row, tables)
    diameter = _diameter(row)
    tail = _after_loss(row, tables, tail, diameter)
    values: Values = {
        "length": row.number("length_km") * KILO,
        "diameter": diameter,
        "roughness": _roughness(row),
    }
    outer = row.number("outer_diameter_mm", math.nan) * MILLI
    if outer > diameter:
        values["outer_diameter"] = outer
    elif math.isfinite(outer):
        finding = "it is not above the inner diameter; it is left out."
        tables.notes.unsure(row.table, row.index, "outer_diameter_mm", finding, "Correct it in pandapipes.")
    tables.add("pipes", row, from_node=tail, to_node=head, **values)


def valve(row: Row, tables: Tables) -> None:
    """Add a valve between two junctions, or at the end of a pipe, and behind it a resistor for its loss."""
    if row.text("et") == "pi":
        return  # stands between a junction and a pipe, which adds it
    tail = tables.node(row, "junction" if row.has("junction") else "from_junction")
    head = tables.node(row, "element" if row.has("element") else "to_junction")
    _valve_between(row, tables, tail, head)


def compressor(row: Row, tables: Tables) -> None:
    """Add a compressor that holds its ratio; one below 1 is a regulator."""
    ratio = row.number("pressure_ratio")
    if ratio < 1.0:
        tables.edge("regulators", row, control="ratio", ratio=ratio)
    else:
        tables.edge("compressors", row, control="ratio", ratio=ratio, fuel="none")


def pressure_control(row: Row, tables: Tables) -> None:
    """Add a regulator that holds the pressure at one of its ends, or a compressor where the type says so."""
    if not row.truth("control_active"):
        _lossy(row, tables, "the control is not active")
        return
    controlled = row.reference("controlled_junction" if row.has("controlled_junction") else "to_junction")
    sides = dict(
        zip(
            (row.reference(end) for end in reversed(ENDS)), ("outlet_pressure", "inlet_pressure"), strict=True
        )
    )
    if controlled not in sides:
        finding = f"it holds the pressure of junction {controlled}, which is neither of its ends."
        remedy = "Let it hold one of its ends: linepack has no remote control."
        tables.notes.wrong(row.table, row.index, "controlled_junction", finding, remedy)
        return
    column = sides[controlled]
    end = ENDS[1] if column == "outlet_pressure" else ENDS[0]
    pressure = tables.absolute(row, "controlled_p_bar", end)
    tables.edge(_device(row), row, control=column, **{column: pressure}, **_no_fuel(row))


def flow_control(row: Row, tables: Tables) -> None:
    """Add a regulator that holds its flow, or a compressor where the type says so."""
    if not row.truth("control_active"):
        _lossy(row, tables, "the control is not active")
        return
    flow = row.number("controlled_mdot_kg_per_s")
    tail, head = (tables.node(row, end) for end in ENDS)
    if flow < 0.0:
        tail, head = head, tail
        finding = "its flow is negative; its ends are exchanged."
        tables.notes.unsure(row.table, row.index, "controlled_mdot_kg_per_s", finding, "")
    tables.add(
        _device(row), row, from_node=tail, to_node=head, control="flow", flow=abs(flow), **_no_fuel(row)
    )


def heat_exchanger(row: Row, tables: Tables) -> None:
    """Add a heater, and before it a resistor where it has a loss."""
    tail, head = (tables.node(row, end) for end in ENDS)
    diameter = _diameter(row) if row.number("loss_coefficient", 0.0) else math.nan
    tail = _after_loss(row, tables, tail, diameter)
    if row.number("qext_w", 0.0):
        finding = "the heat that it takes is not read: temperatures are those of the header."
        tables.notes.unsure(row.table, row.index, "qext_w", finding, "Choose the temperature of the gas.")
    tables.add("heaters", row, from_node=tail, to_node=head)


def sink(row: Row, tables: Tables) -> None:
    """Add a demand, or a supply where the flow is negative."""
    _load(row, tables, "demands", "supplies")


def source(row: Row, tables: Tables) -> None:
    """Add a supply, or a demand where the flow is negative."""
    _load(row, tables, "supplies", "demands")


def mass_storage(row: Row, tables: Tables) -> None:
    """Add a storage; pandapipes counts injection positive."""
    flow = row.number("mdot_kg_per_s", 0.0) * row.number("scaling", 1.0)
    values: Values = {"mass_flow": -flow if flow else 0.0}
    highest, lowest = row.number("max_m_stored_kg", math.inf), row.number("min_m_stored_kg", 0.0)
    if math.isfinite(highest) and highest >= lowest:
        values["working_gas"] = highest - lowest
    if row.number("init_m_stored_kg", 0.0):
        finding = "how full it is is not read: a steady state does not ask."
        tables.notes.unsure(row.table, row.index, "init_m_stored_kg", finding, "")
    tables.add("storages", row, node=tables.node(row, "junction"), **values)


CONVERTERS: Final[dict[str, Callable[[Row, Tables], None]]] = {
    "pipe": pipe,
    "valve": valve,
    "compressor": compressor,
    "press_control": pressure_control,
    "flow_control": flow_control,
    "heat_exchanger": heat_exchanger,
    "sink": sink,
    "source": source,
    "mass_storage": mass_storage,
}
"""What a row in service becomes, by table."""

UNHELD: Final = {
    "pipe": ("u_w_per_m2k", "alpha_w_per_m2k", "qext_w"),
}
"""Columns whose values a network has no place for, where they are not zero."""


def convert(tables: Tables) -> None:
    """Add the rows of every table of elements, and tell what is left out."""
    for name, converter in CONVERTERS.items():
        rows = in_service(tables, name)
        for row in rows:
            converter(row, tables)
        for column in UNHELD.get(name, ()):
            count = sum(bool(row.number(column, 0.0)) for row in rows)
            if count:
                finding = f"{count} row(s) have one; heat is not computed, so it is not read."
                tables.notes.unsure(name, "", column, finding, "Choose the temperature of the gas.")
    for name, why in REFUSED.items():
        for row in in_service(tables, name):
            tables.notes.wrong(name, row.index, "", f"it cannot be read: {why}.", LEAVE)
    _ext_grids(tables)


def in_service(tables: Tables, name: str) -> list[Row]:
    """Return the rows of a table that are in service; the others are told as one count."""
    rows = tables.frames.rows(name)
    kept = [row for row in rows if row.truth("in_service")]
    if len(kept) < len(rows):
        finding = f"{len(rows) - len(kept)} row(s) are out of service and left out."
        tables.notes.unsure(
            name, "", "in_service", finding, "Put them in service in pandapipes to have them."
        )
    return kept


def _ext_grids(tables: Tables) -> None:
    """Add one supply per junction where grids hold the pressure; of several the mean holds, as there."""
    held: dict[str, list[Row]] = {}
    for row in in_service(tables, "ext_grid"):
        if row.text("type") in ("", "p", "pt"):
            held.setdefault(tables.node(row, "junction"), []).append(row)
    for node, rows in held.items():
        pressures = [tables.absolute(row, "p_bar", "junction") for row in rows]
        if len(rows) > 1:
            finding = f"{len(rows)} grids hold the pressure of {node}; their mean is taken."
            tables.notes.unsure("ext_grid", rows[0].index, "p_bar", finding, "Leave one of them.")
        mean = sum(pressures) / len(pressures)
        tables.add("supplies", rows[0], node=node, control="pressure", pressure=mean)


def _load(row: Row, tables: Tables, kind: str, other: str) -> None:
    flow = row.number("mdot_kg_per_s", 0.0) * row.number("scaling", 1.0)
    chosen = other if flow < 0.0 else kind
    tables.add(chosen, row, node=tables.node(row, "junction"), mass_flow=abs(flow))


def _diameter(row: Row) -> float:
    """Return the inner diameter, which older files give in metres. [m]"""
    if row.has("inner_diameter_mm") or not row.has("diameter_m"):
        return row.number("inner_diameter_mm") * MILLI
    return row.number("diameter_m")


def _roughness(row: Row) -> float:
    return row.number("k_mm") * MILLI


def _device(row: Row) -> str:
    return "compressors" if row.text("type") == "compressor" else "regulators"


def _no_fuel(row: Row) -> Values:
    return {"fuel": "none"} if _device(row) == "compressors" else {}


def _lossy(row: Row, tables: Tables, why: str) -> None:
    """Add what a control that does not act leaves: a short pipe, or a resistor with its loss."""
    loss = row.number("loss_coefficient", 0.0)
    tables.notes.unsure(row.table, row.index, "control_active", f"{why}; gas passes it freely.", "")
    if loss:
        tables.edge("resistors", row, drag_factor=loss, diameter=DEVICE_DIAMETER)
    else:
        tables.edge("short_pipes", row)


def _after_loss(row: Row, tables: Tables, tail: str, diameter: float) -> str:
    """Return the node behind a resistor for the loss of a row, or the tail where it has none."""
    loss = row.number("loss_coefficient", 0.0)
    if not loss:
        return tail
    name = row.text("name") or f"{row.table} {row.index}"
    node = tables.behind(row, tail, f"{name} {BEHIND} its loss")
    loss_name = f"loss of {name}"
    tables.add("resistors", row, loss_name, from_node=tail, to_node=node, drag_factor=loss, diameter=diameter)
    return node


def _valve_between(row: Row, tables: Tables, tail: str, head: str) -> None:
    kind = row.text("type")
    opened = row.truth("opened" if row.has("opened") else "in_service")
    loss = row.number("loss_coefficient", 0.0)
    if kind == "resistor":
        tables.add("resistors", row, from_node=tail, to_node=head, drag_factor=loss, diameter=_diameter(row))
    elif kind in ("short_pipe", "check_valve"):
        tables.add(f"{kind}s", row, from_node=tail, to_node=head)
    elif kind in ("regulator", "compressor"):
        control = "bypass" if opened else "closed"
        tables.add(f"{kind}s", row, from_node=tail, to_node=head, control=control, **_no_fuel(row))
    else:
        tail = _after_loss(row, tables, tail, _diameter(row)) if loss and opened else tail
        tables.add("valves", row, from_node=tail, to_node=head, open=opened)


def _valved_ends(row: Row, tables: Tables) -> tuple[str, str]:
    """Return the nodes of a pipe's ends: behind a valve where one stands there, else the junctions."""
    ends = []
    for end in ENDS:
        node = tables.node(row, end)
        valves = tables.valves_at_pipes.get((row.index, row.reference(end)), [])
        if valves:
            first = valves[0].text("name") or f"valve {valves[0].index}"
            inner = tables.behind(row, node, f"{first} {BEHIND}")
            for one in valves:
                _valve_between(one, tables, node, inner)
            node = inner
        ends.append(node)
    return ends[0], ends[1]
