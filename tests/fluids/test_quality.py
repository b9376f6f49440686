from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linepack.constants import ATMOSPHERE, GAS_CONSTANT
from linepack.errors import InputError
from linepack.fluids.components import components
from linepack.fluids.composition import Composition
from linepack.fluids.quality import compressibility, covers, quality
from linepack.fluids.reference import (
    AT_SIXTY_FAHRENHEIT,
    NORMAL,
    REFERENCES,
    STANDARD,
    ReferenceConditions,
    reference_conditions,
)

STATED = 1e-5  # relative tolerance of case G5
STANDARD_DIGITS = 1e-7  # the standard prints its example to eight or nine digits
ROUND_OFF = 1e-12

METHANE = Composition({"methane": 1.0})
# ISO 6976:2016, annex D, first example
EXAMPLE = Composition(
    {
        "methane": 0.933212,
        "ethane": 0.025656,
        "propane": 0.015368,
        "nitrogen": 0.01035,
        "carbon_dioxide": 0.015414,
    }
)


def conditions(metering: float, combustion: float) -> ReferenceConditions:
    return ReferenceConditions("test", 273.15 + metering, combustion_temperature=273.15 + combustion)


def test_methane_at_25_and_0_degrees():
    values = quality(METHANE, NORMAL)
    assert values.gross_volumetric_ideal == pytest.approx(39.733259e6, rel=STATED)
    assert values.gross_volumetric == pytest.approx(39.828341e6, rel=STATED)
    assert values.compressibility == pytest.approx(0.9976127, rel=STATED)


def test_methane_at_15_and_15_degrees():
    values = quality(METHANE, STANDARD)
    assert values.gross_volumetric_ideal == pytest.approx(37.704228e6, rel=STATED)
    assert values.gross_volumetric == pytest.approx(37.779107e6, rel=STATED)
    assert values.compressibility == pytest.approx(0.9980180, rel=STATED)


def test_first_example_of_the_standard():
    values = quality(EXAMPLE, STANDARD)
    assert values.molar_mass == pytest.approx(0.0173884301, rel=STANDARD_DIGITS)
    assert values.compressibility == pytest.approx(0.99776224, rel=STANDARD_DIGITS)
    assert values.gross_molar == pytest.approx(906.1799588e3, rel=STANDARD_DIGITS)
    assert values.gross_mass == pytest.approx(52.113961e6, rel=STANDARD_DIGITS)
    assert values.gross_volumetric == pytest.approx(38.410611e6, rel=STANDARD_DIGITS)


@pytest.mark.parametrize(
    ("metering", "combustion"), list(product((0, 15, 15.55, 20), (0, 15, 15.55, 20, 25)))
)
def test_every_pair_of_temperatures_is_consistent(metering, combustion):
    reference = conditions(metering, combustion)
    values = quality(EXAMPLE, reference)
    moles = ATMOSPHERE / (GAS_CONSTANT * reference.temperature)
    assert values.gross_volumetric == pytest.approx(values.gross_molar * moles / values.compressibility)
    assert values.density == pytest.approx(values.gross_volumetric / values.gross_mass, rel=ROUND_OFF)
    assert values.gross_wobbe**2 * values.relative_density == pytest.approx(values.gross_volumetric**2)
    assert values.net_wobbe / values.gross_wobbe == pytest.approx(values.net_molar / values.gross_molar)


@pytest.mark.parametrize("combustion", [0, 15, 15.55, 20, 25])
def test_net_value_is_gross_less_the_condensation_of_the_water(combustion):
    label = str(combustion)
    values = quality(EXAMPLE, conditions(15, combustion))
    water = 2 * 0.933212 + 3 * 0.025656 + 4 * 0.015368
    latent = components()["water"].gross_heating_values[label]
    assert values.gross_molar - values.net_molar == pytest.approx(water * latent, rel=ROUND_OFF)


def test_water_vapour_has_no_net_value():
    moist = quality(Composition({"methane": 0.99, "water": 0.01}), NORMAL)
    dry = quality(METHANE, NORMAL)
    assert moist.net_molar == pytest.approx(0.99 * dry.net_molar, rel=ROUND_OFF)


def test_metering_pressure_scales_the_deviation_from_the_ideal_gas():
    low = compressibility(METHANE, replace(NORMAL, pressure=95e3))
    assert (1.0 - low) / (1.0 - compressibility(METHANE, NORMAL)) == pytest.approx(95e3 / ATMOSPHERE)


def test_sixty_fahrenheit_is_covered():
    assert covers(AT_SIXTY_FAHRENHEIT)
    assert quality(METHANE, AT_SIXTY_FAHRENHEIT).compressibility == pytest.approx(1.0 - 0.04437**2, abs=1e-8)


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        (conditions(25, 25), "reference.temperature"),
        (replace(NORMAL, pressure=60e5), "reference.temperature"),
        (conditions(0, 30), "reference.combustion_temperature"),
    ],
)
def test_conditions_outside_the_standard_are_refused(reference, place):
    with pytest.raises(InputError) as caught:
        quality(METHANE, reference)
    assert [finding.place for finding in caught.value.findings] == [place]


def test_a_gas_that_is_mostly_liquid_at_reference_is_refused():
    with pytest.raises(InputError, match=r"above 0\.9"):
        quality(Composition({"methane": 0.2, "n_decane": 0.8}), NORMAL)


@given(st.sampled_from(list(REFERENCES.values())), st.floats(0.0, 0.3), st.floats(0.0, 0.2))
def test_molar_heating_values_mix_linearly(reference, ethane, nitrogen):
    parts = {"methane": 1.0 - ethane - nitrogen, "ethane": ethane, "nitrogen": nitrogen}
    mixed = quality(Composition(parts), reference).gross_molar
    separate = sum(x * quality(Composition({name: 1.0}), reference).gross_molar for name, x in parts.items())
    assert mixed == pytest.approx(separate, rel=ROUND_OFF)


def test_named_references():
    assert reference_conditions("normal") is NORMAL
    with pytest.raises(InputError, match="Use one of: normal, standard"):
        reference_conditions("NTP")
