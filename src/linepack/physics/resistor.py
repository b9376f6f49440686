r"""Resistors: a loss by drag or a fixed one, one equation each (docs/theory/steady.md, eq. 10a and 10b).

By drag the pressure falls by :math:`\zeta \rho v|v|/2` at the local density; times the density and integrated
over the fall this is :math:`\Pi_1 - \Pi_2 = \zeta q|q|/(2 A^2)`, the law of a pipe with
:math:`\lambda L/D = \zeta`. A fixed loss is :math:`p_1 - p_2 = \Delta p\,\mathrm{sgn}(q)`, its sign smooth
near zero flow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.numerics.faces import Face
from linepack.physics.devices import LEAST_DENSITY, DeviceState

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas
    from linepack.physics.devices import Scales

Array = NDArray[np.float64]

DRAG: Final = "drag"
FIXED: Final = "pressure_drop"

TURN: Final = 1e-2
"""Flow below which a fixed loss gives way to its smooth sign; at and above it the loss is exact. [kg/s]"""


@dataclass(frozen=True)
class ResistorLaw:
    """All resistors of a network at once; each has either a drag or a fixed loss.

    Attributes
    ----------
    drag : (n,)
        Drag factor over twice the squared cross-section, ζ/(2 A²), NaN where the loss is fixed. [1/m4]
    pressure_drop : (n,)
        Fixed loss, NaN where drag decides. [Pa]
    """

    drag: Array
    pressure_drop: Array

    @classmethod
    def of(cls, drag_factor: Array, diameter: Array, pressure_drop: Array) -> ResistorLaw:
        """Return the law of drag factors, diameters [m] and fixed losses [Pa], each (n,)."""
        area = 0.25 * np.pi * diameter**2
        fixed = np.isfinite(pressure_drop)
        return cls(np.where(fixed, np.nan, drag_factor / (2.0 * area**2)), pressure_drop)

    def linearise(
        self, potential_in: Array, potential_out: Array, mass_flow: Array, *, gas: Gas, scales: Scales
    ) -> DeviceState:
        """Return the equation of all resistors, (n,)."""
        fixed = np.isfinite(self.pressure_drop)
        dragging = self._drag(potential_in, potential_out, mass_flow, scales)
        if not fixed.any():
            return DeviceState(dragging, np.full(len(mass_flow), DRAG))
        falling = self._fall(potential_in, potential_out, mass_flow, gas, scales)
        names = ("value", "d_in", "d_out", "d_flow")
        parts = (np.where(fixed, getattr(falling, name), getattr(dragging, name)) for name in names)
        return DeviceState(Face(*parts), np.where(fixed, FIXED, DRAG))

    def _drag(self, potential_in: Array, potential_out: Array, mass_flow: Array, scales: Scales) -> Face:
        unit, drag = 1.0 / scales.potential, np.nan_to_num(self.drag)
        residual = potential_in - potential_out - drag * mass_flow * np.abs(mass_flow)
        return Face.of(residual * unit, unit, -unit, -2.0 * drag * np.abs(mass_flow) * unit)

    def _fall(
        self, potential_in: Array, potential_out: Array, mass_flow: Array, gas: Gas, scales: Scales
    ) -> Face:
        """Both ends are brought to the pressure half way, so that turning the resistor changes nothing."""
        unit, half = 1.0 / scales.potential, 0.5 * np.nan_to_num(self.pressure_drop)
        share, slope = smooth_sign(mass_flow / TURN)
        pressure_in, pressure_out = gas.pressure(potential_in), gas.pressure(potential_out)
        before, behind = pressure_in - half * share, pressure_out + half * share
        near_in, near_out = gas.density(before), gas.density(behind)
        return Face.of(
            (gas.potential(before) - gas.potential(behind)) * unit,
            near_in / np.maximum(gas.density(pressure_in), LEAST_DENSITY) * unit,
            -near_out / np.maximum(gas.density(pressure_out), LEAST_DENSITY) * unit,
            -(near_in + near_out) * half * slope / TURN * unit,
        )


def smooth_sign(value: Array) -> tuple[Array, Array]:
    """Return the sign of a number, a cubic between −1 and 1, and its slope, each (n,)."""
    inside = np.clip(value, -1.0, 1.0)
    return inside * (1.5 - 0.5 * inside**2), 1.5 * (1.0 - inside**2)
