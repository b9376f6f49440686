"""The study as a whole: same seed, same answer; every table is there; words say what the tables hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linepack.errors import InputError
from linepack.studies import Study, list_studies, run_study
from linepack.studies.definition import BUNDLED
from linepack.studies.uncertainty import draws

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """
name = "small"
title = "A small study"
question = "What reaches Nis?"
network = "southern-gas-corridor"
headline_scenario = "now"
headline_target = "serbia"
[[scenarios]]
id = "before"
label = "2023"
date = "2023-11-07"
[[scenarios]]
id = "now"
label = "2024"
date = "2024-07-01"
[[targets]]
id = "serbia"
label = "Serbia"
from = "sangachal_in"
to = "nis"
contracts = ["K01"]
[profile]
from = "sangachal"
to = "nis"
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    path = tmp_path_factory.mktemp("study") / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return run_study(str(path), n_samples=2, workers=1)


def test_answers_by_date(study: Study) -> None:
    answers = study.tables["answers"].set_index("scenario")
    assert study.status == "complete"
    assert answers.at["before", "status"] == "no connection"
    row = answers.loc["now"]
    assert row["max_flow_bcm_y"] >= row["relaxed_bcm_y"] >= row["optimum_bcm_y"] * (1 - 1e-6)
    assert row["low_bcm_y"] <= row["deliverable_bcm_y"] <= row["high_bcm_y"]
    assert f"{row['deliverable_bcm_y']:.2f}" in study.headline


def test_contract_and_profile(study: Study) -> None:
    contracts = study.tables["contracts"]
    assert list(contracts["scenario"]) == ["now"]
    assert contracts["volume_bcm_y"].iloc[0] == pytest.approx(
        0.4 * 288.15 / 293.15, rel=1e-3
    )  # 20 to 15 degC
    profile = study.tables["profile"]
    assert profile["node"].iloc[0] == "sangachal"
    assert profile["node"].iloc[-1] == "nis"
    assert profile["distance_km"].is_monotonic_increasing
    assert abs(study.tables["ledger"].query("item == 'imbalance'")["mass_flow"]).max() < 1e-6


def test_draws_are_a_latin_hypercube_of_the_seed() -> None:
    one, again, other = draws(8, 3, 1), draws(8, 3, 1), draws(8, 3, 2)
    assert (one == again).all()
    assert (one != other).any()
    bins = ((one + 1.0) * 4.0).astype(int)
    assert all(sorted(column) == list(range(8)) for column in bins.T)


def test_bundled_studies_are_listed_and_wrong_ones_refused(tmp_path: Path) -> None:
    assert set(list_studies()) == {path.stem for path in BUNDLED.glob("*.toml")}
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('name = "x"\nscenarioz = 1\n', encoding="utf-8")
    with pytest.raises(InputError, match="scenarioz") as raised:
        run_study(str(wrong))
    assert len(raised.value.findings) > 3
