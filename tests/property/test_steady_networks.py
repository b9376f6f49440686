"""What holds for every network: mass, energy, names and directions that do not matter, no false success."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from linepack.constants import GAS_CONSTANT, STANDARD_GRAVITY
from linepack.errors import InputError
from linepack.network import GasSpec, Network, NetworkHeader, add
from linepack.steady import Solution, solve_steady

GAS = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
SOURCE = 60e5
DARCY = 0.011
CLOSES = 1e-9  # share of the throughput, the contract of every solve
SAME = 1e-7  # relative, of two solves that both end at round-off
PASCAL = 1.0  # residual of an edge of a solved state
RESTS = 1e-3  # kg/s, a flow that takes no pressure of a pipe
TURN = 1e-2  # kg/s, below which a fixed loss fades
TRACE = 1e-5  # kg/s, what a closed device may leak, see devices.TRACE
SEEDS = st.integers(min_value=0, max_value=10_000)
FEW = settings(max_examples=6, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
THERMAL = 0.88 * GAS_CONSTANT / 0.0165 * 283.15


@dataclass
class Draft:
    """Rows of a network before it is built."""

    nodes: list[dict[str, Any]]
    pipes: list[dict[str, Any]] = field(default_factory=list)
    regulators: list[dict[str, Any]] = field(default_factory=list)
    compressors: list[dict[str, Any]] = field(default_factory=list)
    check_valves: list[dict[str, Any]] = field(default_factory=list)
    resistors: list[dict[str, Any]] = field(default_factory=list)
    short_pipes: list[dict[str, Any]] = field(default_factory=list)
    heaters: list[dict[str, Any]] = field(default_factory=list)
    valves: list[dict[str, Any]] = field(default_factory=list)
    supplies: list[dict[str, Any]] = field(default_factory=list)
    demands: list[dict[str, Any]] = field(default_factory=list)

    def build(self) -> Network:
        """Return the network."""
        return Network.build(header=NetworkHeader(name="random", gas=GAS), **vars(self))


def draw(seed: int, *, devices: bool = True, sources: int = 1, load: float = 1.0) -> Draft:
    """Return a random connected network.

    Parameters
    ----------
    seed
        Everything follows from it.
    devices
        Whether some tree edges are regulators, compressors and check valves.
    sources
        Nodes whose pressure is held.
    load
        Factor on all loads; 1 is mostly within reach.
    """
    rng = np.random.default_rng(seed)
    count = int(rng.integers(6, 16))
    draft = Draft([{"id": f"n{i}", "elevation": float(rng.uniform(0.0, 300.0))} for i in range(count)])
    for node in range(1, count):
        _link(
            draft, rng, int(rng.integers(max(0, node - 4), node)), node, devices=devices and node >= sources
        )
    for _ in range(int(rng.integers(0, 4))):
        a, b = rng.choice(count, 2, replace=False).tolist()
        _pipe(draft, rng, a, b)
    draft.supplies = [
        {"id": f"s{i}", "node": f"n{i}", "control": "pressure", "pressure": SOURCE * (1.0 - 0.03 * i)}
        for i in range(sources)
    ]
    for node in rng.choice(np.arange(sources, count), 3, replace=False).tolist():
        flow = load * float(rng.uniform(2.0, 30.0))
        draft.demands.append({"id": f"d{node}", "node": f"n{node}", "mass_flow": flow})
    return draft


def _link(draft: Draft, rng: np.random.Generator, a: int, b: int, *, devices: bool) -> None:
    kind = rng.choice(["pipe", "regulator", "compressor", "check"], p=[0.7, 0.12, 0.12, 0.06])
    ends = {"from_node": f"n{a}", "to_node": f"n{b}"}
    if kind == "pipe" or not devices:
        _pipe(draft, rng, a, b)
    elif kind == "regulator":
        wish = {"control": "outlet_pressure", "outlet_pressure": float(rng.uniform(20e5, 65e5))}
        draft.regulators.append({"id": f"r{a}_{b}"} | ends | wish)
    elif kind == "compressor":
        wish = {"control": "outlet_pressure", "outlet_pressure": float(rng.uniform(45e5, 80e5))}
        limits = {"ratio_max": float(rng.uniform(1.2, 2.0)), "power_max": float(rng.uniform(1e6, 2e7))}
        draft.compressors.append({"id": f"c{a}_{b}"} | ends | wish | limits)
    else:
        draft.check_valves.append({"id": f"v{a}_{b}"} | ends)


def _pipe(draft: Draft, rng: np.random.Generator, a: int, b: int) -> None:
    draft.pipes.append(
        {
            "id": f"p{len(draft.pipes)}",
            "from_node": f"n{a}",
            "to_node": f"n{b}",
            "length": float(rng.uniform(5e3, 8e4)),
            "diameter": float(rng.uniform(0.4, 0.9)),
            "friction_factor": DARCY,
        }
    )


PASSIVE = ("drag", "fixed", "short_pipes", "heaters", "valves")


def with_passive(draft: Draft, seed: int) -> Draft:
    """Put something passive behind every other pipe, at the height of the pipe's end."""
    rng = np.random.default_rng(seed)
    height = {row["id"]: row["elevation"] for row in draft.nodes}
    for row in draft.pipes[::2]:
        kind, end, inner = str(rng.choice(PASSIVE)), row["to_node"], f"{row['id']}_in"
        draft.nodes.append({"id": inner, "elevation": height[end]})
        row["to_node"] = inner
        element = {"id": f"e_{row['id']}", "from_node": inner, "to_node": end}
        if kind == "drag":
            drag = {"drag_factor": float(rng.uniform(1.0, 500.0)), "diameter": row["diameter"]}
            draft.resistors.append(element | drag)
        elif kind == "fixed":
            draft.resistors.append(element | {"pressure_drop": float(rng.uniform(0.1e5, 3e5))})
        else:
            getattr(draft, kind).append(element)
    return draft


def turned(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return edges the other way round, in the other order."""
    return [row | {"from_node": row["to_node"], "to_node": row["from_node"]} for row in rows[::-1]]


def assert_losses(draft: Draft, solution: Solution) -> None:
    """Check passive elements by laws written here: squares apart by drag, pressures by a fixed loss."""
    for row in draft.resistors:
        result = solution.resistors.loc[row["id"]]
        flow, into, out = result["mass_flow"], result["pressure_from"], result["pressure_to"]
        if "drag_factor" in row:
            area = np.pi * row["diameter"] ** 2 / 4.0
            squares = into**2 - out**2
            assert squares == pytest.approx(
                row["drag_factor"] * THERMAL * flow * abs(flow) / area**2, abs=PASCAL * into
            )
        else:
            share = float(np.clip(flow / TURN, -1.0, 1.0))
            assert into - out == pytest.approx(row["pressure_drop"] * share, abs=PASCAL)
    for kind in ("short_pipes", "heaters", "valves"):
        table = solution.table(kind)
        assert (table["pressure_from"] == table["pressure_to"]).all()


def assert_mass_closes(solution: Solution) -> None:
    ledger = solution.partial["ledger"]["mass_flow"]
    throughput = ledger[ledger > 0.0].drop("imbalance", errors="ignore").sum()
    assert abs(ledger["imbalance"]) <= CLOSES * max(throughput, 1.0)


def inlet_from_law(draft: Draft, solution: Solution) -> dict[str, float]:
    """Return each pipe's inlet pressure by the closed form from its flow and outlet pressure."""
    height = {row["id"]: row["elevation"] for row in draft.nodes}
    found = {}
    for row in draft.pipes:
        result = solution.pipes.loc[row["id"]]
        area = np.pi * row["diameter"] ** 2 / 4.0
        flow = result["mass_flow"]
        drop = DARCY * row["length"] * THERMAL * flow * abs(flow) / (row["diameter"] * area**2)
        rise = 2.0 * STANDARD_GRAVITY * (height[row["to_node"]] - height[row["from_node"]]) / THERMAL
        mean = np.expm1(rise) / rise if rise else 1.0
        found[row["id"]] = float(np.sqrt(result["pressure_to"] ** 2 * np.exp(rise) + drop * mean))
    return found


def assert_physical(draft: Draft, solution: Solution) -> None:
    """Check a solved state by laws written here."""
    assert (solution.nodes["pressure"].dropna() > 0.0).all()
    for name, pressure in inlet_from_law(draft, solution).items():
        assert solution.pipes.at[name, "pressure_from"] == pytest.approx(pressure, abs=PASCAL)
    for _, row in solution.regulators.iterrows():
        assert row["mass_flow"] >= -TRACE
        if row["mass_flow"] > TRACE:
            assert row["pressure_to"] <= row["pressure_from"] + PASCAL
    for _, row in solution.compressors.iterrows():
        assert row["mass_flow"] >= -TRACE
        if row["mass_flow"] > TRACE:
            assert row["pressure_to"] >= row["pressure_from"] - PASCAL
    assert (solution.check_valves["mass_flow"] >= -TRACE).all()


def pressures(solution: Solution) -> dict[str, float]:
    nodes = solution.partial["nodes"]
    return dict(zip(nodes.index, nodes["pressure"], strict=True))


@FEW
@given(SEEDS, st.sampled_from([0.5, 1.0, 3.0, 30.0]), st.sampled_from([1, 2]))
def test_every_end_is_an_answer(seed: int, load: float, sources: int) -> None:
    draft = draw(seed, load=load, sources=sources)
    solution = solve_steady(draft.build())
    assert solution.status in {"solved", "solved, limits violated", "infeasible"}, solution.message
    if solution.succeeded:
        assert_mass_closes(solution)
        assert_physical(draft, solution)
    else:
        assert solution.findings


@FEW
@given(SEEDS)
def test_names_and_directions_do_not_matter(seed: int) -> None:
    draft = draw(seed)
    first = solve_steady(draft.build())
    draft.nodes = draft.nodes[::-1]
    draft.pipes = turned(draft.pipes)
    second = solve_steady(draft.build())
    assert second.status == first.status
    if first.succeeded:
        assert pressures(second) == pytest.approx(pressures(first), rel=SAME)
        back = -second.pipes["mass_flow"].loc[first.pipes.index]
        assert np.allclose(back, first.pipes["mass_flow"], rtol=SAME, atol=TRACE)


@FEW
@given(SEEDS, st.sampled_from([0.5, 1.0, 3.0]), st.sampled_from([1, 2]))
def test_every_end_is_an_answer_with_passive_elements(seed: int, load: float, sources: int) -> None:
    draft = with_passive(draw(seed, load=load, sources=sources), seed)
    solution = solve_steady(draft.build())
    assert solution.status in {"solved", "solved, limits violated", "infeasible"}, solution.message
    if solution.succeeded:
        assert_mass_closes(solution)
        assert_physical(draft, solution)
        assert_losses(draft, solution)


@FEW
@given(SEEDS)
def test_names_and_directions_of_passive_elements_do_not_matter(seed: int) -> None:
    draft = with_passive(draw(seed), seed)
    first = solve_steady(draft.build())
    draft.nodes = draft.nodes[::-1]
    kinds = ("pipes", "resistors", "short_pipes", "heaters", "valves")
    for kind in kinds:
        setattr(draft, kind, turned(getattr(draft, kind)))
    second = solve_steady(draft.build())
    assert second.status == first.status
    if not first.succeeded:
        return
    assert pressures(second) == pytest.approx(pressures(first), rel=SAME)
    for kind in kinds:
        flow = first.table(kind)["mass_flow"]
        back = -second.table(kind)["mass_flow"].loc[flow.index]
        assert np.allclose(back, flow, rtol=SAME, atol=TRACE)


@FEW
@given(SEEDS)
def test_passive_elements_rest_where_nothing_is_drawn(seed: int) -> None:
    draft = with_passive(draw(seed, devices=False, load=0.0), seed)
    solution = solve_steady(draft.build())
    assert solution.status == "solved"
    for kind in ("pipes", "resistors", "short_pipes", "heaters", "valves"):
        assert (solution.table(kind)["mass_flow"].abs() <= RESTS).all()
    height = {row["id"]: row["elevation"] for row in draft.nodes}
    level = [
        pressure * np.exp(STANDARD_GRAVITY * (height[name] - height["n0"]) / THERMAL)
        for name, pressure in pressures(solution).items()
    ]
    assert level == pytest.approx([SOURCE] * len(level), rel=CLOSES)


@FEW
@given(SEEDS)
def test_nothing_flows_where_nothing_is_drawn(seed: int) -> None:
    draft = draw(seed, devices=False, load=0.0)
    solution = solve_steady(draft.build())
    assert solution.status == "solved"
    lost = DARCY * THERMAL * solution.pipes["mass_flow"].to_numpy() ** 2 * 8e4 / (np.pi / 4.0) ** 2 / 0.9**5
    assert lost.max() <= CLOSES * SOURCE**2
    height = {row["id"]: row["elevation"] for row in draft.nodes}
    level = {
        name: pressure * np.exp(STANDARD_GRAVITY * (height[name] - height["n0"]) / THERMAL)
        for name, pressure in pressures(solution).items()
    }
    assert list(level.values()) == pytest.approx([SOURCE] * len(level), rel=CLOSES)


@FEW
@given(SEEDS, st.integers(min_value=2, max_value=5))
def test_cutting_a_pipe_changes_nothing(seed: int, pieces: int) -> None:
    draft = draw(seed)
    whole = solve_steady(draft.build())
    row = draft.pipes.pop(seed % len(draft.pipes))
    height = {node["id"]: node["elevation"] for node in draft.nodes}
    ends = [row["from_node"], *(f"cut{i}" for i in range(1, pieces)), row["to_node"]]
    start, rise = height[row["from_node"]], height[row["to_node"]] - height[row["from_node"]]
    for i in range(1, pieces):
        draft.nodes.append({"id": f"cut{i}", "elevation": start + rise * i / pieces})
    for i in range(pieces):
        part = {"id": f"part{i}", "from_node": ends[i], "to_node": ends[i + 1]}
        draft.pipes.append(row | part | {"length": row["length"] / pieces})
    cut = solve_steady(draft.build())
    assert cut.status == whole.status
    if whole.succeeded:
        shared = {name: value for name, value in pressures(cut).items() if not name.startswith("cut")}
        assert shared == pytest.approx(pressures(whole), rel=SAME)


@FEW
@given(SEEDS)
def test_drops_round_every_cycle_cancel(seed: int) -> None:
    draft = draw(seed, devices=False)
    draft.nodes = [row | {"elevation": 0.0} for row in draft.nodes]
    solution = solve_steady(draft.build())
    if not solution.succeeded:
        return
    flow = solution.pipes["mass_flow"].to_numpy()
    drop = np.array(
        [
            DARCY * row["length"] * q * abs(q) / row["diameter"] ** 5
            for row, q in zip(draft.pipes, flow, strict=True)
        ]
    )
    row_of = {row["id"]: i for i, row in enumerate(draft.nodes)}
    incidence = np.zeros((len(draft.pipes), len(draft.nodes)))
    for i, row in enumerate(draft.pipes):
        incidence[i, row_of[row["from_node"]]], incidence[i, row_of[row["to_node"]]] = 1.0, -1.0
    left, values, _ = np.linalg.svd(incidence)
    cycles = left[:, np.sum(values > 1e-10) :]
    area = np.pi / 4.0  # the diameters above already stand to the fifth power
    squares = np.abs(cycles.T @ drop).max(initial=0.0) * THERMAL / area**2
    assert squares <= CLOSES * SOURCE**2


@FEW
@given(SEEDS)
def test_gas_falls_in_potential_along_its_flow(seed: int) -> None:
    draft = draw(seed, sources=2)
    draft.nodes = [row | {"elevation": 0.0} for row in draft.nodes]
    solution = solve_steady(draft.build())
    if not solution.succeeded:
        return
    moving = solution.pipes[solution.pipes["mass_flow"].abs() > TRACE]
    fall = (moving["pressure_from"] - moving["pressure_to"]) * np.sign(moving["mass_flow"])
    assert (fall >= -CLOSES * SOURCE).all()


@FEW
@given(SEEDS, st.sampled_from([0.0, 5.0]))
def test_islands_rest_or_are_refused(seed: int, load: float) -> None:
    draft = draw(seed, devices=False)
    other = draw(seed + 1, devices=False)
    renamed = {row["id"]: f"x{row['id']}" for row in other.nodes}
    draft.nodes += [row | {"id": renamed[row["id"]]} for row in other.nodes]
    draft.pipes += [
        row
        | {
            "id": f"x{row['id']}",
            "from_node": renamed[row["from_node"]],
            "to_node": renamed[row["to_node"]],
        }
        for row in other.pipes
    ]
    network = draft.build()
    if load:
        stranded = add(network, "demands", [{"id": "stranded", "node": "xn3", "mass_flow": load}])
        with pytest.raises(InputError, match="pressure reference"):
            solve_steady(stranded)
        return
    solution = solve_steady(network)
    found = solution.partial["nodes"]["pressure"]
    assert found.loc[list(renamed.values())].isna().all()
    assert_mass_closes(solution)
    second = {"id": "second", "node": "xn0", "control": "pressure", "pressure": 40e5}
    referenced = solve_steady(add(network, "supplies", [second]))
    assert referenced.partial["nodes"]["pressure"].notna().all()
