"""What contracts, tariffs and deliveries say to a claim: all from the facts of the corridor, row by row."""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from linepack.data.corridor import facts, folder
from linepack.studies.profile import route

if TYPE_CHECKING:
    import pandas as pd

    from linepack.network import Network
    from linepack.studies.record_map import Delivery

YEARLY: Final = {"mcm/y": 1e-3, "bcm/y": 1.0, "mcm/d": 0.365}
"""What a unit of a contract is in bcm/y; other units are not converted."""

ABOUT: Final = re.compile(r"\(about (?P<bcm>[\d.]+) bcm\)")
"""What the facts say of a contract in energy."""


@dataclass(frozen=True)
class Contract:
    """A contract that is known, as the facts state it.

    Attributes
    ----------
    id, seller, buyer, volume, start, end, status, source, confidence
        As in ``facts/contracts.csv``.
    yearly
        The volume in bcm/y, NaN where it is none.
    """

    id: str
    seller: str
    buyer: str
    volume: str
    yearly: float
    start: str
    end: str
    status: str
    source: str
    confidence: str

    def sells_gas_of(self, country: str) -> bool:
        """Say whether its seller sells gas of a country; one who books or lets transport does not."""
        return re.search(SELLERS.get(country, "$^"), self.seller) is not None

    def in_force(self, day: str) -> bool:
        """Say whether it holds on a day (ISO)."""
        return self.start <= day and (not self.end or day <= self.end.ljust(10, "9"))


@dataclass(frozen=True)
class Leg:
    """A part of the route that one operator runs, with its tariff.

    Attributes
    ----------
    operator, pipelines
        Whose, and which pipelines in the order of the flow.
    eur_per_mwh
        The tariff at full use, NaN where none is published.
    tariffs, rule, source, confidence
        Rows of ``facts/tariffs.csv`` and what they are.
    """

    operator: str
    pipelines: tuple[str, ...]
    eur_per_mwh: float
    tariffs: tuple[str, ...]
    rule: str
    source: str
    confidence: str


def contracts_of(network: str, delivery: Delivery) -> tuple[Contract, ...]:
    """Return the known contracts of a delivery: those that its row names, and those of its ends."""
    table = facts(network, "contracts")
    mine = table["id"].isin(delivery.contracts)
    sellers = table["seller"].str.contains(SELLERS.get(delivery.origin, "$^"), regex=True)
    mine |= (table["buyer_country"] == delivery.destination) & sellers
    return tuple(_contract(row) for row in table[mine].to_dict("records"))


SELLERS: Final = {"AZ": "SOCAR|Azerbaijan Gas Supply|Shah Deniz", "RU": "Gazprom"}
"""Who sells the gas of a country, as a pattern of ``facts/contracts.csv`` seller."""


def _contract(row: dict[object, object]) -> Contract:
    cell = {str(name): str(value) for name, value in row.items()}
    unit = re.match(r"[a-z]+/[a-z]", cell["volume_unit"])
    factor = YEARLY.get(unit[0], math.nan) if unit else math.nan
    about = ABOUT.search(cell["volume_unit"])
    try:
        yearly = float(about["bcm"]) if about else float(cell["volume"]) * factor
    except ValueError:
        yearly = math.nan
    volume = f"{cell['volume']} {cell['volume_unit']}".strip()
    return Contract(
        cell["id"],
        cell["seller"],
        cell["buyer"],
        volume,
        yearly,
        cell["start"],
        cell["end"],
        cell["status"],
        cell["source"],
        cell["confidence"],
    )


def tariff_stack(network: str, dated: Network, from_node: str, delivery: Delivery) -> tuple[Leg, ...]:
    """Return the operators along the shortest way of a delivery, with the tariffs that are published."""
    operators = dated.table("pipes").groupby("pipeline")["operator"].first().to_dict()
    legs: list[tuple[str, list[str]]] = []
    for _, _, pipeline in route(dated, from_node, delivery.node):
        operator = str(operators.get(pipeline, ""))
        if not operator:
            continue
        if not legs or legs[-1][0] != operator:
            legs.append((operator, []))
        if pipeline not in legs[-1][1]:
            legs[-1][1].append(pipeline)
    table = facts(network, "tariffs").set_index("id")
    return tuple(_leg(network, table, operator, names, delivery.destination) for operator, names in legs)


def _leg(network: str, table: pd.DataFrame, operator: str, names: list[str], destination: str) -> Leg:
    known = [row for row in _tariffs(network) if row["operator"] == operator]
    fitting = [row for row in known if row["destination"] == destination] or [
        row for row in known if not row["destination"]
    ]
    if not fitting:
        return Leg(operator, tuple(names), math.nan, (), "no tariff is known", "", "")
    ids = tuple(filter(None, fitting[0]["tariffs"].split(";")))
    prices = [_price(str(table.loc[one, "eur_per_mwh"])) for one in ids]
    told = "; ".join(dict.fromkeys(str(table.loc[one, "source"]) for one in ids))
    sure = str(table.loc[ids[0], "confidence"]) if ids else ""
    total = sum(prices) if prices else math.nan
    return Leg(operator, tuple(names), total, ids, fitting[0]["rule"], told, sure)


def _price(cell: str) -> float:
    return float(cell) if cell not in ("", "nan") else math.nan


@cache
def _tariffs(network: str) -> tuple[dict[str, str], ...]:
    with (folder(network) / "route_tariffs.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def origins(network: str) -> dict[str, str]:
    """Return the node at which the gas of a country enters a bundled network, by ISO code."""
    with (folder(network) / "record_origins.csv").open(encoding="utf-8", newline="") as file:
        return {row["origin"]: row["node"] for row in csv.DictReader(file)}
