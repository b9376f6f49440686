"""The exit code is 0 only when the answer stands, and every failure has a message."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest
from tests.cli.conftest import FINDING

from linepack.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from tests.cli.conftest import Invoke, StandInSolution, Swap

SOLVE = ("solve", "any")


def fail_with(error: BaseException) -> object:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize("status", ["solved", "solved, limits violated"])
def test_a_state_stands_also_where_it_breaks_limits(
    invoke: Invoke, swap: Swap, stand_in: type[StandInSolution], status: str
) -> None:
    swap(solve_steady=lambda _: stand_in(status, "Because."))
    result = invoke(*SOLVE)
    assert result.exit_code == 0
    assert f"{status}: Because." in result.stdout


@pytest.mark.parametrize("status", ["infeasible", "not converged"])
def test_a_result_without_success(
    invoke: Invoke, swap: Swap, stand_in: type[StandInSolution], status: str
) -> None:
    swap(solve_steady=lambda _: stand_in(status, "Because."))
    result = invoke(*SOLVE)
    assert result.exit_code == 1
    assert f"{status}: Because." in result.stdout


def test_bad_input_lists_every_finding_on_standard_error(invoke: Invoke, swap: Swap) -> None:
    swap(read=fail_with(InputError([FINDING, FINDING])))
    result = invoke(*SOLVE)
    assert result.exit_code == 2
    assert result.stderr.count(str(FINDING)) == 2
    assert result.stdout == ""


def test_bad_input_for_machines(invoke: Invoke, swap: Swap) -> None:
    swap(read=fail_with(InputError([FINDING])))
    result = invoke(*SOLVE, "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 2
    assert document["status"] == "invalid input"
    assert document["findings"][0]["place"] == FINDING.place


def test_a_missing_extra_names_the_line_that_installs_it(invoke: Invoke, swap: Swap) -> None:
    swap(read=fail_with(MissingExtraError("optimize", "casadi")))
    result = invoke(*SOLVE)
    assert result.exit_code == 1
    assert "pip install 'linepack[optimize]'" in result.stderr


def test_a_file_that_is_not_there(invoke: Invoke, swap: Swap) -> None:
    swap(read=fail_with(FileNotFoundError(2, "No such file or directory", "nowhere.xlsx")))
    result = invoke(*SOLVE)
    assert result.exit_code == 2
    assert result.stderr == "nowhere.xlsx: No such file or directory\n"


def test_a_defect_asks_for_a_report_and_shows_no_traceback(
    invoke: Invoke, swap: Swap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LINEPACK_DEBUG", raising=False)
    swap(read=fail_with(ZeroDivisionError("by zero")))
    result = invoke(*SOLVE)
    assert result.exit_code == 70
    assert "ZeroDivisionError: by zero" in result.stderr
    assert "report" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_defect_shows_where_on_request(invoke: Invoke, swap: Swap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEPACK_DEBUG", "1")
    swap(read=fail_with(ZeroDivisionError("by zero")))
    assert "Traceback" in invoke(*SOLVE).stderr


def test_interrupted(invoke: Invoke, swap: Swap) -> None:
    swap(read=fail_with(KeyboardInterrupt()))
    result = invoke(*SOLVE)
    assert result.exit_code == 130
    assert result.stderr == "stopped\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("solve",),
        ("solve", "any", "--date", "soon"),
        ("solve", "any", "--status-filter", "perhaps"),
        ("study", "any", "--open"),
        ("capacity", "any", "--from", "A"),
        ("nothing",),
    ],
)
def test_wrong_usage(invoke: Invoke, arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert "Error" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_closed_pipe_is_quiet() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CLOSED_PIPE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    message = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 1
    assert message == ""


CLOSED_PIPE = """
import time, linepack as lp
from linepack.cli.main import run
import sys
time.sleep(0.2)
lp.list_studies = lambda: {str(number): "title " * 10 for number in range(5000)}
sys.argv = ["linepack", "study", "--json"]
run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_interrupting_the_process_leaves_with_130() -> None:
    script = "import os, signal, sys, linepack as lp\nfrom linepack.cli.main import run\n"
    script += f"lp.list_studies = lambda: os.kill(os.getpid(), {int(signal.SIGINT)})\n"
    script += 'sys.argv = ["linepack", "study"]\nrun()\n'
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "stopped\n")
