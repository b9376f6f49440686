"""The steady state of a network, with a verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from linepack.errors import Finding, InputError, SolveError
from linepack.network.check import check
from linepack.steady import verdict
from linepack.steady.setpoints import unreached
from linepack.steady.share import judge, largest_share
from linepack.steady.shortage import Shortage, carries, flow_shortage, may_be_short
from linepack.steady.solution import Solution, Verdict
from linepack.steady.state import Guess, State, find_near, find_state, follow_load
from linepack.steady.unbounded import unbounded_edges
from linepack.steady.validity import cautions, choked_pipes
from linepack.system import compile_system
from linepack.system.gas import gas_of
from linepack.system.system import EDGE_KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linepack.network import Network
    from linepack.steady.share import Deliverable
    from linepack.steady.verdict import Broken
    from linepack.system import System


def solve_steady(network: Network, *, start: Solution | None = None, throw: bool = False) -> Solution:
    """Return the steady state of a network.

    Parameters
    ----------
    network
        Any network without an error of :func:`linepack.check`.
    start
        A solution of a network of the same topology to start from.
    throw
        Raise instead of returning a solution that did not succeed.

    Returns
    -------
    Solution
        Its ``status`` is ``solved``, ``solved, limits violated``, ``infeasible`` or ``not converged``;
        tables can be read only when it starts with ``solved``.

    Raises
    ------
    InputError
        If the input has errors; the message lists all of them.
    SolveError
        If ``throw`` and the status does not start with ``solved``.
    """
    errors = [finding for finding in check(network) if finding.severity == "error"]
    if errors:
        raise InputError(errors, f"network {network.header.name}")
    solution = solve_checked(network, start=start)
    if throw and not solution.succeeded:
        raise SolveError(solution.message)
    return solution


def solve_checked(network: Network, *, start: Solution | None = None, guess: Guess | None = None) -> Solution:
    """Return the steady state of a network that has been checked; see :func:`solve_steady`.

    A ``guess`` is taken as it is: its arrays must fit the compiled network.
    """
    return solve_system(network, compile_system(network, gas_of(network.header)), start=start, guess=guess)


def solve_system(
    network: Network, system: System, *, start: Solution | None = None, guess: Guess | None = None
) -> Solution:
    """Return the steady state of a compiled network that has been checked; see :func:`solve_checked`."""
    known = guess or (start.state if start and _same_topology(start.state, system) else None)
    near = find_near(system, known) if known else None
    if near and near.converged and carries(system, near.flow, near.scales.flow).all():
        return Solution(network, near, judged(network, near))
    shortage = flow_shortage(system) if may_be_short(system) else None
    loose = unbounded_edges(system)
    state = find_state(system, patient=shortage is None and not loose.size)
    if shortage:
        return Solution(network, state, _short(network, state, shortage))
    if loose.size:
        return Solution(network, state, _unbounded(network, state, loose))
    if not state.converged:
        return _followed(network, system, state)
    return Solution(network, state, judged(network, state))


def _followed(network: Network, system: System, state: State) -> Solution:
    """Judge a system whose state was not found at once: follow it from small loads to the asked ones."""
    reached, share = follow_load(system)
    if reached is None or (share < 1.0 and not verdict.unphysical_nodes(reached).size):
        return Solution(network, state, judged(network, state))
    found = judged(network, reached)
    if share < 1.0:
        text = f"Already at {100.0 * share:.1f} % of the loads no physical state exists."
        found = replace(
            found, message=f"{found.message} {text}", deliverable=_scaled(found.deliverable, share)
        )
    return Solution(network, reached, found)


def _scaled(best: Deliverable | None, share: float) -> Deliverable | None:
    """Return a share of a share of the loads as a share of the loads."""
    return replace(best, share=best.share * share) if best else None


def _same_topology(state: State, system: System) -> bool:
    other = state.system
    return other.structure is system.structure or (
        other.n_nodes == system.n_nodes
        and np.array_equal(other.tail, system.tail)
        and np.array_equal(other.head, system.head)
        and np.array_equal(other.fixed, system.fixed)
    )


def _short(network: Network, state: State, shortage: Shortage) -> Verdict:
    devices = [edge_name(network, state, int(at)) for at in shortage.edges]
    message = (
        f"Infeasible: whatever the pressures, {shortage.amount:.6g} kg/s of the loads cannot be carried past "
        f"{', '.join(devices[: verdict.LONGEST_LIST]) or 'the closed parts of the network'}."
    )
    best = largest_share(state, lambda trial: judge(network, trial), bound=shortage.share)
    best = best if best.binding or best.stops else replace(best, stops=tuple(devices))
    findings = [
        Finding(
            place=name,
            finding="its flow limit or direction keeps gas from loads that nothing else reaches.",
            remedy="Raise its flow, open another way or lower the loads behind it.",
            table=name.split("[")[0],
            row=name.split("[")[-1].rstrip("]"),
        )
        for name in devices
    ]
    return Verdict(verdict.INFEASIBLE, f"{message} {_share_sentence(best)}", tuple(findings), best)


def _unbounded(network: Network, state: State, edges: NDArray[np.intp]) -> Verdict:
    findings = [
        Finding(
            place=name,
            finding="it has no resistance and stands between two held pressures that drive gas through it "
            "without end.",
            remedy="Hold one of the two pressures only, put a pipe between, or let the device hold a flow.",
            table=name.split("[")[0],
            row=name.split("[")[-1].rstrip("]"),
        )
        for name in (edge_name(network, state, int(at)) for at in edges)
    ]
    message = "Infeasible: " + " ".join(str(finding) for finding in findings[: verdict.LONGEST_LIST])
    return Verdict(verdict.INFEASIBLE, message, tuple(findings))


def judged(network: Network, state: State) -> Verdict:
    """Return the verdict on a state of a network."""
    unphysical = verdict.unphysical_nodes(state)
    proven = state.converged and unphysical.size > 0  # also where numbers are too large for a residual in Pa
    if not (proven or verdict.residuals(state).small):
        return _not_converged(network, state)
    missed = unreached(network, state)
    choked = [] if unphysical.size else choked_pipes(network, state)
    if unphysical.size or missed or choked:
        return _infeasible(network, state, missed, choked)
    broken, warnings = verdict.broken_limits(network, state), cautions(network, state)
    if broken:
        return _limits_violated(broken, warnings, state)
    message = f"Solved in {state.iterations} iterations."
    if warnings:
        message = f"{message} {len(warnings)} warning(s): {_places(warnings)}."
    return Verdict(verdict.SOLVED, message, tuple(warnings))


def _limits_violated(broken: list[Broken], warnings: list[Finding], state: State) -> Verdict:
    message = (
        f"Solved in {state.iterations} iterations, but {len(broken)} limit(s) are violated: {_names(broken)}."
    )
    return Verdict(verdict.LIMITS_VIOLATED, message, (*(item.finding() for item in broken), *warnings))


def _places(findings: list[Finding]) -> str:
    """Return the first places of findings, and how many more there are."""
    shown = [finding.place for finding in findings[: verdict.LONGEST_LIST]]
    rest = len(findings) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")


def _infeasible(network: Network, state: State, missed: list[Finding], choked: list[Finding]) -> Verdict:
    if missed:
        message = "Infeasible: " + " ".join(str(finding) for finding in missed)
        return Verdict(verdict.INFEASIBLE, message, tuple(missed))
    best = largest_share(state, lambda trial: judge(network, trial))
    culprits = choked or _unphysical_findings(network, state)
    reason = f"{_places(choked)}: the pipe chokes" if choked else "no physical state carries these loads"
    message = f"Infeasible: {reason}. {_share_sentence(best)}"
    return Verdict(
        verdict.INFEASIBLE,
        message.strip(),
        (*(item.binding() for item in best.binding), *culprits),
        best,
    )


def _share_sentence(best: Deliverable) -> str:
    if best.state is None:
        return "Not even a small share of the loads can be served with these controls and limits."
    drawn = float(np.maximum(best.state.system.load, 0.0).sum())
    names = _names(best.binding) if best.binding else ", ".join(best.stops[: verdict.LONGEST_LIST])
    bound = f"; binding: {names}" if names else ""
    if not best.proven:
        return (
            f"At least {drawn:.6g} kg/s, all loads together, can be delivered; beyond it no state was found."
        )
    return f"The largest deliverable amount, all loads together, is {drawn:.6g} kg/s{bound}."


def _names(broken: list[Broken] | tuple[Broken, ...]) -> str:
    shown = [f"{item.kind}[{item.element}].{item.limit}" for item in broken[: verdict.LONGEST_LIST]]
    rest = len(broken) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")


def _unphysical_findings(network: Network, state: State) -> list[Finding]:
    """Return the table nodes without a pressure, those first where it gives out first."""
    bad = set(verdict.unphysical_nodes(state).tolist())
    names = network.table("nodes").index
    places = zip(names, state.system.hydraulic_node.tolist(), strict=True)
    found = [(float(state.potential[at]), name) for name, at in places if at in bad]
    rows = [name for _, name in sorted(found, key=lambda pair: -pair[0])]
    return [
        Finding(
            place=f"nodes[{name}]",
            finding="no positive pressure exists here at these loads.",
            remedy="Ask for less, raise a pressure or add compression on the way.",
            table="nodes",
            row=str(name),
            column="pressure",
        )
        for name in rows
    ]


def _not_converged(network: Network, state: State) -> Verdict:
    found = verdict.residuals(state)
    names = network.table("nodes").index
    at = np.flatnonzero(state.system.hydraulic_node == found.worst_node)
    node = str(names[at[0]]) if at.size else "an inner point of a pipe"
    edge = edge_name(network, state, found.worst_edge)
    message = (
        f"Not converged after {state.iterations} iterations: largest imbalance {found.mass:.3g} kg/s at "
        f"{node}, largest residual {found.pressure:.3g} Pa in {edge}."
    )
    finding = Finding(
        place=edge,
        finding=f"residual of {found.pressure:.3g} Pa.",
        remedy="Check its data and the set-points next to it; try a start from a similar solved state.",
    )
    return Verdict(verdict.NOT_CONVERGED, message, (finding,))


def edge_name(network: Network, state: State, position: int) -> str:
    """Return kind and id of an edge of the system."""
    for kind, edges in zip(EDGE_KINDS, state.system.edges, strict=True):
        if position < len(edges):
            return f"{kind}[{network.table(kind).index[edges.row[position]]}]"
        position -= len(edges)
    return "no edge"
