"""Closed forms of single elements and small networks, computed independently of the solver."""

from __future__ import annotations

import math

import numpy as np
import pytest

from linepack.constants import GAS_CONSTANT
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.physics.compression import adiabatic_head, outlet_temperature, shaft_power
from linepack.steady import Solution, solve_steady

EXACT = 1e-9  # closed forms to ten digits; the solver ends at round-off
QUADRATURE = 1e-8  # reference values come from adaptive integration

MOLAR_MASS, TEMPERATURE, FACTOR = 0.0165, 283.15, 0.88
PA = GasSpec(eos="constant_z", temperature=TEMPERATURE, molar_mass=MOLAR_MASS, compressibility=FACTOR)
LENGTH, DIAMETER, DARCY, FLOW, SOURCE = 100e3, 0.9, 0.0108, 350.0, 75e5


def pipe(gas: GasSpec = PA, *, rise: float = 0.0, flow: float = FLOW, pieces: int = 1) -> Network:
    names = [f"n{i}" for i in range(pieces + 1)]
    return Network.build(
        header=NetworkHeader(name="pipe PA", gas=gas),
        nodes=[{"id": name, "elevation": rise * i / pieces} for i, name in enumerate(names)],
        pipes=[
            {
                "id": f"p{i}",
                "from_node": names[i],
                "to_node": names[i + 1],
                "length": LENGTH / pieces,
                "diameter": DIAMETER,
                "friction_factor": DARCY,
            }
            for i in range(pieces)
        ],
        supplies=[{"id": "in", "node": names[0], "control": "pressure", "pressure": SOURCE}],
        demands=[{"id": "out", "node": names[-1], "mass_flow": flow}],
    )


def outlet(solution: Solution) -> float:
    return float(solution.nodes["pressure"].iloc[-1])


@pytest.mark.parametrize(
    ("rise", "flow", "expected"),
    [
        (0.0, 350.0, 3_262_594.347),
        (500.0, 350.0, 2_855_500.071),
        (-500.0, 350.0, 3_658_648.709),
        (500.0, 0.0, 7_212_756.594),
    ],
)
def test_pipe_ends_at_the_closed_form(rise: float, flow: float, expected: float) -> None:
    assert outlet(solve_steady(pipe(rise=rise, flow=flow))) == pytest.approx(expected, rel=EXACT)


@pytest.mark.parametrize("pieces", [2, 7])
def test_cutting_a_pipe_changes_nothing(pieces: int) -> None:
    whole, cut = solve_steady(pipe(rise=500.0)), solve_steady(pipe(rise=500.0, pieces=pieces))
    assert outlet(cut) == pytest.approx(outlet(whole), rel=EXACT)


def test_papay_inside_the_integral() -> None:
    gas = GasSpec(
        eos="papay",
        temperature=TEMPERATURE,
        molar_mass=MOLAR_MASS,
        critical_pressure=46.4e5,
        critical_temperature=192.0,
    )
    assert outlet(solve_steady(pipe(gas))) == pytest.approx(3_321_289.265, rel=QUADRATURE)


# Case A4 states its own gas constant and atmosphere; molar mass and gravity carry them in.
CNGA = GasSpec(
    eos="full_cnga",
    temperature=288.706,
    molar_mass=GAS_CONSTANT * 0.6 * 0.02896 / 8.314,
    gravity=0.6,
    cnga_convention="plus_atmosphere",
    atmospheric_pressure=101_350.0,
)


def test_cnga_inside_the_integral() -> None:
    assert outlet(solve_steady(pipe(CNGA))) == pytest.approx(3_502_663.814, rel=QUADRATURE)


@pytest.mark.parametrize(("gas", "mass"), [(PA, 2_867_425.864), (CNGA, 3_047_334.295)])
def test_linepack_of_the_pipe(gas: GasSpec, mass: float) -> None:
    assert float(solve_steady(pipe(gas)).pipes["linepack"].sum()) == pytest.approx(mass, rel=EXACT)


@pytest.mark.parametrize("gas", [PA, CNGA])
def test_linepack_meets_quadrature_over_the_pressure(gas: GasSpec) -> None:
    """The mass is A ∫ρ dx with dx = −ρ dp / (λ G²/2D): an integral over pressure instead of length."""
    solution = solve_steady(pipe(gas))
    low, high = outlet(solution), SOURCE
    points, weights = np.polynomial.legendre.leggauss(20)
    pressure = 0.5 * (high + low) + 0.5 * (high - low) * points
    area = math.pi * DIAMETER**2 / 4
    per_length = DARCY * (FLOW / area) ** 2 / (2 * DIAMETER)
    density = solution.state.system.gas.density(pressure)
    mass = area * 0.5 * (high - low) * float(weights @ density**2) / per_length
    assert float(solution.pipes["linepack"].sum()) == pytest.approx(mass, rel=EXACT)


def test_ideal_gas_is_constant_z_of_one() -> None:
    ideal = GasSpec(eos="ideal", temperature=TEMPERATURE, molar_mass=MOLAR_MASS)
    constant = GasSpec(eos="constant_z", temperature=TEMPERATURE, molar_mass=MOLAR_MASS, compressibility=1.0)
    assert outlet(solve_steady(pipe(ideal, flow=200.0))) == outlet(solve_steady(pipe(constant, flow=200.0)))


def triangle(order: tuple[str, str, str] = ("1", "2", "3"), *, turned: bool = False) -> Network:
    gas = GasSpec(eos="constant_z", temperature=278.0, molar_mass=GAS_CONSTANT / 478.0, compressibility=1.0)
    ends = {"12": ("1", "2", 90e3), "13": ("1", "3", 80e3), "23": ("2", "3", 100e3)}
    pipes = [
        {
            "id": key,
            "from_node": b if turned else a,
            "to_node": a if turned else b,
            "length": length,
            "diameter": 0.6,
            "friction_factor": 0.012,
        }
        for key, (a, b, length) in ends.items()
    ]
    return Network.build(
        header=NetworkHeader(name="triangle", gas=gas),
        nodes=[{"id": name} for name in order],
        pipes=pipes,
        supplies=[{"id": "in", "node": "1", "control": "pressure", "pressure": 50e5}],
        demands=[{"id": "d2", "node": "2", "mass_flow": 14.6}, {"id": "d3", "node": "3", "mass_flow": 29.2}],
    )


def test_triangle() -> None:
    solution = solve_steady(triangle())
    assert solution.pipes.at["23", "mass_flow"] == pytest.approx(6.146685981, rel=EXACT)
    assert solution.nodes.at["2", "pressure"] == pytest.approx(4_869_514.544, rel=EXACT)
    assert solution.nodes.at["3", "pressure"] == pytest.approx(4_856_600.550, rel=EXACT)


def test_renumbering_and_turning_edges_change_nothing() -> None:
    one, other = solve_steady(triangle()), solve_steady(triangle(("3", "1", "2"), turned=True))
    assert np.allclose(other.pipes["mass_flow"], -one.pipes["mass_flow"], rtol=EXACT)
    assert np.allclose(other.nodes["pressure"].loc[one.nodes.index], one.nodes["pressure"], rtol=EXACT)


def test_parallel_lines_share_and_diameters_scale() -> None:
    header = NetworkHeader(name="parallel", gas=PA)
    common = {"from_node": "a", "to_node": "b", "length": LENGTH, "friction_factor": DARCY}
    network = Network.build(
        header=header,
        nodes=[{"id": "a"}, {"id": "b"}],
        pipes=[common | {"id": "wide", "diameter": 0.9}, common | {"id": "narrow", "diameter": 0.6}],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": SOURCE}],
        demands=[{"id": "out", "node": "b", "mass_flow": FLOW}],
    )
    flow = solve_steady(network).pipes["mass_flow"]
    assert flow["wide"] / flow["narrow"] == pytest.approx(1.5**2.5, rel=EXACT)
    assert flow.sum() == pytest.approx(FLOW, rel=EXACT)


@pytest.mark.parametrize(("share", "gain"), [(0.25, 1.109400), (0.5, 1.264911), (1.0, 2.0)])
def test_loop_on_a_share_of_the_length(share: float, gain: float) -> None:
    flow = gain * FLOW
    common = {"diameter": DIAMETER, "friction_factor": DARCY}
    pipes = [
        common
        | {"id": "looped", "from_node": "a", "to_node": "m", "length": share * LENGTH, "parallel_lines": 2}
    ]
    if share < 1.0:
        rest = (1.0 - share) * LENGTH
        pipes.append(common | {"id": "single", "from_node": "m", "to_node": "b", "length": rest})
    end = "b" if share < 1.0 else "m"
    network = Network.build(
        header=NetworkHeader(name="loop", gas=PA),
        nodes=[{"id": name} for name in ("a", "m", "b")[: 3 if share < 1.0 else 2]],
        pipes=pipes,
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": SOURCE}],
        demands=[{"id": "out", "node": end, "mass_flow": flow}],
    )
    end_pressure = float(solve_steady(network).nodes.at[end, "pressure"])
    assert end_pressure == pytest.approx(3_262_594.347, rel=1e-5)  # the gains are printed to six digits


def test_largest_flow_to_a_pressure() -> None:
    network = pipe()
    fixed = Network.build(
        header=network.header,
        nodes=[{"id": "n0"}, {"id": "n1"}],
        pipes=network.table("pipes").reset_index().to_dict("records"),
        supplies=[
            {"id": "in", "node": "n0", "control": "pressure", "pressure": SOURCE},
            {"id": "out", "node": "n1", "control": "pressure", "pressure": 40e5},
        ],
    )
    assert solve_steady(fixed).pipes.at["p0", "mass_flow"] == pytest.approx(328.808079, rel=EXACT)


def test_adiabatic_compressor() -> None:
    ratio = np.array([1.4])
    head = adiabatic_head(
        ratio,
        compressibility=FACTOR,
        specific_gas_constant=GAS_CONSTANT / MOLAR_MASS,
        temperature=TEMPERATURE,
        isentropic_exponent=1.29,
    )
    hot = outlet_temperature(ratio, temperature=TEMPERATURE, isentropic_exponent=1.29, efficiency=0.82)
    assert head[0] == pytest.approx(43_886.1505, rel=QUADRATURE)
    assert shaft_power(np.array([350.0]), head, 0.82)[0] == pytest.approx(
        18.731894e6, rel=1e-7
    )  # 8 digits given
    assert hot[0] == pytest.approx(310.282450, rel=QUADRATURE)
