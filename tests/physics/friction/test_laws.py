"""What every registered friction law keeps."""

from __future__ import annotations

import numpy as np
import pytest

from linepack.errors import InputError
from linepack.physics.friction import FRICTION_LAWS, BlendedLaw, FrictionLaw, friction_law

STATED = 1e-9  # absolute, of the verification values, which are printed to ten decimals
DIFFERENCE = 2e-9  # of a central difference in ln Re with step 1e-4: truncation 1e-9, round-off 1e-11

STATES = [(1e5, 1e-4), (1e6, 2e-5), (1e7, 1e-5)]
VALUES = {
    "colebrook_white": [0.0185124995, 0.0120794791, 0.0089937713],
    "hofer": [0.0185792630, 0.0121162227, 0.0090306181],
    "nikuradse": [0.0119736513, 0.0090072408, 0.0080598555],
    "haaland": [0.0182650531, 0.0119614073, 0.0089579833],
}
REYNOLDS, ROUGHNESS = (
    grid.ravel() for grid in np.meshgrid(np.geomspace(2e3, 1e8, 141), np.geomspace(1e-6, 1e-2, 41))
)


@pytest.fixture(params=list(FRICTION_LAWS))
def law(request) -> FrictionLaw:
    return FRICTION_LAWS[request.param]


@pytest.mark.parametrize("name", list(FRICTION_LAWS))
def test_verification_values(name):
    reynolds, roughness = np.array(STATES).T
    factor = FRICTION_LAWS[name].factor(reynolds, roughness)
    np.testing.assert_allclose(factor, VALUES[name], rtol=0.0, atol=STATED)


def test_every_law_has_verification_values():
    assert set(VALUES) == set(FRICTION_LAWS)


def test_log_slope_meets_differences(law):
    step = 1e-4
    up, down = (law.factor(REYNOLDS * np.exp(sign * step), ROUGHNESS) for sign in (1.0, -1.0))
    np.testing.assert_allclose(
        law.log_slope(REYNOLDS, ROUGHNESS), np.log(up / down) / (2.0 * step), rtol=0.0, atol=DIFFERENCE
    )


def test_evaluate_gives_factor_and_slope(law):
    factor, slope = law.evaluate(REYNOLDS, ROUGHNESS)
    np.testing.assert_array_equal(factor, law.factor(REYNOLDS, ROUGHNESS))
    np.testing.assert_array_equal(slope, law.log_slope(REYNOLDS, ROUGHNESS))


def test_friction_falls_with_reynolds_and_rises_with_roughness(law):
    factor, slope = law.evaluate(REYNOLDS, ROUGHNESS)
    assert (factor > 0.0).all()
    assert (slope <= 0.0).all()
    assert (slope > -0.5).all()
    assert (law.factor(REYNOLDS, 1.1 * ROUGHNESS) >= factor).all()


def test_no_law_falls_below_fully_rough_flow(law):
    if law is FRICTION_LAWS["haaland"]:
        pytest.skip("Haaland's own rough limit is 3.7 and 1.11, up to 1.5 % lower")
    rough = FRICTION_LAWS["nikuradse"].factor(REYNOLDS, ROUGHNESS)
    assert (law.factor(REYNOLDS, ROUGHNESS) >= rough * (1.0 - 1e-14)).all()


def test_names_give_blended_laws():
    assert friction_law("hofer") == BlendedLaw(FRICTION_LAWS["hofer"])
    with pytest.raises(InputError, match="colebrook_white, haaland, hofer, nikuradse"):
        friction_law("moody")


def test_hofer_stays_near_colebrook():
    turbulent = REYNOLDS >= 4e3
    ratio = FRICTION_LAWS["hofer"].factor(REYNOLDS, ROUGHNESS) / FRICTION_LAWS["colebrook_white"].factor(
        REYNOLDS, ROUGHNESS
    )
    assert np.abs(ratio - 1.0)[turbulent].max() < 0.021


def test_colebrook_hofer_and_haaland_agree_in_transmission():
    """Within 1.5 % of Colebrook-White for Re 1e5 to 5e7, measured 1.41 %."""
    inside = (REYNOLDS >= 1e5) & (REYNOLDS <= 5e7)
    reference = FRICTION_LAWS["colebrook_white"].factor(REYNOLDS, ROUGHNESS)
    for name in ("hofer", "haaland"):
        ratio = FRICTION_LAWS[name].factor(REYNOLDS, ROUGHNESS) / reference
        assert np.abs(ratio - 1.0)[inside].max() < 0.015
