"""Linear programs on HiGHS itself: whole arrays in, a basis kept between similar programs."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scipy.sparse import csr_array

Array = NDArray[np.float64]

OPTIONS: Final[dict[str, Any]] = {  # as HiGHS takes them
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "parallel": "off",
    "presolve": "off",
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
}
"""Options of HiGHS: small programs, most of them from a near basis."""


@dataclass(frozen=True)
class LinearOptimum:
    """The end of a linear program.

    Attributes
    ----------
    solved
        Whether an optimum was found.
    point
        Variables, (n,), empty without an optimum.
    gain
        Change of the cost per unit of each variable's active bound, (n,).
    """

    solved: bool
    point: Array
    gain: Array


def new_solver() -> tuple[Any, Any]:
    """Return the module of HiGHS and a solver with our options.

    Raises
    ------
    MissingExtraError
        Without highspy.
    """
    try:
        import highspy
    except ImportError as missing:
        raise MissingExtraError("optimize", "highspy") from missing
    with _silent():
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    return highspy, solver


class GrowingProgram:
    """Minimise cost · x with equality rows and bounds, and inequality rows that are added as they are needed.

    Parameters
    ----------
    cost, lower, upper : (n,)
        Costs and bounds; bounds may be infinite.
    equal : (n_equal, n)
        Equality rows, with ``equal_to`` (n_equal,).
    """

    def __init__(self, cost: Array, lower: Array, upper: Array, equal: csr_array, equal_to: Array) -> None:
        self.highs, self.solver = _shared()
        self.solver.clear()
        for name, value in OPTIONS.items():
            self.solver.setOptionValue(name, value)
        model = self.highs.HighsLp()
        model.num_col_, model.num_row_ = len(cost), len(equal_to)
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
        model.row_lower_ = model.row_upper_ = equal_to
        model.a_matrix_.format_ = self.highs.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = equal.indptr, equal.indices
        model.a_matrix_.value_ = equal.data
        self.solver.passModel(model)

    def add(self, rows: csr_array, at_most: Array) -> None:
        """Add rows · x ≤ at_most, (n_rows,)."""
        free = np.full(len(at_most), -np.inf)
        pieces = (rows.indptr.astype(np.int32), rows.indices.astype(np.int32), rows.data)
        self.solver.addRows(len(at_most), free, at_most, rows.nnz, *pieces)

    def solve(self) -> LinearOptimum:
        """Solve from the basis of the last solve, if there was one."""
        self.solver.run()
        if self.solver.getModelStatus() != self.highs.HighsModelStatus.kOptimal:
            return LinearOptimum(False, np.zeros(0), np.zeros(0))
        found = self.solver.getSolution()
        return LinearOptimum(True, np.array(found.col_value), np.array(found.col_dual))


@cache
def _shared() -> tuple[Any, Any]:
    """The solver that growing programs take turns on: making one costs more than a small program."""
    return new_solver()


@contextmanager
def _silent() -> Iterator[None]:
    """Keep off the standard output: HiGHS names itself when it is made, before it takes options."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
