"""One network many times over, side by side, as arrays: for solving many cases at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from linepack.network.network import UNKNOWN, Network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_ROWS = "rows"
_NUMBERS = "numbers"
_WORDS = "words"


@dataclass(frozen=True, eq=False, repr=False)
class Tile(Network):
    """Copies of a network that differ in some columns of numbers; row r of copy c is row r n + c.

    Only :meth:`column`, :meth:`words` and :meth:`node_rows` speak of the copies; tables are those of one.
    Their ids are their numbers, so that whatever is found can be told by row and copy.

    Attributes
    ----------
    count
        Number of copies, n.
    columns
        By table and column what differs, each (n_rows, n).
    """

    count: int = 1
    columns: Mapping[tuple[str, str], NDArray[np.float64]] = field(default_factory=dict)
    _one: Network | None = None

    @classmethod
    def of(cls, network: Network, count: int) -> Self:
        """Return a number of equal copies of a network."""
        return cls(network.header, network._tables, network._provenance, count=count, _one=network)

    def differing(self, columns: Mapping[tuple[str, str], NDArray[np.float64]]) -> Self:
        """Return the copies with other numbers in some columns, each (n_rows, n)."""
        other = replace(self, columns=columns)
        changed = self.columns.keys() | columns.keys()
        return self._handed_on(other, lambda kind, name: (kind, name) not in changed)

    def _made(self, kind: str, name: str, form: str) -> NDArray[Any]:
        if form == _NUMBERS and (kind, name) in self.columns:
            return self.columns[kind, name].ravel()
        one = Network._array(self._one or self, kind, name, form)
        if form == _WORDS and name == "id":
            return np.arange(len(one) * self.count)
        many = np.repeat(one, self.count)
        if form == _ROWS:
            copy = np.tile(np.arange(self.count), len(one))
            return np.where(many == UNKNOWN, UNKNOWN, many * self.count + copy)
        return many
