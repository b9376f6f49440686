"""The peer's side of a comparison: runs in an environment of its own that has pandapipes and no linepack.

``python peer.py CASE.npz`` reads arrays of a network, solves it once to warm up, then answers each line on
its input with one line of JSON: ``solve SCALE`` solves with all demands times SCALE and says the seconds it
took, ``state`` gives pressures and flows, ``memory`` the peak memory of the process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandapipes as pp

GAS_CONSTANT = 8.31446261815324
NORMAL_PRESSURE, NORMAL_TEMPERATURE = 101325.0, 273.15


def build(case: dict[str, np.ndarray]) -> pp.pandapipesNet:
    """Return the peer's network of the arrays."""
    molar_mass, factor = float(case["molar_mass"]), float(case["compressibility"])
    net = pp.create_empty_network()
    fluid = pp.create_constant_fluid(
        name="gas",
        fluid_type="gas",
        density=NORMAL_PRESSURE * molar_mass / (GAS_CONSTANT * NORMAL_TEMPERATURE),
        viscosity=float(case["viscosity"]),
        heat_capacity=2200.0,
        molar_mass=molar_mass * 1e3,
        compressibility=factor,
        der_compressibility=0.0,
    )
    net["fluid"] = fluid
    temperature, bar = float(case["temperature"]), float(case["pressure"]) / 1e5
    count = int(case["nodes"])
    pp.create_junctions(net, count, pn_bar=bar - 1.01325, tfluid_k=temperature, height_m=case["elevation"])
    pp.create_pipes_from_parameters(
        net,
        case["tail"],
        case["head"],
        length_km=case["length"] / 1e3,
        inner_diameter_mm=case["diameter"] * 1e3,
        k_mm=case["roughness"] * 1e3,
    )
    pp.create_ext_grids(net, case["feeds"], p_bar=case["feed_pressure"] / 1e5 - 1.01325, t_k=temperature)
    pp.create_sinks(net, case["drawn"], mdot_kg_per_s=case["demand"])
    return net


def solve(net: pp.pandapipesNet, demand: np.ndarray, *, start: str) -> float:
    """Solve with these demands and return the seconds of processor time."""
    net.sink["mdot_kg_per_s"] = demand
    begun = time.process_time()
    pp.pipeflow(
        net, friction_model="colebrook", mode="hydraulics", max_iter_hyd=200, use_numba=True, init=start
    )
    return time.process_time() - begun


def main() -> None:
    """Serve one case."""
    with np.load(Path(sys.argv[1])) as arrays:
        case = dict(arrays)
    begun = time.process_time()
    net = build(case)
    built = time.process_time() - begun
    first = solve(net, case["demand"], start="auto")
    print(json.dumps({"built": built, "first": first}), flush=True)
    for line in sys.stdin:
        order, *rest = line.split()
        if order == "solve":
            answer = {"seconds": solve(net, case["demand"] * float(rest[0]), start="auto")}
        elif order == "state":
            answer = {
                "pressure": ((net.res_junction.p_bar + 1.01325) * 1e5).tolist(),
                "flow": net.res_pipe.mdot_from_kg_per_s.tolist(),
            }
        else:
            answer = {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
        print(json.dumps(answer), flush=True)


main()
