"""One trial: edit, solve, verify, and solve again under other names and from another start."""

from __future__ import annotations

import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from linepack.errors import InputError
from linepack.network.check import check
from linepack.steady import solve_steady
from linepack.steady.solve import solve_checked
from linepack.steady.state import Guess
from robustness.edits import edited, renumbered
from robustness.networks import NETWORKS
from robustness.verify import complaints, edge_kinds, throughput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linepack.network import Network
    from linepack.steady import Solution

SAME = 1e-9  # relative, of pressures, and of flows over the throughput, of two solves of one network
LEAST = 1e-7  # kg/s, of flows: round a loop at rest the last digits of the pressures drive as much
SAME_SHARE = 1e-6  # relative, of what can be delivered
MOST_REFUSED = 25  # in a row, then something is wrong with the edits


@dataclass(frozen=True)
class Outcome:
    """What a trial found.

    Attributes
    ----------
    network, seed
        What was tried; both give the same trial again.
    status
        Status of the solve.
    refused
        Edits drawn before it that ``check`` and the solver both refused.
    wrong
        Everything that must not be.
    """

    network: str
    seed: int
    status: str
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


def draw(name: str, seed: int) -> tuple[Network, int, list[str]]:
    """Return the first valid edit of a seed, how many were refused before it, and what was wrong there."""
    wrong = []
    for attempt in range(MOST_REFUSED):
        network = edited(NETWORKS[name](seed), MOST_REFUSED * seed + attempt)
        if not any(finding.severity == "error" for finding in check(network)):
            return network, attempt, wrong
        try:
            solve_steady(network)
            wrong.append(f"attempt {attempt}: errors of check() do not keep it from being solved")
        except InputError:
            pass
    raise RuntimeError(f"{name}, seed {seed}: no valid edit")


def trial(name: str, seed: int) -> Outcome:
    """Make one trial; an exception is part of the outcome."""
    try:
        network, refused, wrong = draw(name, seed)
        solution = solve_steady(network)
        wrong += _verified(network, solution, seed)
        return Outcome(name, seed, solution.status, refused, wrong)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return Outcome(name, seed, "exception", 0, [f"{error!r} in {place.filename}:{place.lineno}"])


def _verified(network: Network, solution: Solution, seed: int) -> list[str]:
    wrong = []
    if solution.status == "not converged":
        wrong.append(solution.message)
    if solution.status == "infeasible" and not (solution.findings or solution.verdict.deliverable):
        wrong.append("infeasible without a reason")
    if solution.succeeded:
        wrong += complaints(network, solution)
    other, name = renumbered(network, seed)
    wrong += [f"renumbered: {text}" for text in differences(solution, solve_checked(other), name)]
    if solution.succeeded:
        again = solve_checked(network, guess=random_start(solution, seed))
        wrong += [f"from a random start: {text}" for text in differences(solution, again, {})]
    return wrong


def random_start(solution: Solution, seed: int) -> Guess:
    """Return potentials and flows that have nothing to do with a state."""
    rng, state = np.random.default_rng(seed), solution.state
    top = state.scales.potential
    flow = rng.normal(0.0, state.scales.flow, state.system.n_edges)
    return Guess(rng.uniform(0.05, 2.0, state.system.n_nodes) * top, flow)


def differences(first: Solution, second: Solution, name: dict[str, str]) -> list[str]:
    """Return what differs between two solutions of one network; ``name`` has the second's node ids."""
    if first.status != second.status:
        return [f"{first.status}, then {second.status} ({second.message})"]
    if not first.succeeded:
        return _other_share(first, second)
    one, two = first.partial, second.partial
    before = one["nodes"]["pressure"]
    after = two["nodes"]["pressure"].loc[[name.get(node, node) for node in before.index]].to_numpy()
    off = np.abs(after / before.to_numpy() - 1.0)
    worst = int(np.argmax(np.nan_to_num(off, nan=0.0)))
    found = (
        [] if not off[worst] > SAME else [f"nodes[{before.index[worst]}]: pressure off by {off[worst]:.2g}"]
    )
    if not np.array_equal(np.isnan(after), before.isna().to_numpy()):
        found.append("pressures at other nodes")
    allowed = max(SAME * throughput(one), LEAST)
    for kind in edge_kinds(one):
        there = two[kind].loc[one[kind].index]
        start = one[kind]["from_node"].map(lambda node: name.get(node, node))
        turned = np.where(there["from_node"] == start, 1.0, -1.0)
        gap = (one[kind]["mass_flow"] - turned * there["mass_flow"]).abs()
        if gap.max() > allowed:
            found.append(f"{kind}[{gap.idxmax()}]: flow off by {gap.max():.2g} kg/s")
    return found


def _other_share(first: Solution, second: Solution) -> list[str]:
    """Return the largest deliverable shares of two infeasible solutions if both are proven and differ."""
    best = [solution.verdict.deliverable for solution in (first, second)]
    shares = [one.share for one in best if one and one.proven]
    if len(shares) < 2 or abs(shares[0] - shares[1]) <= SAME_SHARE * max(shares):
        return []
    return [f"a share of {shares[0]:.9g} can be delivered, then of {shares[1]:.9g}"]


def trials(places: Iterable[tuple[str, int]], *, processes: int = 2) -> Iterator[Outcome]:
    """Make trials, each given by network and seed, in several processes; they come as they end.

    Each process is a fresh interpreter: one that is split off a process with threads may lock up.
    """
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(trial, *place) for place in places]
        for future in as_completed(waiting):
            yield future.result()
