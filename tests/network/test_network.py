"""Building, reading and freezing a network."""

import datetime as dt
import math
import pickle
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from linepack.errors import InputError
from linepack.network import GasSpec, Network, NetworkHeader, Provenance
from linepack.network.schema import kinds, table_schema

PIPE = {"id": "P", "from_node": "A", "to_node": "B", "length": 1e5, "diameter": 0.9}
NODES = [{"id": "A"}, {"id": "B"}]


def refused(**tables: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        Network.build(**tables)
    return [finding.place for finding in caught.value.findings]


def test_defaults_and_types_come_from_the_schema(make: Callable[..., Network]) -> None:
    network = make()
    for kind in kinds():
        table = network.table(kind)
        assert table.index.name == "id"
        assert ("id", *table.columns) == table_schema(kind).names
    assert network.compressors["efficiency"].to_dict() == {"C1": 0.80}
    assert network.valves["open"].dtype == bool
    assert network.pipes["parallel_lines"].dtype == np.int64
    assert network.pipes["technical_capacity"].isna().all()
    assert network.pipes.loc["P1", "status"] == "operating"
    assert network.pipes.loc["P1", "start_date"] == ""


@pytest.mark.parametrize(
    "nodes",
    [
        NODES,
        iter(NODES),
        {"id": ["A", "B"]},
        pd.DataFrame({"id": ["A", "B"]}),
        pd.DataFrame({"elevation": [0.0, 0.0]}, index=["A", "B"]),
        pd.DataFrame({"elevation": [np.nan, 0.0]}, index=pd.Index(["A", "B"], name="id")),
    ],
    ids=["rows", "iterator", "columns", "frame", "frame by index", "frame by id"],
)
def test_a_table_can_be_given_in_many_ways(header: NetworkHeader, nodes: Any) -> None:
    network = Network.build(header=header, nodes=nodes)
    assert network.nodes.index.tolist() == ["A", "B"]
    assert network.nodes["elevation"].tolist() == [0.0, 0.0]


def test_values_are_brought_to_their_type(header: NetworkHeader) -> None:
    pipe = PIPE | {
        "length": np.float32(2.0),
        "parallel_lines": 2.0,
        "start_date": dt.date(2021, 2, 3),
        "id": 7,
    }
    row = Network.build(header=header, nodes=NODES, pipes=[pipe]).pipes.loc["7"]
    assert (row["length"], row["parallel_lines"], row["start_date"]) == (2.0, 2, "2021-02-03")


def test_everything_that_does_not_fit_is_told_at_once(header: NetworkHeader) -> None:
    places = refused(
        header=header,
        nodes=[*NODES, {"id": "A"}, {"id": None}, {"id": "x;y"}, {"id": " z"}],
        pipes=[
            PIPE | {"length": "long", "diameter": None, "efficiency": math.inf, "status": "opperating"},
            {"id": "Q", "from_node": "A", "length": True, "lenght": 3.0, "parallel_lines": 1.5},
            {"id": "R", "start_date": "2021-13-01", "end_date": dt.datetime(2021, 1, 1, 5)},
        ],
        valves=[{"id": "V", "from_node": "A", "to_node": "B", "open": "maybe"}],
        pipe=[],
        demands=5,
        supplies={"id": ["a"], "node": []},
        provenance=[{"table": "pipes", "id": "P", "basis": "guess"}],
    )
    assert set(places) == {
        "pipe",
        "nodes[A].id",
        "nodes[row 4].id",
        "nodes[x;y].id",
        "nodes[ z].id",
        "pipes.lenght",
        "pipes[P].length",
        "pipes[Q].length",
        "pipes[R].length",
        "pipes[P].diameter",
        "pipes[Q].diameter",
        "pipes[R].diameter",
        "pipes[R].from_node",
        "pipes[Q].to_node",
        "pipes[R].to_node",
        "pipes[P].efficiency",
        "pipes[Q].parallel_lines",
        "pipes[P].status",
        "pipes[R].start_date",
        "pipes[R].end_date",
        "valves[V].open",
        "demands",
        "supplies",
        "provenance[1].basis",
    }


def test_a_missing_column_is_told_once(header: NetworkHeader) -> None:
    pipes = [{"id": name, "from_node": "A", "to_node": "B", "diameter": 1.0} for name in "abc"]
    assert refused(header=header, nodes=NODES, pipes=pipes) == ["pipes.length"]


@pytest.mark.parametrize("cell", [Decimal(3), "3", [3], 10**400, object(), b"3", 3j])
def test_what_is_no_number_is_refused(header: NetworkHeader, cell: object) -> None:
    assert refused(header=header, nodes=NODES, pipes=[PIPE | {"length": cell}]) == ["pipes[P].length"]


def test_control_characters_are_refused(header: NetworkHeader) -> None:
    assert refused(header=header, nodes=[{"id": "A", "name": "bell\a"}]) == ["nodes[A].name"]


def test_a_misspelt_column_brings_a_suggestion(header: NetworkHeader) -> None:
    with pytest.raises(InputError, match="Did you mean 'diameter'"):
        Network.build(header=header, nodes=NODES, pipes=[PIPE | {"diametre": 1.0}])


def test_editing_a_table_leaves_the_network_alone(make: Callable[..., Network]) -> None:
    network = make()
    table, statements = network.pipes, network.provenance
    table.loc["P1", "length"] = 1.0
    table["diameter"] = 1.0
    del table["roughness"]
    statements["source"] = "x"
    assert network.pipes.loc["P1", "length"] == 1e5
    assert network.pipes.loc["P1", "diameter"] == 0.9
    assert network.pipes.loc["P1", "roughness"] == 1e-5


def test_editing_what_a_network_was_built_from_leaves_it_alone(header: NetworkHeader) -> None:
    pipes = pd.DataFrame([PIPE])
    lengths = np.array([5.0])
    network = Network.build(header=header, nodes=NODES, pipes=pipes)
    other = Network.build(
        header=header, nodes=NODES, pipes={**{k: [v] for k, v in PIPE.items()}, "length": lengths}
    )
    pipes.loc[0, "length"] = 1.0
    lengths[0] = 1.0
    assert network.pipes.loc["P", "length"] == 1e5
    assert other.pipes.loc["P", "length"] == 5.0


def test_a_network_is_frozen(make: Callable[..., Network]) -> None:
    with pytest.raises(AttributeError):
        make().header = None  # type: ignore[misc,assignment]


def test_a_missing_table_is_refused_with_a_suggestion(make: Callable[..., Network]) -> None:
    with pytest.raises(InputError, match="Did you mean 'pipes'"):
        make().table("pipe")
    with pytest.raises(AttributeError, match="pipe"):
        _ = make().pipe


def test_another_table_makes_another_network(make: Callable[..., Network]) -> None:
    network = make()
    longer = network.with_table("pipes", network.pipes.assign(length=2e5))
    assert longer.pipes.loc["P1", "length"] == 2e5
    assert network.pipes.loc["P1", "length"] == 1e5
    assert not network.equals(longer)
    assert network.equals(longer.with_table("pipes", network.pipes))
    with pytest.raises(InputError, match="diameter"):
        network.with_table("pipes", network.pipes.assign(diameter=np.nan))


def test_a_network_can_be_pickled(make: Callable[..., Network]) -> None:
    gas = GasSpec(eos="gerg2008", temperature=280.0, composition={"methane": 1.0})
    network = make().replace(header=NetworkHeader(name="x", gas=gas))
    assert pickle.loads(pickle.dumps(network)).equals(network)  # noqa: S301 - our own bytes
    assert hash(network.header) == hash(NetworkHeader(name="x", gas=gas))


def test_its_name_says_what_is_in_it(make: Callable[..., Network]) -> None:
    assert repr(make()).startswith("Network('small': 5 nodes, 1 pipes")
    assert "compressors" in dir(make())


def test_the_statement_about_the_value_speaks_first(header: NetworkHeader) -> None:
    network = Network.build(
        header=header,
        nodes=NODES,
        pipes=[PIPE],
        provenance=[
            {"table": "pipes", "id": "P", "source": "atlas", "confidence": "high", "basis": "sourced"},
            {
                "table": "pipes",
                "id": "P",
                "column": "diameter",
                "source": "fact sheet",
                "low": 0.8,
                "high": 1.0,
            },
            {"table": "header", "id": "", "column": "gas.temperature", "source": "rule", "basis": "inferred"},
        ],
    )
    diameter = network.source_of("pipes", "P", "diameter")
    assert (diameter.source, diameter.low, diameter.high, diameter.scope) == (
        "fact sheet",
        0.8,
        1.0,
        "column",
    )
    assert (diameter.basis, diameter.confidence) == ("estimate", "low")
    length = network.source_of("pipes", "P", "length")
    assert (length.source, length.basis, length.scope) == ("atlas", "sourced", "row")
    assert math.isnan(length.low)
    assert network.source_of("pipes", "P").source == "atlas"
    assert network.source_of("header", "", "gas.temperature").basis == "inferred"
    nothing = network.source_of("nodes", "A", "elevation")
    assert (nothing.basis, nothing.confidence, nothing.scope) == ("estimate", "low", "none")
    assert isinstance(nothing, Provenance)


def test_statements_must_make_sense_by_themselves(header: NetworkHeader) -> None:
    said = {"table": "nodes", "id": "A", "column": "elevation"}
    places = refused(
        header=header,
        nodes=NODES,
        provenance=[
            said,
            said | {"source": "other"},
            said | {"id": "B", "low": 2.0, "high": 1.0},
            said | {"column": "", "low": 2.0},
        ],
    )
    assert places == ["provenance[2].column", "provenance[4].low", "provenance[3].low"]
