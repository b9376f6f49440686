"""Files of pandapipes against what pandapipes itself makes of them.

The reference pressures come from pandapipes 0.16.0: ``from_json`` of the file that the fixtures write, then
``pipeflow(net, friction_model="colebrook", max_iter_hyd=200, tol_p=1e-9, tol_m=1e-9, tol_res=1e-9,
max_iter_colebrook=100, tolerance_colebrook=1e-12)``, and ``res_junction.p_bar``.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.formats.pandapipes.made import Tables, document, fluid, grid, junctions, load, pipe, property_of

import linepack as lp
from linepack.constants import ATMOSPHERE
from linepack.errors import InputError
from linepack.formats import read, read_findings
from linepack.formats.pandapipes.layout import ambient_pressure, recognises

Written = Callable[..., Path]

BAR = 1e5

EVERY_KIND = [
    40.0,
    38.7977418554242,
    54.722138597593876,
    54.123179603115695,
    16.0,
    14.763070642110662,
    14.442418895297457,
    39.98423042337536,
    39.96845420680442,
    14.427600857576735,
    14.25305910876631,
]
"""Gauge pressure of each junction of the network with every kind of element. [bar]"""

HIGH = [50.0, 47.85102534777643, 46.96994693820315]
NIKURADSE = [50.0, 49.00133859002148, 46.93411552938834]
LOSSY = [50.0, 49.943350318844104, 49.931905404261805]
"""The same for three junctions in a line that each test states; NIKURADSE with that model. [bar]"""


def pressures(path: Path, count: int) -> np.ndarray[Any, Any]:
    solution = lp.solve_steady(lp.read(path))
    assert solution.status == "solved"
    return np.array([solution.nodes.pressure[f"J{number}"] for number in range(count)])


def worst(found: np.ndarray[Any, Any], gauge: list[float], heights: dict[int, float] | None = None) -> float:
    air = [ambient_pressure((heights or {}).get(number, 0.0)) for number in range(len(gauge))]
    expected = np.array(gauge) * BAR + air
    return float(np.max(np.abs(found / expected - 1.0)))


def told(path: Path, severity: str) -> dict[str, str]:
    _, findings = read_findings(path)
    return {one.place: one.finding for one in findings if one.severity == severity}


def test_every_kind_of_element_solves_to_the_pressures_of_pandapipes(
    every_kind: Tables, written: Written
) -> None:
    assert worst(pressures(written(every_kind), 11), EVERY_KIND) < 1e-7


def test_heights_differ_by_the_integral_of_the_density_and_by_gravity(written: Written) -> None:
    """pandapipes weighs a pipe's gas by the mean of its ends' densities and takes 9.81 m/s2."""
    heights = {1: 300.0, 2: -50.0}
    tables = {
        "junction": junctions(3, heights),
        "pipe": [pipe(0, 1), pipe(1, 2, length_km=20.0)],
        "sink": [load(2, 20.0)],
        "ext_grid": [grid(0, 50.0)],
    }
    assert worst(pressures(written(tables), 3), HIGH, heights) < 1e-5


def test_the_rough_law_differs_by_the_laminar_factor_that_pandapipes_adds(written: Written) -> None:
    tables = {
        "junction": junctions(3),
        "pipe": [pipe(0, 1), pipe(1, 2, length_km=20.0)],
        "sink": [load(2, 20.0)],
        "ext_grid": [grid(0, 50.0)],
    }
    path = written(tables, user_pf_options={})
    assert read(path).header.friction == "nikuradse"
    assert worst(pressures(path, 3), NIKURADSE) < 5e-4
    assert any("64/Re" in words for words in told(path, "warning").values())


def test_a_control_that_does_not_act_keeps_its_loss(written: Written) -> None:
    control = {
        "name": None,
        "in_service": True,
        "from_junction": 0,
        "to_junction": 1,
        "controlled_junction": 0,
        "controlled_p_bar": 9.0,
        "control_active": False,
        "loss_coefficient": 7.0,
        "type": "x",
    }
    tables = {
        "junction": junctions(3),
        "pipe": [pipe(1, 2)],
        "press_control": [control],
        "sink": [load(2, 2.0)],
        "ext_grid": [grid(0, 50.0)],
    }
    assert worst(pressures(written(tables), 3), LOSSY) < 1e-7


def test_what_becomes_what(every_kind: Tables, written: Written) -> None:
    network = read(written(every_kind))
    assert network.supplies.pressure.max() == pytest.approx(40.0 * BAR + ATMOSPHERE)
    assert network.supplies.mass_flow.tolist() == [1.0, 1.0, 0.0]
    assert network.demands.mass_flow.tolist() == [12.0, 2.0]
    storage = network.storages.iloc[0]
    assert (storage.mass_flow, storage.working_gas) == (-2.0, 900.0)
    assert network.regulators.control.tolist() == ["outlet_pressure", "flow"]
    assert network.compressors.ratio.tolist() == [1.4]
    assert network.valves.open.to_dict() == {"V at pipe": True, "V lossy": True, "V shut": False}
    assert network.resistors.drag_factor.tolist() == [40.0, 30.0, 20.0]
    assert network.header.friction == "colebrook_white"
    assert network.header.gas.eos == "aga"
    assert len(network.heaters) == 1
    source = network.provenance.query("table == 'pipes' and id == 'P4-5'").source.item()
    assert source == "net.json pipe 2"


def test_what_is_left_out_is_told(every_kind: Tables, written: Written) -> None:
    every_kind["pipe"][0]["u_w_per_m2k"] = 5.0
    every_kind["pipe"][0]["outer_diameter_mm"] = 400.0
    every_kind["junction"][0]["tfluid_k"] = 280.0
    every_kind["ext_grid"].append(grid(0, 42.0, type="p"))
    every_kind["my_table"] = [{"name": "x"}]
    every_kind["res_pipe"] = [{"v": 1.0}]
    every_kind["junction"].append({**junctions(12)[11], "in_service": False})
    every_kind["ext_grid"][0]["t_k"] = 280.0
    every_kind["mass_storage"][0]["init_m_stored_kg"] = 50.0
    every_kind["flow_control"][0]["controlled_mdot_kg_per_s"] = -3.0
    path = written(every_kind, my_entry=[1], controller={})
    words = told(path, "warning")
    assert set(words) >= {
        "net.json, pipe.in_service",
        "net.json, pipe.u_w_per_m2k",
        "net.json, pipe[0].outer_diameter_mm",
        "net.json, junction.tfluid_k",
        "net.json, ext_grid[0].p_bar",
        "net.json, my_table",
        "net.json, my_entry",
        "net.json, junction.in_service",
        "net.json, mass_storage[0].init_m_stored_kg",
        "net.json, flow_control[0].controlled_mdot_kg_per_s",
    }
    assert "net.json, res_pipe" not in words
    network = read(path)
    assert network.supplies.pressure.max() == pytest.approx(41.0 * BAR + ATMOSPHERE)
    assert len(network.nodes) == 15
    assert network.regulators.from_node.tolist()[1] == "J6"


def test_older_files_name_columns_otherwise(every_kind: Tables, written: Written) -> None:
    for row in every_kind["pipe"]:
        row["diameter_m"] = row.pop("inner_diameter_mm") / 1000.0
    every_kind["valve"] = [
        {
            "name": f"V{at}",
            "from_junction": at,
            "to_junction": 4 if at == 5 else 6,
            "diameter_m": 0.3,
            "opened": False,
            "loss_coefficient": 0.0,
        }
        for at in (5, 8)
    ]
    network = read(written(every_kind))
    assert network.pipes.diameter.tolist()[0] == 0.4
    assert network.valves[["from_node", "to_node"]].to_numpy().tolist() == [["J5", "J4"], ["J8", "J6"]]


def test_names_that_stand_twice_give_way_to_numbers(every_kind: Tables, written: Written) -> None:
    for row in every_kind["junction"]:
        row["name"] = "same"
    nodes = read(written(every_kind)).nodes.index.tolist()
    assert nodes[:3] == ["same", "junction 1", "junction 2"]


REFUSED = {
    "a liquid": ({}, {"fluid": fluid("liquid")}, "net.json, fluid", "is no gas"),
    "no fluid": ({}, {"fluid": None}, "net.json, fluid", "no fluid"),
    "a fluid without a density": (
        {},
        {"fluid": fluid(density=property_of("Unheard", value=1))},
        "net.json, fluid.density",
        "no constant, line, polynomial",
    ),
    "a negative density": (
        {},
        {"fluid": fluid(density=property_of("Constant", value=-1.0))},
        "net.json, fluid.density",
        "make no gas",
    ),
    "a pump": (
        {"pump": [{"name": "x", "from_junction": 0, "to_junction": 1, "in_service": True}]},
        {},
        "net.json, pump[0]",
        "a curve over its volume flow",
    ),
    "a remote control": (
        {
            "press_control": [
                {
                    "from_junction": 0,
                    "to_junction": 1,
                    "controlled_junction": 5,
                    "controlled_p_bar": 3.0,
                    "control_active": True,
                    "in_service": True,
                }
            ]
        },
        {},
        "net.json, press_control[0].controlled_junction",
        "neither of its ends",
    ),
    "a junction that is not there": (
        {"sink": [load(77, 1.0)]},
        {},
        "net.json, sink[0].junction",
        "no junction 77",
    ),
    "text in a number": (
        {"sink": [load(1, "much")]},  # type: ignore[arg-type]  # the case
        {},
        "net.json, sink[0].mdot_kg_per_s",
        "'much' is no number",
    ),
    "a number that is missing": (
        {"pipe": [pipe(0, 1, length_km=None)]},
        {},
        "net.json, pipe[0].length_km",
        "it is missing",
    ),
    "an unknown friction": (
        {},
        {"user_pf_options": {"friction_model": "magic"}},
        "net.json, user_pf_options.friction_model",
        "no friction model 'magic'",
    ),
    "a diameter below zero": (
        {"pipe": [pipe(0, 1, inner_diameter_mm=-1.0)]},
        {},
        "net.json pipe 0, pipes[P0-1].diameter",
        "is not above 0",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused(case: str, every_kind: Tables, written: Written) -> None:
    tables, entries, place, words = REFUSED[case]
    path = written({**every_kind, **tables}, **entries)
    with pytest.raises(InputError) as caught:
        read(path, check=True)
    found = {one.place: one.finding for one in caught.value.findings}
    assert place in found, found
    assert words in found[place]


@pytest.mark.parametrize(
    "frame",
    [
        '{"columns": ["a"], "index": [0], "data": [[1, 2]]}',
        '{"columns": ["a"], "index": [0, 1], "data": [[1]]}',
        '{"columns": 3}',
        "[1",
        "nonsense",
    ],
)
def test_a_table_that_is_none_is_refused(frame: str, every_kind: Tables, tmp_path: Path) -> None:
    content = document(every_kind)
    content["_object"]["pipe"]["_object"] = frame
    path = tmp_path / "net.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert any(place.startswith("net.json, pipe") for place in told(path, "error"))


def test_only_files_that_say_so_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"_class": "pandapipesNet"}', encoding="utf-8")
    assert recognises(path)
    assert "no network of pandapipes" in next(iter(told(path, "error").values()))
    path.write_text('{"a": 1}', encoding="utf-8")
    assert not recognises(path)
    assert not recognises(tmp_path)


COMPRESSIBILITIES = {
    "ideal": (property_of("Constant", value=1.0), "ideal", [1.0, 1.0]),
    "constant": (property_of("Linear", slope=0.0, offset=0.9), "constant_z", [0.9, 0.9]),
    "rising": (property_of("Linear", slope=0.0006, offset=1.0), "aga", [1.0006, 1.03]),
    "steep": (property_of("Linear", slope=-0.006, offset=1.0), "aga", [0.994, 0.7]),
    "table": (property_of("InterExtra", x=[0.0, 100.0], y=[1.0, 0.8]), "aga", [0.998, 0.9]),
    "polynomial": (property_of("Polynominal", prop_getter=[-0.002, 1.0]), "aga", [0.998, 0.9]),
}


@pytest.mark.parametrize("case", COMPRESSIBILITIES)
def test_the_gas_has_the_compressibility_of_the_fluid(
    case: str, every_kind: Tables, written: Written
) -> None:
    from linepack.network.gas import gas_of

    held, eos, expected = COMPRESSIBILITIES[case]
    header = read(written(every_kind, fluid=fluid(compressibility=held))).header
    assert header.gas.eos == eos
    gas = gas_of(header)
    found = gas.compressibility(np.array([1e5, 50e5]))
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    density = 0.75 * (273.15 / 288.15) * (50.0 / 1.01325) / expected[1]
    assert float(gas.density(np.array([50e5]))[0]) == pytest.approx(density, rel=1e-12)


def test_a_bent_compressibility_becomes_a_line_and_is_told(every_kind: Tables, written: Written) -> None:
    bent = property_of("InterExtra", x=[0.0, 35.0, 100.0], y=[1.0, 0.95, 0.8])
    path = written(every_kind, fluid=fluid(compressibility=bent))
    assert "no straight line" in told(path, "warning")["net.json, fluid.compressibility"]


def test_sutherlands_viscosity_is_taken_at_the_temperature(every_kind: Tables, written: Written) -> None:
    law = property_of("Sutherland", eta0=1e-5, t0=288.15, t_sutherland=170.0)
    gas = read(written(every_kind, fluid=fluid(viscosity=law))).header.gas
    assert gas.viscosity == pytest.approx(1e-5)
