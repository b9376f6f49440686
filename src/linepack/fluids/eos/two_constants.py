"""What the cubic equations of state with two constants share: mixing, the gaseous root, its slope."""

from __future__ import annotations

import csv
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from linepack.constants import GAS_CONSTANT
from linepack.fluids.eos.equation import PRESSURE_MAX
from linepack.fluids.eos.tabulated import TableBranch, tabulated

if TYPE_CHECKING:
    from linepack.fluids.composition import Composition

Array = NDArray[np.float64]

ROOT_STEPS: Final = 40
"""Newton steps from above, where the cubic is convex: they fall on its largest root without passing it."""


@dataclass(frozen=True)
class TwoConstants(ABC):
    r"""A cubic equation of state of one composition, by van der Waals' mixing rules.

    Attributes
    ----------
    composition
        The gas.
    u, w
        The equation's place among the cubic ones.
    attraction, covolume
        Its Ω_a and Ω_b.

    Notes
    -----
    .. math:: p = \frac{RT}{v - b} - \frac{a}{v^2 + u b v + w b^2}, \quad
              a = \sum_{ij} x_i x_j \sqrt{a_i a_j} (1 - k_{ij}), \quad b = \sum_i x_i b_i

    docs/theory/gas.md, eq. 25 to 27. The volume is not shifted.
    """

    composition: Composition

    u: ClassVar[float]
    w: ClassVar[float]
    attraction: ClassVar[float]
    covolume: ClassVar[float]
    interactions: ClassVar[str]

    @staticmethod
    @abstractmethod
    def steepness(acentric_factor: Array) -> Array:
        """Return m of the attraction's fall with the temperature, (n,)."""

    def constants(self, temperature: Array | float) -> tuple[Array, float]:
        """Return a [Pa m6/mol2], as many as temperatures, and b [m3/mol] of the mixture."""
        parts = self.composition.parts()
        fraction = np.array([share for _, share in parts])
        critical, pressure, acentric = (
            np.array([getattr(part, name) for part, _ in parts])
            for name in ("critical_temperature", "critical_pressure", "acentric_factor")
        )
        reduced = np.asarray(temperature, dtype=np.float64)[..., None] / critical
        root_alpha = 1.0 + self.steepness(acentric) * (1.0 - np.sqrt(reduced))
        root = fraction * np.abs(root_alpha) * GAS_CONSTANT * critical * np.sqrt(self.attraction / pressure)
        mixed = np.einsum("...i,ij,...j->...", root, 1.0 - self._interaction(), root)
        return mixed, float(fraction @ (self.covolume * GAS_CONSTANT * critical / pressure))

    def compressibility(self, pressure: Array, temperature: Array | float) -> Array:
        """Return Z of the gas, (n,), at pressures (n,) in Pa, at least 0, and temperatures in K."""
        a, b = self.constants(temperature)
        thermal = GAS_CONSTANT * np.asarray(temperature, dtype=np.float64)
        return self._root(np.asarray(pressure) * a / thermal**2, np.asarray(pressure) * b / thermal)[0]

    def reference_compressibility(self, pressure: float, temperature: float) -> float:
        """Return Z at reference conditions."""
        return float(self.compressibility(np.array(pressure), temperature))

    def branch(self, temperature: float) -> TableBranch:
        """Return the table of 1/Z at one temperature.

        Raises
        ------
        InputError
            Outside 250 to 450 K, or where the gas is not one gaseous phase up to 250 bar.
        """
        a, b = self.constants(temperature)
        thermal = GAS_CONSTANT * temperature
        per_a, per_b = float(a) / thermal**2, b / thermal

        def state(pressure: Array) -> tuple[Array, Array]:
            z, slope = self._root(pressure * per_a, pressure * per_b)
            with np.errstate(divide="ignore", invalid="ignore"):
                bent = -slope / (pressure * z**2)
            return z, np.where(pressure > 0.0, bent, per_a - per_b)

        return tabulated(state, temperature)

    def valid_pressure(self, temperature: float) -> tuple[float, float]:  # noqa: ARG002 - the same at each
        """Return the range of the table, in Pa."""
        return 0.0, PRESSURE_MAX

    def _interaction(self) -> Array:
        """Return k_ij of the components that are present, (n, n)."""
        names = list(self.composition.mole_fractions)
        known = interactions()[self.interactions]
        return np.array([[known.get(frozenset((i, j)), 0.0) for j in names] for i in names])

    def _root(self, a: Array, b: Array) -> tuple[Array, Array]:
        """Return the largest root Z, at most 1 + B, and p dZ/dp, of A and B, each (n,)."""
        u, w = self.u, self.w
        square = (u - 1.0) * b - 1.0
        linear = a + w * b**2 - u * b * (1.0 + b)
        plain = -(a * b + w * b**2 * (1.0 + b))
        z = 1.0 + b
        for _ in range(ROOT_STEPS):
            value = ((z + square) * z + linear) * z + plain
            z = z - value / ((3.0 * z + 2.0 * square) * z + linear)
        by_pressure = (
            (u - 1.0) * b * z**2
            + (a + 2.0 * w * b**2 - u * b * (1.0 + 2.0 * b)) * z
            - (2.0 * a * b + w * b**2 * (2.0 + 3.0 * b))
        )
        return z, -by_pressure / ((3.0 * z + 2.0 * square) * z + linear)


@cache
def interactions() -> dict[str, dict[frozenset[str], float]]:
    """Return k_ij by equation and pair, from the table ``interactions.csv`` beside the components'."""
    text = files("linepack.fluids").joinpath("interactions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    names = [name for name in rows[0] if name not in ("one", "other")]
    return {name: {frozenset((row["one"], row["other"])): float(row[name]) for row in rows} for name in names}
