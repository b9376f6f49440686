"""From a network to a file of pandapipes."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from linepack.formats.atomic import replacing_file
from linepack.formats.pandapipes.layout import DEVICE_DIAMETER, ambient_pressure
from linepack.formats.pandapipes.line import fluid_of
from linepack.network.schema import kinds
from linepack.units import BAR, KILO, MILLI

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.network.network import Network

    Row = dict[str, Any]  # cells of a table's row

RELEASE: Final = "0.16.0"
FORMAT: Final = "0.14.0"
"""Release of pandapipes whose files are written, and the version that it gives their form."""

OPTIONS: Final = {
    "max_iter_hyd": 100,
    "max_iter_colebrook": 100,
    "tolerance_colebrook": 1e-10,
}
"""What pandapipes is told for its solve: its own ten steps are too few for many networks."""

TABLES: Final[dict[str, dict[str, str]]] = {
    "junction": {
        "name": "object",
        "pn_bar": "float64",
        "tfluid_k": "float64",
        "height_m": "float64",
        "in_service": "bool",
        "type": "object",
    },
    "pipe": {
        "name": "object",
        "from_junction": "uint32",
        "to_junction": "uint32",
        "std_type": "object",
        "length_km": "float64",
        "inner_diameter_mm": "float64",
        "outer_diameter_mm": "float64",
        "k_mm": "float64",
        "loss_coefficient": "float64",
        "u_w_per_m2k": "float64",
        "text_k": "float64",
        "sections": "uint32",
        "in_service": "bool",
        "type": "object",
    },
    "valve": {
        "name": "object",
        "junction": "int64",
        "element": "int64",
        "et": "object",
        "inner_diameter_mm": "float64",
        "opened": "bool",
        "loss_coefficient": "float64",
        "type": "object",
    },
    "sink": {},
    "source": {},
    "mass_storage": {
        "name": "object",
        "junction": "uint32",
        "mdot_kg_per_s": "float64",
        "scaling": "float64",
        "init_m_stored_kg": "float64",
        "min_m_stored_kg": "float64",
        "max_m_stored_kg": "float64",
        "in_service": "bool",
        "type": "object",
    },
    "compressor": {
        "name": "object",
        "from_junction": "uint32",
        "to_junction": "uint32",
        "pressure_ratio": "float64",
        "in_service": "bool",
    },
    "flow_control": {
        "name": "object",
        "from_junction": "uint32",
        "to_junction": "uint32",
        "controlled_mdot_kg_per_s": "float64",
        "control_active": "bool",
        "in_service": "bool",
        "type": "object",
    },
    "press_control": {
        "name": "object",
        "from_junction": "uint32",
        "to_junction": "uint32",
        "controlled_junction": "uint32",
        "controlled_p_bar": "float64",
        "control_active": "bool",
        "loss_coefficient": "float64",
        "in_service": "bool",
        "type": "object",
    },
    "heat_exchanger": {
        "name": "object",
        "from_junction": "uint32",
        "to_junction": "uint32",
        "inner_diameter_mm": "float64",
        "qext_w": "float64",
        "loss_coefficient": "float64",
        "in_service": "bool",
        "type": "object",
    },
    "ext_grid": {
        "name": "object",
        "junction": "uint32",
        "p_bar": "float64",
        "t_k": "float64",
        "in_service": "bool",
        "type": "object",
    },
    "junction_geodata": {"x": "float64", "y": "float64"},
}
"""Columns and types of the tables that are written."""

LOAD: Final = {
    "name": "object",
    "junction": "uint32",
    "mdot_kg_per_s": "float64",
    "scaling": "float64",
    "in_service": "bool",
    "type": "object",
}

COMPONENTS: Final = {
    "junction_component": "Junction",
    "pipe_component": "Pipe",
    "valve_component": "Valve",
    "sink_component": "Sink",
    "source_component": "Source",
    "compressor_component": "Compressor",
    "flow_control_component": "FlowControlComponent",
    "pressure_control_component": "PressureControlComponent",
    "mass_storage_component": "MassStorage",
    "heat_exchanger_component": "HeatExchanger",
    "ext_grid_component": "ExtGrid",
}

SMOOTH: Final = 1e-6
"""Roughness that stands for none, which pandapipes cannot divide by. [mm]"""

SHORT: Final = 1e-6
"""Length of a pipe whose loss is written as a coefficient. [km]"""

FRICTION: Final = {"nikuradse": "nikuradse"}
"""Friction model of each law; every other law is written as the one of Colebrook and White."""


def write_pandapipes(network: Network, path: Path, _units: str) -> None:
    """Write a network as a file that ``pandapipes.from_json`` reads; whole or not at all."""
    document = _Writer(network).document()
    with replacing_file(path) as draft:
        text = json.dumps(document, indent=1, allow_nan=False, ensure_ascii=False)
        draft.write_text(text + "\n", encoding="utf-8", newline="\n")


class _Writer:
    """Collects the rows of the tables of pandapipes."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._temperature = float(network.header.gas.temperature)
        self._rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        nodes = network.table("nodes")
        self._number = {str(node): number for number, node in enumerate(nodes.index)}
        self._air = {str(node): ambient_pressure(float(h)) for node, h in nodes["elevation"].items()}
        self._width = _widths(network)

    def document(self) -> Row:
        """Return the whole file."""
        for kind in kinds():
            for row in _rows(self._network, kind):
                getattr(self, f"_{kind}")(row)
        header = self._network.header
        model = FRICTION.get(header.friction, "colebrook")
        inside: Row = {
            "fluid": fluid_of(header),
            "converged": False,
            "name": header.name,
            "version": RELEASE,
            "format_version": FORMAT,
            "component_list": [_component(module, name) for module, name in COMPONENTS.items()],
            "sector": "all",
            **{name: _frame(columns or LOAD, self._rows[name]) for name, columns in TABLES.items()},
            "std_types": {"pipe": {}, "pump": {}},
            OPTIONS_KEY: {"friction_model": model, **OPTIONS},
        }
        return {"_module": "pandapipes.pandapipes_net", "_class": "pandapipesNet", "_object": inside}

    def _add(self, table: str, row: Row, **values: Any) -> None:
        self._rows[table].append({"name": row["id"], "in_service": True, "type": table, **values})

    def _edge(self, table: str, row: Row, **values: Any) -> None:
        ends = {"from_junction": self._at(row, "from_node"), "to_junction": self._at(row, "to_node")}
        self._add(table, row, **ends, **values)

    def _at(self, row: Row, column: str) -> int:
        return self._number.get(str(row[column]), -1)

    def _gauge(self, pressure: float, node: str) -> float:
        return (float(pressure) - self._air.get(node, 0.0)) / BAR

    def _nodes(self, row: Row) -> None:
        start = self._gauge(_start(self._network), str(row["id"]))
        self._add("junction", row, pn_bar=start, tfluid_k=self._temperature, height_m=float(row["elevation"]))
        if _there(row["longitude"]) and _there(row["latitude"]):
            place = {"x": float(row["longitude"]), "y": float(row["latitude"])}
            self._rows["junction_geodata"].append({"index": self._number[str(row["id"])], **place})

    def _pipes(self, row: Row) -> None:
        length, diameter, loss = float(row["length"]), float(row["diameter"]), 0.0
        efficiency = float(row["efficiency"])
        effective = length / efficiency**2
        if _there(row["friction_factor"]):
            loss, effective = float(row["friction_factor"]) * effective / diameter, SHORT * KILO
        roughness = float(row["roughness"]) / MILLI if _there(row["roughness"]) else 0.0
        values = {
            "length_km": effective / KILO,
            "inner_diameter_mm": diameter / MILLI,
            "outer_diameter_mm": float(row["outer_diameter"]) / MILLI
            if _there(row["outer_diameter"])
            else None,
            "k_mm": max(roughness, SMOOTH),
            "loss_coefficient": loss,
            "u_w_per_m2k": 0.0,
            "text_k": self._temperature,
            "sections": 1,
        }
        for line in range(int(row["parallel_lines"])):
            named = {**row, "id": f"{row['id']} line {line + 1}"} if line else row
            self._edge("pipe", named, **values)

    def _resistors(self, row: Row) -> None:
        there = _there(row["drag_factor"])
        diameter = float(row["diameter"]) if there and _there(row["diameter"]) else DEVICE_DIAMETER
        loss = float(row["drag_factor"]) if there else 0.0
        self._valve(row, "resistor", diameter=diameter, loss=loss)

    def _short_pipes(self, row: Row) -> None:
        self._valve(row, "short_pipe")

    def _valves(self, row: Row) -> None:
        self._valve(row, "valve", opened=bool(row["open"]))

    def _check_valves(self, row: Row) -> None:
        self._valve(row, "check_valve")

    def _regulators(self, row: Row) -> None:
        self._device(row, "regulator")

    def _compressors(self, row: Row) -> None:
        self._device(row, "compressor")

    def _heaters(self, row: Row) -> None:
        width = max(self._width.get(str(row["from_node"]), 0.0), DEVICE_DIAMETER)
        self._edge("heat_exchanger", row, inner_diameter_mm=width / MILLI, qext_w=0.0, loss_coefficient=0.0)

    def _device(self, row: Row, kind: str) -> None:
        """Write what a station holds; what it cannot hold there is passed freely."""
        control = str(row["control"])
        if control in ("outlet_pressure", "inlet_pressure"):
            end = "to_node" if control == "outlet_pressure" else "from_node"
            held = {
                "controlled_junction": self._at(row, end),
                "controlled_p_bar": self._gauge(row[control], str(row[end])),
                "control_active": True,
                "loss_coefficient": 0.0,
            }
            self._edge("press_control", {**row}, **held, type=kind)
        elif control == "flow":
            flow = {"controlled_mdot_kg_per_s": float(row["flow"]), "control_active": True}
            self._edge("flow_control", row, **flow, type=kind)
        elif control == "ratio":
            self._edge("compressor", row, pressure_ratio=float(row["ratio"]))
        else:
            self._valve(row, kind, opened=control != "closed")

    def _valve(
        self, row: Row, kind: str, *, opened: bool = True, diameter: float = math.nan, loss: float = 0.0
    ) -> None:
        tail = str(row["from_node"])
        width = diameter if math.isfinite(diameter) else max(self._width.get(tail, 0.0), DEVICE_DIAMETER)
        values = {
            "junction": self._at(row, "from_node"),
            "element": self._at(row, "to_node"),
            "et": "ju",
            "inner_diameter_mm": width / MILLI,
            "opened": opened,
            "loss_coefficient": loss,
            "type": kind,
        }
        self._add("valve", row, **values)

    def _supplies(self, row: Row) -> None:
        self._load(row, "source", float(row["mass_flow"]))

    def _demands(self, row: Row) -> None:
        self._flow(row, "sink", float(row["mass_flow"]))

    def _storages(self, row: Row) -> None:
        if row["control"] == "pressure":
            self._load(row, "mass_storage", 0.0)
            return
        amount = float(row["working_gas"]) if _there(row["working_gas"]) else None
        out = {"init_m_stored_kg": 0.0, "min_m_stored_kg": 0.0, "max_m_stored_kg": amount}
        flow = float(row["mass_flow"]) if row["control"] == "flow" else 0.0
        self._flow(row, "mass_storage", -flow if flow else 0.0, **out)

    def _lng_terminals(self, row: Row) -> None:
        self._load(row, "source", float(row["mass_flow"]) if row["control"] == "flow" else 0.0)

    def _load(self, row: Row, table: str, flow: float) -> None:
        """Write gas that enters: a grid where the pressure is held, else a flow."""
        if row["control"] != "pressure":
            self._flow(row, table, flow)
            return
        node = str(row["node"])
        pressure = self._gauge(row["pressure"], node)
        values = {"junction": self._number.get(node, -1), "p_bar": pressure, "t_k": self._temperature}
        self._add("ext_grid", row, **values, type="pt")

    def _flow(self, row: Row, table: str, flow: float, **values: Any) -> None:
        node = self._number.get(str(row["node"]), -1)
        self._add(table, row, junction=node, mdot_kg_per_s=flow, scaling=1.0, **values)


OPTIONS_KEY: Final = "user_pf_options"


def _rows(network: Network, kind: str) -> list[Row]:
    rows: Any = network.table(kind).reset_index().to_dict("records")  # keys are column names
    return list(rows)


def _there(value: Any) -> bool:  # a cell of a column of numbers
    return value is not None and not pd.isna(value) and math.isfinite(value)


def _widths(network: Network) -> dict[str, float]:
    """Return the widest diameter of a pipe at each node. [m]"""
    widths: dict[str, float] = {}
    for row in _rows(network, "pipes"):
        for end in ("from_node", "to_node"):
            node = str(row[end])
            widths[node] = max(widths.get(node, 0.0), float(row["diameter"]))
    return widths


def _start(network: Network) -> float:
    """Return the pressure that a solve may start from: the highest that anything holds. [Pa]"""
    held = [
        float(value)
        for kind, column in (
            ("supplies", "pressure"),
            ("storages", "pressure"),
            ("lng_terminals", "pressure"),
        )
        for value in network.table(kind)[column]
        if _there(value)
    ]
    return max(held, default=50.0 * BAR)


def _component(module: str, name: str) -> Row:
    return {"_module": f"pandapipes.component_models.{module}", "_class": name, "_object": "{}"}


def _frame(columns: dict[str, str], rows: list[Row]) -> Row:
    index = [row.get("index", number) for number, row in enumerate(rows)]
    data = [[row.get(column) for column in columns] for row in rows]
    table = {"columns": list(columns), "index": index, "data": data}
    return {
        "_module": "pandas.core.frame",
        "_class": "DataFrame",
        "_object": json.dumps(table, allow_nan=False, ensure_ascii=False),
        "orient": "split",
        "dtype": dict(columns),
        "is_multiindex": False,
        "is_multicolumn": False,
    }
