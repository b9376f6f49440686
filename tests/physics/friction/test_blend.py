"""The passage from laminar to turbulent flow, for every registered law."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linepack.physics.friction import FRICTION_LAWS, BlendedLaw, blended

ROUND_OFF = 1e-14
WIDTH = 0.9  # m
DIFFERENCE = 1e-6  # relative, of a central difference with a relative step of 1e-5
FIRST_ORDER = 0.02  # of the halving, at least, of a gap that is proportional to the step or smaller


@pytest.fixture(scope="module", params=list(FRICTION_LAWS))
def law(request) -> BlendedLaw:
    return blended(FRICTION_LAWS[request.param])


def test_laminar_flow_is_that_of_hagen_and_poiseuille(law):
    reynolds = np.array([0.0, 1e-6, 1.0, 1999.0, 2000.0])
    value, slope = law.resistance_flow(reynolds, np.full(5, 2e-5), np.full(5, WIDTH))
    np.testing.assert_array_equal(value, 64.0)
    np.testing.assert_array_equal(slope, 0.0)
    np.testing.assert_allclose(
        law.factor(reynolds[1:], np.full(4, 2e-5), np.full(4, WIDTH)), 64.0 / reynolds[1:], rtol=ROUND_OFF
    )
    np.testing.assert_array_equal(law.log_slope(reynolds, np.full(5, 2e-5), np.full(5, WIDTH)), -1.0)


def test_turbulent_flow_is_that_of_the_law(law):
    reynolds = np.array(
        [100.0, 2.0 * law.turbulent.laminar_end(np.array([2e-5]), np.array([WIDTH]))[0], 1e5, 1e7]
    )
    roughness, width = np.full(4, 2e-5), np.full(4, WIDTH)
    factor, slope = law.factor(reynolds, roughness, width), law.log_slope(reynolds, roughness, width)
    np.testing.assert_allclose(
        factor[1:], law.turbulent.factor(reynolds, roughness, width)[1:], rtol=ROUND_OFF
    )
    np.testing.assert_allclose(
        slope[1:], law.turbulent.log_slope(reynolds, roughness, width)[1:], rtol=1e-12, atol=ROUND_OFF
    )


@given(st.floats(1e-3, 1e8), st.floats(1e-6, 1e-2))
def test_slope_meets_differences(law, reynolds, roughness):
    step = 1e-5 * reynolds
    points = np.array([reynolds - step, reynolds, reynolds + step])
    value, slope = law.resistance_flow(points, np.full(3, roughness), np.full(3, WIDTH))
    difference = (value[2] - value[0]) / (2.0 * step)
    assume(abs(slope[2] - slope[0]) < 1e-3 * value[1] / reynolds)  # no kink in between (AGA has one)
    assert slope[1] == pytest.approx(difference, rel=DIFFERENCE, abs=DIFFERENCE * value[1] / reynolds)


@pytest.mark.parametrize("border", [1.0, 2.0])
def test_resistance_is_twice_differentiable_at_the_borders(law, border):
    """The curvatures left and right of a border meet: their gap falls with the step."""
    roughness, width = np.full(3, 2e-5), np.full(3, WIDTH)
    place = border * law.turbulent.laminar_end(roughness, width)[0]
    gaps = []
    for step in (2.0, 1.0, 0.5):
        _, slope = law.resistance_flow(place + step * np.array([-1.0, 0.0, 1.0]), roughness, width)
        left, right = np.diff(slope) / step
        gaps.append(abs(right - left))
    assert gaps[1] < (0.5 + FIRST_ORDER) * gaps[0]
    assert gaps[2] < (0.5 + FIRST_ORDER) * gaps[1]


def test_resistance_never_falls(law):
    """Monotone resistance is what makes the flow through a pipe unique."""
    reynolds = np.concatenate([np.linspace(0.0, 5000.0, 5001), np.geomspace(5001.0, 1e9, 500)])
    for roughness in (1e-6, 1e-4, 1e-2):
        value, slope = law.resistance_flow(
            reynolds, np.full_like(reynolds, roughness), np.full_like(reynolds, WIDTH)
        )
        assert (np.diff(value) >= -ROUND_OFF * value[1:]).all()
        assert (value + slope * reynolds > 0.0).all()


def test_an_array_of_any_length_is_taken(law):
    for size in (0, 1, 5):
        value, slope = law.resistance_flow(np.full(size, 3000.0), np.full(size, 1e-5), np.full(size, WIDTH))
        assert value.shape == slope.shape == (size,)


def test_blend_begins_at_2000_or_where_the_law_meets_laminar_flow(law):
    roughness, width = np.array([1e-5, 5e-2]), np.array([WIDTH, 0.1])
    end = law.turbulent.laminar_end(roughness, width)
    resistance = end * law.turbulent.factor(end, roughness, width)
    late = end > 2000.0
    np.testing.assert_allclose(resistance[late], 64.0, rtol=ROUND_OFF)
    assert (end[~late] == 2000.0).all()
    assert (resistance >= 64.0 * (1.0 - ROUND_OFF)).all()


def test_many_flows_of_each_pipe_are_those_of_one_after_the_other(law):
    reynolds = np.array([[500.0, 2500.0, 1e6], [3000.0, 1e7, 0.0]])
    shape = np.full(3, 2e-5), np.full(3, WIDTH)
    together = law.resistance_flow(reynolds, *shape)
    alone = [law.resistance_flow(row, *shape) for row in reynolds]
    for at in range(2):
        np.testing.assert_array_equal(together[at], [row[at] for row in alone])
