from __future__ import annotations

import pytest

from linepack.studies.n_minus_1 import n_minus_1

CASE = {"entry": 100.0, "production": 10.0, "storage": 40.0, "lng": 30.0, "largest": 60.0}


def test_annex_two() -> None:
    assert n_minus_1(**CASE, peak_demand=110.0) == pytest.approx(100.0 * 120.0 / 110.0, rel=1e-15)


def test_demand_side_measures_lower_what_is_left_to_cover() -> None:
    assert n_minus_1(**CASE, peak_demand=110.0, demand_side=10.0) == pytest.approx(120.0, rel=1e-15)
    with pytest.raises(ValueError, match="above 0"):
        n_minus_1(**CASE, peak_demand=110.0, demand_side=110.0)
