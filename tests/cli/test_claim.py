"""``linepack claim``: figures or a commitment go in, a verdict with what it rests on comes out."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

import linepack as lp
from linepack.cli.main import app
from linepack.studies.claims.claim import Claim
from linepack.studies.claims.stages import Stage, Verdict

RUNNER = CliRunner()
FIGURES = [
    "claim",
    "check",
    "--from",
    "AZ",
    "--to",
    "RS",
    "--volume",
    "400 mcm/y",
    "--from-date",
    "2024-01-01",
]
ROW = {
    "date": "2024-01-01",
    "label": "2024",
    "deliverable_bcm_y": 1.69,
    "deliverable_mcm_d": 4.63,
    "margin_bcm_y": 1.29,
    "binding": "technical capacity of Kalotina",
}


def stand_in(name: str = "holds") -> lp.ClaimCheck:
    verdict = Verdict(name, 1.29, "technical capacity of Kalotina", f"The claim {name}.")
    stages = (Stage("physics", "fine", verdict.sentence),)
    claim = Claim("AZ", "RS", volume=0.4)
    return lp.ClaimCheck(
        claim, verdict, verdict.sentence, stages, (ROW,), None, (), (), ("a condition",), (), {"claim": "x"}
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the public function was called with."""
    seen: dict[str, Any] = {}

    def check_claim(name: str | None, **figures: Any) -> lp.ClaimCheck:
        seen.update(figures, name=name)
        return stand_in("not checkable" if figures["destination"] == "NO" else "holds")

    monkeypatch.setattr(lp, "check_claim", check_claim)
    return seen


def test_the_verdict_comes_first_then_conditions_and_tables(asked: dict[str, Any]) -> None:
    result = RUNNER.invoke(app, FIGURES)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "The claim holds."
    assert "- a condition" in lines
    assert "what can flow" in result.output
    assert (asked["origin"], asked["volume"], str(asked["from_date"])) == ("AZ", "400 mcm/y", "2024-01-01")


def test_json_is_one_object_with_the_run(asked: dict[str, Any]) -> None:
    result = RUNNER.invoke(app, [*FIGURES, "--json"])
    found = json.loads(result.output)
    assert (found["status"], found["run_id"]) == ("holds", stand_in().run_id)
    assert asked["name"] is None


def test_what_cannot_be_checked_leaves_with_one(asked: dict[str, Any]) -> None:
    assert RUNNER.invoke(app, ["claim", "check", "--from", "AZ", "--to", "NO"]).exit_code == 1
    assert asked["destination"] == "NO"


@pytest.mark.parametrize("arguments", [[], ["3", "--from", "AZ"]])
def test_a_commitment_or_figures_are_wanted_and_not_both(arguments: list[str]) -> None:
    result = RUNNER.invoke(app, ["claim", "check", *arguments])
    assert result.exit_code == 2
    assert "Give either the ID" in result.output


def test_the_ledger_names_the_worst_leg(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    table = pd.DataFrame(
        {
            "year": [2026, 2026],
            "name": ["a leg", "another"],
            "promised_bcm_y": [3.0, 1.0],
            "capacity_bcm_y": [2.0, 2.0],
            "share": [1.5, 0.5],
            "verdict": ["over-committed", "within"],
        }
    )
    monkeypatch.setattr(lp, "over_commitments", lambda *_, **__: table)
    result = RUNNER.invoke(app, ["claim", "ledger", "--year", "2026", "--out", str(tmp_path)])
    assert result.exit_code == 0
    assert "the worst is a leg in 2026: 3.00 bcm/y over 2.00 bcm/y" in " ".join(result.output.split())
    assert "150%" in result.output
    assert (tmp_path / "over_commitments.csv").read_text(encoding="utf-8").startswith("year")
