"""Rules for what no file states: levels of zones, trees of stations, starts of the iteration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from linepack.formats import read
from linepack.formats.gaslib.zones import Link, tree_of
from linepack.steady.start import zone_potentials
from linepack.steady.state import reference_scales
from linepack.system import compile_system
from linepack.system.gas import gas_of
from linepack.units import BAR

if TYPE_CHECKING:
    from pathlib import Path


def link(name: str, tail: str, head: str) -> Link:
    return Link(("controlValve", name), tail, head)


def test_of_two_stations_the_one_along_the_flow_is_taken() -> None:
    links = [link("back", "b", "a"), link("forth", "a", "b")]
    assert tree_of(links, ["a"], {"a": -1.0, "b": 1.0}).parent["b"].name[1] == "forth"
    assert tree_of(links, ["a"], {"a": 1.0, "b": -1.0}).parent["b"].name[1] == "back"


def test_a_station_against_the_flow_stays_where_there_is_no_other() -> None:
    tree = tree_of([link("back", "b", "a")], ["a"], {"a": -1.0, "b": 1.0})
    assert tree.parent["b"].name[1] == "back"
    assert tree.drawn({"a": -1.0, "b": 1.0}) == {"a": 0.0, "b": 1.0}


def test_levels_lie_below_the_top_of_a_zone_and_above_its_middle(case: Path) -> None:
    network = read(case)
    # zones: in-a-b-c with a top of 69 barg, d-e-f-side of 80 bar, out of 40 bar
    assert network.supplies.at["in", "pressure"] == pytest.approx(69 * BAR + 101_325.0 - 2 * BAR)
    assert network.compressors.at["C", "outlet_pressure"] == pytest.approx(78 * BAR)
    assert network.regulators.at["K", "outlet_pressure"] == pytest.approx(38 * BAR)


def test_a_station_that_the_gas_runs_against_is_passed_by(case: Path) -> None:
    net = case / "made-up.net"
    turned = net.read_text(encoding="utf-8").replace('from="c" to="d"', 'from="d" to="c"')
    net.write_text(turned, encoding="utf-8")
    network = read(case)
    assert network.compressors.at["C", "control"] == "bypass"
    assert "rule G8" in network.source_of("compressors", "C", "control").note


def test_the_iteration_starts_every_zone_at_what_is_held_there(case: Path) -> None:
    network = read(case)
    gas = gas_of(network.header)
    system = compile_system(network, gas)
    start = gas.pressure(zone_potentials(system, reference_scales(system)))
    node = dict(zip(network.nodes.index, system.hydraulic_node, strict=True))
    held = [start[node[name]] / BAR for name in ("in", "c", "d", "side", "out")]
    level = network.supplies.at["in", "pressure"] / BAR
    np.testing.assert_allclose(held, [level, level, 78.0, 78.0, 38.0], rtol=2e-3)
