"""The pictures that prove the answer: the corridor, the Balkans beside what binds, and the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linepack.report import findings
from linepack.report.charts.profile import profile_chart
from linepack.report.layout import empty
from linepack.report.map.layers import panel_svg
from linepack.report.map.panels import BALKANS, OVERVIEW
from linepack.report.markup import Safe, tag
from linepack.report.numbers import ranged
from linepack.report.reading import Reading, Records, number, text
from linepack.report.words import sentence

if TYPE_CHECKING:
    from linepack.report.layout import Page


def map_section(page: Page) -> Safe:
    """Return the overview of the corridor."""
    scene = page.scene
    svg = panel_svg(OVERVIEW, scene, title="Map of the corridor from the Caspian Sea to Italy and Hungary")
    return tag(
        "figure",
        page.title(lambda scenario: findings.map_title(scene, scenario)),
        tag(
            "div",
            svg,
            class_="scroll map-scroll",
            tabindex=0,
            role="region",
            aria_label="Map of the corridor",
        ),
        tag("p", "Swipe the map to follow the corridor east.", class_="hint"),
        page.caption(
            "Width is flow, colour is pressure at the middle of each pipe, chevrons give the direction",
            source=" Routes are schematic. Basemap: Natural Earth; dashed borders are not agreed on.",
        ),
        class_="wide",
    )


def balkans_section(page: Page) -> Safe:
    """Return the Balkans in detail, beside what binds and what would lift it."""
    scene = page.scene
    svg = panel_svg(
        BALKANS, scene, title="Map of the Balkans: IGB, the Bulgarian ring, IBS and Balkan Stream"
    )
    figure = tag(
        "figure",
        page.title(lambda scenario: findings.balkans_title(scene, scenario)),
        svg,
        page.caption("The same map, enlarged"),
    )
    binding = tag(
        "section",
        tag("h2", "What binds, and what would lift it"),
        page.by_scenario(lambda scenario: lifts(page, scenario)),
        class_="binds-list",
        aria_label="What binds, and what would lift it",
    )
    return tag("div", figure, binding, class_="beside")


def lifts(page: Page, scenario: str) -> Safe:
    """Return, for each target, the amount, what binds and what would lift it."""
    items: list[Safe] = []
    for row in page.reading.of("answers", scenario):
        label = text(row, "target_label") or page.reading.target_label(text(row, "target"))
        value, low, high = (number(row, f"{kind}_bcm_y") for kind in ("deliverable", "low", "high"))
        limit = findings.binding_words(page.scene, scenario, row)
        kind = text(row, "binding_kind").replace("_", " ")
        limit_words = [f"{limit}{f' ({kind})' if kind else ''}"] if limit else []
        lines = [
            tag(
                "p",
                tag("span", label, class_="who"),
                tag("span", ranged(value, low, high), class_="much"),
                " bcm/y",
            ),
            *(tag("p", tag("span", "Binds: ", class_="binds-word"), words) for words in limit_words),
            *(tag("p", "Would lift it: ", words) for words in filter(None, [sentence(text(row, "lift"))])),
            *(tag("p", words, class_="quiet") for words in filter(None, [sentence(text(row, "message"))])),
        ]
        items.append(tag("li", *lines))
    return tag("ul", *items, class_="lifts") if items else empty("No answers for this scenario.")


def profile_section(page: Page) -> Safe:
    """Return pressure and elevation along the route."""

    def chart(scenario: str) -> Safe:
        rows = with_notable(page.reading, page.reading.of("profile", scenario))
        key = f"profile-{page.reading.scenarios.index(scenario)}"
        return profile_chart(rows, key=key, title=findings.profile_title(rows))

    return tag(
        "figure",
        page.title(lambda scenario: findings.profile_title(page.reading.of("profile", scenario))),
        tag(
            "div",
            page.by_scenario(chart),
            class_="scroll chart-scroll",
            tabindex=0,
            role="region",
            aria_label="Pressure and elevation along the route",
        ),
        page.caption(
            "Pressure (line, bar absolute) and elevation (ground, m) against distance; squares are stations"
        ),
        class_="wide",
    )


def with_notable(reading: Reading, rows: Records) -> Records:
    """Return profile rows that say whether their node is more than a bend of the route."""
    plain_kinds = {"", "junction", "route point"}
    notable = {text(row, "id") for row in reading.of("nodes") if text(row, "kind").lower() not in plain_kinds}
    return [{**row, "is_notable": text(row, "node") in notable} for row in rows]
