"""The study in words: the answer first, then what a reader asks next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from linepack.studies.study import COMPLETE, Study

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linepack.studies.result import StudyResult

NAMED_LIMITS: Final = 2
"""Binding elements named in a sentence."""

FAILED: Final = ("base load infeasible", "not converged")


def write_words(result: StudyResult, tables: Mapping[str, pd.DataFrame]) -> Study:
    """Return the study: its tables with headline, answers in words and notes."""
    definition = result.definition
    answers = tables["answers"]
    failed = answers["status"].isin(FAILED).any()
    return Study(
        name=definition.name,
        title=definition.title,
        question=definition.question,
        status="incomplete" if failed else COMPLETE,
        headline=_headline(result, tables),
        answers_in_words=tuple(_sentences(result, tables)),
        notes=tuple(_notes(result, tables)),
        as_of=_as_of(result),
        seed=result.seed,
        n_samples=result.n_samples,
        reference="bcm at 15 °C and 1.01325 bar",
        tables=tables,
    )


def _row(answers: pd.DataFrame, scenario: str, target: str) -> dict[str, Any]:
    found = answers[(answers["scenario"] == scenario) & (answers["target"] == target)]
    return {str(key): value for key, value in found.iloc[0].to_dict().items()}


def _headline(result: StudyResult, tables: Mapping[str, pd.DataFrame]) -> str:
    definition = result.definition
    row = _row(tables["answers"], definition.headline_scenario, definition.headline_target)
    label = next(item.label for item in definition.scenarios if item.id == definition.headline_scenario)
    text = f"In {label} the corridor can deliver {_amount(row)} to {row['target_label']} "
    text += "on top of what it already carries"
    binding = _binding(result, row)
    text += f"; {binding}." if binding else "."
    contracts = tables["contracts"]
    here = contracts[(contracts["scenario"] == row["scenario"]) & (contracts["target"] == row["target"])]
    if len(here):
        text += f" The contract in force asks for {here['volume_bcm_y'].max():.2f}."
    return text


def _amount(row: Mapping[str, Any]) -> str:
    text = f"{row['deliverable_bcm_y']:.2f}"
    if pd.notna(row["low_bcm_y"]):
        text += f" ({row['low_bcm_y']:.2f}–{row['high_bcm_y']:.2f})"
    return f"{text} bcm/y"


def _binding(result: StudyResult, row: Mapping[str, Any]) -> str:
    """Return what binds, in words."""
    elements = [name for name in str(row["binding"]).split(";") if name][:NAMED_LIMITS]
    names = [_name(result, element) for element in elements]
    if not names:
        return ""
    kind = str(row["binding_kind"]).split("; ")[0]
    return (
        f"{' and '.join(dict.fromkeys(names))} {'binds' if len(set(names)) == 1 else 'bind'} first ({kind})"
    )


def _name(result: StudyResult, element: str) -> str:
    for kind in ("regulators", "compressors", "pipes", "nodes", "supplies", "demands"):
        table = result.network.table(kind)
        if element in table.index:
            return str(table.at[element, "name"]) or element
    return element


def _sentences(result: StudyResult, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    definition, answers = result.definition, tables["answers"]
    said = [_over_time(result, answers)]
    for target in definition.targets:
        if target.id != definition.headline_target:
            row = _row(answers, definition.headline_scenario, target.id)
            binding = _binding(result, row)
            said.append(f"{target.label}: {_amount(row)} more" + (f"; {binding}." if binding else "."))
    said += _contract_sentences(tables["contracts"], result)
    said.append(_lift_sentence(result, answers))
    said.append(_band_sentence(result, answers))
    said += _tornado_sentence(tables["tornado"])
    published = tables["published"]
    if len(published):
        holds = int((published["verdict"] == "holds").sum())
        said.append(
            f"{holds} of {len(published)} published answers come out of the physics without a fitted number."
        )
    return [sentence for sentence in said if sentence]


def _over_time(result: StudyResult, answers: pd.DataFrame) -> str:
    target = result.definition.headline_target
    parts = []
    for scenario in result.definition.scenarios:
        if scenario.projects:
            continue
        row = _row(answers, scenario.id, target)
        amount = "no way to it yet" if row["status"] == "no connection" else _amount(row)
        parts.append(f"{scenario.label}: {amount}")
    if not parts:
        return ""
    label = next(item.label for item in result.definition.targets if item.id == target)
    return f"{label} by date: " + "; ".join(parts) + "."


def _contract_sentences(contracts: pd.DataFrame, result: StudyResult) -> list[str]:
    """Say of each contract of the headline target how it fares, at the first scenario that has it."""
    own = contracts[contracts["target"] == result.definition.headline_target]
    said = []
    for name, rows in own.groupby("contract", sort=False):
        row = rows.iloc[0]
        said.append(
            f"{name}: {row['volume_bcm_y']:.2f} bcm/y, {row['flat_day_mcm_d']:.1f} mcm/d flat, "
            f"{row['winter_day_mcm_d']:.1f} mcm/d on a winter day; {row['verdict']} ({row['scenario']})."
        )
    return said


def _lift_sentence(result: StudyResult, answers: pd.DataFrame) -> str:
    target = result.definition.headline_target
    steps = [item for item in result.definition.scenarios if item.projects]
    if not steps or len(steps) == len(result.definition.scenarios):
        return ""
    start = max(
        (item for item in result.definition.scenarios if not item.projects), key=lambda item: item.date
    )
    base = _row(answers, start.id, target)["deliverable_bcm_y"]
    gains = [
        (float(_row(answers, item.id, target)["deliverable_bcm_y"]) - float(base), item.label)
        for item in steps
    ]
    best, label = max(gains)
    idle = [name for gain, name in gains if gain < 0.01 * max(float(base), 1.0)]
    text = f"Against {start.label} ({base:.2f} bcm/y) the announced step that helps most is {label}: "
    text += f"{best:+.2f} bcm/y."
    return text + (f" These alone change nothing: {', '.join(idle)}." if idle else "")


def _band_sentence(result: StudyResult, answers: pd.DataFrame) -> str:
    """Say what the bands of the headline scenario rest on, and why draws are out."""
    own = answers[(answers["scenario"] == result.definition.headline_scenario) & (answers["samples"] > 0)]
    if own.empty:
        return ""
    label = next(
        item.label for item in result.definition.scenarios if item.id == result.definition.headline_scenario
    )
    grounds: dict[str, list[str]] = {}
    for row in own.to_dict("records"):
        out = f" (out: {row['draws_out']})" if row["draws_out"] else ""
        grounds.setdefault(f"{row['band_rests_on']}{out}", []).append(str(row["target_label"]))
    if len(grounds) == 1:
        return f"All bands of {label} rest on {next(iter(grounds))}."
    parts = [f"{', '.join(targets)} on {ground}" for ground, targets in grounds.items()]
    return f"The bands of {label} rest: " + "; ".join(parts) + "."


def _tornado_sentence(tornado: pd.DataFrame) -> list[str]:
    if tornado.empty:
        return []
    first = tornado.iloc[0]
    return [
        f"The guess that matters most is the {first['input']}: between {first['low_value']:.3g} and "
        f"{first['high_value']:.3g} {first['unit']} the answer runs from {first['low_bcm_y']:.2f} to "
        f"{first['high_bcm_y']:.2f} bcm/y."
    ]


def _notes(result: StudyResult, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    answers = tables["answers"]
    drawn, kept = int(answers["samples"].sum()), int(answers["samples_kept"].sum())
    notes = [
        "Amounts come on top of the long-term contracts in force on the date, which are the base load.",
        "The deliverable amount is the smaller of the published technical capacities and the hydraulic "
        "optimum; the optimum is local, the relaxed bound above it is not.",
        f"Bands are the lowest and the highest answer over {result.n_samples} draws of all inputs that carry "
        f"a range (Latin hypercube, seed {result.seed}) and the best values. Draws in which not even "
        "the base load can flow contradict what is delivered today and are out "
        f"({drawn - kept} of {drawn} over all answers; the table of answers says how many of each and why). "
        "In a draw the other sources follow the loads that they serve at the best values, and give no more. "
        "A band of few draws is narrow for that reason.",
        "A winter day is the yearly volume drawn like Serbian demand: peak day over mean day.",
    ]
    failed = answers[answers["status"].isin(FAILED)]
    notes += [f"{row.scenario}, {row.target_label}: {row.message}" for row in failed.itertuples()]
    return notes


def _as_of(result: StudyResult) -> str:
    """Return the newest date that a statement of the network carries."""
    dates = [
        text for text in result.network.provenance["as_of"].astype(str) if len(text) == len("2026-11-23")
    ]
    return max((text for text in dates if _is_date(text)), default="")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
