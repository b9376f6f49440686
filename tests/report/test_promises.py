"""Pages on promises: the ledger with its chart, and the check of one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from linepack.report.promises import write_claim, write_ledger

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = pd.DataFrame(
    {
        "year": [2026, 2026, 2027],
        "kind": ["leg", "field", "leg"],
        "element": ["regulators[A].flow_max", "supplies[B].flow_max", "regulators[A].flow_max"],
        "name": ["A <leg>", "a field", "A <leg>"],
        "promised_bcm_y": [3.0, 1.0, 1.0],
        "capacity_bcm_y": [2.0, 2.0, 2.0],
        "share": [1.5, 0.5, 0.5],
        "verdict": ["over-committed", "within", "within"],
        "promises": ["K1 buyer", "K1 buyer", "K2 buyer"],
        "basis": ["a table", "", "a table"],
    }
)  # fmt: skip
CHECK: dict[str, Any] = {
    "status": "holds",
    "message": "1 bcm/y from AA to BB: holds.",
    "run_id": "0123456789abcdef",
    "claim": {"words": "1 bcm/y from AA to BB"},
    "stages": [{"name": "physics", "outcome": "fine", "text": "It flows."}],
    "envelope": [],
    "contracts": [],
    "tariffs": [{"operator": "one", "eur_per_mwh": float("nan"), "rule": "none", "source": ""}],
    "conditions": ["it is drawn evenly"],
    "assumptions": [{"what": "metre", "value": "at 20 degC", "ground": "a rule"}],
}


def test_the_ledger_has_a_chart_and_a_table_for_each_year(tmp_path: Path) -> None:
    page = write_ledger(LEDGER, tmp_path).read_text(encoding="utf-8")
    assert page.count("<svg") == page.count("<caption>") == 2
    assert "1 of 3 legs and fields are promised more than they can carry." in page
    assert "A &lt;leg&gt;" in page
    assert page.count('class="bar over"') == 1
    assert (tmp_path / "over_commitments.csv").read_text(encoding="utf-8").count("\n") == 4


def test_the_page_of_a_claim_holds_its_verdict_and_leaves_out_what_is_empty(tmp_path: Path) -> None:
    page = write_claim(CHECK, tmp_path).read_text(encoding="utf-8")
    assert "<h1>1 bcm/y from AA to BB: holds.</h1>" in page
    assert "Run 0123456789abcdef" in page
    assert "it is drawn evenly" in page
    assert "Known contracts" not in page
    assert "http-equiv" in page
    assert "src=" not in page
