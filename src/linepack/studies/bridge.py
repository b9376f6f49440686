"""From the record to the network: what was accepted becomes dated volumes and availabilities.

====================  ==============================================================================
view                  what counts
====================  ==============================================================================
``as signed``         commitments that are signed or at level 5 and above; statuses from FID on
``as announced``      commitments that are signed or at level 3 and above; all statuses
``as built``          commitments at level 8 and 9; statuses that say operating
====================  ==============================================================================

Only accepted facts are read, and only what was known on the day. Every fact leaves a line that says what it
changed or why it changed nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from linepack.errors import Finding, InputError
from linepack.network import Provenance
from linepack.network.edit import add, change
from linepack.network.timeline import split_ids
from linepack.studies.record_map import AssetRows, Delivery, asset_rows, delivery_between
from linepack.studies.record_volumes import Amount, amount_of
from linepack.studies.volumes import Volumes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from linepack.network import Network
    from linepack.records.model import Moment
    from linepack.storage.facts import KeptFact
    from linepack.storage.store import Store

SIGNED, ANNOUNCED, BUILT = "as signed", "as announced", "as built"
VIEWS: Final = (SIGNED, ANNOUNCED, BUILT)

LEAST_LEVEL: Final = {SIGNED: 5, ANNOUNCED: 3, BUILT: 8}
"""Level from which a fact counts in a view; see docs/reference/annotation.md."""

STATUS_LEVEL: Final = {"proposed": 3, "FID or equivalent": 6, "construction": 7, "operating": 8}
"""Level of a project's status; the other statuses say that nothing is to come."""

STATUS_OF_ROW: Final = {
    "proposed": "announced",
    "FID or equivalent": "fid",
    "construction": "under_construction",
    "operating": "operating",
    "shelved": "dormant",
    "cancelled": "dormant",
}
"""Status of the record, and the word of the network's tables for it."""

DATED: Final = (
    "pipes",
    "compressors",
    "regulators",
    "valves",
    "check_valves",
    "supplies",
    "demands",
    "storages",
)
"""Tables whose rows may belong to a project."""


@dataclass(frozen=True)
class Applied:
    """What became of an accepted fact.

    Attributes
    ----------
    fact, source, day, words
        Kind and number of the fact, its document, the day it was known, and its words there.
    what
        The fact in short.
    applied
        Whether it changed the network.
    reason
        What it changed and by which rule, or why it changed nothing.
    rows
        Rows that it changed, as ``table/id``.
    review
        Number of the decision that it stands on.
    contracts
        Ids of ``facts/contracts.csv`` that are the same promise: not to be counted again.
    projects
        Projects that are in use on the day by it.
    """

    fact: str
    source: str
    day: str
    words: str
    what: str
    applied: bool
    reason: str
    rows: tuple[str, ...] = ()
    review: int | None = None
    contracts: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


def with_record(
    network: Network, store: Store, *, view: str, on: date
) -> tuple[Network, tuple[Applied, ...]]:
    """Return a network with what the record holds on a day, and what became of each accepted fact.

    Parameters
    ----------
    network
        A bundled network with its rows of all dates.
    store
        The record.
    view
        ``as signed``, ``as announced`` or ``as built``.
    on
        The day. Take the network at this day: a contract row that holds on it carries the recorded volume.

    Returns
    -------
    tuple
        The network, every changed value with its provenance, and a line per accepted fact.

    Raises
    ------
    InputError
        If there is no such view, or nothing tells what the record's names are in the network.
    """
    from linepack.storage.facts import facts_of

    if view not in VIEWS:
        raise InputError(
            [Finding("record view", f"there is no view '{view}'.", f"Give one of: {', '.join(VIEWS)}.")],
            "the record's bridge",
        )
    bridge = _Bridge(network, view, on)
    for fact in sorted(
        facts_of(store, "status_change"), key=lambda fact: (_day(fact), fact.row), reverse=True
    ):
        bridge.take_status(fact)
    for fact in sorted(facts_of(store, "commitment"), key=lambda fact: (_day(fact), fact.row), reverse=True):
        bridge.take_commitment(fact)
    return bridge.network, tuple(bridge.lines)


def _day(fact: KeptFact) -> str:
    """Return the day since which a fact is known, ISO; empty where neither it nor its document tells."""
    moment: Moment | None = fact.value.as_of if fact.kind == "status_change" else fact.value.signed
    day = moment.day if moment is not None else fact.published
    return day.isoformat() if day else ""


class _Bridge:
    """The network as it changes, and the lines about it."""

    def __init__(self, network: Network, view: str, on: date) -> None:
        self.network, self.view, self.on = network, view, on
        self.name = network.header.name
        self.volumes = Volumes(network)
        self.lines: list[Applied] = []
        self.assets: dict[str, str] = {}
        self.amounts: dict[tuple[str, str, str], tuple[Amount, str]] = {}

    def take_status(self, fact: KeptFact) -> None:
        value = fact.value
        what = f"{value.asset}: {value.status}"
        rows = asset_rows(self.name).get(value.asset)
        reason = self._not_yet(fact) or self._status_reason(value.asset, value.status)
        if reason:
            self._leave(fact, what, reason)
            return
        self.assets[value.asset] = _id(fact)
        if rows is None:
            self._leave(fact, what, f"the network has no rows of {value.asset}")
        elif rows.pipelines:
            self._leave(fact, what, self._running(rows))
        else:
            self._set_status(fact, what, rows)

    def _status_reason(self, asset: str, status: str) -> str:
        if asset in self.assets:
            return f"a later report of {asset} counts: {self.assets[asset]}"
        if status not in STATUS_OF_ROW:
            return f"'{status}' does not tell for how long nothing flows"
        least = LEAST_LEVEL[self.view]
        if STATUS_LEVEL.get(status, least) < least:
            return f"'{status}' is below the view '{self.view}'"
        return ""

    def _running(self, rows: AssetRows) -> str:
        pipes = self.network.table("pipes")
        starts = pipes.loc[pipes["pipeline"].isin(rows.pipelines), "start_date"].astype(str)
        own = f"the network's own facts have {rows.asset} in operation from {starts.max()}"
        return f"{own}, its stations with it; {rows.rule}"

    def _set_status(self, fact: KeptFact, what: str, rows: AssetRows) -> None:
        value = fact.value
        status = STATUS_OF_ROW[value.status]
        start = _start(fact)
        if status != "dormant" and not start:
            self._leave(fact, what, "no date says when it is to run")
            return
        members = self._members(rows.projects)
        if not members:
            self._leave(fact, what, f"no row belongs to {', '.join(rows.projects)}")
            return
        values = {"status": status} | ({"start_date": start} if start else {})
        for table, ids in members.items():
            said = self._provenance(fact, what)
            self.network = change(self.network, table, ids, said, **values)
        in_use = status != "dormant" and start <= self.on.isoformat()
        told = f"{', '.join(rows.projects)} is {status}" + (f", to run from {start}" if start else "")
        told += "" if in_use else "; not in use on the day"
        names = tuple(f"{table}/{one}" for table, ids in members.items() for one in ids)
        projects = rows.projects if in_use else ()
        self._note(fact, what, f"{told} ({rows.rule})", rows=names, projects=projects)

    def _members(self, projects: Iterable[str]) -> dict[str, list[str]]:
        wanted = set(projects)
        found = {}
        for table in DATED:
            column = self.network.table(table)["project"].astype(str)
            ids = [str(row) for row, cell in column.items() if wanted & set(split_ids(cell))]
            if ids:
                found[table] = ids
        return found

    def take_commitment(self, fact: KeptFact) -> None:
        value = fact.value
        what = f"{value.kind} of {', '.join(sorted(fact.countries) or value.parties)}: {value.status}"
        reason = self._not_yet(fact) or self._level_reason(fact)
        amount = reason or amount_of(fact.quantities, self.on)
        way = amount if isinstance(amount, str) else self._way(fact, amount)
        if isinstance(amount, str) or isinstance(way, str):
            self._leave(fact, what, str(way))
            return
        key = (way.origin, way.destination, way.via)
        if key in self.amounts:
            self._leave(fact, what, self._said_before(amount, *self.amounts[key]))
            return
        self.amounts[key] = amount, _id(fact)
        self._set_volume(fact, f"{what}, {amount.words}", amount, way)

    def _not_yet(self, fact: KeptFact) -> str:
        day = _day(fact)
        if not day:
            return "no date tells since when it is known"
        return f"it is of {day}, after the day asked for" if day > self.on.isoformat() else ""

    def _level_reason(self, fact: KeptFact) -> str:
        value, least = fact.value, LEAST_LEVEL[self.view]
        if value.level < 0:
            return f"at level {value.level} nothing is to come of it"
        signed = self.view != BUILT and (value.signed is not None or value.status == "signed")
        return (
            "" if signed or value.level >= least else f"level {value.level} is below the view '{self.view}'"
        )

    def _way(self, fact: KeptFact, amount: Amount) -> Delivery | str:
        flow, value = amount.figure.flow, fact.value
        to = {ref for ref in flow.destination if ref}
        if len(to) > 1 or any(not _is_country(ref) for ref in to):
            return f"it is a total for {', '.join(sorted(to))}; no share of a country is said"
        origins = {flow.origin} if _is_country(flow.origin) else set(fact.countries) - to
        destinations = to or set(fact.countries) - ({flow.origin} if flow.origin else set())
        named = {*value.assets, amount.figure.asset, *flow.via}
        way = delivery_between(self.name, origins, destinations, named)
        if isinstance(way, Delivery) and way.takes == "states" and not _between_states(value.parties):
            return f"{way.name} is one row for all buyers; a contract of one is a part of it"
        return way

    def _said_before(self, amount: Amount, known: Amount, fact: str) -> str:
        if amount.same_as(known):
            return f"the same volume is applied from {fact}"
        return f"{known.words} is applied from {fact}; whether the two add up is not said"

    def _set_volume(self, fact: KeptFact, what: str, amount: Amount, way: Delivery) -> None:
        density = self.volumes.density_at_20 if way.reference == "20" else self.volumes.density
        flow, (low, high) = amount.mass_flow(density), amount.range(density)
        said = replace(self._provenance(fact, what), low=low, high=high)
        held = self._held(way)
        if held:
            row = held[0]
            before = self._demand(row, "mass_flow")
            self.network = change(self.network, "demands", row, said, mass_flow=flow)
            self._lift_cap(fact, what, row, flow)
            told = f"{row} takes {flow:.1f} kg/s instead of {before:.1f}"
        else:
            row = f"RECORD_{way.origin}_{way.destination}_{fact.row}"
            self._new_row(row, way, flow, amount, fact, said)
            told = f"new contract {row} at {way.node} takes {flow:.1f} kg/s"
        self._note(fact, what, f"{told} ({way.rule})", rows=(f"demands/{row}",), contracts=way.contracts)

    def _held(self, way: Delivery) -> list[str]:
        """Return the contract rows of a delivery that are in use on the day."""
        index = self.network.at(self.on).table("demands").index
        return [row for row in way.demands if row in index]

    def _demand(self, row: str, column: str) -> float:
        return float(self.network.table("demands")[column].to_dict()[row])

    def _lift_cap(self, fact: KeptFact, what: str, row: str, flow: float) -> None:
        if self._demand(row, "flow_max") < flow:
            said = self._provenance(fact, what)
            self.network = change(self.network, "demands", row, said, flow_max=flow)

    def _new_row(
        self, row: str, way: Delivery, flow: float, amount: Amount, fact: KeptFact, said: Provenance
    ) -> None:
        demands = self.network.table("demands")
        pressures = demands.loc[demands["node"] == way.node, "pressure_min"].dropna()
        period = amount.figure.period
        start = period.first.isoformat() if period is not None and period.first else _day(fact)
        values: dict[str, Any] = {"id": row, "node": way.node, "mass_flow": flow, "kind": "contract"}
        values |= {"name": way.name, "status": "operating", "start_date": start}
        if period is not None and period.last is not None:
            values["end_date"] = (period.last + timedelta(days=1)).isoformat()
        values |= {"pressure_min": float(pressures.max())} if len(pressures) else {}
        added = add(self.network, "demands", values)
        plain = {name: getattr(said, name) for name in added.provenance.columns if hasattr(said, name)}
        whole = plain | {"low": float("nan"), "high": float("nan")}
        told = [{"table": "demands", "id": row, "column": "", **whole}]
        told.append({"table": "demands", "id": row, "column": "mass_flow", **plain})
        statements = pd.concat([added.provenance, pd.DataFrame(told)], ignore_index=True)
        self.network = added.replace(provenance=statements)

    def _provenance(self, fact: KeptFact, what: str) -> Provenance:
        note = f"{what}: “{fact.words}” (characters {fact.start} to {fact.end}); "
        note += f"review {fact.review} by {fact.reviewer}"
        return Provenance(
            source=_source(fact), as_of=_day(fact), confidence="medium", basis="sourced", note=note
        )

    def _leave(self, fact: KeptFact, what: str, reason: str) -> None:
        self.lines.append(_line(fact, what, reason, applied=False))

    def _note(
        self,
        fact: KeptFact,
        what: str,
        reason: str,
        rows: tuple[str, ...],
        *,
        contracts: tuple[str, ...] = (),
        projects: tuple[str, ...] = (),
    ) -> None:
        line = _line(fact, what, reason, applied=True)
        self.lines.append(replace(line, rows=rows, contracts=contracts, projects=projects))


def _line(fact: KeptFact, what: str, reason: str, *, applied: bool) -> Applied:
    return Applied(
        _id(fact), _source(fact), _day(fact), fact.words, what, applied, reason, review=fact.review
    )


def _id(fact: KeptFact) -> str:
    return f"{fact.kind.replace('_', ' ')} {fact.row}"


def _source(fact: KeptFact) -> str:
    """Return the document for people: outlet or name, date, address, number in the store."""
    parts = (fact.outlet or fact.source_name, str(fact.published or ""), fact.url)
    return f"{', '.join(part for part in parts if part)} (source {fact.source} of the record)"


def _start(fact: KeptFact) -> str:
    """Return the day from which a project runs: the one seen, or the last that is promised; ISO or empty."""
    if fact.value.status == "operating":
        return _day(fact)
    expected = fact.value.expected
    day = (expected.last or expected.first) if expected is not None else None
    return day.isoformat() if day else ""


def _is_country(ref: str) -> bool:
    return len(ref) == 2 and ref.isascii() and ref.isupper()


def _between_states(parties: tuple[str, ...]) -> bool:
    return all(_is_country(ref) or ref.endswith("-GOV") for ref in parties)
