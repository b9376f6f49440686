"""All results of a study, before they become tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from linepack.network import Network
    from linepack.steady.solution import Solution
    from linepack.studies.answers import Answer
    from linepack.studies.definition import Scenario, StudyDefinition
    from linepack.studies.published import Reproduction
    from linepack.studies.uncertainty import Band, Swing


@dataclass(frozen=True)
class ScenarioResult:
    """Everything about one scenario.

    Attributes
    ----------
    scenario
        The scenario.
    base
        Its base state.
    answers
        One per target.
    bands
        One per answer, None where there is nothing to sample.
    swings
        The tornado of the headline target, empty for the others.
    shown
        The state that the scenario is shown by.
    states
        Its tables by name (:data:`linepack.studies.states.STATE_TABLES`).
    profile
        Rows of the profile of the study's route (:data:`linepack.studies.profile.COLUMNS`).
    """

    scenario: Scenario
    base: Solution
    answers: tuple[Answer, ...]
    bands: tuple[Band | None, ...]
    swings: tuple[Swing, ...]
    shown: Solution
    states: Mapping[str, pd.DataFrame]
    profile: list[dict[str, Any]]


@dataclass(frozen=True)
class StudyResult:
    """All results, before they become tables."""

    definition: StudyDefinition
    network: Network
    scenarios: tuple[ScenarioResult, ...]
    published: tuple[Reproduction, ...]
    seed: int
    n_samples: int
