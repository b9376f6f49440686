"""Random edits of every network: no exception, no false success, and names and starts change nothing.

``python tools/robustness.py`` makes the whole campaign, 1,000 trials of each network.
"""

from __future__ import annotations

import pytest
from robustness.networks import NETWORKS, OWN
from robustness.trial import trial, trials

SEEDS = range(3, 8)
"""Trials of each network in the slow suite."""

QUICK = [name for name in OWN if name != "southern-gas-corridor"]


@pytest.mark.parametrize("name", QUICK)
def test_a_random_edit_is_answered(name: str) -> None:
    assert trial(name, 0).wrong == []


@pytest.mark.slow
def test_random_edits_are_answered() -> None:
    places = [(name, seed) for name in NETWORKS for seed in SEEDS]
    outcomes = list(trials(places))
    assert len(outcomes) == len(places)
    wrong = [f"{one.network}, seed {one.seed}: {text}" for one in outcomes for text in one.wrong]
    assert not wrong, "\n".join(wrong)
