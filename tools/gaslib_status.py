"""Solve every scenario of GasLib networks with the stated default controls and count the statuses.

Run it with folders of GasLib networks, each with its scenarios beside it or in archives beside it::

    python tools/gaslib_status.py ../shared/data/gaslib/GasLib-* --out statuses.csv

Prints one table: networks against statuses, with the iterations and seconds that the median and the longest
solve took. The CSV file has one row per scenario. The exit code is 1 where a solve ended without a verdict.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import time
from dataclasses import astuple, dataclass, fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import linepack as lp

if TYPE_CHECKING:
    from collections.abc import Iterator

STATUSES: Final = ("solved", "solved, limits violated", "infeasible", "not converged", "refused")
OPEN: Final = ("not converged", "refused")
"""Statuses that are no verdict."""


@dataclass(frozen=True)
class Outcome:
    """How one scenario ended."""

    network: str
    scenario: str
    status: str
    iterations: int
    seconds: float
    message: str


def main() -> int:
    """Solve what the command line names and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("networks", nargs="+", type=Path, help="folders or .net files")
    parser.add_argument("--out", type=Path, help="CSV file with one row per scenario")
    parser.add_argument("--every", type=int, default=1, help="take every n-th scenario only")
    chosen = parser.parse_args()
    outcomes: list[Outcome] = []
    for network in chosen.networks:
        for place in _places(network):
            for scenario in islice(lp.read_scenarios(network, place), 0, None, chosen.every):
                outcomes.append(_solved(network.name, scenario))
                if chosen.out:
                    _write(chosen.out, outcomes)
    print(table(outcomes))
    return int(any(one.status in OPEN for one in outcomes))


def _places(network: Path) -> Iterator[Path | None]:
    """Return where the scenarios of a network are: archives beside it, else files beside it."""
    archives = sorted(network.glob("*.zip")) if network.is_dir() else []
    yield from archives or [None]


def _solved(network: str, scenario: lp.Scenario) -> Outcome:
    errors = [finding for finding in scenario.findings if finding.severity == "error"]
    if scenario.network is None or errors:
        return Outcome(network, scenario.name, "refused", 0, 0.0, "; ".join(map(str, errors)))
    start = time.perf_counter()
    solution = lp.solve_steady(scenario.network)
    seconds = time.perf_counter() - start
    iterations = solution.state.iterations
    return Outcome(network, scenario.name, solution.status, iterations, round(seconds, 3), solution.message)


def _write(path: Path, outcomes: list[Outcome]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Outcome)])
        writer.writerows(astuple(one) for one in outcomes)


def table(outcomes: list[Outcome]) -> str:
    """Return the counts as a table in Markdown."""
    titles = ("network", "scenarios", *STATUSES, "iterations, median", "s, median", "s, longest")
    lines = [_line(titles), _line(["---"] * len(titles))]
    for network in dict.fromkeys(one.network for one in outcomes):
        own = [one for one in outcomes if one.network == network]
        counts = [sum(one.status == status for one in own) for status in STATUSES]
        seconds = [one.seconds for one in own]
        iterations = statistics.median(one.iterations for one in own)
        times = (f"{statistics.median(seconds):.2f}", f"{max(seconds):.2f}")
        lines.append(_line([network, len(own), *counts, f"{iterations:g}", *times]))
    return "\n".join(lines)


def _line(cells: list[object] | tuple[object, ...]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    raise SystemExit(main())
