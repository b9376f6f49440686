"""Small sound networks to break."""

from collections.abc import Callable
from typing import Any

import pytest

from linepack.network import GasSpec, Network, NetworkHeader

GAS = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)


@pytest.fixture
def header() -> NetworkHeader:
    return NetworkHeader(name="small", gas=GAS)


@pytest.fixture
def tables() -> dict[str, list[dict[str, Any]]]:
    """One element of every kind between A (held at 75 bar) and E."""
    return {
        "nodes": [{"id": name} for name in "ABCDE"],
        "pipes": [
            {"id": "P1", "from_node": "A", "to_node": "B", "length": 1e5, "diameter": 0.9, "roughness": 1e-5}
        ],
        "valves": [{"id": "V1", "from_node": "B", "to_node": "C"}],
        "check_valves": [{"id": "N1", "from_node": "B", "to_node": "D"}],
        "regulators": [
            {
                "id": "R1",
                "from_node": "C",
                "to_node": "D",
                "control": "outlet_pressure",
                "outlet_pressure": 4e6,
            }
        ],
        "compressors": [{"id": "C1", "from_node": "D", "to_node": "E", "control": "ratio", "ratio": 1.2}],
        "supplies": [{"id": "S1", "node": "A", "control": "pressure", "pressure": 7.5e6}],
        "demands": [{"id": "D1", "node": "E", "mass_flow": 100.0}],
        "storages": [{"id": "T1", "node": "B", "mass_flow": -5.0}],
        "lng_terminals": [{"id": "L1", "node": "C", "mass_flow": 5.0}],
    }


@pytest.fixture
def make(header: NetworkHeader, tables: dict[str, list[dict[str, Any]]]) -> Callable[..., Network]:
    """Return the small network with values changed: ``make(pipes={"length": 0.0})``."""

    def build(**changes: dict[str, Any]) -> Network:
        for kind, values in changes.items():
            tables[kind][0].update(values)
        return Network.build(header=header, **tables)

    return build
