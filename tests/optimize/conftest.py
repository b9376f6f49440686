"""Problems to look at: a small loop with every kind of device, and the corridor."""

from __future__ import annotations

import numpy as np
import pytest

from linepack.data import load
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.optimize.model import TransportProblem, transport_problem
from linepack.steady import solve_steady

PIPE = {"length": 50e3, "diameter": 0.7, "roughness": 2e-5}


def loop_network() -> Network:
    """A station, then two ways round a loop that joins again; some pipes run against the flow.

    Nodes e1 and e2 lie between two pipes, and the way over f has a regulator and a check valve.
    """
    heights = {"a": 0.0, "b": 10.0, "c": 300.0, "e1": 150.0, "e2": 60.0, "f": 80.0, "g": 75.0, "h": 40.0}
    pipes = [("b", "c"), ("e1", "c"), ("e1", "e2"), ("h", "e2"), ("b", "f"), ("f", "c"), ("g", "h")]
    return Network.build(
        header=NetworkHeader(
            name="loop",
            gas=GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88),
        ),
        nodes=[{"id": name, "elevation": height, "pressure_max": 90e5} for name, height in heights.items()],
        pipes=[PIPE | {"id": f"{start}{end}", "from_node": start, "to_node": end} for start, end in pipes],
        compressors=[
            {
                "id": "station",
                "from_node": "a",
                "to_node": "b",
                "control": "ratio",
                "ratio": 1.1,
                "ratio_max": 1.6,
                "power_max": 20e6,
                "flow_max": 150.0,
                "fuel": "none",
            }
        ],
        regulators=[
            {
                "id": "way",
                "from_node": "f",
                "to_node": "g",
                "control": "outlet_pressure",
                "outlet_pressure": 50e5,
                "flow_max": 40.0,
            }
        ],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": 60e5}],
        demands=[
            {"id": "out", "node": "h", "mass_flow": 30.0, "pressure_min": 40e5},
            {"id": "town", "node": "c", "mass_flow": 20.0, "pressure_min": 30e5},
        ],
    )


def problem_of(network: Network, start: str, end: str) -> TransportProblem:
    """The problem on the network's own base state."""
    return transport_problem(network, solve_steady(network).state, start, end)


@pytest.fixture(scope="session")
def loop_problem() -> TransportProblem:
    return problem_of(loop_network(), "a", "h")


@pytest.fixture(scope="session")
def corridor_problem() -> TransportProblem:
    return problem_of(load("southern-gas-corridor").at("2024-07-01"), "sangachal_in", "nis")


@pytest.fixture(params=["loop_problem", "corridor_problem"])
def problem(request: pytest.FixtureRequest) -> TransportProblem:
    found: TransportProblem = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(20260724)
