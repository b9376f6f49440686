"""linepack against pandapipes on the same physics: ``python benchmarks/compare.py [--page FILE]``.

Both sides are processes of their own that get the same arrays, on one core each and with one thread, and are
asked in turns. The peer lives in an environment of its own, made on first use in ``out/peers``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any, Final

import cases
import numpy as np
from results_page import Pair, Row, page

HERE: Final = Path(__file__).parent
PEERS: Final = HERE.parent / "out" / "peers"
PEER_PACKAGES: Final = ("pandapipes", "numba")

CASES: Final = (
    "GasLib-24",
    "GasLib-40",
    "GasLib-134",
    "GasLib-582",
    "mesh 100",
    "mesh 1000",
    "mesh 10000",
    "tree 100",
    "tree 1000",
    "tree 10000",
    "tree 100000",
    "mesh 100000",
)
ALONE: Final = ("mesh 1000000", "tree 1000000")
"""Cases that are too large for the peer."""

BATCHES: Final = ("GasLib-134", "GasLib-582")
SCENARIOS: Final = 1000
WORKERS: Final = 2

ROUNDS: Final = {"100000": 3}
"""Rounds of the largest cases; others have :data:`USUAL_ROUNDS`."""

USUAL_ROUNDS: Final = 9

ONE_THREAD: Final = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Side:
    """One simulator at work on one case."""

    def __init__(self, python: str, script: str, case: Path) -> None:
        begun = time.perf_counter()
        self.process = subprocess.Popen(  # noqa: S603 - our own scripts
            [python, str(HERE / script), str(case)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | ONE_THREAD,
        )
        self.start = self._answer()
        self.cold = time.perf_counter() - begun

    def ask(self, order: str) -> dict[str, Any]:
        """Return the answer to an order."""
        self._pipe(self.process.stdin).write(f"{order}\n")
        self._pipe(self.process.stdin).flush()
        return self._answer()

    def end(self) -> None:
        """End the process."""
        self._pipe(self.process.stdin).close()
        self.process.wait()

    def _answer(self) -> dict[str, Any]:
        line = self._pipe(self.process.stdout).readline()
        if not line:
            raise RuntimeError(f"{self.process.args!r} ended without an answer")
        answer: dict[str, Any] = json.loads(line)
        return answer

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        if pipe is None:
            raise RuntimeError("the process has no pipe")
        return pipe


def compared(name: str, peer_python: str) -> tuple[Row, dict[str, Any] | None]:
    """Return a case measured on both sides, and its batch where it has one."""
    with tempfile.TemporaryDirectory() as folder:
        path, case = Path(folder) / "case.npz", cases.arrays(name)
        np.savez(path, **case)
        own, peer = Side(sys.executable, "own.py", path), Side(peer_python, "peer.py", path)
        rounds = ROUNDS.get(name.rsplit(maxsplit=1)[-1], USUAL_ROUNDS)
        times: dict[Side, list[float]] = {own: [], peer: []}
        for scale in np.linspace(0.9, 1.1, rounds).tolist():
            for side, taken in times.items():
                taken.append(side.ask(f"solve {scale}")["seconds"])
        states = [{key: np.array(part) for key, part in side.ask("state").items()} for side in times]
        off = np.abs(states[0]["pressure"] / states[1]["pressure"] - 1.0).max()
        flow = np.abs(states[0]["flow"] - states[1]["flow"]).max()
        memory = Pair(*(side.ask("memory")["memory"] for side in times))
        warm = Pair(*(statistics.median(times[side]) for side in times))
        batch = _batch(own, warm.peer) if name in BATCHES else None
        row = Row(
            case=name,
            nodes=int(case["nodes"]),
            pipes=len(case["tail"]),
            warm=warm,
            first=Pair(own.start["first"], peer.start["first"]),
            cold=Pair(own.cold, peer.cold),
            memory=memory,
            pressure=float(off),
            flow=float(flow),
        )
        own.end()
        peer.end()
    return row, batch


def _batch(own: Side, peer_seconds: float) -> dict[str, Any]:
    """Return what a batch costs us, and a warm solve the peer. [s]"""
    answers = [own.ask(f"many {SCENARIOS} {WORKERS}") for _ in range(5)]
    least = {name: min(one[name] for one in answers) for name in ("seconds", "spent")}
    return least | {"peer": peer_seconds, "count": SCENARIOS, "solved": answers[0]["solved"]}


def alone(name: str) -> dict[str, Any]:
    """Return what a case costs us that is too large for the peer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.npz"
        np.savez(path, **cases.arrays(name))
        own = Side(sys.executable, "own.py", path)
        warm = own.ask("solve 1.01")["seconds"]
        found = {"case": name, "cold": own.cold, **own.start, "warm": warm, **own.ask("memory")}
        own.end()
    return found


def peer_python() -> str:
    """Return the interpreter of the peer's environment, which is made if it is not there."""
    python = PEERS / "pandapipes" / "bin" / "python"
    if not python.exists():
        uv = os.environ.get("UV") or shutil.which("uv") or str(HERE.parent / ".uv" / "bin" / "uv")
        install = [uv, "pip", "install", "--quiet", "--python", str(python), *PEER_PACKAGES]
        for command in ([uv, "venv", "--quiet", str(python.parent.parent)], install):
            subprocess.run(command, check=True)  # noqa: S603 - our own words
    return str(python)


def peer_version(python: str) -> str:
    """Return the peer's version."""
    ask = "from importlib.metadata import version; print(version('pandapipes'))"
    answer = subprocess.run(  # noqa: S603 - our own words
        [python, "-c", ask], check=True, capture_output=True, text=True
    )
    return answer.stdout.strip()


def main(arguments: list[str]) -> None:
    """Measure, print the page, and write it where asked."""
    parser = argparse.ArgumentParser(description="linepack against pandapipes, on the same physics.")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the results page here")
    parser.add_argument("--note", metavar="TEXT", default="", help="a sentence about this run for the page")
    parser.add_argument("--peer", metavar="PYTHON", help="interpreter that has pandapipes")
    parser.add_argument(
        "--case", action="append", metavar="NAME", help="only these cases, such as 'mesh 1000'"
    )
    parser.add_argument("--large", action="store_true", help="a million pipes as well, without the peer")
    asked = parser.parse_args(arguments)
    python = asked.peer or peer_python()
    rows: list[Row] = []
    batches: dict[str, dict[str, Any]] = {}
    large: list[dict[str, Any]] = []

    def keep() -> str:
        text = page(rows, batches, large, peer_version(python), asked.note)
        if asked.page:
            asked.page.write_text(text, encoding="utf-8")
        return text

    for name in filter(cases.there, asked.case or CASES):
        row, batch = compared(name, python)
        rows.append(row)
        batches |= {name: batch} if batch else {}
        print(f"{name}: {row.warm.ratio:.1f}x, pressures within {row.pressure:.1e}", flush=True)
        keep()
    for name in ALONE if asked.large else ():
        large.append(alone(name))
        keep()
    print(keep())


if __name__ == "__main__":
    main(sys.argv[1:])
