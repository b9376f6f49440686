"""Whether the gas that was promised can actually flow.

The public functions are few and follow the path of the data::

    files ──read──▶ Network ──solve_steady──▶ Solution
                       └──────run_study──────▶ Study ──write_report──▶ HTML and CSV

Names are imported when they are first used, so ``import linepack`` itself costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from linepack.errors import (
    Finding,
    InputError,
    LinepackError,
    MissingExtraError,
    SolveError,
    UnreadableResultError,
)

if TYPE_CHECKING:
    from linepack.data.facade import read, read_findings, read_scenarios
    from linepack.fluids.composition import Composition
    from linepack.fluids.gas import Gas
    from linepack.formats import Scenario, write
    from linepack.network.check import check
    from linepack.network.header import NetworkHeader
    from linepack.network.network import Network
    from linepack.optimize.capacity import Capacity, capacity
    from linepack.report import write_report
    from linepack.steady.batch import Batch
    from linepack.steady.many import solve_many
    from linepack.steady.prepare import Prepared, prepare
    from linepack.steady.scenarios import Scenarios
    from linepack.steady.solution import Solution
    from linepack.steady.solve import solve_steady
    from linepack.studies.claims.check import ClaimCheck, check_claim
    from linepack.studies.claims.ledger import over_commitments
    from linepack.studies.run import list_studies, run_study
    from linepack.studies.study import Study

    __version__: str

__all__ = [
    "Batch",
    "Capacity",
    "ClaimCheck",
    "Composition",
    "Finding",
    "Gas",
    "InputError",
    "LinepackError",
    "MissingExtraError",
    "Network",
    "NetworkHeader",
    "Prepared",
    "Scenario",
    "Scenarios",
    "Solution",
    "SolveError",
    "Study",
    "UnreadableResultError",
    "__version__",
    "capacity",
    "check",
    "check_claim",
    "list_studies",
    "over_commitments",
    "prepare",
    "read",
    "read_findings",
    "read_scenarios",
    "run_study",
    "solve_many",
    "solve_steady",
    "write",
    "write_report",
]

_HOMES: Final[dict[str, str]] = {
    "Batch": "linepack.steady.batch",
    "Capacity": "linepack.optimize.capacity",
    "ClaimCheck": "linepack.studies.claims.check",
    "Composition": "linepack.fluids.composition",
    "Gas": "linepack.fluids.gas",
    "Network": "linepack.network.network",
    "NetworkHeader": "linepack.network.header",
    "Prepared": "linepack.steady.prepare",
    "Scenario": "linepack.formats.detect",
    "Scenarios": "linepack.steady.scenarios",
    "Solution": "linepack.steady.solution",
    "Study": "linepack.studies.study",
    "capacity": "linepack.optimize.capacity",
    "check": "linepack.network.check",
    "check_claim": "linepack.studies.claims.check",
    "list_studies": "linepack.studies.run",
    "over_commitments": "linepack.studies.claims.ledger",
    "prepare": "linepack.steady.prepare",
    "read": "linepack.data.facade",
    "read_findings": "linepack.data.facade",
    "read_scenarios": "linepack.data.facade",
    "run_study": "linepack.studies.run",
    "solve_many": "linepack.steady.many",
    "solve_steady": "linepack.steady.solve",
    "write": "linepack.formats",
    "write_report": "linepack.report",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, and keep it."""
    if name == "__version__":
        value: object = import_module("importlib.metadata").version("linepack")
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
