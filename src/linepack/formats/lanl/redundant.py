"""Flow set-points that say nothing: what is drawn behind the device makes its flow what it is anyway.

A part of the network that hangs together only by devices with a set flow has no pressure of its own. Where
the set flows do not balance its loads there is no state. Where they do, one of them follows from the others
and the loads, and the pressure in the part is whatever it was: one device is then told that pressure instead
of its flow, as the file of starting values states it, or is passed by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from linepack.formats.lanl.boundary import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linepack.formats.lanl.rows import Notes

    Rows = Mapping[str, list[dict[str, Any]]]  # rows by kind

EDGES: Final = ("pipes", "short_pipes", "valves", "resistors", "compressors", "regulators")
DEVICES: Final = {"compressors": "compressors", "regulators": "control_valves"}
"""Kinds with set-points, and the sections of the file that they stand in."""

BALANCED: Final = 1e-9
"""Share of what is drawn in a part by which its flows may miss its loads and still balance them."""


def release(tables: Rows, pressures: Callable[[], Mapping[str, float]], notes: Notes) -> None:
    """Give one device of every such part another control; the rows are changed.

    Parameters
    ----------
    tables
        Rows by kind.
    pressures
        Gives the pressures of nodes that are known before, asked only where one is needed. [Pa]
    notes
        Takes what is changed.
    """
    held = [
        _Held(kind, row)
        for kind in DEVICES
        for row in tables.get(kind, ())
        if row["control"] == "flow" and row["flow"] == row["flow"]
    ]
    if not held:
        return
    parts = _Parts(tables, held)
    for device in held:
        inside = next((end for end in device.ends if parts.floats(end)), None)
        if inside is not None and parts.balanced(inside):
            parts.join(*device.ends)
            held_at = pressures().get(inside)
            _change(device, inside, held_at, notes)


@dataclass(frozen=True)
class _Held:
    """A device with a set flow."""

    kind: str
    row: dict[str, Any]  # one row of a table

    @property
    def ends(self) -> tuple[str, str]:
        return self.row["to_node"], self.row["from_node"]


def _change(device: _Held, inside: str, pressure: float | None, notes: Notes) -> None:
    row, name = device.row, "outlet_pressure" if inside == device.row["to_node"] else "inlet_pressure"
    finding = f"its flow of {row.pop('flow'):g} kg/s follows from the loads anyway, so it sets nothing; "
    if pressure is None:
        row["control"] = "bypass"
        finding += "it is passed by."
    else:
        row["control"], row[name] = name, pressure
        finding += f"it holds {pressure:g} Pa at node {inside}, the pressure of ic.json."
    remedy = "State a ratio or a pressure for it."
    notes.unsure(FILE, DEVICES[device.kind], row["id"], "value", finding, remedy)


class _Parts:
    """What hangs together without the devices of set flow: a forest of nodes."""

    def __init__(self, tables: Rows, held: list[_Held]) -> None:
        self._above: dict[str, str] = {}
        self._held = held
        apart = {id(device.row) for device in held}
        for kind in EDGES:
            for row in tables.get(kind, ()):
                shut = row.get("control") == "closed" or row.get("open") is False
                if id(row) not in apart and not shut:
                    self.join(row["from_node"], row["to_node"])
        self._sources = [row for row in tables.get("supplies", ()) if row.get("control") == "pressure"]
        loads = [(row, 1.0) for row in tables.get("demands", ())]
        loads += [(row, -1.0) for row in tables.get("supplies", ()) if row.get("control") != "pressure"]
        self._loads = [(row["node"], sign * row["mass_flow"]) for row, sign in loads]

    def join(self, one: str, other: str) -> None:
        """Make one part of two."""
        self._above[self._root(one)] = self._root(other)

    def floats(self, node: str) -> bool:
        """Say whether nothing holds a pressure in the part of a node."""
        root = self._root(node)
        return all(self._root(row["node"]) != root for row in self._sources)

    def balanced(self, node: str) -> bool:
        """Say whether the set flows into the part of a node are what its loads draw."""
        root = self._root(node)
        drawn = [flow for at, flow in self._loads if self._root(at) == root]
        brought = [
            sign * device.row["flow"]
            for device in self._held
            if "flow" in device.row
            for end, sign in zip(device.ends, (1.0, -1.0), strict=True)
            if self._root(end) == root
        ]
        size = max(map(abs, [*drawn, *brought]), default=0.0)
        return bool(abs(sum(brought) - sum(drawn)) <= BALANCED * size)

    def _root(self, node: str) -> str:
        while (above := self._above.get(node, node)) != node:
            self._above[node] = self._above.get(above, above)
            node = above
        return node
