"""The relaxed bound: never below an optimum, and near it where the power of a station binds."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from linepack.network import GasSpec, Network, NetworkHeader
from linepack.optimize.bounds import max_flow, power_lifts, relaxed_hydraulics
from linepack.optimize.model import TransportProblem, transport_problem
from linepack.optimize.nonlinear import hydraulic_optimum
from linepack.physics.compression import adiabatic_head, shaft_power
from linepack.steady import solve_steady

ORDERED = 1e-6  # share by which a bound may fall below the optimum: the optimum's own tolerance
KNOWN = 1.0 - 1e-3  # share of the optimum above which the bound is sought
LATTICE = 40  # pressures and flows at which the cut is tried
EOS = ("constant_z", "papay")


def station_line(eos: str, power: float, ratio: float, *, second: bool = False) -> Network:
    """A source, a pipe, a station with a power limit, a pipe to the delivery; perhaps the same once more."""
    gas = GasSpec(eos=eos, temperature=283.15, composition={"methane": 0.95, "ethane": 0.05})
    if eos == "constant_z":
        gas = GasSpec(eos=eos, temperature=283.15, molar_mass=0.0165, compressibility=0.88)
    names = ["a", "b", "c", "d"] + (["e", "f"] if second else [])
    pipe = {"length": 80e3, "diameter": 0.9, "roughness": 1e-5}
    station = {"control": "ratio", "ratio": 1.0, "power_max": power, "ratio_max": ratio, "fuel": "none"}
    ends = list(pairwise(names))
    return Network.build(
        header=NetworkHeader(name="stations", gas=gas),
        nodes=[{"id": name, "pressure_max": 80e5} for name in names],
        pipes=[pipe | {"id": f"p{a}", "from_node": a, "to_node": b} for a, b in ends[::2]],
        compressors=[station | {"id": f"c{a}", "from_node": a, "to_node": b} for a, b in ends[1::2]],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": 70e5}],
        demands=[{"id": "out", "node": names[-1], "mass_flow": 0.0, "pressure_min": 50e5}],
    )


def problem_of(network: Network) -> TransportProblem:
    base = solve_steady(network)
    last = str(network.table("demands")["node"].iloc[0])
    return transport_problem(network, base.state, "a", last)


def gap(problem: TransportProblem, *, powered: bool = True) -> float:
    """Relaxed bound over optimum, less 1; without the power limits in the bound if not ``powered``."""
    optimum = hydraulic_optimum(problem).value
    seen = problem if powered else replace(problem, power_max=np.full(problem.n_edges, np.inf))
    return relaxed_hydraulics(seen, flow_bound=max_flow(seen), at_least=KNOWN * optimum).value / optimum - 1.0


@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("eos", EOS)
@pytest.mark.parametrize("power", [1e6, 3e6, 6e6, 12e6, 60e6])
def test_the_bound_is_above_the_optimum(eos: str, power: float, second: bool) -> None:
    assert gap(problem_of(station_line(eos, power, 1.8, second=second))) >= -ORDERED


@pytest.mark.parametrize("eos", EOS)
def test_where_power_binds_the_bound_knows(eos: str) -> None:
    problem = problem_of(station_line(eos, 3e6, 1.8))
    assert gap(problem, powered=False) > 0.4
    assert gap(problem) < 1e-3


@pytest.mark.parametrize("eos", EOS)
def test_the_cut_holds_wherever_the_power_does(eos: str) -> None:
    """Every inlet pressure, ratio and flow of a lattice that the power serves lies below both planes."""
    problem = problem_of(station_line(eos, 3e6, 1.8))
    kept, own = problem.of_kind("compressors")
    gas, efficiency = problem.system.gas, problem.system.compressors.efficiency[own]
    low, high = np.zeros(problem.n_edges), np.full(problem.n_edges, 300.0)
    cut = power_lifts(problem, low, high)
    assert list(cut.edge) == list(kept)
    inlet = problem.tail[kept][0]
    bottom, top = problem.pressure_min[inlet], problem.pressure_max[inlet]
    pressure, ratio, flow = (
        grid.ravel()
        for grid in np.meshgrid(
            np.linspace(bottom, top, LATTICE),
            np.linspace(1.0, 1.8, LATTICE),
            np.linspace(1.0, 300.0, LATTICE),
        )
    )
    head = adiabatic_head(
        ratio,
        compressibility=gas.compressibility(pressure),
        specific_gas_constant=gas.specific_gas_constant,
        temperature=gas.temperature,
        isentropic_exponent=gas.isentropic_exponent,
    )
    served = shaft_power(flow, head, efficiency) <= 3e6
    served &= ratio * pressure <= problem.pressure_max[problem.head[kept][0]]
    given, lifted = gas.potential(pressure), gas.potential(ratio * pressure)
    share = (cut.most - cut.least) / (cut.flow_most - cut.flow_least)
    chord = cut.most - share * (flow - cut.flow_least)
    for end, slope in (
        (gas.potential(np.array([top])), cut.least),
        (gas.potential(np.array([bottom])), cut.most),
    ):
        above = end * chord + slope * (given - end)
        assert (lifted[served] <= above[served] * (1.0 + 1e-12)).all()
    assert served.any()
    assert not served.all()


def test_a_power_that_never_binds_makes_no_cut() -> None:
    problem = problem_of(station_line("constant_z", 60e6, 1.2))
    low, high = np.zeros(problem.n_edges), np.full(problem.n_edges, 300.0)
    assert not len(power_lifts(problem, low, high).edge)
