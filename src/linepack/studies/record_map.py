"""Which rows of a bundled network a recorded fact speaks of: two tables of names and ways."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from linepack.data.corridor import folder
from linepack.errors import Finding, InputError
from linepack.network.timeline import split_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Row = TypeVar("Row")


@dataclass(frozen=True)
class AssetRows:
    """What an asset of the gazetteer is in a network: projects that promise it, or pipelines that run."""

    asset: str
    projects: tuple[str, ...]
    pipelines: tuple[str, ...]
    rule: str
    source: str


@dataclass(frozen=True)
class Delivery:
    """Where gas of one country for another leaves a network.

    Attributes
    ----------
    origin, destination
        ISO 3166 alpha-2.
    via
        Asset that must be named where two lines lead there; empty for any.
    node, demands
        Where it leaves, and the contract rows that stand for it already.
    takes
        ``any`` contract, or only those between ``states`` where the row is a sum of buyers.
    contracts
        Ids of ``facts/contracts.csv`` that are the same promises.
    reference
        Temperature of the cubic metre of these contracts, 15 or 20 (rule volume-reference). [degC]
    name, rule, source
        For people: what it is, why, and where from.
    """

    origin: str
    destination: str
    via: str
    node: str
    demands: tuple[str, ...]
    takes: str
    contracts: tuple[str, ...]
    reference: str
    name: str
    rule: str
    source: str


@cache
def asset_rows(network: str) -> dict[str, AssetRows]:
    """Return the assets that a bundled network has, by id of the gazetteer."""
    return {row.asset: row for row in _read(network, "record_assets", AssetRows, ("projects", "pipelines"))}


@cache
def deliveries(network: str) -> tuple[Delivery, ...]:
    """Return where gas leaves a bundled network."""
    return tuple(_read(network, "record_deliveries", Delivery, ("demands", "contracts")))


def delivery_between(
    network: str, origins: Iterable[str], destinations: Iterable[str], assets: Iterable[str]
) -> Delivery | str:
    """Return where the gas between countries leaves a network, or why that is not known.

    Parameters
    ----------
    network
        Name of a bundled network.
    origins, destinations
        Countries that may be either end.
    assets
        Lines that are named.
    """
    origins, destinations, named = set(origins), set(destinations), set(assets)
    found = [row for row in deliveries(network) if row.origin in origins and row.destination in destinations]
    if not found:
        ends = f"{_named(origins)} to {_named(destinations)}"
        return f"no way from {ends} is in the network's table of deliveries"
    if len({(row.origin, row.destination) for row in found}) > 1:
        return f"who sells to whom of {_named(origins | destinations)} is not said"
    fitting = [row for row in found if not row.via or row.via in named]
    if len(fitting) != 1:
        return f"which line brings it is not said: {_named(row.via for row in found)}"
    return fitting[0]


def _named(refs: Iterable[str]) -> str:
    return ", ".join(sorted(refs)) or "nobody"


def _read(network: str, table: str, kind: Callable[..., Row], lists: tuple[str, ...]) -> list[Row]:
    path = folder(network) / f"{table}.csv"
    if not path.is_file():
        finding = Finding(network, f"it has no table {table}.", "Take a bundled network that has one.")
        raise InputError([finding], "the record's bridge")
    with path.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    return [kind(**{key: _cell(key, row[key], lists) for key in row}) for row in rows]


def _cell(key: str, text: str, lists: tuple[str, ...]) -> str | tuple[str, ...]:
    return tuple(split_ids(text)) if key in lists else text
