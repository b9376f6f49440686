"""A study on what the record holds: one scenario of one view and day, and the list of what was applied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from linepack.errors import Finding, InputError
from linepack.studies.bridge import Applied, with_record
from linepack.studies.definition import Scenario, StudyDefinition, Target

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.network import Network
    from linepack.studies.study import Study

SCENARIO = "record"
"""Id of the scenario."""


@dataclass(frozen=True)
class RecordView:
    """Which record a study runs on, and how.

    Attributes
    ----------
    store
        File or address of the store.
    view
        ``as signed``, ``as announced`` or ``as built``.
    day
        The day, ISO.
    """

    store: str | Path
    view: str = "as signed"
    day: str = ""

    def applied_to(
        self, definition: StudyDefinition, network: Network
    ) -> tuple[StudyDefinition, Network, tuple[Applied, ...]]:
        """Return the study of this view, its network, and what became of each accepted fact.

        Raises
        ------
        InputError
            If the day, the view or the store does not fit.
        MissingExtraError
            Without the ``record`` extra.
        """
        from linepack.storage.store import Store

        on = self._date()
        with Store(self.store) as store:
            changed, applied = with_record(network, store, view=self.view, on=on)
        return self._definition(definition, applied, on), changed, applied

    def _date(self) -> date:
        try:
            return date.fromisoformat(self.day) if self.day else date.today()
        except ValueError as wrong:
            finding = Finding(
                "date", f"'{self.day}' is not a date.", "Write year, month and day: 2026-07-01."
            )
            raise InputError([finding], "the record's view") from wrong

    def _definition(
        self, definition: StudyDefinition, applied: tuple[Applied, ...], on: date
    ) -> StudyDefinition:
        projects = tuple(dict.fromkeys(one for line in applied for one in line.projects))
        scenario = Scenario(
            SCENARIO,
            f"{on} {self.view}",
            on.isoformat(),
            projects=projects,
            description=f"What operates on {on} by the network's own facts, and the record {self.view}.",
        )
        carried = {one for line in applied for one in line.contracts}
        return replace(
            definition,
            headline_scenario=SCENARIO,
            scenarios=(scenario,),
            targets=tuple(_without(target, carried) for target in definition.targets),
            published=(),
        )


def _without(target: Target, carried: set[str]) -> Target:
    """Return a target without the contracts that the record put into the base load."""
    return replace(target, contracts=tuple(one for one in target.contracts if one not in carried))


def with_applied(study: Study, applied: tuple[Applied, ...]) -> Study:
    """Return a study with the table of what the record changed and a note on it."""
    done = sum(line.applied for line in applied)
    note = f"The record holds {len(applied)} accepted commitments and statuses; {done} changed the network "
    note += "and are in its base load, the others say why not (table record)."
    tables = {"record": applied_table(applied), **study.tables}
    return replace(study, notes=(note, *study.notes), tables=tables)


def applied_table(applied: tuple[Applied, ...]) -> pd.DataFrame:
    """Return what became of each fact as a table, one row per fact."""
    columns = ["fact", "what", "applied", "reason", "rows", "day", "source", "words", "review"]
    rows = [
        {name: getattr(line, name) for name in columns} | {"rows": "; ".join(line.rows)} for line in applied
    ]
    return pd.DataFrame(rows, columns=columns)
