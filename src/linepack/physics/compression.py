"""Adiabatic compression: head, power, outlet temperature, fuel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def adiabatic_head(
    ratio: Array,
    *,
    compressibility: Array | float,
    specific_gas_constant: float,
    temperature: float,
    isentropic_exponent: float,
) -> Array:
    r"""Specific work of an isentropic compression.

    Parameters
    ----------
    ratio : (n,)
        Outlet over inlet pressure, at least 1. [-]
    compressibility
        At the inlet. [-]
    specific_gas_constant
        R/M. [J/(kg K)]
    temperature
        At the inlet. [K]
    isentropic_exponent
        κ. [-]

    Returns
    -------
    (n,)
        Head. [J/kg]

    Notes
    -----
    .. math:: H = Z_1 R_s T_1 \frac{\kappa}{\kappa-1} \left(r^{(\kappa-1)/\kappa} - 1\right)

    References
    ----------
    .. [1] A. J. Osiadacz, Simulation and Analysis of Gas Networks, 1987, ch. 3.
    """
    share = (isentropic_exponent - 1.0) / isentropic_exponent
    scale = compressibility * specific_gas_constant * temperature / share
    return np.asarray(scale * np.expm1(share * np.log(ratio)))


def shaft_power(mass_flow: Array, head: Array, efficiency: Array | float) -> Array:
    """Power at the shaft, q H/η, (n,). [W]"""
    return np.asarray(mass_flow * head / efficiency)


def outlet_temperature(
    ratio: Array, *, temperature: float, isentropic_exponent: float, efficiency: Array | float
) -> Array:
    r"""Temperature behind the compressor, before any cooler.

    Notes
    -----
    .. math:: T_2 = T_1 \left(1 + \frac{r^{(\kappa-1)/\kappa} - 1}{\eta}\right)
    """
    share = (isentropic_exponent - 1.0) / isentropic_exponent
    return np.asarray(temperature * (1.0 + np.expm1(share * np.log(ratio)) / efficiency))


def fuel_flow(power: Array, driver_efficiency: Array | float, heating_value: float) -> Array:
    """Gas burnt by the driver, (n,). [kg/s]

    Parameters
    ----------
    power : (n,)
        Shaft power. [W]
    driver_efficiency
        Shaft power over fuel power. [-]
    heating_value
        Net heating value of the gas. [J/kg]
    """
    return np.asarray(power / (driver_efficiency * heating_value))
