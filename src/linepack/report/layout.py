"""What the sections of the page share: the study as read, scenario switches, captions, folds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linepack.report.markup import Safe, tag, together
from linepack.report.numbers import long_date
from linepack.report.reading import Reading, Record, text
from linepack.report.tables import Column, labelled, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linepack.report.map.layers import Scene
    from linepack.report.sources import Sources


@dataclass(frozen=True)
class Page:
    """What the sections share: the scene with the study's reading, the sources, and the note on the study."""

    scene: Scene
    sources: Sources
    origin: str

    @property
    def reading(self) -> Reading:
        """Return the study as read."""
        return self.scene.reading

    def by_scenario(self, make: Callable[[str], object], name: str = "div") -> Safe:
        """Return one element for each scenario, all hidden but that of the main one."""
        return together(
            tag(name, make(scenario), data_scenario=scenario, hidden=scenario != self.reading.main)
            for scenario in self.reading.scenarios
        )

    def caption(self, what: str, *, source: str = "") -> Safe:
        """Return the line under a figure: what, when, scenario, source."""
        return tag("figcaption", f"{what}. ", self.by_scenario(self.when, "span"), f" {self.origin}{source}")

    def when(self, scenario: str) -> str:
        """Return date and description of a scenario."""
        rows = [row for row in self.reading.of("scenarios") if text(row, "scenario") == scenario]
        row: Record = rows[0] if rows else {}
        date, words = long_date(text(row, "date")), text(row, "description").removesuffix(".")
        return (
            " ".join(
                filter(None, (f"Scenario {self.reading.label(scenario)},", f"{date};" if date else "", words))
            )
            + "."
        )

    def title(self, make: Callable[[str], str], level: str = "h2") -> Safe:
        """Return a heading that changes with the scenario."""
        return tag(level, self.by_scenario(make, "span"))


def empty(words: str) -> Safe:
    """Return the sentence that stands where there is nothing to show."""
    return tag("p", words, class_="empty")


def folded(summary: str, content: Safe) -> Safe:
    """Return content that opens on demand."""
    return tag("details", tag("summary", summary), content)


def scenario_table(page: Page, name: str, columns: Sequence[Column], caption: str) -> Safe:
    """Return a table that changes with the scenario."""

    def made(scenario: str) -> Safe:
        rows = labelled(page.reading, page.reading.of(name, scenario))
        words = f"{caption}, {page.reading.label(scenario)}"
        return table(rows, columns, caption=words, sources=page.sources)

    return page.by_scenario(made)
