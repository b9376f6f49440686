"""A local optimum and what limits it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.optimize.limits import Limit

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Gain:
    """What one more unit of a limiting thing would add to the flow.

    Attributes
    ----------
    limit
        The limit; column ``diameter`` stands for one more percent of a pipeline's diameter.
    per_unit
        kg/s per SI unit of the limit.
    """

    limit: Limit
    per_unit: float


@dataclass(frozen=True)
class Optimum:
    """A local optimum.

    Attributes
    ----------
    value
        Extra flow A → B, NaN without a solution. [kg/s]
    potential, flow
        State at the optimum, (n_nodes,) and (n_edges,).
    message
        The solver's own word.
    basis, optimizer
        The last basis and the optimizer it belongs to, to start a similar problem from.
    explain
        Returns :attr:`gains`.
    """

    value: float
    potential: Array
    flow: Array
    message: str
    basis: object = None
    optimizer: Any = None  # an Optimizer, which stands above this floor
    explain: Callable[[], tuple[Gain, ...]] = tuple

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process needs: the answer with its gains, not the solver."""
        own = {name: getattr(self, name) for name in ("value", "potential", "flow", "message", "gains")}
        return own | {"basis": None, "optimizer": None, "explain": tuple}

    @cached_property
    def gains(self) -> tuple[Gain, ...]:
        """Limits with a positive gain, largest first; empty without a solution."""
        return self.explain()

    @property
    def found(self) -> bool:
        """Whether the solver ended at a local optimum."""
        return bool(np.isfinite(self.value))
