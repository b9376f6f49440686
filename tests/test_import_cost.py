"""What is loaded when: modules are counted, not seconds, so that the tests hold on a busy machine."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

NUMERICAL = {"numpy", "scipy", "pandas"}
PRINTING = {"rich"}
HEAVY = {
    "CoolProp",
    "casadi",
    "highspy",
    "jinja2",
    "matplotlib",
    "openpyxl",
    "sqlalchemy",
    "xarray",
}

REPORT = "; import json, sys; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"

HELP = """
import contextlib, io, sys
sys.argv = ["linepack", *{arguments}]
from linepack.cli.main import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    run()
pass"""

SOLVE = """
import linepack as lp
assert lp.solve_steady(lp.read("southern-gas-corridor").at("2024-01-01")).succeeded
pass"""

SOLVE_AS_JSON = """
import contextlib, io, sys
sys.argv = ["linepack", "solve", "southern-gas-corridor", "--date", "2024-01-01", "--json"]
from linepack.cli.main import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    run()
assert "linepack.steady.solve" in sys.modules
pass"""


def loaded_by(script: str) -> set[str]:
    """Return the top-level packages that a fresh process has loaded after running the script."""
    done = subprocess.run([sys.executable, "-c", script + REPORT], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_import() -> None:
    assert not loaded_by("import linepack") & (NUMERICAL | PRINTING | HEAVY | {"typer"})


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["solve", "--help"]], ids=" ".join)
def test_help(arguments: list[str]) -> None:
    loaded = loaded_by(HELP.format(arguments=arguments))
    assert "typer" in loaded
    assert not loaded & (NUMERICAL | PRINTING | HEAVY)


def test_steady_solve() -> None:
    loaded = loaded_by(SOLVE)
    assert "numpy" in loaded
    assert not loaded & (HEAVY | PRINTING | {"typer"})


def test_a_solve_for_machines() -> None:
    assert not loaded_by(SOLVE_AS_JSON) & (HEAVY | PRINTING)
