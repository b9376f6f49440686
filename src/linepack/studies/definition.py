"""A study as its file states it, read and checked."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from linepack.errors import Finding, InputError

BUNDLED: Final = Path(__file__).parent / "bundled"
"""Folder of the bundled study files."""

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Scenario:
    """A network on a date: which rows count, and which projects are taken as built."""

    id: str
    label: str
    date: str
    status_filter: str = "operating"
    projects: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Target:
    """A question of capacity from A to B, with the contracts that are held against it."""

    id: str
    label: str
    from_node: str
    to_node: str
    contracts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublishedCase:
    """A published answer and what the simulator must say to it; volumes in bcm/y at its own reference."""

    id: str
    label: str
    published: str
    source: str
    date: str
    from_node: str
    to_node: str
    projects: tuple[str, ...] = ()
    source_pressure_barg: float | None = None
    source_pressure_rule: str = ""
    target_pressure_barg: float | None = None
    target_pressure_rule: str = ""
    reference_temperature: float = 288.15
    counted_at: str = "delivery"
    base: dict[str, float] = field(default_factory=dict)
    feasible: tuple[float, ...] = ()
    infeasible: tuple[float, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    needed_inlet: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Season:
    """How a yearly volume is drawn on the coldest day."""

    peak_day_mcm_d: float
    yearly_bcm: float
    source: str

    @property
    def factor(self) -> float:
        """Peak day over mean day."""
        return self.peak_day_mcm_d * 365.0 / (self.yearly_bcm * 1000.0)


@dataclass(frozen=True)
class StudyDefinition:
    """Everything that a study file states."""

    name: str
    title: str
    question: str
    network: str
    headline_scenario: str
    headline_target: str
    scenarios: tuple[Scenario, ...]
    targets: tuple[Target, ...]
    seed: int = 1
    samples: int = 24
    published: tuple[PublishedCase, ...] = ()
    season: Season | None = None
    profile: dict[str, str] = field(default_factory=dict)


_RENAMED: Final = {"from": "from_node", "to": "to_node"}


def bundled_studies() -> dict[str, str]:
    """Return name and title of the bundled studies."""
    return {path.stem: read_definition(path).title for path in sorted(BUNDLED.glob("*.toml"))}


def find_definition(name: str) -> StudyDefinition:
    """Return a bundled study by name, or the one in a file.

    Raises
    ------
    InputError
        If there is neither, or the file does not fit.
    """
    path = BUNDLED / f"{name}.toml"
    if not path.is_file():
        path = Path(name)
    if not path.is_file():
        known = ", ".join(sorted(bundled_studies()))
        remedy = f"Give a study file, or one of: {known}."
        raise InputError([Finding(name, "there is no such study or file.", remedy)], "the name")
    return read_definition(path)


def read_definition(path: Path) -> StudyDefinition:
    """Return the study of a TOML file.

    Raises
    ------
    InputError
        Lists everything in the file that does not fit.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise InputError(
            [Finding(path.name, f"it is no TOML file: {wrong}.", "Correct it.")], path.name
        ) from wrong
    findings: list[Finding] = []
    tables: dict[str, Any] = {}
    for name, kind in (("scenarios", Scenario), ("targets", Target), ("published", PublishedCase)):
        rows = raw.pop(name, [])
        made = [_entry(kind, row, f"{name}[{at}]", findings) for at, row in enumerate(rows)]
        tables[name] = tuple(row for row in made if row is not None)
    if "season" in raw:
        tables["season"] = _entry(Season, raw.pop("season"), "season", findings)
    study = _entry(StudyDefinition, raw | tables, path.name, findings)
    if study is not None:
        findings += _reference_findings(study)
    if findings or study is None:
        raise InputError(findings, path.name)
    return study


def _entry(kind: type[Entry], raw: dict[str, Any], place: str, findings: list[Finding]) -> Entry | None:
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    given = {_RENAMED.get(key, key): _frozen(value) for key, value in raw.items()}
    unknown = sorted(set(given) - set(known))
    missing = [
        name
        for name, item in known.items()
        if name not in given and item.default is MISSING and item.default_factory is MISSING
    ]
    findings += [
        Finding(f"{place}.{name}", "there is no such entry.", f"Known: {', '.join(known)}.")
        for name in unknown
    ]
    findings += [Finding(f"{place}.{name}", "it is missing.", "Give it.") for name in missing]
    return None if unknown or missing else kind(**given)


def _frozen(value: Any) -> Any:  # whatever TOML holds
    return tuple(value) if isinstance(value, list) else value


def _reference_findings(study: StudyDefinition) -> list[Finding]:
    scenarios = {scenario.id for scenario in study.scenarios}
    targets = {target.id for target in study.targets}
    findings = []
    if study.headline_scenario not in scenarios:
        findings.append(
            Finding("headline_scenario", f"there is no scenario '{study.headline_scenario}'.", "Name one.")
        )
    if study.headline_target not in targets:
        findings.append(
            Finding("headline_target", f"there is no target '{study.headline_target}'.", "Name one.")
        )
    return findings
