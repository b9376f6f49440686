"""Edits return changed copies."""

from collections.abc import Callable

import pandas as pd
import pytest

from linepack.errors import InputError
from linepack.network import Network, Provenance, add, change, remove


def test_rows_are_added(make: Callable[..., Network]) -> None:
    network = make()
    more = add(network, "nodes", {"id": "F", "elevation": 5.0})
    more = add(more, "nodes", [{"id": "G"}, {"id": "H"}])
    more = add(more, "nodes", pd.DataFrame({"id": ["I"]}))
    assert more.nodes.index.tolist() == list("ABCDEFGHI")
    assert more.nodes.loc["F", "elevation"] == 5.0
    assert network.nodes.index.tolist() == list("ABCDE")
    with pytest.raises(InputError, match="stands twice"):
        add(network, "nodes", {"id": "A"})


def test_rows_and_what_was_said_about_them_are_removed(make: Callable[..., Network]) -> None:
    network = make().replace(provenance=[{"table": "pipes", "id": "P1"}, {"table": "nodes", "id": "P1"}])
    fewer = remove(network, "pipes", "P1")
    assert fewer.pipes.empty
    assert fewer.provenance["table"].tolist() == ["nodes"]
    assert fewer.pipes.dtypes.equals(network.pipes.dtypes)
    with pytest.raises(InputError, match="no row 'P2'"):
        remove(network, "pipes", ["P1", "P2"])


def test_a_changed_value_is_an_estimate_unless_its_source_is_given(make: Callable[..., Network]) -> None:
    said = [{"table": "pipes", "id": "P1", "column": "length", "source": "atlas", "basis": "sourced"}]
    network = make().replace(provenance=said)
    longer = change(network, "pipes", "P1", length=2e5, diameter=0.8)
    assert longer.pipes[["length", "diameter"]].to_numpy().tolist() == [[2e5, 0.8]]
    assert longer.source_of("pipes", "P1", "length").basis == "estimate"
    source = Provenance(source="survey", basis="sourced", confidence="high")
    surveyed = change(network, "pipes", ["P1"], source, length=[3e5])
    assert surveyed.source_of("pipes", "P1", "length").source == "survey"
    assert network.pipes.loc["P1", "length"] == 1e5
    assert network.source_of("pipes", "P1", "length").source == "atlas"


def test_a_change_keeps_types_and_refuses_what_does_not_fit(make: Callable[..., Network]) -> None:
    network = make()
    shut = change(network, "valves", "V1", open=False, status="idea")
    assert shut.valves.dtypes.equals(network.valves.dtypes)
    with pytest.raises(InputError, match="text in a number"):
        change(network, "pipes", "P1", length="long")
    with pytest.raises(InputError, match="Did you mean 'length'"):
        change(network, "pipes", "P1", lenght=1.0)
    with pytest.raises(InputError, match="Did you mean 'P1'"):
        change(network, "pipes", "p1", length=1.0)
