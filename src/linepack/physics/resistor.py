r"""Resistors: a loss by drag or a fixed one, one equation each (docs/theory/steady.md, eq. 10a and 10b).

By drag the pressure falls by :math:`\zeta \rho v|v|/2` at the local density; times the density and integrated
over the fall this is :math:`\Pi_1 - \Pi_2 = \zeta q|q|/(2 A^2)`, the law of a pipe with
:math:`\lambda L/D = \zeta`. A fixed loss is the middle one of the three faces
:math:`p_1 - p_2 - \Delta p`, :math:`p_1 - p_2 + \Delta p` and :math:`q_0 (p_1 - p_2)/\Delta p - q`:
forward, back and at rest, where it fades below the flow :math:`q_0`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.numerics.faces import Face, highest, lowest
from linepack.physics.devices import FLOW_WEIGHT, LEAST_DENSITY, DeviceState

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas
    from linepack.physics.devices import Easing, Scales

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

DRAG: Final = "drag"
FIXED: Final = "pressure_drop"

AT_REST: Final = "at rest"

TURN: Final = 1e-2
"""Flow below which a fixed loss fades in proportion to the flow; at and above it the loss is exact. [kg/s]"""


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
        self,
        potential_in: Array,
        potential_out: Array,
        mass_flow: Array,
        *,
        gas: Gas,
        scales: Scales,
        easing: Easing,
    ) -> DeviceState:
        """Return the equation of all resistors, (n,)."""
        fixed = np.isfinite(self.pressure_drop)
        dragging = self._drag(potential_in, potential_out, mass_flow, scales)
        if not fixed.any():
            return DeviceState(dragging, np.full(len(mass_flow), DRAG))
        falling, rests = self._fall(potential_in, potential_out, mass_flow, gas, scales, easing)
        names = ("value", "d_in", "d_out", "d_flow")
        parts = (np.where(fixed, getattr(falling, name), getattr(dragging, name)) for name in names)
        return DeviceState(Face(*parts), np.where(fixed, np.where(rests, AT_REST, FIXED), DRAG))

    def _drag(self, potential_in: Array, potential_out: Array, mass_flow: Array, scales: Scales) -> Face:
        unit, drag = 1.0 / scales.potential, np.nan_to_num(self.drag)
        residual = potential_in - potential_out - drag * mass_flow * np.abs(mass_flow)
        return Face.of(residual * unit, unit, -unit, -2.0 * drag * np.abs(mass_flow) * unit)

    def _fall(
        self,
        potential_in: Array,
        potential_out: Array,
        mass_flow: Array,
        gas: Gas,
        scales: Scales,
        easing: Easing,
    ) -> tuple[Face, Mask]:
        """Return the middle one of three faces, and where it is that of rest, each (n,)."""
        ends = (potential_in, gas.pressure(potential_in)), (potential_out, gas.pressure(potential_out))
        half = 0.5 * np.nan_to_num(self.pressure_drop, nan=1.0)
        forward, back = (self._lost(*ends, lost, gas, scales) for lost in (half, -half))
        turn = max(TURN, easing.trace * scales.flow)
        rest = _rest(forward, back, mass_flow, turn=turn, scales=scales)
        upper = lowest([back, rest], easing.smoothing)
        chosen = highest([forward, upper.face], easing.smoothing)
        return chosen.face, (chosen.index == 1) & (upper.index == 1)

    def _lost(
        self,
        inlet: tuple[Array, Array],
        outlet: tuple[Array, Array],
        half: Array,
        gas: Gas,
        scales: Scales,
    ) -> Face:
        """Both ends are brought to the pressure half way, so that turning the resistor changes nothing."""
        unit, (pressure_in, pressure_out) = 1.0 / scales.potential, (inlet[1], outlet[1])
        before, behind = pressure_in - half, pressure_out + half
        return Face.of(
            (gas.potential(before) - gas.potential(behind)) * unit,
            gas.density(before) / np.maximum(gas.density(pressure_in), LEAST_DENSITY) * unit,
            -gas.density(behind) / np.maximum(gas.density(pressure_out), LEAST_DENSITY) * unit,
            0.0,
        )


def _rest(forward: Face, back: Face, mass_flow: Array, *, turn: float, scales: Scales) -> Face:
    """Return the face in which the loss is proportional to the flow: a full one at the flow ``turn``."""
    low, high = np.minimum(forward.value, 0.0), np.maximum(back.value, 0.0)
    width = np.maximum(high - low, np.finfo(np.float64).tiny)
    weight = FLOW_WEIGHT / scales.flow
    scale = 2.0 * weight * turn / width**2
    above, below = np.where(forward.value < 0.0, high, 0.0), np.where(back.value > 0.0, -low, 0.0)
    return Face.of(
        weight * (turn * (high + low) / width - mass_flow),
        scale * (above * forward.d_in + below * back.d_in),
        scale * (above * forward.d_out + below * back.d_out),
        -weight,
    )
