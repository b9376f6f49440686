"""What is written comes back to the last bit and the last sign, whatever it is."""

import string
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linepack.fluids.components import components
from linepack.formats import read, write
from linepack.formats.detect import FORMATS
from linepack.formats.raw import Format
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.network.schema import Column, header_schema, kinds, provenance_schema, table_schema

SUFFIXES = [suffix for known in FORMATS for suffix in known.suffixes if known.losses is Format.losses]
FACE_TOLERANCE = 1e-14  # two roundings of a conversion

texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t=,;\"'"),
    max_size=12,
)
names = st.text(
    st.characters(categories=["L", "N", "P", "S"], exclude_characters=";"), min_size=1, max_size=8
)
floats = st.floats(allow_nan=False, allow_infinity=False)
dates = st.dates().map(lambda day: day.isoformat())


def cells(column: Column, nodes: list[str]) -> st.SearchStrategy[Any]:
    if column.name in ("from_node", "to_node", "node"):
        return st.sampled_from(nodes)
    if column.choices:
        return st.sampled_from(column.choices)
    by_dtype = {
        "float": floats if column.required else st.none() | floats,
        "int": st.integers(-(2**53), 2**53),
        "bool": st.booleans(),
        "date": st.just("") | dates,
        "str": texts,
    }
    return by_dtype[column.dtype]


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    made: dict[str, list[dict[str, Any]]] = {}
    nodes = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    for kind in kinds():
        ids = nodes if kind == "nodes" else draw(st.lists(names, max_size=2, unique=True))
        columns = {one.name: cells(one, nodes) for one in table_schema(kind).columns if one.name != "id"}
        made[kind] = [{"id": name, **draw(st.fixed_dictionaries(columns))} for name in ids]
    return made


@st.composite
def headers(draw: st.DrawFn) -> NetworkHeader:
    optional = st.none() | floats
    fractions = st.dictionaries(st.sampled_from(sorted(components())), floats, min_size=1)
    gas = GasSpec(
        eos=draw(st.sampled_from(header_schema().by_name["gas.eos"].choices)),
        temperature=draw(floats),
        composition=draw(st.none() | fractions),
        molar_mass=draw(optional),
        compressibility=draw(optional),
        critical_pressure=draw(optional),
        critical_temperature=draw(optional),
        viscosity=draw(st.just("lee-gonzalez-eakin") | floats),
        isentropic_exponent=draw(optional),
    )
    words = {name: draw(texts) for name in ("title", "description", "licence")}
    return NetworkHeader(
        name=draw(names),
        gas=gas,
        date=draw(st.just("") | dates),
        reference_temperature=draw(floats),
        reference_pressure=draw(floats),
        reference_density=draw(optional),
        **words,
    )


@st.composite
def statements(draw: st.DrawFn) -> list[dict[str, Any]]:
    subjects = st.tuples(
        st.sampled_from(["header", *kinds()]), names, st.sampled_from(["", "length", "node"])
    )
    said = []
    for table, row, column in draw(st.lists(subjects, max_size=4, unique=True)):
        low, high = (
            sorted(draw(st.tuples(floats, floats))) if column and draw(st.booleans()) else (None, None)
        )
        words = {name: draw(texts) for name in ("source", "as_of", "note")}
        for name in ("basis", "confidence"):
            words[name] = draw(st.sampled_from(["", *provenance_schema().by_name[name].choices]))
        said.append({"table": table, "id": row, "column": column, "low": low, "high": high, **words})
    return said


@st.composite
def networks(draw: st.DrawFn) -> Network:
    made: dict[str, Any] = draw(tables())
    return Network.build(header=draw(headers()), provenance=draw(statements()), **made)


def assert_same(found: Network, network: Network) -> None:
    assert found.header == network.header
    for kind in kinds():
        assert found.table(kind).equals(network.table(kind)), kind
        assert found.table(kind).dtypes.equals(network.table(kind).dtypes)
    assert found.provenance.equals(network.provenance)
    assert found.equals(network)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(network=networks())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_any_network_comes_back_exactly(network: Network, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"network{suffix}"
        write(network, path)
        assert_same(read(path), network)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_hard_network_comes_back_exactly(network: Network, tmp_path: Path, suffix: str) -> None:
    write(network, tmp_path / f"n{suffix}")
    assert_same(read(tmp_path / f"n{suffix}", check=True), network)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_zero_and_absent_stay_apart(network: Network, tmp_path: Path, suffix: str) -> None:
    write(network, tmp_path / f"n{suffix}")
    pressure_min = read(tmp_path / f"n{suffix}").nodes["pressure_min"]
    assert pressure_min.isna().tolist() == [True, False, True]
    assert pressure_min.iloc[1] == 0.0


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_face_units_come_back_to_rounding(network: Network, tmp_path: Path, suffix: str) -> None:
    write(network, tmp_path / f"n{suffix}", units="face")
    found = read(tmp_path / f"n{suffix}", check=True)
    for kind in kinds():
        for name in network.table(kind).select_dtypes("number"):
            expected, value = network.table(kind)[name], found.table(kind)[name]
            np.testing.assert_allclose(value, expected, rtol=FACE_TOLERANCE)
    assert found.header.gas.temperature == pytest.approx(283.15, rel=FACE_TOLERANCE)


def test_a_workbook_and_a_folder_hold_the_same(network: Network, tmp_path: Path) -> None:
    write(network, tmp_path / "a")
    write(read(tmp_path / "a"), tmp_path / "b.xlsx")
    write(read(tmp_path / "b.xlsx"), tmp_path / "c")
    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "c" / file.name).read_bytes()


def test_letters_are_those_that_a_keyboard_has(network: Network, tmp_path: Path) -> None:
    header = replace(network.header, description=string.printable.strip() + "ÆØÅ\u2028")
    header = replace(header, description=header.description.translate({11: None, 12: None, 13: None}))
    write(network.replace(header=header), tmp_path / "n")
    assert read(tmp_path / "n").header.description == header.description
