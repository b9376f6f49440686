"""From a matgas case to a network; see docs/reference/matgas.md for the rules that are named here."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from linepack.errors import InputError
from linepack.formats.draft import Draft
from linepack.formats.matgas.gas import KNOWN, Facts, gas_of_case, scales_of
from linepack.formats.matgas.layout import (
    CANDIDATES,
    EXTENSION,
    NO_FLOW,
    NO_POWER,
    NO_PRESSURE,
    NO_RATIO,
    OWN_ID,
    TABLES,
)
from linepack.formats.matgas.matlab import read_case
from linepack.formats.matgas.records import Record, records
from linepack.formats.raw import Reading
from linepack.network.header import NetworkHeader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linepack.formats.matgas.matlab import CaseFile

    Row = dict[str, Any]  # cells of a table's row by column

HEAD: Final = 65_536
"""Bytes at the start of a file that say whether it is a case."""

MARK: Final = re.compile(rb"^\s*(function\s+mgc\b|mgc\.\w+\s*=)", re.MULTILINE)

SLACK: Final = 1
"""Type of a junction whose pressure is held at its nominal one."""

REVERSIBLE: Final = (0, 2)
"""Directionalities of a station that gas may pass back: with compression, and without."""

SLACK_RULE: Final = "rule M1: no junction is a slack; the receipt with the largest nominal flow holds its own"
IDLE_RULE: Final = "rule M2: a case leaves ratios to the optimiser; this one is the smallest that it allows"
OPEN_RULE: Final = "rule M3: a case leaves reductions to the optimiser; this one is the least that it allows"
MEAN_RULE: Final = "rule M4: the flow is free between its bounds; the nominal one is taken"


def recognises(path: Path) -> bool:
    """Return whether a path is a file that sets values of ``mgc``."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return MARK.search(file.read(HEAD)) is not None


def read_matgas(path: Path) -> Reading:
    """Return the network of a case and everything that is wrong with it."""
    draft = Draft(path.name)
    case = read_case(path, draft)
    if not case.matrices and any(one.severity == "error" for one in draft.findings):
        return Reading(None, draft.all_findings())
    facts = Facts(case, draft)
    gas = gas_of_case(facts, draft)
    try:
        _Tables(case, draft, scales_of(facts, gas, draft)).fill()
    except InputError as wrong:
        return Reading(None, [*draft.all_findings(), *wrong.findings])
    draft.state("header", "", "gas.compressibility", "inferred", 0, ["from the speed of sound of the case"])
    return draft.reading(NetworkHeader(name=path.stem, title=case.name, gas=gas))


class _Tables:
    """Fills the tables of a network from those of a case."""

    def __init__(self, case: CaseFile, draft: Draft, scales: dict[str, float]) -> None:
        self._case, self._draft, self._scales = case, draft, scales
        self._off: Counter[str] = Counter()
        self._out: set[str] = set()  # junctions out of service
        self._held: dict[str, float] = {}  # nominal pressures of slack junctions
        self._nominal: dict[str, float] = {}  # of all junctions
        self._names: dict[str, str] = {}  # own ids of junctions
        self._free: Counter[str] = Counter()

    def fill(self) -> None:
        """Add every row."""
        for record in self._records("junction"):
            self._junction(record)
        for table in ("pipe", "short_pipe", "resistor", "loss_resistor", "valve", "regulator", "compressor"):
            for record in self._records(table):
                getattr(self, f"_{table}")(record)
        self._loads()
        for record in self._records("storage"):
            self._storage(record)
        self._told()

    def _records(self, table: str) -> Iterator[Record]:
        """Yield the rows in service; a valve out of service is a shut one."""
        for record in records(self._case, table, self._draft, self._scales):
            ends = [record.text(end) for end in ("fr_junction", "to_junction", "junction_id")]
            off = record.flag("status", 1) == 0
            if (off and table != "valve") or self._out.intersection(ends):
                self._off[table] += 1
                if table == "junction":
                    self._out.add(record.name)
                continue
            yield record

    def _told(self) -> None:
        for table, count in self._off.items():
            finding = f"{count} row(s) are out of service, or end at a junction that is; they are left out."
            self._draft.unsure(0, (table, "", "status"), finding, "Set the status to 1 to keep them.")
        for table, count in (+self._free).items():
            finding = f"{count} flow(s) are free between bounds; their nominal flows are taken."
            self._draft.unsure(0, (table, "", "is_dispatchable"), finding, "Give the flows of interest.")
        for name, matrix in self._case.matrices.items():
            if name in CANDIDATES and matrix.rows:
                finding = f"{len(matrix.rows)} candidate(s) to build are left out."
                self._draft.unsure(matrix.line, (name, "", ""), finding, "Move those of interest up.")
            elif name not in TABLES and name.removesuffix(EXTENSION) not in TABLES:
                finding = "no table has this name; it is not read."
                self._draft.unsure(matrix.line, (name, "", ""), finding, f"Tables are {', '.join(TABLES)}.")
        unread = [name for name in self._case.scalars if name not in KNOWN]
        if unread:
            finding = f"{', '.join(unread)}: a network has no place for it."
            self._draft.unsure(0, ("mgc", "", ""), finding, "Keep the file.")

    def _add(self, table: str, record: Record, row: Row, rules: Row | None = None) -> None:
        """Add a row under the id that linepack gave it, if it did, and say which rules set a value."""
        row["id"] = record.text(OWN_ID) or row.get("id", record.name)
        for column, rule in (rules or {}).items():
            self._draft.state(table, row["id"], column, "estimate", record.line, [rule])
        self._draft.add(table, record.line, row, record.left())

    def _junction(self, record: Record) -> None:
        record.used.add("id")
        name = self._names[record.name] = record.text(OWN_ID) or record.name
        latitude, longitude = record.number("lat", math.nan), record.number("lon", math.nan)
        row: Row = {
            "elevation": record.number("elevation", 0.0),
            "pressure_min": _limit(record.number("p_min", math.nan), NO_PRESSURE),
            "pressure_max": _limit(record.number("p_max", math.nan), NO_PRESSURE),
        }
        if abs(latitude) <= 90.0 and abs(longitude) <= 180.0:
            row |= {"latitude": latitude, "longitude": longitude}
        else:
            record.used -= {"lat", "lon"}
        self._nominal[name] = record.number("p_nominal", math.nan)
        if record.flag("junction_type", 0) == SLACK:
            self._held[name] = record.number("p_nominal")
        self._add("nodes", record, row)

    def _edge(self, table: str, record: Record, row: Row, rules: Row | None = None) -> None:
        record.used.add("id")
        ends = (record.reference("fr_junction"), record.reference("to_junction"))
        row |= dict(zip(("from_node", "to_node"), (self._names.get(end, end) for end in ends), strict=True))
        if record.flag("is_bidirectional", 1) == 0:
            finding = "gas may pass it one way only; the network lets it pass both ways."
            self._draft.unsure(
                record.line, (record.table, record.name, "is_bidirectional"), finding, "Add a check valve."
            )
        self._add(table, record, row, rules)

    def _pipe(self, record: Record) -> None:
        row: Row = {name: record.number(name) for name in ("length", "diameter", "friction_factor")}
        row["pressure_max"] = _limit(record.number("p_max", math.nan), NO_PRESSURE)
        row["pipeline"] = record.text("pipeline_name")
        self._edge("pipes", record, row)

    def _short_pipe(self, record: Record) -> None:
        self._edge("short_pipes", record, {})

    def _resistor(self, record: Record) -> None:
        drag, diameter = record.number("drag"), record.number("diameter")
        self._edge("resistors", record, {"drag_factor": drag, "diameter": diameter})

    def _loss_resistor(self, record: Record) -> None:
        row = {"id": f"loss_resistor {record.name}", "pressure_drop": record.number("p_loss")}
        self._edge("resistors", record, row)

    def _valve(self, record: Record) -> None:
        self._edge("valves", record, {"open": record.flag("status", 1) != 0})

    def _regulator(self, record: Record) -> None:
        ratio = record.number("reduction_factor_max", 1.0)
        row: Row = {"flow_max": _limit(record.number("flow_max", math.nan), NO_FLOW)}
        rules = {"ratio": OPEN_RULE}
        if ratio >= 1.0 and record.flag("directionality", 0) in REVERSIBLE:
            row["control"], rules = "bypass", {"control": OPEN_RULE}
        else:
            row |= {"control": "ratio", "ratio": min(ratio, 1.0)}
        self._edge("regulators", record, row, rules)

    def _compressor(self, record: Record) -> None:
        ratio = record.number("c_ratio_min", 1.0)
        limits = {
            "ratio_max": ("c_ratio_max", NO_RATIO),
            "power_max": ("power_max", NO_POWER),
            "flow_max": ("flow_max", NO_FLOW),
            "inlet_pressure_min": ("inlet_p_min", NO_PRESSURE),
            "outlet_pressure_max": ("outlet_p_max", NO_PRESSURE),
        }
        row: Row = {
            column: _limit(record.number(name, math.nan), none) for column, (name, none) in limits.items()
        }
        row |= {"efficiency": 1.0, "fuel": "none", "name": record.text("compressor_station_name")}
        rules = {"ratio": IDLE_RULE}
        if ratio <= 1.0 and record.flag("directionality", 0) in REVERSIBLE:
            row["control"], rules = "bypass", {"control": IDLE_RULE}
        else:
            row |= {"control": "ratio", "ratio": max(ratio, 1.0)}
        if ratio <= 1.0:
            record.used.add("c_ratio_min")
        self._edge("compressors", record, row, rules)

    def _loads(self) -> None:
        """Add receipts, deliveries and transfers, and what holds the pressure of each slack."""
        receipts = list(self._records("receipt"))
        if not self._held and receipts:
            self._reference(receipts)
        for record in receipts:
            self._load(record, "injection", -1.0, record.name)
        for table in ("delivery", "transfer"):
            for record in self._records(table):
                name = record.name if table == "delivery" else f"transfer {record.name}"
                self._load(record, "withdrawal", 1.0, name)
        for node, pressure in self._held.items():
            row = {"id": f"slack {node}", "node": node, "control": "pressure", "pressure": pressure}
            self._draft.add("supplies", 0, row, ["holds the nominal pressure of a slack"])

    def _reference(self, receipts: list[Record]) -> None:
        """Let the junction of the largest receipt hold its nominal pressure: rule M1."""
        largest = max(receipts, key=lambda one: one.number("injection_nominal", 0.0))
        node = self._junction_of(largest)
        if math.isfinite(self._nominal.get(node, math.nan)):
            self._held[node] = self._nominal[node]
            place = (largest.table, largest.name, "")
            finding = f"no junction is a slack; it holds the nominal pressure of junction {node}."
            self._draft.unsure(largest.line, place, finding, "Give one junction the type 1.")
            self._draft.state("supplies", largest.name, "control", "estimate", largest.line, [SLACK_RULE])

    def _junction_of(self, record: Record) -> str:
        name = record.reference("junction_id")
        return self._names.get(name, name)

    def _load(self, record: Record, word: str, sign: float, name: str) -> None:
        record.used.add("id")
        node = self._junction_of(record)
        flow = sign * record.number(f"{word}_nominal")
        low, high = (record.number(f"{word}_{end}", math.nan) for end in ("min", "max"))
        free = record.flag("is_dispatchable", 0) == 1
        row: Row = {"id": name, "node": node, "mass_flow": abs(flow), "name": record.text("name")}
        holds = sign < 0.0 and node in self._held
        enters = flow < 0.0 or (flow == 0.0 and sign < 0.0)
        if holds:
            row |= {"control": "pressure", "pressure": self._held.pop(node), "mass_flow": math.nan}
        self._free[record.table] += free and not holds
        if sign > 0.0 and enters:
            low, high = -high, -low
        if free:
            row |= _bounds(abs(flow), low, high, holds=holds, enters=enters)
        rules = {"mass_flow": MEAN_RULE} if free and not holds else None
        self._add("supplies" if enters else "demands", record, row, rules)

    def _storage(self, record: Record) -> None:
        record.used.add("id")
        limits = {
            f"{way}_{end}": f"flow_{way}_rate_{end}"
            for way in ("withdrawal", "injection")
            for end in ("min", "max")
        }
        row: Row = {column: _limit(record.number(name, math.nan), NO_FLOW) for column, name in limits.items()}
        row |= {"node": self._junction_of(record), "control": "flow", "mass_flow": 0.0}
        row["name"] = record.text("name")
        self._add("storages", record, row, {"mass_flow": "rule M5: a storage of a case is at rest"})


def _bounds(flow: float, low: float, high: float, *, holds: bool, enters: bool) -> Row:
    """Return the bounds of a free flow, those that the flow itself breaks left out."""
    row: Row = {}
    if enters and abs(low) < NO_FLOW and (holds or low <= flow):
        row["flow_min"] = low
    if 0.0 <= high < NO_FLOW and (holds or high >= flow):
        row["flow_max"] = high
    return row


def _limit(value: float, none: float) -> float:
    """Return a limit, NaN where it is 0 or as large as to be none."""
    return value if 0.0 < value < none else math.nan
