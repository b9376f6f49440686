"""The over-commitment ledger: all promises over a leg or out of a field in a year, against its capacity."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from linepack.data.corridor import load
from linepack.errors import Finding, InputError
from linepack.network.schema import edge_kinds
from linepack.studies.bridge import LEAST_LEVEL, VIEWS
from linepack.studies.claims.claim import claim_of_fact
from linepack.studies.claims.commerce import contracts_of, origins
from linepack.studies.claims.ground import CONSTRUCTION, OPERATING
from linepack.studies.profile import route
from linepack.studies.record_map import Delivery, deliveries, delivery_between
from linepack.studies.volumes import Volumes
from linepack.units import mass_flow_from_volume

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.network import Network
    from linepack.storage.store import Store

COLUMNS: Final = (
    "year",
    "kind",
    "element",
    "name",
    "promised_bcm_y",
    "capacity_bcm_y",
    "share",
    "verdict",
    "promises",
    "basis",
)

MIDDLE: Final = "-07-01"
"""Day of a year for which network and contracts are taken."""

OPERATES_UNTIL: Final = 2026
"""Last year whose middle the facts see; what is being built counts from the year after."""

SAME: Final = 0.01
"""Share by which two promises of one delivery may differ and still be one."""


@dataclass(frozen=True)
class Promise:
    """A promise of a delivery in a year.

    Attributes
    ----------
    delivery
        Of what.
    name
        Contract or commitment.
    flow
        Mass flow. [kg/s]
    """

    delivery: Delivery
    name: str
    flow: float


def over_commitments(
    years: Iterable[int],
    *,
    network: str = "southern-gas-corridor",
    store: Store | None = None,
    view: str = "as signed",
) -> pd.DataFrame:
    """Return what is promised over each leg and out of each field of a corridor, year by year.

    Parameters
    ----------
    years
        Which years; each is looked at in its middle.
    network
        A bundled network.
    store
        A record, whose accepted commitments of the view's level count beside the contracts of the facts; one
        that repeats a contract counts once.
    view
        ``as signed``, ``as announced`` or ``as built``: how firm a commitment of the record must be.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`; ``share`` above 1 is over-committed, ``element`` names the rows of the
        network whose technical capacity (a leg) or largest flow (a field) is held against the promises. Rows
        that join the same two systems are one leg. Bookings of transport are no promises of gas and do not
        count, nor do contracts whose facts give no volume.

    Raises
    ------
    InputError
        If there is no such view.
    """
    if view not in VIEWS:
        finding = Finding("view", f"there is no view '{view}'.", f"Give one of: {', '.join(VIEWS)}.")
        raise InputError([finding], "the ledger")
    whole, rows = load(network), []
    for year in years:
        day = f"{year}{MIDDLE}"
        dated = whole.at(day, OPERATING if year <= OPERATES_UNTIL else CONSTRUCTION)
        promises = [*_contracts(network, day, dated), *_recorded(network, store, view, day, dated)]
        rows += _rows(year, dated, _once(promises), origins(network))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _contracts(network: str, day: str, dated: Network) -> list[Promise]:
    found = []
    for delivery in deliveries(network):
        for contract in contracts_of(network, delivery):
            named = contract.id in delivery.contracts and contract.sells_gas_of(delivery.origin)
            if named and contract.in_force(day) and np.isfinite(contract.yearly):
                flow = mass_flow_from_volume(contract.yearly, "bcm/y", _density(delivery, dated))
                found.append(Promise(delivery, f"{contract.id} {contract.buyer}", float(flow)))
    return found


def _recorded(network: str, store: Store | None, view: str, day: str, dated: Network) -> list[Promise]:
    if store is None:
        return []
    from linepack.storage.facts import facts_of

    found = []
    for fact in facts_of(store, "commitment"):
        signed = fact.value.signed is not None or fact.value.status == "signed"
        if not signed and fact.value.level < LEAST_LEVEL[view]:
            continue
        claim = claim_of_fact(fact)
        first = claim.first.isoformat() if claim.first else ""
        last = claim.last.isoformat() if claim.last else "9999"
        if claim.volume is None or not first <= day <= last:
            continue
        delivery = delivery_between(network, [claim.origin], [claim.destination], claim.via)
        if isinstance(delivery, Delivery):
            flow = mass_flow_from_volume(claim.volume, "bcm/y", _density(delivery, dated))
            found.append(Promise(delivery, f"commitment {fact.row}", float(flow)))
    return found


def _once(promises: list[Promise]) -> list[Promise]:
    """Leave out promises of the record that repeat one of the same delivery."""
    kept: list[Promise] = []
    for promise in promises:
        repeats = any(
            one.delivery == promise.delivery and abs(one.flow - promise.flow) <= SAME * one.flow
            for one in kept
        )
        if not repeats or not promise.name.startswith("commitment"):
            kept.append(promise)
    return kept


def _density(delivery: Delivery, dated: Network) -> float:
    volumes = Volumes(dated)
    return volumes.density_at_20 if delivery.reference == "20" else volumes.density


def _rows(year: int, dated: Network, promises: list[Promise], starts: dict[str, str]) -> list[dict[str, Any]]:
    ledger = _Legs.of(dated)
    loads: dict[tuple[str, ...], list[Promise]] = {}
    for promise in promises:
        start = starts.get(promise.delivery.origin)
        for leg in ledger.passed(start, promise.delivery.node) if start else ():
            loads.setdefault(leg, []).append(promise)
    return [ledger.row(year, leg, found) for leg, found in loads.items()]


@dataclass(frozen=True)
class _Legs:
    """The fields and legs of a network on a day.

    Attributes
    ----------
    dated
        The network.
    capacity
        What each place can carry, by ``kind[element].column``. [kg/s]
    ends
        Nodes that each leg joins.
    partners
        The places that join the same two systems as each leg does, itself among them.
    """

    dated: Network
    capacity: dict[str, float]
    ends: dict[str, tuple[str, str]]
    partners: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, dated: Network) -> _Legs:
        """Return those of a network."""
        supplies = dated.table("supplies")["flow_max"].to_dict()
        capacity = {f"supplies[{name}].flow_max": float(most) for name, most in supplies.items()}
        ends: dict[str, tuple[str, str]] = {}
        for kind in edge_kinds():
            table = dated.table(kind)
            for name, row in table.iterrows() if "technical_capacity" in table else ():
                place = f"{kind}[{name}].technical_capacity"
                if np.isfinite(row["technical_capacity"]):
                    capacity[place] = float(row["technical_capacity"])
                    ends[place] = str(row["from_node"]), str(row["to_node"])
        operators = _operators(dated)
        systems = {place: tuple(operators.get(node, "") for node in pair) for place, pair in ends.items()}
        partners = {
            place: tuple(other for other in ends if systems[other] == systems[place])
            if all(systems[place]) and len(set(systems[place])) == len(systems[place])
            else (place,)
            for place in ends
        }
        return cls(dated, capacity, ends, partners)

    def passed(self, start: str, end: str) -> list[tuple[str, ...]]:
        """Return the fields at a start and the legs on the shortest way to an end, as places."""
        steps = [node for node, _, _ in route(self.dated, start, end)]
        if not steps:
            return []
        supplies = self.dated.table("supplies")
        fields = supplies.index[(supplies["node"] == start) & np.isfinite(supplies["flow_max"])].astype(str)
        pairs = {frozenset(pair) for pair in itertools.pairwise(steps)}
        legs = [self.partners[place] for place, pair in self.ends.items() if frozenset(pair) in pairs]
        found = [*((f"supplies[{name}].flow_max",) for name in fields), *legs]
        return list(dict.fromkeys(found))

    def row(self, year: int, leg: tuple[str, ...], promises: list[Promise]) -> dict[str, Any]:
        """Return the ledger's row of a leg or field."""
        cells = [self._cell(place) for place in leg]
        most, total = sum(cell[0] for cell in cells), sum(promise.flow for promise in promises)
        share = total / most if most > 0.0 else float("inf")
        volumes = Volumes(self.dated)
        return {
            "year": year,
            "kind": "field" if leg[0].startswith("supplies") else "leg",
            "element": "; ".join(leg),
            "name": "; ".join(dict.fromkeys(cell[1] for cell in cells)),
            "promised_bcm_y": volumes.bcm_y(total),
            "capacity_bcm_y": volumes.bcm_y(most),
            "share": share,
            "verdict": "over-committed" if share > 1.0 + SAME else "within",
            "promises": "; ".join(promise.name for promise in promises),
            "basis": "; ".join(dict.fromkeys(cell[2] for cell in cells)),
        }

    def _cell(self, place: str) -> tuple[float, str, str]:
        """Return capacity, name and source of a place."""
        kind, _, rest = place.partition("[")
        name, _, column = rest.partition("].")
        title = str(self.dated.table(kind)["name"].to_dict()[name])
        source = self.dated.source_of(kind, name, column).source
        return self.capacity[place], title or name, source


def _operators(dated: Network) -> dict[str, str]:
    """Return whose pipes touch a node, by node; nodes that several operators touch are left out."""
    found: dict[str, set[str]] = {}
    pipes = dated.table("pipes")
    for column in ("from_node", "to_node"):
        for node, operator in zip(pipes[column], pipes["operator"], strict=True):
            found.setdefault(str(node), set()).add(str(operator))
    return {node: next(iter(names)) for node, names in found.items() if len(names) == 1}
