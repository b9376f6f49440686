"""Published answers, reproduced by physics on a network that holds nothing but the stated limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from linepack.constants import ATMOSPHERE
from linepack.fluids.reference import ReferenceConditions
from linepack.network import add
from linepack.optimize.capacity import Capacity, capacity
from linepack.steady import solve_steady
from linepack.system.gas import gas_of
from linepack.units import from_si, mass_flow_from_volume, to_si, volume_from_mass_flow

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.studies.definition import PublishedCase

ENTRY = "entry"
"""A capacity counted where gas enters, station fuel included; otherwise it counts what is delivered."""

HOLDS = "holds"
MISSES = "misses"

PROBE = 10.0
"""Base load at the target, part of what is delivered: it settles which way gas goes. [kg/s]

Small against every case's answer, and large enough that stations run: at 1 kg/s the base state of the ring
takes ten times as long.
"""

SOURCE = "case_source"
TARGET = "case_target"


@dataclass(frozen=True)
class Reproduction:
    """What the simulator says to a published answer.

    Attributes
    ----------
    case
        The case.
    value
        Hydraulic capacity, base load included, in bcm/y at the case's reference, at its entry or delivery.
    verdict
        ``holds`` or ``misses``.
    cause
        What binds, and where it misses by how much.
    capacity
        The capacity behind it.
    needed_inlet_bar
        Inlet pressure that the asked flow would need, absolute; NaN where it is not asked for. [bar]
    """

    case: PublishedCase
    value: float
    verdict: str
    cause: str
    capacity: Capacity
    needed_inlet_bar: float = float("nan")


def reproduce(network: Network, case: PublishedCase) -> Reproduction:
    """Return what the hydraulics of the network say to a published answer."""
    lone = case_network(network, case)
    density = _density(network, case)
    result = capacity(lone, case.from_node, case.to_node)
    delivered = sum(case.base.values()) + volume_from_mass_flow(PROBE + result.optimum, "bcm/y", density)
    entered = volume_from_mass_flow(_entering(result), "bcm/y", density)
    value = entered if case.counted_at == ENTRY else delivered
    wrong = _wrong(case, value)
    inlet = _needed_inlet(lone, case, density) if case.needed_inlet else float("nan")
    cause = _cause(case, result, wrong, inlet)
    if case.counted_at == ENTRY:
        cause += f"; {delivered:.2f} delivered after station fuel"
    return Reproduction(case, value, MISSES if wrong else HOLDS, cause, result, inlet)


def _entering(result: Capacity) -> float:
    """Return what enters at the source at the optimum. [kg/s]"""
    problem, point = result.problem, result.point
    if problem is None or point is None:
        return float("nan")
    return float(point.flow[problem.tail == problem.source].sum())


def case_network(network: Network, case: PublishedCase) -> Network:
    """Return the dated network with one source and one delivery point and no other load."""
    dated = network.at(case.date, "operating", case.projects)
    supplies, demands = dated.table("supplies"), dated.table("demands")
    own = supplies[supplies["node"] == case.from_node]
    density = _density(network, case)
    drawn = [
        {
            "id": f"case_base_{node}",
            "node": node,
            "mass_flow": mass_flow_from_volume(volume, "bcm/y", density),
        }
        for node, volume in case.base.items()
    ]
    target = {
        "id": TARGET,
        "node": case.to_node,
        "mass_flow": PROBE,
        "pressure_min": _target_pressure(case, demands),
    }
    bare = stretch(dated, case.from_node, {case.to_node, *case.base})
    bare = add(bare, "demands", [*drawn, target])
    pressure = float(own["pressure"].iloc[0]) if len(own) else float("nan")
    if case.source_pressure_barg is not None:
        pressure = to_si(case.source_pressure_barg, "barg")
    return add(
        bare,
        "supplies",
        [{"id": SOURCE, "node": case.from_node, "control": "pressure", "pressure": pressure}],
    )


def stretch(network: Network, source: str, targets: set[str]) -> Network:
    """Return what lies on a way from a source to its targets, without loads and without dead ends.

    Devices are passed forwards only; nothing upstream of the source stays. Stations idle until the capacity
    sets them free.
    """
    kinds = {kind: network.table(kind) for kind in EDGES}
    tables = {kind: table[table["to_node"] != source] for kind, table in kinds.items()}
    forward = _reached(tables, {source}, "from_node", "to_node")
    kept = forward & _reached(tables, targets, "to_node", "from_node")
    tables = {
        kind: table[table["from_node"].isin(kept) & table["to_node"].isin(kept)]
        for kind, table in tables.items()
    }
    empty = {kind: network.table(kind).iloc[:0] for kind in POINTS}
    idle = tables["compressors"].copy()
    idle["control"], idle["ratio"] = "ratio", 1.0
    tables["compressors"] = idle
    changed: dict[str, Any] = _without_dead_ends(tables, {source, *targets}) | empty
    return network.replace(**changed)


def _reached(tables: dict[str, pd.DataFrame], start: set[str], tail: str, head: str) -> set[str]:
    """Return the nodes reached from some nodes; pipes and valves pass both ways, devices one."""
    links = [table[[tail, head]].to_numpy() for table in tables.values()]
    links += [tables[kind][[head, tail]].to_numpy() for kind in BOTH_WAYS]
    following: dict[str, list[str]] = {}
    for a, b in (pair for group in links for pair in group):
        following.setdefault(a, []).append(b)
    reached, edge = set(start), list(start)
    while edge:
        edge = [b for a in edge for b in following.get(a, []) if b not in reached]
        reached.update(edge)
    return reached


def _without_dead_ends(tables: dict[str, pd.DataFrame], needed: set[str]) -> dict[str, pd.DataFrame]:
    while True:
        ends = pd.concat([table[end] for table in tables.values() for end in ("from_node", "to_node")])
        count = ends.value_counts()
        dead = set(count.index[count == 1]) - needed
        if not dead:
            return tables
        tables = {
            kind: table[~(table["from_node"].isin(dead) | table["to_node"].isin(dead))]
            for kind, table in tables.items()
        }


EDGES = ("pipes", "valves", "check_valves", "regulators", "compressors")
BOTH_WAYS = ("pipes", "valves")
POINTS = ("supplies", "demands", "storages", "lng_terminals")


def _target_pressure(case: PublishedCase, demands: pd.DataFrame) -> float:
    """The stated pressure, or the one that the network's own delivery points there are guaranteed."""
    if case.target_pressure_barg is not None:
        return to_si(case.target_pressure_barg, "barg")
    here = demands.loc[demands["node"] == case.to_node, "pressure_min"]
    return float(here.max()) if here.notna().any() else float("nan")


def _density(network: Network, case: PublishedCase) -> float:
    reference = ReferenceConditions("case", case.reference_temperature, ATMOSPHERE)
    return gas_of(network.header).density_at(reference)


def _wrong(case: PublishedCase, value: float) -> list[str]:
    """Return what the value contradicts, in words."""
    wrong = [f"{flow:g} is not reached" for flow in case.feasible if not value >= flow]
    wrong += [f"{flow:g} is reached as well" for flow in case.infeasible if not value < flow]
    if case.at_least is not None and not value >= case.at_least:
        wrong.append(f"below {case.at_least:g}")
    if case.at_most is not None and not value <= case.at_most:
        wrong.append(f"above {case.at_most:g}")
    return wrong


def _cause(case: PublishedCase, result: Capacity, wrong: list[str], inlet: float) -> str:
    limits = (
        [gain.limit for gain in result.point.gains if gain.limit.column != "diameter"] if result.point else []
    )
    names = ", ".join(dict.fromkeys(limit.place for limit in limits[:2])) or result.message
    text = f"binding: {names}"
    if pd.notna(inlet):
        flow = case.needed_inlet["flow"]
        text += f"; {flow:g} bcm/y needs {from_si(to_si(inlet, 'bar'), 'barg'):.0f} barg at the inlet"
    return f"{'; '.join(wrong)}; {text}" if wrong else text


def _needed_inlet(lone: Network, case: PublishedCase, density: float) -> float:
    """Return the pressure at the inlet when the target holds its pressure and the flow comes in there."""
    flow = mass_flow_from_volume(float(case.needed_inlet["flow"]), "bcm/y", density)
    inlet = str(case.needed_inlet["node"])
    pressure = _target_pressure(case, lone.table("demands"))
    turned = lone.replace(supplies=lone.table("supplies").iloc[:0], demands=lone.table("demands").iloc[:0])
    regulators = turned.table("regulators")
    regulators["control"] = "closed"
    turned = add(
        turned.replace(regulators=regulators),
        "supplies",
        [
            {"id": "holds", "node": case.to_node, "control": "pressure", "pressure": pressure},
            {"id": "flows", "node": inlet, "control": "flow", "mass_flow": flow},
        ],
    )
    return from_si(float(solve_steady(turned).partial["nodes"]["pressure"].to_dict()[inlet]), "bar")
