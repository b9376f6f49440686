"""Random edits of every network: no exception, no false success, and names and starts change nothing.

``python tools/robustness.py`` makes the whole campaign, 1,000 trials of each network.
"""

from __future__ import annotations

import pytest
from robustness.networks import NETWORKS, OWN
from robustness.trial import trial, trials

SEEDS = range(5)
"""Trials of each network in the slow suite."""

KNOWN = {("GasLib-582", 1)}
"""Trials that are known to go wrong: one that is mended comes off, a new one fails."""

QUICK = [name for name in OWN if name != "southern-gas-corridor"]


@pytest.mark.parametrize("name", QUICK)
def test_a_random_edit_is_answered(name: str) -> None:
    assert trial(name, 0).wrong == []


@pytest.mark.slow
def test_random_edits_are_answered() -> None:
    places = [(name, seed) for name in NETWORKS for seed in SEEDS]
    outcomes = list(trials(places))
    assert len(outcomes) == len(places)
    wrong = {(one.network, one.seed): one.wrong for one in outcomes if one.wrong}
    assert set(wrong) == KNOWN & set(places), wrong
