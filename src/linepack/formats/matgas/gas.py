"""The gas and the units of a case.

A case has one speed of sound a: p = a² ρ. The header states it by the compressibility Z = a² M/(R T) at the
molar mass and the temperature of the case.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from linepack.constants import ATMOSPHERE, GAS_CONSTANT
from linepack.formats.matgas.layout import DIAMETER, FLOW, LENGTH, POWER, PRESSURE
from linepack.network.header import GasSpec
from linepack.units import DAY, FOOT, HORSEPOWER, INCH, MEGA, MILE, PSI

if TYPE_CHECKING:
    from linepack.formats.draft import Draft
    from linepack.formats.matgas.matlab import CaseFile

CASE_GAS_CONSTANT: Final = 8.314
"""Universal gas constant of a case that states none. [J/(mol K)]"""

CASE_AIR: Final = 0.02896
"""Molar mass of air of cases. [kg/mol]"""

SAME: Final = 1e-12
"""Share by which a compressibility may miss the stated one and still be that."""

APART: Final = 0.01
"""Share from which the two are told to differ."""

VALUES: Final = {
    "gas_specific_gravity": 0.6,
    "specific_heat_capacity_ratio": 1.4,
    "temperature": 288.706,
    "compressibility_factor": 1.0,
}
"""What a case must state, and what is taken where it does not."""

BASES: Final = {PRESSURE: "base_pressure", LENGTH: "base_length", FLOW: "base_flow", POWER: "base_power"}
"""What values per unit are counted in."""

KNOWN: Final = frozenset(
    [*VALUES, *BASES.values(), "R", "gas_molar_mass", "sound_speed", "units", "is_per_unit", "version"]
)


class Facts:
    """Single values of a case, noted where they are none."""

    def __init__(self, case: CaseFile, draft: Draft) -> None:
        self._scalars, self._draft = case.scalars, draft

    def number(self, name: str, default: float) -> float:
        """Return a positive number, the default where there is none."""
        found = self._scalars.get(name)
        if found is None:
            if name in VALUES:
                finding = f"it is missing; {default:g} is taken."
                self._draft.unsure(0, ("mgc", "", name), finding, "State it.")
            return default
        if isinstance(found.value, str) or not 0.0 < found.value < math.inf:
            finding = f"{found.value!r} is no number above 0."
            self._draft.wrong(found.line, ("mgc", "", name), finding, "Give a number.")
            return default
        return found.value

    def is_per_unit(self) -> bool:
        """Return whether values are shares of the base values."""
        found = self._scalars.get("is_per_unit")
        if found is not None and found.value not in (0.0, 1.0):
            finding = f"{found.value!r} is neither 0 nor 1."
            self._draft.wrong(found.line, ("mgc", "", "is_per_unit"), finding, "Give one of the two.")
        return found is not None and found.value == 1.0

    def is_customary(self) -> bool:
        """Return whether values are in US customary units."""
        found = self._scalars.get("units")
        words = {"si": False, "usc": True, 1.0: False, 2.0: True}
        if found is None:
            finding = "the units are not stated; SI is taken."
            self._draft.unsure(0, ("mgc", "", "units"), finding, "Write mgc.units = 'si' or 'usc'.")
            return False
        key = found.value.casefold() if isinstance(found.value, str) else found.value
        if key not in words:
            finding = f"there are no units {found.value!r}."
            self._draft.wrong(found.line, ("mgc", "", "units"), finding, "Units are 'si' and 'usc'.")
        return words.get(key, False)

    def given(self, name: str) -> bool:
        """Return whether the case states a value."""
        return name in self._scalars


def gas_of_case(facts: Facts, draft: Draft) -> GasSpec:
    """Return the gas of a case."""
    values = {name: facts.number(name, default) for name, default in VALUES.items()}
    gravity, temperature = values["gas_specific_gravity"], values["temperature"]
    constant = facts.number("R", CASE_GAS_CONSTANT)
    stated = facts.number("gas_molar_mass", CASE_AIR * gravity)
    molar_mass = stated * GAS_CONSTANT / constant
    squared = values["compressibility_factor"] * GAS_CONSTANT * temperature / molar_mass
    speed = facts.number("sound_speed", math.sqrt(squared))
    factor = speed**2 * molar_mass / (GAS_CONSTANT * temperature)
    if math.isclose(factor, values["compressibility_factor"], rel_tol=SAME):
        factor = values["compressibility_factor"]
    elif not math.isclose(factor, values["compressibility_factor"], rel_tol=APART):
        finding = (
            f"the speed of sound of {speed:g} m/s means Z = {factor:.6g}, compressibility_factor says "
            f"{values['compressibility_factor']:g}; the speed holds."
        )
        draft.unsure(0, ("mgc", "", "sound_speed"), finding, "Correct one of the two.")
    return GasSpec(
        eos="constant_z",
        temperature=temperature,
        molar_mass=molar_mass,
        compressibility=factor,
        gravity=gravity,
        isentropic_exponent=values["specific_heat_capacity_ratio"],
    )


def scales_of(facts: Facts, gas: GasSpec, draft: Draft) -> dict[str, float]:
    """Return what a value of each quantity is multiplied by to be SI."""
    scales = dict.fromkeys((PRESSURE, LENGTH, FLOW, POWER, DIAMETER), 1.0)
    if facts.is_customary():
        density = ATMOSPHERE * (gas.molar_mass or math.nan) / (GAS_CONSTANT * gas.temperature)
        flow = density * MEGA * FOOT**3 / DAY
        scales = {PRESSURE: PSI, LENGTH: MILE, FLOW: flow, POWER: HORSEPOWER, DIAMETER: INCH}
    if facts.is_per_unit():
        for quantity, name in BASES.items():
            if facts.given(name):
                scales[quantity] *= facts.number(name, 1.0)
            elif quantity != POWER:
                finding = "values are per unit, and it is missing."
                draft.wrong(0, ("mgc", "", name), finding, "State it, or give values as they are.")
            else:
                finding = "values are per unit, and it is missing; powers are not read."
                draft.unsure(0, ("mgc", "", name), finding, "State it.")
                scales[quantity] = math.nan
    return scales
