"""How a network hangs together."""

from collections.abc import Callable
from typing import Any

import pytest

from linepack.network import Network, NetworkHeader, topology
from linepack.network.edit import add, change


@pytest.mark.parametrize(
    ("kind", "values", "count"),
    [
        ("valves", {"open": False}, 1),
        ("regulators", {"control": "closed"}, 1),
        ("compressors", {"control": "closed"}, 2),
        ("compressors", {"control": "bypass"}, 1),
    ],
)
def test_parts_are_joined_by_what_lets_gas_pass(
    make: Callable[..., Network], kind: str, values: dict[str, Any], count: int
) -> None:
    network = make(**{kind: values})
    assert len(topology.parts(network)) == count
    assert len(set(topology.components(network))) == count


def test_groups_are_joined_by_open_valves_and_bypasses(make: Callable[..., Network]) -> None:
    group = topology.joined(make(compressors={"control": "bypass"}))
    a, b, c, d, e = group
    assert b == c
    assert d == e
    assert len({a, b, d}) == 3


def test_a_pressure_reference_reaches_its_part_only(make: Callable[..., Network]) -> None:
    network = make(compressors={"control": "closed"})
    assert topology.referenced(network).tolist() == [True, True, True, True, False]
    held = change(network, "storages", "T1", control="pressure", pressure=5e6)
    held = change(held, "supplies", "S1", control="flow")
    assert topology.referenced(held).tolist() == [True, True, True, True, False]


def test_isolated_nodes_are_found_and_can_be_left_out(make: Callable[..., Network]) -> None:
    network = add(make(), "nodes", [{"id": "X"}, {"id": "Y"}])
    assert topology.isolated(network).tolist() == ["X", "Y"]
    assert topology.without_isolated(network).nodes.index.tolist() == list("ABCDE")
    assert topology.without_isolated(make()).equals(make())


def test_unknown_nodes_and_empty_networks_do_no_harm(header: NetworkHeader) -> None:
    nothing = Network.build(header=header)
    assert len(topology.parts(nothing)) == 0
    assert topology.isolated(nothing).empty
    lost = Network.build(
        header=header, nodes=[{"id": "A"}], supplies=[{"id": "S", "node": "B", "control": "pressure"}]
    )
    assert topology.referenced(lost).tolist() == [False]
