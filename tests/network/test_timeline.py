"""Which rows are in use on a day (conventions §7)."""

import datetime as dt
from typing import Any

import pytest

from linepack.errors import InputError
from linepack.network import Network, NetworkHeader
from linepack.network.check import check
from linepack.network.schema import table_schema


def network(header: NetworkHeader, *pipes: dict[str, Any], **more: Any) -> Network:
    base = {"from_node": "A", "to_node": "B", "length": 1e5, "diameter": 0.9, "roughness": 1e-5}
    return Network.build(
        header=header, nodes=[{"id": "A"}, {"id": "B"}], pipes=[base | p for p in pipes], **more
    )


def ids(found: Network, kind: str = "pipes") -> list[str]:
    return list(found.table(kind).index)


def test_a_row_is_in_from_its_start_to_the_day_before_its_end(header: NetworkHeader) -> None:
    found = network(
        header, {"id": "P", "start_date": "2021-01-01", "end_date": "2023-01-01"}, {"id": "always"}
    )
    assert ids(found.at("2020-12-31")) == ["always"]
    assert ids(found.at("2021-01-01")) == ["P", "always"]
    assert ids(found.at(dt.date(2022, 12, 31))) == ["P", "always"]
    assert ids(found.at(dt.datetime(2023, 1, 1, 12))) == ["always"]
    assert found.at("2020-01-01").nodes.index.tolist() == ["A", "B"]
    assert found.at("2020-01-01").header.date == "2020-01-01"


@pytest.mark.parametrize(
    ("status_filter", "expected"),
    [
        ("operating", {"operating"}),
        ("construction", {"operating", "commissioning", "under_construction"}),
        ("fid", {"operating", "commissioning", "under_construction", "fid"}),
        ("announced", {"operating", "commissioning", "under_construction", "fid", "announced"}),
    ],
)
def test_the_filters_widen(header: NetworkHeader, status_filter: str, expected: set[str]) -> None:
    statuses = table_schema("pipes").by_name["status"].choices
    found = network(header, *({"id": one, "status": one} for one in statuses))
    assert set(ids(found.at("2024-01-01", status_filter))) == expected


def test_a_retired_row_was_in_use_until_its_end(header: NetworkHeader) -> None:
    found = network(header, {"id": "P", "status": "retired", "end_date": "2022-01-01"})
    assert ids(found.at("2021-06-01")) == ["P"]
    assert ids(found.at("2022-06-01")) == []


def test_a_project_brings_all_its_rows(header: NetworkHeader) -> None:
    found = network(
        header,
        {"id": "idea", "status": "idea", "project": "X"},
        {"id": "late", "status": "announced", "project": "Y;X", "start_date": "2030-01-01"},
        {"id": "other", "status": "announced", "project": "Y"},
    )
    assert ids(found.at("2024-01-01", with_projects=["X"])) == ["idea", "late"]
    assert ids(found.at("2024-01-01", with_projects="Y")) == ["late", "other"]


def test_a_row_goes_out_when_its_successor_is_in(header: NetworkHeader) -> None:
    found = network(
        header,
        {"id": "old", "superseded_by": "new; newest"},
        {"id": "new", "start_date": "2025-01-01", "superseded_by": "newest"},
        {"id": "newest", "status": "announced", "project": "X"},
        {"id": "bypass", "superseded_by": "CS"},
        compressors=[
            {"id": "CS", "from_node": "A", "to_node": "B", "control": "ratio", "ratio": 1.1, "status": "fid"}
        ],
    )
    assert ids(found.at("2024-01-01")) == ["old", "bypass"]
    assert ids(found.at("2025-01-01")) == ["new", "bypass"]
    assert ids(found.at("2025-01-01", with_projects=["X"])) == ["newest", "bypass"]
    assert ids(found.at("2025-01-01", "fid")) == ["new"]
    assert found.at("2025-01-01").pipes["superseded_by"].tolist() == ["", ""]


def test_a_successor_is_looked_up_in_its_own_table_first(header: NetworkHeader) -> None:
    found = network(
        header,
        {"id": "old", "superseded_by": "X"},
        {"id": "X", "status": "idea"},
        supplies=[{"id": "X", "node": "A"}],
    )
    assert ids(found.at("2025-01-01")) == ["old"]


def test_statements_about_rows_that_are_out_are_gone(header: NetworkHeader) -> None:
    said = [{"table": "pipes", "id": one, "column": "length"} for one in ("old", "new")]
    said += [{"table": "header", "id": "", "column": "gas.temperature"}, {"table": "nodes", "id": "A"}]
    found = network(
        header, {"id": "old", "superseded_by": "new"}, {"id": "new"}, {"id": "unsaid"}, provenance=said
    )
    later = found.at("2025-01-01")
    assert later.provenance["id"].tolist() == ["new", "", "A"]
    assert not [one for one in check(later) if one.table == "provenance"]
    assert len(found.provenance) == 4


def test_what_does_not_exist_is_refused_all_at_once(header: NetworkHeader) -> None:
    found = network(header, {"id": "P", "project": "tanap"})
    with pytest.raises(InputError) as caught:
        found.at("2024-02-30", "anounced", ["tapap"])
    text = str(caught.value)
    assert len(caught.value.findings) == 3
    assert "Did you mean 'announced'" in text
    assert "Did you mean 'tanap'" in text
