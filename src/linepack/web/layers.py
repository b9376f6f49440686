"""A network as layers of a map: one collection of features a kind, with facts and the solved state."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from linepack.network.schema import kinds, table_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linepack.network import Network

Place = tuple[float, float]


def layers(network: Network, state: Mapping[str, list[dict[str, Any]]] | None) -> dict[str, Any]:
    """Return the layers of a network by kind.

    Parameters
    ----------
    network
        The network, as of its day.
    state
        Solved tables by kind, records with an ``id``; None where nothing is solved.

    Returns
    -------
    dict
        GeoJSON feature collections: nodes and what hangs on them as points, what joins two nodes as lines,
        longitude first. A feature has its ``id``, its ``kind``, ``facts`` as the network has them and
        ``state`` as solved, all SI. What has no place on the map has no geometry.
    """
    places = _places(network)
    solved = {
        kind: {row["id"]: row for row in rows} for kind, rows in (state or {}).items() if _has_ids(rows)
    }
    return {
        kind: {
            "type": "FeatureCollection",
            "features": [
                _feature(kind, row, places, solved.get(kind, {}).get(row["id"], {})) for row in rows
            ],
        }
        for kind in kinds()
        if (rows := records(network, kind))
    }


def _has_ids(rows: object) -> bool:
    return isinstance(rows, list) and bool(rows) and isinstance(rows[0], dict) and "id" in rows[0]


def records(network: Network, kind: str) -> list[dict[str, Any]]:
    """Return the rows of a table, each with its id and without what is absent."""
    rows = network.table(kind).reset_index().to_dict("records")
    return [{str(name): value for name, value in row.items() if not _absent(value)} for row in rows]


def _absent(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _places(network: Network) -> dict[str, Place]:
    return {
        row["id"]: (float(row["longitude"]), float(row["latitude"]))
        for row in records(network, "nodes")
        if "longitude" in row and "latitude" in row
    }


def _feature(
    kind: str, row: dict[str, Any], places: Mapping[str, Place], state: Mapping[str, Any]
) -> dict[str, Any]:
    facts = {name: value for name, value in row.items() if name != "id"}
    known = {name: value for name, value in state.items() if name not in row and not _absent(value)}
    if "mass_flow" in state:
        known["mass_flow"] = state["mass_flow"]
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": _geometry(row, places),
        "properties": {"kind": kind, "facts": facts, "state": known},
    }


def _geometry(row: Mapping[str, Any], places: Mapping[str, Place]) -> dict[str, Any] | None:
    if "from_node" in row:
        ends = places.get(row["from_node"]), places.get(row["to_node"])
        return {"type": "LineString", "coordinates": list(ends)} if all(ends) else None
    place = places.get(row.get("node", row["id"]))
    return {"type": "Point", "coordinates": place} if place else None


def facts(network: Network, kind: str, element: str) -> list[dict[str, Any]]:
    """Return every value of an element with its unit, what it means and where it comes from.

    Raises
    ------
    KeyError
        If there is no such kind or element.
    """
    columns = {column.name: column for column in table_schema(kind).columns}
    row = network.table(kind).loc[element]
    found = []
    for name, value in row.items():
        if _absent(value) or name not in columns:
            continue
        column, origin = columns[str(name)], network.source_of(kind, element, str(name))
        found.append(
            {
                "name": str(name),
                "value": value,
                "unit": column.unit,
                "description": column.description,
                "source": vars(origin),
            }
        )
    return found
