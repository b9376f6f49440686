"""What the options of a command change on a network before it is solved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from linepack.cli.face import Face
from linepack.errors import Finding, InputError
from linepack.units import UNITS, VOLUME_FLOW_UNITS, mass_flow_from_volume, to_si

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linepack.network import Network

DEMAND: Final = re.compile(
    r"(?P<node>[^=]+)=(?P<value>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)[ _]?(?P<unit>\S+)"
)
MASS_FLOW_UNITS: Final = [name for name, unit in UNITS.items() if unit.dimension == "mass flow"]
NOTE: Final = "asked for on the command line"


@dataclass(frozen=True)
class Selection:
    """Which elements take part: those of a day, of a status, and of named projects."""

    on: date | None
    status_filter: str
    projects: Sequence[str] | None

    def of(self, network: Network) -> Network:
        """Return the network as selected: without a day, as it is today, or as it was resolved before."""
        day = self.on or network.header.date or date.today()
        return network.at(day, str(self.status_filter), with_projects=tuple(self.projects or ()))


@dataclass(frozen=True)
class Laws:
    """Another equation of state or friction law than the network's own; nothing where it stays."""

    eos: str | None
    friction: str | None

    def of(self, network: Network) -> Network:
        """Return the network with these laws."""
        gas = network.header.gas if self.eos is None else replace(network.header.gas, eos=self.eos)
        friction = self.friction or network.header.friction
        return network.replace(header=replace(network.header, gas=gas, friction=friction))


@dataclass(frozen=True)
class Demand:
    """So much is to be drawn at a node.

    Attributes
    ----------
    node
        Id of the node.
    value, unit
        The amount as it was written.
    """

    node: str
    value: float
    unit: str

    @classmethod
    def parse(cls, text: str) -> Demand | Finding:
        """Return what ``NODE=VALUE_UNIT`` says, or what is wrong with it.

        Examples
        --------
        >>> Demand.parse("N5=1.2bcm/y")
        Demand(node='N5', value=1.2, unit='bcm/y')
        """
        match = DEMAND.fullmatch(text.strip())
        if match is None:
            return _refusal(text, "this is not NODE=VALUE_UNIT.", "Write it like N5=12kg/s.")
        if match["unit"] not in (*MASS_FLOW_UNITS, *VOLUME_FLOW_UNITS):
            known = ", ".join((*MASS_FLOW_UNITS, *VOLUME_FLOW_UNITS))
            return _refusal(text, f"{match['unit']} is not a unit of flow.", f"Use one of: {known}.")
        return cls(match["node"].strip(), float(match["value"]), match["unit"])

    def mass_flow(self, density: float) -> float:
        """Return the mass flow, given the density at the network's reference conditions. [kg/s]"""
        if self.unit in VOLUME_FLOW_UNITS:
            return mass_flow_from_volume(self.value, self.unit, density)
        return to_si(self.value, self.unit)


def with_demands(network: Network, texts: Sequence[str]) -> Network:
    """Return the network with these demands in place of those at the same nodes.

    Raises
    ------
    InputError
        Lists every text that cannot be read, and every node that is not there or has several demands.
    """
    if not texts:
        return network
    read = [Demand.parse(text) for text in texts]
    demands = [demand for demand in read if isinstance(demand, Demand)]
    findings = [finding for finding in read if isinstance(finding, Finding)]
    findings += _misplaced(network, demands)
    if findings:
        raise InputError(findings, "--demand")
    density = Face.of(network).density
    for demand in demands:
        network = _drawn(network, demand.node, demand.mass_flow(density))
    return network


def _misplaced(network: Network, demands: Iterable[Demand]) -> list[Finding]:
    nodes, taken = set(network.nodes.index), network.demands["node"].value_counts()
    findings = []
    for node in (demand.node for demand in demands):
        if node not in nodes:
            findings.append(_refusal(node, "there is no such node.", "Use an id of the table nodes."))
        elif taken.get(node, 0) > 1:
            remedy = "Change them in the network's table demands."
            findings.append(_refusal(node, f"{taken[node]} demands are attached here.", remedy))
    return findings


def _drawn(network: Network, node: str, mass_flow: float) -> Network:
    from linepack.network import Provenance, add, change

    there = network.demands.index[network.demands["node"] == node]
    if there.empty:
        row = {"id": f"demand at {node}", "node": node, "mass_flow": mass_flow}
        return add(network, "demands", row)
    return change(network, "demands", list(there), Provenance(note=NOTE), mass_flow=mass_flow)


def _refusal(place: str, finding: str, remedy: str) -> Finding:
    return Finding(f"--demand {place}", finding, remedy)
