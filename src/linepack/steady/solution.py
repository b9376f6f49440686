"""The result of a steady solve: status first, tables behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from linepack.errors import Finding, UnreadableResultError
from linepack.network.network import safe_copy
from linepack.steady import tables
from linepack.steady.repair import Repair, repair
from linepack.steady.sensitivity import Sensitivity, sensitivity
from linepack.steady.verdict import INFEASIBLE

if TYPE_CHECKING:
    import pandas as pd

    from linepack.network import Network
    from linepack.steady.share import Deliverable
    from linepack.steady.state import State


@dataclass(frozen=True)
class Verdict:
    """What a state means.

    Attributes
    ----------
    status
        One of the statuses of :func:`linepack.solve_steady`.
    message
        One sentence or two for people.
    findings
        The culprits, each with place, finding and remedy.
    deliverable
        The largest share that can be served, where the loads cannot.
    """

    status: str
    message: str
    findings: tuple[Finding, ...]
    deliverable: Deliverable | None = None


@dataclass(frozen=True)
class Solution:
    """The steady state of a network.

    Attributes
    ----------
    network
        What was solved.
    state
        Arrays of the last state reached.
    verdict
        Status, message, findings and the largest deliverable share.
    """

    network: Network
    state: State
    verdict: Verdict

    @property
    def status(self) -> str:
        """``solved``, ``solved, limits violated``, ``infeasible`` or ``not converged``."""
        return self.verdict.status

    @property
    def message(self) -> str:
        """The verdict in words."""
        return self.verdict.message

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Broken limits, unreachable set-points or the worst elements."""
        return self.verdict.findings

    @property
    def succeeded(self) -> bool:
        """Whether the state is physical and the tables can be read."""
        return self.status.startswith("solved")

    @cached_property
    def _tables(self) -> tables.Tables:
        return tables.Tables(self.network, self.state)

    @cached_property
    def _made(self) -> dict[str, pd.DataFrame]:
        """The tables that were asked for so far."""
        return {}

    @cached_property
    def partial(self) -> dict[str, pd.DataFrame]:
        """All tables of the last state, whatever the status; not a result unless :attr:`succeeded`."""
        return tables.build(self.network, self.state)

    @cached_property
    def deliverable(self) -> dict[str, pd.DataFrame] | None:
        """Tables of the largest share that can be served, None where all is served or nothing can be."""
        best = self.verdict.deliverable
        return tables.build(self.network, best.state) if best and best.state else None

    @cached_property
    def repair(self) -> Repair | None:
        """What would make the loads servable, None unless they are infeasible; takes a solve or some."""
        if self.status != INFEASIBLE:
            return None
        return repair(self.network, self.state, self.verdict.deliverable)

    def table(self, kind: str) -> pd.DataFrame:
        """Return the result table of an element kind, or ``ledger``, indexed by id.

        Raises
        ------
        UnreadableResultError
            If the run did not succeed; :attr:`partial` keeps its last state.
        """
        if not self.succeeded:
            raise UnreadableResultError(f"{self.status}: {self.message} The last state is in .partial.")
        if kind not in self._made:
            self._made[kind] = self._tables.table(kind)
        return safe_copy(self._made[kind])

    nodes = property(lambda self: self.table("nodes"), doc="Pressures and injections.")
    pipes = property(lambda self: self.table("pipes"), doc="Flows, end pressures, velocity, linepack.")
    resistors = property(lambda self: self.table("resistors"), doc="Flows, pressures and modes.")
    short_pipes = property(lambda self: self.table("short_pipes"), doc="Flows of short pipes.")
    heaters = property(lambda self: self.table("heaters"), doc="Flows of heaters and coolers.")
    valves = property(lambda self: self.table("valves"), doc="Flows of valves.")
    check_valves = property(lambda self: self.table("check_valves"), doc="Flows and modes.")
    regulators = property(lambda self: self.table("regulators"), doc="Flows, pressures and modes.")
    compressors = property(lambda self: self.table("compressors"), doc="Modes, ratio, power and fuel.")
    supplies = property(lambda self: self.table("supplies"), doc="Flows of supplies.")
    demands = property(lambda self: self.table("demands"), doc="Flows and pressures of demands.")
    storages = property(lambda self: self.table("storages"), doc="Withdrawal (+) or injection (−).")
    lng_terminals = property(lambda self: self.table("lng_terminals"), doc="Send-out.")
    ledger = property(lambda self: self.table("ledger"), doc="Mass that enters and leaves.")

    def sensitivity(self, what: str) -> Sensitivity:
        """Return the derivatives of a result to every number that was given.

        Parameters
        ----------
        what
            The result: ``nodes[X].pressure``, ``nodes[X].injection`` where the pressure is held,
            ``KIND[X].mass_flow``, ``compressors[X].power`` or ``.fuel``, ``pipes[X].linepack``, or the sums
            ``compressors.power``, ``compressors.fuel`` and ``pipes.linepack``.

        Raises
        ------
        UnreadableResultError
            If the run did not succeed.
        InputError
            If there is no such result.
        """
        if not self.succeeded:
            raise UnreadableResultError(f"{self.status}: {self.message} A state that is none has no slope.")
        return sensitivity(self.network, self.state, what)

    def to_dict(self) -> dict[str, Any]:
        """Return status, message, findings and one list of records per element kind, SI.

        The records of a run that did not succeed stand under ``partial``, so that nobody reads them as a
        result.
        """
        head: dict[str, Any] = {
            "status": self.status,
            "message": self.message,
            "findings": [vars(finding) for finding in self.findings],
        }
        records = {kind: _records(table) for kind, table in self.partial.items()}
        if not self.succeeded:
            head["partial"] = records
            head["deliverable"] = (
                {kind: _records(table) for kind, table in self.deliverable.items()}
                if self.deliverable
                else None
            )
            head["repair"] = self.repair.to_dict() if self.repair else None
            return head
        return head | records


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    frame = table.reset_index()
    names = [str(name) for name in frame.columns]
    columns = (frame[name].tolist() for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
