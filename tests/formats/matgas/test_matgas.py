"""matgas cases: a made-up one with every table, its units, its faults, and back again."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import linepack as lp
from linepack.constants import GAS_CONSTANT
from linepack.errors import InputError
from linepack.units import HORSEPOWER, INCH, MILE, PSI

EXACT = 1e-9  # closed forms to ten digits; the solver ends at round-off
SPEED = 371.6643
SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "gasmodels"

CASE = """function mgc = island   % made up

%% single values
mgc.gas_specific_gravity         = 0.6;
mgc.specific_heat_capacity_ratio = 1.4;  % none
mgc.temperature                  = 288.706;
mgc.compressibility_factor       = 1;
mgc.R                            = 8.314;
mgc.units                        = 'si';
mgc.is_per_unit                  = 0;
mgc.sound_speed                  = 371.6643;
mgc.economic_weighting           = 0.95;

%{
mgc.units = 'a block of comment';
%}
% id p_min p_max p_nominal junction_type status pipeline_name edi_id lat lon
mgc.junction = [
1  3e6  7e6  6e6  1  1  'it''s one'  'a'  48.1  11.2
2  1e6  7e6  5e6  0  1  'one'  'b'  48.2  11.4 % a comment
3, 1e6, 7e6, 5e6, 0, 1, 'one', 'c', 48.3, 11.5
4  1e6  7e6  5e6 ...
   0  1  'one'  'd'  100.0  11.6
5 1e6 7e6 5e6 0 1; 6 1e6 7e6 5e6 0 1
7  1e6  7e6  5e6  0  1
8  1e6  7e6  5e6  0  1
9  1e6  7e6  5e6  0  0
];

mgc.pipe = [
1  1  2  0.6  30000  0.01  1e6  6.5e6  1  1  'north'
2  6  7  0.6  20000  0.01  1e6  6.5e6  1  1  'south'
3  7  9  0.6  20000  0.01  1e6  6.5e6  1  1  'gone'
]

mgc.compressor = [
4  2  3  1.1  1.5  3e6  0  500  1e6  7e6  1e6  6.9e6  1  10  1
];
mgc.short_pipe = [1 3 4 1];
mgc.resistor = [
1 4 5 3.0 0.6 1
];
mgc.loss_resistor = [
1 5 6 2e5 1
];
mgc.valve = [
1 7 8 1
2 2 8 0
];
mgc.receipt = [
1  1  0  500  60  1  1  1.25
2  6  2  20   5   1  1  2.5  'field'
];
mgc.delivery = [
1  7  0  30  20  1  1  4.0  'town'
2  8  10  10  10  0  1  4.0
];
mgc.transfer = [
1  7  -5  10  5  0  1  3.0  2.0
2  2  -8   8  -3  1  1  3.0  2.0
];
mgc.storage = [
1  8  5e6  0  40  0  60  1e6  1  'cavern'
];
mgc.ne_pipe = [
7  1  8  0.6  30000  0.01  1e6  6.5e6  1  100.0
];

%% further columns
%column_names% elevation priority
mgc.junction_data = [
0 1
0 1
0 1
0 1
0 1
0 1
0 1
100 2
0 1
];
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "island.m"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_every_table_is_read(case: Path) -> None:
    network = lp.read(case)
    assert network.header.name == "island"
    assert list(network.nodes.index) == [str(k) for k in range(1, 9)]
    assert network.nodes.at["8", "elevation"] == 100.0
    assert network.nodes.at["1", "latitude"] == 48.1
    assert math.isnan(network.nodes.at["4", "latitude"])
    assert list(network.pipes.index) == ["1", "2"]
    assert network.pipes.at["1", "pressure_max"] == 6.5e6
    assert network.pipes.at["2", "pipeline"] == "south"
    assert dict(network.compressors.loc["4", ["control", "ratio", "ratio_max", "power_max"]]) == {
        "control": "ratio",
        "ratio": 1.1,
        "ratio_max": 1.5,
        "power_max": 3e6,
    }
    assert list(network.resistors.index) == ["1", "loss_resistor 1"]
    assert network.resistors.at["loss_resistor 1", "pressure_drop"] == 2e5
    assert list(network.valves["open"]) == [True, False]
    assert list(network.short_pipes.index) == ["1"]
    assert network.storages.at["1", "withdrawal_max"] == 60.0
    assert network.supplies.at["1", "control"] == "pressure"
    assert network.supplies.at["1", "pressure"] == 6e6
    assert network.supplies.at["2", "flow_min"] == 2.0
    assert network.supplies.at["transfer 2", "mass_flow"] == 3.0
    assert dict(network.demands["mass_flow"]) == {"1": 20.0, "2": 10.0, "transfer 1": 5.0}


def test_what_does_not_act_is_told_and_kept(case: Path) -> None:
    network, findings = lp.read_findings(case)
    assert network is not None
    assert not [one for one in findings if one.severity == "error"]
    told = [str(one) for one in findings]
    for word in (
        "junction.status: 1 row(s)",
        "pipe.status: 1 row(s)",
        "delivery.is_dispatchable: 1 flow(s)",
        "economic_weighting",
        "ne_pipe: 1 candidate(s)",
        "compressor.operating_cost: 1 value(s)",
        "junction.priority: 8 value(s)",
    ):
        assert any(word in one for one in told), word
    statements = network.provenance
    notes = statements[(statements["table"] == "nodes") & (statements["id"] == "1")]["note"]
    assert "pipeline_name it's one" in notes.iloc[0]
    assert "island.m line 21" in set(statements["source"])


def test_a_state_is_the_closed_form(case: Path) -> None:
    """p_i² − p_j² = λ L a² f²/(D A²) with the speed of sound of the case."""
    solution = lp.solve_steady(lp.read(case))
    assert solution.status == "solved"
    area = math.pi * 0.6**2 / 4.0

    def behind(pressure: float, flow: float, loss: float) -> float:
        return math.sqrt(pressure**2 - loss * SPEED**2 * flow**2 / area**2)

    first = behind(6e6, 27.0, 0.01 * 30000.0 / 0.6)
    assert solution.nodes.at["2", "pressure"] == pytest.approx(first, rel=EXACT)
    second = behind(1.1 * first, 30.0, 3.0) - 2e5
    assert solution.nodes.at["6", "pressure"] == pytest.approx(second, rel=EXACT)
    rise = 2.0 * 9.80665 * 50.0 / SPEED**2  # node 7 and node 8, which lies 100 m higher, are joined
    loss = 0.01 * 20000.0 / 0.6 * SPEED**2 * 35.0**2 / area**2 * math.expm1(rise) / rise
    third = math.sqrt((second**2 - loss) * math.exp(-rise))
    assert solution.nodes.at["7", "pressure"] == pytest.approx(third, rel=EXACT)


def test_customary_units_and_shares_of_base_values(tmp_path: Path) -> None:
    text = """function mgc = customary
    mgc.gas_specific_gravity = 0.6;
    mgc.specific_heat_capacity_ratio = 1.4;
    mgc.temperature = 288.706;
    mgc.compressibility_factor = 0.9;
    mgc.R = 8.314;
    mgc.units = 'usc';
    mgc.is_per_unit = PER_UNIT;
    mgc.base_pressure = 500;
    mgc.base_length = 10;
    mgc.base_flow = 50;
    mgc.base_power = 1000;
    mgc.junction = [
    1 400 1000 800 1 1
    2 400 1000 800 0 1
    ];
    mgc.pipe = [
    1 1 2 24 20 0.01 400 900 1
    ];
    mgc.compressor = [
    1 1 2 1 1.4 2000 0 100 400 1000 400 950 1
    ];
    mgc.receipt = [
    1 1 0 100 50 1 1
    ];
    mgc.delivery = [
    1 2 0 100 60 0 1
    ];
    """
    path = tmp_path / "customary.m"
    path.write_text(text.replace("PER_UNIT", "0"), encoding="utf-8")
    plain = lp.read(path)
    path.write_text(text.replace("PER_UNIT", "1"), encoding="utf-8")
    shares = lp.read_findings(path)[0]
    assert shares is not None
    density = 101325.0 * 0.02896 * 0.6 / (8.314 * 288.706)
    flow = density * 1e6 * 0.3048**3 / 86400.0
    assert plain.nodes.at["1", "pressure_max"] == pytest.approx(1000 * PSI, rel=EXACT)
    assert plain.pipes.at["1", "length"] == pytest.approx(20 * MILE, rel=EXACT)
    assert plain.pipes.at["1", "diameter"] == pytest.approx(24 * INCH, rel=EXACT)
    assert plain.demands.at["1", "mass_flow"] == pytest.approx(60 * flow, rel=EXACT)
    assert plain.compressors.at["1", "power_max"] == pytest.approx(2000 * HORSEPOWER, rel=EXACT)
    assert shares.pipes.at["1", "length"] == pytest.approx(10 * plain.pipes.at["1", "length"], rel=EXACT)
    assert shares.demands.at["1", "mass_flow"] == pytest.approx(50 * 60 * flow, rel=EXACT)
    assert shares.pipes.at["1", "diameter"] == plain.pipes.at["1", "diameter"]
    assert plain.header.gas.compressibility == 0.9


def test_the_speed_of_sound_decides(case: Path) -> None:
    gas = lp.read(case).header.gas
    squared = gas.compressibility * GAS_CONSTANT * gas.temperature / gas.molar_mass
    assert math.sqrt(squared) == pytest.approx(SPEED, rel=EXACT)
    case.write_text(CASE.replace("371.6643", "400.0"), encoding="utf-8")
    _, findings = lp.read_findings(case)
    assert any("the speed holds" in one.finding for one in findings)


def test_without_a_slack_the_largest_receipt_holds(case: Path) -> None:
    case.write_text(CASE.replace("6e6  1  1  'it", "6e6  0  1  'it"), encoding="utf-8")
    network, findings = lp.read_findings(case)
    assert network is not None
    assert network.supplies.at["1", "control"] == "pressure"
    assert any("no junction is a slack" in one.finding for one in findings)


FAULTS: tuple[tuple[str, str, str], ...] = (
    ("1  1  2  0.6  30000", "1  1  2  wide  30000", "line 31, pipe[1].diameter: 'wide' is no number"),
    (
        "0.01  1e6  6.5e6  1  1  'north'",
        "0.01 1 2 3 4 'n' 7 8 9 10",
        "line 31, pipe[1]: the row has 15 values",
    ),
    ("'south'", "'south", 'line 32, mgc: "\'south" is not closed'),
    ("mgc.temperature                  = 288.706;", "mgc.temperature = 'warm';", "mgc.temperature: 'warm'"),
    ("'si'", "'furlongs'", "there are no units 'furlongs'"),
    ("mgc.is_per_unit                  = 0", "mgc.is_per_unit = 1", "mgc.base_pressure: values are per unit"),
    ("0 1\n100 2\n", "0 1\n", "junction_data: it has 8 row(s), junction has 9"),
    ("%column_names% elevation priority", "", "its columns have no names"),
    ("mgc.short_pipe = [1 3 4 1];", "mgc.short_pipe = [1 3 4 1;", "a matrix stands in a matrix"),
    ("mgc.R  ", "what is this\nmgc.R  ", "line 8, mgc: 'what is this' is no statement"),
    ("mgc.R  ", "mgc.temperature = 1;\nmgc.R  ", "mgc.temperature: it is set twice"),
    ("5 1e6 7e6 5e6 0 1;", "5 1e6 7e6 5e6 0 1; 5 1e6 7e6 5e6 0 1;", "the id stands twice"),
    ("8  1e6  7e6  5e6  0  1\n", "8  1e6  7e6  5e6  0.5  1\n", "0.5 is no whole number"),
)


@pytest.mark.parametrize(("old", "new", "told"), FAULTS, ids=[told for _, _, told in FAULTS])
def test_a_fault_is_told_with_its_place(old: str, new: str, told: str, case: Path) -> None:
    assert CASE.count(old) == 1, old
    case.write_text(CASE.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        lp.read(case)
    assert told in str(refused.value)


def test_all_faults_are_told_at_once(case: Path) -> None:
    text = CASE
    for old, new, _ in FAULTS[:1] + FAULTS[4:6]:
        text = text.replace(old, new)
    case.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        lp.read(case)
    for _, _, told in FAULTS[:1] + FAULTS[4:6]:
        assert told in str(refused.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"mgc.pipe = [\n" + b"1 " * 1_000_000, "longer than"),
        (b"mgc.pipe = [\n1 2 \x00", "zero bytes"),
        (b"mgc.pipe = [\n1 2 '\xff'\n];", "not encoded as UTF-8"),
        (b"mgc.pipe = [\n1 2 3\n", "is not closed"),
        (b"mgc.pipe = [\n" + b"'" * 100_001 + b"\n];", "is not closed"),
        (b"mgc.pipe = [\n" + b"x 2 3\n" * 5000 + b"];", "4000 more row(s) have the same problem"),
    ],
    ids=["long line", "binary", "encoding", "open", "quotes", "many"],
)
def test_hostile_files_are_refused(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.m"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        lp.read(path)
    assert told in str(refused.value)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.m"
    with path.open("wb") as sparse:
        sparse.write(b"mgc.units = 'si';\n")
        sparse.truncate(1024**3)
    with pytest.raises(InputError, match="MiB"):
        lp.read(path)


def same(one: Any, other: Any, kinds: tuple[str, ...]) -> None:
    """Hold tables against each other, numbers to the last digit but the compressibility."""
    for kind in kinds:
        left, right = one.table(kind), other.table(kind)
        pd.testing.assert_frame_equal(left, right, check_exact=True)


KINDS = (
    "nodes",
    "pipes",
    "compressors",
    "short_pipes",
    "resistors",
    "valves",
    "regulators",
    "supplies",
    "demands",
    "storages",
)


def test_what_is_written_reads_back_the_same(case: Path, tmp_path: Path) -> None:
    network = lp.read(case)
    lost = lp.write(network, tmp_path / "back.m")
    back = lp.read(tmp_path / "back.m")
    same(network, back, KINDS)
    gas, again = network.header.gas, back.header.gas
    assert again.compressibility == pytest.approx(gas.compressibility, rel=1e-15)
    assert again.molar_mass == gas.molar_mass
    assert [one.table for one in lost] == ["provenance"]


def test_names_and_controls_come_back_or_are_told(tmp_path: Path) -> None:
    corridor = lp.read("southern-gas-corridor").at("2024-01-01")
    lost = lp.write(corridor, tmp_path / "corridor.m")
    back = lp.read(tmp_path / "corridor.m")
    assert list(back.nodes.index) == list(corridor.nodes.index)
    assert list(back.pipes.index) == list(corridor.pipes.index)
    lines = corridor.pipes["parallel_lines"] ** 2 * corridor.pipes["efficiency"] ** 2
    rough = (2.0 * np.log10(3.71 * corridor.pipes["diameter"] / corridor.pipes["roughness"])) ** -2
    assert back.pipes["friction_factor"].to_numpy() == pytest.approx((rough / lines).to_numpy(), rel=EXACT)
    told = {(one.table, one.column) for one in lost}
    assert {("compressors", "control"), ("pipes", "roughness"), ("header", "gas.eos")} <= told
    assert lp.solve_steady(back).status


@pytest.mark.parametrize("name", ["case-6", "case-6-nominal", "gaslib-40-E-ls-priority", "case-6-storage"])
def test_published_cases_read_and_write(name: str, tmp_path: Path) -> None:
    path = SHARED / f"{name}.m"
    if not path.is_file():
        pytest.skip("the published cases are not at hand: ../shared/data/gasmodels")
    network = lp.read(path)
    counts = (6, 4, 2) if name.startswith("case-6") else (40, 39, 6)
    assert tuple(len(network.table(kind)) for kind in ("nodes", "pipes", "compressors")) == counts
    lp.write(network, tmp_path / "back.m")
    same(network, lp.read(tmp_path / "back.m"), KINDS)


def test_the_published_optimum_is_a_state() -> None:
    path = SHARED / "case-6.m"
    if not path.is_file():
        pytest.skip("the published cases are not at hand: ../shared/data/gasmodels")
    found = json.loads((SHARED / "case-6-ogf-wp-solution.json").read_text(encoding="utf-8"))["solution"]
    network = lp.read(path)
    demands = network.table("demands")
    for name, row in found["transfer"].items():
        demands.loc[f"transfer {name}", "mass_flow"] = np.clip(
            row["ft"], 0.0, demands.at[f"transfer {name}", "flow_max"]
        )
    solution = lp.solve_steady(network.with_table("demands", demands))
    for name, row in found["junction"].items():
        assert solution.nodes.at[name, "pressure"] == pytest.approx(row["p"], rel=1e-5)  # flows of −1e-4
    for name, row in found["pipe"].items():
        assert solution.pipes.at[name, "mass_flow"] == pytest.approx(row["f"], abs=1e-3)
