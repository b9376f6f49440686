"""One answer: the capacity of a target in a scenario, and its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linepack.errors import InputError
from linepack.optimize.capacity import Capacity, as_posed, capacity_from
from linepack.steady.solve import solve_steady

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.optimize.model import Transports
    from linepack.steady.solution import Solution
    from linepack.studies.definition import Scenario, Target


@dataclass(frozen=True)
class Answer:
    """The capacity of one target in one scenario.

    Attributes
    ----------
    scenario, target
        What was asked.
    capacity
        The answer; None where nothing connects the two ends then.
    reason
        Why there is none.
    """

    scenario: Scenario
    target: Target
    capacity: Capacity | None
    reason: str = ""

    @property
    def deliverable(self) -> float:
        """Mass flow on top of the base load; 0 where nothing connects. [kg/s]"""
        return self.capacity.deliverable if self.capacity else 0.0


def base_state(network: Network, scenario: Scenario) -> Solution:
    """Return the scenario's network with its base load, solved."""
    dated = network.at(scenario.date, scenario.status_filter, scenario.projects)
    return solve_steady(as_posed(dated))


def answer(
    base: Solution,
    scenario: Scenario,
    target: Target,
    *,
    transports: Transports | None = None,
    simulate: bool,
) -> Answer:
    """Return the answer for a target on a base state, its optimum simulated again where it is shown."""
    ends = target.from_node, target.to_node
    try:
        found = capacity_from(base, *ends, transports=transports, simulate=simulate)
        return Answer(scenario, target, found)
    except InputError as unconnected:
        reason = " ".join(finding.finding for finding in unconnected.findings)
        return Answer(scenario, target, None, reason)
