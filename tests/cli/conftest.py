"""Stand-ins for what the commands call, so that the face is tested apart from the solvers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from typer.testing import CliRunner

import linepack as lp
from linepack.cli.face import KINDS
from linepack.cli.main import app
from linepack.errors import Finding

if TYPE_CHECKING:
    from linepack.steady.repair import Repair

Invoke = Callable[..., Any]
Swap = Callable[..., None]

NAN = float("nan")
REFERENCE_DENSITY = 0.75
FINDING = Finding(
    "pipes[P1].diameter", "0.0 m is not above 0.", "Give the inner diameter in metres.", "pipes", "P1"
)


@dataclass(frozen=True)
class StandInHeader:
    name: str = "stand-in"
    gas: SimpleNamespace = field(default_factory=SimpleNamespace)
    friction: str = "hofer"
    date: str = ""
    reference_temperature: float = 288.15
    reference_pressure: float = 101_325.0
    reference_density: float = REFERENCE_DENSITY


@dataclass(frozen=True)
class StandInNetwork:
    """Remembers what it was asked for."""

    header: StandInHeader = StandInHeader()
    asked: tuple[str, str, tuple[str, ...]] | None = None

    def at(
        self, day: str, status_filter: str = "operating", with_projects: tuple[str, ...] = ()
    ) -> StandInNetwork:
        return replace(self, asked=(str(day), str(status_filter), tuple(with_projects)))

    def replace(self, **changes: Any) -> StandInNetwork:
        return replace(self, **changes)


NODES = pd.DataFrame({"pressure": [60e5, NAN]}, index=pd.Index(["A", "B"], name="id"))


@dataclass(frozen=True)
class StandInSolution:
    status: str = "solved"
    message: str = "Solved in 3 iterations."
    findings: tuple[Finding, ...] = ()
    nodes: pd.DataFrame = field(default_factory=NODES.copy)
    repair: Repair | None = None

    def __getattr__(self, kind: str) -> pd.DataFrame:
        return pd.DataFrame(columns=list(dict.fromkeys(shown.column for shown in KINDS[kind])))

    def to_dict(self) -> dict[str, Any]:
        records = self.nodes.reset_index().to_dict("records")
        return {"status": self.status, "message": self.message, "findings": [], "nodes": records}


ANSWERS = pd.DataFrame(
    {
        "scenario": ["2024", "2026"],
        "target_label": ["Serbia over IBS", "Serbia over IBS"],
        "deliverable_bcm_y": [1.8, 2.0],
        "low_bcm_y": [1.6, NAN],
        "high_bcm_y": [2.0, NAN],
        "band_rests_on": ["6 draws, 4 feasible", ""],
        "binding": ["54 bar ring", "metering at Sidirokastro"],
    }
)


@dataclass(frozen=True)
class StandInStudy:
    status: str = "complete"
    headline: str = "In 2026 the corridor can deliver 1.8 bcm/y to Serbia over IBS."
    answers_in_words: tuple[str, ...] = ("Contracts use 0.4 of it.",)
    reference: str = "bcm at 15 degC, 1.01325 bar"
    tables: dict[str, pd.DataFrame] = field(default_factory=lambda: {"answers": ANSWERS})

    def to_dict(self) -> dict[str, Any]:
        records = ANSWERS.to_dict("records")
        return {"status": self.status, "message": self.headline, "findings": [], "answers": records}


@pytest.fixture
def invoke() -> Invoke:
    """Run the command line in this process and return what it did."""
    return lambda *arguments: CliRunner().invoke(app, list(arguments), prog_name="linepack")


@pytest.fixture
def swap(monkeypatch: pytest.MonkeyPatch) -> Swap:
    """Swap public functions of linepack while a test runs."""

    def by(**functions: object) -> None:
        for name, function in functions.items():
            monkeypatch.setitem(vars(lp), name, function)

    return by


@pytest.fixture
def stand_in(swap: Swap) -> type[StandInSolution]:
    """Let every network be read, and every solve succeed."""
    swap(
        read=lambda _, **__: StandInNetwork(),
        solve_steady=lambda _: StandInSolution(),
        read_findings=lambda _, **__: (None, []),
    )
    return StandInSolution
