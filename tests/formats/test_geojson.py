"""GeoJSON: lines of a map become a network, and what linepack writes comes back to the last bit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import linepack as lp
from linepack.errors import InputError
from linepack.formats import detect, read, read_findings
from linepack.formats.geodesic import distances
from linepack.formats.geojson import LineOptions, read_lines
from linepack.network import Network

Feature = dict[str, Any]
Map = Callable[..., Path]

PIPE = {"diameter_mm": 500, "roughness_mm": 0.02}


def line(*places: tuple[float, float], **properties: Any) -> Feature:
    """A line with a diameter and a roughness."""
    geometry = {"type": "LineString", "coordinates": [list(place) for place in places]}
    return {"type": "Feature", "properties": {**PIPE, **properties}, "geometry": geometry}


def point(x: float, y: float, **properties: Any) -> Feature:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [x, y]},
    }


@pytest.fixture
def mapped(tmp_path: Path) -> Map:
    """A writer of maps."""

    def write(*features: Any, name: str = "map.geojson", **members: Any) -> Path:
        path = tmp_path / name
        collection = {"type": "FeatureCollection", "features": list(features), **members}
        path.write_text(json.dumps(collection), encoding="utf-8")
        return path

    return write


SOURCE = point(20.0, 45.0, id="source", pressure_bar=60.0, elevation_m=80)
TOWN = point(20.2, 45.0, id="town", demand_kg_per_s=20.0)


def told(path: Path, severity: str = "error") -> dict[str, str]:
    _, findings = read_findings(path)
    words: dict[str, str] = {}
    for one in findings:
        if one.severity == severity:
            words[one.place] = f"{words.get(one.place, '')} {one.finding}"
    return words


# What linepack writes.


def test_what_is_written_comes_back_to_the_last_bit(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "net.geojson"
    assert not lp.write(network, path)
    assert read(path).equals(network)


def test_a_bundled_network_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    whole = lp.read("southern-gas-corridor")
    path = tmp_path / "net.geojson"
    lp.write(whole, path)
    again = read(path)
    assert again.equals(whole)
    content = json.loads(path.read_text(encoding="utf-8"))
    kinds = {feature["geometry"]["type"] for feature in content["features"] if feature["geometry"]}
    assert kinds == {"Point", "LineString"}


def test_units_for_people_come_back_within_their_digits(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "net.geojson"
    lp.write(network, path, units="face")
    again = read(path)
    np.testing.assert_allclose(again.pipes.diameter, network.pipes.diameter, rtol=1e-15)


OURS = {
    "no header": ({"header": None}, "x.geojson, header"),
    "a header without units": ({"header": {"name": "x"}}, "x.geojson, header.name"),
    "provenance that is none": ({"header": {}, "provenance": 3}, "x.geojson, provenance"),
}


@pytest.mark.parametrize("case", OURS)
def test_our_member_is_checked(case: str, mapped: Map) -> None:
    member, place = OURS[case]
    feature = {"type": "Feature", "properties": {"table": "nodes", "id": "A"}, "geometry": None}
    assert place in told(mapped(feature, 7, name="x.geojson", linepack=member))


def test_rows_of_unknown_tables_are_told(mapped: Map) -> None:
    feature = {"type": "Feature", "properties": {"table": "towers", "id": "A"}, "geometry": None}
    path = mapped(feature, linepack={"header": {}})
    assert any("no table has this name" in words for words in told(path, "warning").values())
    assert any("no feature is a node" in words for words in told(path).values())


# Lines of a map.


def test_a_line_between_points_solves(mapped: Map) -> None:
    path = mapped(SOURCE, TOWN, line((20.0, 45.0), (20.1, 45.05), (20.2, 45.0), id="P"))
    network = read(path)
    assert network.nodes.index.tolist() == ["source", "town"]
    assert network.nodes.elevation.tolist() == [80.0, 0.0]
    expected = distances(np.array([20.0, 20.1, 20.2]), np.array([45.0, 45.05, 45.0])).sum()
    assert network.pipes.length.item() == pytest.approx(expected, rel=1e-12)
    assert network.pipes.diameter.item() == 0.5
    assert network.provenance.query("column == 'length'").basis.item() == "inferred"
    assert lp.solve_steady(network).status == "solved"


def test_ends_within_the_tolerance_are_one_node(mapped: Map) -> None:
    metre = 1.0 / 111_000.0
    path = mapped(
        SOURCE,
        TOWN,
        line((20.0, 45.0), (20.1, 45.0)),
        line((20.1, 45.0 + 8.0 * metre), (20.2, 45.0 + 8.0 * metre)),
    )
    assert len(read(path).nodes) == 3
    with pytest.raises(InputError, match="no pressure reference"):
        detect.read(_with_snap(path, 1.0), check=True)
    network, _ = read_lines(path, LineOptions(snap=1.0))
    assert len(network.nodes) == 5


def _with_snap(path: Path, snap: float) -> Path:
    """A file of linepack with the nodes that a tolerance makes."""
    network, _ = read_lines(path, LineOptions(snap=snap))
    own = path.with_name("own.geojson")
    lp.write(network, own)
    return own


def test_a_line_is_cut_where_another_one_ends_at_it(mapped: Map) -> None:
    path = mapped(
        SOURCE,
        TOWN,
        line((20.0, 45.0), (20.1, 45.0), (20.2, 45.0), id="main", length_km=20.0),
        line((20.1, 45.0), (20.1, 45.1), id="branch"),
    )
    pipes = read(path).pipes
    assert pipes.index.tolist() == ["main piece 1", "main piece 2", "branch"]
    np.testing.assert_allclose(pipes.length.iloc[:2], [10_000.0, 10_000.0], rtol=1e-6)


def test_parts_of_a_multiple_line_are_pipes_of_their_own(mapped: Map) -> None:
    feature = line((20.0, 45.0), id="M")
    feature["geometry"] = {
        "type": "MultiLineString",
        "coordinates": [[[20.0, 45.0], [20.1, 45.0]], [[20.1, 45.0], [20.2, 45.0, 100.0]]],
    }
    assert read(mapped(SOURCE, TOWN, feature)).pipes.index.tolist() == ["M piece 1", "M piece 2"]


NAMES = {
    "Diameter [mm]": 400,
    "outer_diameter_in": 24,
    "Wall_Thickness_mm": "9.5",
    "LENGTH_KM": 30,
    "MAOP_barg": 75,
    "capacity_kg_per_s": 100,
    "operator": "We",
    "status": "operating",
}


def test_names_and_units_of_maps_are_understood(mapped: Map) -> None:
    feature = line((20.0, 45.0), (20.2, 45.0))
    feature["properties"] = {"name": "Main", **NAMES}
    pipe = read(mapped(SOURCE, TOWN, feature)).pipes.loc["Main"]
    assert pipe.diameter == 0.4
    assert pipe.outer_diameter == pytest.approx(0.6096)
    assert pipe.wall_thickness == pytest.approx(0.0095)
    assert pipe.length == 30_000.0
    assert pipe.pressure_max == pytest.approx(75e5 + 101_325.0)
    assert pipe.technical_capacity == 100.0
    assert (pipe["operator"], pipe["status"]) == ("We", "operating")


def test_the_inner_diameter_follows_from_the_outer_one_and_the_wall(mapped: Map) -> None:
    feature = line((20.0, 45.0), (20.2, 45.0))
    feature["properties"] = {"outer_diameter_mm": 520, "wall_thickness_mm": 10}
    network = read(mapped(SOURCE, TOWN, feature))
    assert network.pipes.diameter.item() == pytest.approx(0.5)
    assert network.provenance.query("column == 'roughness'").basis.item() == "estimate"


def test_a_missing_diameter_is_an_error_unless_one_is_given(mapped: Map) -> None:
    feature = line((20.0, 45.0), (20.2, 45.0))
    feature["properties"] = {}
    path = mapped(SOURCE, TOWN, feature)
    assert "states none" in told(path)["map.geojson feature 3, pipes.diameter"]
    network, findings = read_lines(path, LineOptions(diameter=0.7))
    assert network.pipes.diameter.item() == 0.7
    statement = network.provenance.query("column == 'diameter'")
    assert (statement.basis.item(), statement.confidence.item()) == ("estimate", "low")
    assert any("no gas" in one.finding for one in findings)


WRONG = {
    "no unit": ({"length": 30}, "its unit is missing"),
    "a unit of something else": ({"length_bar": 30}, "no unit of length"),
    "text": ({"length_km": "long"}, "'long' is text in a number"),
    "a list": ({"length_km": [1]}, "is no number"),
    "twice": ({"length_km": 30, "length_m": 30000}, "says the same"),
    "four hundred digits": ({"length_km": int("9" * 300) ** 2 // 10**290}, "too large"),
}


@pytest.mark.parametrize("case", WRONG)
def test_quantities_that_are_none_are_refused(case: str, mapped: Map) -> None:
    properties, words = WRONG[case]
    path = mapped(SOURCE, TOWN, line((20.0, 45.0), (20.2, 45.0), **properties))
    assert any(words in finding for finding in told(path).values()), told(path)


def test_what_is_not_read_is_told(mapped: Map) -> None:
    polygon = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": []}}
    path = mapped(SOURCE, TOWN, line((20.0, 45.0), (20.2, 45.0), colour="red"), polygon, "nonsense")
    words = told(path, "warning")
    assert "map.geojson feature 3, pipes.colour" in words
    assert any("geometry Polygon" in finding for finding in words.values())


COORDINATES = ([], [[20.0, 45.0], [400.0, 45.0]], [[20.0, 45.0], ["x", 1]], [[20.0], [1.0, 2.0]], None, 3)


@pytest.mark.parametrize("coordinates", COORDINATES)
def test_places_that_are_none_are_refused(coordinates: Any, mapped: Map) -> None:
    feature = {**line((0.0, 0.0)), "geometry": {"type": "LineString", "coordinates": coordinates}}
    assert any("coordinates are none" in words for words in told(mapped(SOURCE, feature)).values())


def test_other_coordinates_than_those_of_the_globe_are_refused(mapped: Map) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31467"}}
    path = mapped(SOURCE, TOWN, line((20.0, 45.0), (20.2, 45.0)), crs=crs)
    assert any("31467" in words for words in told(path).values())


def test_collections_that_are_none_are_refused(mapped: Map, tmp_path: Path) -> None:
    assert any("no feature is a line" in words for words in told(mapped(SOURCE)).values())
    assert any("no list" in words for words in told(_with(mapped(SOURCE), features=3)).values())
    other = tmp_path / "other.geojson"
    other.write_text('{"type": "Topology"}', encoding="utf-8")
    assert any("no collection" in words for words in told(other).values())


def _with(path: Path, **members: Any) -> Path:
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, **members}), encoding="utf-8")
    return path


# Lengths.


def test_lengths_are_those_of_the_ellipsoid() -> None:
    """A quarter of the equator, a degree of the meridian at the pole, and Berlin to Belgrade.

    The quarter is a/4 2π; the meridian is its radius of curvature a²/b times a degree, within 5e-5.
    """
    quarter = distances(np.array([0.0, 90.0]), np.zeros(2)).item()
    assert quarter == pytest.approx(np.pi / 2.0 * 6_378_137.0, abs=1e-3)
    polar = distances(np.zeros(2), np.array([89.0, 90.0])).item()
    assert polar == pytest.approx(6_378_137.0**2 / 6_356_752.314 * np.pi / 180.0, rel=5e-5)
    assert distances(np.array([5.0, 5.0]), np.array([5.0, 5.0])).item() == 0.0
    opposite = distances(np.array([0.0, 179.9]), np.array([0.0, 0.1])).item()
    assert opposite == pytest.approx(2.0e7, rel=5e-3)
    across = distances(np.array([179.5, -179.5]), np.zeros(2)).item()
    assert across == pytest.approx(111_319.49, abs=0.01)
