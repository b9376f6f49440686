"""The gas of a network from its sources: means by flow, and a word where they differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from linepack.constants import ATMOSPHERE, GAS_CONSTANT
from linepack.network.header import GasSpec
from linepack.network.places import at, error, warning
from linepack.units import NORMAL_TEMPERATURE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linepack.errors import Finding
    from linepack.formats.gaslib.net import Item

SAME: Final = 1e-6
"""Difference between sources that is no difference. [-]"""

SAME_DENSITY: Final = 0.01
"""Difference of a stated normal density from that of the molar mass that compressibility explains. [-]"""

EXPONENTS: Final = (1.05, 1.7)
"""Isentropic exponents that heat capacities of a gas can imply. [-]"""

PAPAY: Final = "papay"
IDEAL: Final = "ideal"

HEADER_NAMES: Final = {
    "temperature": "gas.temperature",
    "density": "reference_density",
    "molar_mass": "gas.molar_mass",
    "critical_pressure": "gas.critical_pressure",
    "critical_temperature": "gas.critical_temperature",
}


def gas_of(
    sources: Sequence[Item], flows: Mapping[str, float], label: str
) -> tuple[GasSpec, dict[str, str], list[Finding]]:
    """Return the gas, what is said about each value by its name in the header, and what is wrong.

    Parameters
    ----------
    sources
        The sources with their properties.
    flows
        Nominated flow of each source by its id; without any all count alike.
    label
        Name of the file.
    """
    means = {name: _mean(sources, flows, name) for name in HEADER_NAMES}
    findings = [finding for name in HEADER_NAMES for finding in _differ(sources, name)]
    findings += _unlike_density(means)
    exponent = _exponent(sources, flows, means["temperature"])
    critical = (means["critical_pressure"], means["critical_temperature"])
    known = all(map(math.isfinite, critical))
    if not known:
        finding = "no source gives pseudocritical data, so the gas is taken as ideal."
        findings.append(warning("header", "", "gas.eos", finding, "Give them, or choose another equation."))
    for name in ("temperature", "molar_mass"):
        if not math.isfinite(means[name]):
            finding = f"no source gives a {name.replace('_', ' ')}."
            findings.append(error("header", "", HEADER_NAMES[name], finding, "Give it for one of them."))
    gas = GasSpec(
        eos=PAPAY if known else IDEAL,
        temperature=means["temperature"],
        molar_mass=_given(means["molar_mass"]),
        critical_pressure=_given(critical[0]),
        critical_temperature=_given(critical[1]),
        isentropic_exponent=exponent,
    )
    return gas, _said(exponent), [at(one, label) for one in findings]


def _said(exponent: float | None) -> dict[str, str]:
    rule = "mean of the sources by nominated flow, without one the plain mean"
    said = {name: rule for field, name in HEADER_NAMES.items() if field != "density"}
    said["reference_density"] = "plain mean of the sources' normDensity"
    said["gas.eos"] = "Papay's equation where pseudocritical data are given, else the ideal gas"
    if exponent is not None:
        said["gas.isentropic_exponent"] = "c/(c - R) of the sources' ideal heat capacity in J/(mol K)"
    return said


def _given(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _mean(sources: Sequence[Item], flows: Mapping[str, float], name: str) -> float:
    given = [
        (item.gas[name], max(flows.get(item.row["id"], 0.0), 0.0)) for item in sources if name in item.gas
    ]
    total = math.fsum(weight for _, weight in given)
    if not given:
        return math.nan
    if not total > 0.0:
        return math.fsum(value for value, _ in given) / len(given)
    return math.fsum(value * (weight / total) for value, weight in given)


def _differ(sources: Sequence[Item], name: str) -> list[Finding]:
    values = [item.gas[name] for item in sources if name in item.gas]
    if not values or max(values) - min(values) <= SAME * abs(max(values)):
        return []
    finding = f"the sources differ, from {min(values):.6g} to {max(values):.6g}; one mean is taken for all."
    return [warning("header", "", HEADER_NAMES[name], finding, "Gas is not followed by its origin here.")]


def _unlike_density(means: Mapping[str, float]) -> list[Finding]:
    """Return a warning where volumes weigh other than the molar mass says."""
    ideal = ATMOSPHERE * means["molar_mass"] / (GAS_CONSTANT * NORMAL_TEMPERATURE)
    density = means["density"]
    if not abs(density / ideal - 1.0) > SAME_DENSITY:
        return []
    finding = f"normDensity is {density:.6g} kg/m3, but the molar mass makes it {ideal:.6g} kg/m3."
    remedy = "Volumes are weighed by normDensity, pressures follow the molar mass."
    return [warning("header", "", "reference_density", finding, remedy)]


def _exponent(sources: Sequence[Item], flows: Mapping[str, float], temperature: float) -> float | None:
    """Return the isentropic exponent of the ideal heat capacity A + B T + C T², in J/(mol K)."""
    a, b, c = (_mean(sources, flows, name) for name in ("heat_a", "heat_b", "heat_c"))
    capacity = a + b * temperature + c * temperature**2
    if not capacity > GAS_CONSTANT:
        return None
    exponent = capacity / (capacity - GAS_CONSTANT)
    return exponent if EXPONENTS[0] <= exponent <= EXPONENTS[1] else None
