"""The pipe law from result tables: the differential equation of docs/theory/steady.md (2) along each pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from robustness.friction import drag

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from linepack.network import Network
    from robustness.fluid import Fluid

    Array = NDArray[np.float64]

G = 9.80665
PIECE = 500.0  # m of height with one viscosity
SWEEPS = 5  # that settle it
STEPS = 12  # of fourth order along a piece
LEAST = 1.0  # Pa kg/m3
SLOPING, STEEP = 1e-6, 5e-5  # shares of the pressure by which the solver's law for sloping pieces is off:
MUCH = 0.3  # the second where friction takes more than this share of the potential


@dataclass(frozen=True)
class Pipes:
    """Pipes as arrays, each (n,)."""

    length: Array
    diameter: Array
    roughness: Array
    factor: Array
    efficiency: Array
    lines: Array
    rise: Array
    law: str

    @classmethod
    def of(cls, network: Network, height: dict[str, float]) -> Pipes:
        """Return all pipes of a network; ``height`` is where each node stands."""
        table = network.table("pipes")
        rise = [height[b] - height[a] for a, b in zip(table["from_node"], table["to_node"], strict=True)]
        names = ("length", "diameter", "roughness", "friction_factor", "efficiency", "parallel_lines")
        columns = (table[name].to_numpy(dtype=float) for name in names)
        return cls(*columns, np.array(rise, dtype=float), network.header.friction)

    def friction(self, flow: Array, viscosity: Array) -> Array:
        """Fall of the potential by friction, per metre, (n,)."""
        area, one = np.pi * self.diameter**2 / 4.0, flow / self.lines
        reynolds = np.abs(one) * self.diameter / (area * viscosity)
        rough = np.nan_to_num(self.roughness / self.diameter)
        law = drag(self.law, reynolds, rough) * area * viscosity / self.diameter
        weight = np.where(np.isfinite(self.factor), self.factor * np.abs(one), law)
        return weight * one / (2.0 * self.diameter * area**2 * self.efficiency**2)

    def part(self, chosen: Array) -> Pipes:
        """Return some of the pipes."""
        names = ("length", "diameter", "roughness", "factor", "efficiency", "lines", "rise")
        return Pipes(*(getattr(self, name)[chosen] for name in names), self.law)


def end_potential(pipes: Pipes, start: Array, flow: Array, fluid: Fluid) -> Array:
    """Return the potential at the far end of every pipe from that at its start and its flow, (n,)."""
    pieces = np.maximum(np.ceil(np.abs(pipes.rise) / PIECE), 1.0)
    found = start.copy()
    for piece in range(int(pieces.max(initial=0.0))):
        now = np.flatnonzero(pieces > piece)
        some = pipes.part(now)
        found[now] = _piece(some, found[now], flow[now], fluid, some.length / pieces[now])
    return found


def _piece(pipes: Pipes, start: Array, flow: Array, fluid: Fluid, length: Array) -> Array:
    """Integrate dΠ/dx = −friction − g ρ² dz/dx; the viscosity belongs to the mean potential of the ends."""
    end, pull = start, G * pipes.rise / pipes.length

    def fall(potential: Array) -> Array:
        here = np.sign(potential) * fluid.density(fluid.pressure(np.abs(potential))) ** 2
        return -lost - pull * here

    for _ in range(SWEEPS):
        size = np.maximum(0.5 * (np.abs(start) + np.abs(end)), LEAST)
        lost = pipes.friction(flow, fluid.viscosity(fluid.density(fluid.pressure(size))))
        end, h = start, length / STEPS
        for _ in range(STEPS):
            first = fall(end)
            second = fall(end + 0.5 * h * first)
            third = fall(end + 0.5 * h * second)
            end = end + h / 6.0 * (first + 2.0 * second + 2.0 * third + fall(end + h * third))
    return end


def misses(network: Network, table: pd.DataFrame, height: dict[str, float], fluid: Fluid) -> Array:
    """Return by how much each pipe misses its law beyond what that of a slope may, (n,). [Pa]

    It counts as a pressure at the higher end.
    """
    pipes = Pipes.of(network, height)
    first, last = (table[f"pressure_{end}"].to_numpy(dtype=float) for end in ("from", "to"))
    flow = table["mass_flow"].to_numpy(dtype=float)
    known = np.flatnonzero(np.isfinite(first) & np.isfinite(last))
    missed, some = np.zeros(len(table)), pipes.part(known)
    begin, there = fluid.potential(first[known]), fluid.potential(last[known])
    end, top = end_potential(some, begin, flow[known], fluid), np.maximum(first, last)[known]
    lost = 1.0 - np.minimum(begin, there) / np.maximum(begin, there)
    slack = np.where(some.rise == 0.0, 0.0, np.where(lost < MUCH, SLOPING, STEEP)) * top
    missed[known] = np.maximum(np.abs(end - there) / fluid.density(top) - slack, 0.0)
    return missed
