"""What each limit allows, what more of it would give, and how the answer changes over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linepack.report import findings
from linepack.report.charts.axes import ticks
from linepack.report.charts.bands import dot
from linepack.report.charts.capacity import capacity_chart
from linepack.report.layout import empty
from linepack.report.markup import Safe, tag
from linepack.report.numbers import DASH, plain, ranged
from linepack.report.reading import Reading, known, number, text
from linepack.report.tables import Column, best_first, labelled, table
from linepack.report.words import listed

if TYPE_CHECKING:
    from linepack.report.layout import Page


def capacity_section(page: Page) -> Safe:
    """Return the four values of every target, a chart each."""

    def charts(scenario: str) -> Safe:
        place = page.reading.scenarios.index(scenario)
        answers = page.reading.of("answers", scenario)
        contracts = page.reading.of("contracts", scenario)
        made = []
        for rank, answer in enumerate(answers):
            own = [row for row in contracts if text(row, "target") == text(answer, "target")]
            label = text(answer, "target_label") or page.reading.target_label(text(answer, "target"))
            title = findings.capacity_title(label, answer)
            made.append(
                tag(
                    "div",
                    tag("h3", title),
                    capacity_chart(answer, own, key=f"capacity-{place}-{rank}", title=title),
                )
            )
        return tag("div", *made, class_="grid-two") if made else empty("No answers for this scenario.")

    return tag(
        "figure",
        page.title(lambda scenario: capacity_heading(page.reading, scenario)),
        page.by_scenario(charts),
        page.caption(
            "Each limit alone: cap by contract or metering, bound by the widest flow through the pipes, "
            "bound of the relaxed hydraulics, and the best flow found. Deliverable is the smaller of cap "
            "and optimum, with its band; upright lines are contracts"
        ),
        class_="wide",
    )


def capacity_heading(reading: Reading, scenario: str) -> str:
    """Return how many targets are held by their cap and how many by hydraulics."""
    answers = [
        row
        for row in reading.of("answers", scenario)
        if number(row, "optimum_bcm_y") == number(row, "optimum_bcm_y")
    ]
    capped = [row for row in answers if number(row, "cap_bcm_y") <= number(row, "optimum_bcm_y")]
    if not answers:
        return "What each limit allows"
    if not capped:
        return "Hydraulics bind before any contract or metering cap"
    names = [text(row, "target_label") or reading.target_label(text(row, "target")) for row in capped]
    return f"Caps, not pipes, hold {listed(names)}"


def marginals_section(page: Page) -> Safe:
    """Return what one more unit of each limit would give."""
    columns = (
        Column("explanation", "One unit more of"),
        Column("target", "for"),
        Column("gain_bcm_y_per_unit", "Gain [bcm/y per unit]", "number"),
        Column("unit", "Unit"),
        Column("element", "Element"),
        Column("limit", "Limit", "words"),
    )

    def made(scenario: str) -> Safe:
        rows = best_first(
            page.reading.of("marginals", scenario), lambda row: abs(number(row, "gain_bcm_y_per_unit"))
        )
        caption = f"What one unit more of each limit gives, {page.reading.label(scenario)}"
        return table(labelled(page.reading, rows), columns, caption=caption, sources=page.sources)

    return tag("section", page.by_scenario(made), class_="block")


def dates_section(page: Page) -> Safe:
    """Return what can be delivered to every target in every scenario, a dot with its band in each cell."""
    reading = page.reading
    most = {target: ticks(0.0, largest(reading, target), 4)[-1] for target in reading.targets}
    heads = [
        tag(
            "th",
            reading.target_label(target),
            tag("span", f"0–{plain(most[target])} bcm/y", class_="axis-note"),
            scope="col",
        )
        for target in reading.targets
    ]
    rows = [
        tag(
            "tr",
            tag("th", reading.label(scenario), scope="row"),
            *(dated(reading, scenario, t, most[t]) for t in most),
            data_row=scenario,
        )
        for scenario in reading.scenarios
    ]
    grid = tag(
        "table",
        tag("caption", "Deliverable by target and scenario, bcm/y, with the band of the sampled inputs"),
        tag("thead", tag("tr", tag("th", "Scenario", scope="col"), *heads)),
        tag("tbody", *rows),
        class_="dates",
    )
    box = tag("div", grid, class_="scroll", tabindex=0, role="region", aria_label="Deliverable by scenario")
    note = (
        "Dot: deliverable; thick line: band from sampling the estimated and low-confidence inputs; upright "
        f"line: contract. One axis per column, from zero. {page.origin}"
    )
    return tag(
        "figure", tag("h2", findings.dates_title(reading)), box, tag("figcaption", note), class_="wide"
    )


def largest(reading: Reading, target: str) -> float:
    """Return the largest amount of a target in any scenario, contracts included. [bcm/y]"""
    rows = [row for row in reading.of("answers") if text(row, "target") == target]
    contracts = [row for row in reading.of("contracts") if text(row, "target") == target]
    values = known(number(row, column) for row in rows for column in ("deliverable_bcm_y", "high_bcm_y"))
    return max([*values, *known(number(row, "volume_bcm_y") for row in contracts), 0.1])


def dated(reading: Reading, scenario: str, target: str, most: float) -> Safe:
    """Return the cell of a target in a scenario."""
    found = [row for row in reading.of("answers", scenario) if text(row, "target") == target]
    if not found:
        return tag("td", DASH)
    value, low, high = (number(found[0], f"{kind}_bcm_y") for kind in ("deliverable", "low", "high"))
    volumes = [
        number(r, "volume_bcm_y") for r in reading.of("contracts", scenario) if text(r, "target") == target
    ]
    return tag(
        "td", dot(value, low, high, most, volumes), tag("span", ranged(value, low, high), class_="cell-value")
    )
