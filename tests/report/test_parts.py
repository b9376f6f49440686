"""The pieces of the report: colours, numbers, projection, labels, markup, sources."""

from __future__ import annotations

import itertools
import json
import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from linepack.constants import EARTH_RADIUS
from linepack.report import findings, palette
from linepack.report.charts.axes import spread, ticks
from linepack.report.files import file_name
from linepack.report.map.basemap import region
from linepack.report.map.labels import Label, overlap, place
from linepack.report.map.layers import placed_labels, scene, segments
from linepack.report.map.panels import PANELS
from linepack.report.map.payload import script_json
from linepack.report.map.states import pipe_state, width_of_flow
from linepack.report.markup import Safe, tag
from linepack.report.numbers import MINUS, THIN, aligned, fixed, plain, ranged, with_unit
from linepack.report.palette import DARK, DARK_RAMP, LIGHT, LIGHT_RAMP, contrast, luminance
from linepack.report.projection import Lambert
from linepack.report.reading import main_scenario, read_study
from linepack.report.sources import Sources, linked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linepack.report.map.panels import Panel

TEXT = 4.5
MARK = 3.0
"""Least contrast of texts and of marks that carry meaning, WCAG 2.2, 1.4.3 and 1.4.11."""

THEMES = [(LIGHT, LIGHT_RAMP), (DARK, DARK_RAMP)]

PROTANOPIA = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
)
"""Linear light as seen without one kind of cone; Machado, Oliveira and Fernandes, 2009, severity 1."""


@pytest.mark.parametrize(("colours", "ramp"), THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "quiet", "flow", "binding", "promise", "holds"])
def test_texts_can_be_read(colours: Mapping[str, str], ramp: tuple[str, ...], name: str) -> None:
    assert contrast(colours[name], colours["paper"]) >= TEXT


@pytest.mark.parametrize(("colours", "ramp"), THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "quiet", "binding", "promise"])
def test_map_labels_can_be_read_on_land_and_water(
    colours: Mapping[str, str], ramp: tuple[str, ...], name: str
) -> None:
    needed = MARK if name in {"binding", "promise"} else TEXT  # these two stand in a halo of paper
    assert min(contrast(colours[name], colours[ground]) for ground in ("land", "water")) >= needed


@pytest.mark.parametrize(("colours", "ramp"), THEMES, ids=["light", "dark"])
def test_marks_stand_out_from_their_ground(colours: Mapping[str, str], ramp: tuple[str, ...]) -> None:
    for colour in (*ramp, colours["flow"], colours["binding"], colours["promise"], colours["quiet"]):
        assert min(contrast(colour, colours[ground]) for ground in ("land", "water")) >= MARK
    assert contrast(colours["muted"], colours["paper"]) >= MARK


@pytest.mark.parametrize("ramp", [LIGHT_RAMP, DARK_RAMP], ids=["light", "dark"])
def test_ramp_darkens_from_low_to_high(ramp: tuple[str, ...]) -> None:
    shades = [luminance(colour) for colour in ramp]
    assert shades == sorted(shades, reverse=True)


@pytest.mark.parametrize("sight", [PROTANOPIA, DEUTERANOPIA], ids=["protanopia", "deuteranopia"])
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_binding_is_told_apart_without_one_cone(
    sight: np.ndarray[Any, Any], colours: Mapping[str, str]
) -> None:
    seen = {
        name: np.clip(sight @ [palette.channel(colours[name], place) for place in range(3)], 0.0, 1.0)
        ** (1 / 2.4)
        for name in ("binding", "flow", "promise")
    }
    for other in ("flow", "promise"):
        assert np.linalg.norm(seen["binding"] - seen[other]) > 0.25


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_projection_gives_the_published_example() -> None:
    """Snyder, 1987, page 295: unit sphere, parallels 33 and 45 N, origin 23 N 96 W, point 35 N 75 W."""
    x, y = Lambert(south=33.0, north=45.0, latitude=23.0, longitude=-96.0)(-75.0, 35.0)
    assert x / EARTH_RADIUS == pytest.approx(0.2966785, abs=5e-8)
    assert y / EARTH_RADIUS == pytest.approx(0.2462112, abs=5e-8)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.key)
def test_scale_bar_is_true_within_two_percent_all_over_the_picture(panel: Panel) -> None:
    step = 0.01
    for longitude, latitude in ((20.0, 41.0), (23.2, 42.5), (27.0, 44.0)):
        start, end = panel.frame(longitude, latitude), panel.frame(longitude, latitude + step)
        kilometres = math.radians(step) * EARTH_RADIUS / 1000.0
        assert math.dist(start, end) / panel.frame.units(kilometres) == pytest.approx(1.0, abs=0.02)


def test_basemap_is_small_and_knows_land_from_sea() -> None:
    data = region()
    assert len(json.dumps(data, separators=(",", ":"))) < 150_000
    assert on_land(32.86, 39.93)  # Ankara
    assert on_land(23.32, 42.70)  # Sofia
    assert not on_land(34.0, 43.2)  # Black Sea
    assert not on_land(51.0, 40.5)  # Caspian Sea
    assert not on_land(18.5, 41.8)  # Adriatic
    assert not on_land(25.5, 39.4)  # Aegean
    assert not on_land(28.1, 40.7)  # Sea of Marmara


def on_land(longitude: float, latitude: float) -> bool:
    """Even-odd rule over all land rings, as the picture is filled."""
    data, inside = region(), False
    for ring in data["land"]:
        points = [(ring[k] * data["step"], ring[k + 1] * data["step"]) for k in range(0, len(ring), 2)]
        for (x0, y0), (x1, y1) in itertools.pairwise([points[-1], *points]):
            if (y0 > latitude) != (y1 > latitude):
                inside ^= longitude < x0 + (latitude - y0) / (y1 - y0) * (x1 - x0)
    return inside


@pytest.mark.parametrize("grow", [1.0, 1.3, 1.75])
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.key)
def test_labels_never_collide(study: Any, panel: Panel, grow: float) -> None:
    drawing = scene(read_study(study))
    calls, names = placed_labels(panel, drawing, segments(panel, drawing.pipes), grow)
    boxes = [label.box for label in (*calls, *names)]
    assert len(names) > 8
    assert not any(overlap(one, other) for one, other in itertools.combinations(boxes, 2))
    for left, top, right, bottom in boxes:
        assert left >= 0 and top >= 0 and right <= panel.frame.width and bottom <= panel.frame.height  # noqa: PT018


def test_a_label_without_a_free_place_is_left_out() -> None:
    label = Label("a place", (50.0, 50.0), 12.0, 3.0)
    assert place([label], [], [], (100.0, 100.0))
    assert not place([label], [(0.0, 0.0, 100.0, 100.0)], [], (100.0, 100.0))


def test_every_binding_element_of_the_main_scenario_is_marked(study: Any) -> None:
    drawing = scene(read_study(study))
    assert {b.id for b in drawing.bindings["2026"]} == {"BTG_SOUTH_4", "KIREEVO_GMS", "IGB_GMS", "CS_FIER"}


def test_width_grows_with_flow_and_never_vanishes() -> None:
    widths = [width_of_flow(flow) for flow in (0.0, 0.5, 2.0, 10.0, 25.0, 40.0)]
    assert widths == sorted(widths)
    assert widths[0] > 1.0
    assert widths[-1] == widths[-2]


@pytest.mark.parametrize(
    ("row", "paint", "direction"),
    [
        (
            {"flow_bcm_y": 2.0, "pressure_from_bar": 54.0, "pressure_to_bar": 50.0, "status": "operating"},
            "p2",
            1,
        ),
        ({"flow_bcm_y": -2.0, "pressure_from_bar": 54.0, "pressure_to_bar": 50.0, "status": ""}, "p2", -1),
        ({"flow_bcm_y": 2.0, "pressure_from_bar": 9.0, "status": "announced"}, "p0 unbuilt", 1),
        ({"status": "announced"}, "promised", 0),
        ({"status": "operating"}, "idle", 0),
        ({"flow_bcm_y": 0.0, "pressure_from_bar": 9.0}, "idle", 0),
        (None, "absent", 0),
    ],
)
def test_a_pipe_is_painted_by_what_it_does(row: dict[str, object] | None, paint: str, direction: int) -> None:
    state = pipe_state(row, (40.0, 50.0, 60.0))
    assert (state.paint, state.direction) == (paint, direction)


def test_the_page_opens_with_the_last_scenario_before_the_date_of_the_facts() -> None:
    rows = [
        {"scenario": "old", "date": "2021-01-01", "projects": ""},
        {"scenario": "now", "date": "2026-06-30", "projects": ""},
        {"scenario": "what-if", "date": "2026-07-01", "projects": "TAP_EXP"},
        {"scenario": "later", "date": "2027-06-30", "projects": ""},
    ]
    assert main_scenario(rows, "2026-11-23") == "now"
    assert main_scenario(rows, "2020-01-01") == "old"
    assert main_scenario([], "2026-11-23") == ""


def test_numbers_have_three_digits_and_thin_spaces() -> None:
    assert plain(1.7963) == "1.8"
    assert plain(12345.6) == f"12{THIN}346"
    assert plain(-0.25) == f"{MINUS}0.25"
    assert with_unit(54.0, "bar") == f"54{THIN}bar"
    assert fixed(math.inf, 1) == "no limit"


def test_ranges_share_their_decimals() -> None:
    assert ranged(1.8, 1.6, 2.0) == "1.8 (1.6–2.0)"
    assert ranged(0.0412, 0.038, 0.05) == "0.0412 (0.0380–0.0500)"
    assert ranged(0.0, 0.0, 0.0) == "0"
    assert ranged(math.nan, 1.0, 2.0) == "–"


def test_points_of_a_column_align() -> None:
    assert {len(aligned(value, 2)) for value in (1.0, 1.5, 1.25)} == {4}


def test_ticks_are_round_and_hold_the_data() -> None:
    for high in (0.03, 1.8, 23.0, 3817.0):
        values = ticks(0.0, high, 4)
        assert values[0] == 0.0
        assert values[-1] >= high
    assert ticks(5.0, 5.0, 4)[-1] > 5.0


def test_names_are_spread_apart_and_stay_in_order() -> None:
    places = spread([0.0, 1.0, 2.0, 98.0, 99.0, 100.0], 10.0, 0.0, 100.0)
    assert all(b - a >= 10.0 - 1e-9 for a, b in itertools.pairwise(places))
    assert places[0] >= 0.0
    assert places[-1] <= 100.0


def test_sources_are_numbered_once_and_linked_plainly() -> None:
    sources = Sources()
    assert [sources.number(name) for name in ("a", "b", "a", "")] == [1, 2, 1, 0]
    assert "estimate" in sources.link("")
    link = linked("see https://www.example.org/a?b=1&c=<x> (A); javascript:alert(1)")
    assert 'href="https://www.example.org/a?b=1&amp;c="' in link
    assert link.count("<a ") == 1
    assert ">example.org<" in link


def test_markup_escapes_once() -> None:
    assert tag("p", "a<b", Safe("<b>c</b>"), title='"') == '<p title="&quot;">a&lt;b<b>c</b></p>'


def test_json_cannot_end_its_script() -> None:
    content = script_json({"name": "</script><!--\u2028"})
    assert not re.search("[<>\u2028]", content)
    assert json.loads(content) == {"name": "</script><!--\u2028"}


def test_file_names_stay_in_their_folder() -> None:
    assert file_name("../../etc/passwd") == "_etc_passwd.csv"


def test_titles_say_what_was_found(study: Any) -> None:
    reading = read_study(study)
    drawing = scene(reading)
    assert findings.map_title(drawing, "2021") == "2021: nothing can be delivered to Serbia over IBS"
    assert "limits Serbia over IBS to 1.8 (1.6–2.0)" in findings.map_title(drawing, "2026")
    assert "at Niš" in findings.profile_title(reading.of("profile", "2026"))
    assert findings.published_title(reading.of("published")).startswith("2 of 3")
