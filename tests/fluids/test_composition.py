from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linepack.errors import InputError
from linepack.fluids.components import components
from linepack.fluids.composition import Composition

ROUND_OFF = 1e-14  # sums of at most 21 positive numbers

shares = st.lists(st.floats(0.0, 1.0), min_size=21, max_size=21).filter(lambda values: sum(values) > 1e-3)


def composition_of(values: list[float]) -> Composition:
    total = sum(values)
    return Composition({name: value / total for name, value in zip(components(), values, strict=True)})


def test_all_21_components_are_there_in_order():
    names = list(components())
    assert len(names) == 21
    assert names[:4] == ["methane", "nitrogen", "carbon_dioxide", "ethane"]
    assert names[-2:] == ["helium", "argon"]


def test_molar_mass_of_the_example_gas_of_nist():
    fractions = {
        "methane": 0.77824, "nitrogen": 0.02, "carbon_dioxide": 0.06, "ethane": 0.08, "propane": 0.03,
        "isobutane": 0.0015, "n_butane": 0.003, "isopentane": 0.0005, "n_pentane": 0.00165,
        "n_hexane": 0.00215, "n_heptane": 0.00088, "n_octane": 0.00024, "n_nonane": 0.00015,
        "n_decane": 0.00009, "hydrogen": 0.004, "oxygen": 0.005, "carbon_monoxide": 0.002, "water": 0.0001,
        "hydrogen_sulfide": 0.0025, "helium": 0.007, "argon": 0.001,
    }  # fmt: skip
    assert Composition(fractions).molar_mass == pytest.approx(0.0205427445016, rel=1e-12)


def test_a_small_gap_is_normalised_and_a_larger_one_refused():
    gas = Composition({"methane": 0.9500, "ethane": 0.0499})
    assert sum(gas.mole_fractions.values()) == pytest.approx(1.0, abs=ROUND_OFF)
    with pytest.raises(InputError, match=r"add up to 0\.99"):
        Composition({"methane": 0.95, "ethane": 0.04})


def test_everything_wrong_is_reported_at_once():
    with pytest.raises(InputError) as caught:
        Composition({"methan": 0.5, "ethane": -0.1, "propane": float("nan")})
    assert {finding.place for finding in caught.value.findings} == {
        "composition.methan",
        "composition.ethane",
        "composition.propane",
        "composition",
    }


def test_per_cent_is_refused():
    with pytest.raises(InputError, match="not per cent"):
        Composition({"methane": 98.0, "ethane": 2.0})


def test_fractions_cannot_be_changed():
    gas = Composition({"methane": 1.0})
    with pytest.raises(TypeError):
        gas.mole_fractions["methane"] = 0.5  # type: ignore[index]


def test_order_and_absent_components_do_not_matter():
    one = Composition({"methane": 0.9, "ethane": 0.1})
    other = Composition({"ethane": 0.1, "helium": 0.0, "methane": 0.9})
    assert one == other
    assert hash(one) == hash(other)


def test_pseudo_criticals_of_a_pure_gas_are_its_own():
    methane = Composition({"methane": 1.0})
    assert methane.critical_temperature == 190.564
    assert methane.critical_pressure == 4_599_200.0


@given(shares)
def test_normalising_twice_changes_nothing(values):
    once = composition_of(values)
    twice = Composition(once.mole_fractions)
    assert dict(twice.mole_fractions) == pytest.approx(dict(once.mole_fractions), rel=ROUND_OFF)


@given(shares)
def test_means_lie_between_the_components(values):
    gas = composition_of(values)
    masses = [part.molar_mass for part, _ in gas.parts()]
    assert min(masses) * (1 - ROUND_OFF) <= gas.molar_mass <= max(masses) * (1 + ROUND_OFF)


@given(shares)
def test_pickling_keeps_a_composition(values):
    gas = composition_of(values)
    back = pickle.loads(pickle.dumps(gas))  # noqa: S301 - our own bytes
    assert dict(back.mole_fractions) == pytest.approx(dict(gas.mole_fractions), rel=ROUND_OFF)
