"""Variants of one network with every element of the simulators' files, against a Newton of their own."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

import linepack as lp
from linepack.cli.main import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Array = NDArray[np.float64]
Files = dict[str, dict[str, Any]]

PRESSURE, FLOW = 1e6, 100.0
"""Scales of the unknowns. [Pa], [kg/s]"""

KINDS = (
    "pipes",
    "compressors",
    "control_valves",
    "short_pipes",
    "valves",
    "resistors",
    "loss_resistors",
)

EQUATIONS = ("ideal", "simple_cnga", "full_cnga")
TABLES = {"control_valves": "regulators", "loss_resistors": "resistors"}

PRESSURE_TOLERANCE = 1e-9
"""Relative; both solvers go to round-off."""

FLOW_TOLERANCE = 1e-6
"""Of a flow between nodes of nearly one pressure, where round-off shows first. [kg/s]"""


def equation_of_state(name: str, temperature: float, gravity: float) -> tuple[float, float]:
    """b1 and b2 of ρ a² = p (b1 + b2 p)."""
    if name == "ideal":
        return 1.0, 0.0
    if name == "simple_cnga":
        return 1.00300865, 2.96848838e-8
    k = 344400.0 * 10.0 ** (1.785 * gravity) / ((1.8 * temperature) ** 3.825 * 6894.75729)
    return 1.0 + k * 101350.0, k


class Simulator:
    """One set of files as a square system F(p, f) = 0."""

    def __init__(self, files: Files, equation: str) -> None:
        inside = files["params"].get("params") or files["params"]["simulation_params"]
        temperature, gravity = inside["Temperature (K):"], inside["Gas specific gravity (G):"]
        self.squared = 8.314 / (0.02896 * gravity) * temperature
        self.b1, self.b2 = equation_of_state(equation, temperature, gravity)
        velocity = inside.get("nominal_velocity", np.ceil(np.sqrt(self.squared) / 100.0))
        self.short = 1e-5 * (self.squared / velocity) ** 2
        self.bc = files["bc"]
        self.nodes = list(files["network"]["nodes"])
        self.edges = [
            (kind, name, row)
            for kind in KINDS
            for name, row in (files["network"].get(kind) or {}).items()
            if name not in [str(off) for off in self._set(kind).get("off", [])]
        ]
        self.at = {name: position for position, name in enumerate(self.nodes)}
        self.ends = [
            (self.at[str(row.get("fr_node", row.get("from_node")))], self.at[str(row["to_node"])])
            for _, _, row in self.edges
        ]

    def _set(self, kind: str) -> dict[str, Any]:
        return self.bc.get(f"boundary_{kind[:-1]}") or {}

    def solve(self) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
        """Pressures by node and flows by kind and id."""
        held = list(self.bc["boundary_pslack"].values())
        count = len(self.nodes)
        point = np.concatenate(
            [np.full(count, np.mean(held) / PRESSURE), 0.3 + 0.1 * np.arange(len(self.edges))]
        )
        for _ in range(300):
            value, slope = self._equations(point)
            step = np.linalg.solve(slope, -value)
            share = min(1.0, 0.3 * float(point[:count].min()) / float(np.abs(step[:count]).max() + 1e-30))
            point = point + max(share, 1e-3) * step
            if share == 1.0 and np.abs(step).max() < 1e-13:
                break
        assert np.abs(self._equations(point)[0]).max() < 1e-9
        flows = {(kind, name): FLOW * point[count + at] for at, (kind, name, _) in enumerate(self.edges)}
        return dict(zip(self.nodes, PRESSURE * point[:count], strict=True)), flows

    def _equations(self, point: Array) -> tuple[Array, Array]:
        count, size = len(self.nodes), len(point)
        value, slope = np.zeros(size), np.zeros((size, size))
        drawn, held = self.bc.get("boundary_nonslack_flow") or {}, self.bc["boundary_pslack"]
        for name, at in self.at.items():
            if name in held:
                value[at], slope[at, at] = point[at] - held[name] / PRESSURE, 1.0
                continue
            value[at] = -drawn.get(name, 0.0) / FLOW
            for position, ends in enumerate(self.ends):
                for end, sign in zip(ends, (-1.0, 1.0), strict=True):
                    if end == at:
                        value[at] += sign * point[count + position]
                        slope[at, count + position] += sign
        for position, (tail, head) in enumerate(self.ends):
            at = count + position
            found = self._edge(position, PRESSURE * point[tail], PRESSURE * point[head], FLOW * point[at])
            value[at], (d_tail, d_head, d_flow) = found
            slope[at, [tail, head]] += np.array([d_tail, d_head]) * PRESSURE
            slope[at, at] += d_flow * FLOW
        return value, slope

    def _edge(self, position: int, p_in: float, p_out: float, flow: float) -> tuple[float, Any]:
        kind, name, row = self.edges[position]
        point = self._set(kind).get(name)
        if kind in ("pipes", "short_pipes"):
            loss = self.short
            if kind == "pipes":
                area = 0.25 * np.pi * row["diameter"] ** 2
                loss = row["friction_factor"] * row["length"] * self.squared / (2 * row["diameter"] * area**2)
            unit = PRESSURE**2
            falls = self._integral(p_in) - self._integral(p_out) - loss * flow * abs(flow)
            slopes = (self._per(p_in), -self._per(p_out), -2.0 * loss * abs(flow))
            return falls / unit, [slope / unit for slope in slopes]
        if kind in ("compressors", "control_valves"):
            if point["control_type"] == 2:
                return (flow - point["value"]) / FLOW, (0.0, 0.0, 1.0 / FLOW)
            if point["control_type"] == 1:
                return (p_out - point["value"]) / PRESSURE, (0.0, 1.0 / PRESSURE, 0.0)
        ratio = point["value"] if kind in ("compressors", "control_valves") else 1.0
        return (ratio * p_in - p_out) / PRESSURE, (ratio / PRESSURE, -1.0 / PRESSURE, 0.0)

    def _integral(self, p: float) -> float:
        return self.b1 * p**2 / 2.0 + self.b2 * p**3 / 3.0

    def _per(self, p: float) -> float:
        return self.b1 * p + self.b2 * p**2


def base() -> Files:
    """Three loops, with every kind of element; gas enters at 1 and 5 and leaves at 7, 10 and 12."""
    pipe = {"friction_factor": 0.011}

    def link(tail: int, head: int, **more: Any) -> dict[str, Any]:
        return {"from_node": tail, "to_node": head, **more}

    def piece(tail: int, head: int, length: float, diameter: float) -> dict[str, Any]:
        return link(tail, head, length=length, diameter=diameter, **pipe)

    network = {
        "nodes": {
            str(k): {"node_id": k, "node_name": f"n{k}", "slack_bool": int(k == 1)} for k in range(1, 13)
        },
        "pipes": {
            "1": piece(1, 2, 20e3, 0.7),
            "2": piece(3, 4, 40e3, 0.6),
            "3": piece(4, 5, 30e3, 0.5),
            "4": piece(3, 5, 60e3, 0.6),
            "5": piece(6, 7, 25e3, 0.6),
            "6": piece(8, 9, 30e3, 0.5),
            "7": piece(10, 9, 35e3, 0.5),
        },
        "compressors": {"1": link(2, 3, c_max=2.0)},
        "control_valves": {"1": link(5, 6, bypass_required=1)},
        "resistors": {"1": link(7, 8, drag=4.0, diameter=0.5)},
        "valves": {"1": link(4, 10)},
        "short_pipes": {"1": link(9, 11)},
        "loss_resistors": {"2": link(11, 12, p_loss=5e4)},
    }
    params = {
        "Temperature (K):": 288.706,
        "Gas specific gravity (G):": 0.6,
        "Specific heat capacity ratio": 1.4,
        "units (SI = 0, standard = 1)": 0.0,
    }
    bc = {
        "boundary_pslack": {"1": 5e6},
        "boundary_nonslack_flow": {"12": 40.0, "7": 20.0, "10": 10.0, "5": -15.0},
        "boundary_compressor": {"1": {"control_type": 0, "value": 1.3}},
        "boundary_control_valve": {"on": [1], "off": [], "1": {"control_type": 0, "value": 0.93}},
        "boundary_valve": {"on": [1], "off": []},
    }
    return {"network": network, "params": {"params": params}, "bc": bc}


def every_edge_reversed(files: Files) -> None:
    for kind, rows in files["network"].items():
        for row in rows.values() if kind != "nodes" else ():
            row["from_node"], row["to_node"] = row["to_node"], row["from_node"]
    files["bc"]["boundary_compressor"]["1"]["value"] = 1.0 / 1.3
    files["bc"]["boundary_control_valve"]["1"]["value"] = 1.0 / 0.93


def ratios_against_the_flow(files: Files) -> None:
    for kind in ("compressors", "control_valves"):
        row = files["network"][kind]["1"]
        row["from_node"], row["to_node"] = row["to_node"], row["from_node"]
    files["bc"]["boundary_compressor"]["1"]["value"] = 1.05
    files["bc"]["boundary_control_valve"]["1"]["value"] = 0.97


def other_numbers(files: Files) -> None:
    """Ids that are not in order, and edges spelled with fr_node."""

    def new(old: Any) -> Any:
        return 1000 - 37 * int(old)

    nodes = files["network"]["nodes"]
    files["network"]["nodes"] = {str(new(k)): row for k, row in reversed(nodes.items())}
    for kind, rows in files["network"].items():
        for row in rows.values() if kind != "nodes" else ():
            row["fr_node"], row["to_node"] = new(row.pop("from_node")), new(row["to_node"])
    for section in ("boundary_pslack", "boundary_nonslack_flow"):
        files["bc"][section] = {str(new(k)): value for k, value in files["bc"][section].items()}
    files["params"] = {"simulation_params": files["params"]["params"]}


def several_slacks(files: Files) -> None:
    files["bc"]["boundary_pslack"] = {"1": 5e6, "8": 5.6e6, "10": 5.9e6}
    for node in ("8", "10"):
        files["network"]["nodes"][node]["slack_bool"] = 1
    del files["bc"]["boundary_nonslack_flow"]["10"]


def compressors_in_a_loop(files: Files) -> None:
    files["network"]["compressors"]["2"] = {"fr_node": 4, "to_node": 5}
    files["network"]["compressors"]["3"] = {"fr_node": 9, "to_node": 7}
    files["bc"]["boundary_compressor"] |= {
        "2": {"control_type": 0, "value": 1.02},
        "3": {"control_type": 0, "value": 0.99},
    }


def one_id_for_all(files: Files) -> None:
    files["network"]["loss_resistors"] = {"1": files["network"]["loss_resistors"]["2"]}


def sections_missing(files: Files) -> None:
    """What is left is pipes, the compressor and a valve; one section is null, one an empty list."""
    for kind in ("control_valves", "resistors", "short_pipes", "loss_resistors"):
        del files["network"][kind]
    files["network"] |= {"short_pipes": None, "resistors": []}
    for node in ("6", "7", "8", "11", "12"):
        del files["network"]["nodes"][node]
    for pipe in ("5", "6"):
        del files["network"]["pipes"][pipe]
    del files["bc"]["boundary_control_valve"]
    files["bc"]["boundary_nonslack_flow"] = {"9": 30.0, "5": -12.0}


def pressures_and_flows_set(files: Files) -> None:
    """An outlet below the inlet, and a flow against the element."""
    files["bc"]["boundary_compressor"]["1"] = {"control_type": 1, "value": 4.6e6}
    files["bc"]["boundary_control_valve"]["1"] = {"control_type": 2, "value": -3.0}


def elements_off(files: Files) -> None:
    files["network"]["valves"]["2"] = {"from_node": 2, "to_node": 9}
    files["network"]["control_valves"]["2"] = {"from_node": 3, "to_node": 10}
    files["bc"]["boundary_valve"]["off"] = [2]
    files["bc"]["boundary_control_valve"] |= {"off": [2], "2": {"control_type": 0, "value": 0.8}}


def short_pipes_that_carry_a_lot(files: Files) -> None:
    files["network"]["short_pipes"] |= {
        "7": {"from_node": 2, "to_node": 20},
        "9": {"from_node": 20, "to_node": 2},
    }
    files["network"]["nodes"]["20"] = {"node_id": 20, "slack_bool": 0}
    files["bc"]["boundary_nonslack_flow"]["20"] = 150.0
    files["params"]["params"]["nominal_velocity"] = 2.5


def short_pipes_between_slacks(files: Files) -> None:
    """One at rest, one that a difference of 50 Pa drives."""
    for node, pressure in (("31", 5e6), ("32", 5e6 - 50.0)):
        files["network"]["nodes"][node] = {"slack_bool": 1}
        files["bc"]["boundary_pslack"][node] = pressure
        files["network"]["short_pipes"][node] = {"from_node": 1, "to_node": int(node)}


def kinds_change_places(files: Files) -> None:
    """A compressor that lowers the pressure and a control valve that raises it."""
    files["bc"]["boundary_compressor"]["1"]["value"] = 0.95
    files["bc"]["boundary_control_valve"]["1"]["value"] = 1.04


def another_gas(files: Files) -> None:
    files["params"]["params"] |= {"Temperature (K):": 279.15, "Gas specific gravity (G):": 0.66}


VARIANTS: tuple[Callable[[Files], None], ...] = (
    every_edge_reversed,
    ratios_against_the_flow,
    other_numbers,
    several_slacks,
    compressors_in_a_loop,
    one_id_for_all,
    sections_missing,
    pressures_and_flows_set,
    elements_off,
    short_pipes_that_carry_a_lot,
    short_pipes_between_slacks,
    kinds_change_places,
    another_gas,
)


def write(files: Files, folder: Path) -> Path:
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


@pytest.mark.parametrize("equation", EQUATIONS)
@pytest.mark.parametrize("change", VARIANTS, ids=lambda change: change.__name__)
def test_a_variant_against_plain_newton(
    change: Callable[[Files], None], equation: str, tmp_path: Path
) -> None:
    files = base()
    change(files)
    pressures, flows = Simulator(copy.deepcopy(files), equation).solve()
    answer = CliRunner().invoke(app, ["solve", str(write(files, tmp_path)), "--eos", equation, "--json"])
    found = json.loads(answer.stdout)
    assert found["status"] == "solved", found["message"]
    assert answer.exit_code == 0
    nodes = {row["id"]: row["pressure"] for row in found["nodes"]}
    assert nodes == pytest.approx(pressures, rel=PRESSURE_TOLERANCE)
    for (kind, name), flow in flows.items():
        rows = {row["id"]: row for row in found[TABLES.get(kind, kind)]}
        called = f"loss_resistor {name}" if (kind, name) == ("loss_resistors", "1") else name
        assert rows[called]["mass_flow"] == pytest.approx(flow, abs=FLOW_TOLERANCE), (kind, name)


def test_elements_that_are_off_carry_nothing(tmp_path: Path) -> None:
    files = base()
    elements_off(files)
    solution = lp.solve_steady(lp.read(write(files, tmp_path)))
    assert solution.valves.at["2", "mass_flow"] == 0.0
    assert solution.regulators.at["2", "mass_flow"] == 0.0
    assert solution.regulators.at["2", "mode"] == "closed"


def branch() -> Files:
    """A compressor whose set flow is just what the only demand behind it draws."""
    files = base()
    files["network"]["nodes"] |= {"21": {"slack_bool": 0}, "22": {"slack_bool": 0}}
    files["network"]["compressors"]["8"] = {"from_node": 4, "to_node": 21}
    files["network"]["pipes"]["8"] = files["network"]["pipes"]["6"] | {"from_node": 21, "to_node": 22}
    files["bc"]["boundary_compressor"]["8"] = {"control_type": 2, "value": 12.3456789}
    files["bc"]["boundary_nonslack_flow"]["22"] = 12.3456789
    return files


@pytest.mark.parametrize("equation", EQUATIONS)
@pytest.mark.parametrize("known", [True, False])
def test_a_flow_that_follows_anyway_sets_nothing(known: bool, equation: str, tmp_path: Path) -> None:
    files = branch()
    if known:
        files["ic"] = {"initial_nodal_pressure": {"21": 5.5e6}}
    _, findings = lp.read_findings(write(files, tmp_path))
    assert any("sets nothing" in one.finding and one.row == "8" for one in findings)
    found = json.loads(CliRunner().invoke(app, ["solve", str(tmp_path), "--eos", equation, "--json"]).stdout)
    assert found["status"] == "solved", found["message"]
    nodes = {row["id"]: row["pressure"] for row in found["nodes"]}
    assert nodes["21"] == pytest.approx(5.5e6 if known else nodes["4"], rel=1e-12)
    flows = {row["id"]: row["mass_flow"] for row in found["compressors"]}
    assert flows["8"] == pytest.approx(12.3456789, rel=1e-12)


def test_a_flow_that_does_not_fit_its_loads_is_infeasible(tmp_path: Path) -> None:
    files = branch()
    files["bc"]["boundary_nonslack_flow"]["22"] = 12.5
    solution = lp.solve_steady(lp.read(write(files, tmp_path)))
    assert solution.status == "infeasible"
    assert "compressors[8]" in solution.message


def test_what_is_set_for_nothing_is_told(tmp_path: Path) -> None:
    files = base()
    files["bc"]["boundary_compressor"]["77"] = {"control_type": 0, "value": 1.1}
    files["bc"]["boundary_valve"]["off"] = [66]
    files["network"]["prime_movers"] = {"1": {"comp_id": 1, "power": 3e6}}
    _, findings = lp.read_findings(write(files, tmp_path))
    told = [str(one) for one in findings if one.severity == "warning"]
    for word in ("boundary_compressor[77]", "boundary_valve[66]", "prime_movers", "loss_resistors[2]"):
        assert any(word in one for one in told), word
