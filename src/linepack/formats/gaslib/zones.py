"""Pressure zones: what hangs together without a station, and the tree of stations between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linepack.formats.gaslib.scenario import LEAST_FLOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Groups:
    """Nodes that are joined, with the least bookkeeping: each points towards the head of its group."""

    def __init__(self, nodes: Iterable[str]) -> None:
        self._head = {node: node for node in nodes}

    def of(self, node: str) -> str:
        """Return the head of a node's group; a node that is not known is alone."""
        head = self._head.setdefault(node, node)
        while head != self._head[head]:
            self._head[head] = self._head[self._head[head]]
            head = self._head[head]
        return head

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        self._head[self.of(one)] = self.of(other)


@dataclass(frozen=True)
class Link:
    """A station between two zones; gas passes from ``tail`` to ``head``."""

    name: tuple[str, str]
    tail: str
    head: str


@dataclass
class Tree:
    """Zones as a tree that hangs from the ones with a reference, joined by as few stations as do it.

    Attributes
    ----------
    parent
        The link above each zone but the roots.
    order
        Zones, each after the one above it.
    """

    parent: dict[str, Link] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def above(self, zone: str) -> str:
        """Return the zone above another."""
        link = self.parent[zone]
        return link.tail if link.head == zone else link.head

    def drawn(self, loads: Mapping[str, float]) -> dict[str, float]:
        """Return what each zone and all below it draw through the link above it. [kg/s]"""
        total = {zone: loads.get(zone, 0.0) for zone in self.order}
        for zone in reversed(self.order):
            if zone in self.parent:
                total[self.above(zone)] += total[zone]
        return total


def tree_of(links: Sequence[Link], roots: Sequence[str], loads: Mapping[str, float]) -> Tree:
    """Return a tree whose links let gas pass the way that the loads ask for, as far as links allow.

    Notes
    -----
    A link that points against its flow is exchanged for another one between the same two sides that points
    along it. Each exchange leaves one link fewer against its flow or the search stops, so it ends.
    """
    barred: set[tuple[str, str]] = set()
    best = _grown(links, roots, barred)
    while wrong := _against(best, loads):
        zone = wrong[0]
        link = best.parent[zone]
        trial = _grown(links, roots, barred | {link.name})
        if len(trial.order) < len(best.order) or len(_against(trial, loads)) >= len(wrong):
            break
        barred.add(link.name)
        best = trial
    return best


def _grown(links: Sequence[Link], roots: Sequence[str], barred: set[tuple[str, str]]) -> Tree:
    """Return the tree that breadth-first search finds, taking links in the order given."""
    at: dict[str, list[Link]] = {}
    for link in links:
        if link.name not in barred and link.tail != link.head:
            at.setdefault(link.tail, []).append(link)
            at.setdefault(link.head, []).append(link)
    tree = Tree(order=list(roots))
    reached = set(roots)
    for zone in tree.order:
        for link in at.get(zone, ()):
            other = link.head if link.tail == zone else link.tail
            if other not in reached:
                reached.add(other)
                tree.parent[other] = link
                tree.order.append(other)
    return tree


def _against(tree: Tree, loads: Mapping[str, float]) -> list[str]:
    """Return the zones whose link above points against the flow through it."""
    drawn = tree.drawn(loads)
    return [
        zone
        for zone, link in tree.parent.items()
        if (drawn[zone] > LEAST_FLOW and link.head != zone)
        or (drawn[zone] < -LEAST_FLOW and link.tail != zone)
    ]
