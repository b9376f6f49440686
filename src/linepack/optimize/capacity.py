"""The capacity from A to B: four stacked values, what binds, and what one more unit would give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linepack.errors import Finding, InputError
from linepack.optimize.bounds import Bound, max_flow, published_capacity, relaxed_hydraulics
from linepack.optimize.choking import unchoked
from linepack.optimize.limits import Limit
from linepack.optimize.model import TransportProblem, Transports
from linepack.optimize.nonlinear import hydraulic_optimum
from linepack.optimize.resimulate import choked, resimulate, unkept
from linepack.optimize.resistance import with_pipes_for_resistors
from linepack.steady import Solution, solve_steady, verdict

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.optimize.optimum import Optimum

Array = NDArray[np.float64]

OPTIMAL: Final = "optimal"
LOCAL: Final = "local"
NO_CAPACITY: Final = "no capacity"
BASE_INFEASIBLE: Final = "base load infeasible"
FAILED: Final = "not converged"

PUBLISHED: Final = "published"
NONE_PUBLISHED: Final = "none published"

GAP_CLOSED: Final = 1e-3
"""Relative gap between the relaxed bound and the optimum below which the optimum counts as proven."""

KNOWN_MARGIN: Final = 1e-3
"""Share taken off the optimum before the bound above it is sought: its own tolerances must not matter."""

BOUND_METHOD: Final = "outer-approximated convex relaxation (LP)"

BINDING_SHARE: Final = 1e-6
"""A published capacity binds when its gain is above this."""


@dataclass(frozen=True)
class Capacity:
    """The largest flow from A to B on top of the base load.

    Attributes
    ----------
    from_node, to_node
        A and B.
    status
        ``optimal`` (gap closed), ``local`` (a solution without proof), ``no capacity``,
        ``base load infeasible`` or ``not converged``.
    message
        The answer in words.
    contractual_cap, max_flow, relaxed, optimum
        The four stacked values [kg/s]: published technical capacities and supply; max-flow bound; relaxed
        hydraulic bound; hydraulic optimum. Each is the extra flow that leaves at B. The cap is NaN where
        none is published, and 0 where the base load alone passes a published one.
    binding
        What limits the deliverable amount, strongest first.
    marginals
        Columns limit, element, column, unit, gain: extra kg/s at B for one more unit of each limiting
        thing of the hydraulic optimum and of the published capacities.
    gap
        Relaxed bound over optimum, less 1.
    findings
        Culprits where the status is not a success.
    base
        The base state.
    solution
        The optimum simulated again with its controls, None without one.
    resimulation_error
        Largest broken pressure limit of that simulation. [Pa]
    problem, point
        The transport problem and its optimum, for similar problems to start from.
    """

    from_node: str
    to_node: str
    status: str
    message: str
    contractual_cap: float
    max_flow: float
    relaxed: float
    optimum: float
    binding: tuple[Limit, ...]
    marginals: pd.DataFrame
    findings: tuple[Finding, ...]
    base: Solution
    solution: Solution | None
    resimulation_error: float
    problem: TransportProblem | None = None
    point: Optimum | None = None

    @property
    def deliverable(self) -> float:
        """The smaller of the published cap and the hydraulic optimum. [kg/s]"""
        return float(np.fmin(self.contractual_cap, self.optimum))

    @property
    def cap_note(self) -> str:
        """``published``, ``none published``, or empty where there is no base state."""
        if self.status == BASE_INFEASIBLE and np.isnan(self.optimum):
            return ""
        return NONE_PUBLISHED if np.isnan(self.contractual_cap) else PUBLISHED

    @property
    def gap(self) -> float:
        """Relaxed bound over optimum, less 1; NaN without both."""
        return self.relaxed / self.optimum - 1.0 if self.optimum > 0.0 else float("nan")

    @property
    def succeeded(self) -> bool:
        """Whether the values stand."""
        return self.status in (OPTIMAL, LOCAL, NO_CAPACITY)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, SI."""
        return {
            "status": self.status,
            "message": self.message,
            "findings": [vars(finding) for finding in self.findings],
            "from_node": self.from_node,
            "to_node": self.to_node,
            "capacity": [
                {
                    "contractual_cap": self.contractual_cap,
                    "contractual_cap_note": self.cap_note,
                    "max_flow": self.max_flow,
                    "relaxed": self.relaxed,
                    "optimum": self.optimum,
                    "deliverable": self.deliverable,
                    "gap": self.gap,
                    "bound_method": BOUND_METHOD,
                    "resimulation_error": self.resimulation_error,
                }
            ],
            "binding": [vars(limit) for limit in self.binding],
            "marginals": [{str(k): v for k, v in row.items()} for row in self.marginals.to_dict("records")],
        }


def capacity(network: Network, from_node: str, to_node: str) -> Capacity:
    """Return the largest flow from A to B on top of the network's own loads.

    Parameters
    ----------
    network
        The network; its loads are the base load, its limits hold, its set-points are free.
    from_node, to_node
        A and B.

    Returns
    -------
    Capacity
        Four stacked values, the binding limits and the marginals.

    Raises
    ------
    InputError
        If A or B is unknown or nothing connects them.
    MissingExtraError
        Without the ``optimize`` extra.

    Notes
    -----
    Sources other than A keep the injection of the base state. Devices that the base state shuts against a
    higher pressure stay shut. The optimum is local; the relaxed bound above it is not.
    """
    return capacity_from(solve_steady(as_posed(network)), from_node, to_node)


def as_posed(network: Network) -> Network:
    """Return the network as the question takes it: idle stations may work, resistors are pipes.

    Raises
    ------
    InputError
        If a device is unconditional: what it may do has no limits.
    """
    _refuse_unconditional(network)
    return with_pipes_for_resistors(_with_free_stations(network))


def _refuse_unconditional(network: Network) -> None:
    findings = [
        Finding(
            place=f"{kind}[{name}].unconditional",
            finding="a question of capacity asks what machines can do, and this device is none.",
            remedy="Let it be no unconditional device, and give it the limits of the machine.",
            table=kind,
            row=str(name),
            column="unconditional",
        )
        for kind in ("regulators", "compressors")
        for name in network.words(kind)[network.column(kind, "unconditional") == 1.0]
    ]
    if findings:
        raise InputError(findings, "the question")


def _with_free_stations(network: Network) -> Network:
    """Put stations that idle in bypass on a ratio of 1, so that the optimum may use them."""
    stations = network.table("compressors")
    idle = stations["control"].to_numpy(dtype=str) == "bypass"
    if not idle.any():
        return network
    stations.loc[idle, "control"], stations.loc[idle, "ratio"] = "ratio", 1.0
    return network.with_table("compressors", stations)


def capacity_from(
    base: Solution,
    from_node: str,
    to_node: str,
    *,
    transports: Transports | None = None,
    simulate: bool = True,
) -> Capacity:
    """Return the capacity on top of a base state that is at hand; see :func:`capacity`.

    ``transports`` are the problems of the base state, for several questions on it. ``simulate`` says whether
    the optimum is simulated again; without it ``solution`` is None.
    """
    if base.status in (verdict.INFEASIBLE, verdict.NOT_CONVERGED):
        return _without_base(base, from_node, to_node)
    transports = transports or Transports(base.network, base.state)
    problem = transports.between(from_node, to_node)
    cap, flow = _cap(problem), max_flow(problem)
    bounded, optimum = unchoked(problem, hydraulic_optimum(problem, transports.mattered(problem)))
    if optimum.found:
        transports.remember(problem, optimum.optimizer.keep)
    known = max(optimum.value * (1.0 - KNOWN_MARGIN), 0.0) if optimum.found else 0.0
    relaxed = relaxed_hydraulics(problem, flow_bound=flow, at_least=known)
    return _answer(bounded, base, (from_node, to_node), (cap, flow, relaxed), optimum, simulate=simulate)


def _cap(problem: TransportProblem) -> Bound:
    """Return the published capacity, 0 where the base load alone passes it: then nothing comes on top."""
    found = published_capacity(problem)
    return replace(found, value=0.0) if np.isnan(found.value) else found


def _without_base(base: Solution, from_node: str, to_node: str) -> Capacity:
    nan = float("nan")
    message = f"The base load itself has no steady state: {base.message}"
    return Capacity(
        from_node,
        to_node,
        BASE_INFEASIBLE,
        message,
        nan,
        nan,
        nan,
        nan,
        (),
        _marginal_table([]),
        base.findings,
        base,
        None,
        nan,
    )


def _answer(
    problem: TransportProblem,
    base: Solution,
    ends: tuple[str, str],
    bounds: tuple[Bound, Bound, Bound],
    optimum: Optimum,
    *,
    simulate: bool,
) -> Capacity:
    cap, flow, relaxed = bounds
    simulated, error = resimulate(problem, optimum) if optimum.found and simulate else (None, float("nan"))
    status, findings = _status(relaxed, optimum)
    stuck = choked(simulated) if simulated else []
    broken = unkept(simulated) if simulated else []
    capped = np.isfinite(cap.value) and cap.value <= optimum.value * (1.0 + BINDING_SHARE)
    cap_limits = _cap_limits(problem, cap) or _passed_limits(base, cap)
    binding = (
        cap_limits if capped else [gain.limit for gain in optimum.gains if gain.limit.column != "diameter"]
    )
    rows = [
        _row(limit, gain, 1.0)
        for limit, gain in zip(_cap_limits(problem, cap), _cap_gains(problem, cap), strict=True)
    ]
    listed = {row["limit"] for row in rows}
    rows += [
        _row(gain.limit, gain.per_unit, None) for gain in optimum.gains if gain.limit.place not in listed
    ]
    return Capacity(
        *ends,
        status,
        _sentence(ends, cap, optimum, binding, status) + _choke_sentence(stuck) + _unkept_sentence(broken),
        cap.value if np.isfinite(cap.value) else float("nan"),
        flow.value,
        relaxed.value,
        optimum.value,
        tuple(binding),
        _marginal_table(rows),
        (*findings, *stuck, *broken),
        base,
        simulated,
        error,
        problem,
        optimum,
    )


def _choke_sentence(stuck: list[Finding]) -> str:
    if not stuck:
        return ""
    return (
        f" At the optimum {stuck[0].place} is choked, so less can flow: give the delivery a least pressure."
    )


def _unkept_sentence(broken: list[Finding]) -> str:
    if not broken:
        return ""
    places = ", ".join(finding.place for finding in broken[: verdict.LONGEST_LIST])
    return f" The optimum does not know differences and bypasses of devices, and breaks {places}."


def _status(relaxed: Bound, optimum: Optimum) -> tuple[str, list[Finding]]:
    if not optimum.found:
        if not np.isfinite(relaxed.value):
            text = "the relaxed hydraulics have no solution: the base load breaks a limit anyhow."
            remedy = "Lower the base load or check the limits that `solve` reports as violated."
            return BASE_INFEASIBLE, [Finding("base load", text, remedy)]
        text = f"the nonlinear solver ended with {optimum.message}."
        return FAILED, [Finding("optimum", text, "Use the relaxed bound, or start from another base load.")]
    if optimum.value < verdict.PRESSURE_TOLERANCE * 1e-3:
        return NO_CAPACITY, []
    closed = relaxed.value / optimum.value - 1.0 <= GAP_CLOSED
    return (OPTIMAL if closed else LOCAL), []


def _cap_limits(problem: TransportProblem, cap: Bound) -> list[Limit]:
    return [
        *(
            problem.capacity_limit[at]
            if problem.capacity[at] <= problem.flow_max[at]
            else problem.flow_limit[at]
            for at in _cap_edges(problem, cap)
        ),
        *_cap_injection(problem, cap),
    ]


def _passed_limits(base: Solution, cap: Bound) -> list[Limit]:
    """Return the published amounts that the base load passes, where it leaves nothing of the cap."""
    if cap.value > 0.0:
        return []
    return [
        Limit(item.kind, item.element, item.limit, item.bound)
        for item in verdict.broken_limits(base.network, base.state)
        if item.limit in ("technical_capacity", "flow_max")
    ]


def _cap_edges(problem: TransportProblem, cap: Bound) -> NDArray[np.intp]:
    finite = np.isfinite(problem.capacity) | np.isfinite(problem.flow_max)
    return np.flatnonzero((cap.gain[:-1] > BINDING_SHARE) & finite)


def _cap_injection(problem: TransportProblem, cap: Bound) -> list[Limit]:
    binds = cap.gain[-1] > BINDING_SHARE and np.isfinite(problem.injection_max)
    return [problem.injection_limit] if binds else []


def _cap_gains(problem: TransportProblem, cap: Bound) -> list[float]:
    gains = [float(value) for value in cap.gain[:-1][_cap_edges(problem, cap)]]
    return gains + ([float(cap.gain[-1])] if _cap_injection(problem, cap) else [])


def _row(limit: Limit, per_unit: float, unit_scale: float | None) -> dict[str, object]:
    unit, scale = _unit(limit) if unit_scale is None else ("kg/s", unit_scale)
    return {
        "limit": limit.place,
        "kind": limit.kind,
        "element": limit.element,
        "column": limit.column,
        "value": limit.value,
        "unit": unit,
        "gain": per_unit * scale,
    }


def _unit(limit: Limit) -> tuple[str, float]:
    if limit.column == "diameter":
        return "+1 % diameter", 1.0
    if "pressure" in limit.column:
        return "bar", 1e5
    if "power" in limit.column:
        return "MW", 1e6
    return ("0.1 of ratio", 0.1) if "ratio" in limit.column else ("kg/s", 1.0)


def _marginal_table(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["limit", "kind", "element", "column", "value", "unit", "gain"])


def _sentence(ends: tuple[str, str], cap: Bound, optimum: Optimum, binding: list[Limit], status: str) -> str:
    route = f"{ends[0]} to {ends[1]}"
    if status == BASE_INFEASIBLE:
        return f"{route}: the base load breaks a limit whatever the controls do."
    if not optimum.found:
        return f"{route}: no hydraulic optimum was found ({optimum.message})."
    value = float(np.fmin(cap.value, optimum.value))
    names = ", ".join(dict.fromkeys(limit.place for limit in binding[:3])) or "nothing that the data states"
    text = f"{route}: {value:.6g} kg/s on top of the base load; binding: {names}."
    return text if np.isfinite(cap.value) else f"{text} No contractual or technical capacity is published."
