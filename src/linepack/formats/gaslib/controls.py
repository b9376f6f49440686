"""What files of GasLib leave open: states of valves and stations, and a pressure reference, each by a rule.

The rules are written out in docs/reference/gaslib.md; every value that one of them sets carries its name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from linepack.formats.gaslib.kinds import COMPRESSOR_STATION, CONNECTIONS, CONTROL_VALVE, SOURCE, VALVE
from linepack.formats.gaslib.scenario import LEAST_FLOW
from linepack.formats.gaslib.zones import Groups, Link, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from linepack.formats.gaslib.decisions import Group
    from linepack.formats.gaslib.net import Item, NetFile, Row

RULES: Final = {
    "valve": "rule G1: a valve is open",
    "decision": "rule G2: the first combined decision that cuts the fewest nominated nodes off",
    "reference": "rule G3: the entry of the largest nominated flow in a part holds the level of its zone",
    "outlet": "rule G4: a station that feeds a zone holds its outlet at the level of that zone",
    "inlet": "rule G5: a station that drains a zone holds its inlet at the level of that zone",
    "around": "rule G6: a station that pipes lead around is passed by, or takes its least difference",
    "spare": "rule G7: a station between zones that others join already is closed",
    "against": "rule G8: a station whose flow can only run against it is passed by",
}
"""What is said about a value that no file states."""

FALLBACK_LEVEL: Final = 50e5
"""Level of a zone where no node has an upper limit. [Pa]"""

MARGIN: Final = 2e5
"""What the level of a zone stays below the top of its window: about what pipes lose inside a zone. [Pa]"""

SHARE: Final = 0.5
"""The same for a narrow window, as a share of its width. [-]"""

STATIONS: Final = (CONTROL_VALVE, COMPRESSOR_STATION)


@dataclass
class Controls:
    """Sets what the files leave open, and remembers by which rule.

    Attributes
    ----------
    net
        The network; the rows of its connections are completed in place.
    nodes
        Rows of the nodes by id, with the limits of the scenario.
    flows
        Nominated withdrawal of each node, entries negative. [kg/s]
    said
        Rule by table, row and column.
    reference
        Pressure held at an entry, by node. [Pa]
    """

    net: NetFile
    nodes: Mapping[str, Row]
    flows: Mapping[str, float]
    said: dict[tuple[str, str, str], str] = field(default_factory=dict)
    reference: dict[str, float] = field(default_factory=dict)

    def decide(self, groups: Sequence[Group]) -> None:
        """Open and close what combined decisions name, and open every other valve."""
        by_id = {(item.tag, item.row["id"]): item for item in self.net.connections}
        for item in self.net.connections:
            if item.tag == VALVE:
                self._set(item, "open", value=True, rule="valve")
        shut: set[tuple[str, str]] = set()
        for group in groups:
            best = min(group.decisions, key=lambda one: self._cut_off(shut | one.shut), default=None)
            shut |= best.shut if best else frozenset()
            for key, works in best.states.items() if best else ():
                if key in by_id:
                    self._state(by_id[key], works)

    def hold(self) -> None:
        """Choose the pressure references, and what every station does."""
        zones = self._groups(lambda item: item.tag not in STATIONS and _passes(item))
        references = self._references()
        stations = [item for item in self.net.connections if item.tag in STATIONS and _passes(item)]
        links = [_link(item, zones) for item in stations]
        loads: dict[str, float] = {}
        for node, flow in self.flows.items():
            loads[zones.of(node)] = loads.get(zones.of(node), 0.0) + flow
        tree = tree_of(links, [zones.of(node) for node in references], loads)
        levels = self._levels(zones, stations)
        for node in references:
            self.reference[node] = levels[zones.of(node)]
        drawn = tree.drawn(loads)
        below = {link.name: zone for zone, link in tree.parent.items()}
        for item, link in zip(stations, links, strict=True):
            zone = below.get(link.name)
            if zone is None:
                self._spare(item, link)
            else:
                self._holding(item, link, zone, drawn[zone], levels)

    def _spare(self, item: Item, link: Link) -> None:
        """Set a station that no zone hangs on."""
        if link.tail != link.head:
            self._set(item, "control", value="closed", rule="spare")
        elif item.tag == CONTROL_VALVE and not item.row.get("internal_bypass", True):
            self._set(item, "control", value="differential", rule="around")
            self._set(item, "differential", value=item.row.get("differential_min", 0.0), rule="around")
        else:
            self._set(item, "control", value="bypass", rule="around")

    def _holding(self, item: Item, link: Link, zone: str, drawn: float, levels: Mapping[str, float]) -> None:
        """Set a station that a zone hangs on, which draws so much through it."""
        feeds = link.head == zone
        if (drawn < -LEAST_FLOW) if feeds else (drawn > LEAST_FLOW):
            item.row["internal_bypass"] = True
            self._set(item, "control", value="bypass", rule="against")
            return
        column, rule = ("outlet_pressure", "outlet") if feeds else ("inlet_pressure", "inlet")
        highest = item.row.get("outlet_pressure_max", math.inf) if feeds else math.inf
        self._set(item, "control", value=column, rule=rule)
        self._set(item, column, value=min(levels.get(zone, FALLBACK_LEVEL), highest), rule=rule)

    def _levels(self, zones: Groups, stations: Sequence[Item]) -> dict[str, float]:
        """Return the level of each zone, from the pressures that all its nodes and stations allow. [Pa]"""
        low: dict[str, float] = {}
        high: dict[str, float] = {}
        for node, row in self.nodes.items():
            zone = zones.of(node)
            low[zone] = max(low.get(zone, 0.0), _number(row, "pressure_min", 0.0))
            high[zone] = min(high.get(zone, math.inf), _number(row, "pressure_max", math.inf))
        for item in stations:
            tail, head = zones.of(item.row["from_node"]), zones.of(item.row["to_node"])
            low[tail] = max(low.get(tail, 0.0), _number(item.row, "inlet_pressure_min", 0.0))
            high[head] = min(high.get(head, math.inf), _number(item.row, "outlet_pressure_max", math.inf))
        self._pass_on(zones, stations, high)
        return {zone: _level(low.get(zone, 0.0), top) for zone, top in high.items()}

    def _pass_on(self, zones: Groups, stations: Sequence[Item], high: dict[str, float]) -> None:
        """Lower the tops of zones to what the stations behind them can take down to the next zone's top."""
        falls = [(_link(item, zones), _largest_fall(item)) for item in stations]
        falls = [(link, fall) for link, fall in falls if math.isfinite(fall)]
        for _ in falls:
            before = dict(high)
            for link, fall in falls:
                top = high.get(link.head, math.inf) + fall
                high[link.tail] = min(high.get(link.tail, math.inf), top)
            if high == before:
                return

    def _state(self, item: Item, works: bool) -> None:
        if item.tag == VALVE:
            self._set(item, "open", value=works, rule="decision")
        elif not works:
            self._set(item, "control", value="closed", rule="decision")

    def _set(self, item: Item, column: str, *, value: object, rule: str) -> None:
        item.row[column] = value
        self.said[CONNECTIONS[item.tag].table, item.row["id"], column] = RULES[rule]

    def _cut_off(self, shut: AbstractSet[tuple[str, str]]) -> int:
        """Return how many nominated nodes a choice of closed elements leaves without their counterpart."""
        parts = self._groups(lambda item: (item.tag, item.row["id"]) not in shut)
        fed = {parts.of(node) for node, flow in self.flows.items() if flow < 0.0}
        drawn = {parts.of(node) for node, flow in self.flows.items() if flow > 0.0}
        return sum(
            flow != 0.0 and parts.of(node) not in (drawn if flow < 0.0 else fed)
            for node, flow in self.flows.items()
        )

    def _references(self) -> list[str]:
        """Return one entry per part: that of the largest nominated flow, the first of equals."""
        parts = self._groups(_passes)
        best: dict[str, str] = {}
        for node in self._entries():
            part = parts.of(node)
            if part not in best or self.flows.get(node, 0.0) < self.flows.get(best[part], 0.0):
                best[part] = node
        for node in best.values():
            for column in ("control", "pressure"):
                self.said["supplies", node, column] = RULES["reference"]
        return list(best.values())

    def _entries(self) -> list[str]:
        sources = [item.row["id"] for item in self.net.nodes if item.tag == SOURCE]
        return list(dict.fromkeys([*sources, *(node for node, flow in self.flows.items() if flow < 0.0)]))

    def _groups(self, links: Callable[[Item], bool]) -> Groups:
        groups = Groups(self.nodes)
        for item in self.net.connections:
            if links(item):
                groups.join(item.row["from_node"], item.row["to_node"])
        return groups


def _link(item: Item, zones: Groups) -> Link:
    return Link((item.tag, item.row["id"]), zones.of(item.row["from_node"]), zones.of(item.row["to_node"]))


def _passes(item: Item) -> bool:
    return bool(item.row.get("open", True)) and item.row.get("control") != "closed"


def _largest_fall(item: Item) -> float:
    """Return by how much a station can lower the pressure: a compressor not at all. [Pa]"""
    return 0.0 if item.tag == COMPRESSOR_STATION else _number(item.row, "differential_max", math.inf)


def _number(row: Row, column: str, absent: float) -> float:
    value = float(row.get(column, math.nan))
    return value if math.isfinite(value) else absent


def _level(low: float, high: float) -> float:
    """Return the pressure to hold in a zone whose limits have so much in common."""
    if not math.isfinite(high):
        return max(low, FALLBACK_LEVEL)
    return high if low >= high else high - min(MARGIN, SHARE * (high - low))
