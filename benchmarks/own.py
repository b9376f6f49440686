"""Our side of a comparison: the same questions and answers as ``peer.py``, in a process of its own.

``python own.py CASE.npz`` reads arrays of a network, solves it once, then answers each line on its input
with one line of JSON: ``solve SCALE`` solves with all demands times SCALE, builds the result tables and says
the seconds of processor time, ``state`` gives pressures and flows, ``many COUNT WORKERS`` solves so many
scenarios with demands between 0.8 and 1.2 times the given ones and says the seconds that pass and those of
all processors, ``memory`` the peak memory of the process. Negative demands are supplies of a given flow.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any, Final

import numpy as np

import linepack as lp
from linepack.network import GasSpec, Network, NetworkHeader

TABLES: Final = ("nodes", "pipes", "supplies", "demands")
"""Tables that the peer makes as well."""

SEED: Final = 11


def build(case: dict[str, np.ndarray]) -> Network:
    """Return the network of the arrays."""
    gas = GasSpec(
        eos="constant_z",
        temperature=float(case["temperature"]),
        molar_mass=float(case["molar_mass"]),
        compressibility=float(case["compressibility"]),
        viscosity=float(case["viscosity"]),
    )
    columns, given, held = loads(case, case["demand"]), case["demand"] < 0.0, len(case["feeds"])
    nodes = np.array([f"N{k}" for k in range(int(case["nodes"]))], dtype=object)
    return Network.build(
        header=NetworkHeader(name="case", gas=gas, friction="colebrook_white"),
        nodes={"id": nodes, "elevation": case["elevation"]},
        pipes={
            "id": [f"P{k}" for k in range(len(case["tail"]))],
            "from_node": nodes[case["tail"]],
            "to_node": nodes[case["head"]],
            "length": case["length"],
            "diameter": case["diameter"],
            "roughness": case["roughness"],
        },
        supplies={
            "id": [f"S{k}" for k in range(held + int(given.sum()))],
            "node": nodes[np.concatenate([case["feeds"], case["drawn"][given]])],
            "control": ["pressure"] * held + ["flow"] * int(given.sum()),
            "pressure": np.concatenate([case["feed_pressure"], np.full(int(given.sum()), np.nan)]),
            "mass_flow": columns["supplies", "mass_flow"],
        },
        demands={
            "id": [f"D{k}" for k in range(int((~given).sum()))],
            "node": nodes[case["drawn"][~given]],
            "mass_flow": columns["demands", "mass_flow"],
        },
    )


def loads(case: dict[str, np.ndarray], demand: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
    """Return the columns of the network for demands, (..., n)."""
    given = case["demand"] < 0.0
    held = np.zeros((*demand.shape[:-1], len(case["feeds"])))
    return {
        ("supplies", "mass_flow"): np.concatenate([held, -demand[..., given]], axis=-1),
        ("demands", "mass_flow"): demand[..., ~given],
    }


def solve(prepared: lp.Prepared, columns: dict[tuple[str, str], np.ndarray]) -> tuple[float, lp.Solution]:
    """Solve with these loads, build the tables, and return the seconds of processor time."""
    begun = time.process_time()
    solution = prepared.solve(columns)
    for name in TABLES:
        solution.table(name)
    return time.process_time() - begun, solution


def many(prepared: lp.Prepared, case: dict[str, np.ndarray], count: int, workers: int) -> dict[str, Any]:
    """Solve scenarios and return the seconds that pass, those of all processors, and how many were solved."""
    factors = np.random.default_rng(SEED).uniform(0.8, 1.2, (count, len(case["demand"])))
    begun, spent = time.perf_counter(), _spent()
    batch = lp.solve_many(prepared, loads(case, factors * case["demand"]), workers=workers)
    found = {"seconds": time.perf_counter() - begun, "spent": _spent() - spent}
    return found | {"solved": int(sum(status.startswith("solved") for status in batch.status))}


def _spent() -> float:
    """Return the processor time of this process and of those it started. [s]"""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Serve one case."""
    with np.load(Path(sys.argv[1])) as arrays:
        case = dict(arrays)
    begun = time.process_time()
    network = build(case)
    prepared = lp.prepare(network)
    built = time.process_time() - begun
    first, solution = solve(prepared, loads(case, case["demand"]))
    print(json.dumps({"built": built, "first": first}), flush=True)
    for line in sys.stdin:
        order, *rest = line.split()
        answer: dict[str, Any]
        if order == "solve":
            seconds, solution = solve(prepared, loads(case, case["demand"] * float(rest[0])))
            answer = {"seconds": seconds}
        elif order == "state":
            pressure, flow = solution.nodes["pressure"], solution.pipes["mass_flow"]
            answer = {"pressure": pressure.tolist(), "flow": flow.tolist()}
        elif order == "many":
            answer = many(prepared, case, int(rest[0]), int(rest[1]))
        else:
            answer = {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
