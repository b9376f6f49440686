"""With ``--json`` standard output is one JSON object and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.cli.conftest import FINDING, StandInNetwork, StandInStudy

from linepack.plain import to_json

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke, StandInSolution, Swap


def document(output: str) -> dict[str, Any]:
    parsed = json.loads(output, parse_constant=lambda text: pytest.fail(f"{text} is not JSON"))
    assert isinstance(parsed, dict)
    assert {"status", "message", "findings"} <= set(parsed)
    return parsed


def test_solve(invoke: Invoke, stand_in: type[StandInSolution]) -> None:
    found = document(invoke("solve", "any", "--json").stdout)
    assert found["nodes"] == [{"id": "A", "pressure": 60e5}, {"id": "B", "pressure": None}]


def test_check(invoke: Invoke, swap: Swap) -> None:
    swap(read=lambda _, **__: StandInNetwork(), read_findings=lambda _, **__: (None, [FINDING]))
    result = invoke("check", "any", "--json")
    assert result.exit_code == 1
    assert document(result.stdout)["findings"][0]["remedy"] == FINDING.remedy


def test_study(invoke: Invoke, swap: Swap) -> None:
    swap(run_study=lambda *_, **__: StandInStudy())
    assert document(invoke("study", "any", "--json").stdout)["answers"][1]["low_bcm_y"] is None


def test_list_of_studies(invoke: Invoke, swap: Swap) -> None:
    swap(list_studies=lambda: {"one": "The first"})
    assert document(invoke("study", "--json").stdout)["studies"] == [{"name": "one", "title": "The first"}]


def test_convert(invoke: Invoke, swap: Swap, tmp_path: Path) -> None:
    swap(read=lambda _, **__: StandInNetwork(), write=lambda *_, **__: [])
    target = str(tmp_path / "network.xlsx")
    assert document(invoke("convert", "any", target, "--json").stdout)["files"] == [target]


def test_numbers_of_numpy_and_missing_ones() -> None:
    text = to_json({"a": np.float64(1.5), "b": np.nan, "c": np.int64(3), "d": [np.inf, np.bool_(True)]})
    assert json.loads(text) == {"a": 1.5, "b": None, "c": 3, "d": [None, True]}
