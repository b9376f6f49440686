"""Many scenarios of one network: what differs between them, as arrays."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import Finding, InputError
from linepack.network.concerns.magnitudes import impossible
from linepack.network.schema import kinds, table_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linepack.network import Network

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

MOST_TOLD: Final = 20
"""Findings of one kind that an error lists."""


@dataclass(frozen=True)
class Scenarios:
    """What differs between scenarios of one network.

    Attributes
    ----------
    columns
        By table and column, SI, one row per scenario: (n_scenarios, n_rows). Cells that the network leaves
        empty must stay empty (NaN).
    outages
        For each scenario the elements that are out, as table and id; empty for none at all.
    names
        What the scenarios are called; by default their numbers.

    Examples
    --------
    >>> import numpy as np
    >>> scenarios = Scenarios({("demands", "mass_flow"): np.array([[10.0, 5.0], [12.0, 4.0]])})
    >>> len(scenarios), scenarios.names
    (2, ('0', '1'))
    """

    columns: Mapping[tuple[str, str], Array] = field(default_factory=dict)
    outages: Sequence[Sequence[tuple[str, str]]] = ()
    names: Sequence[str] = ()

    def __post_init__(self) -> None:
        columns = {key: np.asarray(values, dtype=np.float64) for key, values in self.columns.items()}
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "outages", tuple(tuple(map(tuple, one)) for one in self.outages))
        counts = {len(values) for values in (*columns.values(), self.outages, self.names) if len(values)}
        if len(counts) > 1 or any(values.ndim != 2 for values in columns.values()):
            finding = "columns, outages and names do not speak of equally many scenarios."
            remedy = "Give columns of shape (n_scenarios, n_rows), and as many outages and names."
            raise InputError([Finding("scenarios", finding, remedy)], "the scenarios")
        names = tuple(map(str, self.names or range(max(counts, default=0))))
        object.__setattr__(self, "names", names)

    def __len__(self) -> int:
        return len(self.names)

    def checked(self, network: Network) -> Scenarios:
        """Return the scenarios if they fit a network.

        Raises
        ------
        InputError
            Lists every column that does not fit, every unknown element, and names that stand twice.
        """
        findings = [found for key, values in self.columns.items() for found in _misfits(network, key, values)]
        findings += self._unknown_elements(network)
        twice = len(self.names) - len(set(self.names))
        if twice:
            findings.append(Finding("scenarios.names", f"{twice} stand twice.", "Give each its own name."))
        if findings:
            raise InputError(findings, "the scenarios")
        return self

    def _unknown_elements(self, network: Network) -> list[Finding]:
        known = {kind: set(network.words(kind)) for kind in kinds()}
        asked = dict.fromkeys(item for one in self.outages for item in one)
        return [
            Finding(
                f"{kind}[{row}]", "there is no such element to take out.", "Name a table and an id of it."
            )
            for kind, row in asked
            if row not in known.get(kind, ())
        ][:MOST_TOLD]

    def refused(self, network: Network) -> dict[int, str]:
        """Return by number the scenarios with a number that is not allowed, and which number that is."""
        found: dict[int, str] = {}
        for (kind, name), values in self.columns.items():
            column = table_schema(kind).by_name[name]
            given = np.isfinite(network.column(kind, name))
            bad = (np.isfinite(values) != given) | impossible(column, values)
            for scenario in np.flatnonzero(bad.any(axis=1)).tolist():
                row = int(np.argmax(bad[scenario]))
                place = f"{kind}[{network.words(kind)[row]}].{name}"
                found.setdefault(scenario, f"{place}: {values[scenario, row]} is not allowed there.")
        return found

    def digest(self) -> str:
        """Return what tells these scenarios from others."""
        text = hashlib.sha256(repr((self.names, self.outages, sorted(self.columns))).encode())
        for key in sorted(self.columns):
            text.update(np.ascontiguousarray(self.columns[key]).tobytes())
        return text.hexdigest()


def _misfits(network: Network, key: tuple[str, str], values: Array) -> list[Finding]:
    kind, name = key
    place = f"{kind}.{name}"
    if kind not in kinds() or name not in table_schema(kind).by_name:
        return [Finding(place, "there is no such column.", "Name a table and a column.")]
    if table_schema(kind).by_name[name].dtype != "float":
        return [Finding(place, "it is no column of numbers.", "Use outages, or other networks.")]
    rows = len(network.words(kind))
    if values.shape[1] != rows:
        finding = f"it has {values.shape[1]} columns, but the table has {rows} rows."
        return [Finding(place, finding, "Give one number per row of the table.")]
    return []
