"""The five stages of a claim check and the verdict over them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.data.corridor import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.studies.claims.claim import Claim
    from linepack.studies.claims.commerce import Contract, Leg
    from linepack.studies.claims.enabling import Enabling
    from linepack.studies.claims.ground import Reach
    from linepack.studies.definition import Season
    from linepack.studies.record_map import Delivery
    from linepack.studies.volumes import Volumes

HOLDS: Final = "holds"
NOT_WITHOUT: Final = "not possible without further steps"
NOT_POSSIBLE: Final = "not possible"
UNDERSPECIFIED: Final = "underspecified"

FINE, OPEN, AGAINST = "fine", "open", "against"
"""Outcome of a stage: it supports the claim, leaves it open, or speaks against it."""

MOST_OF_DEMAND: Final = 1.0
"""Share of the buyer's yearly consumption above which a supply is called more than it uses."""

YEARLY_DEMAND: Final = {"RS": "D059", "BG": "D067", "IT": "D073"}
"""Rows of ``facts/supply_demand.csv`` with what a country uses a year, in bcm."""


@dataclass(frozen=True)
class Stage:
    """One stage: its name, ``fine``, ``open`` or ``against``, and why."""

    name: str
    outcome: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """The verdict.

    Attributes
    ----------
    name
        A word of the vocabulary.
    margin
        Least of what can flow less what is claimed, NaN without a volume. [bcm/y]
    binding
        What limits the flow there.
    sentence
        The verdict in words.
    """

    name: str
    margin: float
    binding: str
    sentence: str


def verdict_of(
    claim: Claim,
    reaches: Sequence[Reach],
    held: Sequence[Reach],
    wanted: float,
    volumes: Volumes,
    steps: Enabling | None,
) -> Verdict:
    """Return the verdict on a claim.

    Parameters
    ----------
    claim
        The claim.
    reaches, held
        What can flow on all days looked at, and on those on which the claim is to hold as things stand.
    wanted
        The claimed mass flow. [kg/s]
    volumes
        Of the network.
    steps
        What it takes, None where nothing is needed.
    """
    if claim.volume is None or not held:
        return _envelope_verdict(claim, reaches, volumes)
    tight = min(held, key=lambda one: one.deliverable)
    per = claim.volume / volumes.bcm_y(wanted)
    margin = volumes.bcm_y(tight.deliverable - wanted) * per
    when, flows = tight.setting.label or tight.setting.date, volumes.bcm_y(tight.deliverable) * per
    where = f"{when}: {flows:.2f} bcm/y can flow"
    where += f", limited by {tight.binding}" if tight.binding else ""
    if steps is not None:
        return _short(claim, tight, steps, margin, where)
    text = f"{claim.words}: holds with a margin of {margin:.2f} bcm/y ({where})."
    return Verdict(HOLDS, margin, tight.binding, text)


def _envelope_verdict(claim: Claim, reaches: Sequence[Reach], volumes: Volumes) -> Verdict:
    as_built = [volumes.bcm_y(one.deliverable) for one in reaches if not one.setting.projects] or [math.nan]
    best = max(reaches, key=lambda one: one.deliverable)
    what = "a volume is" if claim.volume is None else "a day within the facts is"
    text = f"{claim.words}: underspecified, {what} not said; "
    text += f"{min(as_built):.2f} to {max(as_built):.2f} bcm/y can flow, by date"
    if best.setting.projects:
        text += f", and {volumes.bcm_y(best.deliverable):.2f} with {', '.join(best.setting.projects)}"
    return Verdict(UNDERSPECIFIED, math.nan, best.binding, f"{text}.")


def _short(claim: Claim, tight: Reach, steps: Enabling, margin: float, where: str) -> Verdict:
    if not steps.enough:
        named = ", ".join(steps.steps) or "what is announced"
        text = f"{claim.words}: not possible, nor with {named} ({where})."
        return Verdict(NOT_POSSIBLE, margin, tight.binding, text)
    since = f", announced for {steps.first_day}" if steps.first_day else ""
    text = f"{claim.words}: not possible without {', '.join(steps.steps)}{since} ({where})."
    return Verdict(NOT_WITHOUT, margin, tight.binding, text)


def stages_of(
    claim: Claim,
    delivery: Delivery,
    held: Sequence[Reach],
    verdict: Verdict,
    contracts: Sequence[Contract],
    legs: Sequence[Leg],
    season: Season | None,
    network: str,
) -> tuple[Stage, ...]:
    """Return the five stages."""
    return (
        _arithmetic(claim, delivery, season, network),
        _completeness(claim),
        _physics(verdict),
        _commerce(claim, held, contracts, legs),
        _track(contracts, held),
    )


def _arithmetic(claim: Claim, delivery: Delivery, season: Season | None, network: str) -> Stage:
    if claim.volume is None:
        return Stage("arithmetic", OPEN, "There is no figure to reckon with.")
    day = claim.volume * 1000.0 / 365.0
    winter = (
        f", {day * season.factor:.2f} mcm on a winter day drawn like the country's demand" if season else ""
    )
    text = f"{claim.printed} is {claim.volume:.3g} bcm a year at {delivery.reference} degC, "
    text += f"{day:.2f} mcm a day{winter}."
    demand = _yearly_demand(network, delivery.destination)
    if demand is None:
        return Stage("arithmetic", FINE, text)
    share = claim.volume / demand
    text += f" That is {share:.0%} of the {demand:g} bcm that {delivery.destination} uses a year."
    return Stage("arithmetic", FINE if share <= MOST_OF_DEMAND else OPEN, text)


def _yearly_demand(network: str, country: str) -> float | None:
    """Return what a country uses a year, None where the facts do not say it. [bcm]"""
    if country not in YEARLY_DEMAND:
        return None
    table = facts(network, "supply_demand").set_index("id")
    return float(str(table.loc[YEARLY_DEMAND[country], "value"]))


def _completeness(claim: Claim) -> Stage:
    missing = [
        name
        for name, there in (
            ("the volume", claim.volume is not None),
            ("the first day", claim.first is not None),
            ("the last day", claim.last is not None),
            ("the way", bool(claim.via)),
        )
        if not there
    ]
    if not missing:
        return Stage("completeness", FINE, "Seller, buyer, way, volume and time are said.")
    outcome = OPEN if {"the volume", "the first day"} & set(missing) else FINE
    return Stage("completeness", outcome, f"Not said: {', '.join(missing)}.")


def _physics(verdict: Verdict) -> Stage:
    outcome = {HOLDS: FINE, UNDERSPECIFIED: OPEN}.get(verdict.name, AGAINST)
    return Stage("physics", outcome, verdict.sentence)


def _commerce(
    claim: Claim, held: Sequence[Reach], contracts: Sequence[Contract], legs: Sequence[Leg]
) -> Stage:
    day = held[0].setting.date if held else (claim.first.isoformat() if claim.first else "")
    now = [one for one in contracts if one.in_force(day)]
    told = (
        "; ".join(f"{one.id} {one.seller} to {one.buyer}, {one.volume}, {one.status}" for one in now)
        or "no contract that is in force then is known"
    )
    known = [leg.eur_per_mwh for leg in legs if math.isfinite(leg.eur_per_mwh)]
    open_legs = [leg.operator for leg in legs if not math.isfinite(leg.eur_per_mwh)]
    price = f" Tariffs: at least {sum(known):.2f} EUR/MWh"
    price += f"; not published for {', '.join(dict.fromkeys(open_legs))}." if open_legs else "."
    return Stage("commerce", FINE if now else OPEN, f"On {day}: {told}.{price if legs else ''}")


def _track(contracts: Sequence[Contract], held: Sequence[Reach]) -> Stage:
    day = held[0].setting.date if held else ""
    past = [one for one in contracts if one.end and one.end.ljust(10, "9") < day]
    running = [one for one in contracts if one.in_force(day)]
    if not past and not running:
        return Stage("track record", OPEN, "Nothing is known of earlier deliveries between the two.")
    told = "; ".join(f"{one.id}: {one.volume} from {one.start}, {one.status}" for one in (*past, *running))
    return Stage("track record", FINE, f"Known between the two: {told}.")
