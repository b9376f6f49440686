"""What each command says to a person: answer, tables, files; units of the face."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from linepack.cli.face import KINDS, Face
from linepack.cli.output import Page, TextTable, number
from linepack.units import BAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from linepack.errors import Finding
    from linepack.network.network import Network
    from linepack.optimize.capacity import Capacity
    from linepack.steady.repair import Repair
    from linepack.steady.solution import Solution
    from linepack.studies.study import Study

READABLE: Final = "solved"
"""How the status of a solution begins whose tables can be read."""

INFEASIBLE: Final = "infeasible"
"""The status of a solution whose loads cannot be served."""

FINDINGS: Final = 10
"""Findings of a result that are printed; its message names the worst already."""

NONE_PUBLISHED: Final = "none published"
"""What the note on a cap says where there is none."""

STACKED: Final = (
    ("contractual or metering cap", "contractual_cap"),
    ("max-flow bound", "max_flow"),
    ("relaxed hydraulic bound", "relaxed"),
    ("hydraulic optimum", "optimum"),
)
"""The four values of a capacity, as named on the page and in the result."""


def studies_page(studies: Mapping[str, str]) -> Page:
    """Return the list of bundled studies."""
    table = TextTable("studies", ("name", "title"), list(studies.items()))
    return Page(_counted(studies), tables=[table], files=["Run one: linepack study NAME --out DIR"])


def studies_document(studies: Mapping[str, str]) -> dict[str, object]:
    """Return the list of bundled studies for machines."""
    records = [{"name": name, "title": title} for name, title in studies.items()]
    return {"status": "listed", "message": _counted(studies), "findings": [], "studies": records}


def _counted(studies: Mapping[str, str]) -> str:
    return f"{len(studies)} bundled {'study' if len(studies) == 1 else 'studies'}"


def study_page(study: Study, report: Path | None) -> Page:
    """Return a study's headline, its answers in words, and its table of answers."""
    where = ("--out DIR writes the report and its tables",) if report is None else (f"report: {report}",)
    return Page(
        answer=study.headline,
        stands=study.status == "complete",
        notes=[f"- {sentence}" for sentence in study.answers_in_words],
        tables=[_answers(study), *_applied(study)],
        files=where,
    )


def _applied(study: Study) -> list[TextTable]:
    """Return what became of the record's facts, where the study ran on a record."""
    if "record" not in study.tables:
        return []
    rows = [
        (str(row["fact"]), str(row["what"]), "yes" if row["applied"] else "no", str(row["reason"]))
        for row in study.tables["record"].to_dict("records")
    ]
    return (
        [TextTable("from the record", ("fact", "what", "applied", "how, or why not"), rows)] if rows else []
    )


def findings_page(subject: str, findings: Sequence[Finding]) -> Page:
    """Return the list of findings; the answer stands if none of them is an error."""
    errors = sum(finding.severity == "error" for finding in findings)
    if not findings:
        return Page(f"{subject}: nothing found, the network can be solved")
    answer = f"{subject}: {errors} error(s), {len(findings) - errors} warning(s)"
    return Page(answer, stands=not errors, notes=[f"{finding.severity}: {finding}" for finding in findings])


def solution_page(solution: Solution, network: Network, files: Sequence[str]) -> Page:
    """Return status, message and findings of a steady state, and its tables if it has any to read."""
    readable = solution.status.startswith(READABLE)
    face = Face.of(network)
    tables = [face.table(kind, getattr(solution, kind)) for kind in KINDS] if readable else []
    return Page(
        answer=_stated(solution.status, solution.message),
        stands=readable,
        clean=solution.status == READABLE,
        notes=[*_explained(solution), *(face.notes() if readable else ())],
        tables=[table for table in tables if table.rows],
        files=files,
    )


def capacity_page(capacity: Capacity, network: Network) -> Page:
    """Return the message of a capacity, its four values, what binds, and what one more unit would give."""
    face = Face.of(network)
    values = [(label, *face.flow(getattr(capacity, name))) for label, name in STACKED]
    if capacity.cap_note == NONE_PUBLISHED:
        values[0] = (STACKED[0][0], NONE_PUBLISHED, "")
    rows = capacity.marginals.to_dict("records")
    gains = [(row["limit"], row["unit"], *face.flow(row["gain"])) for row in rows]
    return Page(
        answer=_stated(capacity.status, capacity.message),
        stands=capacity.succeeded,
        notes=[f"binding: {limit.place}" for limit in capacity.binding] + list(face.notes()),
        tables=[
            TextTable("capacity", ("value", "kg/s", "bcm/y"), values, frozenset({1, 2})),
            TextTable("gain of one more", ("limit", "unit", "kg/s", "bcm/y"), gains, frozenset({2, 3})),
        ],
    )


def _explained(solution: Solution) -> list[str]:
    """Return the findings; of loads that cannot be served, what to change comes before where they fail."""
    if solution.status != INFEASIBLE:
        return _first(solution.findings)
    binding = [finding for finding in solution.findings if finding.severity == "warning"]
    culprits = [finding for finding in solution.findings if finding.severity != "warning"]
    remedies = list(dict.fromkeys(finding.remedy for finding in culprits))
    changes = _first(binding) or [f"- {remedy}" for remedy in remedies[:FINDINGS]]
    where = ["Where it fails:", *_first(culprits, remedies=False)] if culprits else []
    return ["What to change:", *changes, *_repaired(solution.repair), *where]


def _repaired(repair: Repair | None) -> list[str]:
    """Return the demands that would do if cut alone, and the elements that take the most pressure."""
    if repair is None:
        return []
    cuts = [
        f"- demands[{cut.demand}] to {cut.servable:.6g} kg/s, by {cut.by:.6g} kg/s" for cut in repair.cuts
    ]
    costly = sorted((step for step in repair.path if step.loss > 0.0), key=lambda step: -step.loss)
    losses = [
        f"- {step.kind}[{step.element}]: {step.loss / BAR:.4g} bar, "
        f"from {step.pressure_in / BAR:.4g} to {step.pressure_out / BAR:.4g} bar"
        for step in costly[:FINDINGS]
    ]
    return [
        *(["Or cut one demand alone:", *cuts[:FINDINGS]] if cuts else []),
        *(["What takes the pressure on the way, at the largest amount:", *losses] if losses else []),
    ]


def _first(findings: Sequence[Finding], *, remedies: bool = True) -> list[str]:
    """Return the first findings as sentences, and how many more there are."""
    lines = [
        f"- {finding}" if remedies else f"- {finding.place}: {finding.finding}"
        for finding in findings[:FINDINGS]
    ]
    hidden = len(findings) - FINDINGS
    return [*lines, f"  and {hidden} more: --json lists all of them"] if hidden > 0 else lines


def _stated(status: str, message: str) -> str:
    """Return the message with its status before it, unless it begins with that word itself."""
    word = status.partition(",")[0]
    return message if message.lower().startswith(word) else f"{status}: {message}"


def _answers(study: Study) -> TextTable:
    """Return the deliverable amounts with their bands, and what binds."""
    rows = [
        (
            str(row["scenario"]),
            str(row["target_label"]),
            band(row["deliverable_bcm_y"], row["low_bcm_y"], row["high_bcm_y"]),
            str(row["band_rests_on"]) or "–",
            str(row["binding"]),
        )
        for row in study.tables["answers"].to_dict("records")
    ]
    title = f"deliverable a year, {study.reference}"
    return TextTable(
        title, ("scenario", "to", "bcm/y", "band rests on", "what binds"), rows, frozenset({2}), whole=True
    )


def band(value: float, low: float, high: float) -> str:
    """Return a value with its range, as in 1.8 (1.6–2.0).

    Examples
    --------
    >>> band(1.8, 1.6, 2.0)
    '1.80 (1.60–2.00)'
    """
    known = not (math.isnan(low) or math.isnan(high))
    return f"{number(value)} ({number(low)}–{number(high)})" if known else number(value)
