"""What would make infeasible loads servable: one demand to cut, by how much, and where the pressure goes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from linepack.steady.share import Judgement, Search, judge
from linepack.steady.state import Guess, State, find_state
from linepack.system.system import EDGE_KINDS

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.steady.share import Deliverable

Array = NDArray[np.float64]

MOST_DEMANDS: Final = 8
"""Demands that are tried, the largest first: each takes about ten states."""


@dataclass(frozen=True)
class Cut:
    """A demand that, cut alone, makes the rest servable.

    Attributes
    ----------
    demand
        Its id.
    asked
        What it asks for. [kg/s]
    servable
        The most that it can have while all others have theirs. [kg/s]
    """

    demand: str
    asked: float
    servable: float

    @property
    def by(self) -> float:
        """What it must do without. [kg/s]"""
        return self.asked - self.servable


@dataclass(frozen=True)
class Step:
    """An element on the way from a source to where the pressure gives out.

    Attributes
    ----------
    kind, element
        Element kind and id.
    pressure_in, pressure_out
        Where gas enters and leaves it. [Pa]
    """

    kind: str
    element: str
    pressure_in: float
    pressure_out: float

    @property
    def loss(self) -> float:
        """Pressure that it takes, below 0 where it adds. [Pa]"""
        return self.pressure_in - self.pressure_out


@dataclass(frozen=True)
class Repair:
    """What would make infeasible loads servable.

    Attributes
    ----------
    cuts
        Demands that would do if cut alone, the smallest cut first; empty where no single one of those tried
        would do.
    path
        The way of the gas to the pressure that gives out first, at the largest deliverable share of all
        loads; empty where there is none.
    """

    cuts: tuple[Cut, ...]
    path: tuple[Step, ...]

    def to_dict(self) -> dict[str, list[dict[str, Any]]]:
        """Return both as records, with what each cut takes away and what each step loses; SI."""
        return {
            "cuts": [asdict(cut) | {"by": cut.by} for cut in self.cuts],
            "path": [asdict(step) | {"loss": step.loss} for step in self.path],
        }


@dataclass
class OneDemand(Search):
    """A search for the largest share of one node's load, the others as they are.

    Attributes
    ----------
    part
        The load that shrinks, (n_nodes,). [kg/s]
    """

    part: Array = field(default_factory=lambda: np.zeros(0))

    def load(self, share: float) -> Array:
        """Return the loads at a share of the part."""
        return np.asarray(self.system.load - self.part * (1.0 - share))

    def guess(self, square: float) -> Guess | None:
        """Return the nearest physical state as it is."""
        if not self.known:
            return None
        _, near = min(self.known, key=lambda pair: abs(pair[0] - square))
        return Guess(near.potential, near.flow)


def repair(network: Network, state: State, best: Deliverable | None) -> Repair:
    """Return what would make the loads of a state servable that no physical state carries.

    Parameters
    ----------
    network
        The network.
    state
        Its state at the loads that cannot be served.
    best
        The largest deliverable share of all loads.
    """
    flow = network.column("demands", "mass_flow")
    rows = sorted(np.flatnonzero(flow > 0.0).tolist(), key=lambda row: -flow[row])[:MOST_DEMANDS]
    cuts = [cut for row in rows if (cut := _cut(network, state, row)) is not None]
    path = path_to(network, best.state, _where(network, state, best)) if best and best.state else ()
    return Repair(tuple(sorted(cuts, key=lambda cut: cut.by)), path)


def _cut(network: Network, state: State, row: int) -> Cut | None:
    """Return the cut of one demand, None where it would not do."""
    system, asked = state.system, float(network.column("demands", "mass_flow")[row])
    at = system.hydraulic_node[network.node_rows("demands", "node")[row]]
    if at < 0:
        return None
    part = np.zeros(system.n_nodes)
    part[at] = asked
    without = find_state(system.with_load(system.load - part), patient=False)
    found = judge(network, without)
    if not found.room >= 0.0:
        return None
    search = OneDemand(
        lambda trial: judge(network, trial), system, Judgement(np.nan), high=1.0, high_room=-1.0, part=part
    )
    search.low_room, search.best, search.known = found.room, without, [(0.0, without)]
    share = search.run().share
    return Cut(str(network.words("demands")[row]), asked, asked * share)


def _where(network: Network, state: State, best: Deliverable) -> int:
    """Return the hydraulic node whose pressure ends the loads: of a limit that binds, else the lowest one."""
    at = state.system.hydraulic_node
    for item in best.binding:
        if item.limit == "pressure_min":
            row = int(np.flatnonzero(network.words(item.kind) == item.element)[0])
            node = row if item.kind == "nodes" else int(network.node_rows("demands", "node")[row])
            return int(at[node])
    return int(np.argmin(state.potential))


def path_to(network: Network, state: State, node: int) -> tuple[Step, ...]:
    """Return the way of the gas to a hydraulic node, from a held pressure on."""
    system, flow = state.system, state.flow
    begin, end = (
        np.where(flow >= 0.0, system.tail, system.head),
        np.where(flow >= 0.0, system.head, system.tail),
    )
    pressure, edges, seen = system.gas.pressure(state.potential), [], set()
    while not system.fixed[node] and node not in seen:
        seen.add(node)
        into = np.flatnonzero(end == node)
        if not into.size or not np.abs(flow[into]).max() > 0.0:
            break
        edge = int(into[np.argmax(np.abs(flow[into]))])
        edges.append(edge)
        node = int(begin[edge])
    steps: list[Step] = []
    for edge in reversed(edges):
        kind, name = _element(network, state, edge)
        first = pressure[begin[edge]]
        if steps and (steps[-1].kind, steps[-1].element) == (kind, name):  # pieces of one pipe
            first = steps.pop().pressure_in
        steps.append(Step(kind, name, float(first), float(pressure[end[edge]])))
    return tuple(steps)


def _element(network: Network, state: State, edge: int) -> tuple[str, str]:
    for kind, edges in zip(EDGE_KINDS, state.system.edges, strict=True):
        if edge < len(edges):
            return kind, str(network.words(kind)[edges.row[edge]])
        edge -= len(edges)
    raise IndexError(edge)
