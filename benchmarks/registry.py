"""Cases × phases: how long each takes here, and how well its result closes.

Usage: ``python benchmarks/registry.py [--json FILE] [--repeat N]``.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

import linepack as lp
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.system import compile_system
from linepack.system.gas import gas_of

CHAIN_PIPES: Final = 1000
NAN: Final = float("nan")


def corridor() -> Network:
    """Return the bundled network on one day."""
    return lp.read("southern-gas-corridor").at("2024-01-01")


def chain() -> Network:
    """Return pipes of 1 km in a row, with a pressure at one end and a demand at the other."""
    gas = GasSpec(eos="papay", temperature=283.15, composition={"methane": 0.96, "ethane": 0.04})
    size = {"length": 1e3, "diameter": 1.2, "roughness": 1e-5}
    ends = [(f"N{row}", f"N{row + 1}") for row in range(CHAIN_PIPES)]
    return Network.build(
        header=NetworkHeader(name="chain", gas=gas),
        nodes=[{"id": f"N{row}"} for row in range(CHAIN_PIPES + 1)],
        pipes=[{"id": f"P{a}", "from_node": a, "to_node": b, **size} for a, b in ends],
        supplies=[{"id": "S", "node": "N0", "control": "pressure", "pressure": 8e6}],
        demands=[{"id": "D", "node": f"N{CHAIN_PIPES}", "mass_flow": 150.0}],
    )


@dataclass(frozen=True)
class Case:
    """A network, and between which nodes its capacity is asked for."""

    network: Callable[[], Network]
    ends: tuple[str, str] | None = None


CASES: Final[dict[str, Case]] = {
    "corridor": Case(corridor, ("sangachal", "nis")),
    "chain": Case(chain),
}

Work = Callable[[], float]
"""Does the work once and returns how well its result closes, NaN where there is nothing to close."""


def read(case: Case, folder: Path) -> Work:
    """Time files to tables."""
    lp.write(case.network(), folder / "network")
    return partial(_then_nothing, lambda: lp.read(folder / "network"))


def compile_tables(case: Case, _: Path) -> Work:
    """Time tables to arrays and laws."""
    network = case.network()
    return partial(_then_nothing, lambda: compile_system(network, gas_of(network.header)))


def steady(case: Case, _: Path) -> Work:
    """Time tables to the steady state; the accuracy is the imbalance of mass in kg/s."""
    network = case.network()
    return lambda: abs(float(lp.solve_steady(network).ledger.at["imbalance", "mass_flow"]))


def capacity(case: Case, _: Path) -> Work | None:
    """Time the largest flow; the accuracy is the gap between bound and optimum, relative to the bound."""
    if case.ends is None:
        return None
    network, (from_node, to_node) = case.network(), case.ends

    def work() -> float:
        found = lp.capacity(network, from_node, to_node)
        return 1.0 - found.optimum / min(found.max_flow, found.relaxed)

    return work


PHASES: Final[dict[str, Callable[[Case, Path], Work | None]]] = {
    "read": read,
    "compile": compile_tables,
    "steady": steady,
    "capacity": capacity,
}


@dataclass(frozen=True)
class Timing:
    """How long one phase of one case took, and how well it closed. [s]"""

    case: str
    phase: str
    best: float
    median: float
    accuracy: float


def measure(repeat: int) -> list[Timing]:
    """Run every case through every phase it has."""
    timings = []
    for case_name, case in CASES.items():
        for phase_name, phase in PHASES.items():
            with tempfile.TemporaryDirectory() as folder:
                work = phase(case, Path(folder))
                if work is not None:
                    timings.append(_timed(case_name, phase_name, work, repeat))
    return timings


def machine() -> dict[str, object]:
    """Describe the machine and the versions that matter."""
    packages = {name: version(name) for name in ("linepack", "numpy", "scipy", "pandas")}
    system = {"system": platform.system(), "machine": platform.machine(), "cores": os.cpu_count()}
    return {**system, "python": platform.python_version(), **packages}


def main(arguments: list[str]) -> None:
    """Measure, print the table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser(description="Cases × phases: times and accuracy on this machine.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results here as well")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="runs of each phase (default 5)")
    asked = parser.parse_args(arguments)
    timings = measure(asked.repeat)
    print(f"{'case':12}{'phase':12}{'best [ms]':>12}{'median [ms]':>14}{'accuracy':>12}")
    for timing in timings:
        times = f"{1e3 * timing.best:12.2f}{1e3 * timing.median:14.2f}"
        print(f"{timing.case:12}{timing.phase:12}{times}{timing.accuracy:12.1e}")
    print(json.dumps(machine()))
    if asked.json:
        _write(asked.json, timings)


def _write(path: Path, timings: list[Timing]) -> None:
    records = [{**asdict(timing), "accuracy": _known(timing.accuracy)} for timing in timings]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine(), "timings": records}, indent=2) + "\n", encoding="utf-8")


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _timed(case: str, phase: str, work: Work, repeat: int) -> Timing:
    times = []
    accuracy = work()
    for _ in range(repeat):
        start = time.perf_counter()
        accuracy = work()
        times.append(time.perf_counter() - start)
    return Timing(case, phase, min(times), statistics.median(times), accuracy)


def _then_nothing(work: Callable[[], object]) -> float:
    work()
    return NAN


if __name__ == "__main__":
    main(sys.argv[1:])
