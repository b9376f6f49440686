"""Text for people: the answer first, tables within 100 columns, then the files."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.cli.conftest import FINDING, StandInNetwork, StandInSolution, StandInStudy

from linepack.cli.output import ROWS, Page, TextTable, print_page
from linepack.steady.repair import Cut, Repair, Step
from linepack.studies.record_view import RecordView

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.cli.conftest import Invoke, Swap

WIDE = TextTable("wide", ("id", "text"), [("pipes[P1]", "many words " * 30)])


def test_answer_then_table_then_files(invoke: Invoke, swap: Swap, tmp_path: Path) -> None:
    report = tmp_path / "index.html"
    swap(run_study=lambda *_, **__: StandInStudy(), write_report=lambda *_: report)
    output = invoke("study", "any", "--out", str(tmp_path)).stdout
    places = [
        output.index(text)
        for text in (StandInStudy.headline, "Serbia over IBS", "1.80 (1.60–2.00)", str(report))
    ]
    assert places == sorted(places)
    assert "2.00 \n" in output or "2.00  " in output  # no range where there is none


def test_samples_and_seed_reach_the_study(invoke: Invoke, swap: Swap) -> None:
    asked: dict[str, object] = {}
    swap(run_study=lambda name, **options: asked.update(options, name=name) or StandInStudy())
    invoke("study", "any", "--samples", "7", "--seed", "3")
    assert asked == {"name": "any", "n_samples": 7, "seed": 3, "record": None}


def test_an_unfinished_study_does_not_stand(invoke: Invoke, swap: Swap) -> None:
    swap(run_study=lambda *_, **__: StandInStudy(status="incomplete"))
    assert invoke("study", "any").exit_code == 1


def test_pressures_are_bar_absolute_and_say_so(invoke: Invoke, stand_in: type[StandInSolution]) -> None:
    output = invoke("solve", "any").stdout
    assert "bar abs" in output
    assert "60.0" in output
    assert "Pressures in bar absolute" in output
    assert "15 degC and 1.01325 bar" in output


def test_tables_fit_and_brackets_stay(capsys: pytest.CaptureFixture[str]) -> None:
    print_page(Page("pipes[P1] binds", tables=[WIDE]))
    output = capsys.readouterr().out
    assert max(len(line) for line in output.splitlines()) <= 100
    assert output.startswith("pipes[P1] binds\n")
    assert "\x1b" not in output


def test_long_tables_say_what_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_page(Page("long", tables=[TextTable("many", ("id",), [(str(row),) for row in range(ROWS + 5)])]))
    assert "and 5 more rows" in capsys.readouterr().out


def test_long_lists_of_findings_say_what_is_left_out(invoke: Invoke, swap: Swap) -> None:
    solution = StandInSolution("infeasible", "Because.", findings=(FINDING,) * 13)
    swap(read=lambda _, **__: StandInNetwork(), solve_steady=lambda _: solution)
    output = invoke("solve", "any").stdout
    assert output.count(f"- {FINDING.place}") == 10
    assert "and 3 more: --json" in output


def test_what_to_change_comes_before_where_it_fails(invoke: Invoke, swap: Swap) -> None:
    limit = replace(FINDING, place="regulators[R].technical_capacity", severity="warning")
    solution = StandInSolution("infeasible", "Because.", findings=(FINDING, limit))
    swap(read=lambda _, **__: StandInNetwork(), solve_steady=lambda _: solution)
    answer, change, binding, where, culprit = (
        line for line in invoke("solve", "any").stdout.splitlines() if line.strip()
    )
    assert answer.lower().startswith("infeasible")
    assert (change, where) == ("What to change:", "Where it fails:")
    assert limit.place in binding
    assert FINDING.place in culprit


def test_no_color_is_respected(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    print_page(Page("answer"))
    assert "\x1b[1;32m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    print_page(Page("answer"))
    assert "32m" not in capsys.readouterr().out


def test_solve_writes_tables_in_si(invoke: Invoke, stand_in: type[StandInSolution], tmp_path: Path) -> None:
    output = invoke("solve", "any", "--out", str(tmp_path / "new")).stdout
    rows = list(csv.DictReader((tmp_path / "new" / "nodes.csv").read_text().splitlines()))
    assert rows[0] == {"id": "A", "pressure": "6000000.0"}
    assert json.loads((tmp_path / "new" / "solution.json").read_text())["status"] == "solved"
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["nodes.csv", "solution.json"]
    assert "nodes.csv" in output or "CSV" in output


def test_the_largest_deliverable_is_said_when_infeasible(invoke: Invoke, swap: Swap) -> None:
    message = "The largest deliverable amount is 300 kg/s."
    swap(read=lambda _, **__: StandInNetwork(), solve_steady=lambda _: StandInSolution("infeasible", message))
    assert message in " ".join(invoke("solve", "any").stdout.split())


def test_what_would_repair_it_is_said_when_infeasible(invoke: Invoke, swap: Swap) -> None:
    found = Repair((Cut("CITY", 50.0, 30.0),), (Step("pipes", "AB", 60e5, 40e5),))
    swap(
        read=lambda _, **__: StandInNetwork(),
        solve_steady=lambda _: StandInSolution("infeasible", "Too much.", repair=found),
    )
    output = " ".join(invoke("solve", "any").stdout.split())
    assert "demands[CITY] to 30 kg/s, by 20 kg/s" in output
    assert "pipes[AB]: 20 bar, from 60 to 40 bar" in output


def test_the_view_of_a_record_reaches_the_study(invoke: Invoke, swap: Swap) -> None:
    asked: dict[str, object] = {}
    swap(run_study=lambda name, **options: asked.update(options, name=name) or StandInStudy())
    invoke("study", "any", "--record", "s.db", "--record-view", "as built", "--date", "2026-07-01")
    assert asked["record"] == RecordView("s.db", "as built", "2026-07-01")


def test_a_view_without_a_record_is_refused(invoke: Invoke) -> None:
    result = invoke("study", "any", "--date", "2026-07-01")
    assert result.exit_code != 0
    assert "--record STORE" in " ".join(result.output.split())
