"""The equation of state of the California Natural Gas Association, and the fixed numbers made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from linepack.constants import ATMOSPHERE
from linepack.fluids.eos.equation import PRESSURE_MAX, refuse
from linepack.units import BAR, PSI, RANKINE

Array = NDArray[np.float64]

GAUGE: Final = "gauge"
PLUS_ATMOSPHERE: Final = "plus_atmosphere"
CONVENTIONS: Final = {GAUGE: -1.0, PLUS_ATMOSPHERE: 1.0}
"""Sign of the atmosphere in b1, by the name of the convention."""

VALID_PRESSURE: Final = (100.0 * PSI + ATMOSPHERE, 100.0 * BAR)
"""Handbooks use the equation above 100 psi gauge; up to 100 bar it is within 2.5 % of
GERG-2008 for lean gas at 278 to 303 K. [Pa]"""

SIMPLE: Final = (1.00300865, 2.96848838e-8)
"""b1 and b2 [1/Pa] that network papers use at every temperature and for every gas."""


@dataclass(frozen=True)
class Cnga:
    r"""The CNGA equation: the density is a quadratic of the pressure.

    Attributes
    ----------
    gravity
        Molar mass over that of air. [-]
    convention
        ``gauge``: the equation takes gauge pressure, b1 = 1 - C p_atm, as pipeline handbooks do;
        ``plus_atmosphere``: b1 = 1 + C p_atm, as much of the literature on networks does.
    atmosphere
        Atmospheric pressure p_atm. [Pa]

    Notes
    -----
    .. math:: \rho = \frac{p\,(b_1 + b_2 p)}{R_s T}, \quad
              \Pi = \frac{b_1 p^2/2 + b_2 p^3/3}{R_s T}, \quad
              b_2 = C = \frac{344400 \cdot 10^{1.785 S_g}}{T_R^{3.825}\,p_{psi}}

    with T_R in degrees Rankine and p_psi = 6894.76 Pa (docs/theory/gas.md, eq. 21 and 22). The two
    conventions differ by 0.5 % in density. The cubic is used for positive pressures and continued oddly:
    taken as it stands it has a second branch below 0, to which solvers lose their way.

    References
    ----------
    .. [1] E. S. Menon, Gas Pipeline Hydraulics, 2005, ch. 1 (gauge).
    .. [2] S. Srinivasan, K. Sundar, V. Gyrya, A. Zlotnik, IEEE Trans. Control Netw. Syst. 10 (2023)
       (plus_atmosphere).

    Examples
    --------
    >>> Cnga(gravity=0.6).compressibility(np.array([50e5]), 288.706).round(6)
    array([0.890548])
    """

    gravity: float
    convention: str = PLUS_ATMOSPHERE
    atmosphere: float = ATMOSPHERE

    def __post_init__(self) -> None:
        for name, value in (("gravity", self.gravity), ("atmospheric_pressure", self.atmosphere)):
            if not 0.0 < value < np.inf:
                raise refuse(f"gas.{name}", f"{value!r} is not above 0.", "Give it in SI units.")
        if self.convention not in CONVENTIONS:
            known = " or ".join(CONVENTIONS)
            finding = f"There is no convention {self.convention!r}."
            raise refuse("gas.cnga_convention", finding, f"Use {known}.")

    def coefficients(self, temperature: Array | float) -> tuple[Array, Array]:
        """Return b1 [-] and b2 [1/Pa] at temperatures in K."""
        rankine = np.asarray(temperature, dtype=np.float64) / RANKINE
        b2 = 344_400.0 * 10.0 ** (1.785 * self.gravity) / (rankine**3.825 * PSI)
        return np.asarray(1.0 + CONVENTIONS[self.convention] * self.atmosphere * b2), np.asarray(b2)

    def compressibility(self, pressure: Array, temperature: Array | float) -> Array:
        """Return Z, (n,), at pressures (n,) in Pa, at least 0, and temperatures in K."""
        b1, b2 = self.coefficients(temperature)
        return np.asarray(1.0 / (b1 + b2 * pressure))

    def reference_compressibility(self, pressure: float, temperature: float) -> float:  # noqa: ARG002
        """Return 1: below 100 psi gauge the gas counts as ideal."""
        return 1.0

    def branch(self, temperature: float) -> LinearBranch:
        """Return 1/Z and its integral at one temperature."""
        b1, b2 = self.coefficients(temperature)
        return LinearBranch(float(b1), float(b2), PRESSURE_MAX)

    def valid_pressure(self, temperature: float) -> tuple[float, float]:  # noqa: ARG002 - the same at each
        """Return the range in which the equation is trusted, in Pa."""
        return VALID_PRESSURE


@dataclass(frozen=True)
class SimpleCnga:
    """The CNGA equation with fixed numbers b1 and b2, whatever the gas and its temperature.

    They belong to a gas of gravity 0.6 near 273 K. For comparison with papers that use them.
    """

    def compressibility(self, pressure: Array, temperature: Array | float) -> Array:
        """Return Z, (n,), at pressures (n,) in Pa, at least 0."""
        b1, b2 = SIMPLE
        return np.asarray(1.0 / (b1 + b2 * np.asarray(pressure)) + 0.0 * np.asarray(temperature))

    def reference_compressibility(self, pressure: float, temperature: float) -> float:  # noqa: ARG002
        """Return 1: below 100 psi gauge the gas counts as ideal."""
        return 1.0

    def branch(self, temperature: float) -> LinearBranch:  # noqa: ARG002 - the same at each
        """Return 1/Z and its integral, the same at every temperature."""
        return LinearBranch(*SIMPLE, PRESSURE_MAX)

    def valid_pressure(self, temperature: float) -> tuple[float, float]:  # noqa: ARG002 - the same at each
        """Return the range in which the equation is trusted, in Pa."""
        return VALID_PRESSURE


@dataclass(frozen=True)
class LinearBranch:
    """1/Z = b1 + b2 p and its integral b1 p²/2 + b2 p³/3."""

    b1: float
    b2: float
    ceiling: float

    def reciprocal(self, pressure: Array) -> Array:
        """Return 1/Z, (n,)."""
        return np.asarray(self.b1 + self.b2 * pressure)

    def slope(self, pressure: Array) -> Array:
        """Return the derivative of 1/Z to the pressure, (n,), in 1/Pa."""
        return np.full(np.shape(pressure), self.b2)

    def integral(self, pressure: Array) -> Array:
        """Return the integral of s/Z(s), (n,), in Pa2."""
        return np.asarray(pressure**2 * (0.5 * self.b1 + self.b2 / 3.0 * pressure))
