"""Bad input gives one message that lists everything found, and never a crash."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linepack.errors import InputError
from linepack.formats import read, read_findings
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.network.check import check
from linepack.network.schema import kinds, table_schema

FILES = {
    "network.toml": """
format = "linepack network"
name = "broken"
[gas]
eos = "constant_z"
temperature = "10 degC"
molar_mass = "16.5 g/mol"
compressibility = 0.88
""",
    "nodes.csv": "id,elevation [m]\nA,0\nB,0\nC,high\nB,5\nX,0\nY,0\n",
    "pipes.csv": (
        "id,from_node,to_node,length [km],diameter [mm],roughness\n"
        "P1,A,B,100,0,0.01\n"
        "P2,B,Cee,100,900,0.01\n"
        "P3,X,Y,fifty,900,0.01\n"
    ),
    "supplies.csv": "id,node,control,pressure [barg],flow_max [kg/s]\nS1,A,pressure,54,\nS2,A,pressure,50,\n",
    "demands.csv": "id,node,mass_flow [kg/s],flow_max [kg/s]\nD1,Y,10,5\n",
    "regulators.csv": "id,from_node,to_node,control,outlet_pressure [bar]\nR1,B,C,outlet_pressure,\n",
    "valves.csv": "%PDF-1.4\x00\x01",
}

EXPECTED = {
    "nodes.csv line 4, nodes[C].elevation": "'high' is text in a number",
    "nodes.csv line 5, nodes[B].id": "the id stands twice, first in nodes.csv line 3",
    "pipes.csv, pipes.roughness": "the unit is missing",
    "pipes.csv line 4, pipes[P3].length": "'fifty' is text in a number",
    "pipes.csv line 2, pipes[P1].diameter": "0.0 m is not above 0",
    "pipes.csv line 3, pipes[P2].to_node": "there is no node 'Cee'",
    "supplies.csv line 3, supplies[S2].pressure": "holds the pressure of node 'A'",
    "demands.csv line 2, demands[D1].mass_flow": "beyond its own limit flow_max",
    "regulators.csv line 2, regulators[R1].outlet_pressure": "there is no set-point",
    "nodes.csv line 6, nodes[X]": "has no pressure reference",
    "valves.csv, valves": "no text",
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_one_message_lists_everything(broken: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(broken)
    told = {finding.place: finding for finding in caught.value.findings}
    message = str(caught.value)
    for place, words in EXPECTED.items():
        assert words in told[place].finding
        assert told[place].remedy
        assert told[place].severity == "error"
        assert f"{place}: " in message
    assert {one.place for one in caught.value.findings if one.severity == "error"} == set(EXPECTED)
    assert message.startswith(f"{len(caught.value.findings)} problem(s) in ")


def test_each_finding_has_its_table_row_and_column(broken: Path) -> None:
    _, findings = read_findings(broken)
    parts = {(one.table, one.row, one.column) for one in findings if one.severity == "error"}
    assert ("pipes", "P1", "diameter") in parts
    assert ("nodes", "B", "id") in parts
    assert ("pipes", "", "roughness") in parts
    assert len(parts) == len(EXPECTED)


def test_what_could_be_read_is_there(broken: Path) -> None:
    network, _ = read_findings(broken)
    assert network is not None
    assert network.nodes.index.tolist() == ["A", "B", "C", "X", "Y"]
    assert network.pipes.loc["P3", "diameter"] == 0.9


# Garbage: nothing may crash, whatever it is.

anything: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=3)
    | st.lists(st.integers(), max_size=2)
    | st.sampled_from(
        ["A", "B", "pressure", "flow", "outlet_pressure", "2020-01-01", "operating", "P;Q", 1.0]
    )
)


@st.composite
def garbage(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for kind in draw(st.sets(st.sampled_from(kinds()))):
        names = st.sampled_from([*table_schema(kind).names, "lenght", "", "ID"])
        count = draw(st.integers(0, 3))
        column = st.lists(anything, min_size=count, max_size=count)
        made[kind] = draw(st.dictionaries(names, column, max_size=8))
    made |= draw(
        st.dictionaries(
            st.sampled_from(["pipe", "provenance"]),
            st.lists(
                st.dictionaries(st.sampled_from(["table", "id", "column", "low", "high", "x"]), anything),
                max_size=3,
            ),
        )
    )
    return made


@given(
    tables=garbage(),
    gas=st.dictionaries(st.sampled_from(["eos", "temperature", "composition", "viscosity"]), anything),
)
@settings(max_examples=50, deadline=None)
def test_garbage_tables_never_crash_the_check(tables: dict[str, Any], gas: dict[str, Any]) -> None:
    if not isinstance(gas.get("composition"), dict | None):
        gas["composition"] = {"methane": gas["composition"]}
    header = NetworkHeader(name="g", gas=GasSpec(**{"eos": "papay", "temperature": 280.0, **gas}))
    network, findings = Network.assemble(header=header, **tables)
    assert all(one.finding and one.remedy for one in [*findings, *check(network)])
    with suppress(InputError):
        assert Network.build(header=header, **tables).equals(network)


@given(
    files=st.dictionaries(
        st.sampled_from(sorted(FILES)),
        st.binary(max_size=60) | st.text('id,"\n\r;[]m=A1.e-\u2028\ufeff', max_size=60).map(str.encode),
        min_size=1,
    )
)
@settings(max_examples=50, deadline=None)
def test_garbage_files_never_crash_reading(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("garbage")
    for name, text in FILES.items():
        (folder / name).write_bytes(files.get(name, text.encode()))
    _, findings = read_findings(folder)
    assert findings
    with pytest.raises(InputError):
        read(folder)
