"""An optimum never asks more of a pipe than can leave it: case A3, and other gases against the choke."""

from __future__ import annotations

import numpy as np
import pytest
from tests.optimize.test_single_limits import PIPE, RESISTANCE, SOUND_SQUARED, line

from linepack.network import GasSpec, Network, NetworkHeader
from linepack.optimize import capacity
from linepack.physics.kinetic import choked_mass_flow
from linepack.system.gas import gas_of

CLOSED_FORM = 1e-7  # share: the bound is raised by 1e-7 of the potential, the flow settles to 1e-6 at most
FREE = {"demands": [{"id": "out", "node": "b", "mass_flow": 0.0}]}


def choking_line(eos: str, length: float) -> Network:
    gas = GasSpec(eos=eos, temperature=283.15, composition={"methane": 0.95, "ethane": 0.05})
    pipe = PIPE | {"id": "p", "from_node": "b", "to_node": "a", "length": length}
    return Network.build(
        header=NetworkHeader(name="choking", gas=gas),
        nodes=[{"id": "a"}, {"id": "b"}],
        pipes=[pipe],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": 75e5}],
        demands=[{"id": "out", "node": "b", "mass_flow": 0.0}],
    )


def test_a_pipe_into_the_open_carries_what_a3_says() -> None:
    found = capacity(line(**FREE), "a", "b")
    assert found.optimum == pytest.approx(387.400839, rel=CLOSED_FORM)
    assert "pipes[p].choking pressure" in [limit.place for limit in found.binding]
    assert found.solution is not None
    assert found.solution.succeeded
    assert "choked" not in found.message


def test_the_bound_stays_above_and_the_law_alone_would_pass_it() -> None:
    found = capacity(line(**FREE), "a", "b")
    assert found.relaxed >= found.optimum
    assert found.relaxed == pytest.approx(np.sqrt((75e5**2 - 101325.0**2) / RESISTANCE), rel=1e-5)


@pytest.mark.parametrize("eos", ["papay", "gerg2008"])
@pytest.mark.parametrize("length", [100e3, 5e3, 500.0])
def test_other_gases_and_short_pipes_end_at_the_choke(eos: str, length: float) -> None:
    """The pipe is drawn against the flow, and short pipes have more acceleration than friction."""
    network = choking_line(eos, length)
    gas = gas_of(network.header)
    area = np.array([0.25 * np.pi * PIPE["diameter"] ** 2])
    friction = np.array([PIPE["friction_factor"] * length / (2.0 * PIPE["diameter"])])
    largest = float(choked_mass_flow(np.array([75e5]), area, friction, gas)[0])
    assert capacity(network, "a", "b").optimum == pytest.approx(largest, rel=2e-6)


def test_a_delivery_with_a_least_pressure_does_not_choke() -> None:
    found = capacity(line(), "a", "b")
    assert [limit.column for limit in found.binding] == ["pressure", "pressure_min"]
    sound = np.sqrt(SOUND_SQUARED)
    assert found.optimum < 40e5 / sound * 0.25 * np.pi * PIPE["diameter"] ** 2
