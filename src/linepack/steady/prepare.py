"""One network solved again and again: what its topology decides is done once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding, InputError
from linepack.network.check import check
from linepack.network.concerns.devices import beyond_machines
from linepack.network.concerns.magnitudes import column_findings
from linepack.network.schema import kinds, table_schema
from linepack.steady.solve import solve_system
from linepack.steady.state import Guess, find_state
from linepack.system import compile_system
from linepack.system.compile import LOADS, PRESSURE_SOURCES, with_boundary
from linepack.system.gas import gas_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from linepack.network import Network
    from linepack.steady.solution import Solution
    from linepack.system import System

    Columns = Mapping[tuple[str, str], NDArray[np.float64]]

BOUNDARY: Final = frozenset(
    [(kind, "mass_flow") for kind in LOADS] + [(kind, "pressure") for kind in PRESSURE_SOURCES]
)
"""Columns whose change leaves edges, laws and set-points of devices as they are."""


@dataclass(frozen=True)
class Prepared:
    """A checked and compiled network; make one with :func:`prepare`.

    Attributes
    ----------
    network
        The network.
    system
        Its arrays and laws.
    """

    network: Network
    system: System

    def solve(self, columns: Columns | None = None, *, start: Solution | None = None) -> Solution:
        """Return the steady state with other numbers in some columns.

        Parameters
        ----------
        columns
            Whole columns by table and name, SI, such as ``{("demands", "mass_flow"): array}``. Absent cells
            must stay absent.
        start
            A solution of this network to start from, such as the one before; by default the state of the
            network as it was prepared, which is found once.

        Raises
        ------
        InputError
            If a column or a number in it is not allowed.
        """
        changed = self.network.with_columns(known(columns)) if columns else self.network
        errors = [
            finding
            for kind, name in columns or ()
            for finding in column_findings(changed, kind, name)
            if finding.severity == "error"
        ]
        if any(kind in ("regulators", "compressors") for kind, _ in columns or ()):
            errors += beyond_machines(changed)
        if errors:
            raise InputError(errors, f"network {self.network.header.name}")
        system = self.system_of(changed, columns or {})
        return solve_system(changed, system, start=start, guess=None if start else self._own)

    @cached_property
    def _own(self) -> Guess | None:
        """The state of the network as it was prepared, None where it was not found."""
        state = find_state(self.system, patient=False)
        return Guess(state.potential, state.flow) if state.converged else None

    def system_of(self, changed: Network, columns: Columns) -> System:
        """Return the arrays and laws of the network with those columns changed."""
        if set(columns) <= BOUNDARY:
            return with_boundary(self.system, changed) if columns else self.system
        return compile_system(changed, self.system.gas, like=self.system)


def known(columns: Columns) -> Columns:
    """Return the columns if they are columns of numbers.

    Raises
    ------
    InputError
        Lists every one that is not.
    """
    findings = [
        Finding(f"{kind}.{name}", "there is no such column of numbers.", "Name a table and a column.")
        for kind, name in columns
        if kind not in kinds()
        or name not in table_schema(kind).by_name
        or table_schema(kind).by_name[name].dtype != "float"
    ]
    if findings:
        raise InputError(findings, "the columns to change")
    return columns


def prepare(network: Network) -> Prepared:
    """Return a network ready to be solved again and again with other numbers.

    Parameters
    ----------
    network
        Any network without an error of :func:`linepack.check`.

    Raises
    ------
    InputError
        If the input has errors; the message lists all of them.

    Examples
    --------
    >>> import numpy as np
    >>> import linepack as lp
    >>> from linepack.network import GasSpec, Network, NetworkHeader
    >>> gas = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
    >>> network = Network.build(
    ...     header=NetworkHeader(name="one pipe", gas=gas),
    ...     nodes=[{"id": "A"}, {"id": "B"}],
    ...     pipes=[{"id": "P", "from_node": "A", "to_node": "B", "length": 1e5, "diameter": 0.9,
    ...             "roughness": 1e-5}],
    ...     supplies=[{"id": "in", "node": "A", "control": "pressure", "pressure": 7.5e6}],
    ...     demands=[{"id": "out", "node": "B", "mass_flow": 250.0}],
    ... )
    >>> prepared = lp.prepare(network)
    >>> solution = prepared.solve({("demands", "mass_flow"): np.array([300.0])})
    >>> float(solution.supplies.at["in", "mass_flow"])
    300.0
    """
    errors = [finding for finding in check(network) if finding.severity == "error"]
    if errors:
        raise InputError(errors, f"network {network.header.name}")
    return Prepared(network, compile_system(network, gas_of(network.header)))
