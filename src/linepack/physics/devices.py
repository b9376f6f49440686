"""Controllable devices: one equation each, built from faces (docs/theory/steady.md, eq. 7 to 10).

Every face is scaled to the order of 1 and has the signs ∂F/∂Π_in ≥ 0, ∂F/∂Π_out ≤ 0, ∂F/∂q ≤ 0, so that
the device network has one solution and a mode switches by itself. "Room left" to a limit or set-point is a
slack; a compressor works until its first slack is used up, a regulator throttles until its first slack is
used up, and neither ever does the other's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.numerics.faces import ABSENT, Face, highest, lowest
from linepack.physics.compression import adiabatic_head

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

FLOW_WEIGHT: Final = 10.0
"""Weight of −q among a device's faces. Any positive weight has the same solutions; a large one makes the
iteration look for the pressures first and close a device only when its flow has turned."""

TRACE: Final = 1e-8
"""Weight of the room left in a closed device's equation. Without it the pressure of a part that only closed
devices border would be undetermined; with it, it is the limit of a vanishing flow. The price is a
reverse flow of up to a tenth of this share of the reference flow. The solver starts from larger ones."""

OPEN: Final = "open"
FULLY_OPEN: Final = "fully open"
BYPASS: Final = "bypass"
CLOSED: Final = "closed"


@dataclass(frozen=True)
class Scales:
    """Reference values that bring faces to the order of 1.

    Attributes
    ----------
    potential
        Reference potential. [Pa kg/m3]
    flow
        Reference mass flow. [kg/s]
    """

    potential: float
    flow: float


@dataclass(frozen=True)
class Easing:
    """How far the devices' equations are from the exact ones, on the way to a solution.

    Attributes
    ----------
    smoothing
        Width of the rounding of kinks; 0 is exact.
    trace
        Weight of the room left in a closed device's equation; :data:`TRACE` is exact.
    """

    smoothing: float = 0.0
    trace: float = TRACE


@dataclass(frozen=True)
class DeviceState:
    """A device equation at one state.

    Attributes
    ----------
    face
        Residual and derivatives, scaled, (n,).
    mode
        Names of the deciding faces, (n,).
    """

    face: Face
    mode: NDArray[np.str_]


@dataclass(frozen=True)
class Slacks:
    """Limits and set-points of devices as slacks; NaN where there is none.

    Attributes
    ----------
    outlet_pressure, inlet_pressure, flow, ratio, power, differential
        Name of the bound to its values, each (n,): Pa, Pa, kg/s, 1, W and Pa.
    """

    outlet_pressure: dict[str, Array]
    inlet_pressure: dict[str, Array]
    flow: dict[str, Array]
    ratio: dict[str, Array]
    power: dict[str, Array]
    differential: dict[str, Array]

    def names(self) -> list[str]:
        """Return the names in the order of :meth:`faces`."""
        groups = (self.outlet_pressure, self.inlet_pressure, self.flow, self.ratio, self.power)
        return [name for group in (*groups, self.differential) for name in group]

    def outward(self, faces: list[Face]) -> list[Face]:
        """Return those faces, in the order of the names, that the outlet's potential moves."""
        blind = {*self.inlet_pressure, *self.flow}
        return [face for name, face in zip(self.names(), faces, strict=True) if name not in blind]

    @cached_property
    def all_outward(self) -> bool:
        """Whether no device has a bound that its outlet's potential leaves as it is."""
        blind = (*self.inlet_pressure.values(), *self.flow.values())
        return not any(bool(np.isfinite(bound).any()) for bound in blind)


@dataclass(frozen=True)
class CheckValveLaw:
    """F = max(Π_in − Π_out, −q): passes forward, never back."""

    count: int

    def linearise(
        self, potential_in: Array, potential_out: Array, mass_flow: Array, *, scales: Scales, easing: Easing
    ) -> DeviceState:
        """Return the equation of all check valves, (n,)."""
        drop = _drop(potential_in, potential_out, scales)
        chosen = highest([drop, _closed(mass_flow, drop, scales, easing)], easing.smoothing)
        return DeviceState(chosen.face, np.array([OPEN, CLOSED])[chosen.index])


@dataclass(frozen=True)
class RegulatorLaw:
    """F = max(−q, min(Π_in − Π_out, slacks)): throttling, fully open or closed.

    Attributes
    ----------
    slacks
        Limits and set-points.
    unconditional
        Whether F is the slack of the set-point alone, (n,).
    """

    slacks: Slacks
    unconditional: Mask

    def linearise(
        self,
        potential_in: Array,
        potential_out: Array,
        mass_flow: Array,
        *,
        gas: Gas,
        scales: Scales,
        easing: Easing,
        anchor: Array | None = None,
    ) -> DeviceState:
        """Return the equation of all regulators, (n,); see :func:`_anchored` for the anchor."""
        drop = _drop(potential_in, potential_out, scales)
        room = _slack_faces(self.slacks, potential_in, potential_out, mass_flow, gas, scales, None)
        throttle = lowest([drop, *room], easing.smoothing)
        rest = throttle.face
        if not self.slacks.all_outward:
            rest = lowest([drop, *self.slacks.outward(room)], easing.smoothing).face
        rest = _anchored(rest, potential_in, anchor, scales)
        chosen = highest([throttle.face, _closed(mass_flow, rest, scales, easing)], easing.smoothing)
        names = np.array([FULLY_OPEN, *self.slacks.names()])
        mode = np.where(chosen.index == 1, CLOSED, names[throttle.index])
        return _held(DeviceState(chosen.face, mode), room, self.slacks, self.unconditional)


@dataclass(frozen=True)
class CompressorLaw:
    """F = max(Π_in − Π_out, −q, min(slacks)): compressing, bypass or closed.

    Attributes
    ----------
    slacks
        Limits and set-points.
    efficiency
        Adiabatic times mechanical, (n,).
    unconditional
        Whether F is the slack of the set-point alone, (n,).
    """

    slacks: Slacks
    efficiency: Array
    unconditional: Mask

    def linearise(
        self,
        potential_in: Array,
        potential_out: Array,
        mass_flow: Array,
        *,
        gas: Gas,
        scales: Scales,
        easing: Easing,
        anchor: Array | None = None,
    ) -> DeviceState:
        """Return the equation of all compressors, (n,); see :func:`_anchored` for the anchor."""
        left = _slack_faces(self.slacks, potential_in, potential_out, mass_flow, gas, scales, self.efficiency)
        room = lowest(left, easing.smoothing)
        rest = room.face
        drop = _drop(potential_in, potential_out, scales)
        if not self.slacks.all_outward:
            rest = lowest([drop, *self.slacks.outward(left)], easing.smoothing).face
        rest = _anchored(rest, potential_in, anchor, scales)
        faces = [drop, _closed(mass_flow, rest, scales, easing), room.face]
        chosen = highest(faces, easing.smoothing)
        limits = np.array(self.slacks.names())[room.index]
        mode = np.where(chosen.index == 0, BYPASS, np.where(chosen.index == 1, CLOSED, limits))
        return _held(DeviceState(chosen.face, mode), left, self.slacks, self.unconditional)

    def head(self, potential_in: Array, potential_out: Array, gas: Gas) -> Array:
        """Adiabatic head at a state, (n,), 0 where the outlet is not above the inlet. [J/kg]"""
        pressure_in, pressure_out = gas.pressure(potential_in), gas.pressure(potential_out)
        ratio = np.maximum(pressure_out / np.maximum(pressure_in, 1.0), 1.0)
        return adiabatic_head(
            ratio,
            compressibility=gas.compressibility(pressure_in),
            specific_gas_constant=gas.specific_gas_constant,
            temperature=gas.temperature,
            isentropic_exponent=gas.isentropic_exponent,
        )


def _drop(potential_in: Array, potential_out: Array, scales: Scales) -> Face:
    scale = 1.0 / scales.potential
    return Face.of((potential_in - potential_out) * scale, scale, -scale, 0.0)


def _anchored(room: Face, potential_in: Array, anchor: Array | None, scales: Scales) -> Face:
    """Add what the inlet's potential lies above its anchor to the room left, where there is an anchor.

    Behind a device that closes for the pressure at its outlet no potential before it changes the room left:
    gas locked in before it would have no level. An anchor gives it one.
    """
    if anchor is None:
        return room
    there, unit = np.isfinite(anchor), 1.0 / scales.potential
    above = np.where(there, potential_in - np.nan_to_num(anchor), 0.0) * unit
    return Face(room.value + above, room.d_in + np.where(there, unit, 0.0), room.d_out, room.d_flow)


def _closed(mass_flow: Array, room: Face, scales: Scales, easing: Easing) -> Face:
    """−q, with a trace of the room left: gas locked in by closed devices rests at their set-point.

    The room must fall with the outlet's potential without end, lest gas locked in behind a device that closes
    for its inlet or its flow have no level.
    """
    trace = easing.trace
    return Face(
        trace * room.value - FLOW_WEIGHT * mass_flow / scales.flow,
        trace * room.d_in,
        trace * room.d_out,
        trace * room.d_flow - FLOW_WEIGHT / scales.flow,
    )


def _held(state: DeviceState, rooms: list[Face], slacks: Slacks, unconditional: Mask) -> DeviceState:
    """Put the room of the set-point in place of the equation of unconditional devices."""
    if not unconditional.any():
        return state
    room = lowest(rooms)
    parts = (
        np.where(unconditional, getattr(room.face, name), getattr(state.face, name))
        for name in ("value", "d_in", "d_out", "d_flow")
    )
    mode = np.where(unconditional, np.array(slacks.names())[room.index], state.mode)
    return DeviceState(Face(*parts), mode)


def _slack_faces(
    slacks: Slacks,
    potential_in: Array,
    potential_out: Array,
    mass_flow: Array,
    gas: Gas,
    scales: Scales,
    efficiency: Array | None,
) -> list[Face]:
    """Return the rooms left, in the order of the names; those that no device has are not computed."""
    unit = 1.0 / scales.potential

    def outlet(pressure: Array) -> Face:
        room = (gas.potential(_or_one(pressure)) - potential_out) * unit
        return Face.of(room, 0.0, -unit, 0.0).where(np.isfinite(pressure))

    def inlet(pressure: Array) -> Face:
        room = (potential_in - gas.potential(_or_one(pressure))) * unit
        return Face.of(room, unit, 0.0, 0.0).where(np.isfinite(pressure))

    def flow(bound: Array) -> Face:
        room = (_or_one(bound) - mass_flow) / scales.flow
        return Face.of(room, 0.0, 0.0, -1.0 / scales.flow).where(np.isfinite(bound))

    def ratio(bound: Array) -> Face:
        return _ratio_room(bound, potential_in, potential_out, gas, scales)

    def power(bound: Array) -> Face:
        assert efficiency is not None  # noqa: S101 - only compressors carry power slacks
        return _power_room(bound, potential_in, potential_out, mass_flow, gas, scales, efficiency)

    def differential(bound: Array) -> Face:
        return _differential_room(bound, potential_in, potential_out, gas, scales)

    groups = (
        (outlet, slacks.outlet_pressure),
        (inlet, slacks.inlet_pressure),
        (flow, slacks.flow),
        (ratio, slacks.ratio),
        (power, slacks.power),
        (differential, slacks.differential),
    )
    nothing = Face.of(np.full(len(mass_flow), ABSENT), 0.0, 0.0, 0.0)
    return [
        room(bound) if np.isfinite(bound).any() else nothing
        for room, bounds in groups
        for bound in bounds.values()
    ]


def _ratio_room(ratio: Array, potential_in: Array, potential_out: Array, gas: Gas, scales: Scales) -> Face:
    present = np.isfinite(ratio)
    factor, unit = _or_one(ratio), 1.0 / scales.potential
    pressure_in = gas.pressure(potential_in)
    reach = factor * pressure_in
    slope = factor * gas.density(reach) / np.maximum(gas.density(pressure_in), LEAST_DENSITY)
    return Face.of((gas.potential(reach) - potential_out) * unit, slope * unit, -unit, 0.0).where(present)


def _differential_room(
    fall: Array, potential_in: Array, potential_out: Array, gas: Gas, scales: Scales
) -> Face:
    """Potential that a fall of the pressure leaves of the inlet's, less the outlet's, as a face."""
    unit, pressure_in = 1.0 / scales.potential, gas.pressure(potential_in)
    rest = pressure_in - np.nan_to_num(fall)
    slope = gas.density(rest) / np.maximum(gas.density(pressure_in), LEAST_DENSITY)
    room = (gas.potential(rest) - potential_out) * unit
    return Face.of(room, slope * unit, -unit, 0.0).where(np.isfinite(fall))


def _power_room(
    power: Array,
    potential_in: Array,
    potential_out: Array,
    mass_flow: Array,
    gas: Gas,
    scales: Scales,
    efficiency: Array,
) -> Face:
    """Potential that the power can reach at this flow, less the outlet's, as a face.

    Zero where P = P_max, like 1 − P/P_max, but with a slope in the outlet's potential everywhere, also at
    zero flow, where any power reaches :data:`HIGHEST_RATIO`. The inlet's compressibility is held in the
    derivative.
    """
    limit, unit = _or_one(power), 1.0 / scales.potential
    pressure_in = gas.pressure(potential_in)
    thermal = gas.compressibility(pressure_in) * gas.specific_gas_constant * gas.temperature
    share = (gas.isentropic_exponent - 1.0) / gas.isentropic_exponent
    least = efficiency * limit * share / (thermal * (HIGHEST_RATIO**share - 1.0))
    flow = np.maximum(mass_flow, least)
    growth = 1.0 + share * efficiency * limit / (thermal * flow)
    ratio = growth ** (1.0 / share)
    reach = ratio * pressure_in
    per_ratio = gas.density(reach) * np.abs(pressure_in)
    d_ratio = np.where(mass_flow > least, -ratio / share * (growth - 1.0) / (growth * flow), 0.0)
    d_in = ratio * gas.density(reach) / np.maximum(gas.density(pressure_in), LEAST_DENSITY)
    room = (gas.potential(reach) - potential_out) * unit
    return Face.of(room, d_in * unit, -unit, per_ratio * d_ratio * unit).where(np.isfinite(power))


HIGHEST_RATIO: Final = 10.0
"""Ratio beyond which no power is asked to reach: far above any machine; it keeps the face finite where the
flow vanishes. A set-point that is not met for it is refused by name
(``linepack.steady.setpoints``)."""

LEAST_DENSITY: Final = 1e-9
"""Keeps a slope finite where the inlet's pressure vanishes. [kg/m3]"""


def _or_one(values: Array) -> Array:
    return np.where(np.isfinite(values), values, 1.0)
