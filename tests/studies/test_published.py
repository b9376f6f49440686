"""Published answers come out of the physics: each is a named case of the bundled study."""

from __future__ import annotations

import pytest

from linepack.data import load
from linepack.studies.definition import PublishedCase, find_definition
from linepack.studies.published import HOLDS, reproduce

CASES = find_definition("southern-gas-corridor").published


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_published_answer(case: PublishedCase) -> None:
    found = reproduce(load("southern-gas-corridor"), case)
    assert found.verdict == HOLDS, found.cause
    assert found.capacity.resimulation_error <= 200.0


def test_igb_names_the_inlet_that_five_needs() -> None:
    case = next(case for case in CASES if case.id == "igb-present")
    found = reproduce(load("southern-gas-corridor"), case)
    assert 60.0 < found.needed_inlet_bar < 75.0
