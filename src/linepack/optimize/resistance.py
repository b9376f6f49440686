"""Resistors in questions of capacity: by drag they are pipes, with a fixed loss they are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import Finding, InputError
from linepack.network.edit import add
from linepack.network.schema import table_schema
from linepack.network.topology import lossless

if TYPE_CHECKING:
    import pandas as pd

    from linepack.network import Network

Mask = NDArray[np.bool_]

FRICTION: Final = 1.0
"""Darcy factor of the pipe that stands for a resistor, the largest that a pipe may have: it is short."""

LEVEL: Final = 1e-6
"""Difference of height of a resistor's ends that counts as none. [m]"""


def with_pipes_for_resistors(network: Network) -> Network:
    """Return the network with a pipe of the same law for every resistor and short pipe with a drag factor.

    Π₁ − Π₂ = ζ q|q|/(2 A²) is the law of a level pipe with λ L/D = ζ, so pressures and flows stay what they
    are. Those whose ends differ in height stay: a pipe would feel it.
    """
    return _with_pipes_for(_with_pipes_for(network, "resistors"), "short_pipes")


def _with_pipes_for(network: Network, kind: str) -> Network:
    table = network.table(kind)
    drags = _drags(network, kind) & _level(network, kind)
    if not drags.any():
        return network
    kept = set(table_schema("pipes").names) & set(table.columns)
    rows = table.loc[drags, [name for name in table.columns if name in kept]].copy()
    rows["length"] = table.loc[drags, "drag_factor"] * table.loc[drags, "diameter"] / FRICTION
    rows["friction_factor"] = FRICTION
    rows.index = _free_names(rows.index, network.table("pipes").index, kind[:-1].replace("_", " "))
    rest = network.with_table(kind, table[~drags])
    return add(rest, "pipes", rows.reset_index(names="id"))


def refuse_resistors(network: Network) -> None:
    """Raise where a resistor or short pipe is left that takes pressure.

    Raises
    ------
    InputError
        Names every such element.
    """
    findings = [*_left(network, "resistors"), *_left(network, "short_pipes")]
    if findings:
        raise InputError(findings, "the question")


def _left(network: Network, kind: str) -> list[Finding]:
    names = network.words(kind)
    left, fixed = ~lossless(network, kind), ~_drags(network, kind)
    return [
        Finding(
            place=f"{kind}[{names[at]}]",
            finding="its fixed loss has no place in a question of capacity."
            if fixed[at]
            else "its ends differ in height, which a question of capacity cannot take with a drag.",
            remedy="Give a drag_factor of the same loss at the flow of interest."
            if fixed[at]
            else "Give both ends one elevation.",
            table=kind,
            row=str(names[at]),
        )
        for at in np.flatnonzero(left)
    ]


def _drags(network: Network, kind: str) -> Mask:
    drags = ~lossless(network, kind)
    if kind == "resistors":
        drags &= np.isnan(network.column(kind, "pressure_drop"))
    return drags


def _level(network: Network, kind: str) -> Mask:
    height = network.column("nodes", "elevation")
    ends = (height[network.node_rows(kind, end)] for end in ("from_node", "to_node"))
    return np.asarray(np.abs(np.subtract(*ends)) <= LEVEL)


def _free_names(wanted: pd.Index, taken: pd.Index, word: str) -> list[str]:
    """Return the names, with a word behind those that a pipe has already."""
    return [f"{name} {word}" if name in taken else str(name) for name in wanted]
