"""A claim: who is said to get how much gas from whom, since when, as far as that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding, InputError
from linepack.studies.record_map import asset_rows
from linepack.studies.record_volumes import amount_of
from linepack.units import VOLUME_FLOW_UNITS

if TYPE_CHECKING:
    from linepack.storage.facts import KeptFact
    from linepack.storage.store import Store

BOUNDS: Final = {
    "": "",
    "up to": "upper",
    "at most": "upper",
    "at least": "lower",
    "about": "approx",
    "around": "approx",
}
"""Words before a figure, and the bound that they say."""

FIGURE: Final = re.compile(
    r"(?P<bound>up to|at most|at least|about|around)?\s*(?P<value>\d+(?:\.\d+)?)"
    r"\s*(?P<unit>[a-zA-Z]+\s*/\s*[a-zA-Z]+)",
    re.IGNORECASE,
)

COUNTRY: Final = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class Claim:
    """A promise of gas.

    Attributes
    ----------
    origin, destination
        ISO 3166 alpha-2; empty where it is not said.
    via
        Assets that are named as the way.
    volume
        In bcm/y at the reference of the delivery, None where it is not said.
    bound
        ``upper``, ``lower``, ``approx`` or empty.
    printed
        The volume as it is printed.
    first, last
        When it is to flow, None where it is not said.
    level
        Weight of the words (docs/reference/annotation.md), None for free figures.
    source
        Where it stands, empty for free figures.
    of_gas
        Whether it speaks of gas at all: of a supply, or of an asset that carries it.
    """

    origin: str
    destination: str
    via: tuple[str, ...] = ()
    volume: float | None = None
    bound: str = ""
    printed: str = ""
    first: date | None = None
    last: date | None = None
    level: int | None = None
    source: str = ""
    of_gas: bool = True

    @property
    def words(self) -> str:
        """The claim in short."""
        ends = f"{self.origin or 'somebody'} to {self.destination or 'somebody'}"
        way = f" over {', '.join(self.via)}" if self.via else ""
        since = f" from {self.first}" if self.first else ""
        until = f" until {self.last}" if self.last else ""
        return f"{self.printed or 'gas'} from {ends}{way}{since}{until}"


def claim_of_figures(
    *,
    origin: str,
    destination: str,
    volume: str | None = None,
    via: tuple[str, ...] = (),
    from_date: date | None = None,
    to_date: date | None = None,
    network: str = "southern-gas-corridor",
) -> Claim:
    """Return the claim of free figures.

    Parameters
    ----------
    origin, destination
        ISO 3166 alpha-2 of the countries.
    volume
        Text such as ``400 mcm/y`` or ``up to 1 bcm/y``; units as in :data:`linepack.units.VOLUME_FLOW_UNITS`.
    via
        Assets of the network, by id of the record's gazetteer.
    from_date, to_date
        When it is to flow.
    network
        The bundled network that knows the assets.

    Raises
    ------
    InputError
        Lists everything that cannot be read.
    """
    findings = [
        Finding(name, f"'{code}' is no country code.", "Give two capital letters, such as AZ.")
        for name, code in (("from", origin), ("to", destination))
        if code and not COUNTRY.fullmatch(code)
    ]
    findings += [
        Finding("via", f"no asset '{name}' is known.", f"Known: {', '.join(sorted(asset_rows(network)))}.")
        for name in via
        if name not in asset_rows(network)
    ]
    if from_date and to_date and to_date < from_date:
        findings.append(Finding("to-date", f"{to_date} is before {from_date}.", "Exchange the dates."))
    figure = _figure(volume, findings) if volume else (None, "")
    if findings:
        raise InputError(findings, "the claim")
    return Claim(origin, destination, via, *figure, (volume or "").strip(), from_date, to_date)


def _figure(text: str, findings: list[Finding]) -> tuple[float | None, str]:
    found = FIGURE.fullmatch(text.strip())
    unit = found["unit"].replace(" ", "") if found else ""
    if found is None or unit not in VOLUME_FLOW_UNITS or not float(found["value"]) > 0.0:
        known = ", ".join(VOLUME_FLOW_UNITS)
        remedy = f"Give a number above 0 and one of the units {known}, such as '400 mcm/y'."
        findings.append(Finding("volume", f"'{text}' is no volume a year or a day.", remedy))
        return None, ""
    factor = VOLUME_FLOW_UNITS[unit] / VOLUME_FLOW_UNITS["bcm/y"]
    return float(found["value"]) * factor, BOUNDS[(found["bound"] or "").lower()]


def claim_of_record(store: Store, name: str) -> Claim:
    """Return the claim that a commitment of a record makes, accepted or still in review.

    Parameters
    ----------
    store
        The record.
    name
        ``commitment 3``, ``c3`` or ``3``.

    Raises
    ------
    InputError
        If the record has no such commitment.
    """
    from linepack.storage.facts import ACCEPTED, facts_of

    match = re.fullmatch(r"(?:(commitment|c)\s*)?(\d+)", name.strip().lower())
    facts = facts_of(store, "commitment", (ACCEPTED, "proposed", "skipped"))
    fact = next((one for one in facts if match and one.row == int(match[2])), None)
    if fact is None:
        known = ", ".join(str(one.row) for one in facts) or "none"
        finding = Finding(name, "the record has no such commitment.", f"Commitments: {known}.")
        raise InputError([finding], "the record")
    return claim_of_fact(fact)


def claim_of_fact(fact: KeptFact) -> Claim:
    """Return the claim that a commitment of a record makes; what it leaves open stays open."""
    value = fact.value
    day = (value.signed.day if value.signed is not None else None) or fact.published
    figures = [one for one in fact.quantities if one.kind == "supply"]
    period = next((one.period for one in figures if one.period is not None), None)
    when = (period.first if period is not None and period.first else day) or date.today()
    amount = amount_of(fact.quantities, when)
    flows = [one.flow for one in figures]
    to = sorted({ref for flow in flows for ref in flow.destination if COUNTRY.fullmatch(ref)})
    origins = sorted({flow.origin for flow in flows if COUNTRY.fullmatch(flow.origin or "")})
    rest = sorted(fact.countries - set(to) - set(origins))
    origin = origins[0] if len(origins) == 1 else _seller(rest)
    others = [ref for ref in (to or rest) if ref != origin]
    return Claim(
        origin=origin,
        destination=others[0] if len(others) == 1 else "",
        via=tuple(dict.fromkeys((*value.assets, *(way for flow in flows for way in flow.via)))),
        volume=None if isinstance(amount, str) else amount.yearly,
        bound="" if isinstance(amount, str) else amount.figure.bound,
        printed="" if isinstance(amount, str) else amount.figure.printed,
        first=period.first if period is not None else None,
        last=period.last if period is not None else None,
        level=value.level,
        source=f"“{fact.words}” ({fact.outlet or fact.source_name}, {fact.published or 'no date'})",
        of_gas=bool(figures or value.assets),
    )


def _seller(countries: list[str]) -> str:
    """Return the one of two countries that sells gas in this corridor, empty where that is not plain."""
    sellers = [ref for ref in countries if ref in ("AZ", "RU")]
    return sellers[0] if len(sellers) == 1 else ""
