"""One system many times over, side by side: copy c of node, edge or row r is r n + c."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from linepack.system.compile import with_boundary, with_setpoints
from linepack.system.edges import Edges
from linepack.system.structure import Structure
from linepack.system.system import FuelUse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linepack.network.tile import Tile
    from linepack.system.system import System

    Array = NDArray[np.float64]
    Index = NDArray[np.intp]

Law = TypeVar("Law")


@dataclass(frozen=True)
class _TiledStructure(Structure):
    """The structure of all copies, which sums flows by the matrix of one."""

    one: Structure
    count: int

    def arriving(self, flow: Array) -> Array:
        return np.asarray(self.one.arrival @ flow.reshape(-1, self.count)).ravel()


def tiled(system: System, network: Tile) -> System:
    """Return the systems of all copies of a network as one, with the loads and set-points of each copy.

    Parameters
    ----------
    system
        The system of one.
    network
        The copies.
    """
    count = network.count
    one = replace(
        system,
        hydraulic_node=_numbers(system.hydraulic_node, count),
        fixed_potential=np.repeat(system.fixed_potential, count),
        pipe_edges=_edges(system.pipe_edges, count),
        regulator_edges=_edges(system.regulator_edges, count),
        compressor_edges=_edges(system.compressor_edges, count),
        check_valve_edges=_edges(system.check_valve_edges, count),
        resistor_edges=_edges(system.resistor_edges, count),
        short_pipe_edges=_edges(system.short_pipe_edges, count),
        pipes=_repeated(system.pipes, count),
        regulators=_repeated(system.regulators, count),
        compressors=_repeated(system.compressors, count),
        check_valves=replace(system.check_valves, count=system.check_valves.count * count),
        resistors=_repeated(system.resistors, count),
        short_pipes=_repeated(system.short_pipes, count),
        fuel=FuelUse(np.repeat(system.fuel.per_power, count)),
        elevation=np.repeat(system.elevation, count),
        load=np.repeat(system.load, count),
        fixed=np.repeat(system.fixed, count),
        _structures=[],
    )
    one._structures.append(_TiledStructure(one.fixed, one.edges, system.structure, count))
    return retiled(one, network)


def retiled(system: System, network: Tile) -> System:
    """Return tiled systems with the loads and set-points of other copies."""
    return with_setpoints(with_boundary(system, network), network)


def _edges(edges: Edges, count: int) -> Edges:
    return Edges(*(_numbers(part, count) for part in (edges.tail, edges.head, edges.row)))


def _numbers(positions: Index, count: int) -> Index:
    """Return the positions of all copies; what is left out (−1) stays so."""
    many = np.repeat(positions, count)
    copy = np.tile(np.arange(count), len(positions))
    return np.where(many < 0, many, many * count + copy)


def _repeated(law: Law, count: int) -> Law:
    """Return a law with each of its arrays repeated."""
    arrays: dict[str, Any] = {  # arrays alone, under the names of their fields
        one.name: np.repeat(value, count)
        for one in fields(law)  # type: ignore[arg-type]  # every law is a dataclass
        if isinstance(value := getattr(law, one.name), np.ndarray)
    }
    return replace(law, **arrays)  # type: ignore[type-var]
