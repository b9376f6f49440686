"""Networks to compare on, as arrays that any simulator can be given: pipes, held pressures and demands.

Made-up meshes and trees of any size, and the pipes of GasLib networks where their files are at hand: all
regulators, stations and valves open without loss, everything level, one constant gas, and the demands of a
scenario times a factor with which the pipes alone carry them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import families
import numpy as np

import linepack as lp

if TYPE_CHECKING:
    from linepack.network import Network

GASLIB: Final = Path(__file__).parent.parent.parent / "shared" / "data" / "gaslib"
"""Where the GasLib files lie, one folder for each network."""

SCENARIOS: Final[dict[str, tuple[str | None, float]]] = {
    "GasLib-24": (None, 0.3),
    "GasLib-40": (None, 0.3),
    "GasLib-134": ("2011-11-01", 0.5),
    "GasLib-582": ("nomination_cold_5", 0.2),
}
"""Scenario of each network and the factor of its demands."""


def arrays(name: str) -> dict[str, Any]:
    """Return the arrays of a case, such as ``mesh 1000``, ``tree 10000`` or ``GasLib-40``."""
    if name in SCENARIOS:
        return _arrays(_opened(name))
    family, pipes = name.split()
    return _arrays(families.FAMILIES[family](int(pipes)))


def there(name: str) -> bool:
    """Say whether a case can be made here."""
    return name not in SCENARIOS or (GASLIB / name).is_dir()


def _opened(name: str) -> Network:
    """Return the pipes of a GasLib network with everything else open."""
    scenario, factor = SCENARIOS[name]
    network = lp.read(GASLIB / name, scenario=scenario)
    gas = families.header(name).gas
    nodes = network.nodes.assign(elevation=0.0)
    demands = network.demands.assign(mass_flow=factor * network.demands["mass_flow"])
    flow = factor * network.supplies["mass_flow"]
    supplies = network.supplies.assign(mass_flow=flow, flow_min=np.nan, flow_max=np.nan)
    header = replace(network.header, gas=gas, friction="colebrook_white")
    network = network.replace(header=header, nodes=nodes, demands=demands, supplies=supplies)
    for kind in ("regulators", "compressors"):
        open_ = network.table(kind).assign(control="bypass", internal_bypass=True)
        network = network.with_table(kind, open_)
    lossless = network.resistors.assign(drag_factor=0.0, pressure_drop=np.nan)
    return network.with_table("resistors", lossless)


def _arrays(network: Network) -> dict[str, Any]:
    system = lp.prepare(network).system
    fixed = np.flatnonzero(system.fixed)
    drawn = np.flatnonzero(~system.fixed & (system.load != 0.0))
    pressure = system.gas.pressure(system.fixed_potential[fixed])
    edges, pipes, gas = system.pipe_edges, system.pipes, network.header.gas
    return {
        "molar_mass": gas.molar_mass,
        "compressibility": gas.compressibility,
        "viscosity": gas.viscosity,
        "temperature": gas.temperature,
        "pressure": pressure[0],
        "nodes": system.n_nodes,
        "elevation": system.elevation,
        "tail": edges.tail,
        "head": edges.head,
        "length": pipes.length,
        "diameter": pipes.diameter,
        "roughness": pipes.relative_roughness * pipes.diameter,
        "feeds": fixed,
        "feed_pressure": pressure,
        "drawn": drawn,
        "demand": system.load[drawn],
    }
