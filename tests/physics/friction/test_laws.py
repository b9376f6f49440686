"""What every registered friction law keeps."""

from __future__ import annotations

import numpy as np
import pytest

from linepack.errors import InputError
from linepack.physics.friction import FRICTION_LAWS, BlendedLaw, FrictionLaw, Gerg, friction_law

STATED = 1e-9  # absolute, of the verification values, which are printed to ten decimals
ROUND_OFF = 1e-13
OTHER_CONSTANT = 1e-3  # AGA divides the roughness by 3.7 and not by 3.71
DIFFERENCE = 2e-9  # of a central difference in ln Re with step 1e-4: truncation 1e-9, round-off 1e-11

STATES = [(1e5, 1e-4), (1e6, 2e-5), (1e7, 1e-5)]
VALUES = {
    "colebrook_white": [0.0185124995, 0.0120794791, 0.0089937713],
    "hofer": [0.0185792630, 0.0121162227, 0.0090306181],
    "nikuradse": [0.0119736513, 0.0090072408, 0.0080598555],
    "haaland": [0.0182650531, 0.0119614073, 0.0089579833],
}
WIDTH = 0.9  # m


def root(function, low: float, high: float) -> float:
    """The zero of an increasing function, by halving."""
    for _ in range(200):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if function(middle) < 0.0 else (low, middle)
    return low


def aga(reynolds: float, roughness: float, drag: float = 1.0) -> float:
    smooth = root(lambda f: f - 4.0 * np.log10(reynolds / f) + 0.6, 1.0, 100.0)
    return 4.0 / min(4.0 * np.log10(3.7 / roughness), drag * smooth) ** 2


def gerg(reynolds: float, roughness: float, drag: float = 1.0, n: float = 1.0) -> float:
    def balance(x: float) -> float:
        smooth = (1.499 * x / (drag * reynolds)) ** (0.942 * n * drag)
        return x + 2.0 / n * np.log10((roughness / 3.71) ** n + smooth)

    return root(balance, 0.1, 100.0) ** -2


FORMULAS = {
    "aga": aga,
    "gerg": gerg,
    "weymouth": lambda *_: 0.00939 / WIDTH ** (1.0 / 3.0),
    "panhandle_a": lambda reynolds, _: 0.0847 * reynolds**-0.1461,
    "panhandle_b": lambda reynolds, _: 0.0147 * reynolds**-0.0392,
}
EMPIRICAL = ("weymouth", "panhandle_a", "panhandle_b")
REYNOLDS, ROUGHNESS = (
    grid.ravel() for grid in np.meshgrid(np.geomspace(2e3, 1e8, 141), np.geomspace(1e-6, 1e-2, 41))
)
DIAMETER = np.full_like(REYNOLDS, WIDTH)


@pytest.fixture(params=list(FRICTION_LAWS))
def law(request) -> FrictionLaw:
    return FRICTION_LAWS[request.param]


@pytest.mark.parametrize("name", list(VALUES))
def test_verification_values(name):
    reynolds, roughness = np.array(STATES).T
    factor = FRICTION_LAWS[name].factor(reynolds, roughness, np.full(3, WIDTH))
    np.testing.assert_allclose(factor, VALUES[name], rtol=0.0, atol=STATED)


@pytest.mark.parametrize("name", list(FORMULAS))
def test_formula_written_once_more(name):
    reynolds, roughness = REYNOLDS[::37], ROUGHNESS[::37]
    exact = [FORMULAS[name](*state) for state in zip(reynolds, roughness, strict=True)]
    factor = FRICTION_LAWS[name].factor(reynolds, roughness, DIAMETER[::37])
    np.testing.assert_allclose(factor, exact, rtol=ROUND_OFF)


def test_every_law_has_verification_values():
    assert {*VALUES, *FORMULAS} == set(FRICTION_LAWS)


@pytest.mark.parametrize("drag", [0.9, 0.96])
def test_drag_factor_of_aga_and_gerg(drag):
    reynolds, roughness = REYNOLDS[::37], ROUGHNESS[::37]
    for name, formula in (("aga", aga), ("gerg", gerg)):
        law = friction_law(name, drag).turbulent
        assert law == FRICTION_LAWS[name].with_drag_factor(drag)
        exact = [formula(*state, drag) for state in zip(reynolds, roughness, strict=True)]
        factor = law.factor(reynolds, roughness, DIAMETER[::37])
        np.testing.assert_allclose(factor, exact, rtol=ROUND_OFF)
        assert (factor >= FRICTION_LAWS[name].factor(reynolds, roughness, DIAMETER[::37])).all()


@pytest.mark.parametrize("transition", [2.0, 10.0])
def test_gerg_with_a_sharper_transition(transition):
    reynolds, roughness = REYNOLDS[::37], ROUGHNESS[::37]
    exact = [gerg(*state, 0.95, transition) for state in zip(reynolds, roughness, strict=True)]
    factor = Gerg(0.95, transition).factor(reynolds, roughness, DIAMETER[::37])
    np.testing.assert_allclose(factor, exact, rtol=ROUND_OFF)


def test_gerg_meets_zagarola_in_smooth_pipes():
    """1/sqrt(lambda) = 1.884 log10(Re sqrt(lambda)) - 0.331, printed to three decimals."""
    reynolds = np.geomspace(1e5, 1e8, 20)
    x = Gerg().factor(reynolds, np.zeros(20), np.full(20, WIDTH)) ** -0.5
    np.testing.assert_allclose(x, 1.884 * np.log10(reynolds / x) - 0.331, atol=1e-3)


def smooth(slope: float, offset: float, reynolds: np.ndarray) -> np.ndarray:
    """1/sqrt(lambda) = slope log10(Re sqrt(lambda)) + offset, (n,), by fixed point."""
    x = np.full(len(reynolds), 9.0)
    for _ in range(60):
        x = slope * np.log10(reynolds / x) + offset
    return x


def test_aga_meets_the_bureau_of_mines_in_smooth_pipes():
    """1/sqrt(lambda) = 2 log10(Re sqrt(lambda)/2.825), printed to four digits."""
    reynolds = np.geomspace(1e5, 1e8, 20)
    x = FRICTION_LAWS["aga"].factor(reynolds, np.zeros(20), np.full(20, WIDTH)) ** -0.5
    np.testing.assert_allclose(x, smooth(2.0, -2.0 * np.log10(2.825), reynolds), rtol=1e-5)


@pytest.mark.parametrize("name", ["aga", "gerg"])
def test_smooth_limits_stay_near_mckeon(name):
    """1.930 log10(Re sqrt(lambda)) - 0.537 fits smooth pipes of Re 3.1e5 to 3.6e7; its error is 1.1 %."""
    reynolds = np.geomspace(3.1e5, 3.55e7, 20)
    factor = FRICTION_LAWS[name].factor(reynolds, np.zeros(20), np.full(20, WIDTH))
    np.testing.assert_allclose(factor, smooth(1.930, -0.537, reynolds) ** -2, rtol=0.015)


@pytest.mark.parametrize("transition", [1.0, 4.0])
@pytest.mark.parametrize("drag", [0.9, 1.0])
def test_gerg_ends_in_rough_pipes_whatever_its_parameters(drag, transition):
    """At very large Re it is the rough limit of Colebrook and White's law."""
    roughness = np.array([1e-5, 1e-4, 1e-3])
    factor = Gerg(drag, transition).factor(np.full(3, 1e13), roughness, np.full(3, WIDTH))
    rough = FRICTION_LAWS["nikuradse"].factor(np.full(3, 1e13), roughness, np.full(3, WIDTH))
    np.testing.assert_allclose(factor, rough, rtol=1e-4)


def test_empirical_laws_meet_their_transmission_factors():
    """2/sqrt(lambda) as handbooks print it, to four digits."""
    reynolds, width = np.array([5e6, 1e7, 4e7]), np.array([0.3, 0.5, 0.9])
    printed = {
        "weymouth": 11.19 * (width / 0.0254) ** (1.0 / 6.0),
        "panhandle_a": 6.872 * reynolds**0.07305,
        "panhandle_b": 16.49 * reynolds**0.01961,
    }
    for name, transmission in printed.items():
        factor = FRICTION_LAWS[name].factor(reynolds, np.full(3, 1e-5), width)
        np.testing.assert_allclose(2.0 / np.sqrt(factor), transmission, rtol=1e-3)


@pytest.mark.parametrize(
    ("name", "reynolds", "roughness", "diameter", "outside"),
    [
        ("hofer", [3e3, 4e3, 1e8, 2e8], 1e-5, 0.9, [False, False, False, True]),
        ("gerg", [1e6], 0.06, 0.9, [True]),
        ("aga", [1e6], 0.05, 0.9, [False]),
        ("nikuradse", [1e3, 1e6, 1e9], 1e-5, 0.9, [False, True, False]),
        ("weymouth", [1e6], 1e-4, 0.9, [True]),
        ("weymouth", [1e6], 1e-4, 0.25, [False]),
        ("panhandle_a", [1e3, 4e6, 6e6, 2e7], 1e-5, 0.9, [False, True, False, True]),
        ("panhandle_b", [1e3, 3e6, 6e6, 2e7, 5e7], 1e-5, 0.9, [False, True, False, False, True]),
    ],
)
def test_ranges(name, reynolds, roughness, diameter, outside):
    count = len(reynolds)
    found = FRICTION_LAWS[name].outside_range(
        np.array(reynolds), np.full(count, roughness), np.full(count, diameter)
    )
    assert found.tolist() == outside


def test_a_drag_factor_of_a_law_without_one_is_refused():
    with pytest.raises(InputError, match="no drag factor"):
        friction_law("hofer", 0.95)


def test_log_slope_meets_differences(law):
    """Away from a kink, which shows as a jump of the slope within two steps."""
    step = 1e-4
    ends = [law.evaluate(REYNOLDS * np.exp(sign * step), ROUGHNESS, DIAMETER) for sign in (1.0, -1.0)]
    (up, slope_up), (down, slope_down) = ends
    kink = np.abs(slope_up - slope_down) > 0.01
    assert kink.sum() <= (3 if law == FRICTION_LAWS["aga"] else 0)
    difference = np.log(up / down) / (2.0 * step)
    slope = law.log_slope(REYNOLDS, ROUGHNESS, DIAMETER)
    np.testing.assert_allclose(slope[~kink], difference[~kink], rtol=0.0, atol=DIFFERENCE)


def test_evaluate_gives_factor_and_slope(law):
    factor, slope = law.evaluate(REYNOLDS, ROUGHNESS, DIAMETER)
    np.testing.assert_array_equal(factor, law.factor(REYNOLDS, ROUGHNESS, DIAMETER))
    np.testing.assert_array_equal(slope, law.log_slope(REYNOLDS, ROUGHNESS, DIAMETER))


def test_friction_falls_with_reynolds_and_rises_with_roughness(law):
    factor, slope = law.evaluate(REYNOLDS, ROUGHNESS, DIAMETER)
    assert (factor > 0.0).all()
    assert (slope <= 0.0).all()
    assert (slope > -0.5).all()
    assert (law.factor(REYNOLDS, 1.1 * ROUGHNESS, DIAMETER) >= factor).all()


@pytest.mark.parametrize("name", [name for name in FRICTION_LAWS if name not in ("haaland", *EMPIRICAL)])
def test_no_law_that_knows_the_roughness_falls_below_fully_rough_flow(name):
    """Haaland's own rough limit is 3.7 and 1.11, up to 1.5 % lower; empirical laws know no roughness."""
    law = FRICTION_LAWS[name]
    rough = FRICTION_LAWS["nikuradse"].factor(REYNOLDS, ROUGHNESS, DIAMETER)
    assert (
        law.factor(REYNOLDS, ROUGHNESS, DIAMETER)
        >= rough * (1.0 - (OTHER_CONSTANT if name == "aga" else 1e-14))
    ).all()


def test_names_give_blended_laws():
    assert friction_law("hofer") == BlendedLaw(FRICTION_LAWS["hofer"])
    with pytest.raises(
        InputError, match="aga, colebrook_white, gerg, haaland, hofer, nikuradse, panhandle_a"
    ):
        friction_law("moody")


def test_hofer_stays_near_colebrook():
    turbulent = REYNOLDS >= 4e3
    ratio = FRICTION_LAWS["hofer"].factor(REYNOLDS, ROUGHNESS, DIAMETER) / FRICTION_LAWS[
        "colebrook_white"
    ].factor(REYNOLDS, ROUGHNESS, DIAMETER)
    assert np.abs(ratio - 1.0)[turbulent].max() < 0.021


def test_colebrook_hofer_and_haaland_agree_in_transmission():
    """Within 1.5 % of Colebrook-White for Re 1e5 to 5e7, measured 1.41 %."""
    inside = (REYNOLDS >= 1e5) & (REYNOLDS <= 5e7)
    reference = FRICTION_LAWS["colebrook_white"].factor(REYNOLDS, ROUGHNESS, DIAMETER)
    for name in ("hofer", "haaland"):
        ratio = FRICTION_LAWS[name].factor(REYNOLDS, ROUGHNESS, DIAMETER) / reference
        assert np.abs(ratio - 1.0)[inside].max() < 0.015
