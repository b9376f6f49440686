"""Tables of the page: proper headers, a caption, numbers whose points align, sources as links."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.report.markup import Safe, tag
from linepack.report.numbers import DASH, aligned, fixed, needed_decimals, plain
from linepack.report.reading import Reading, Record, Records, is_absent, known, number, text
from linepack.report.sources import Sources, linked
from linepack.report.words import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FEW: Final = 3
"""A table of so few columns is not stretched over the page."""

MOST_DECIMALS: Final = 4
TINY: Final = 1e-4
MOST_ROWS: Final = 500
"""Rows of a table of unknown kind that the page shows; its file holds all."""


@dataclass(frozen=True)
class Column:
    """A column of a table on the page.

    Attributes
    ----------
    key
        Name of the column in the study.
    heading
        Name on the page; empty: made from the key.
    kind
        ``text``, ``number``, ``share`` (of one, shown in percent), ``source``, ``verdict`` or ``words``
        (an identifier whose underscores become spaces).
    """

    key: str
    heading: str = ""
    kind: str = "text"

    @property
    def title(self) -> str:
        """Return the heading."""
        return self.heading or heading(self.key)

    @property
    def is_number(self) -> bool:
        """Tell whether the column holds numbers."""
        return self.kind in {"number", "share"}


def scientific(value: float) -> str:
    """Return a very small or very large number with its power of ten."""
    mantissa, _, power = f"{value:.2e}".partition("e")
    return f"{float(mantissa):g}×10{superscript(int(power))}".replace("-", "−")


def superscript(power: int) -> str:
    """Return a whole number in raised figures."""
    return str(power).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))


def shown_number(value: float, decimals: int) -> str:
    """Return a number for a column with so many decimals; far too small ones as a power of ten."""
    if math.isfinite(value) and value and (abs(value) < TINY or abs(value) >= 1e7):
        return scientific(value)
    return aligned(value, max(decimals, needed_decimals(value)))


def verdict(words: str) -> Safe:
    """Return a verdict with a sign of its own, so that colour does not speak alone."""
    low = words.lower()
    good = low.startswith(("hold", "fit", "yes", "feasible"))
    bad = low.startswith(("miss", "exceed", "no ", "does not", "not ", "infeasible", "violat"))
    style, sign = ("holds", "✓ ") if good else ("misses", "✗ ") if bad else ("", "")
    return tag("span", sign, words or DASH, class_=f"verdict {style}".strip())


def cell(row: Record, column: Column, decimals: Mapping[str, int], sources: Sources) -> object:
    """Return the content of a cell."""
    match column.kind:
        case "number":
            return shown_number(number(row, column.key), decimals[column.key])
        case "share":
            value = number(row, column.key)
            return DASH if math.isnan(value) else f"{fixed(value * 100.0, 0)} %"
        case "source":
            return sources.link(text(row, column.key))
        case "verdict":
            return verdict(text(row, column.key))
        case "words":
            return text(row, column.key).replace("_", " ") or DASH
        case _:
            return linked(text(row, column.key)) or DASH


def decimals_of(rows: Records, columns: Sequence[Column]) -> dict[str, int]:
    """Return the decimals of every column of numbers: as many as its neediest number, up to four."""
    return {
        column.key: min(
            MOST_DECIMALS,
            max(
                (needed_decimals(v) for v in known(number(row, column.key) for row in rows) if abs(v) > TINY),
                default=0,
            ),
        )
        for column in columns
        if column.is_number
    }


def table(rows: Records, columns: Sequence[Column], *, caption: str, sources: Sources) -> Safe:
    """Return a table in a box of its own that scrolls where the screen is too narrow.

    The first column names the row. An empty table says so in its one row.
    """
    decimals = decimals_of(rows, columns)
    head = [
        tag("th", column.title, scope="col", class_="num" if column.is_number else None) for column in columns
    ]
    body = [tag("tr", *cells(row, columns, decimals, sources)) for row in rows]
    if not body:
        body = [tag("tr", tag("td", "No rows.", colspan=len(columns), class_="empty"))]
    inside = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *head)),
        tag("tbody", *body),
        class_="sortable",
    )
    return tag("div", inside, class_="scroll", tabindex=0, role="region", aria_label=caption)


def cells(
    row: Record, columns: Sequence[Column], decimals: Mapping[str, int], sources: Sources
) -> list[Safe]:
    """Return the cells of a row, its name first."""
    made: list[Safe] = []
    for place, column in enumerate(columns):
        style = "num" if column.is_number else "src-cell" if column.kind == "source" else None
        content = cell(row, column, decimals, sources)
        made.append(
            tag("th", content, scope="row", class_=style) if place == 0 else tag("td", content, class_=style)
        )
    return made


def columns_of(rows: Records) -> tuple[Column, ...]:
    """Return columns for a table of unknown kind: numbers where every value is one."""
    names = tuple(rows[0]) if rows else ()
    return tuple(Column(name, kind=kind_of(name, [row.get(name) for row in rows])) for name in names)


def kind_of(name: str, values: Sequence[object]) -> str:
    """Return the kind of a column from its name and values."""
    if name == "source":
        return "source"
    present = [value for value in values if not is_absent(value)]
    numeric = [isinstance(value, (int, float)) and not isinstance(value, bool) for value in present]
    return "number" if present and all(numeric) else "text"


def labelled(reading: Reading, rows: Records) -> list[dict[str, object]]:
    """Return rows in which scenario and target stand in words."""
    return [
        {
            **row,
            "scenario": reading.label(text(row, "scenario")),
            "target": reading.target_label(text(row, "target")),
        }
        for row in rows
    ]


def best_first(rows: Records, key: Callable[[Record], float]) -> list[Record]:
    """Return rows in descending order of a number, those without one last."""
    return sorted(rows, key=lambda row: -key(row) if math.isfinite(key(row)) else math.inf)


def value_with_unit(row: Record, column: str = "value") -> str:
    """Return a value of an assumption, a number or words, with its unit."""
    value, unit = number(row, column), text(row, "unit")
    if math.isnan(value):
        return text(row, column)
    written = scientific(value) if value and (abs(value) < 1e-3 or abs(value) >= 1e6) else plain(value, 4)
    return written if unit in {"", "1"} else f"{written} {unit}"
