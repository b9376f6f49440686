"""Linear programs: one call, plain arrays in, plain arrays out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Array = NDArray[np.float64]


@dataclass(frozen=True)
class LinearSolution:
    """The end of a linear program.

    Attributes
    ----------
    solved
        Whether an optimum was found.
    value
        Cost at the optimum, NaN without one.
    point
        Variables, (n,), empty without an optimum.
    lower_gain, upper_gain
        Change of the cost per unit of each variable's bounds, (n,).
    """

    solved: bool
    value: float
    point: Array
    lower_gain: Array
    upper_gain: Array


def minimise(
    cost: Array,
    *,
    equal: csr_array,
    equal_to: Array,
    lower: Array,
    upper: Array,
    below: csr_array | None = None,
    below_of: Array | None = None,
) -> LinearSolution:
    """Minimise cost · x subject to equal x = equal_to, below x ≤ below_of and lower ≤ x ≤ upper.

    Parameters
    ----------
    cost, lower, upper : (n,)
        Costs and bounds; bounds may be infinite.
    equal : (n_equal, n)
        Equality rows, with ``equal_to`` (n_equal,).
    below : (n_below, n)
        Inequality rows, with ``below_of`` (n_below,).
    """
    from scipy.optimize import linprog  # costs as much to import as a solve

    call: Any = linprog  # its stubs know dense matrices alone
    bounds = np.column_stack([lower, upper])
    result = call(cost, A_ub=below, b_ub=below_of, A_eq=equal, b_eq=equal_to, bounds=bounds, method="highs")
    if result.status != 0:
        nothing = np.zeros(0)
        return LinearSolution(False, float("nan"), nothing, nothing, nothing)
    return LinearSolution(
        True,
        float(result.fun),
        np.asarray(result.x),
        np.asarray(result.lower.marginals),
        np.asarray(result.upper.marginals),
    )
