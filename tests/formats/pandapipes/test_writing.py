"""Writing for pandapipes: what is read back is the same, and what cannot be held is told.

Files written from networks like these were solved by pandapipes 0.16.0 (``from_json``, then ``pipeflow`` with
tolerances of 1e-9) to the same pressures within 1e-6, where every control is at its set-point.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.formats.pandapipes.made import Tables

import linepack as lp
from linepack.formats import read
from linepack.network import GasSpec, Network, NetworkHeader

Written = Callable[..., Path]


def network(gas: GasSpec | None = None, friction: str = "colebrook_white", **tables: Any) -> Network:
    gas = gas or GasSpec(
        eos="constant_z", temperature=288.15, molar_mass=0.017, compressibility=0.9, viscosity=1.1e-5
    )
    nodes = tables.pop("nodes", [{"id": name} for name in "ABCD"])
    return Network.build(
        header=NetworkHeader(name="written", gas=gas, friction=friction), nodes=nodes, **tables
    )


PIPE = {"length": 2e4, "diameter": 0.6, "roughness": 5e-5}
FED = {"supplies": [{"id": "in", "node": "A", "control": "pressure", "pressure": 60e5}]}
LINE = {
    **FED,
    "pipes": [
        {"id": "1", "from_node": "A", "to_node": "B", **PIPE},
        {"id": "2", "from_node": "B", "to_node": "C", **PIPE},
        {"id": "3", "from_node": "C", "to_node": "D", **PIPE},
    ],
    "demands": [{"id": "out", "node": "D", "mass_flow": 40.0}],
}


def there_and_back(net: Network, tmp_path: Path) -> tuple[Network, list[str]]:
    path = tmp_path / "net.json"
    findings = lp.write(net, path)
    assert all(one.severity == "warning" for one in findings)
    return read(path), [f"{one.place}: {one.finding}" for one in findings]


def same_pressures(one: Network, other: Network) -> None:
    first, second = (lp.solve_steady(net) for net in (one, other))
    assert first.status == second.status == "solved"
    found = second.nodes.pressure.loc[first.nodes.index]
    np.testing.assert_allclose(found, first.nodes.pressure, rtol=1e-9)


def test_what_was_read_is_written_and_read_again(
    every_kind: Tables, written: Written, tmp_path: Path
) -> None:
    first = read(written(every_kind))
    second, _ = there_and_back(first, tmp_path)
    same_pressures(first, second)
    for kind in ("nodes", "pipes", "valves", "resistors", "compressors", "regulators", "heaters", "storages"):
        columns = [name for name in first.table(kind).columns if name != "name"]
        again = second.table(kind).loc[first.table(kind).index, columns]
        np.testing.assert_allclose(
            again.select_dtypes("number"), first.table(kind)[columns].select_dtypes("number"), rtol=1e-12
        )


def test_nothing_is_lost_of_a_line_of_pipes(tmp_path: Path) -> None:
    net = network(**LINE)
    again, told = there_and_back(net, tmp_path)
    assert told == []
    same_pressures(net, again)
    assert again.header.gas.eos == "constant_z"
    assert again.header.gas.molar_mass == pytest.approx(0.017)


def test_pipes_that_pandapipes_cannot_hold_keep_their_loss(tmp_path: Path) -> None:
    line = {**LINE, "pipes": [dict(row) for row in LINE["pipes"]]}
    line["pipes"][0] |= {"friction_factor": 0.012}
    line["pipes"][1] |= {"efficiency": 0.9}
    line["pipes"][2] |= {"parallel_lines": 2}
    net = network(**line)
    again, told = there_and_back(net, tmp_path)
    assert len(again.pipes) == 4
    same_pressures(net, again)
    assert sum(words.startswith("pipes.") for words in told) == 3


def test_devices_come_back_as_what_they_were(tmp_path: Path) -> None:
    ends = [{"from_node": tail, "to_node": head} for tail, head in ("AB", "BC", "CD", "DE", "EF", "FG")]
    kinds = {
        "short_pipes": [{"id": "s", **ends[0]}],
        "check_valves": [{"id": "k", **ends[1]}],
        "resistors": [{"id": "r", "drag_factor": 12.0, "diameter": 0.4, **ends[2]}],
        "compressors": [
            {"id": "c1", "control": "outlet_pressure", "outlet_pressure": 70e5, "fuel": "none", **ends[3]},
            {"id": "c2", "control": "bypass", "fuel": "none", **ends[3]},
            {"id": "c3", "control": "inlet_pressure", "inlet_pressure": 7e5, "fuel": "none", **ends[3]},
            {"id": "c4", "control": "flow", "flow": 7.0, "fuel": "none", **ends[3]},
            {"id": "c5", "control": "closed", "fuel": "none", **ends[3]},
            {"id": "c6", "control": "ratio", "ratio": 1.5, "fuel": "none", **ends[3]},
        ],
        "regulators": [
            {"id": "g1", "control": "outlet_pressure", "outlet_pressure": 30e5, **ends[4]},
            {"id": "g2", "control": "ratio", "ratio": 0.8, **ends[4]},
            {"id": "g3", "control": "closed", **ends[4]},
            {"id": "g4", "control": "bypass", **ends[4]},
        ],
        "heaters": [{"id": "h", **ends[5]}],
        "storages": [
            {"id": "store", "node": "G", "mass_flow": -3.0, "working_gas": 500.0},
        ],
    }
    height = [{"id": name, "elevation": 10.0 * at} for at, name in enumerate("ABCDEFG")]
    net = network(nodes=height, **FED, **kinds)
    again, told = there_and_back(net, tmp_path)
    for kind, rows in kinds.items():
        table = again.table(kind)
        for row in rows:
            for column, value in row.items():
                found = row["id"] if column == "id" else table.at[row["id"], column]
                assert found == (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value)
    assert any(words.startswith("check_valves") for words in told)


def test_what_cannot_be_held_is_told(tmp_path: Path) -> None:
    gas = GasSpec(
        eos="papay",
        temperature=288.15,
        molar_mass=0.017,
        critical_pressure=46e5,
        critical_temperature=195.0,
        composition={"methane": 1.0},
    )
    net = network(
        gas,
        "hofer",
        **{
            **LINE,
            "pipes": [{**LINE["pipes"][0], "roughness": 0.0, "start_date": "2020-01-01", "to_node": "B"}],
            "resistors": [{"id": "r", "from_node": "B", "to_node": "C", "pressure_drop": 1e5}],
            "compressors": [{"id": "c", "from_node": "C", "to_node": "D", "control": "power", "power": 1e6}],
            "lng_terminals": [
                {"id": "on", "node": "B", "mass_flow": 1.0},
                {"id": "off", "node": "B", "control": "off"},
            ],
            "storages": [{"id": "st", "node": "C", "control": "pressure", "pressure": 5e6}],
            "provenance": [{"table": "header", "column": "gas.temperature", "note": "assumed"}],
        },
    )
    _, told = there_and_back(net, tmp_path)
    places = {words.partition(":")[0] for words in told}
    assert places >= {
        "pipes.start_date",
        "header.friction",
        "header.gas.eos",
        "header.gas.viscosity",
        "header.gas.composition",
        "resistors.pressure_drop",
        "compressors.control",
        "compressors.fuel",
        "lng_terminals",
        "lng_terminals.control",
        "storages.control",
        "provenance",
    }


def test_the_file_is_json_that_pandapipes_knows(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    lp.write(network(**LINE), path)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["_class"] == "pandapipesNet"
    inside = content["_object"]
    assert inside["user_pf_options"] == {
        "friction_model": "colebrook",
        "max_iter_hyd": 100,
        "max_iter_colebrook": 100,
        "tolerance_colebrook": 1e-10,
    }
    pipes = json.loads(inside["pipe"]["_object"])
    assert set(pipes) == {"columns", "index", "data"}
    assert set(inside["pipe"]["dtype"]) == set(pipes["columns"])


def test_a_nikuradse_network_says_what_pandapipes_adds(tmp_path: Path) -> None:
    _, told = there_and_back(network(friction="nikuradse", **LINE), tmp_path)
    assert any("64/Re" in words for words in told)
