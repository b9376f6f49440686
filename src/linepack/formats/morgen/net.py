"""The table of edges: type, two nodes, length, diameter, height difference and roughness of each."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from linepack.formats.text import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linepack.formats.draft import Draft

HEAD: Final = 65_536
"""Bytes at the start of a file that say whether it is a network."""

LONGEST_LINE: Final = 64 * 1024
"""Bytes of the longest line that is read."""

EDGE: Final = re.compile(rb"^\s*[PSCV]\s*,\s*\d+\s*,\s*\d+\s*(,|\s*$)")

PIPE, SHORT_PIPE, COMPRESSOR, VALVE = "P", "S", "C", "V"
KINDS: Final = {PIPE: "pipes", SHORT_PIPE: "short_pipes", COMPRESSOR: "compressors", VALVE: "valves"}
NUMBERS: Final = ("length", "diameter", "height", "roughness")
COLUMNS: Final = 3 + len(NUMBERS)


@dataclass(frozen=True)
class Edge:
    """One row: its id here, its line, type, ends and numbers (NaN where absent)."""

    name: str
    line: int
    kind: str
    tail: str
    head: str
    numbers: dict[str, float]


@dataclass
class Net:
    """The edges of a network, and the line on which each node stands first.

    Attributes
    ----------
    edges
        In the order of the file.
    nodes
        Lines by node, in the order of their numbers.
    """

    edges: list[Edge] = field(default_factory=list)
    nodes: dict[str, int] = field(default_factory=dict)

    @property
    def supplies(self) -> list[str]:
        """Nodes at which one edge starts and nothing else is, in the order of their numbers."""
        return self._ports("tail", "head")

    @property
    def demands(self) -> list[str]:
        """Nodes at which one edge ends and nothing else is, in the order of their numbers."""
        return self._ports("head", "tail")

    def _ports(self, end: str, other: str) -> list[str]:
        here = Counter(getattr(edge, end) for edge in self.edges)
        there = {getattr(edge, other) for edge in self.edges}
        return [node for node in self.nodes if here[node] == 1 and node not in there]


def recognises(path: Path) -> bool:
    """Return whether a path is a table of edges."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(HEAD)
    lines = (line for line in head.splitlines() if line.strip())
    first = next((line for line in lines if not line.lstrip().startswith(b"#")), b"")
    return EDGE.match(first) is not None


def read_net(path: Path, draft: Draft) -> Net:
    """Return the edges of a file; what is none is noted with its line."""
    net, first, count = Net(), dict[str, int](), Counter[str]()
    for line, text in _lines(path, draft):
        edge = _edge(line, text, count, draft)
        if edge is not None:
            net.edges.append(edge)
            for node in (edge.tail, edge.head):
                first.setdefault(node, line)
    net.nodes = {node: first[node] for node in sorted(first, key=int)}
    return net


def _edge(line: int, text: str, count: Counter[str], draft: Draft) -> Edge | None:
    cells = [cell.strip() for cell in text.split(",")]
    place = ("edges", "", "")
    if cells[0] not in KINDS:
        draft.wrong(line, place, f"there is no type {cells[0][:20]!r}.", f"Types are {', '.join(KINDS)}.")
        return None
    if not 3 <= len(cells) <= COLUMNS:
        finding = f"the row has {len(cells)} values."
        draft.wrong(line, place, finding, f"Give a type, two nodes and {', '.join(NUMBERS)}.")
        return None
    wrong = [cell for cell in cells[1:3] if not re.fullmatch(r"[1-9]\d{0,17}", cell)]
    if wrong:
        draft.wrong(line, place, f"{wrong[0][:20]!r} is no number of a node.", "Nodes are 1, 2, 3 ….")
        return None
    count[cells[0]] += 1
    name = f"{cells[0]}{count[cells[0]]}"
    numbers = {
        column: _number(line, (KINDS[cells[0]], name, column), cell, draft)
        for column, cell in zip(NUMBERS, [*cells[3:], *[""] * (COLUMNS - len(cells))], strict=True)
    }
    return Edge(name, line, cells[0], cells[1], cells[2], numbers)


def _number(line: int, place: tuple[str, str, str], cell: str, draft: Draft) -> float:
    try:
        return float(cell) if cell else math.nan
    except ValueError:
        draft.wrong(line, place, f"{cell[:20]!r} is no number.", "Give a number, or NaN.")
        return math.nan


def _lines(path: Path, draft: Draft) -> Iterator[tuple[int, str]]:
    """Yield numbered lines that are neither empty nor a comment."""
    place = ("edges", "", "")
    if path.stat().st_size > LARGEST_FILE:
        finding = f"it has {path.stat().st_size // 1024**2} MiB."
        draft.wrong(0, place, finding, f"Files up to {LARGEST_FILE // 1024**2} MiB are read.")
        return
    with path.open("rb") as stream:
        number = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(raw) > LONGEST_LINE or b"\0" in raw:
                finding = f"the line is longer than {LONGEST_LINE} bytes, or no text."
                draft.wrong(number, place, finding, "Give a table of text.")
                return
            text = raw.decode("utf-8-sig", errors="replace").strip()
            if text and not text.startswith("#"):
                yield number, text
