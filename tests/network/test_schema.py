"""The schema: complete, consistent with the units, quick to read."""

import subprocess
import sys
from pathlib import Path

import pytest

from linepack.network.schema import (
    DTYPES,
    Column,
    Interval,
    edge_kinds,
    header_schema,
    kinds,
    node_kinds,
    provenance_schema,
    table_schema,
    to_markdown,
)
from linepack.units import UNITS

KINDS = (
    "nodes",
    "pipes",
    "resistors",
    "short_pipes",
    "valves",
    "check_valves",
    "regulators",
    "compressors",
    "heaters",
    "supplies",
    "demands",
    "storages",
    "lng_terminals",
)
COLUMNS = [
    pytest.param(column, id=f"{table.kind}.{column.name}")
    for table in (header_schema(), provenance_schema(), *map(table_schema, kinds()))
    for column in table.columns
]
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "network-format.md"


def test_there_is_a_table_for_every_kind() -> None:
    assert kinds() == KINDS
    assert edge_kinds() == KINDS[1:9]
    assert node_kinds() == KINDS[9:]


@pytest.mark.parametrize("column", COLUMNS)
def test_columns_are_well_formed(column: Column) -> None:
    assert column.dtype in DTYPES
    assert column.description.endswith(".")
    assert column.unit == "" or column.unit in UNITS
    assert column.face_unit == "" or UNITS[column.face_unit].dimension == UNITS[column.unit].dimension
    assert isinstance(column.default, str | None) or column.dtype in ("float", "int", "bool")
    assert not column.choices or column.default in ("", *column.choices) or column.required


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "nodes"])
def test_every_element_is_dated(kind: str) -> None:
    common = ("name", "operator", "status", "start_date", "end_date", "superseded_by", "project")
    assert table_schema(kind).names[-len(common) :] == common


def test_an_interval_knows_its_ends() -> None:
    interval = Interval.parse("(0,10]")
    assert 10.0 in interval
    assert 0.0 not in interval
    assert str(interval) == "(0, 10]"
    assert 0.0 in Interval.parse("[0,1)")
    assert 1.0 not in Interval.parse("[0,1)")


def test_reading_the_schema_needs_no_table_library() -> None:
    code = (
        "import sys, linepack.network.schema as s; [s.table_schema(k) for k in s.kinds()]; s.to_markdown();"
        "assert not {'pandas', 'numpy', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_reference_page_shows_the_schema_as_it_is() -> None:
    assert to_markdown() in PAGE.read_text(encoding="utf-8"), "put schema.to_markdown() into the page"


def test_names_of_laws_are_those_of_their_registries() -> None:
    friction = pytest.importorskip("linepack.physics.friction")
    eos = pytest.importorskip("linepack.fluids.eos")
    choices = {name: set(header_schema().by_name[name].choices) for name in ("friction", "gas.eos")}
    assert choices["friction"] == set(friction.FRICTION_LAWS)
    assert choices["gas.eos"] == set(eos.EQUATIONS)
