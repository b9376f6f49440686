"""The compiled network: index arrays, laws and boundary values, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.system.structure import Structure

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas
    from linepack.physics.devices import CheckValveLaw, CompressorLaw, RegulatorLaw
    from linepack.physics.pipe import PipeLaw
    from linepack.physics.resistor import ResistorLaw
    from linepack.system.edges import Edges

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]

EDGE_KINDS: Final = ("pipes", "regulators", "compressors", "check_valves", "resistors", "short_pipes")
"""Element kinds with an equation of their own, in the order of the flow vector."""

LOSSLESS_KINDS: Final = ("valves", "short_pipes", "heaters", "regulators", "compressors", "resistors")
"""Element kinds that may join their ends without loss."""


@dataclass(frozen=True)
class FuelUse:
    """How the compressors burn gas.

    Attributes
    ----------
    per_power
        Gas burnt per shaft power, (n_compressors,), 0 for electric drives. [kg/J]
    """

    per_power: Array


@dataclass(frozen=True)
class System:
    """Arrays and laws of one network at one date.

    Attributes
    ----------
    gas
        The gas at the network's temperature.
    hydraulic_node
        Table node to hydraulic node, (n_table_nodes,): nodes joined by open valves share one; −1 where
        the node is left out because nothing references its pressure and nothing loads it.
    elevation
        Of hydraulic nodes, (n_nodes,). [m]
    load
        Net withdrawal at hydraulic nodes without fuel, (n_nodes,). [kg/s]
    fixed
        Whether a pressure supply fixes the node, (n_nodes,).
    fixed_potential
        Its potential, 0 elsewhere, (n_nodes,). [Pa kg/m3]
    pipe_edges, regulator_edges, compressor_edges, check_valve_edges, resistor_edges, short_pipe_edges
        Edges by kind; the order of kinds is the order of the flow vector.
    pipes, regulators, compressors, check_valves, resistors, short_pipes
        Their laws.
    fuel
        Fuel use of the compressors.
    """

    gas: Gas
    hydraulic_node: Index
    elevation: Array
    load: Array
    fixed: Mask
    fixed_potential: Array
    pipe_edges: Edges
    regulator_edges: Edges
    compressor_edges: Edges
    check_valve_edges: Edges
    resistor_edges: Edges
    short_pipe_edges: Edges
    pipes: PipeLaw
    regulators: RegulatorLaw
    compressors: CompressorLaw
    check_valves: CheckValveLaw
    resistors: ResistorLaw
    short_pipes: ResistorLaw
    fuel: FuelUse
    _structures: list[Structure] = field(default_factory=list, repr=False, compare=False)

    @property
    def n_nodes(self) -> int:
        """Number of hydraulic nodes."""
        return len(self.load)

    @property
    def n_edges(self) -> int:
        """Number of edges, pipe pieces first."""
        return len(self.tail)

    @property
    def edges(self) -> tuple[Edges, Edges, Edges, Edges, Edges, Edges]:
        """Edges by kind in the order of the flow vector, :data:`EDGE_KINDS`."""
        return (
            self.pipe_edges,
            self.regulator_edges,
            self.compressor_edges,
            self.check_valve_edges,
            self.resistor_edges,
            self.short_pipe_edges,
        )

    @property
    def structure(self) -> Structure:
        """What follows from edges and fixed nodes alone; copies with other values share it."""
        kept = self._structures
        if not (kept and kept[0].fits(self.fixed, self.edges)):
            made = Structure(self.fixed, self.edges)
            if kept:
                return made
            kept.append(made)
        return kept[0]

    @property
    def tail(self) -> Index:
        """Hydraulic node at the from end of every edge, (n_edges,)."""
        return self.structure.tail

    @property
    def head(self) -> Index:
        """Hydraulic node at the to end of every edge, (n_edges,)."""
        return self.structure.head

    def with_load(self, load: Array) -> System:
        """Return the system with another load, (n_nodes,)."""
        return replace(self, load=load)
