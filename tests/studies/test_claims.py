"""The claim check: its verdicts on the corridor, what they rest on, and the ledger of all promises."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

import linepack as lp
from linepack.data import facts, load, record_example
from linepack.errors import InputError
from linepack.storage.facts import facts_of
from linepack.storage.intake import Reader
from linepack.storage.store import Store
from linepack.studies.claims.claim import Claim, claim_of_figures
from linepack.studies.claims.commerce import contracts_of, origins, tariff_stack
from linepack.studies.claims.enabling import enabling
from linepack.studies.claims.ground import Ground, Setting
from linepack.studies.record_map import Delivery, delivery_between

if TYPE_CHECKING:
    from pathlib import Path

NETWORK = "southern-gas-corridor"
OPEN = ("proposed",)


@pytest.fixture(scope="module")
def delivery() -> Delivery:
    found = delivery_between(NETWORK, ["AZ"], ["RS"], [])
    assert isinstance(found, Delivery)
    return found


@pytest.fixture(scope="module")
def ground(delivery: Delivery) -> Ground:
    return Ground(load(NETWORK), delivery, origins(NETWORK)["AZ"])


@pytest.fixture(scope="module")
def signed() -> lp.ClaimCheck:
    return lp.check_claim(origin="AZ", destination="RS", volume="400 mcm/y", from_date=date(2024, 1, 1))


def test_the_signed_volume_holds_with_margin_conditions_and_sources(signed: lp.ClaimCheck) -> None:
    assert signed.verdict.name == "holds"
    least = min(row["deliverable_bcm_y"] for row in signed.envelope)
    assert signed.verdict.margin > 0.0
    assert signed.verdict.margin == pytest.approx(least - 0.4)
    assert any("winter day" in condition for condition in signed.conditions)
    assert [one.id for one in signed.contracts if one.in_force("2024-06-01")] == ["K01"]
    assert all(one.source for one in signed.contracts)
    assert all(one["ground"] for one in signed.assumptions)
    assert [stage.name for stage in signed.stages] == [
        "arithmetic",
        "completeness",
        "physics",
        "commerce",
        "track record",
    ]


def test_the_winter_day_is_that_of_the_season(signed: lp.ClaimCheck) -> None:
    """Peak day 18 mcm/d over 3.0 bcm/y (D061, D059): 2.19 times the mean day of 0.4 bcm/y."""
    winter = 0.4e3 / 365.0 * 18.0 * 365.0 / 3000.0
    assert any(f"takes {winter:.2f} mcm" in condition for condition in signed.conditions)


def test_a_check_is_one_json_object_and_says_when_it_is_stale(signed: lp.ClaimCheck) -> None:
    plain = signed.to_dict()
    assert json.loads(json.dumps(plain, default=str))["run_id"] == signed.run_id
    assert signed.stale() == ()
    older = replace(signed, inputs=signed.inputs | {"study": "another"})
    assert older.stale() == ("study",)
    assert older.run_id != signed.run_id


def test_a_claim_of_the_record_without_a_volume_gets_the_envelope(tmp_path: Path) -> None:
    with Store(tmp_path / "record.db") as store:
        Reader().take_in_bytes(store, record_example.report(), record_example.NAME)
        found = [lp.check_claim(str(fact.row), store=store) for fact in facts_of(store, "commitment", OPEN)]
    by_name = {check.verdict.name: check for check in found}
    assert set(by_name) == {"underspecified", "not checkable"}
    open_claim = by_name["underspecified"]
    assert {row["date"] for row in open_claim.envelope} >= {"2023-11-07", "2024-07-01", "2027-07-01"}
    flows = {row["label"]: row["deliverable_bcm_y"] for row in open_claim.envelope}
    assert flows["7 November 2023"] == 0.0
    assert flows["All that leads to Serbia"] > flows["2026"] > 1.0
    assert "no gas" in by_name["not checkable"].message


def test_a_step_is_named_where_the_flow_needs_one() -> None:
    found = lp.check_claim(origin="AZ", destination="RS", volume="1.7 bcm/y", from_date=date(2026, 7, 1))
    assert found.verdict.name == "not possible without further steps"
    assert found.verdict.margin < 0.0
    assert found.enabling is not None
    assert found.enabling.enough
    assert found.enabling.reach.setting.projects
    assert all(project in found.message for project in found.enabling.reach.setting.projects)


def test_no_step_of_a_set_can_be_left_out(ground: Ground) -> None:
    """Of more than IBS carries: what is announced does not do, and every step that is named is needed."""
    setting = Setting("2027-07-01", "construction")
    offers = [("IGB_5", "IBS_32", "TAP_EXP_FULL", "TANAP_24", "SCPFX", "ABSH2")]
    wanted = ground.volumes.from_20(3.0, "bcm/y")
    found = enabling(ground, setting, wanted, offers=offers)
    assert found.enough
    assert "IBS_32" in found.reach.setting.projects
    for project in found.reach.setting.projects:
        fewer = tuple(one for one in found.reach.setting.projects if one != project)
        assert ground.reach(replace(found.reach.setting, projects=fewer)).deliverable < wanted


@pytest.mark.slow
def test_more_than_all_that_is_announced_names_the_lines_that_are_missing() -> None:
    found = lp.check_claim(
        origin="AZ", destination="RS", volume="5 bcm/y", via=("IBS",), from_date=date(2026, 1, 1)
    )
    assert found.verdict.name == "not possible without further steps"
    assert found.enabling is not None
    assert "IBS_32" in found.enabling.reach.setting.projects
    assert "another line along IBS_RS" in found.enabling.steps
    assert "another line along IBS_RS" in found.message


@pytest.mark.parametrize(
    ("figures", "places"),
    [
        ({"origin": "Az", "destination": "RS"}, {"from"}),
        ({"origin": "AZ", "destination": "RS", "volume": "much"}, {"volume"}),
        ({"origin": "AZ", "destination": "RS", "volume": "-1 bcm/y"}, {"volume"}),
        ({"origin": "AZ", "destination": "RS", "volume": "0 bcm/y"}, {"volume"}),
        (
            {"origin": "A", "destination": "R", "volume": "1 apples", "via": ("ROAD",)},
            {"from", "to", "volume", "via"},
        ),
        (
            {"origin": "AZ", "destination": "RS"}
            | {"from_date": date(2026, 1, 1), "to_date": date(2025, 1, 1)},
            {"to-date"},
        ),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_read_are_all_listed(figures: dict[str, object], places: set[str]) -> None:
    with pytest.raises(InputError) as raised:
        lp.check_claim(**figures)
    assert {finding.place for finding in raised.value.findings} == places


@pytest.mark.parametrize(
    ("text", "volume", "bound"),
    [
        ("400 mcm/y", 0.4, ""),
        ("up to 1 bcm/y", 1.0, "upper"),
        ("at least 2 mcm/d", 0.73, "lower"),
        ("about 0.5 bcm / y", 0.5, "approx"),
    ],
)
def test_figures_are_read_with_their_bound(text: str, volume: float, bound: str) -> None:
    claim = claim_of_figures(origin="AZ", destination="RS", volume=text)
    assert claim.volume == pytest.approx(volume, rel=1e-3)  # a year of units.YEAR is 365.25 days or 365
    assert (claim.bound, claim.printed) == (bound, text)


def test_a_way_that_is_not_in_the_network_is_said_to_be_so() -> None:
    found = lp.check_claim(Claim("NO", "RS", volume=1.0, first=date(2026, 1, 1)))
    assert found.verdict.name == "not checkable"
    assert "NO to RS" in found.message
    assert lp.check_claim(Claim("", "RS")).verdict.name == "underspecified"


def test_a_commitment_needs_a_record_and_must_be_in_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no record is given"):
        lp.check_claim("3")
    with Store(tmp_path / "record.db") as store, pytest.raises(InputError, match="no such commitment"):
        lp.check_claim("3", store=store)


def test_tariffs_are_those_of_the_operators_along_the_way(ground: Ground, delivery: Delivery) -> None:
    dated = ground.dated(Setting("2026-07-01"))
    legs = tariff_stack(NETWORK, dated, ground.from_node, delivery)
    names = [leg.operator for leg in legs]
    assert [name.split()[0] for name in names] == [
        "SCP",
        "SCP",
        "TANAP",
        "TAP",
        "ICGB",
        "Bulgartransgaz",
        "Transportgas",
    ]
    tanap = legs[2]
    assert tanap.tariffs == ("T15",)
    published = facts(NETWORK, "tariffs").set_index("id").loc["T15", "eur_per_mwh"]
    assert tanap.eur_per_mwh == float(published)


def test_the_ledger_adds_up_what_is_in_force() -> None:
    """In 2024 K17 and K16 of BOTAS, K10, K09, K08, K01 and what SOCAR sells beyond leave at Sangachal."""
    table = lp.over_commitments([2024])
    scp = table[table["name"] == "SCP exit at the Turkish border"].iloc[0]
    named = {promise.split()[0] for promise in scp["promises"].split("; ")}
    assert named == {"K17", "K16", "K10", "K09", "K08", "K01"}
    fifteen = 6.6 + 6.0 + 8.0 + 1.0 + 1.0
    assert scp["promised_bcm_y"] == pytest.approx(fifteen + 0.4 * 288.15 / 293.15, rel=1e-3)  # K01 at 20 degC
    assert scp["share"] == pytest.approx(scp["promised_bcm_y"] / scp["capacity_bcm_y"])


def test_rows_that_join_the_same_systems_are_one_leg() -> None:
    table = lp.over_commitments([2024])
    gates = table[table["element"].str.contains("GMS2")]
    assert len(gates) == 1
    assert gates["element"].iloc[0].count("technical_capacity") > 1


def test_later_promises_pass_what_the_line_out_of_azerbaijan_carries() -> None:
    table = lp.over_commitments([2026, 2027])
    worst = table[table["verdict"] == "over-committed"]
    assert "SCP exit at the Turkish border" in set(worst["name"])
    assert (worst["share"] > 1.0).all()
    with pytest.raises(InputError, match="there is no view"):
        lp.over_commitments([2026], view="as hoped")


def test_contracts_of_a_delivery_are_those_of_its_ends(delivery: Delivery) -> None:
    found = {one.id: one for one in contracts_of(NETWORK, delivery)}
    assert set(found) >= {"K01", "K02", "K03", "K04"}
    assert found["K01"].yearly == pytest.approx(0.4)
    assert found["K04"].yearly == pytest.approx(1.1 * 0.365)
    assert not found["K03"].in_force("2025-06-01")
