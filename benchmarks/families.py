"""Families of made-up networks of any size: square meshes and random trees, one gas, one friction law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.network import GasSpec, Network, NetworkHeader

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRESSURE: Final = 70e5
"""Of the supplies. [Pa]"""

SEED: Final = 4
"""Of all families: the same size gives the same network."""

MESH_LOAD: Final = 0.4
"""Largest demand at a node of a mesh of 60 bar mains. [kg/s]"""

TREE_DROP: Final = 0.25
"""Share of the supply's potential that the deepest branch of a tree uses up, by the choice of its bores."""


def header(name: str) -> NetworkHeader:
    """Return the header of all families: constant compressibility and viscosity, rough pipes."""
    gas = GasSpec(
        eos="constant_z", temperature=283.15, molar_mass=0.0175, compressibility=0.9, viscosity=1.1e-5
    )
    return NetworkHeader(name=name, gas=gas, friction="colebrook_white")


def mesh(pipes: int) -> Network:
    """Return a square mesh of about that many pipes, fed at its four corners and at one node in 2,500."""
    rng = np.random.default_rng(SEED)
    side = max(round(np.sqrt(pipes / 2.0)), 2)
    at = np.arange(side * side).reshape(side, side)
    tail = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    head = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])
    count = side * side
    feeds = np.unique(
        np.concatenate([at[[0, 0, -1, -1], [0, -1, 0, -1]], rng.choice(count, count // 2500, replace=False)])
    )
    drawn = np.setdiff1d(np.arange(count), feeds)
    demand = rng.uniform(0.0, MESH_LOAD, len(drawn))
    length, diameter = rng.uniform(1e3, 6e3, len(tail)), rng.choice([0.4, 0.5, 0.6, 0.8], len(tail))
    return _network(f"mesh of {len(tail)} pipes", count, tail, head, length, diameter, feeds, drawn, demand)


def tree(pipes: int) -> Network:
    """Return a random tree of that many pipes, fed at its root, its bores chosen by what they carry."""
    rng = np.random.default_rng(SEED)
    head = np.arange(1, pipes + 1)
    tail = np.maximum(head - 1 - np.floor(rng.uniform(0.0, 1.0, pipes) ** 2 * np.minimum(head, 40)), 0)
    tail = tail.astype(np.intp)
    demand = rng.uniform(0.005, 0.02, pipes)
    carried, depth = np.append(0.0, demand), np.zeros(pipes + 1)
    for node in range(pipes, 0, -1):
        carried[tail[node - 1]] += carried[node]
    length = rng.uniform(100.0, 400.0, pipes)
    for node in range(1, pipes + 1):
        depth[node] = depth[tail[node - 1]] + length[node - 1]
    flow, gradient = carried[1:], TREE_DROP * 0.5 * PRESSURE**2 / (0.9 * 134500.0) / depth.max()
    diameter = np.maximum((0.012 * 8.0 * flow**2 / (np.pi**2 * gradient)) ** 0.2, 0.05)
    return _network(
        f"tree of {pipes} pipes",
        pipes + 1,
        tail,
        head,
        length,
        diameter,
        np.array([0]),
        np.arange(1, pipes + 1),
        demand,
    )


FAMILIES: Final = {"mesh": mesh, "tree": tree}


def _network(
    name: str,
    count: int,
    tail: NDArray[np.intp],
    head: NDArray[np.intp],
    length: NDArray[np.float64],
    diameter: NDArray[np.float64],
    feeds: NDArray[np.intp],
    drawn: NDArray[np.intp],
    demand: NDArray[np.float64],
) -> Network:
    nodes = np.array([f"N{k}" for k in range(count)], dtype=object)
    return Network.build(
        header=header(name),
        nodes={"id": nodes},
        pipes={
            "id": [f"P{k}" for k in range(len(tail))],
            "from_node": nodes[tail],
            "to_node": nodes[head],
            "length": length,
            "diameter": diameter,
            "roughness": np.full(len(tail), 2e-5),
        },
        supplies={
            "id": [f"S{k}" for k in range(len(feeds))],
            "node": nodes[feeds],
            "control": ["pressure"] * len(feeds),
            "pressure": np.full(len(feeds), PRESSURE),
        },
        demands={"id": [f"D{k}" for k in range(len(drawn))], "node": nodes[drawn], "mass_flow": demand},
    )
