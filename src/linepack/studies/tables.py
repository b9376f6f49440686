"""The tables of a study, from its results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from linepack.data import facts, rules
from linepack.data.corridor import bundled
from linepack.optimize.capacity import BOUND_METHOD
from linepack.studies.profile import joined_profiles
from linepack.studies.states import joined_states
from linepack.studies.volumes import Volumes

if TYPE_CHECKING:
    from linepack.studies.answers import Answer
    from linepack.studies.result import ScenarioResult, StudyResult
    from linepack.studies.uncertainty import Band

LONGEST_MARGINALS: Final = 6
"""Limits of one answer that the marginal table lists."""

LONGEST_TORNADO: Final = 15
"""Inputs that the tornado lists."""


def study_tables(result: StudyResult) -> dict[str, pd.DataFrame]:
    """Return all tables of a study by name; volumes are at the network's own reference conditions."""
    volumes = Volumes(result.network)
    tables = {
        "answers": _answers(result, volumes),
        "scenarios": _scenarios(result),
        "contracts": _contracts(result, volumes),
        "published": _published(result),
        "marginals": _marginals(result, volumes),
        "tornado": _tornado(result, volumes),
    }
    tables |= joined_states(result.scenarios)
    tables["profile"] = joined_profiles(part.profile for part in result.scenarios)
    tables["assumptions"] = _assumptions(result)
    return tables


def _scenarios(result: StudyResult) -> pd.DataFrame:
    rows = [
        {
            "scenario": part.scenario.id,
            "label": part.scenario.label,
            "date": part.scenario.date,
            "status_filter": part.scenario.status_filter,
            "projects": ", ".join(part.scenario.projects),
            "description": part.scenario.description,
            "base_status": part.base.status,
        }
        for part in result.scenarios
    ]
    return pd.DataFrame(rows)


def _answers(result: StudyResult, volumes: Volumes) -> pd.DataFrame:
    rows = [
        _answer(part, one, band, volumes)
        for part in result.scenarios
        for one, band in zip(part.answers, part.bands, strict=True)
    ]
    return pd.DataFrame([row | {"lift": _lift(rows, row)} for row in rows])


def _answer(part: ScenarioResult, one: Answer, band: Band | None, volumes: Volumes) -> dict[str, Any]:
    head = {"scenario": part.scenario.id, "target": one.target.id, "target_label": one.target.label}
    nan = float("nan")
    if one.capacity is None:
        return head | _empty() | {"status": "no connection", "deliverable_bcm_y": 0.0, "message": one.reason}
    found = one.capacity
    values = (found.contractual_cap, found.max_flow, found.relaxed, found.optimum)
    cap, flow, relaxed, optimum = (volumes.bcm_y(value) for value in values)
    return head | {
        "status": found.status,
        "deliverable_bcm_y": volumes.bcm_y(found.deliverable),
        "low_bcm_y": volumes.bcm_y(band.low) if band else nan,
        "high_bcm_y": volumes.bcm_y(band.high) if band else nan,
        "samples": len(band.values) if band else 0,
        "samples_kept": band.kept if band else 0,
        "band_rests_on": _draws(len(band.values), band.kept) if band else "",
        "draws_out": band.dropped if band else "",
        "cap_bcm_y": cap,
        "cap_published": found.cap_note,
        "max_flow_bcm_y": flow,
        "relaxed_bcm_y": relaxed,
        "optimum_bcm_y": optimum,
        "gap": found.gap,
        "bound_method": BOUND_METHOD,
        "binding": ";".join(dict.fromkeys(limit.element for limit in found.binding if limit.element)),
        "binding_kind": "; ".join(dict.fromkeys(limit_words(limit.column) for limit in found.binding)),
        "deliverable_mcm_d": volumes.mcm_d(found.deliverable),
        "message": found.message,
    }


def limit_words(column: str) -> str:
    """Return a limit in words: ``maximum pressure`` for ``pressure_max``."""
    words = column.replace("_", " ")
    for end, said in ((" max", "maximum"), (" min", "minimum")):
        if words.endswith(end):
            return f"{said} {words.removesuffix(end)}"
    return words


def _draws(count: int, kept: int) -> str:
    """Return how many draws a band rests on, in words."""
    return f"{count} draws, {kept} feasible"


def _empty() -> dict[str, Any]:
    names = (
        "low_bcm_y",
        "high_bcm_y",
        "cap_bcm_y",
        "max_flow_bcm_y",
        "relaxed_bcm_y",
        "optimum_bcm_y",
        "gap",
    )
    empty: dict[str, Any] = dict.fromkeys(names, float("nan"))
    return empty | {
        "samples": 0,
        "samples_kept": 0,
        "band_rests_on": "",
        "draws_out": "",
        "cap_published": "",
        "bound_method": "",
        "binding": "",
        "binding_kind": "",
        "deliverable_mcm_d": 0.0,
    }


def _lift(rows: list[dict[str, Any]], row: dict[str, Any]) -> str:
    """Say which other scenario of the study delivers more, the best first."""
    least = row["deliverable_bcm_y"] + 0.01
    better = [one for one in rows if one["target"] == row["target"] and one["deliverable_bcm_y"] > least]
    best = sorted(better, key=lambda one: -one["deliverable_bcm_y"])[:2]
    return "; ".join(f"{one['scenario']}: {one['deliverable_bcm_y']:.2f} bcm/y" for one in best)


def _contracts(result: StudyResult, volumes: Volumes) -> pd.DataFrame:
    known = facts(result.definition.network, "contracts") if result.definition.network in bundled() else None
    rows: list[dict[str, Any]] = []
    for part in result.scenarios:
        for one in part.answers:
            for key in one.target.contracts:
                contract = _contract(known, key, part.scenario.date)
                if contract is not None:
                    rows.append(_contract_row(result, part, one, contract, volumes))
    return pd.DataFrame(rows, columns=list(CONTRACT_COLUMNS))


CONTRACT_COLUMNS: Final = (
    "scenario",
    "target",
    "contract",
    "volume_bcm_y",
    "flat_day_mcm_d",
    "winter_day_mcm_d",
    "share_of_deliverable",
    "verdict",
    "source",
)


def _contract(known: pd.DataFrame | None, key: str, date: str) -> dict[str, str] | None:
    """Return a contract row that covers a date, None where it does not or there is none."""
    if known is None:
        return None
    row = known[known["id"] == key].iloc[0].to_dict()
    starts, ends = str(row["start"]), str(row["end"])
    covered = starts <= date and (not ends or date <= ends.ljust(10, "9"))
    return {str(name): str(value) for name, value in row.items()} if covered else None


def _contract_row(
    result: StudyResult, part: ScenarioResult, one: Answer, contract: dict[str, str], volumes: Volumes
) -> dict[str, Any]:
    unit = contract["volume_unit"].split()[0]
    flow = volumes.from_20(float(contract["volume"]), unit)
    season = result.definition.season.factor if result.definition.season else 1.0
    deliverable = one.deliverable
    return {
        "scenario": part.scenario.id,
        "target": one.target.id,
        "contract": "{id} {seller} to {buyer}, {volume} {volume_unit}".format(**contract),
        "volume_bcm_y": volumes.bcm_y(flow),
        "flat_day_mcm_d": volumes.mcm_d(flow),
        "winter_day_mcm_d": volumes.mcm_d(flow) * season,
        "share_of_deliverable": flow / deliverable if deliverable > 0.0 else float("nan"),
        "verdict": _verdict(flow, season, deliverable),
        "source": contract["source"],
    }


def _verdict(flow: float, season: float, deliverable: float) -> str:
    if deliverable <= 0.0:
        return "no way to deliver it on this date"
    if flow > deliverable:
        return "exceeds what can be delivered"
    if flow * season > deliverable:
        return "fits as a year, exceeds on a winter day drawn like Serbian demand"
    return "fits as a year and on a winter day"


def _published(result: StudyResult) -> pd.DataFrame:
    rows = []
    for item in result.published:
        case = item.case
        wanted = [f"{flow:g} feasible" for flow in case.feasible] + [
            f"{flow:g} not" for flow in case.infeasible
        ]
        if case.at_least is not None and case.at_most is not None:
            wanted.append(f"{case.at_least:g} to {case.at_most:g}")
        rows.append(
            {
                "case": case.label,
                "published": case.published,
                "source": case.source,
                "requirement": ", ".join(wanted),
                "result": f"{item.value:.2f} bcm/y",
                "value_bcm_y": item.value,
                "verdict": item.verdict,
                "cause": item.cause,
            }
        )
    return pd.DataFrame(rows)


def _marginals(result: StudyResult, volumes: Volumes) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for part in result.scenarios:
        for one in part.answers:
            if one.capacity is None:
                continue
            for gain in one.capacity.marginals.head(LONGEST_MARGINALS).to_dict("records"):
                rows.append(_marginal(part.scenario.id, one.target.id, gain, volumes))
    return pd.DataFrame(rows)


def _marginal(scenario: str, target: str, gain: dict[Any, Any], volumes: Volumes) -> dict[str, Any]:
    per_flow = gain["unit"] == "kg/s"
    unit = "bcm/y" if per_flow else str(gain["unit"])
    value = float(gain["gain"]) if per_flow else volumes.bcm_y(float(gain["gain"]))
    what = f"{str(gain['column']).replace('_', ' ')} of {gain['element']}".strip()
    return {
        "scenario": scenario,
        "target": target,
        "limit": str(gain["limit"]),
        "element": str(gain["element"]),
        "unit": unit,
        "gain_bcm_y_per_unit": value,
        "explanation": f"moving the {what} by {unit.removeprefix('+') if '%' in unit else '1 ' + unit} "
        f"changes the answer by {value:.3f} bcm/y",
    }


def _tornado(result: StudyResult, volumes: Volumes) -> pd.DataFrame:
    rows = []
    for part in result.scenarios:
        for swing in [item for item in part.swings if item.size > 0.0][:LONGEST_TORNADO]:
            item = swing.item
            low, high, unit = _face(item.column, float(item.low[0]), float(item.high[0]))
            at_low, at_high = volumes.bcm_y(swing.at_low), volumes.bcm_y(swing.at_high)
            rows.append(
                {
                    "target": result.definition.headline_target,
                    "scenario": part.scenario.id,
                    "input": item.name,
                    "element": item.element,
                    "low_value": low,
                    "high_value": high,
                    "unit": unit,
                    "low_bcm_y": at_low,
                    "high_bcm_y": at_high,
                    "swing_bcm_y": abs(at_high - at_low),
                    "basis": item.basis,
                    "source": item.source,
                }
            )
    return pd.DataFrame(rows, columns=list(TORNADO_COLUMNS))


TORNADO_COLUMNS: Final = (
    "target",
    "scenario",
    "input",
    "element",
    "low_value",
    "high_value",
    "unit",
    "low_bcm_y",
    "high_bcm_y",
    "swing_bcm_y",
    "basis",
    "source",
)


def _face(column: str, low: float, high: float) -> tuple[float, float, str]:
    """Return a range in the units of the face."""
    for part, scale, unit in FACE_UNITS:
        if part in column:
            return low / scale, high / scale, unit
    return low, high, ""


FACE_UNITS: Final = (
    ("pressure", 1e5, "bar"),
    ("power", 1e6, "MW"),
    ("temperature", 1.0, "K"),
    ("roughness", 1e-3, "mm"),
    ("diameter", 1e-3, "mm"),
    ("length", 1e3, "km"),
    ("elevation", 1.0, "m"),
    ("flow", 1.0, "kg/s"),
    ("capacity", 1.0, "kg/s"),
)


def _assumptions(result: StudyResult) -> pd.DataFrame:
    """Return the rules of the bundled network and every value that carries a range, with its statement."""
    columns = [
        "table",
        "id",
        "column",
        "value",
        "unit",
        "low",
        "high",
        "source",
        "as_of",
        "confidence",
        "basis",
        "note",
    ]
    rows: list[dict[str, Any]] = []
    if result.definition.network in bundled():
        for name, rule in rules(result.definition.network).iterrows():
            told = {
                "table": "rule",
                "id": str(name),
                "column": "",
                "source": "stated rule of linepack",
                "as_of": "",
            }
            numbers = {key: rule[key] for key in ("value", "low", "high", "unit")}
            rows.append(
                told
                | numbers
                | {"confidence": "low", "basis": "estimate", "note": f"{rule['text']} {rule['reason']}."}
            )
    statements = result.network.provenance
    ranged = statements[statements["low"].notna() & ~statements["table"].isin(["pipes", "nodes"])]
    for row in ranged.to_dict("records"):
        kind, key, column = str(row["table"]), str(row["id"]), str(row["column"])
        held = result.network.header.gas.temperature
        value = held if kind == "header" else result.network.table(kind)[column].to_dict()[key]
        low, high, unit = _face(column, float(row["low"]), float(row["high"]))
        scaled, _, _ = _face(column, float(value), float(value))
        own = {
            "table": kind,
            "id": key,
            "column": column,
            "value": scaled,
            "unit": unit,
            "low": low,
            "high": high,
        }
        rows.append(own | {name: row[name] for name in ("source", "as_of", "confidence", "basis", "note")})
    return pd.DataFrame(rows, columns=columns)
