"""From a network to a matgas case, in SI."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from linepack.constants import GAS_CONSTANT
from linepack.formats.atomic import replacing_file
from linepack.formats.matgas.gas import CASE_AIR
from linepack.formats.matgas.layout import NO_FLOW, NO_POWER, NO_PRESSURE, NO_RATIO, OWN_ID
from linepack.network.gas import gas_of
from linepack.physics.friction.nikuradse import Nikuradse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from linepack.network.network import Network

    Row = dict[str, Any]  # cells of a row by column

REFERENCE_PRESSURE: Final = 50e5
"""Pressure whose compressibility stands for all, where it is no constant. [Pa]"""

ROUGH_REYNOLDS: Final = 1e8
"""Reynolds number at which a pipe is fully rough; the factor does not depend on it. [-]"""

LOSS_RESISTOR: Final = re.compile(r"loss_resistor (\d+)")


def write_matgas(network: Network, path: Path, _units: str) -> None:
    """Write a network as a case, whole or not at all."""
    with replacing_file(path) as draft:
        text = "\n".join(_lines(network))
        draft.write_text(text + "\n", encoding="utf-8", newline="\n")


def _lines(network: Network) -> Iterator[str]:
    name = re.sub(r"\W+", "_", network.header.title or network.header.name).strip("_") or "network"
    yield from (f"function mgc = {name}", "")
    yield from (f"mgc.{key} = {_cell(value)};" for key, value in _facts(network).items())
    numbers = Numbers(network.words("nodes"))
    for table, rows, needed in _tables(network, numbers):
        if rows or needed:
            yield from _matrix(table, rows)


def _facts(network: Network) -> dict[str, Any]:  # numbers and a text
    gas, spec = gas_of(network.header), network.header.gas
    molar_mass = GAS_CONSTANT / gas.specific_gas_constant
    factor = spec.compressibility if spec.eos == "constant_z" else None
    if factor is None:
        factor = float(gas.compressibility(np.array([REFERENCE_PRESSURE]))[0])
    return {
        "gas_specific_gravity": spec.gravity or molar_mass / CASE_AIR,
        "specific_heat_capacity_ratio": float(gas.isentropic_exponent),
        "temperature": gas.temperature,
        "compressibility_factor": factor,
        "units": "si",
        "R": GAS_CONSTANT,
        "gas_molar_mass": molar_mass if spec.molar_mass is None else spec.molar_mass,
        "sound_speed": math.sqrt(factor * gas.specific_gas_constant * gas.temperature),
        "is_per_unit": 0,
    }


class Numbers:
    """Ids as numbers: those that are numbers stay, the others get the next free ones."""

    def __init__(self, words: Iterable[str]) -> None:
        names = [str(word) for word in words]
        known = {name for name in names if re.fullmatch(r"0|[1-9]\d{0,8}", name)}
        following = max((int(name) for name in known), default=0) + 1
        self._number: dict[str, int] = {}
        for name in names:
            if name in known:
                self._number[name] = int(name)
            else:
                self._number[name], following = following, following + 1

    def __getitem__(self, name: str) -> int:
        return self._number[name]

    def row(self, name: str) -> Row:
        """Return the id, and as a further column what it was where it is no number."""
        number = self[name]
        return {"id": number} if str(number) == name else {"id": number, OWN_ID: name}


def _tables(network: Network, nodes: Numbers) -> Iterator[tuple[str, list[Row], bool]]:
    """Yield the name and the rows of each table, and whether a case needs it even without rows."""
    yield "junction", _junctions(network, nodes), True
    yield "pipe", _pipes(network, nodes), True
    yield "compressor", _compressors(network, nodes), True
    yield "short_pipe", _short_pipes(network, nodes), False
    yield "resistor", _resistors(network, nodes, fixed=False), False
    yield "loss_resistor", _resistors(network, nodes, fixed=True), False
    yield "valve", _valves(network, nodes), False
    yield "regulator", _regulators(network, nodes), False
    yield "receipt", _receipts(network, nodes), False
    yield "delivery", _deliveries(network, nodes), False
    yield "storage", _storages(network, nodes), False


def _rows(network: Network, kind: str) -> Iterator[Row]:
    table = network.table(kind)
    for name, row in zip(table.index, table.to_dict("records"), strict=True):
        yield {str(key): value for key, value in row.items()} | {"id": str(name)}


def _status(row: Row) -> int:
    return int(row.get("status", "operating") == "operating" and row.get("control") != "closed")


def _edges(
    network: Network, kind: str, nodes: Numbers, names: Numbers | None = None
) -> Iterator[tuple[Row, Row]]:
    """Yield the start of the row that is written, and the row that there is."""
    numbers = names or Numbers(network.words(kind))
    for row in _rows(network, kind):
        ends = {"fr_junction": nodes[row["from_node"]], "to_junction": nodes[row["to_node"]]}
        yield numbers.row(row["id"]) | ends, row


def _junctions(network: Network, nodes: Numbers) -> list[Row]:
    held: dict[str, float] = {}
    for kind in ("supplies", "lng_terminals", "storages"):
        for row in _rows(network, kind):
            if row["control"] == "pressure":
                held[row["node"]] = row["pressure"]
    found = []
    for row in _rows(network, "nodes"):
        low, high = _or(row["pressure_min"], 0.0), _or(row["pressure_max"], NO_PRESSURE)
        nominal = held.get(row["id"], 0.5 * (low + high) if high < NO_PRESSURE else REFERENCE_PRESSURE)
        made = nodes.row(row["id"]) | {"p_min": low, "p_max": high, "p_nominal": nominal}
        made |= {"junction_type": int(row["id"] in held), "status": 1}
        if math.isfinite(row["latitude"]) and math.isfinite(row["longitude"]):
            made |= {"lat": row["latitude"], "lon": row["longitude"]}
        found.append(made | {"elevation": row["elevation"]})
    return found


def _pipes(network: Network, nodes: Numbers) -> list[Row]:
    found = []
    for row, each in _edges(network, "pipes", nodes):
        factor = each["friction_factor"]
        if not math.isfinite(factor):
            relative, diameter = (np.array([each[name]]) for name in ("roughness", "diameter"))
            factor = float(Nikuradse().factor(np.array([ROUGH_REYNOLDS]), relative / diameter, diameter)[0])
        factor /= each["efficiency"] ** 2 * each["parallel_lines"] ** 2
        found.append(
            row
            | {"diameter": each["diameter"], "length": each["length"], "friction_factor": factor}
            | {"p_min": 0.0, "p_max": _or(each["pressure_max"], NO_PRESSURE), "status": _status(each)}
            | {"is_bidirectional": 1, "pipeline_name": each["pipeline"]}
        )
    return found


def _compressors(network: Network, nodes: Numbers) -> list[Row]:
    return [
        row
        | {"c_ratio_min": _ratio(each, 1.0), "c_ratio_max": _or(each["ratio_max"], NO_RATIO)}
        | {"power_max": _or(each["power_max"], NO_POWER)}
        | {"flow_min": -NO_FLOW if each["control"] == "bypass" else 0.0}
        | {"flow_max": _or(each["flow_max"], NO_FLOW)}
        | {"inlet_p_min": _or(each["inlet_pressure_min"], 0.0), "inlet_p_max": NO_PRESSURE}
        | {"outlet_p_min": 0.0, "outlet_p_max": _or(each["outlet_pressure_max"], NO_PRESSURE)}
        | {"status": _status(each), "operating_cost": 0.0, "directionality": _way(each)}
        | {"compressor_station_name": each["name"]}
        for row, each in _edges(network, "compressors", nodes)
    ]


def _regulators(network: Network, nodes: Numbers) -> list[Row]:
    return [
        row
        | {"reduction_factor_min": 0.0, "reduction_factor_max": _ratio(each, 1.0)}
        | {"flow_min": -NO_FLOW if each["control"] == "bypass" else 0.0}
        | {"flow_max": _or(each["flow_max"], NO_FLOW), "status": _status(each)}
        | {"directionality": 0 if each["control"] == "bypass" else 1}
        for row, each in _edges(network, "regulators", nodes)
    ]


def _ratio(row: Row, default: float) -> float:
    return float(row["ratio"]) if row["control"] == "ratio" else default


def _way(row: Row) -> int:
    """Return 2 where gas may pass back, 1 where not."""
    return 2 if row["control"] == "bypass" else 1


def _valves(network: Network, nodes: Numbers) -> list[Row]:
    return [row | {"status": int(each["open"])} for row, each in _edges(network, "valves", nodes)]


def _short_pipes(network: Network, nodes: Numbers) -> list[Row]:
    kinds = ("short_pipes", "heaters", "check_valves")
    names = [name for kind in kinds for name in network.words(kind)]
    numbers = Numbers(list(dict.fromkeys(names)))
    return [
        row | {"status": _status(each), "is_bidirectional": int(kind != "check_valves")}
        for kind in kinds
        for row, each in _edges(network, kind, nodes, numbers)
    ]


def _resistors(network: Network, nodes: Numbers, *, fixed: bool) -> list[Row]:
    found = []
    names = [row["id"] for row in _rows(network, "resistors") if math.isfinite(row["pressure_drop"]) == fixed]
    bare = {name: _bare(name) if fixed else name for name in names}
    numbers = Numbers(list(bare.values()))
    for row in _rows(network, "resistors"):
        if row["id"] not in bare:
            continue
        made = numbers.row(bare[row["id"]])
        made |= {"fr_junction": nodes[row["from_node"]], "to_junction": nodes[row["to_node"]]}
        if fixed:
            made |= {"p_loss": row["pressure_drop"]}
            if OWN_ID not in made and row["id"] == bare[row["id"]]:
                made |= {OWN_ID: row["id"]}
        else:
            made |= {"drag": _or(row["drag_factor"], 0.0), "diameter": _or(row["diameter"], 1.0)}
        found.append(made | {"status": _status(row), "is_bidirectional": 1})
    return found


def _bare(name: str) -> str:
    found = LOSS_RESISTOR.fullmatch(name)
    return found[1] if found else name


def _receipts(network: Network, nodes: Numbers) -> list[Row]:
    kinds = ("supplies", "lng_terminals")
    numbers = Numbers(list(dict.fromkeys(name for kind in kinds for name in network.words(kind))))
    found = []
    for kind in kinds:
        for row in _rows(network, kind):
            holds = row["control"] == "pressure"
            flow = 0.0 if holds or row["control"] == "off" else _or(row["mass_flow"], 0.0)
            low, high = row.get("flow_min", math.nan), row.get("flow_max", math.nan)
            free = math.isfinite(low) or math.isfinite(high)
            bounds = (_or(low, 0.0), _or(high, NO_FLOW)) if free else (flow, flow)
            made = numbers.row(row["id"]) | {"junction_id": nodes[row["node"]]}
            made |= dict(zip(("injection_min", "injection_max"), bounds, strict=True))
            made |= {"injection_nominal": flow, "is_dispatchable": int(free), "status": _status(row)}
            found.append(made | {"name": row["name"]})
    return found


def _deliveries(network: Network, nodes: Numbers) -> list[Row]:
    numbers = Numbers(network.words("demands"))
    found = []
    for row in _rows(network, "demands"):
        free, flow = math.isfinite(row["flow_max"]), row["mass_flow"]
        low, high = (0.0, row["flow_max"]) if free else (flow, flow)
        made = numbers.row(row["id"]) | {"junction_id": nodes[row["node"]]}
        made |= {"withdrawal_min": low, "withdrawal_max": high, "withdrawal_nominal": flow}
        made |= {"is_dispatchable": int(free), "status": _status(row), "name": row["name"]}
        found.append(made)
    return found


def _storages(network: Network, nodes: Numbers) -> list[Row]:
    numbers = Numbers(network.words("storages"))
    return [
        numbers.row(row["id"])
        | {"junction_id": nodes[row["node"]], "pressure_nominal": _or(row["pressure"], REFERENCE_PRESSURE)}
        | {"flow_injection_rate_min": _or(row["injection_min"], 0.0)}
        | {"flow_injection_rate_max": _or(row["injection_max"], NO_FLOW)}
        | {"flow_withdrawal_rate_min": _or(row["withdrawal_min"], 0.0)}
        | {"flow_withdrawal_rate_max": _or(row["withdrawal_max"], NO_FLOW)}
        | {"capacity": 0.0, "status": _status(row), "name": row["name"]}
        for row in _rows(network, "storages")
    ]


ABSENT: Final = {"lat": math.nan, "lon": math.nan, "elevation": 0.0}
"""What stands for a number that a row lacks."""

FURTHER: Final = ("elevation", OWN_ID)
"""Columns that go into a matrix of their own."""


def _matrix(table: str, rows: list[Row]) -> Iterator[str]:
    """Yield a table, and what its own columns do not hold as further columns."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    columns = [name for name in columns if any(row.get(name, "") != "" for row in rows)]
    own = [name for name in columns if name not in FURTHER] or ["id"]
    yield from _block(table, f"% {' '.join(own)}", own, rows)
    said = [name for name in FURTHER if any(row.get(name, "") not in (0.0, "") for row in rows)]
    further = [name for name in columns if name in said]
    if further:
        names = f"%column_names% {' '.join(further)}"
        yield from _block(f"{table}_data", names, further, rows)


def _block(name: str, comment: str, columns: list[str], rows: list[Row]) -> Iterator[str]:
    yield from ("", f"%% {name.replace('_data', ' (further columns)')}", comment, f"mgc.{name} = [")
    for row in rows:
        yield "\t".join(_cell(row.get(column, ABSENT.get(column, ""))) for column in columns)
    yield "];"


def _cell(value: object) -> str:
    if isinstance(value, str):
        escaped = re.sub(r"\s+", " ", value).replace("'", "''")
        return f"'{escaped}'"
    number = float(value)  # type: ignore[arg-type]  # a number of numpy or of Python
    if math.isnan(number):
        return "NaN"
    return str(int(number)) if isinstance(value, int) else repr(number)


def _or(value: float, default: float) -> float:
    return float(value) if math.isfinite(value) else default
