"""Which guess matters most: the tornado of every target."""

from __future__ import annotations

import math

from linepack.report import findings
from linepack.report.charts.bands import two_sided
from linepack.report.layout import Page, empty
from linepack.report.markup import Safe, tag
from linepack.report.numbers import plain
from linepack.report.reading import Record, Records, known, number, text
from linepack.report.tables import best_first, value_with_unit


def tornado_section(page: Page) -> Safe:
    """Return the inputs that matter most, for each target that has a tornado."""

    def charts(scenario: str) -> Safe:
        rows = page.reading.of("tornado", scenario)
        targets = dict.fromkeys(text(row, "target") for row in rows)
        made = [
            tornado(page, [row for row in rows if text(row, "target") == target], scenario)
            for target in targets
        ]
        return tag("div", *made) if made else empty("No sensitivities for this scenario.")

    return tag(
        "figure",
        page.title(
            lambda scenario: findings.tornado_title(first_target(page.reading.of("tornado", scenario)))
        ),
        page.by_scenario(charts),
        page.caption(
            "Each input alone at the low and at the high end of its range, all others at their best value; "
            "the upright line is the answer itself"
        ),
        class_="wide",
    )


def first_target(rows: Records) -> Records:
    """Return the rows of the target that comes first."""
    return [row for row in rows if text(row, "target") == text(rows[0], "target")]


def tornado(page: Page, rows: Records, scenario: str) -> Safe:
    """Return the tornado of one target as a table with bars, the widest swing first."""
    target = text(rows[0], "target")
    answers = [row for row in page.reading.of("answers", scenario) if text(row, "target") == target]
    base = number(answers[0], "deliverable_bcm_y") if answers else math.nan
    if math.isnan(base):
        ends = known(number(row, column) for row in rows for column in ("low_bcm_y", "high_bcm_y"))
        base = sum(ends) / len(ends) if ends else math.nan
    values = known([base, *(number(row, column) for row in rows for column in ("low_bcm_y", "high_bcm_y"))])
    margin = 0.02 * (max(values) - min(values)) if values else 0.0
    span = (min(values) - margin, max(values) + margin + 1e-9) if values else (0.0, 1.0)
    made = [
        tornado_row(page, row, base, span) for row in best_first(rows, lambda row: number(row, "swing_bcm_y"))
    ]
    label = page.reading.target_label(target)
    heads = (
        "Input and its range",
        "at its low end",
        f"around {plain(base)} bcm/y",
        "at its high end",
        "Swing",
        "Source",
    )
    styles = ("", "num swatch-low", "bar-head", "num swatch-high", "num", "")
    head = tag(
        "tr",
        *(
            tag("th", words, scope="col", class_=style or None)
            for words, style in zip(heads, styles, strict=True)
        ),
    )
    inside = tag(
        "table",
        tag("caption", f"{label}: what each uncertain input does to the answer, bcm/y"),
        tag("thead", head),
        tag("tbody", *made),
        class_="tornado",
    )
    return tag("div", inside, class_="scroll", tabindex=0, role="region", aria_label=f"Tornado, {label}")


def tornado_row(page: Page, row: Record, base: float, span: tuple[float, float]) -> Safe:
    """Return one input: its range in words, results at both ends with a bar, swing, basis and source."""
    low, high = number(row, "low_bcm_y"), number(row, "high_bcm_y")
    reach = f"{value_with_unit(row, 'low_value')} to {value_with_unit(row, 'high_value')}"
    basis = text(row, "basis")
    element = text(row, "element")
    note = ", ".join(filter(None, (element, reach, basis)))
    return tag(
        "tr",
        tag("th", text(row, "input"), tag("span", note, class_="range"), scope="row"),
        tag("td", plain(low), class_="num"),
        tag("td", two_sided(low, high, base, span), class_="bar-cell"),
        tag("td", plain(high), class_="num"),
        tag("td", plain(number(row, "swing_bcm_y")), class_="num"),
        tag("td", page.sources.link(text(row, "source")), class_="src-cell"),
    )
