"""The page that a comparison writes."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True)
class Pair:
    """A number of ours and the peer's."""

    own: float
    peer: float

    @property
    def ratio(self) -> float:
        """The peer's over ours."""
        return self.peer / self.own


@dataclass(frozen=True)
class Row:
    """What one case gave. Times in s, memory in byte, deviation of pressures relative, of flows in kg/s."""

    case: str
    nodes: int
    pipes: int
    warm: Pair
    first: Pair
    cold: Pair
    memory: Pair
    pressure: float
    flow: float


INTRODUCTION: Final = """\
Both programs get the same pipes, one gas of constant compressibility and viscosity, and the law of Colebrook
and White. Each runs in a process of its own on one core with one thread. They are asked in turns, with other
demands each time. A warm solve is the median of all turns in seconds of processor time and includes the
result tables. pandapipes runs with `max_iter_hyd=200`, Colebrook friction and numba; linepack is prepared
once (`lp.prepare`). GasLib networks stand here with their pipes alone: everything else is open, all is level,
and the demands are scaled so that the pipes carry them.
"""

EXPLANATION: Final = """\
*First call* is the first solve in a process that has the network; *cold process* is everything from the start
of Python to the first result, in time that passes. Both are the peer's time over ours. *Memory* is our peak
and its share of the peer's. *Deviation* is the largest relative difference of two pressures of a node.
"""

SCENARIOS: Final = """\
Scenarios have demands between 0.8 and 1.2 times the given ones. `lp.solve_many` runs on a prepared network
with two processes, best of five; its processor time is that of all processes. The peer's is that of its warm
solves, one after the other in one process; the last ratio holds our time that passed against it.
"""


def page(
    rows: list[Row], batches: dict[str, dict[str, Any]], large: list[dict[str, Any]], peer: str, note: str
) -> str:
    """Return the results as a page."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("linepack", "numpy", "scipy", "pandas"))
    head = (
        f"Measured on {datetime.now(UTC):%d %B %Y} by `python benchmarks/compare.py` on {machine()};\n"
        f"{versions}; pandapipes {peer}.\n"
    )
    parts = [
        "# Benchmarks\n",
        head,
        *([f"{note}\n"] if note else []),
        INTRODUCTION,
        _singles(rows),
        EXPLANATION,
    ]
    parts += ["## Many scenarios\n", SCENARIOS, _batches(batches)] if batches else []
    parts += ["## A million pipes\n", _large(large)] if large else []
    return "\n".join(parts)


def _singles(rows: list[Row]) -> str:
    head = ("case", "pipes", "linepack, warm", "pandapipes, warm", "ratio", "first call", "cold process")
    return _table(
        (*head, "memory", "deviation"),
        [
            (
                row.case.split()[0],
                f"{row.pipes:,}",
                _time(row.warm.own),
                _time(row.warm.peer),
                f"**{row.warm.ratio:.1f}×**",
                f"{row.first.ratio:.1f}×",
                f"{row.cold.ratio:.1f}×",
                f"{row.memory.own / 2**20:.0f} MiB, {row.memory.own / row.memory.peer:.2f}",
                f"{row.pressure:.0e}",
            )
            for row in rows
        ],
    )


def _batches(batches: dict[str, dict[str, Any]]) -> str:
    head = ("case", "scenarios", "solved", "linepack, processor time each", "pandapipes", "ratio per core")
    return _table(
        (*head, "scenarios a second on two cores", "ratio"),
        [
            (
                name,
                f"{one['count']:,}",
                f"{one['solved']:,}",
                f"{1e3 * one['spent'] / one['count']:.3f} ms",
                _time(one["peer"]),
                f"**{one['peer'] * one['count'] / one['spent']:.0f}×**",
                f"{one['count'] / one['seconds']:,.0f}",
                f"{one['peer'] * one['count'] / one['seconds']:.0f}×",
            )
            for name, one in batches.items()
        ],
    )


def _large(large: list[dict[str, Any]]) -> str:
    return _table(
        ("case", "cold process", "set-up", "first solve", "warm solve", "memory"),
        [
            (
                one["case"].split()[0],
                *(_time(one[name]) for name in ("cold", "built", "first", "warm")),
                f"{one['memory'] / 2**30:.1f} GiB",
            )
            for one in large
        ],
    )


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    rule = ("---", *("--:" for _ in head[1:]))
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))


def _time(seconds: float) -> str:
    return f"{1e3 * seconds:.1f} ms" if seconds < 1.0 else f"{seconds:.1f} s"


def machine() -> str:
    """Describe the machine in a line."""
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
