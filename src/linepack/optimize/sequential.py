"""Sequential linear programming on a compiled program: few steps, because the optimum lies in a corner.

Every step solves the program linearised at the last point, from the last basis. Where a linearisation has no
solution the pipe laws are made elastic at a price, so that the steps end at a solution or at a least
misfit. What does not settle is left to the interior point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from linepack.optimize.highs import new_solver

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[np.float64]

STEPS: Final = 30
"""Most linear programs; typical optima need 4 to 10."""

SETTLED: Final = 1e-9
"""Largest scaled violation of a constraint, and move of the extra flow, at a settled point."""

FOLLOWED: Final = 1e-6
"""The same where friction, elevation and fuel are taken anew at every step: 1e-4 kg/s."""

DRAWN: Final = 1e-5
"""The same for one of many samples, of which only the spread is shown: 1e-3 kg/s."""

NEAR: Final = 1e-2
"""The same for a point that is only to be followed from: 1 kg/s."""

PRICE: Final = 10.0
"""Price of a unit of misfit in a pipe law against a unit of extra flow, both scaled."""

BROKEN: Final = 1e-6
"""Scaled misfit above which a settled elastic point says that nothing fits."""

SOLVED: Final = "solved"
NOTHING_FITS: Final = "nothing fits"
UNSETTLED: Final = "not settled"


@dataclass(frozen=True)
class Data:
    """Parameters and bounds at a point, as the program orders them."""

    parameters: Array
    lower: Array
    upper: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Outcome:
    """Where the steps ended.

    Attributes
    ----------
    status
        ``solved``, ``nothing fits`` or ``not settled``.
    point
        Scaled variables.
    bound, constraint
        Multipliers, above 0 at upper bounds.
    basis
        The basis of the last linear program, for similar problems.
    """

    status: str
    point: Array
    bound: Array
    constraint: Array
    basis: Any  # a basis of HiGHS, which has no types


class Sequential:
    """The linear programs of one compiled program.

    Parameters
    ----------
    casadi
        The module.
    statement
        Variables ``x``, linear cost ``f``, constraints ``g`` and parameters ``p`` as expressions.
    watched
        The variable that must settle.
    n_elastic
        The first constraints, which may become elastic.
    """

    def __init__(self, casadi: Any, statement: dict[str, Any], *, watched: int, n_elastic: int) -> None:
        self._linear = _Linear(casadi, statement, n_elastic)
        self._watched = watched

    def solve(self, data: Data, start: Array, basis: Any = None, *, settled: float = SETTLED) -> Outcome:
        """Return the end of the steps from a start, with a basis of a similar problem where there is one."""
        outcome = self._steps(lambda _: data, start, basis, elastic=False, settled=settled)
        if outcome.status == NOTHING_FITS:
            outcome = self._steps(lambda _: data, start, None, elastic=True)
        return outcome

    def follow(
        self, data: Callable[[Array], Data], start: Array, basis: Any, *, settled: float = FOLLOWED
    ) -> Outcome:
        """Return the end of the steps from a near start, what the program holds fixed taken anew at each."""
        return self._steps(data, start, basis, elastic=False, settled=settled)

    def _steps(
        self,
        data_at: Callable[[Array], Data],
        point: Array,
        basis: Any,
        *,
        elastic: bool,
        settled: float = SETTLED,
    ) -> Outcome:
        linear = self._linear
        bound = constraint = np.zeros(0)
        extra, misfit = self._watched, 0.0
        before = (np.inf, np.inf)
        for _ in range(STEPS):
            data = data_at(point)
            value, slopes = linear.at(point, data.parameters)
            missed = float(np.max(np.maximum(data.low - value, value - data.high), initial=0.0))
            still = abs(point[extra] - before[0]) < settled and abs(misfit - before[1]) < settled
            if still and (missed < settled or misfit > BROKEN):
                return Outcome(SOLVED if missed < settled else NOTHING_FITS, point, bound, constraint, basis)
            before = point[extra], misfit
            step = linear.solve(data, point, (value, slopes), basis, elastic=elastic)
            if step is None:
                return Outcome(NOTHING_FITS, point, bound, constraint, None)
            point, bound, constraint, misfit, basis = step
        return Outcome(UNSETTLED, point, bound, constraint, None)


class _Linear:
    """Linearising a program and solving what comes out."""

    def __init__(self, ca: Any, statement: dict[str, Any], n_elastic: int) -> None:
        self.highs, self.solver = new_solver()
        self.n_elastic = n_elastic
        slopes = ca.jacobian(statement["g"], statement["x"])
        self.function = ca.Function("linear", [statement["x"], statement["p"]], [statement["g"], slopes])
        cost = ca.densify(ca.jacobian(statement["f"], statement["x"]))
        cost = ca.Function("cost", [statement["x"]], [cost])
        self.cost = np.asarray(cost(0.0)).ravel()
        pattern = slopes.sparsity()
        self.start = np.array(pattern.colind(), dtype=np.int32)
        self.row = np.array(pattern.row(), dtype=np.int32)
        self.column = np.repeat(np.arange(len(self.cost)), np.diff(self.start))

    def at(self, point: Array, parameters: Array) -> tuple[Array, Array]:
        """Return the constraints and the nonzero slopes, column by column, at a point."""
        value, slopes = self.function(point, parameters)
        return np.asarray(value).ravel(), np.array(slopes.nonzeros())

    def solve(
        self, data: Data, point: Array, here: tuple[Array, Array], basis: Any, *, elastic: bool
    ) -> tuple[Array, Array, Array, float, Any] | None:
        """Return point, multipliers, misfit and basis of the linear program at a point; None without one."""
        value, slopes = here
        shift = np.bincount(self.row, slopes * point[self.column], len(value)) - value
        model = self.highs.HighsLp()
        n_elastic = self.n_elastic if elastic else 0
        rows = np.arange(n_elastic, dtype=np.int32)
        zero, one = np.zeros(2 * n_elastic), np.ones(n_elastic)
        model.num_col_, model.num_row_ = len(point) + 2 * n_elastic, len(value)
        model.col_cost_ = np.concatenate([self.cost, zero + PRICE])
        model.col_lower_ = np.concatenate([data.lower, zero])
        model.col_upper_ = np.concatenate([data.upper, zero + np.inf])
        model.row_lower_, model.row_upper_ = data.low + shift, data.high + shift
        model.a_matrix_.format_ = self.highs.MatrixFormat.kColwise
        stops = self.start[-1] + np.arange(1, 2 * n_elastic + 1, dtype=np.int32)
        model.a_matrix_.start_ = np.concatenate([self.start, stops])
        model.a_matrix_.index_ = np.concatenate([self.row, rows, rows])
        model.a_matrix_.value_ = np.concatenate([slopes, one, -one])
        self.solver.passModel(model)
        if basis is not None:
            self.solver.setBasis(basis)
        self.solver.run()
        if self.solver.getModelStatus() != self.highs.HighsModelStatus.kOptimal:
            return None
        found = self.solver.getSolution()
        column = np.array(found.col_value)
        dual = -np.array(found.col_dual)[: len(point)]
        misfit = float(column[len(point) :].sum())
        return column[: len(point)], dual, -np.array(found.row_dual), misfit, self.solver.getBasis()
