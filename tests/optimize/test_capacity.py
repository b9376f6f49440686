"""Capacity against closed forms, its bounds and its own simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from linepack.data import load
from linepack.errors import InputError
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.optimize import capacity

if TYPE_CHECKING:
    from collections.abc import Mapping

CLOSED_FORM = (
    1e-5  # the interior point ends at 1e-8 scaled; friction sweeps at 1e-4 of the flow are exact here
)
ORDERED = 1e-6  # share by which a bound may fall below the optimum: the optimum's own tolerance
SIMULATED = 200.0  # pressure limit missed by the simulated optimum at most [Pa], 2e-5 of the pressure

GAS = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
PIPE = {"length": 100e3, "diameter": 0.9, "friction_factor": 0.0108}


def one_pipe(target: Mapping[str, Any], supply: Mapping[str, Any] | None = None) -> Network:
    return Network.build(
        header=NetworkHeader(name="pipe PA", gas=GAS),
        nodes=[{"id": "a"}, {"id": "b"}],
        pipes=[PIPE | {"id": "p", "from_node": "a", "to_node": "b"}],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": 75e5, **(supply or {})}],
        demands=[{"id": "out", "node": "b", "mass_flow": 0.0, **target}],
    )


def test_largest_flow_to_forty_bar() -> None:
    result = capacity(one_pipe({"pressure_min": 40e5}), "a", "b")
    assert result.optimum == pytest.approx(328.808079, rel=CLOSED_FORM)
    assert result.max_flow == pytest.approx(328.808079, rel=CLOSED_FORM)
    assert {limit.place for limit in result.binding} == {"demands[out].pressure_min", "supplies[in].pressure"}
    assert result.resimulation_error <= SIMULATED


def test_base_load_comes_first() -> None:
    result = capacity(one_pipe({"pressure_min": 40e5, "mass_flow": 100.0}), "a", "b")
    assert result.optimum == pytest.approx(228.808079, rel=CLOSED_FORM)


def test_a_supply_limit_caps_and_binds() -> None:
    result = capacity(one_pipe({"pressure_min": 40e5}, {"flow_max": 200.0}), "a", "b")
    assert result.contractual_cap == pytest.approx(200.0)
    assert result.deliverable == pytest.approx(200.0, rel=CLOSED_FORM)
    assert result.binding[0].place == "supplies[in].flow_max"


def test_the_gain_of_a_pressure_is_its_derivative() -> None:
    step = 1e3
    low, high = (
        capacity(one_pipe({"pressure_min": 40e5 + side * step}), "a", "b").optimum for side in (-1, 1)
    )
    table = capacity(one_pipe({"pressure_min": 40e5}), "a", "b").marginals.set_index("limit")
    gain = table.at["demands[out].pressure_min", "gain"] / 1e5
    assert gain == pytest.approx((low - high) / (2 * step), rel=1e-3)  # second-order difference


def test_unknown_and_unconnected_ends_are_refused() -> None:
    with pytest.raises(InputError, match="no such node"):
        capacity(one_pipe({}), "a", "nowhere")
    with pytest.raises(InputError, match="one place"):
        capacity(one_pipe({}), "a", "a")


ENDS = [("sangachal_in", "nis"), ("malkoclar_tr", "belgrade"), ("sangachal_in", "melendugno_snam")]


@pytest.mark.parametrize(("start", "end"), ENDS)
def test_the_four_values_are_stacked_on_the_corridor(start: str, end: str) -> None:
    result = capacity(load("southern-gas-corridor").at("2024-07-01"), start, end)
    assert result.succeeded
    assert result.optimum > 0.0
    assert result.relaxed >= result.optimum * (1.0 - ORDERED)
    assert result.max_flow >= result.relaxed * (1.0 - ORDERED)
    assert np.isfinite(result.contractual_cap)
    assert result.resimulation_error <= SIMULATED
    assert result.binding
