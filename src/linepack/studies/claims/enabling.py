"""The smallest set of steps that lets a claimed flow through: announced projects first, then further ones.

The best of the sets that the study knows is widened by every project that adds to it; then each step is taken
away that is not needed. What is left cannot do without any of its steps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from linepack.network.timeline import split_ids
from linepack.studies.claims.ground import Ground, Measure, Reach, Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linepack.optimize.limits import Limit

MOST_MEASURES: Final = 12
"""Steps beyond the announced projects after which the search ends."""

GAIN: Final = 1e-3
"""Share by which a project must add to the flow to be taken in."""

SUPPLY: Final = ("pipes", "compressors", "regulators", "valves", "supplies", "storages")
"""Tables whose rows a project may add without adding load."""

LIFTED: Final = ("technical_capacity", "flow_max", "power_max", "injection_max")
"""Limits that a measure takes off; all others give way to another line."""


@dataclass(frozen=True)
class Enabling:
    """What it takes.

    Attributes
    ----------
    reach
        What flows with it; its setting names projects and measures.
    enough
        Whether the claimed flow comes through.
    only
        Whether the widest set fails without any one of its projects, so that no part of it is smaller.
    first_day
        The last of the projects' announced days, ISO; empty where one has none or there are measures.
    """

    reach: Reach
    enough: bool
    only: bool
    first_day: str

    @property
    def steps(self) -> tuple[str, ...]:
        """Projects and measures, by name."""
        setting = self.reach.setting
        return (*setting.projects, *(measure.words for measure in setting.measures))


def candidates(ground: Ground) -> tuple[str, ...]:
    """Return the projects of a network that bring capacity or supply and no load of their own."""
    network = ground.network
    found: set[str] = set()
    loads: set[str] = set()
    for kind in (*SUPPLY, "demands"):
        for cell in network.words(kind, "project"):
            (loads if kind == "demands" else found).update(split_ids(str(cell)))
    return tuple(sorted(found - loads))


def enabling(
    ground: Ground,
    setting: Setting,
    wanted: float,
    *,
    offers: Iterable[tuple[str, ...]] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Enabling:
    """Return the smallest set of steps with which a flow comes through.

    Parameters
    ----------
    ground
        Network and delivery.
    setting
        What is there without them.
    wanted
        Mass flow. [kg/s]
    offers
        Sets of projects that belong together.
    progress
        Called with what is tried.
    """
    best = _with_projects(ground, setting, wanted, offers, progress)
    if best.deliverable < wanted:
        best = _with_measures(ground, best, wanted, progress)
    enough = best.deliverable >= wanted
    if not enough:
        wanted = best.deliverable * (1.0 - 1e-6)
    best, needed = _without_the_idle(ground, best, wanted, progress)
    only = set(best.setting.projects) <= needed and not best.setting.measures
    return Enabling(best, enough, only, "" if best.setting.measures else _first_day(ground, best.setting))


def _with_projects(
    ground: Ground,
    setting: Setting,
    wanted: float,
    offers: Iterable[tuple[str, ...]],
    progress: Callable[[str], None],
) -> Reach:
    """Return the best of the offers, widened by projects that add to it until the flow comes through."""
    sets = dict.fromkeys(((), *offers))
    best = max(
        (ground.reach(replace(setting, projects=one)) for one in sets), key=lambda reach: reach.deliverable
    )
    for project in candidates(ground):
        if best.deliverable >= wanted:
            break
        if project in best.setting.projects:
            continue
        progress(f"with {project}")
        trial = ground.reach(replace(best.setting, projects=(*best.setting.projects, project)))
        if trial.deliverable > best.deliverable * (1.0 + GAIN):
            best = trial
    return best


def _with_measures(ground: Ground, reach: Reach, wanted: float, progress: Callable[[str], None]) -> Reach:
    """Relieve what binds, again and again, until the flow comes through or nothing helps."""
    for _ in range(MOST_MEASURES):
        measure = _relief(reach)
        if measure is None or reach.deliverable >= wanted:
            break
        progress(measure.words)
        setting = replace(reach.setting, measures=(*reach.setting.measures, measure))
        after = ground.reach(setting)
        if after.deliverable <= reach.deliverable and measure.what == "line":
            break
        reach = after
    return reach


def _relief(reach: Reach) -> Measure | None:
    """Return what relieves the strongest limit: itself lifted, or another line where a line gains most."""
    if reach.capacity is None:
        return None
    for limit in reach.capacity.binding:
        measure = _lift(limit)
        if measure is not None and measure not in reach.setting.measures:
            return measure
    table = reach.capacity.marginals
    lines = table[table["column"] == "diameter"].sort_values("gain", ascending=False)
    return None if lines.empty else Measure("line", "pipes", str(lines.iloc[0]["element"]), "parallel_lines")


def _lift(limit: Limit) -> Measure | None:
    if limit.column not in LIFTED or limit.kind == "network":
        return None
    return Measure("lift", limit.kind, limit.element, limit.column)


def _without_the_idle(
    ground: Ground, reach: Reach, wanted: float, progress: Callable[[str], None]
) -> tuple[Reach, set[str]]:
    """Take away every step that is not needed; return what is left and what no set can do without."""
    needed: set[str] = set()
    full = reach.setting
    for project in full.projects:
        progress(f"without {project}")
        fewer = replace(
            reach.setting, projects=tuple(one for one in reach.setting.projects if one != project)
        )
        trial = ground.reach(fewer)
        if trial.deliverable >= wanted:
            reach = trial
        else:
            alone = replace(full, projects=tuple(one for one in full.projects if one != project))
            if alone == fewer or ground.reach(alone).deliverable < wanted:
                needed.add(project)
    for measure in reach.setting.measures:
        left = list(reach.setting.measures)
        left.remove(measure)
        trial = ground.reach(replace(reach.setting, measures=tuple(left)))
        if trial.deliverable >= wanted:
            reach = trial
    return reach, needed


def _first_day(ground: Ground, setting: Setting) -> str:
    """Return the last start of the rows of the projects, ISO; empty where a project has none."""
    last = setting.date
    for project in setting.projects:
        days = [
            str(day)
            for kind in SUPPLY
            for cell, day in zip(
                ground.network.words(kind, "project"), ground.network.words(kind, "start_date"), strict=True
            )
            if project in split_ids(str(cell))
        ]
        if not all(days) or not days:
            return ""
        last = max(last, *days)
    return last
