"""One scenario of a batch, solved as if it were the only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linepack.errors import InputError
from linepack.network.check import check
from linepack.network.edit import remove
from linepack.network.schema import kinds, table_schema
from linepack.steady.batch import (
    OUT,
    QUANTITIES,
    REFUSED,
    STATUSES,
    UNSERVED,
    WITH_MODES,
    Chunk,
    Excess,
    Layout,
    coded,
)
from linepack.steady.setpoints import unreached
from linepack.steady.shortage import carries
from linepack.steady.solution import Solution, Verdict
from linepack.steady.solve import judged, solve_system
from linepack.steady.state import Guess, find_state
from linepack.steady.validity import choked_pipes
from linepack.steady.verdict import INFEASIBLE, LIMITS_VIOLATED, broken_limits, unphysical_nodes
from linepack.system import compile_system

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from linepack.network import Network
    from linepack.steady.prepare import Prepared
    from linepack.system import System

    Array = NDArray[np.float64]


def alone(
    prepared: Prepared,
    layout: Layout,
    columns: Mapping[tuple[str, str], Array],
    outages: Sequence[tuple[str, str]],
    number: int,
    guess: Guess | None = None,
) -> Chunk:
    """Return the results of one scenario.

    Parameters
    ----------
    prepared
        The network.
    layout
        Which column of the results is what.
    columns
        What differs, SI.
    outages
        The elements that are out, as table and id.
    number
        Number of the scenario.
    guess
        Where to start, from a block; scenarios without outages alone have one.
    """
    try:
        network, system = _compiled(prepared, columns, outages)
    except InputError as refusal:
        return nothing(layout, number, str(refusal))
    return _chunk(_solved(network, system, guess), layout, outages, number)


def _compiled(
    prepared: Prepared, columns: Mapping[tuple[str, str], Array], outages: Sequence[tuple[str, str]]
) -> tuple[Network, System]:
    """Return the network of a scenario and its system.

    Raises
    ------
    InputError
        If it is no sound network.
    """
    network = prepared.network.with_columns(columns)
    if not outages:
        return network, prepared.system_of(network, columns)
    for kind, row in dict.fromkeys(outages):
        network = remove(network, kind, row)
    errors = [finding for finding in check(network) if finding.severity == "error"]
    if errors:
        raise InputError(errors, f"network {network.header.name}")
    return network, compile_system(network, prepared.system.gas)


def _solved(network: Network, system: System, guess: Guess | None) -> Solution:
    """Return the solution; without a search for what can be served where no state is physical."""
    state = find_state(system, start=guess)
    if not (state.converged and carries(system, state.flow, state.scales.flow).all()):
        return solve_system(network, system)
    if unphysical_nodes(state).size or unreached(network, state) or choked_pipes(network, state):
        return Solution(network, state, Verdict(INFEASIBLE, UNSERVED, ()))
    return Solution(network, state, judged(network, state))


def nothing(layout: Layout, number: int, note: str) -> Chunk:
    """Return a scenario that no solve takes."""
    return Chunk(
        scenario=np.array([number]),
        status=np.array([STATUSES.index(REFUSED)], dtype=np.int8),
        iterations=np.zeros(1, dtype=np.intp),
        results=np.full((1, layout.width), np.nan),
        modes=np.zeros((1, layout.n_modes), dtype=np.int16),
        words=(),
        excess=Excess.none(),
        notes={number: note},
    )


def _chunk(found: Solution, layout: Layout, outages: Sequence[tuple[str, str]], number: int) -> Chunk:
    names = np.full((1, layout.n_modes), "", dtype=object)
    values = np.full((1, layout.width), np.nan)
    if found.succeeded:
        for kind, column in QUANTITIES:
            values[0, layout.spans[kind, column]] = _column(found, layout, outages, kind, column)
        for kind in WITH_MODES:
            names[0, layout.mode_spans[kind]] = _modes(found, layout, kind)
    code, words = coded(names)
    violated = found.status == LIMITS_VIOLATED
    return Chunk(
        scenario=np.array([number]),
        status=np.array([STATUSES.index(found.status)], dtype=np.int8),
        iterations=np.array([found.state.iterations]),
        results=values,
        modes=code,
        words=words,
        excess=_excess(found, layout, number) if violated else Excess.none(),
        notes={} if found.succeeded else {number: found.message},
    )


def _column(
    found: Solution, layout: Layout, outages: Sequence[tuple[str, str]], kind: str, column: str
) -> Array:
    """Return a quantity of all rows; what is out carries nothing."""
    table = found.table(kind)
    result = table[column].reindex(layout.ids[kind]).to_numpy(dtype=float, copy=True)
    gone = [row for table_name, row in outages if table_name == kind]
    if gone:
        result[np.isin(layout.ids[kind].astype(str), gone)] = 0.0
    return result


def _modes(found: Solution, layout: Layout, kind: str) -> NDArray[np.object_]:
    return np.asarray(found.table(kind)["mode"].reindex(layout.ids[kind]).fillna(OUT), dtype=object)


def _excess(found: Solution, layout: Layout, number: int) -> Excess:
    broken = broken_limits(found.network, found.state)
    rows = {
        kind: {row: at for at, row in enumerate(layout.ids[kind])} for kind in {one.kind for one in broken}
    }
    names = kinds()
    return Excess(
        scenario=np.full(len(broken), number, dtype=np.intp),
        kind=np.array([names.index(one.kind) for one in broken], dtype=np.int16),
        row=np.array([rows[one.kind][one.element] for one in broken], dtype=np.intp),
        limit=np.array([table_schema(one.kind).names.index(one.limit) for one in broken], dtype=np.int16),
        value=np.array([one.value for one in broken]),
        bound=np.array([one.bound for one in broken]),
    )
