"""What the options change: date, status, projects, laws and demands."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cli.conftest import StandInNetwork

from linepack.cli.edits import Demand, Laws, Selection, with_demands
from linepack.cli.options import StatusFilter
from linepack.errors import Finding, InputError
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.network.timeline import STATUS_FILTERS
from linepack.units import YEAR

DENSITY = 0.75
HEADER = NetworkHeader(
    name="fork",
    gas=GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88),
    reference_density=DENSITY,
)


@pytest.fixture
def network() -> Network:
    pipe = {"length": 1e4, "diameter": 0.5, "roughness": 1e-5}
    return Network.build(
        header=HEADER,
        nodes=[{"id": name} for name in "ABC"],
        pipes=[{"id": f"P{end}", "from_node": "A", "to_node": end, **pipe} for end in "BC"],
        supplies=[{"id": "in", "node": "A", "control": "pressure", "pressure": 7e6}],
        demands=[{"id": "D1", "node": "B", "mass_flow": 1.0}],
    )


def test_the_filters_are_those_of_the_network() -> None:
    assert [str(item) for item in StatusFilter] == list(STATUS_FILTERS)


def test_a_selection_asks_the_network() -> None:
    selection = Selection(date(2024, 1, 1), StatusFilter.FID, ["P1", "P2"])
    assert selection.of(StandInNetwork()).asked == ("2024-01-01", "fid", ("P1", "P2"))  # type: ignore[arg-type]


def test_without_a_day_it_is_today() -> None:
    asked = Selection(None, StatusFilter.OPERATING, None).of(StandInNetwork())  # type: ignore[arg-type]
    assert asked.asked[0] == date.today().isoformat()


def test_a_network_of_one_day_stays_on_that_day(network: Network) -> None:
    resolved = network.at("2021-01-01")
    assert Selection(None, StatusFilter.OPERATING, None).of(resolved).header.date == "2021-01-01"


def test_other_laws(network: Network) -> None:
    changed = Laws("papay", "nikuradse").of(network)
    assert (changed.header.gas.eos, changed.header.friction) == ("papay", "nikuradse")
    assert Laws(None, None).of(network).header == network.header


@pytest.mark.parametrize(
    ("text", "mass_flow"),
    [
        ("B=12kg/s", 12.0),
        ("B=12_kg/s", 12.0),
        ("B=3.6 t/h", 1.0),
        ("B=1.2bcm/y", 1.2e9 * DENSITY / YEAR),
        ("B=1e2kg/s", 100.0),
    ],
)
def test_demand_in_place_of_the_one_there(network: Network, text: str, mass_flow: float) -> None:
    changed = with_demands(network, [text])
    assert changed.demands["mass_flow"].to_dict() == {"D1": pytest.approx(mass_flow)}
    assert network.demands.at["D1", "mass_flow"] == 1.0


def test_demand_where_there_was_none(network: Network) -> None:
    changed = with_demands(network, ["C=2kg/s"])
    assert changed.demands["mass_flow"].to_dict() == {"D1": 1.0, "demand at C": 2.0}


def test_no_demand_changes_nothing(network: Network) -> None:
    assert with_demands(network, []) is network


def test_everything_wrong_is_listed(network: Network) -> None:
    with pytest.raises(InputError) as caught:
        with_demands(network, ["B=12", "B=12mcm", "X=1kg/s", "12kg/s"])
    places = [finding.place for finding in caught.value.findings]
    assert places == ["--demand B=12", "--demand B=12mcm", "--demand 12kg/s", "--demand X"]


def test_several_demands_at_a_node_are_not_guessed_at(network: Network) -> None:
    rows = [{"id": name, "node": "B", "mass_flow": 1.0} for name in ("D1", "D2")]
    with pytest.raises(InputError, match="2 demands"):
        with_demands(network.with_table("demands", rows), ["B=1kg/s"])


def test_a_number_needs_a_unit() -> None:
    assert isinstance(Demand.parse("B=12"), Finding)
