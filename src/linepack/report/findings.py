"""Titles that say what was found, made from the numbers they stand over."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from linepack.report.charts.profile import lowest
from linepack.report.map.bindings import SEPARATORS
from linepack.report.map.panels import BALKANS
from linepack.report.numbers import THIN, plain, ranged, with_unit
from linepack.report.reading import Reading, Record, Records, known, number, text
from linepack.report.words import brief, listed

if TYPE_CHECKING:
    from linepack.report.map.layers import Scene

NEARLY_NOTHING = 5e-4
"""Below this a delivery is called nothing. [bcm/y]"""


def first_answer(reading: Reading, scenario: str) -> Record:
    """Return the answer that matters most in a scenario: that of the first target."""
    rows = reading.of("answers", scenario)
    return rows[0] if rows else {}


def amount(answer: Record) -> str:
    """Return what can be delivered, with its band and unit."""
    value, low, high = (number(answer, f"{kind}_bcm_y") for kind in ("deliverable", "low", "high"))
    return f"{ranged(value, low, high)}{THIN}bcm/y"


def binding_words(scene: Scene, scenario: str, answer: Record) -> str:
    """Return the names of the binding elements of an answer; its own words where no element is known."""
    names = {b.id: b.name for b in scene.bindings.get(scenario, ())}
    whole = text(answer, "binding")
    parts = SEPARATORS.split(whole)
    if whole in names or not any(part in names for part in parts):
        return names.get(whole, whole)
    return listed([names.get(part, part) for part in parts if part])


def map_title(scene: Scene, scenario: str) -> str:
    """Return the title of the map: what limits the first target, and to how much."""
    reading, answer = scene.reading, first_answer(scene.reading, scenario)
    value, label = number(answer, "deliverable_bcm_y"), reading.label(scenario)
    target = text(answer, "target_label") or reading.target_label(text(answer, "target"))
    if not answer or math.isnan(value):
        return f"{label}: where the gas flows, and at what pressure"
    if value < NEARLY_NOTHING:
        return f"{label}: nothing can be delivered to {target}"
    limit = binding_words(scene, scenario, answer)
    if not limit:
        return f"{label}: {amount(answer)} can be delivered to {target}"
    verb = "limit" if " and " in limit else "limits"
    return f"{label}: {limit} {verb} {target} to {amount(answer)}"


def balkans_title(scene: Scene, scenario: str) -> str:
    """Return the title of the second panel: how many of the limits lie in it."""
    found = scene.bindings.get(scenario, ())
    inside = [b for b in found if BALKANS.frame.shows(BALKANS.frame(*b.place))]
    if not found:
        return "The Balkans in detail"
    if len(inside) == len(found):
        return (
            "Every limit on the map lies in the Balkans"
            if len(found) > 1
            else "The limit lies in the Balkans"
        )
    return f"{len(inside)} of the {len(found)} limits lie in the Balkans"


def profile_title(rows: Records) -> str:
    """Return the title of the profile: where the pressure comes nearest to its lower limit."""
    row = lowest(rows)
    if row is None:
        return "No pressure profile for this scenario"
    pressure, limit = number(row, "pressure_bar"), number(row, "pressure_min_bar")
    title = f"Pressure falls to {with_unit(pressure, 'bar')} at {brief(text(row, 'name'))}"
    if math.isnan(limit):
        return title
    if pressure < limit:
        return f"{title}, {with_unit(limit - pressure, 'bar')} below the lower limit"
    return f"{title}, {with_unit(pressure - limit, 'bar')} above the lower limit"


def capacity_title(target: str, answer: Record) -> str:
    """Return the title of a capacity chart: whether the cap or the hydraulics bind."""
    cap, optimum = number(answer, "cap_bcm_y"), number(answer, "optimum_bcm_y")
    if math.isnan(optimum):
        return f"{target}: no hydraulic optimum was found"
    if optimum < NEARLY_NOTHING:
        return f"{target}: nothing can flow"
    if math.isnan(cap):
        return f"{target}: hydraulics allow {plain(optimum)}, no cap is published"
    if cap <= optimum:
        return f"{target}: the cap of {plain(cap)} binds, hydraulics allow {plain(optimum)}"
    return f"{target}: hydraulics bind at {plain(optimum)}, below the cap of {plain(cap)}"


def dates_title(reading: Reading) -> str:
    """Return the title of the overview over time: first scenario against the main one."""
    if not reading.scenarios or not reading.targets:
        return "What can be delivered, scenario by scenario"
    target = reading.targets[0]
    by_scenario = {
        text(row, "scenario"): number(row, "deliverable_bcm_y")
        for row in reading.of("answers")
        if text(row, "target") == target
    }
    dated = [name for name in reading.scenarios if math.isfinite(by_scenario.get(name, math.nan))]
    if len(dated) < 2 or dated[0] == reading.main or reading.main not in dated:
        return "What can be delivered, scenario by scenario"
    before, now = by_scenario[dated[0]], by_scenario[reading.main]
    verb = "stays at" if abs(now - before) < NEARLY_NOTHING else "goes"
    span = f"{plain(now)}" if verb == "stays at" else f"from {plain(before)} to {plain(now)}"
    start, end = reading.label(dated[0]), reading.label(reading.main)
    return f"{reading.target_label(target)} {verb} {span}{THIN}bcm/y between {start} and {end}"


def tornado_title(rows: Records) -> str:
    """Return the title of a tornado: the input that matters most."""
    if not rows:
        return "No sensitivities for this scenario"
    top = max(
        rows, key=lambda row: number(row, "swing_bcm_y") if known([number(row, "swing_bcm_y")]) else -1.0
    )
    name = text(top, "input")
    swing = with_unit(number(top, "swing_bcm_y"), "bcm/y")
    return f"{name[:1].upper()}{name[1:]} matters most: {swing} of swing"


def contracts_title(reading: Reading, scenario: str) -> str:
    """Return the title of the contract table: the largest contract of the first target against its answer."""
    answer = first_answer(reading, scenario)
    target, value = text(answer, "target"), number(answer, "deliverable_bcm_y")
    own = [
        row
        for row in reading.of("contracts", scenario)
        if text(row, "target") == target and math.isfinite(number(row, "volume_bcm_y"))
    ]
    if not own or math.isnan(value):
        return f"Contracts against what can be delivered, {reading.label(scenario)}"
    volume = max(number(row, "volume_bcm_y") for row in own)
    promise = f"The largest promise to {reading.target_label(target)}, {with_unit(volume, 'bcm/y')},"
    return f"{promise} {'fits into' if volume <= value else 'exceeds'} the {plain(value)} that can flow"


def published_title(rows: Records) -> str:
    """Return the title of the table of published answers: how many hold."""
    holds = sum(text(row, "verdict").lower() == "holds" for row in rows)
    return (
        f"{holds} of {len(rows)} published answers come out of the physics"
        if rows
        else "No published answers"
    )


def compressors_title(reading: Reading, scenario: str) -> str:
    """Return the title of the compressor table: how many run, and with what power."""
    rows = reading.of("compressors", scenario)
    running = [row for row in rows if number(row, "power_mw") > 0.0]
    if not rows:
        return f"No compressor stations in {reading.label(scenario)}"
    power = sum(number(row, "power_mw") for row in running)
    label = reading.label(scenario)
    return f"{len(running)} of {len(rows)} stations run in {label}, with {with_unit(power, 'MW')}"
