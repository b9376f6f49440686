"""What documents about one event say differently, side by side, ranked with a reason.

Nothing is decided here and nothing is dropped: a conflict lists all readings, the best evidence first. The
ladder of evidence: a document of a party itself, then an agency or another outlet, then a copy; among equals
the later for a status, and the one nearest to the event for a number. A reading that one document lacks is
no conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from linepack.records.model import Anchor, Event, Extraction, ProjectStatus, Quantity

SAME: Final = 0.01
"""Relative difference up to which two figures are one."""

GAS: Final = {"bcm": 1.0, "mcm": 1e-3, "tcf": 28.3168466, "TWh": 0.1}
"""Units that measure gas, in bcm; TWh at the press convention of 10 kWh/m3."""

PARTY: Final = "a document of a party itself"
OUTLET: Final = "a report of an outlet"
COPY: Final = "a copy of another report"
RANKS: Final = (PARTY, OUTLET, COPY)
"""The ladder of evidence, the best first."""


@dataclass(frozen=True)
class Report:
    """A document of a cluster and what is known of it.

    Attributes
    ----------
    source
        Its number in the store, or its place in a list.
    extraction
        What was read from it.
    copy
        Whether it is a copy of another document.
    """

    source: int
    extraction: Extraction
    copy: bool = False

    @property
    def evidence(self) -> str:
        """The rung of the ladder it stands on."""
        if self.copy:
            return COPY
        outlet = self.extraction.document.outlet.casefold()
        bodies = ("ministry", "government", "company")
        own = any(
            outlet and outlet == name.casefold()
            for entity in self.extraction.entities
            if entity.group == "orgs" and entity.kind in bodies
            for name in (entity.id, entity.name, *entity.names)
        )
        return PARTY if own else OUTLET

    @property
    def day(self) -> date:
        """The day it was published; the first of all days where it does not say."""
        published = self.extraction.document.published
        return published.day if published else date.min


@dataclass(frozen=True)
class Reading:
    """What one document says.

    Attributes
    ----------
    source, words, value
        Where, in which words, and what.
    rank
        1 for the best evidence.
    reason
        Why it stands there.
    """

    source: int
    words: str
    value: str
    rank: int
    reason: str


@dataclass(frozen=True)
class Conflict:
    """Readings of one thing that differ, the best evidence first."""

    what: str
    subject: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class _Said:
    """One reading before it is ranked."""

    report: Report
    anchor: Anchor
    key: tuple[str, ...]
    value: str
    number: float | None = None


def find_conflicts(reports: Sequence[Report]) -> list[Conflict]:
    """Return what the documents of a cluster say differently.

    Parameters
    ----------
    reports
        The documents of one cluster.
    """
    kinds: tuple[tuple[str, Callable[[Report], list[_Said]], bool], ...] = (
        ("figure", _figures, False),
        ("status", _statuses, True),
        ("date", _dates, False),
    )
    found = []
    for what, read, later_wins in kinds:
        for said in _grouped(one for report in reports for one in read(report)):
            if _differ(said):
                found.append(Conflict(what, " ".join(filter(None, said[0].key)), _ranked(said, later_wins)))
    return found


def _grouped(said: Iterable[_Said]) -> list[list[_Said]]:
    groups: dict[tuple[str, ...], list[_Said]] = {}
    for one in said:
        groups.setdefault(one.key, []).append(one)
    return [group for group in groups.values() if len({one.report.source for one in group}) > 1]


def _differ(said: list[_Said]) -> bool:
    """Say whether a document differs from another in all that it says of the matter."""
    by_source: dict[int, list[_Said]] = {}
    for one in said:
        by_source.setdefault(one.report.source, []).append(one)
    first, *others = by_source.values()
    return any(not any(_equal(a, b) for a in first for b in other) for other in others)


def _equal(one: _Said, other: _Said) -> bool:
    if one.number is None or other.number is None:
        return one.value == other.value
    return abs(one.number - other.number) <= SAME * max(abs(one.number), abs(other.number))


def _ranked(said: list[_Said], later_wins: bool) -> tuple[Reading, ...]:
    sign = -1 if later_wins else 1
    ordered = sorted(
        said, key=lambda one: (RANKS.index(one.report.evidence), sign * one.report.day.toordinal())
    )
    among = "the later of equals first" if later_wins else "the nearest to the event of equals first"
    return tuple(
        Reading(
            one.report.source,
            one.anchor.span.of(one.report.extraction.document.text),
            one.value,
            rank,
            f"{one.report.evidence}; {among}",
        )
        for rank, one in enumerate(ordered, start=1)
    )


def _figures(report: Report) -> list[_Said]:
    return [_figure(report, one) for one in report.extraction.quantities if one.kind and not one.duplicate_of]


def _figure(report: Report, one: Quantity) -> _Said:
    scale = GAS.get(one.unit)
    number = one.value * scale if scale else one.value
    flow = (
        f"{one.flow.origin}→{','.join(one.flow.destination)}"
        if one.flow.origin or one.flow.destination
        else ""
    )
    key = (one.kind, one.asset, flow, one.per, one.part, one.role, "gas" if scale else one.unit)
    return _Said(report, one.anchor, key, f"{one.bound} {one.printed}", number)


def _statuses(report: Report) -> list[_Said]:
    return [_status(report, one) for one in report.extraction.projects]


def _status(report: Report, one: ProjectStatus) -> _Said:
    return _Said(report, one.anchor, (one.asset,), one.status)


def _dates(report: Report) -> list[_Said]:
    return [_date(report, one) for one in report.extraction.events if one.when]


def _date(report: Report, one: Event) -> _Said:
    people = {entity.id: entity.name for entity in report.extraction.entities}
    who = sorted(people.get(part.ref, part.ref) for part in one.participants)
    day = one.when.day.isoformat() if one.when else ""
    return _Said(report, one.anchors[0], (one.type, one.subtype, ", ".join(who)), day)
