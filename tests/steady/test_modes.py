"""The modes of a compressor and a regulator in one line, against all modes tried one by one.

The enumeration below knows nothing of the solver: a gas of constant compressibility, Π = p²/2ZRT in
closed form, one flow along the line, and for every pair of modes the state that
they imply and the inequalities that it must keep.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from scipy.optimize import brentq

from linepack.constants import GAS_CONSTANT
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.steady import Solution, solve_steady

MOLAR_MASS, TEMPERATURE, FACTOR, KAPPA = 0.0165, 283.15, 0.88, 1.3
GAS = GasSpec(
    eos="constant_z",
    temperature=TEMPERATURE,
    molar_mass=MOLAR_MASS,
    compressibility=FACTOR,
    isentropic_exponent=KAPPA,
)
LENGTH, DIAMETER, DARCY, EFFICIENCY = 2e4, 0.5, 0.011, 0.8
THERMAL = FACTOR * GAS_CONSTANT / MOLAR_MASS * TEMPERATURE
RESISTANCE = DARCY * LENGTH * THERMAL / (DIAMETER * (math.pi * DIAMETER**2 / 4.0) ** 2)  # of p², one pipe
FASTEST = 400.0  # kg/s, bracket of the flow
CLOSE = 1e-6  # both sides are exact to many more digits
TIGHT = 1e-9  # slack of an inequality that holds with equality
NAMES = ("outlet_pressure", "inlet_pressure", "flow", "ratio", "power", "differential")


@dataclass(frozen=True)
class Case:
    """A source, the two devices and what stands at the end: a load or a pressure."""

    name: str
    compressor: dict[str, Any]
    regulator: dict[str, Any]
    load: float = float("nan")
    end: float = float("nan")
    inlet: float = 50e5
    expected: tuple[str, str] = ("", "")
    status: str = "solved"
    limits: tuple[str, ...] = field(default=())


def outlet(bar: float, **more: float) -> dict[str, Any]:
    return {"control": "outlet_pressure", "outlet_pressure": bar * 1e5, **more}


def flow(value: float) -> dict[str, Any]:
    return {"control": "flow", "flow": value}


def inlet(bar: float) -> dict[str, Any]:
    return {"control": "inlet_pressure", "inlet_pressure": bar * 1e5}


def fall(bar: float, **more: float) -> dict[str, Any]:
    return {"control": "differential", "differential": bar * 1e5, **more}


def share(value: float) -> dict[str, Any]:
    return {"control": "ratio", "ratio": value}


OUTLET = "outlet_pressure"
CASES = [
    Case("both hold", outlet(60), outlet(40), load=30.0, expected=("outlet_pressure", "outlet_pressure")),
    Case("bypass", outlet(45), outlet(40), load=30.0, expected=("bypass", "outlet_pressure")),
    Case(
        "ratio limit",
        outlet(90, ratio_max=1.2),
        outlet(40),
        load=30.0,
        expected=("ratio_max", "outlet_pressure"),
    ),
    Case(
        "power limit",
        outlet(90, power_max=1e6),
        outlet(40),
        load=30.0,
        expected=("power_max", "outlet_pressure"),
    ),
    Case("fully open", outlet(60), outlet(70), load=30.0, expected=("outlet_pressure", "fully open")),
    Case(
        "bypass and fully open",
        outlet(45),
        outlet(70),
        load=30.0,
        expected=("bypass", "fully open"),
    ),
    Case("closed", outlet(60), outlet(65), end=70e5, expected=("closed", "closed")),
    Case("flow held", outlet(60), flow(20.0), end=30e5, expected=("outlet_pressure", "flow")),
    Case(
        "flow out of reach",
        outlet(60),
        flow(200.0),
        end=58e5,
        expected=("outlet_pressure", "fully open"),
        status="infeasible",
    ),
    Case("flow pressed", flow(50.0), outlet(80), end=55e5, expected=("flow", "fully open")),
    Case("suction held", inlet(47), outlet(80), end=52e5, expected=("inlet_pressure", "fully open")),
    Case(
        "flow limit that cannot hold",
        outlet(70, flow_max=10.0),
        outlet(40),
        load=30.0,
        expected=("bypass", "outlet_pressure"),
        status="solved, limits violated",
    ),
    Case(
        "below zero pressure",
        outlet(60),
        outlet(40),
        load=250.0,
        expected=("outlet_pressure", "fully open"),
        status="infeasible",
    ),
]

MORE_CASES = [
    Case("ratio held", {"control": "ratio", "ratio": 1.2}, outlet(40), load=30.0, expected=("ratio", OUTLET)),
    Case("power held", {"control": "power", "power": 1e6}, outlet(40), load=30.0, expected=("power", OUTLET)),
    Case(
        "flow limit that holds",
        outlet(60, flow_max=20.0),
        outlet(80),
        end=55e5,
        expected=("flow_max", "fully open"),
    ),
    Case(
        "suction limit",
        outlet(90, inlet_pressure_min=49e5),
        outlet(100),
        end=60e5,
        expected=("inlet_pressure_min", "fully open"),
    ),
    Case("inlet held", outlet(60), inlet(55), end=30e5, expected=(OUTLET, "inlet_pressure")),
    Case("difference held", outlet(60), fall(10), load=30.0, expected=(OUTLET, "differential")),
    Case(
        "difference under a limit",
        outlet(60),
        fall(5, outlet_pressure_max=40e5),
        load=30.0,
        expected=(OUTLET, "outlet_pressure_max"),
    ),
    Case("difference closed", outlet(60), fall(5), end=70e5, expected=("closed", "closed")),
    Case("fall held as a ratio", outlet(60), share(0.7), load=30.0, expected=(OUTLET, "ratio")),
    Case("ratio of one", outlet(60), share(1.0), load=30.0, expected=(OUTLET, "fully open")),
    Case(
        "least fall without bypass",
        outlet(60),
        outlet(80, differential_min=2e5, internal_bypass=False),
        load=30.0,
        expected=(OUTLET, "differential_min"),
    ),
    Case(
        "more than the least fall",
        outlet(60),
        outlet(40, differential_min=2e5, internal_bypass=False),
        load=30.0,
        expected=(OUTLET, OUTLET),
    ),
    Case(
        "least fall with a bypass",
        outlet(60),
        outlet(80, differential_min=2e5),
        load=30.0,
        expected=(OUTLET, "fully open"),
    ),
    Case(
        "between bypass and least fall",
        outlet(60),
        outlet(57, differential_min=5e5),
        load=30.0,
        expected=(OUTLET, OUTLET),
        status="solved, limits violated",
        limits=("regulators[R].differential_min",),
    ),
    Case(
        "fall too large",
        outlet(60),
        outlet(40, differential_max=10e5),
        load=30.0,
        expected=(OUTLET, OUTLET),
        status="solved, limits violated",
        limits=("regulators[R].differential_max",),
    ),
    Case(
        "flow limit of the regulator",
        outlet(60),
        outlet(40, flow_max=20.0),
        end=30e5,
        expected=(OUTLET, "flow_max"),
    ),
    Case(
        "flow set-point under a pressure limit",
        outlet(60),
        flow(60.0) | {"outlet_pressure_max": 35e5},
        end=30e5,
        expected=(OUTLET, "outlet_pressure_max"),
    ),
    Case(
        "no bypass to take",
        outlet(45, internal_bypass=False),
        outlet(40),
        load=30.0,
        expected=("bypass", OUTLET),
        status="solved, limits violated",
        limits=("compressors[C].internal_bypass",),
    ),
    Case(
        "a bypass not needed",
        outlet(60, internal_bypass=False),
        outlet(40),
        load=30.0,
        expected=(OUTLET, OUTLET),
    ),
    Case(
        "difference beyond the pressure",
        outlet(60),
        fall(70),
        load=30.0,
        expected=(OUTLET, "differential"),
        status="infeasible",
    ),
]


def network(case: Case) -> Network:
    pipe = {"length": LENGTH, "diameter": DIAMETER, "friction_factor": DARCY}
    supplies = [{"id": "source", "node": "a", "control": "pressure", "pressure": case.inlet}]
    if math.isfinite(case.end):
        supplies.append({"id": "end", "node": "f", "control": "pressure", "pressure": case.end})
    demands = [{"id": "load", "node": "f", "mass_flow": case.load}] if math.isfinite(case.load) else []
    compressor = {"id": "C", "from_node": "b", "to_node": "c", "efficiency": EFFICIENCY, "fuel": "none"}
    return Network.build(
        header=NetworkHeader(name=case.name, gas=GAS),
        nodes=[{"id": name} for name in "abcdef"],
        pipes=[pipe | {"id": a + b, "from_node": a, "to_node": b} for a, b in ("ab", "cd", "ef")],
        compressors=[compressor | case.compressor],
        regulators=[{"id": "R", "from_node": "d", "to_node": "e"} | case.regulator],
        supplies=supplies,
        demands=demands,
    )


def loss(mass_flow: float) -> float:
    return RESISTANCE * mass_flow * abs(mass_flow)


def shaft(mass_flow: float, low: float, high: float) -> float:
    share = (KAPPA - 1.0) / KAPPA
    ratio = math.sqrt(max(high, 0.0) / low) if low > 0.0 else math.inf
    return mass_flow * THERMAL / share * (max(ratio, 1.0) ** share - 1.0) / EFFICIENCY


def bounds(device: dict[str, Any]) -> dict[str, float]:
    """Return the set-point and the limits of a device, pressures squared."""
    found = {}
    for name, value in device.items():
        if name == "differential_max" or (name == "differential_min" and device.get("internal_bypass", True)):
            continue  # told, not kept
        base = name.removesuffix("_max").removesuffix("_min")
        if base in NAMES:
            found[name] = value**2 if base.endswith("pressure") else value
    return found


def room(name: str, bound: float, low: float, high: float, mass_flow: float) -> float:
    """Return the room left to a bound, scaled to the order of one."""
    if name.startswith("outlet"):
        return (bound - high) / 1e13
    if name.startswith("inlet"):
        return (low - bound) / 1e13
    if name.startswith("flow"):
        return (bound - mass_flow) / 100.0
    if name.startswith("ratio"):
        return (bound**2 * low - high) / 1e13
    if name.startswith("differential"):
        return (lowered(low, bound) - high) / 1e13
    return 1.0 - shaft(mass_flow, low, high) / bound


def behind(mode: str, device: dict[str, Any], low: float, mass_flow: float) -> float | None:
    """Return p² behind a device in a mode, None where the mode says nothing about it."""
    bound = bounds(device)
    if mode in ("bypass", "fully open"):
        return low
    if mode.startswith("outlet"):
        return bound[mode]
    if mode.startswith("ratio"):
        return bound[mode] ** 2 * low
    if mode.startswith("differential"):
        return lowered(low, bound[mode])
    if mode.startswith("power") and mass_flow > 0.0 and low > 0.0:
        share = (KAPPA - 1.0) / KAPPA
        growth = 1.0 + bound[mode] * EFFICIENCY * share / (mass_flow * THERMAL)
        return low * growth ** (2.0 / share)
    return None


def lowered(squared: float, by: float) -> float:
    """Return p|p| of a pressure lowered by a difference, from its p|p|."""
    rest = math.copysign(math.sqrt(abs(squared)), squared) - by
    return rest * abs(rest)


def states(case: Case, first: str, second: str) -> list[tuple[float, ...]]:
    """Return flow, and p² before and behind both devices, that a pair of modes implies."""

    def forward(q: float) -> tuple[float | None, ...]:
        b = case.inlet**2 - loss(q)
        c = behind(first, case.compressor, b, q)
        d = None if c is None else c - loss(q)
        e = None if d is None else behind(second, case.regulator, d, q)
        return b, c, d, e

    if math.isfinite(case.load):
        found = forward(case.load)
        return [] if None in found else [(case.load, *found)]  # type: ignore[arg-type]
    target = case.end**2
    silent = [mode for mode in (first, second) if behind(mode, _of(case, mode, first), 1.0, 1.0) is None]
    if not silent:

        def miss(q: float) -> float:
            return float(forward(q)[3] or 0.0) - loss(q) - target

        if miss(-FASTEST) * miss(FASTEST) > 0.0:
            return []
        q = float(brentq(miss, -FASTEST, FASTEST, xtol=1e-12))
        return [(q, *forward(q))]  # type: ignore[arg-type]
    return _with_free_pressure(case, first, second, target) if len(silent) == 1 else []


def _of(case: Case, mode: str, first: str) -> dict[str, Any]:
    return case.compressor if mode is first else case.regulator


def _with_free_pressure(case: Case, first: str, second: str, target: float) -> list[tuple[float, ...]]:
    """One device gives the flow, and the pressure behind it comes from the other end."""
    leads = behind(first, case.compressor, 1.0, 1.0) is None
    mode, device = (first, case.compressor) if leads else (second, case.regulator)
    if mode == "closed":
        q = 0.0
    elif mode.startswith("flow"):
        q = bounds(device)[mode]
    else:
        before = case.inlet**2 if leads else behind(first, case.compressor, 1.0, 1.0)
        assert before is not None
        q = math.sqrt(max(before - bounds(device)[mode], 0.0) / RESISTANCE)
    e = target + loss(q)
    b = case.inlet**2 - loss(q)
    if leads:
        return [(q, b, e + loss(q), e, e)] if second == "fully open" else []
    c = behind(first, case.compressor, b, q)
    assert c is not None
    return [(q, b, c, c - loss(q), e)]


def consistent(case: Case, first: str, second: str, state: tuple[float, ...]) -> bool:
    """Say whether a state keeps every inequality of its two modes."""
    q, b, c, d, e = state
    if q < -TIGHT:
        return False
    left = [room(name, bound, b, c, q) for name, bound in bounds(case.compressor).items()]
    right = [room(name, bound, d, e, q) for name, bound in bounds(case.regulator).items()]
    boost, fall = (c - b) / 1e13, (d - e) / 1e13
    if first in ("bypass", "closed"):
        fits = min(left) <= TIGHT and boost >= -TIGHT
    else:
        fits = abs(min(left)) <= TIGHT and boost >= -TIGHT
    if second == "closed":
        return fits and min(fall, *right) <= TIGHT
    return fits and min(fall, *right) >= -TIGHT


def enumerate_modes(case: Case) -> dict[tuple[str, str], tuple[float, ...]]:
    """Return every pair of modes that fits, with its state.

    Where nothing flows, a compressor that holds its set-point is a closed one as well: one state, two names.
    """
    compressor = ("bypass", "closed", *bounds(case.compressor))
    regulator = ("fully open", "closed", *bounds(case.regulator))
    found = {
        pair: state
        for pair in product(compressor, regulator)
        for state in states(case, *pair)
        if consistent(case, *pair, state)
    }
    resting = {("closed", pair[1]): state for pair, state in found.items() if abs(state[0]) <= TIGHT}
    return found | resting


def solved_modes(solution: Solution) -> tuple[str, str]:
    tables = solution.partial
    return tables["compressors"].at["C", "mode"], tables["regulators"].at["R", "mode"]


@pytest.mark.parametrize("case", [*CASES, *MORE_CASES], ids=lambda case: case.name)
def test_the_solver_finds_the_only_mode_that_fits(case: Case) -> None:
    fitting = enumerate_modes(case)
    assert case.expected in fitting
    assert len(set(fitting.values())) == 1
    solution = solve_steady(network(case))
    assert solved_modes(solution) == case.expected
    assert solution.status == case.status
    assert {finding.place for finding in solution.findings} >= set(case.limits)
    q, b, c, d, e = fitting[case.expected]
    tables = solution.partial
    assert tables["compressors"].at["C", "mass_flow"] == pytest.approx(q, rel=CLOSE, abs=CLOSE)
    locked = (
        "cd" if case.expected == ("closed", "closed") else ""
    )  # any level between the set-points rests there
    for node, squared in zip("bcde", (b, c, d, e), strict=True):
        if node in locked:
            continue
        expected = math.copysign(math.sqrt(abs(squared)), squared)
        assert tables["nodes"].at[node, "pressure"] == pytest.approx(expected, rel=CLOSE)


def test_there_are_thirteen_cases() -> None:
    assert len(CASES) == 13
