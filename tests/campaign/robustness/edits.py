"""Random edits of a network: what a user could do to it on a bad day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from linepack.network.schema import table_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from linepack.network import Network

    Tables = dict[str, pd.DataFrame]
    Random = np.random.Generator

STATIONS = ("regulators", "compressors")
TURNED = (
    "pipes",
    "valves",
    "resistors",
    "short_pipes",
    "heaters",
)  # elements without a direction of their own
POINTS = ("supplies", "demands", "storages", "lng_terminals")
EDGES = (*TURNED, "check_valves", *STATIONS)
LOWEST, HIGHEST = 5e5, 95e5  # Pa, of random set-points


def edited(network: Network, seed: int) -> Network:
    """Return a network with each kind of edit made or not, all drawn from the seed."""
    rng = np.random.default_rng(seed)
    tables = {kind: network.table(kind) for kind in (*EDGES, *POINTS)}
    for edit, chance in EDITS:
        if rng.random() < chance:
            edit(tables, rng)
    return network.replace(**tables)


def _loads(tables: Tables, rng: Random) -> None:
    """Demands times 0 to 3, all alike or each by itself."""
    table = tables["demands"]
    each = rng.random() < 0.5
    table["mass_flow"] *= rng.uniform(0.0, 3.0, len(table) if each else None)
    table["mass_flow"] = np.minimum(table["mass_flow"], table["flow_max"].fillna(np.inf))


def _nothing(tables: Tables, rng: Random) -> None:
    """Nothing is drawn at many places, sometimes at all."""
    chance = rng.choice([0.3, 1.0], p=[0.8, 0.2])
    for kind in POINTS:
        table = tables[kind]
        table.loc[rng.random(len(table)) < chance, "mass_flow"] = 0.0
        if "flow_min" in table:
            table["flow_min"] = np.minimum(table["flow_min"], table["mass_flow"])


def _valves(tables: Tables, rng: Random) -> None:
    table = tables["valves"]
    turned = rng.random(len(table)) < 0.15
    table["open"] = table["open"].to_numpy(dtype=bool) ^ turned


def _stations_shut(tables: Tables, rng: Random) -> None:
    for kind in STATIONS:
        table = tables[kind]
        table.loc[rng.random(len(table)) < 0.05, "control"] = "closed"


def _reversed(tables: Tables, rng: Random) -> None:
    """Pipes the other way round, and here and there a device that looks the wrong way."""
    for kind in EDGES:
        table = tables[kind]
        chance = 0.3 if kind in TURNED else 0.04
        turn(table, rng.random(len(table)) < chance)


def _set_points(tables: Tables, rng: Random) -> None:
    for kind in STATIONS:
        table = tables[kind]
        for name in _set_point_names(kind):
            table[name] *= rng.uniform(0.7, 1.3, len(table))
        _keep_within(kind, table)


def _controls(tables: Tables, rng: Random) -> None:
    """Stations with another control and a set-point of any size."""
    for kind in STATIONS:
        table = tables[kind]
        choices = [name for name in table_schema(kind).by_name["control"].choices if name != "closed"]
        for row in np.flatnonzero(rng.random(len(table)) < 0.2):
            control = str(rng.choice(choices))
            name = table.index[row]
            if control != "bypass":
                table.loc[name, control] = _draw(kind, control, rng)
            table.loc[name, "control"] = control
        _keep_within(kind, table)


def _draw(kind: str, control: str, rng: Random) -> float:
    if "pressure" in control:
        return float(rng.uniform(LOWEST, HIGHEST))
    if control == "ratio":
        return float(rng.uniform(0.3, 1.0) if kind == "regulators" else rng.uniform(1.0, 2.2))
    if control == "flow":
        return float(rng.choice([0.0, rng.uniform(0.0, 80.0)], p=[0.1, 0.9]))
    return float(rng.uniform(0.0, 2e7) if control == "power" else rng.uniform(0.0, 2e6))


def _sources(tables: Tables, rng: Random) -> None:
    for kind in ("supplies", "storages", "lng_terminals"):
        table = tables[kind]
        table["pressure"] *= rng.uniform(0.7, 1.2, len(table))
        flowing = (table["control"] == "flow").to_numpy()
        table["mass_flow"] *= np.where(flowing, rng.uniform(0.0, 2.0, len(table)), 1.0)
        for limit in ("flow_max", "withdrawal_max", "sendout_max"):
            if limit in table:
                table["mass_flow"] = np.minimum(table["mass_flow"], table[limit].fillna(np.inf))


EDITS: tuple[tuple[Callable[[Tables, Random], None], float], ...] = (
    (_loads, 0.8),
    (_sources, 0.4),
    (_nothing, 0.25),
    (_valves, 0.5),
    (_stations_shut, 0.3),
    (_reversed, 0.6),
    (_set_points, 0.6),
    (_controls, 0.4),
)
"""Every edit and how often it is made."""


def turn(table: pd.DataFrame, chosen: Any) -> None:
    """Swap the ends of some rows."""
    ends = table[["from_node", "to_node"]].to_numpy()
    table.loc[chosen, "from_node"], table.loc[chosen, "to_node"] = ends[chosen, 1], ends[chosen, 0]


def _set_point_names(kind: str) -> list[str]:
    columns = table_schema(kind).by_name
    return [name for name in columns["control"].choices if name in columns]


def _keep_within(kind: str, table: pd.DataFrame) -> None:
    """Cut set-points to the range of their column and to the device's own limits."""
    for name in _set_point_names(kind):
        if name == "ratio":
            table[name] = table[name].clip(1e-3, 1.0) if kind == "regulators" else table[name].clip(lower=1.0)
        for limit, cut in ((f"{name}_max", np.minimum), (f"{name}_min", np.maximum)):
            if limit in table:
                edge = table[limit].fillna(np.inf if cut is np.minimum else -np.inf)
                table[name] = cut(table[name], edge)


def renumbered(network: Network, seed: int) -> tuple[Network, dict[str, str]]:
    """Return the same network with other ids, shuffled rows and turned edges, and the new node ids."""
    rng = np.random.default_rng(seed)
    nodes = network.table("nodes")
    number = rng.permutation(len(nodes))
    name = dict(zip(nodes.index, (f"x{at}" for at in number), strict=True))
    tables = {"nodes": nodes.rename(index=name)}
    for kind in (*EDGES, *POINTS):
        table = network.table(kind)
        for end in ("node", "from_node", "to_node"):
            if end in table:
                table[end] = table[end].map(name)
        if kind in TURNED:
            turn(table, rng.random(len(table)) < 0.5)
        tables[kind] = table
    tables = {kind: table.iloc[rng.permutation(len(table))] for kind, table in tables.items()}
    return network.replace(provenance=network.provenance.iloc[:0], **tables), name
