"""The network that a claim is held against: what can flow to its end on a day, with which projects."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from linepack.errors import InputError
from linepack.network.schema import kinds
from linepack.optimize.capacity import as_posed, capacity_from
from linepack.steady.solve import solve_steady
from linepack.studies.tables import limit_words
from linepack.studies.volumes import Volumes

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.optimize.capacity import Capacity
    from linepack.optimize.limits import Limit
    from linepack.studies.record_map import Delivery

CONSTRUCTION: Final = "construction"
OPERATING: Final = "operating"


@dataclass(frozen=True)
class Setting:
    """A network on a day: which rows count, which projects are taken as built, what is widened beyond them.

    Attributes
    ----------
    date
        ISO.
    status_filter, projects
        As for ``Network.at``.
    measures
        Further steps that nobody has announced, in their order.
    label
        For people.
    """

    date: str
    status_filter: str = OPERATING
    projects: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Measure:
    """A step beyond what is announced: ``line`` (a further line of a pipeline) or ``lift`` (a limit is gone).

    Attributes
    ----------
    what
        ``line`` or ``lift``.
    kind, element, column
        Where: for a line ``pipes``, the pipeline and ``parallel_lines``.
    """

    what: str
    kind: str
    element: str
    column: str

    @property
    def words(self) -> str:
        """The step for people."""
        if self.what == "line":
            return f"another line along {self.element}"
        limit = self.column.replace("_max", "").replace("_", " ")
        return f"more {limit} at {self.element}"

    def on(self, network: Network) -> Network:
        """Return the network with the step done."""
        if self.what == "lift":
            table = network.table(self.kind)
            table.loc[table.index == self.element, self.column] = float("nan")
            return network.with_table(self.kind, table)
        pipes = network.table("pipes")
        here = (pipes["pipeline"] == self.element) | (pipes.index == self.element)
        pipes.loc[here, "parallel_lines"] += 1
        return network.with_table("pipes", pipes)


@dataclass(frozen=True)
class Reach:
    """What can flow in a setting.

    Attributes
    ----------
    setting
        The setting.
    capacity
        The capacity; None where nothing connects the ends then.
    reason
        Why there is none.
    """

    setting: Setting
    capacity: Capacity | None
    reason: str = ""

    @property
    def deliverable(self) -> float:
        """Mass flow, 0 where nothing connects or the base load does not fit. [kg/s]"""
        value = self.capacity.deliverable if self.capacity is not None else 0.0
        return 0.0 if math.isnan(value) else value

    @property
    def binding(self) -> str:
        """What limits it, in words; empty where nothing does."""
        if self.capacity is None:
            return self.reason
        network = self.capacity.base.network
        return "; ".join(dict.fromkeys(_words(network, limit) for limit in self.capacity.binding[:3]))


def _words(network: Network, limit: Limit) -> str:
    """Return a limit for people: the name of the element, and which limit of it."""
    known = kinds()
    table = network.table(limit.kind) if limit.kind in known else None
    title = (
        "" if table is None or "name" not in table else str(table["name"].to_dict().get(limit.element, ""))
    )
    return f"{limit_words(limit.column)} of {title or limit.element or 'the network'}"


@dataclass
class Ground:
    """A bundled network and a delivery in it; answers are kept.

    Attributes
    ----------
    network
        With its rows of all dates.
    delivery
        The delivery that is claimed: its own contract rows are taken out, the claim stands for them.
    from_node
        Where its gas enters.
    """

    network: Network
    delivery: Delivery
    from_node: str
    known: dict[Setting, Reach] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = [row for row in self.delivery.demands if self.delivery.takes == "any"]
        demands = self.network.table("demands")
        here = [row for row in own if row in demands.index]
        if here:
            self.network = self.network.with_table("demands", demands.drop(index=here))
        self.volumes = Volumes(self.network)

    @property
    def density(self) -> float:
        """Density of the delivery's cubic metre. [kg/m3]"""
        return self.volumes.density_at_20 if self.delivery.reference == "20" else self.volumes.density

    def dated(self, setting: Setting) -> Network:
        """Return the network of a setting."""
        network = self.network.at(setting.date, setting.status_filter, setting.projects)
        for measure in setting.measures:
            network = measure.on(network)
        return network

    def reach(self, setting: Setting) -> Reach:
        """Return what can flow in a setting; asked again it is at hand."""
        key = replace(setting, label="")
        if key not in self.known:
            self.known[key] = self._reach(setting)
        return replace(self.known[key], setting=setting)

    def _reach(self, setting: Setting) -> Reach:
        base = solve_steady(as_posed(self.dated(setting)))
        try:
            return Reach(setting, capacity_from(base, self.from_node, self.delivery.node, simulate=False))
        except InputError as unconnected:
            return Reach(setting, None, " ".join(finding.finding for finding in unconnected.findings))
