"""The JSON files of the simulators: made-up sets against closed forms, reference sets if they are at hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import linepack as lp
from linepack.cli.main import app
from linepack.errors import InputError
from linepack.formats.json_text import read_json
from linepack.formats.text import UnreadableError

Files = dict[str, dict[str, Any]]
REFERENCE = Path(__file__).parents[2] / ".." / "shared" / "data" / "gassteadysim"
CASES = ("8-node", "GasLib-11", "GasLib-24")
EQUATIONS = ("ideal", "simple_cnga", "full_cnga")
KINDS = {
    "pipe_flow": "pipes",
    "compressor_flow": "compressors",
    "control_valve_flow": "regulators",
    "valve_flow": "valves",
    "resistor_flow": "resistors",
    "short_pipe_flow": "short_pipes",
}

SQUARED_SPEED = 8.314 / (0.02896 * 0.6) * 288.706
"""RT/M of the format's solvers for a gas of gravity 0.6 at 60 degF. [m2/s2]"""


@pytest.fixture
def files() -> Files:
    """A line: held pressure, compressor, pipe, valve, resistor, control valve, pipe; 40 kg/s leave."""
    pipe = {"length": 30000.0, "diameter": 0.6, "friction_factor": 0.01}
    ends = [("1", "2"), ("2", "3"), ("3", "4"), ("4", "5"), ("5", "6"), ("6", "7")]
    link = [{"from_node": int(a), "to_node": int(b)} for a, b in ends]
    return {
        "network": {
            "nodes": {
                str(k): {"node_id": k, "node_name": f"n{k}", "slack_bool": int(k == 1), "min_pressure": 1e5}
                for k in range(1, 8)
            },
            "compressors": {"1": {**link[0], "comp_name": "c1", "c_max": 2.0}},
            "pipes": {"1": {**pipe, **link[1]}, "2": {**pipe, **link[5]}},
            "valves": {"1": link[2]},
            "resistors": {"1": {**link[3], "drag": 5.0, "diameter": 0.6}},
            "control_valves": {"1": link[4]},
            "loss_resistors": {},
        },
        "params": {
            "params": {
                "Temperature (K):": 288.706,
                "Gas specific gravity (G):": 0.6,
                "Specific heat capacity ratio": 1.4,
                "units (SI = 0, standard = 1)": 0.0,
            }
        },
        "bc": {
            "boundary_pslack": {"1": 4e6},
            "boundary_nonslack_flow": {"7": 40.0},
            "boundary_compressor": {"1": {"control_type": 0, "value": 1.25}},
            "boundary_control_valve": {"on": [1], "off": [], "1": {"control_type": 0, "value": 0.9}},
            "boundary_valve": {"on": [1], "off": []},
        },
    }


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Files], Path]:
    """A writer of a set of files."""

    def write(files: Files) -> Path:
        for name, content in files.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
        return tmp_path

    return write


def drop(pressure: float, flow: float = 40.0) -> float:
    """Pressure behind one of the pipes, ideal gas: p² falls by λ L a² f²/(D A²)."""
    area = 0.25 * np.pi * 0.6**2
    return float(np.sqrt(pressure**2 - 0.01 * 30000.0 * SQUARED_SPEED * flow**2 / (0.6 * area**2)))


def test_a_line_against_the_closed_form(files: Files, written: Callable[[Files], Path]) -> None:
    solution = lp.solve_steady(lp.read(written(files)))
    pressure = solution.table("nodes")["pressure"]
    behind = drop(1.25 * 4e6)
    wanted = [4e6, 5e6, behind, behind, behind, 0.9 * behind, drop(0.9 * behind)]
    assert pressure.to_numpy() == pytest.approx(wanted, rel=1e-9)
    assert solution.table("resistors")["mass_flow"].to_numpy() == pytest.approx([40.0], rel=1e-12)


def test_other_spellings_and_switches(files: Files, written: Callable[[Files], Path]) -> None:
    for section in ("compressors", "pipes"):
        for row in files["network"][section].values():
            row["fr_node"] = row.pop("from_node")
    files["params"] = {"simulation_params": files["params"]["params"]}
    files["bc"]["boundary_nonslack_flow"] = {"7": {"time": [10, 0], "value": [1.0, 40.0]}}
    files["bc"]["boundary_compressor"]["1"] = {"time": [0, 5], "control_type": [1, 1], "value": [5e6, 6e6]}
    files["bc"]["boundary_control_valve"]["1"]["value"] = 1.0
    network, findings = lp.read_findings(written(files))
    assert network is not None
    pressure = lp.solve_steady(network).table("nodes")["pressure"]
    assert pressure["7"] == pytest.approx(drop(drop(5e6)), rel=1e-9)
    assert any("series in time" in one.finding for one in findings)


def test_a_closed_valve_and_an_injection(files: Files, written: Callable[[Files], Path]) -> None:
    files["bc"]["boundary_valve"] = {"on": [], "off": [1]}
    files["bc"]["boundary_nonslack_flow"] = {"3": 50.0, "2": -10.0}
    files["bc"]["boundary_pslack"]["7"] = 3e6
    network = lp.read(written(files))
    assert not network.valves.at["1", "open"]
    assert lp.solve_steady(network).table("compressors").at["1", "mass_flow"] == pytest.approx(40.0)


def test_what_is_not_held_is_told(files: Files, written: Callable[[Files], Path]) -> None:
    files["network"]["gnodes"] = {"1": {"gid": 1}}
    _, findings = lp.read_findings(written(files))
    told = [str(one) for one in findings]
    for word in ("eos", "drag", "c_max", "gnodes"):
        assert any(word in one for one in told), word
    assert all(one.severity == "warning" for one in findings)


def test_a_short_pipe_loses_what_the_solvers_give_it(files: Files, written: Callable[[Files], Path]) -> None:
    files["network"]["short_pipes"] = {"1": files["network"]["valves"].pop("1")}
    pressure = lp.solve_steady(lp.read(written(files))).table("nodes")["pressure"]
    speed = np.sqrt(SQUARED_SPEED)
    loss = 1e-5 * (SQUARED_SPEED / np.ceil(speed / 100.0)) ** 2 * 40.0**2
    assert pressure["3"] ** 2 - pressure["4"] ** 2 == pytest.approx(2.0 * loss, rel=1e-4)


def test_everything_wrong_is_listed_at_once(files: Files, written: Callable[[Files], Path]) -> None:
    files["network"]["pipes"]["1"]["length"] = "long"
    del files["network"]["pipes"]["2"]["diameter"]
    files["network"]["pipes"]["3"] = 7
    files["network"]["pipes"]["2"]["to_node"] = 99
    files["network"]["turbines"] = {"1": {"from_node": 1, "to_node": 2}}
    files["bc"]["boundary_pslack"] = {"2": "high"}
    files["bc"]["boundary_compressor"]["1"]["control_type"] = 9
    files["params"]["params"]["units (SI = 0, standard = 1)"] = 1
    with pytest.raises(InputError) as refused:
        lp.read(written(files))
    text = str(refused.value)
    for place in (
        "pipes[1].length",
        "pipes[2].diameter",
        "pipes[3]",
        "'99'",
        "turbines",
        "boundary_pslack[2]",
        "boundary_pslack[1]",
        "control_type",
        "params.units",
    ):
        assert place in text, place


@pytest.mark.parametrize("name", ["network", "params", "bc"])
def test_a_missing_file_is_named(name: str, files: Files, written: Callable[[Files], Path]) -> None:
    folder = written(files)
    (folder / f"{name}.json").unlink()
    if name == "network":
        (folder / "network.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match=f"{name}.json"):
        lp.read(folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1,}', "line 1 column"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": 1e999}', "too large"),
        ('{"a": ' + "9" * 400 + "}", "too large"),
        ('{"a": 1, "a": 2}', "stands twice"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_no_such_json(text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "network.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError) as refused:
        read_json(file)
    assert words in refused.value.finding


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "network.json"
    with file.open("wb") as sparse:
        sparse.truncate(1024**3)
    with pytest.raises(UnreadableError, match="MiB"):
        read_json(file)


@pytest.mark.parametrize("equation", EQUATIONS)
@pytest.mark.parametrize("case", CASES)
def test_reference_solutions(case: str, equation: str) -> None:
    folder = REFERENCE / case
    if not folder.is_dir():
        pytest.skip("the reference solutions are not at hand: ../shared/data/gassteadysim")
    answer = CliRunner().invoke(app, ["solve", str(folder), "--eos", equation, "--json"])
    found = json.loads(answer.stdout)
    assert found["status"].startswith("solved"), found["message"]
    wanted = json.loads(next(folder.glob(f"*_sol_{equation}.json")).read_text(encoding="utf-8"))
    pressure = {row["id"]: row["pressure"] for row in found["nodes"]}
    for node, value in wanted["nodal_pressure"].items():
        assert pressure[node] == pytest.approx(value, rel=1e-6)
    for name, kind in KINDS.items():
        flow = {row["id"]: row["mass_flow"] for row in found[kind]}
        for element, value in wanted.get(name, {}).items():
            assert flow[element] == pytest.approx(value, abs=1e-4)
