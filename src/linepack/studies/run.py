"""Running a study: every scenario, every target, its band, then tables and words."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from linepack.data.facade import read
from linepack.optimize.model import Transports
from linepack.studies.answers import Answer, answer, base_state
from linepack.studies.definition import StudyDefinition, bundled_studies, find_definition
from linepack.studies.profile import profile
from linepack.studies.published import Reproduction, reproduce
from linepack.studies.record_view import RecordView, with_applied
from linepack.studies.result import ScenarioResult, StudyResult
from linepack.studies.states import shown_solution, state_tables
from linepack.studies.tables import study_tables
from linepack.studies.uncertainty import (
    Band,
    Moved,
    Resampler,
    Swing,
    band,
    draws,
    shifted,
    still_possible,
    tornado,
    uncertain_inputs,
)
from linepack.studies.words import write_words

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.studies.definition import Scenario
    from linepack.studies.study import Study

Progress = Callable[[str, int, int], None]
"""Called with what has been done, how many parts are done and how many there are."""


def list_studies() -> dict[str, str]:
    """Return name and title of the bundled studies."""
    return bundled_studies()


def run_study(
    name: str,
    *,
    n_samples: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    record: RecordView | None = None,
) -> Study:
    """Run a study and return its answers and tables.

    Parameters
    ----------
    name
        Name of a bundled study, or the path of a study file (docs/reference/study-file.md).
    n_samples
        Samples of each uncertainty band, the study's own number by default; 0 leaves the bands out.
    seed
        Of the samples, the study's own by default.
    workers
        Processes, all cores by default; 1 runs in this process.
    progress
        Called after each part.
    record
        Run on what a record holds on a day instead of the study's own scenarios: one scenario, the study's
        targets, and a table ``record`` of what was applied and what not.

    Returns
    -------
    Study
        The finished study.

    Raises
    ------
    InputError
        If the study or its network does not fit.
    MissingExtraError
        If an extra is missing that the study needs.
    """
    definition = find_definition(name)
    network = read(definition.network)
    applied = None
    if record is not None:
        definition, network, applied = record.applied_to(definition, network)
    count = definition.samples if n_samples is None else n_samples
    chosen = definition.seed if seed is None else seed
    parts = _parts(definition, network, count, chosen)
    done = _in_order(parts, workers or _cores(), progress or _silent)
    scenarios = tuple(part for part in done if isinstance(part, ScenarioResult))
    published = tuple(part for part in done if isinstance(part, Reproduction))
    result = StudyResult(definition, network, scenarios, published, chosen, count)
    study = write_words(result, study_tables(result))
    return study if applied is None else with_applied(study, applied)


@dataclass(frozen=True, eq=False)
class _Part:
    """A piece of work that any process can do alone."""

    label: str
    run: Callable[..., ScenarioResult | Reproduction]
    arguments: tuple[object, ...]
    weight: int
    """Larger for what takes longer: it is started earlier."""

    def __call__(self) -> ScenarioResult | Reproduction:
        return self.run(*self.arguments)


def _parts(definition: StudyDefinition, network: Network, n_samples: int, seed: int) -> list[_Part]:
    scenarios = [
        _Part(
            scenario.label,
            run_scenario,
            (definition, network, scenario, n_samples, seed),
            2 if scenario.id == definition.headline_scenario else 1,
        )
        for scenario in definition.scenarios
    ]
    return scenarios + [_Part(case.id, reproduce, (network, case), 0) for case in definition.published]


def _in_order(parts: list[_Part], workers: int, progress: Progress) -> list[ScenarioResult | Reproduction]:
    """Run the parts and return their results in the parts' order."""
    if workers == 1:
        results = []
        for done, part in enumerate(parts, start=1):
            results.append(part())
            progress(part.label, done, len(parts))
        return results
    method = "fork" if os.name == "posix" else "spawn"
    with ProcessPoolExecutor(workers, mp_context=get_context(method), initializer=gc.freeze) as pool:
        longest_first = sorted(parts, key=lambda part: -part.weight)
        started = {part: pool.submit(part) for part in longest_first}
        futures = {started[part]: part for part in parts}
        try:
            for done, future in enumerate(as_completed(futures), start=1):
                progress(futures[future].label, done, len(parts))
                future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        return [future.result() for future in futures]


def run_scenario(
    definition: StudyDefinition, network: Network, scenario: Scenario, n_samples: int, seed: int
) -> ScenarioResult:
    """Return base state, answers, bands and, for the headline scenario, the tornado."""
    base = base_state(network, scenario)
    transports = Transports(base.network, base.state)
    answers = tuple(
        answer(
            base,
            scenario,
            target,
            transports=transports,
            simulate=target.id == definition.headline_target,
        )
        for target in definition.targets
    )
    inputs = uncertain_inputs(base.network)
    shifts = draws(n_samples, len(inputs), seed)
    moved = [Moved.of(shifted(base.network, dict(enumerate(row)), inputs), base.state) for row in shifts]
    bands: list[Band | None] = []
    swings: tuple[Swing, ...] = ()
    samples: dict[str, list[Moved | str]] = {target.from_node: [*moved] for target in definition.targets}
    for one in answers:
        resampler, start = _resampler(one), one.target.from_node
        found = band(resampler, samples[start]) if resampler and moved else None
        bands.append(found)
        samples[start] = still_possible(samples[start], found) if found else samples[start]
        headline = one.target.id == definition.headline_target and scenario.id == definition.headline_scenario
        if resampler and moved and headline:
            swings = tuple(tornado(resampler, base.network, inputs))
    shown = shown_solution(definition.headline_target, answers, base)
    states = state_tables(network, scenario, shown)
    along = profile(scenario.id, shown, definition.profile)
    return ScenarioResult(scenario, base, answers, tuple(bands), swings, shown, states, along)


def _resampler(one: Answer) -> Resampler | None:
    found = one.capacity is not None and one.capacity.point is not None and one.capacity.point.found
    return Resampler(one.capacity) if found and one.capacity is not None else None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _silent(label: str, done: int, total: int) -> None:
    """Say nothing."""
