"""Columns as arrays: never stale, never shared with who edits them, numbers stay numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from linepack.data import load
from linepack.network import Network, NetworkHeader
from linepack.network.schema import kinds


@pytest.fixture
def network(header: NetworkHeader, tables: dict[str, list[dict[str, Any]]]) -> Network:
    return Network.build(header=header, **tables)


def test_a_column_is_that_of_the_table_and_editing_it_changes_nothing(network: Network) -> None:
    before = network.column("pipes", "length")
    assert before == pytest.approx(network.table("pipes")["length"].to_numpy())
    before[:] = 1.0
    assert network.column("pipes", "length")[0] == 1e5
    assert network.table("pipes")["length"].iloc[0] == 1e5


def test_texts_and_node_rows_are_read_only_and_point_at_the_nodes(network: Network) -> None:
    names = network.words("nodes")
    assert list(names) == list(network.table("nodes").index)
    for kind, column in (("pipes", "from_node"), ("pipes", "to_node"), ("demands", "node")):
        rows = network.node_rows(kind, column)
        assert list(names[rows]) == list(network.table(kind)[column])
        with pytest.raises(ValueError, match="read-only"):
            rows[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        names[0] = "Z"


def test_other_columns_are_seen_at_once_and_the_rest_stays(network: Network) -> None:
    """Whatever was asked for before: a changed network does not answer with the old one's arrays."""
    old = {key: network.column(*key) for key in (("pipes", "length"), ("pipes", "diameter"))}
    changed = network.with_columns({("pipes", "length"): np.array([2e5])})
    assert changed.column("pipes", "length")[0] == 2e5
    assert changed.table("pipes")["length"].iloc[0] == 2e5
    assert changed.column("pipes", "diameter") == pytest.approx(old["pipes", "diameter"])
    assert network.column("pipes", "length")[0] == old["pipes", "length"][0] == 1e5


def test_columns_and_tables_make_the_same_network(network: Network) -> None:
    table = network.table("pipes")
    table["length"], table["diameter"] = 3e5, 0.8
    by_table = network.with_table("pipes", table)
    by_columns = network.with_columns(
        {("pipes", "length"): np.array([3e5]), ("pipes", "diameter"): np.array([0.8])}
    )
    for kind in kinds():
        assert_frame_equal(by_columns.table(kind), by_table.table(kind))
        for each in (by_columns, by_table):
            assert list(each.words(kind)) == list(each.table(kind).index)
    assert by_table.column("pipes", "length")[0] == 3e5


@pytest.mark.parametrize("values", [[np.nan], [np.inf]])
def test_a_number_may_not_be_lost(network: Network, values: list[float]) -> None:
    with pytest.raises(ValueError, match=r"pipes\.length"):
        network.with_columns({("pipes", "length"): np.array(values)})


def test_a_number_may_not_appear_nor_a_row(network: Network) -> None:
    with pytest.raises(ValueError, match=r"pipes\.pressure_max"):
        network.with_columns({("pipes", "pressure_max"): np.array([80e5])})
    with pytest.raises(ValueError, match=r"pipes\.length"):
        network.with_columns({("pipes", "length"): np.array([1e5, 1e5])})


def test_a_dated_network_has_its_own_rows() -> None:
    """The rows in use differ from day to day; arrays asked of the whole must not reach a day."""
    whole = load("southern-gas-corridor")
    asked = {
        kind: (whole.words(kind), whole.node_rows(kind, "from_node")) for kind in ("pipes", "compressors")
    }
    lengths = whole.column("pipes", "length")
    for day in ("2019-01-01", "2024-07-01"):
        dated = whole.at(day)
        for kind in asked:
            table = dated.table(kind)
            assert list(dated.words(kind)) == list(table.index)
            names = dated.words("nodes")[dated.node_rows(kind, "from_node")]
            assert list(names) == list(table["from_node"])
        assert dated.column("pipes", "length") == pytest.approx(dated.table("pipes")["length"].to_numpy())
    assert whole.column("pipes", "length") == pytest.approx(lengths)
