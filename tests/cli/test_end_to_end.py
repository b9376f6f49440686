"""The commands on a real small network, with the real solver."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import linepack as lp
from linepack import formats
from linepack.network import GasSpec, Network, NetworkHeader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke, Swap


@pytest.fixture(autouse=True)
def fork(swap: Swap) -> None:
    """Let ``linepack.read`` and ``linepack.read_findings`` give a fork of two pipes."""
    gas = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
    pipe = {"length": 5e4, "diameter": 0.5, "roughness": 1e-5}
    network = Network.build(
        header=NetworkHeader(name="fork", gas=gas),
        nodes=[{"id": name} for name in "ABC"],
        pipes=[{"id": f"P{end}", "from_node": "A", "to_node": end, **pipe} for end in "BC"],
        supplies=[{"id": "in", "node": "A", "control": "pressure", "pressure": 7e6}],
        demands=[{"id": "D1", "node": "B", "mass_flow": 20.0}, {"id": "D2", "node": "C", "mass_flow": 10.0}],
    )
    findings = lp.check(network)
    swap(read=lambda _, **__: network, read_findings=lambda _, **__: (network, findings))


def test_check(invoke: Invoke) -> None:
    assert invoke("check", "fork").exit_code == 0


@pytest.mark.parametrize("units", ["SI", "face"])
def test_convert(invoke: Invoke, tmp_path: Path, units: str) -> None:
    result = invoke("convert", "fork", str(tmp_path / "copy"), "--units", units)
    assert result.exit_code == 0, result.output
    assert len(formats.read(tmp_path / "copy").pipes) == 2


def test_solve_for_people(invoke: Invoke) -> None:
    result = invoke("solve", "fork")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Solved")
    assert "70.0" in result.stdout


def test_solve_for_machines(invoke: Invoke) -> None:
    document = json.loads(invoke("solve", "fork", "--json", "--demand", "B=25kg/s").stdout)
    flows = {pipe["id"]: pipe["mass_flow"] for pipe in document["pipes"]}
    assert flows == pytest.approx({"PB": 25.0, "PC": 10.0})
    assert document["nodes"][0]["pressure"] == pytest.approx(7e6)


def test_asking_for_too_much_says_how_much_there_is(invoke: Invoke) -> None:
    result = invoke("solve", "fork", "--demand", "B=200kg/s")
    assert result.exit_code == 1
    assert result.stdout.startswith("Infeasible: ")
    assert "largest deliverable amount" in " ".join(result.stdout.split())
