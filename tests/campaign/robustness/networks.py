"""The networks of the campaign: the bundled one on its days, made-up ones of every shape, published ones.

The published ones are those of GasLib and of the Los Alamos simulators, where they lie beside the repository.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import linepack as lp
from linepack.data import load
from linepack.network import GasSpec, Network, NetworkHeader

if TYPE_CHECKING:
    from collections.abc import Callable

CORRIDOR_DAYS = (
    ("2024-07-01", "operating"),
    ("2020-06-01", "operating"),
    ("2019-01-01", "operating"),
    ("2027-01-01", "construction"),
    ("2030-01-01", "announced"),
)
CONSTANT = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
IDEAL = GasSpec(eos="ideal", temperature=288.15, molar_mass=0.0175, viscosity=1.1e-5)
CNGA = GasSpec(eos="full_cnga", temperature=288.706, molar_mass=0.0174)
LEAN = {"methane": 0.95, "ethane": 0.03, "nitrogen": 0.02}
PAPAY = GasSpec(eos="papay", temperature=283.15, composition=LEAN)

Rows = list[dict[str, Any]]


class Draft:
    """Rows of a made-up network."""

    def __init__(self, name: str, gas: GasSpec, friction: str, seed: int) -> None:
        self.header = NetworkHeader(name=name, gas=gas, friction=friction)
        self.rng = np.random.default_rng(seed)
        self.tables: dict[str, Rows] = {"nodes": []}

    def nodes(self, names: list[str], highest: float = 0.0) -> None:
        for name in names:
            self.tables["nodes"].append({"id": name, "elevation": float(self.rng.uniform(0.0, highest))})

    def add(self, kind: str, name: str, **row: Any) -> None:
        self.tables.setdefault(kind, []).append({"id": name, **row})

    def edge(self, kind: str, a: str, b: str, **row: Any) -> None:
        name = f"{kind[0]}{len(self.tables.get(kind, []))}_{a}_{b}"
        self.add(kind, name, from_node=a, to_node=b, **row)

    def pipe(self, a: str, b: str, **row: Any) -> None:
        size = {
            "length": float(self.rng.uniform(5e3, 7e4)),
            "diameter": float(self.rng.uniform(0.4, 0.9)),
            "roughness": 1.2e-5,
            "pressure_max": 85e5,
        }
        self.edge("pipes", a, b, **size | row)

    def source(self, node: str, pressure: float) -> None:
        self.add("supplies", f"s_{node}", node=node, control="pressure", pressure=pressure, flow_max=400.0)

    def load(self, node: str, flow: float, pressure_min: float = 20e5) -> None:
        self.add("demands", f"d_{node}", node=node, mass_flow=flow, pressure_min=pressure_min)

    def build(self) -> Network:
        return Network.build(header=self.header, **self.tables)


def corridor(number: int) -> Network:
    """Return the bundled network on one of its days."""
    date, status = CORRIDOR_DAYS[number % len(CORRIDOR_DAYS)]
    return _corridor(date, status)


@cache
def _corridor(date: str, status: str) -> Network:
    return load("southern-gas-corridor").at(date, status)


@cache
def tree(number: int) -> Network:
    """Return a tree of 40 nodes with regulators in front of its twigs, and heights."""
    draft = Draft("tree", PAPAY, "hofer", 1)
    names = [f"n{i}" for i in range(40)]
    draft.nodes(names, 500.0)
    for i in range(1, 40):
        near = names[int(draft.rng.integers(max(0, i - 6), i))]
        if i % 7 == 0:
            wish = {"control": "outlet_pressure", "outlet_pressure": 35e5}
            draft.edge("regulators", near, names[i], **wish)
        elif i % 11 == 0:
            draft.edge("valves", near, names[i], open=True)
        else:
            draft.pipe(near, names[i])
    draft.source("n0", 70e5)
    for i in range(20, 40, 2):
        draft.load(names[i], float(draft.rng.uniform(1.0, 6.0)))
    return draft.build()


@cache
def mesh(number: int) -> Network:
    """Return a grid of 7 × 7 with two sources, valves, check valves and a gas injection."""
    draft = Draft("mesh", CONSTANT, "colebrook_white", 2)
    draft.nodes([f"n{i}_{j}" for i in range(7) for j in range(7)], 150.0)
    for i in range(7):
        for j in range(7):
            ends = [(i + 1, j), (i, j + 1)]
            for k, (a, b) in enumerate(ends):
                if a < 7 and b < 7:
                    here, there = f"n{i}_{j}", f"n{a}_{b}"
                    kind = {5: "valves", 9: "check_valves"}.get((5 * i + 3 * j + 7 * k) % 13)
                    row = {"friction_factor": 0.011} if (i + j) % 3 == 0 else {}
                    draft.edge(kind, here, there) if kind else draft.pipe(here, there, **row)
    draft.source("n0_0", 70e5)
    draft.source("n6_6", 68e5)
    draft.add("supplies", "field", node="n3_3", control="flow", mass_flow=12.0, flow_max=60.0)
    for i, j in ((1, 5), (2, 2), (3, 6), (5, 1), (6, 3), (4, 4)):
        draft.load(f"n{i}_{j}", float(draft.rng.uniform(5.0, 30.0)))
    return draft.build()


@cache
def ring(number: int) -> Network:
    """Return a ring of twelve nodes with three compressor stations and two regulators on spurs."""
    draft = Draft("ring", PAPAY, "colebrook_white", 3)
    names = [f"n{i}" for i in range(12)]
    draft.nodes([*names, "n2b", "n6b", "n10b", "city", "plant"], 300.0)
    for i in range(12):
        here, there = names[i], names[(i + 1) % 12]
        if i in (2, 6, 10):
            limits = {"outlet_pressure_max": 80e5, "ratio_max": 1.8, "power_max": 2e7}
            wish = {"control": "outlet_pressure", "outlet_pressure": 72e5}
            draft.edge("compressors", here, f"{here}b", **wish, **limits)
            here = f"{here}b"
        draft.pipe(here, there, diameter=0.8)
    for a, b in (("n4", "city"), ("n8", "plant")):
        draft.edge("regulators", a, b, control="outlet_pressure", outlet_pressure=30e5, flow_max=60.0)
    draft.source("n0", 65e5)
    draft.add("storages", "cavern", node="n5", control="flow", mass_flow=10.0, withdrawal_max=50.0)
    draft.load("city", 20.0)
    draft.load("plant", 25.0, 25e5)
    for i in (3, 7, 11):
        draft.load(names[i], 12.0, 40e5)
    return draft.build()


@cache
def line(number: int) -> Network:
    """Return pipe, compressor, pipe, regulator, pipe, with a second source behind on some days."""
    draft = Draft("line", CONSTANT, "hofer", 4)
    draft.nodes(list("abcdef"), 100.0)
    for a, b in ("ab", "cd", "ef"):
        draft.pipe(a, b, length=5e4, diameter=0.6, friction_factor=0.011)
    limits = {"ratio_max": 1.6, "power_max": 8e6, "outlet_pressure_max": 80e5}
    draft.edge("compressors", "b", "c", control="outlet_pressure", outlet_pressure=65e5, **limits)
    draft.edge("regulators", "d", "e", control="outlet_pressure", outlet_pressure=45e5)
    draft.source("a", 55e5)
    draft.load("f", 35.0, 30e5)
    return draft.build()


@cache
def islands(number: int) -> Network:
    """Return four parts: a tree, a loop, one at rest without any load, one that a closed valve cuts off."""
    draft = Draft("islands", IDEAL, "nikuradse", 5)
    draft.nodes([f"{part}{i}" for part in "abcd" for i in range(6)], 250.0)
    for part in "abcd":
        for i in range(5):
            draft.pipe(f"{part}{i}", f"{part}{i + 1}")
    draft.pipe("b5", "b0")
    draft.edge("valves", "c5", "d0", open=False)
    draft.edge("check_valves", "a5", "b3")
    draft.edge("regulators", "b1", "c1", control="outlet_pressure", outlet_pressure=25e5)
    for part, pressure in (("a", 60e5), ("b", 50e5), ("c", 40e5)):
        draft.source(f"{part}0", pressure)
    for node, flow in (("a3", 8.0), ("a5", 4.0), ("b2", 10.0), ("b4", 6.0), ("c4", 3.0)):
        draft.load(node, flow)
    return draft.build()


@cache
def slacks(number: int) -> Network:
    """Return a mesh fed by five held pressures of every kind of source, with check valves between."""
    draft = Draft("slacks", CNGA, "haaland", 6)
    names = [f"n{i}" for i in range(20)]
    draft.nodes(names, 200.0)
    for i in range(19):
        draft.pipe(names[i], names[i + 1])
    for a, b in ((0, 7), (3, 12), (5, 15), (9, 18), (2, 19)):
        draft.pipe(names[a], names[b])
    for a, b in ((1, 10), (14, 6)):
        draft.edge("check_valves", names[a], names[b])
    draft.edge("compressors", "n8", "n13", control="ratio", ratio=1.2, fuel="none", outlet_pressure_max=85e5)
    for i, pressure in ((0, 60e5), (10, 58e5), (19, 62e5)):
        draft.source(names[i], pressure)
    draft.add(
        "storages", "st", node="n5", control="pressure", pressure=59e5, withdrawal_max=80.0, injection_max=5.0
    )
    draft.add("lng_terminals", "lng", node="n15", control="pressure", pressure=61e5, sendout_max=30.0)
    for i in (2, 4, 7, 12, 16, 17):
        draft.load(names[i], float(draft.rng.uniform(5.0, 40.0)), 40e5)
    return draft.build()


@cache
def stations(number: int) -> Network:
    """Return stations with everything in them: filters, heaters, short pipes, regulators side by side."""
    draft = Draft("stations", PAPAY, "hofer", 7)
    names = ["in", "k1", "k2", "k3", "p1", "p2", "r1", "r2", "r3", "r4", "q1", "q2", "out", "spur", "end"]
    draft.nodes(names)
    draft.pipe("in", "k1", diameter=0.8)
    draft.edge("resistors", "k1", "k2", drag_factor=60.0, diameter=0.7)
    draft.edge("compressors", "k2", "k3", control="ratio", ratio=1.3, ratio_max=1.6, power_max=1e7)
    draft.edge("short_pipes", "k3", "p1", drag_factor=8.0, diameter=0.7)
    draft.edge("valves", "k1", "p1", open=False)
    draft.pipe("p1", "p2", diameter=0.8)
    draft.edge("resistors", "p2", "r1", pressure_drop=0.5e5)
    draft.edge("heaters", "r1", "r2", temperature=283.15)
    draft.edge("regulators", "r2", "r3", control="outlet_pressure", outlet_pressure=40e5)
    draft.edge("regulators", "r2", "r3", control="flow", flow=6.0)
    draft.edge("short_pipes", "r3", "r4")
    draft.edge("regulators", "r4", "q1", control="differential", differential=3e5)
    draft.pipe("q1", "q2")
    draft.edge("regulators", "q2", "out", control="ratio", ratio=0.8)
    draft.pipe("out", "end", diameter=0.6)
    draft.edge("check_valves", "p2", "spur")
    draft.edge("resistors", "spur", "out", drag_factor=500.0, diameter=0.3)
    draft.source("in", 60e5)
    draft.load("end", 18.0, 15e5)
    draft.load("q2", 6.0, 15e5)
    draft.load("p1", 9.0, 40e5)
    return draft.build()


OWN: dict[str, Callable[[int], Network]] = {
    "southern-gas-corridor": corridor,
    "tree": tree,
    "mesh": mesh,
    "ring": ring,
    "line": line,
    "islands": islands,
    "slacks": slacks,
    "stations": stations,
}
"""The networks of this repository by their names; the number chooses among their days."""

DATA = Path(__file__).parents[4] / "shared" / "data"
FOLDERS = {
    "8-node": ("gassteadysim/8-node", None),
    "GasLib-11": ("gaslib/GasLib-11", None),
    "GasLib-24": ("gaslib/GasLib-24", None),
    "GasLib-40": ("gaslib/GasLib-40", None),
    "GasLib-134": ("gaslib/GasLib-134", "2016-02-17"),
    "GasLib-582": ("gaslib/GasLib-582", "nomination_cool_2866_scale_0.95"),
    "GasLib-Integration": ("gaslib/GasLib-Integration", None),
}


@cache
def _read(name: str) -> Network:
    folder, scenario = FOLDERS[name]
    return lp.read(DATA / folder, scenario=scenario)


def published(name: str, number: int) -> Network:
    """Return a published network; there is one day of each."""
    return _read(name)


PUBLISHED: dict[str, Callable[[int], Network]] = {
    name: partial(published, name) for name, (folder, _) in FOLDERS.items() if (DATA / folder).is_dir()
}

NETWORKS = OWN | PUBLISHED
"""Every network of the campaign by its name."""
