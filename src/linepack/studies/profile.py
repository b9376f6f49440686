"""Pressure and elevation along a route."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from linepack.network.schema import edge_kinds
from linepack.steady.limits import pipe_pressure_limits
from linepack.system.gas import gas_of
from linepack.units import from_si

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linepack.network import Network
    from linepack.steady.solution import Solution

DEVICE_LENGTH = 1.0
"""Length that a device or valve counts in the search for the shortest way. [m]"""

COLUMNS = (
    "scenario",
    "distance_km",
    "node",
    "name",
    "pressure_bar",
    "elevation_m",
    "pressure_max_bar",
    "pressure_min_bar",
    "is_station",
    "pipeline",
)


def joined_profiles(profiles: Iterable[list[dict[str, Any]]]) -> pd.DataFrame:
    """Return the profiles of all scenarios as one table."""
    return pd.DataFrame([row for rows in profiles for row in rows], columns=list(COLUMNS))


def profile(scenario: str, solution: Solution, ends: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the profile of a route in the state of a scenario, empty where there is no route."""
    if not ends:
        return []
    network = solution.network
    nodes: dict[str, dict[str, Any]] = network.table("nodes").to_dict("index")  # type: ignore[assignment]
    pressure: dict[str, float] = solution.partial["nodes"]["pressure"].to_dict()  # type: ignore[assignment]
    stations = set(network.table("compressors")[["from_node", "to_node"]].to_numpy().ravel())
    limits = _limits(network)
    lowest = network.table("demands").groupby("node")["pressure_min"].max()
    rows, distance = [], 0.0
    for node, step, pipeline in route(network, ends["from"], ends["to"]):
        distance += step
        bound = np.fmax(nodes[node]["pressure_min"], lowest.get(node, np.nan))
        rows.append(
            {
                "scenario": scenario,
                "distance_km": from_si(distance, "km"),
                "node": node,
                "name": nodes[node]["name"],
                "pressure_bar": from_si(pressure[node], "bar"),
                "elevation_m": float(nodes[node]["elevation"]),
                "pressure_max_bar": from_si(limits.get(node, np.nan), "bar"),
                "pressure_min_bar": from_si(float(bound), "bar"),
                "is_station": node in stations,
                "pipeline": pipeline,
            }
        )
    return rows


def _limits(network: Network) -> dict[str, float]:
    """Return the lowest pressure limit of the pipes at each node. [Pa]"""
    pipes = network.table("pipes")
    found: dict[str, float] = {}
    ends = pipe_pressure_limits(network, gas_of(network.header))
    for column, values in zip(("from_node", "to_node"), ends, strict=True):
        for node, value in zip(pipes[column], values, strict=True):
            found[node] = float(np.fmin(found.get(node, np.nan), value))
    return found


def route(network: Network, start: str, end: str) -> list[tuple[str, float, str]]:
    """Return the shortest way between two nodes: node, length of the step to it [m], its pipeline.

    Empty where there is no way.
    """
    names = network.table("nodes").index
    row = {name: position for position, name in enumerate(names)}
    best: dict[tuple[int, int], tuple[float, str]] = {}
    for kind in edge_kinds():
        table = network.table(kind)
        lengths = table["length"] if kind == "pipes" else pd.Series(DEVICE_LENGTH, index=table.index)
        lines = table["pipeline"] if kind == "pipes" else pd.Series("", index=table.index)
        for a, b, length, line in zip(table["from_node"], table["to_node"], lengths, lines, strict=True):
            for pair in ((row[a], row[b]), (row[b], row[a])):
                if pair not in best or length < best[pair][0]:
                    best[pair] = (float(length), str(line))
    pairs = np.array(list(best)).reshape(-1, 2)
    weights = np.array([length for length, _ in best.values()])
    graph = csr_array((weights, (pairs[:, 0], pairs[:, 1])), shape=(len(names),) * 2)
    search: Any = dijkstra  # its stubs know no predecessors
    far, before = search(graph, indices=row[start], return_predecessors=True)
    if not np.isfinite(far[row[end]]):
        return []
    path = [row[end]]
    while path[-1] != row[start]:
        path.append(int(before[path[-1]]))
    path.reverse()
    steps = [(0.0, "")] + [best[pair] for pair in itertools.pairwise(path)]
    return [
        (str(names[at]), step if line else 0.0, line) for at, (step, line) in zip(path, steps, strict=True)
    ]
