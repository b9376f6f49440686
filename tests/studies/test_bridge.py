"""From the record to the network: what is accepted is applied with its origin, the rest says why not."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from linepack.data import facts, load
from linepack.errors import InputError
from linepack.network.schema import kinds
from linepack.network.timeline import project_ids
from linepack.records.entities import find_mentions
from linepack.records.gazetteer import gazetteer
from linepack.records.model import (
    Anchor,
    Commitment,
    Document,
    Extraction,
    Flow,
    Moment,
    ProjectStatus,
    Quantity,
    Sentence,
    Span,
    TimeExpression,
)
from linepack.records.reading import read_document
from linepack.storage.facts import facts_of
from linepack.storage.review import decide, log
from linepack.storage.store import Store
from linepack.studies import run_study
from linepack.studies.bridge import ANNOUNCED, BUILT, SIGNED, Applied, with_record
from linepack.studies.record_map import asset_rows, deliveries
from linepack.studies.record_view import RecordView
from linepack.studies.volumes import Volumes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linepack.network import Network

CORRIDOR = "southern-gas-corridor"
WORDS = "a contract on gas was signed"
TEXT = f"On that day {WORDS}."
HERE = Anchor(1, Span(TEXT.index(WORDS), TEXT.index(WORDS) + len(WORDS)), "test")
BCM_15 = 1e9 * 0.7393 / (365.0 * 86400.0)
"""1 bcm/y at 15 degC by the corridor's rule of density. [kg/s]"""


@pytest.fixture
def network() -> Network:
    return load(CORRIDOR)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    with Store(place) as opened:
        yield opened


def on(day: str) -> Moment:
    return Moment(date.fromisoformat(day), "day", "explicit")


def during(first: str, last: str) -> TimeExpression:
    ends = date.fromisoformat(first), date.fromisoformat(last)
    return TimeExpression(HERE, f"{first} to {last}", *ends, "period", "explicit")


def supply(value: float, unit: str = "bcm", per: str = "year", **more: Any) -> Quantity:
    return Quantity(
        more.pop("id", "q1"), HERE, value, unit, f"{value} {unit}", per=per, kind="supply", **more
    )


def contract(*parties: str, **more: Any) -> Commitment:
    plain: dict[str, Any] = {
        "kind": "supply contract",
        "status": "signed",
        "level": 5,
        "signed": on("2023-06-01"),
    }
    plain |= more
    kind, status, level = (plain.pop(name) for name in ("kind", "status", "level"))
    return Commitment("c1", kind, parties, status, level, HERE, **plain)


def add(
    store: Store,
    *facts_: Commitment | ProjectStatus,
    figures: tuple[Quantity, ...] = (),
    day: str = "2023-06-01",
    accept: bool = True,
    outlet: str = "The Gazette",
) -> None:
    """Add a document with facts and accept them."""
    number = store.count() + 1
    text = f"{TEXT} {number}"
    document = Document(
        text,
        f"{number}.txt",
        "text",
        hashlib.sha256(text.encode()).hexdigest(),
        "en",
        on(day),
        (Sentence(1, 1, Span(0, len(text)), text),),
        (),
        outlet=outlet,
    )
    volumes = tuple(figure.id for figure in figures)
    read = Extraction(
        document,
        quantities=figures,
        commitments=tuple(replace(one, volumes=volumes) for one in facts_ if isinstance(one, Commitment)),
        projects=tuple(one for one in facts_ if isinstance(one, ProjectStatus)),
    )
    store.add(document, lambda _: read)
    for kind in ("commitment", "status_change"):
        for fact in facts_of(store, kind, ("proposed",)):
            if accept:
                decide(store, kind, fact.row, "accept", reviewer="reader", reason="read")


def only(lines: tuple[Applied, ...]) -> Applied:
    assert len(lines) == 1
    return lines[0]


def flow_on(network: Network, row: str, day: str = "2026-07-01") -> float:
    return float(network.at(day).demands.at[row, "mass_flow"])


def bridged(network: Network, store: Store, view: str = SIGNED, day: str = "2026-07-01") -> Any:
    return with_record(network, store, view=view, on=date.fromisoformat(day))


def test_a_known_contract_row_takes_the_recorded_volume(network: Network, store: Store) -> None:
    add(store, contract("AZ", "BG"), figures=(supply(1.5, flow=Flow("AZ", ("BG",))),))
    changed, lines = bridged(network, store)
    line = only(lines)
    assert line.applied
    assert line.rows == ("demands/BULGARGAZ",)
    assert flow_on(changed, "BULGARGAZ") == pytest.approx(1.5 * BCM_15, rel=1e-6)
    assert flow_on(network, "BULGARGAZ") == pytest.approx(BCM_15, rel=1e-6)
    others = changed.at("2026-07-01").demands["mass_flow"].drop("BULGARGAZ")
    assert others.equals(network.at("2026-07-01").demands["mass_flow"].drop("BULGARGAZ"))


def test_the_origin_of_a_change_is_told(network: Network, store: Store) -> None:
    add(store, contract("AZ", "BG"), figures=(supply(1.5, flow=Flow("AZ", ("BG",))),))
    changed, lines = bridged(network, store)
    said = changed.source_of("demands", "BULGARGAZ", "mass_flow")
    assert said.source == "The Gazette, 2023-06-01 (source 1 of the record)"
    assert f"“{WORDS}”" in said.note
    assert f"review {log(store)[0].id} by reader" in said.note
    assert (said.basis, said.as_of, lines[0].review) == ("sourced", "2023-06-01", log(store)[0].id)


def test_a_contract_without_a_row_becomes_one_with_its_bound(network: Network, store: Store) -> None:
    figure = supply(400.0, "mcm", bound="upper", period=during("2024-01-01", "2026-12-31"))
    add(store, contract("AZ", "RS"), figures=(figure,))
    changed, lines = bridged(network, store)
    row, asked = "RECORD_AZ_RS_1", Volumes(network).from_20(0.4, "bcm/y")
    assert only(lines).contracts == ("K01", "K02")
    assert "up to 0.4 bcm/y" in lines[0].what
    assert flow_on(changed, row) == pytest.approx(asked, rel=1e-9)
    said = changed.source_of("demands", row, "mass_flow")
    assert (said.low, said.high) == pytest.approx((0.0, asked), rel=1e-9)
    assert changed.demands.at[row, "node"] == "nis"
    assert row not in changed.at("2023-12-01").demands.index
    assert row not in changed.at("2027-01-01").demands.index


@pytest.mark.parametrize(
    ("figure", "yearly"),
    [
        (supply(2.0, "mcm", "day"), 0.73),
        (supply(3.0, "bcm", "total", period=during("2024-01-01", "2026-12-31")), 3.0 * 365 / 1096),
        (supply(1.0, bound="range", value_max=1.4), 1.4),
        (supply(4.0, "TWh", canonical=0.4, canonical_unit="bcm_per_year"), 0.4),
    ],
)
def test_figures_become_a_yearly_volume(
    network: Network, store: Store, figure: Quantity, yearly: float
) -> None:
    add(store, contract("AZ", "BG"), figures=(figure,))
    changed, _ = bridged(network, store)
    assert flow_on(changed, "BULGARGAZ") == pytest.approx(yearly * BCM_15, rel=1e-6)


def test_only_accepted_facts_count(network: Network, store: Store) -> None:
    add(store, contract("AZ", "BG"), figures=(supply(1.5),), accept=False)
    changed, lines = bridged(network, store)
    assert lines == ()
    assert changed.equals(network)


def test_a_rejected_figure_is_out(network: Network, store: Store) -> None:
    add(store, contract("AZ", "BG"), figures=(supply(1.5),))
    decide(store, "quantity", 1, "reject", reviewer="reader", reason="misread")
    assert only(bridged(network, store)[1]).reason == "it names no volume of supply"


@pytest.mark.parametrize(
    ("commitment", "view", "applied"),
    [
        (contract("AZ", "BG"), SIGNED, True),
        (contract("AZ", "BG"), ANNOUNCED, True),
        (contract("AZ", "BG"), BUILT, False),
        (contract("AZ", "BG", level=9), BUILT, True),
        (contract("AZ", "BG", level=3, signed=None, status="planned"), SIGNED, False),
        (contract("AZ", "BG", level=3, signed=None, status="planned"), ANNOUNCED, True),
        (contract("AZ", "BG", level=1, signed=None, status="desired"), ANNOUNCED, False),
        (contract("AZ", "BG", level=-3, status="terminated"), ANNOUNCED, False),
    ],
)
def test_a_view_takes_its_levels(
    network: Network, store: Store, commitment: Commitment, view: str, *, applied: bool
) -> None:
    add(store, commitment, figures=(supply(1.5),))
    changed, lines = bridged(network, store, view)
    assert only(lines).applied is applied
    assert changed.equals(network) is not applied


@pytest.mark.parametrize(
    ("parties", "figures", "reason"),
    [
        (("AZ", "BG"), (), "names no volume"),
        (("AZ", "HU"), (supply(0.4),), "no way from"),
        (("AZ", "TR"), (supply(6.0),), "which line brings it is not said"),
        (("AZ", "IT", "BG"), (supply(9.0, flow=Flow("AZ", ("IT", "BG"))),), "a total for BG, IT"),
        (("AZ", "EU"), (supply(20.0, flow=Flow("AZ", ("pl-europe",))),), "a total for pl-europe"),
        (("AZ", "X-TRADING"), (supply(1.6, flow=Flow("AZ", ("IT",))),), "is one row for all buyers"),
        (("AZ", "BG"), (supply(1.5, period=during("2027-01-01", "2030-12-31")),), "for another time"),
        (("AZ", "BG"), (supply(33.0, per="total"),), "no volume a year or a day"),
        (("AZ", "BG"), (supply(1.0), supply(1.5, id="q2")), "which of 1 bcm/y, 1.5 bcm/y holds"),
        (("AZ", "BG"), (supply(1.0, status="denied"),), "names no volume"),
    ],
)
def test_what_cannot_be_mapped_says_why(
    network: Network, store: Store, parties: tuple[str, ...], figures: tuple[Quantity, ...], reason: str
) -> None:
    add(store, contract(*parties), figures=figures)
    changed, lines = bridged(network, store)
    assert not only(lines).applied
    assert reason in lines[0].reason
    assert changed.equals(network)


def test_parts_and_their_sum_count_once(network: Network, store: Store) -> None:
    figures = (
        supply(1.5),
        supply(0.5, id="q2"),
        supply(1.0, id="q3"),
        supply(1500.0, "mcm", id="q4", same_as="q1"),
    )
    add(store, contract("AZ", "BG"), figures=figures)
    assert flow_on(bridged(network, store)[0], "BULGARGAZ") == pytest.approx(1.5 * BCM_15, rel=1e-6)


def test_two_reports_of_one_contract_count_once(network: Network, store: Store) -> None:
    add(store, contract("AZ", "RS"), figures=(supply(0.4),))
    add(store, contract("AZ", "RS"), figures=(supply(400.0, "mcm"),), outlet="The Courier")
    add(store, contract("AZ", "RS"), figures=(supply(1.0),), outlet="The Herald")
    changed, lines = bridged(network, store)
    assert [line.applied for line in lines] == [True, False, False]
    assert "whether the two add up is not said" in lines[1].reason
    assert len(changed.demands) == len(network.demands) + 1


def test_what_came_later_is_not_known_yet(network: Network, store: Store) -> None:
    add(store, contract("AZ", "BG", signed=on("2026-08-01")), figures=(supply(1.5),))
    assert "after the day asked for" in only(bridged(network, store)[1]).reason


def status(asset: str, word: str, day: str = "2024-03-01", **more: Any) -> ProjectStatus:
    return ProjectStatus(asset, word, on(day), HERE, **more)


def test_a_project_in_operation_is_there_from_its_day(network: Network, store: Store) -> None:
    add(store, status("IMS", "operating", "2025-05-01"))
    changed, lines = bridged(network, store, BUILT)
    assert only(lines).projects == ("RS_MK",)
    own = changed.pipes[changed.pipes["project"] == "RS_MK"]
    assert set(own["status"]) == {"operating"}
    assert set(own.index) <= set(changed.at("2025-05-01").pipes.index)
    assert not set(own.index) & set(changed.at("2025-04-30").pipes.index)
    assert changed.source_of("pipes", str(own.index[0]), "start_date").as_of == "2025-05-01"
    assert changed.source_of("pipes", str(own.index[0]), "length").source != lines[0].source


@pytest.mark.parametrize(
    ("word", "view", "row", "projects"),
    [
        ("construction", SIGNED, "under_construction", ("RS_MK",)),
        ("FID or equivalent", SIGNED, "fid", ("RS_MK",)),
        ("proposed", ANNOUNCED, "announced", ("RS_MK",)),
        ("cancelled", SIGNED, "dormant", ()),
    ],
)
def test_a_promised_project_is_there_in_its_view(
    network: Network, store: Store, word: str, view: str, row: str, projects: tuple[str, ...]
) -> None:
    add(store, status("IMS", word, expected=during("2026-01-01", "2026-03-31")))
    changed, lines = bridged(network, store, view)
    assert only(lines).projects == projects
    assert set(changed.pipes.loc[changed.pipes["project"] == "RS_MK", "status"]) == {row}


@pytest.mark.parametrize(
    ("words", "asset", "table", "row"),
    [
        ("the expansion of TAP", "TAP-EXPANSION", "compressors", "TAP_ACS02"),
        ("the first level of the TAP expansion", "TAP-EXPANSION-1", "compressors", "TAP_GCS00_U4"),
        ("the TANAP expansion", "TANAP-EXPANSION", "compressors", "TANAP_CSX1"),
        ("the IGB expansion", "IGB-EXPANSION", "compressors", "IGB_CS"),
        ("the IBS compressor station", "IBS-EXPANSION", "compressors", "IBS_CS"),
        ("the Balkan branch of the Southern Gas Corridor", "SGC-BALKAN", "pipes", "IAP_01"),
        ("the Chiren expansion", "CHIREN-EXPANSION", "storages", "CHIREN_EXP"),
        ("the Kulata–Kresna loop", "KULATA-KRESNA", "pipes", "LOOP_KULATA"),
    ],
)
def test_an_expansion_is_read_and_dates_its_rows(
    network: Network, store: Store, words: str, asset: str, table: str, row: str
) -> None:
    document = read_document(f"Construction of {words} will be completed in 2028.", name="note.txt")
    assert asset in {mention.ref for mention in find_mentions(document)}
    add(store, status(asset, "construction", expected=during("2028-01-01", "2028-12-31")))
    changed, lines = bridged(network, store)
    assert only(lines).applied
    assert f"{table}/{row}" in lines[0].rows
    assert str(changed.table(table).loc[row, "start_date"])[:10] == "2028-12-31"


def test_a_project_of_a_later_day_is_dated_and_not_in_use(network: Network, store: Store) -> None:
    add(store, status("IMS", "construction", expected=during("2027-01-01", "2027-12-31")))
    changed, lines = bridged(network, store)
    assert only(lines).applied
    assert lines[0].projects == ()
    assert set(changed.pipes.loc[changed.pipes["project"] == "RS_MK", "start_date"].astype(str)) == {
        "2027-12-31"
    }


@pytest.mark.parametrize(
    ("change", "view", "reason"),
    [
        (status("IMS", "construction"), SIGNED, "no date says when"),
        (status("IMS", "construction"), BUILT, "below the view"),
        (status("IMS", "proposed"), SIGNED, "below the view"),
        (status("IMS", "idle"), BUILT, "for how long"),
        (status("NORPIPE", "operating"), BUILT, "no rows of NORPIPE"),
        (status("TAP", "construction"), SIGNED, "in operation from 2020-12-31"),
    ],
)
def test_a_status_that_changes_nothing_says_why(
    network: Network, store: Store, change: ProjectStatus, view: str, reason: str
) -> None:
    add(store, change)
    changed, lines = bridged(network, store, view)
    assert reason in only(lines).reason
    assert changed.equals(network)


def test_the_latest_status_counts(network: Network, store: Store) -> None:
    add(store, status("IMS", "cancelled", "2025-06-01"))
    add(store, status("IMS", "operating", "2025-05-01"))
    _, lines = bridged(network, store, SIGNED)
    assert [line.reason.split(":")[0] for line in lines if not line.applied] == [
        "a later report of IMS counts"
    ]


def test_there_is_no_other_view(network: Network, store: Store) -> None:
    with pytest.raises(InputError, match="as signed, as announced, as built"):
        bridged(network, store, "as hoped")


def test_the_tables_name_what_exists(network: Network) -> None:
    pipelines = set(network.pipes["pipeline"])
    projects = project_ids({kind: network.table(kind) for kind in kinds()})
    known = {asset.id for asset in gazetteer().assets}
    for asset in asset_rows(CORRIDOR).values():
        assert asset.asset in known
        assert set(asset.projects) <= projects
        assert set(asset.pipelines) <= pipelines
        assert asset.rule
        assert asset.source
    contracts = set(facts(CORRIDOR, "contracts")["id"])
    for way in deliveries(CORRIDOR):
        assert way.node in network.nodes.index
        assert set(way.demands) <= set(network.demands.index)
        assert set(way.contracts) <= contracts
        assert way.takes in ("any", "states")
        assert way.reference in ("15", "20")


STUDY = """
name = "small"
title = "A small study"
question = "What reaches Nis?"
network = "southern-gas-corridor"
headline_scenario = "now"
headline_target = "serbia"
[[scenarios]]
id = "now"
label = "2024"
date = "2024-07-01"
[[targets]]
id = "serbia"
label = "Serbia"
from = "sangachal_in"
to = "nis"
contracts = ["K01"]
[profile]
from = "sangachal"
to = "nis"
"""


def test_the_study_runs_on_the_record(store: Store, place: Path, tmp_path: Path) -> None:
    add(store, contract("AZ", "RS"), contract("AZ", "HU"), figures=(supply(0.4),))
    add(store, status("IMS", "operating", "2025-05-01"))
    path = tmp_path / "small.toml"
    path.write_text(STUDY, encoding="utf-8")
    study = run_study(str(path), n_samples=0, workers=1, record=RecordView(place, SIGNED, "2026-07-01"))
    table = study.tables["record"]
    assert sorted(table["applied"]) == [False, True, True]
    assert table["reason"].str.len().min() > 0
    assert study.tables["scenarios"]["date"].tolist() == ["2026-07-01"]
    assert study.tables["scenarios"]["projects"].tolist() == ["RS_MK"]
    assert len(study.tables["contracts"]) == 0
    assert "3 accepted" in study.notes[0]


def test_a_wrong_day_is_told(place: Path) -> None:
    with pytest.raises(InputError, match="is not a date"):
        run_study(CORRIDOR, record=RecordView(place, SIGNED, "soon"))
