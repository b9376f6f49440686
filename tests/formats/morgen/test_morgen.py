"""morgen networks and scenarios: made-up ones against closed forms, published ones if they are at hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

import linepack as lp
from linepack.errors import InputError

EXACT = 1e-9  # closed forms to ten digits; the solver ends at round-off
SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "morgen"

NET = """# type, in, out, length [m], diameter [m], height difference [m], roughness [m]

P,1,2,40000.0,0.8,0,0.00001
C,2,3,NaN,NaN,NaN,NaN
P,3,4,30000,0.7,0,0.0001
V,4,5
S,5,6
P,4,7,20000,0.5,0,0.0001
S,10,2
"""

DAY = """T0 = 10.0
Rs = 530.0
tH = 7200.0
cp = 60.0
up = 50.0;50.5 | 51.0;50.5
uq = 20.0;10.0 | 25.0;-5.0
ut = 0|3600
"""


@pytest.fixture
def net(tmp_path: Path) -> Path:
    path = tmp_path / "valley.net"
    path.write_text(NET, encoding="utf-8")
    (tmp_path / "valley").mkdir()
    (tmp_path / "valley" / "day.ini").write_text(DAY, encoding="utf-8")
    return path


def behind(pressure: float, flow: float, length: float, diameter: float, roughness: float) -> float:
    """Pressure behind a pipe: Z = 1 − γ p and λ = 0.11 (k/D)^0.25 leave ∫ p/Z dp in closed form."""
    temperature, constant = 283.15, 530.0
    gamma = -(0.257 - 0.533 * 190.555 / temperature) / 45.988e5
    area = math.pi * diameter**2 / 4.0
    friction = 0.11 * (roughness / diameter) ** 0.25
    loss = friction * length * constant * temperature * flow * abs(flow) / (2.0 * diameter * area**2)

    def integral(p: float) -> float:
        return -p / gamma - math.log(1.0 - gamma * p) / gamma**2

    low, high = 1e5, 2e7
    for _ in range(200):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if integral(middle) < integral(pressure) - loss else (low, middle)
    return low


def test_the_only_scenario_holds(net: Path) -> None:
    network, findings = lp.read_findings(net)
    assert network is not None
    counts = {"nodes": 8, "pipes": 3, "short_pipes": 2, "valves": 1, "compressors": 1}
    assert {kind: len(network.table(kind)) for kind in counts} == counts
    assert list(network.supplies.index) == ["1", "10"]
    assert list(network.demands.index) == ["6", "7"]
    assert [one.severity for one in findings] == ["warning"]
    assert "its first values are taken" in findings[0].finding
    sources = set(network.provenance["source"])
    assert "valley.net line 3" in sources
    assert "valley.net line 4; valley/day.ini line 4" in sources


def test_a_state_is_the_closed_form(net: Path) -> None:
    net.write_text(NET.replace("S,10,2\n", ""), encoding="utf-8")
    one = DAY.replace("up = 50.0;50.5 | 51.0;50.5", "up = 50.0|51.0")
    (net.with_suffix("") / "day.ini").write_text(one, encoding="utf-8")
    for scenario, inlet, flows in (("day", 50e5, (20.0, 10.0)), ("day@5000", 51e5, (25.0, -5.0))):
        solution = lp.solve_steady(lp.read(net, scenario=scenario))
        assert solution.status.startswith("solved"), solution.message
        assert solution.nodes.at["2", "pressure"] == pytest.approx(
            behind(inlet, sum(flows), 40000.0, 0.8, 1e-5), rel=EXACT
        )
        fourth = behind(60e5, sum(flows), 30000.0, 0.7, 1e-4)
        assert solution.nodes.at["6", "pressure"] == pytest.approx(fourth, rel=EXACT)
        assert solution.nodes.at["7", "pressure"] == pytest.approx(
            behind(fourth, flows[1], 20000.0, 0.5, 1e-4), rel=EXACT
        )


def test_scenarios_come_one_by_one(net: Path) -> None:
    (net.with_suffix("") / "training.ini").write_text(
        "T0 = 5\nRs = 500\ncp = 55\nup = 50;50\nuq = 1;2\n", encoding="utf-8"
    )
    found = {one.name: one.network for one in lp.read_scenarios(net)}
    assert list(found) == ["day@0", "day@3600", "training"]
    assert found["day@3600"] is not None
    assert found["day@3600"].supplies.at["1", "pressure"] == 51e5
    assert lp.read(net).header.gas.temperature == pytest.approx(278.15)  # training holds by itself
    by_path = lp.read(net, scenario=net.with_suffix("") / "day.ini")
    assert by_path.demands.at["6", "mass_flow"] == 20.0
    one = [scenario.name for scenario in lp.read_scenarios(net, net.with_suffix("") / "day.ini")]
    assert one == ["day@0", "day@3600"]
    with pytest.raises(InputError, match=r"there is no scenario 'dya'.*Did you mean 'day'"):
        lp.read(net, scenario="dya")


def test_without_a_scenario_nothing_flows(net: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.net"
    alone.write_text(NET, encoding="utf-8")
    network, findings = lp.read_findings(alone)
    assert network is not None
    assert any("nothing flows" in one.finding for one in findings)
    assert network.compressors.at["C1", "control"] == "bypass"
    assert network.demands["mass_flow"].sum() == 0.0
    with pytest.raises(InputError, match="no scenario is found"):
        next(iter(lp.read_scenarios(alone)))


def test_heights_follow_the_edges(net: Path) -> None:
    text = NET.replace("40000.0,0.8,0,", "40000.0,0.8,120,").replace("30000,0.7,0,", "30000,0.7,-20,")
    net.write_text(text, encoding="utf-8")
    heights = lp.read(net).nodes["elevation"]
    assert dict(heights) == {"1": 0.0, "2": 120.0, "3": 120.0, "4": 100.0, "5": 100.0} | {
        "6": 100.0,
        "7": 100.0,
        "10": 120.0,
    }
    net.write_text(text + "P,1,4,1000,0.5,90,0.0001\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"height: its -?\d+ m do not fit those of the other edges"):
        lp.read(net)


FAULTS = (
    ("P,1,2,40000.0", "P,1,2,long", "valley.net line 3, pipes[P1].length: 'long' is no number"),
    ("P,1,2,40000.0", "P,1,2,NaN", "valley.net line 3, pipes[P1].length: it is missing"),
    ("V,4,5", "W,4,5", "valley.net line 6, edges: there is no type 'W'"),
    ("V,4,5", "V,4", "valley.net line 6, edges: the row has 2 values"),
    ("V,4,5", "V,4,b", "valley.net line 6, edges: 'b' is no number of a node"),
)
SAID = (
    ("Rs = 530.0", "Rs = light", "valley/day.ini line 2, scenario.Rs: 'light' is no number"),
    (
        "cp = 60.0",
        "cp = 60.0;61.0",
        "valley/day.ini line 4, scenario.cp: it has 2 value(s), the network has 1",
    ),
    ("uq = 20.0;10.0 |", "uq = 20.0 |", "valley/day.ini line 6, scenario.uq: it has 1 value(s)"),
    (
        "ut = 0|3600",
        "ut = 0|3600|7200",
        "valley/day.ini line 5, scenario.up: it has 2 times, the marks are 3",
    ),
    ("ut = 0|3600", "ut = 3600|0", "valley/day.ini line 7, scenario.ut: the marks do not rise"),
    ("tH = 7200.0", "T0 = 7200.0", "valley/day.ini line 3, scenario.T0: it is given twice"),
    ("tH = 7200.0", "what", "valley/day.ini line 3, scenario: 'what' is no entry"),
)


@pytest.mark.parametrize(("old", "new", "told"), [*FAULTS, *SAID])
def test_a_fault_is_told_with_its_place(old: str, new: str, told: str, net: Path) -> None:
    scenario = net.with_suffix("") / "day.ini"
    net.write_text(NET.replace(old, new), encoding="utf-8")
    scenario.write_text(DAY.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        lp.read(net)
    assert told in str(refused.value)


def test_all_faults_are_told_at_once(net: Path) -> None:
    net.write_text(NET.replace(*FAULTS[0][:2]).replace(*FAULTS[2][:2]), encoding="utf-8")
    scenario = net.with_suffix("") / "day.ini"
    scenario.write_text(DAY.replace(*SAID[0][:2]).replace(*SAID[5][:2]), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        lp.read(net)
    for told in (FAULTS[0][2], FAULTS[2][2], SAID[0][2], SAID[5][2]):
        assert told in str(refused.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"P,1,2,1,1,0,0.1\n" + b"P" * 100_000, "longer than"),
        (b"P,1,2,1,1,0,0.1\nP\x00", "no text"),
        (b"P,1,2,1,1,0,0.1\n" + b"Q,1,2\n" * 5000, "4000 more row(s)"),
    ],
    ids=["long line", "binary", "many"],
)
def test_hostile_files_are_refused(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.net"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        lp.read(path)
    assert told in str(refused.value)


def test_huge_files_are_refused_unread(net: Path) -> None:
    for path, content in ((net, NET), (net.with_suffix("") / "day.ini", DAY)):
        with path.open("wb") as sparse:
            sparse.write(content.encode())
            sparse.truncate(1024**3)
        with pytest.raises(InputError, match="MiB"):
            lp.read(net)


COUNTS = {
    "AzeJ07": (8, 7, 1, 1, 2),
    "Cha09": (2, 1, 0, 1, 1),
    "DeWS00": (35, 24, 0, 6, 9),
    "GasLib11": (12, 8, 2, 3, 3),
    "MORGEN": (32, 28, 1, 2, 4),
    "PamDB16": (6, 3, 0, 1, 2),
}
KINDS = ("nodes", "pipes", "compressors", "supplies", "demands")


@pytest.mark.parametrize("name", COUNTS)
def test_published_networks_are_read_and_solved(name: str) -> None:
    path = SHARED / f"{name}.net"
    if not path.is_file():
        pytest.skip("the published networks are not at hand: ../shared/data/morgen")
    network = lp.read(path)
    assert tuple(len(network.table(kind)) for kind in KINDS) == COUNTS[name]
    assert lp.solve_steady(network).status == "solved"
    if name == "Cha09":
        assert network.pipes.at["P1", "friction_factor"] == pytest.approx(0.0056646, abs=5e-8)
        assert lp.solve_steady(network).nodes.at["2", "pressure"] == pytest.approx(83.9149e5, abs=5.0)
