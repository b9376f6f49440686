"""The page of a capacity: four values, what binds, what one more unit would give."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from tests.cli.conftest import StandInNetwork

if TYPE_CHECKING:
    from tests.cli.conftest import Invoke, Swap

PLACE = "compressors[C1].power_max"
MARGINALS = pd.DataFrame({"limit": [PLACE], "unit": ["MW"], "gain": [2.5]})


@dataclass(frozen=True)
class StandInCapacity:
    status: str = "optimal"
    message: str = "A to B: 340 kg/s on top of the base load."
    contractual_cap: float = float("nan")
    max_flow: float = 400.0
    relaxed: float = 341.0
    optimum: float = 340.0
    binding: tuple[SimpleNamespace, ...] = (SimpleNamespace(place=PLACE),)
    marginals: pd.DataFrame = field(default_factory=MARGINALS.copy)
    cap_note: str = "none published"

    @property
    def succeeded(self) -> bool:
        return self.status == "optimal"

    def to_dict(self) -> dict[str, Any]:
        return {"status": self.status, "message": self.message, "findings": []}


ARGUMENTS = ("capacity", "any", "--from", "A", "--to", "B", "--date", "2024-01-01", "--status-filter", "fid")


def test_four_values_what_binds_and_the_gain(invoke: Invoke, swap: Swap) -> None:
    asked: list[Any] = []

    def capacity(*given: object) -> StandInCapacity:
        asked.extend(given)
        return StandInCapacity()

    swap(read=lambda _, **__: StandInNetwork(), capacity=capacity)
    result = invoke(*ARGUMENTS)
    assert result.exit_code == 0
    assert result.stdout.startswith("optimal: A to B: 340 kg/s")
    for text in (
        "contractual or metering cap",
        "none published",
        "max-flow bound",
        "341",
        f"binding: {PLACE}",
        "2.50",
    ):
        assert text in result.stdout
    assert asked[0].asked == ("2024-01-01", "fid", ())
    assert asked[1:] == ["A", "B"]


@pytest.mark.parametrize("status", ["not converged", "base load infeasible"])
def test_without_an_optimum_the_answer_does_not_stand(invoke: Invoke, swap: Swap, status: str) -> None:
    swap(read=lambda _, **__: StandInNetwork(), capacity=lambda *_: StandInCapacity(status))
    assert invoke(*ARGUMENTS).exit_code == 1
