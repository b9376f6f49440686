"""Which limits a state breaks, from its tables, held against those that are reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from linepack.network import Network
    from linepack.steady import Solution
    from robustness.fluid import Fluid

    Array = NDArray[np.float64]
    Limit = tuple[str, str, Any, Any, float]  # kind, column, value, bound, side

PRESSURE = 100.0  # Pa by which a pressure may be beyond its limit
SHARE = 1e-5  # of any other limit
LEAST_PASSING = 1e-7  # share of the throughput below which limits of pressure do not count
G = 9.80665


def complaints(network: Network, solution: Solution, throughput: float, fluid: Fluid) -> list[str]:
    """Return the broken limits that are not reported, and the reported ones that are not broken."""
    reported = {finding.place for finding in solution.findings}
    broken, kept = set(), set()
    for kind, column, value, bound, side in _limits(network, solution.partial, throughput, fluid):
        over = side * (np.asarray(value, dtype=float) - np.asarray(bound, dtype=float))
        allowed = PRESSURE if "pressure" in column or "differential" in column else SHARE * np.abs(bound)
        for name, excess in zip(network.table(kind).index, over / np.maximum(allowed, 1e-12), strict=True):
            place = f"{kind}[{name}].{column}"
            (broken if excess > 1.5 else kept if excess < 0.5 else set()).add(place)
    found = [f"{place} is broken and not reported" for place in sorted(broken - reported)]
    false = (reported & kept) - broken
    found += [f"{place} is reported and not broken" for place in sorted(false)]
    if bool(broken) > (solution.status == "solved, limits violated"):
        found.append(f"limits are broken, but the status is {solution.status}")
    return found


def _limits(
    network: Network, tables: dict[str, pd.DataFrame], throughput: float, fluid: Fluid
) -> Iterator[Limit]:
    nodes, demands = network.table("nodes"), network.table("demands")
    for column, side in (("pressure_min", -1.0), ("pressure_max", 1.0)):
        yield "nodes", column, tables["nodes"]["pressure"], nodes[column], side
    drawn = np.where(demands["mass_flow"] > 0.0, tables["demands"]["pressure"], np.nan)
    yield "demands", "pressure_min", drawn, demands["pressure_min"], -1.0
    yield from _pipes(network, tables, fluid)
    for kind in ("regulators", "compressors"):
        yield from _devices(network.table(kind), tables[kind], kind, throughput)
    yield from _sources(network, tables)


def _pipes(network: Network, tables: dict[str, pd.DataFrame], fluid: Fluid) -> Iterator[Limit]:
    pipes, result, height = network.table("pipes"), tables["pipes"], network.table("nodes")["elevation"]
    for end in ("from", "to"):
        depth = np.maximum(pipes["reference_elevation"] - height[pipes[f"{end}_node"]].to_numpy(), 0.0)
        column = np.zeros(len(pipes))
        for _ in range(6):
            mean = np.nan_to_num(pipes["pressure_max"].to_numpy(dtype=float)) + 0.5 * column
            column = G * np.nan_to_num(depth.to_numpy(dtype=float)) * fluid.density(mean)
        yield "pipes", "pressure_max", result[f"pressure_{end}"], pipes["pressure_max"] + column, 1.0
    yield "pipes", "technical_capacity", result["mass_flow"].abs(), pipes["technical_capacity"], 1.0


def _devices(table: pd.DataFrame, result: pd.DataFrame, kind: str, throughput: float) -> Iterator[Limit]:
    flow = result["mass_flow"]
    yield kind, "technical_capacity", flow.abs(), table["technical_capacity"], 1.0
    yield kind, "flow_max", flow, table["flow_max"], 1.0
    passing = (flow > LEAST_PASSING * max(throughput, 1.0)) | (table["control"] == "bypass")
    low, high = result["pressure_from"].where(passing), result["pressure_to"].where(passing)
    yield kind, "outlet_pressure_max", high, table["outlet_pressure_max"], 1.0
    yield kind, "inlet_pressure_min", low, table["inlet_pressure_min"], -1.0
    if kind == "compressors":
        works = passing & (high > low) & ~table["control"].isin(["bypass", "closed"])
        yield kind, "ratio_max", (high / low).where(works), table["ratio_max"], 1.0
        yield kind, "power_max", result["power"].where(works), table["power_max"], 1.0
    elif "differential_max" in table:
        yield kind, "differential_max", low - high, table["differential_max"], 1.0


def _sources(network: Network, tables: dict[str, pd.DataFrame]) -> Iterator[Limit]:
    columns = {
        "supplies": (("flow_max", 1.0, 1.0), ("flow_min", 1.0, -1.0)),
        "storages": (("withdrawal_max", 1.0, 1.0), ("injection_max", -1.0, 1.0)),
        "lng_terminals": (("sendout_max", 1.0, 1.0),),
    }
    for kind, limits in columns.items():
        table, flow = network.table(kind), tables[kind]["mass_flow"]
        held = flow.where(table["control"] == "pressure")
        for column, sign, side in limits:
            yield kind, column, sign * held, table[column], side
