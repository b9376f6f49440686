"""The claim check: five stages, one verdict, and everything that it rests on."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from linepack.data.corridor import folder, load
from linepack.errors import Finding, InputError
from linepack.studies.claims.claim import Claim, claim_of_figures, claim_of_record
from linepack.studies.claims.commerce import contracts_of, origins, tariff_stack
from linepack.studies.claims.enabling import Enabling, enabling
from linepack.studies.claims.ground import CONSTRUCTION, OPERATING, Ground, Reach, Setting
from linepack.studies.claims.stages import HOLDS, UNDERSPECIFIED, Stage, Verdict, stages_of, verdict_of
from linepack.studies.definition import StudyDefinition, find_definition
from linepack.studies.record_map import Delivery, deliveries, delivery_between

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from linepack.storage.store import Store
    from linepack.studies.claims.commerce import Contract, Leg
    from linepack.studies.definition import Season

STUDY: Final = "southern-gas-corridor"
"""The study whose network, dates and season a claim is held against."""

LATEST: Final = 3
"""Most days after the first on which a claim is held against the network."""


@dataclass(frozen=True)
class ClaimCheck:
    """What is to be said of a claim.

    Attributes
    ----------
    claim
        The claim.
    verdict
        ``holds``, ``not possible without further steps``, ``not possible``, ``underspecified`` or
        ``not checkable``.
    message
        The verdict in words.
    stages
        Arithmetic, completeness, physics, commerce, track record.
    envelope
        What can flow on each day that was looked at.
    enabling
        The smallest set of steps, None where none is needed or nothing is claimed.
    contracts, legs
        Known contracts of the same delivery, and the tariff stack.
    conditions
        What must hold for the verdict to hold.
    assumptions
        What was assumed, each with its ground.
    inputs
        Digest of everything that went in, by name.
    """

    claim: Claim
    verdict: Verdict
    message: str
    stages: tuple[Stage, ...]
    envelope: tuple[dict[str, Any], ...]
    enabling: Enabling | None
    contracts: tuple[Contract, ...]
    legs: tuple[Leg, ...]
    conditions: tuple[str, ...]
    assumptions: tuple[dict[str, str], ...]
    inputs: dict[str, str]

    @property
    def run_id(self) -> str:
        """Name of this check: the same inputs give the same."""
        return _digest(json.dumps(self.inputs, sort_keys=True))[:16]

    def stale(self) -> tuple[str, ...]:
        """Return the inputs that have changed since; empty as long as the check stands."""
        now = _inputs(self.claim, find_definition(STUDY))
        return tuple(name for name, digest in self.inputs.items() if now.get(name) != digest)

    def to_dict(self) -> dict[str, Any]:
        """Return the check as plain values."""
        return {
            "status": self.verdict.name,
            "message": self.message,
            "findings": [],
            "run_id": self.run_id,
            "inputs": self.inputs,
            "claim": asdict(self.claim) | {"words": self.claim.words, **_days(self.claim)},
            "margin_bcm_y": self.verdict.margin,
            "binding": self.verdict.binding,
            "stages": [asdict(stage) for stage in self.stages],
            "envelope": list(self.envelope),
            "enabling": _enabling(self.enabling),
            "contracts": [asdict(contract) for contract in self.contracts],
            "tariffs": [asdict(leg) for leg in self.legs],
            "conditions": list(self.conditions),
            "assumptions": list(self.assumptions),
        }


def check_claim(
    claim: Claim | str | None = None,
    *,
    origin: str = "",
    destination: str = "",
    volume: str | None = None,
    via: tuple[str, ...] = (),
    from_date: date | None = None,
    to_date: date | None = None,
    store: Store | None = None,
    progress: Callable[[str], None] | None = None,
) -> ClaimCheck:
    """Hold a claim against arithmetic, the network of the corridor, contracts and what came before.

    Parameters
    ----------
    claim
        A claim, or the name of a commitment in ``store``; without it the free figures are one.
    origin, destination
        ISO 3166 alpha-2 of the countries.
    volume
        Text such as ``400 mcm/y``; without it the answer is the envelope of what can flow.
    via
        Assets that are named as the way, such as ``IBS``.
    from_date, to_date
        When it is to flow.
    store
        The record.
    progress
        Called with what is being looked at.

    Returns
    -------
    ClaimCheck
        Verdict, stages, envelope, the smallest set of steps, contracts, tariffs and assumptions.

    Raises
    ------
    InputError
        If the figures cannot be read, or the record has no such commitment.

    Notes
    -----
    Capacity is that of :func:`linepack.capacity` on top of the contracts of all others; the contract rows of
    the same delivery are taken out, the claim stands for them.
    """
    study = find_definition(STUDY)
    if isinstance(claim, str):
        if store is None:
            finding = Finding(claim, "no record is given.", "Give the store that holds it.")
            raise InputError([finding], "the claim")
        claim = claim_of_record(store, claim)
    if claim is None:
        claim = claim_of_figures(
            origin=origin,
            destination=destination,
            volume=volume,
            via=via,
            from_date=from_date,
            to_date=to_date,
            network=study.network,
        )
    return _checked(claim, study, progress or (lambda _: None))


def _checked(claim: Claim, study: StudyDefinition, progress: Callable[[str], None]) -> ClaimCheck:
    delivery = _delivery(claim, study)
    if isinstance(delivery, str):
        return _unplaced(claim, study, delivery)
    ground = Ground(load(study.network), delivery, origins(study.network)[delivery.origin])
    reaches = []
    for setting in _settings(claim, study):
        progress(f"what can flow: {setting.label or setting.date}")
        reaches.append(ground.reach(setting))
    wanted = _mass_flow(claim, ground)
    held = [one for one in reaches if _claimed_on(claim, one.setting)]
    short = [one for one in held if one.deliverable < wanted]
    offers = [scenario.projects for scenario in study.scenarios]
    steps = enabling(ground, short[0].setting, wanted, offers=offers, progress=progress) if short else None
    contracts = contracts_of(study.network, delivery)
    legs = tariff_stack(study.network, ground.dated(reaches[-1].setting), ground.from_node, delivery)
    season = study.season if delivery.destination == "RS" else None
    verdict = verdict_of(claim, reaches, held, wanted, ground.volumes, steps)
    stages = stages_of(claim, delivery, held, verdict, contracts, legs, season, study.network)
    return ClaimCheck(
        claim=claim,
        verdict=verdict,
        message=verdict.sentence,
        stages=stages,
        envelope=tuple(_row(one, ground, wanted) for one in reaches),
        enabling=steps,
        contracts=contracts,
        legs=legs,
        conditions=_conditions(verdict, held, contracts, _winter(held, wanted, ground, season)),
        assumptions=_assumptions(ground, study),
        inputs=_inputs(claim, study),
    )


def _delivery(claim: Claim, study: StudyDefinition) -> Delivery | str:
    """Return the delivery that a claim means, or why none is."""
    if not claim.of_gas:
        return "it promises no gas and names nothing that carries it"
    if not claim.destination or not claim.origin:
        return "who sells to whom is not said"
    named = set(claim.via)
    found = delivery_between(study.network, [claim.origin], [claim.destination], named)
    if isinstance(found, str):
        return found
    if found.origin not in origins(study.network):
        return f"where gas of {found.origin} enters the network is not known"
    return found


def _settings(claim: Claim, study: StudyDefinition) -> list[Setting]:
    """Return the days on which a claim is looked at: its first, then the study's own until its last.

    A claim without a volume or a first day is looked at on every day of the study, expansion levels included.
    """
    own = [Setting(one.date, one.status_filter, one.projects, label=one.label) for one in study.scenarios]
    if claim.volume is None or claim.first is None:
        return own
    plain = [one for one in own if not one.projects]
    newest = max(one.date for one in plain if one.status_filter == OPERATING)
    first = claim.first.isoformat()
    start = Setting(first, OPERATING if first <= newest else CONSTRUCTION, label=first)
    last = claim.last.isoformat() if claim.last else "9999-12-31"
    later = [one for one in plain if first < one.date <= last]
    return [start, *later[:LATEST]]


def _claimed_on(claim: Claim, setting: Setting) -> bool:
    """Say whether a claim means a setting: no announced step that is not built, a day within its period."""
    first = claim.first.isoformat() if claim.first else ""
    last = claim.last.isoformat() if claim.last else "9999-12-31"
    return not setting.projects and first <= setting.date <= last


def _mass_flow(claim: Claim, ground: Ground) -> float:
    from linepack.units import mass_flow_from_volume

    if claim.volume is None:
        return 0.0
    return float(mass_flow_from_volume(claim.volume, "bcm/y", ground.density))


def _unplaced(claim: Claim, study: StudyDefinition, reason: str) -> ClaimCheck:
    """Return the check of a claim that no delivery of the network stands for."""
    ways = ", ".join(f"{one.origin} to {one.destination}" for one in deliveries(study.network))
    missing = not (claim.origin and claim.destination) or "is not said" in reason
    name = UNDERSPECIFIED if missing else "not checkable"
    verdict = Verdict(name, math.nan, "", f"{claim.words}: {name}; {reason}. Known ways: {ways}.")
    stage = Stage("completeness", "open", reason[:1].upper() + reason[1:] + ".")
    return ClaimCheck(
        claim, verdict, verdict.sentence, (stage,), (), None, (), (), (), (), _inputs(claim, study)
    )


def _row(reach: Reach, ground: Ground, wanted: float) -> dict[str, Any]:
    volumes, setting = ground.volumes, reach.setting
    scale = ground.density / volumes.density
    return {
        "date": setting.date,
        "label": setting.label or setting.date,
        "status_filter": setting.status_filter,
        "projects": ", ".join(setting.projects),
        "deliverable_bcm_y": volumes.bcm_y(reach.deliverable) / scale,
        "deliverable_mcm_d": volumes.mcm_d(reach.deliverable) / scale,
        "claimed_bcm_y": volumes.bcm_y(wanted) / scale if wanted else math.nan,
        "margin_bcm_y": volumes.bcm_y(reach.deliverable - wanted) / scale if wanted else math.nan,
        "binding": reach.binding,
        "status": reach.capacity.status if reach.capacity else "no connection",
        "gap": reach.capacity.gap if reach.capacity else math.nan,
    }


def _conditions(
    verdict: Verdict, held: list[Reach], contracts: tuple[Contract, ...], winter: str
) -> tuple[str, ...]:
    if verdict.name != HOLDS:
        return ()
    found = ["every other contract of the corridor takes its own volume at the same time"]
    if any(one.setting.status_filter != OPERATING for one in held):
        found.append("what is being built is finished on its announced day")
    if not any(one.in_force(held[0].setting.date) for one in contracts):
        found.append("a contract is signed: none is known that is in force on the first day")
    return (*found, winter) if winter else tuple(found)


def _winter(held: list[Reach], wanted: float, ground: Ground, season: Season | None) -> str:
    """Say what the winter day asks beside what can flow; empty without a season or a volume."""
    if season is None or not held or not wanted:
        return ""
    tight = min(held, key=lambda one: one.deliverable)
    scale = ground.density / ground.volumes.density
    day, most = (ground.volumes.mcm_d(flow) / scale for flow in (wanted * season.factor, tight.deliverable))
    drawn = (
        "the volume is drawn evenly over the year"
        if day > most
        else "it may be drawn like the country's demand"
    )
    return (
        f"{drawn}: a winter day drawn like the country's demand takes {day:.2f} mcm, and {most:.2f} can flow"
    )


def _assumptions(ground: Ground, study: StudyDefinition) -> tuple[dict[str, str], ...]:
    delivery = ground.delivery
    taken = ", ".join(delivery.demands) if delivery.takes == "any" else ""
    found = [
        ("end of the route", f"{delivery.node}: {delivery.rule}", delivery.source),
        ("start of the route", ground.from_node, "record_origins.csv"),
        ("cubic metre", f"at {delivery.reference} degC", "rule volume-reference, record_deliveries.csv"),
        ("network", f"{study.network}, facts with sources in docs/reference/corridor.md", "facts/*.csv"),
        (
            "controls",
            "stations are free within their limits; other sources follow their loads",
            "docs/theory",
        ),
    ]
    if taken:
        found.append(("own contract rows taken out", taken, "record_deliveries.csv demands"))
    if study.season is not None and delivery.destination == "RS":
        found.append(
            (
                "winter day",
                f"{study.season.factor:.2f} times the mean day, as Serbia draws",
                study.season.source,
            )
        )
    return tuple({"what": what, "value": value, "ground": why} for what, value, why in found)


def _inputs(claim: Claim, study: StudyDefinition) -> dict[str, str]:
    """Return the digests of everything that a check rests on."""
    home = folder(study.network)
    tables = sorted(path for path in home.rglob("*") if path.suffix in (".csv", ".toml"))
    whole = "".join(
        f"{path.relative_to(home).as_posix()}:{_digest(path.read_text('utf-8'))}" for path in tables
    )
    return {
        "claim": _digest(json.dumps(asdict(claim), default=str, sort_keys=True)),
        "network and facts": _digest(whole),
        "study": _digest(repr(study)),
        "linepack": version("linepack"),
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _days(claim: Claim) -> dict[str, str | None]:
    return {name: day.isoformat() if (day := getattr(claim, name)) else None for name in ("first", "last")}


def _enabling(found: Enabling | None) -> dict[str, Any] | None:
    if found is None:
        return None
    setting = found.reach.setting
    return {
        "enough": found.enough,
        "smallest": found.only,
        "projects": list(setting.projects),
        "measures": [measure.words for measure in setting.measures],
        "first_day": found.first_day,
        "binding": found.reach.binding,
    }
