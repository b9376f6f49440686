"""Everything that is wrong with a network, each with place, finding and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.network.concerns.connection import connection
from linepack.network.concerns.dates import dates
from linepack.network.concerns.devices import devices
from linepack.network.concerns.geometry import geometry
from linepack.network.concerns.header import header
from linepack.network.concerns.magnitudes import magnitudes
from linepack.network.concerns.origins import origins
from linepack.network.concerns.pressures import fixed_twice
from linepack.network.concerns.references import end_nodes, successors
from linepack.network.concerns.setpoints import low_above_high, set_points
from linepack.network.schema import kinds, table_schema
from linepack.network.values import value_findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.errors import Finding
    from linepack.network.network import Network


def values(network: Network) -> list[Finding]:
    """Return every required value that is missing and every word that is not allowed."""
    schemas = [table_schema(kind) for kind in kinds()]
    return [one for schema in schemas for one in value_findings(schema, network.table(schema.kind))]


CONCERNS: Final[tuple[Callable[[Network], list[Finding]], ...]] = (
    header,
    values,
    magnitudes,
    end_nodes,
    geometry,
    low_above_high,
    set_points,
    fixed_twice,
    devices,
    dates,
    successors,
    connection,
    origins,
)
"""What is looked at, in the order in which it is told. A new concern is one function and one line here."""


def check(network: Network) -> list[Finding]:
    """Return everything found wrong with a network.

    Parameters
    ----------
    network
        The network; it is not changed and no gas is computed.

    Returns
    -------
    list of Finding
        Severity ``error`` keeps a solver from starting, ``warning`` does not. Empty for a sound network.

    Examples
    --------
    >>> from linepack.network import GasSpec, Network, NetworkHeader
    >>> gas = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
    >>> network = Network.build(
    ...     header=NetworkHeader(name="one pipe", gas=gas),
    ...     nodes=[{"id": "A"}, {"id": "B"}],
    ...     pipes=[{"id": "P", "from_node": "A", "to_node": "b", "length": 1e5, "diameter": 0.0,
    ...             "roughness": 1e-5}],
    ...     supplies=[{"id": "in", "node": "A", "control": "pressure", "pressure": 7.5e6}],
    ... )
    >>> for finding in check(network):
    ...     print(finding.severity, finding)
    error pipes[P].diameter: 0.0 m is not above 0. Give diameter in m: inner diameter.
    error pipes[P].to_node: there is no node 'b'. Did you mean 'B'? Add the node or correct the name.
    warning nodes[B]: no pipe, valve, station or load is attached. Remove the node or connect it.
    """
    with np.errstate(all="ignore"):  # numbers out of any reason are findings, not warnings
        return [finding for concern in CONCERNS for finding in concern(network)]
