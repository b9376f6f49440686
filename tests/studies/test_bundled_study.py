"""The bundled study from end to end, without bands."""

from __future__ import annotations

import pytest

from linepack.studies import run_study


@pytest.mark.slow
def test_the_corridor_study_is_complete_and_reproduces_what_is_published() -> None:
    study = run_study("southern-gas-corridor", n_samples=0)
    assert study.status == "complete"
    assert (study.tables["published"]["verdict"] == "holds").all()
    answers = study.tables["answers"]
    assert len(answers) == len(study.tables["scenarios"]) * 5
    found = answers[answers["optimum_bcm_y"].notna()]
    assert (found["relaxed_bcm_y"] >= found["optimum_bcm_y"] * (1.0 - 1e-6)).all()
    assert (found["max_flow_bcm_y"] >= found["relaxed_bcm_y"] * (1.0 - 1e-6)).all()
    closed = study.tables["ledger"].query("item == 'imbalance'")["mass_flow"].abs()
    assert closed.max() < 1e-6  # kg/s; throughput is some hundreds
