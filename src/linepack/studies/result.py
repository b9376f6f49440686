"""All results of a study, before they become tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    """

    scenario: Scenario
    base: Solution
    answers: tuple[Answer, ...]
    bands: tuple[Band | None, ...]
    swings: tuple[Swing, ...]


@dataclass(frozen=True)
class StudyResult:
    """All results, before they become tables."""

    definition: StudyDefinition
    network: Network
    scenarios: tuple[ScenarioResult, ...]
    published: tuple[Reproduction, ...]
    seed: int
    n_samples: int
