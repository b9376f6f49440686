"""One gas at one temperature, as the hydraulic solver sees it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linepack.constants import GAS_CONSTANT
from linepack.errors import Finding, InputError
from linepack.fluids.eos import ConstantZ, Gerg2008, Isotherm, Papay, RangeWarning, isotherm
from linepack.fluids.quality import GasQuality, covers, quality
from linepack.fluids.quality import compressibility as iso_compressibility
from linepack.fluids.reference import NORMAL, STANDARD, ReferenceConditions
from linepack.fluids.viscosity import LEE_GONZALEZ_EAKIN, ConstantViscosity, ViscosityLaw, viscosity_law
from linepack.units import BAR, ZERO_CELSIUS

if TYPE_CHECKING:
    from linepack.fluids.composition import Composition
    from linepack.fluids.eos import EquationOfState

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Gas:
    r"""One gas at one temperature.

    Use a constructor: :meth:`constant_z`, :meth:`papay`, :meth:`gerg2008` or :meth:`from_equation`. All
    functions of pressure take any real pressure: the potential is odd and the density even, so that a solver
    may pass through negative pressures; :meth:`check_range` says where the answer leaves the valid range.

    Attributes
    ----------
    equation
        The equation of state.
    molar_mass
        [kg/mol]
    temperature
        [K]
    isotherm
        Density and potential at this temperature.
    viscosity
        Dynamic viscosity by density.
    isentropic_exponent
        κ of the compressor laws; it does not depend on pressure here (:func:`default_isentropic_exponent`).
    composition
        What the gas is made of, where that is known.
    valid_pressure
        Lowest and highest pressure the equation is made for. [Pa]

    Examples
    --------
    >>> gas = Gas.constant_z(molar_mass=0.0165, compressibility=0.88, temperature=283.15)
    >>> gas.density(np.array([75e5])).round(4)
    array([59.7327])
    >>> gas.pressure(gas.potential(np.array([75e5, -1e5]))).round(3)
    array([7500000., -100000.])
    """

    equation: EquationOfState
    molar_mass: float
    temperature: float
    isotherm: Isotherm
    viscosity: ViscosityLaw
    isentropic_exponent: float
    composition: Composition | None
    valid_pressure: tuple[float, float]

    @classmethod
    def from_equation(
        cls,
        equation: EquationOfState,
        *,
        molar_mass: float,
        temperature: float,
        viscosity: float | str = LEE_GONZALEZ_EAKIN,
        isentropic_exponent: float | None = None,
        composition: Composition | None = None,
    ) -> Gas:
        """Return the gas of an equation of state at one temperature.

        Parameters
        ----------
        equation
            The equation of state.
        molar_mass
            [kg/mol]
        temperature
            [K]
        viscosity
            ``lee-gonzalez-eakin`` or a constant. [Pa s]
        isentropic_exponent
            κ; without it, the value of :func:`default_isentropic_exponent`.
        composition
            What the gas is made of, for heating values and reference densities.

        Raises
        ------
        InputError
            If the numbers do not describe a gas that the equation covers.
        """
        _check_numbers(molar_mass=molar_mass, temperature=temperature)
        exponent = isentropic_exponent
        if exponent is None:
            exponent = default_isentropic_exponent(temperature)
        elif not exponent > 1.0:
            raise _refusal("isentropic_exponent", exponent, "above 1")
        return cls(
            equation=equation,
            molar_mass=molar_mass,
            temperature=temperature,
            isotherm=isotherm(equation.branch(temperature), GAS_CONSTANT / molar_mass * temperature),
            viscosity=viscosity_law(viscosity, molar_mass=molar_mass, temperature=temperature),
            isentropic_exponent=exponent,
            composition=composition,
            valid_pressure=equation.valid_pressure(temperature),
        )

    @classmethod
    def constant_z(
        cls,
        *,
        molar_mass: float,
        temperature: float,
        compressibility: float = 1.0,
        viscosity: float | str = LEE_GONZALEZ_EAKIN,
        isentropic_exponent: float | None = None,
        composition: Composition | None = None,
    ) -> Gas:
        """Return a gas of constant compressibility, by default the ideal gas; see :meth:`from_equation`."""
        return cls.from_equation(
            ConstantZ(compressibility),
            molar_mass=molar_mass,
            temperature=temperature,
            viscosity=viscosity,
            isentropic_exponent=isentropic_exponent,
            composition=composition,
        )

    @classmethod
    def papay(
        cls,
        *,
        molar_mass: float,
        critical_pressure: float,
        critical_temperature: float,
        temperature: float,
        viscosity: float | str = LEE_GONZALEZ_EAKIN,
        isentropic_exponent: float | None = None,
        composition: Composition | None = None,
    ) -> Gas:
        """Return a gas by Papay's equation; see :meth:`from_equation`."""
        return cls.from_equation(
            Papay(critical_pressure, critical_temperature),
            molar_mass=molar_mass,
            temperature=temperature,
            viscosity=viscosity,
            isentropic_exponent=isentropic_exponent,
            composition=composition,
        )

    @classmethod
    def gerg2008(
        cls,
        composition: Composition,
        temperature: float,
        *,
        viscosity: float | str = LEE_GONZALEZ_EAKIN,
        isentropic_exponent: float | None = None,
    ) -> Gas:
        """Return a gas by GERG-2008; see :meth:`from_equation`.

        Raises
        ------
        MissingExtraError
            If pyaga8, the extra ``eos``, is not installed.
        """
        return cls.from_equation(
            Gerg2008(composition),
            molar_mass=composition.molar_mass,
            temperature=temperature,
            viscosity=viscosity,
            isentropic_exponent=isentropic_exponent,
            composition=composition,
        )

    @property
    def specific_gas_constant(self) -> float:
        """R/M, in J/(kg K)."""
        return GAS_CONSTANT / self.molar_mass

    @property
    def normal_density(self) -> float:
        """Density at 0 degC and 1.01325 bar, in kg/m3."""
        return self.density_at(NORMAL)

    @property
    def standard_density(self) -> float:
        """Density at 15 degC and 1.01325 bar, in kg/m3."""
        return self.density_at(STANDARD)

    def compressibility(self, pressure: ArrayLike) -> Array:
        """Return Z at |pressure|, (n,)."""
        return self.isotherm.compressibility(np.asarray(pressure, dtype=np.float64))

    def density(self, pressure: ArrayLike) -> Array:
        """Return the density at |pressure|, (n,), pressure in Pa, in kg/m3."""
        return self.isotherm.density(np.asarray(pressure, dtype=np.float64))

    def isothermal_sound_speed(self, pressure: ArrayLike) -> Array:
        r"""Return :math:`a = (\partial p/\partial\rho)_T^{1/2}` at |pressure|, (n,), pressure in Pa, in m/s.

        It is the speed at which isothermal flow chokes, below the speed of sound by the root of c_p/c_v.
        """
        return np.asarray(self.isotherm.density_slope(np.asarray(pressure, dtype=np.float64)) ** -0.5)

    def potential(self, pressure: ArrayLike) -> Array:
        r"""Return :math:`\Pi = \int_0^p \rho\,dp`, odd in p, (n,), pressure in Pa, in Pa kg/m3."""
        return self.isotherm.potential(np.asarray(pressure, dtype=np.float64))

    def pressure(self, potential: ArrayLike) -> Array:
        """Return the pressure of a potential, (n,), relative error below 1e-12, in Pa."""
        return self.isotherm.pressure(np.asarray(potential, dtype=np.float64))

    def dynamic_viscosity(self, pressure: ArrayLike) -> Array:
        """Return the dynamic viscosity at |pressure|, (n,), pressure in Pa, in Pa s."""
        return self.viscosity(self.density(pressure))

    def viscosity_of(self, potential: Array) -> Array:
        """Return the dynamic viscosity at the size of a potential, (n,), up to the highest valid pressure.

        A constant one asks for no pressure. [Pa s]
        """
        if isinstance(self.viscosity, ConstantViscosity):
            return self.viscosity(potential)
        return self.dynamic_viscosity(np.minimum(self.pressure(np.abs(potential)), self.valid_pressure[1]))

    def density_at(self, reference: ReferenceConditions) -> float:
        """Return the density at reference conditions, in kg/m3.

        Z is that of ISO 6976:2016 where the composition is known and the standard covers the conditions,
        otherwise that of the equation of state; a gas of constant compressibility counts as ideal there.
        """
        if self.composition is not None and covers(reference):
            z = iso_compressibility(self.composition, reference)
        else:
            z = self.equation.reference_compressibility(reference.pressure, reference.temperature)
        return reference.pressure / (z * self.specific_gas_constant * reference.temperature)

    def quality(self, reference: ReferenceConditions = NORMAL) -> GasQuality:
        """Return heating values, density and Wobbe indices by ISO 6976:2016.

        Raises
        ------
        InputError
            If the composition is not known, or the standard does not cover the conditions.
        """
        if self.composition is None:
            finding = "Heating values need a composition, and this gas has none."
            raise InputError([Finding("gas.composition", finding, "Give the composition.")], "the gas")
        return quality(self.composition, reference)

    @property
    def pressure_end(self) -> float:
        """Pressure at which the equation of state ends; the range it is made for may end below. [Pa]"""
        return self.isotherm.branch.ceiling

    def outside_range(self, pressure: ArrayLike) -> NDArray[np.bool_]:
        """Return where a pressure is outside :attr:`valid_pressure` or not a number, (n,)."""
        pressures = np.asarray(pressure, dtype=np.float64)
        low, high = self.valid_pressure
        return ~((pressures >= low) & (pressures <= high))

    def check_range(self, pressure: ArrayLike) -> NDArray[np.bool_]:
        """Return :meth:`outside_range` and warn if any pressure is.

        Warns
        -----
        RangeWarning
            With the number of pressures outside and the valid range.
        """
        outside = self.outside_range(pressure)
        if outside.any():
            low, high = (limit / BAR for limit in self.valid_pressure)
            message = (
                f"{int(outside.sum())} of {outside.size} pressures are outside {low:g} to {high:g} bar, "
                f"where {type(self.equation).__name__} is valid at {self.temperature:g} K."
            )
            warnings.warn(message, RangeWarning, stacklevel=2)
        return outside


def default_isentropic_exponent(temperature: float) -> float:
    r"""Return κ of natural gas by temperature alone.

    Notes
    -----
    .. math:: \kappa = 1.29 - 5.8824 \cdot 10^{-4} (T - 273.15\,\mathrm{K})

    A fit for lean natural gas near ambient temperature and at low pressure. The exponent of the real gas is
    higher, by 5 % at 50 bar and 19 % at 100 bar and 10 degC, and it is not c_p/c_v;
    docs/theory/gas.md, eq. 11.

    References
    ----------
    .. [1] The GasLib data sets, description of compressor stations (Schmidt et al., Data 2 (2017) 40).

    Examples
    --------
    >>> round(default_isentropic_exponent(283.15), 6)
    1.284118
    """
    return 1.29 - 5.8824e-4 * (temperature - ZERO_CELSIUS)


def _check_numbers(**numbers: float) -> None:
    for name, value in numbers.items():
        if not 0.0 < value < np.inf:
            raise _refusal(name, value, "above 0")


def _refusal(name: str, value: float, wanted: str) -> InputError:
    return InputError(
        [Finding(f"gas.{name}", f"{value!r} is not {wanted}.", "Give it in SI units.")], "the gas"
    )
