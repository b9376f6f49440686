"""A scenario: gas, held pressures and flows, at marks of time between which they stay."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from linepack.formats.text import UnreadableError, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.formats.draft import Draft

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest scenario that is read."""

SERIES: Final = ("cp", "up", "uq")
"""Pressures behind compressors [bar], of supplies [bar], and flows of demands [kg/s]: ports are set apart by
``;``, times by ``|``."""

SINGLE: Final = {"T0": "temperature in degC", "Rs": "gas constant in J/(kg K)", "tH": "horizon in s"}
MARKS: Final = "ut"
AT: Final = re.compile(r"(?P<name>.+)@(?P<time>\d+(\.\d*)?)")


@dataclass
class ScenarioFile:
    """What a scenario's file says.

    Attributes
    ----------
    name
        What it is called.
    lines
        Line of each entry.
    single
        Single numbers by name.
    series
        Per name one tuple of ports for each mark of time.
    marks
        Marks of time. [s]
    """

    name: str
    lines: dict[str, int] = field(default_factory=dict)
    single: dict[str, float] = field(default_factory=dict)
    series: dict[str, list[tuple[float, ...]]] = field(default_factory=dict)
    marks: list[float] = field(default_factory=lambda: [0.0])

    def at(self, name: str, time: float) -> tuple[float, ...] | None:
        """Return the values of the ports at a time, None where the file has none."""
        values = self.series.get(name)
        if not values:
            return None
        position = sum(mark <= time for mark in self.marks) - 1
        return values[max(min(position, len(values) - 1), 0)]


def read_scenario(path: Path, draft: Draft) -> ScenarioFile:
    """Return what a scenario's file says; what is wrong is noted with its line."""
    found = ScenarioFile(path.stem)
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableError("it is too large.", f"Scenarios up to {LARGEST // 1024**2} MiB are read.")
        text = read_text(path)
    except OSError as refused:
        draft.wrong(0, ("scenario", "", ""), f"it cannot be read ({refused.strerror}).", "Look at the file.")
        return found
    except UnreadableError as refused:
        draft.wrong(0, ("scenario", "", ""), refused.finding, refused.remedy)
        return found
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and line.lstrip()[0] not in "#[":
            _entry(number, line, found, draft)
    _matching(found, draft)
    return found


def _entry(line: int, text: str, found: ScenarioFile, draft: Draft) -> None:
    name, equals, value = (part.strip() for part in text.partition("="))
    place = ("scenario", "", name[:20])
    if not equals:
        draft.wrong(line, ("scenario", "", ""), f"{text.strip()[:40]!r} is no entry.", "Write name = value.")
    elif name in found.lines:
        draft.wrong(line, place, "it is given twice.", "Keep one of the two.")
    elif name in (*SERIES, MARKS):
        found.lines[name] = line
        rows = [_numbers(line, name, part, draft) for part in value.split("|")]
        if name == MARKS:
            found.marks = [row[0] for row in rows if row] or [0.0]
        else:
            found.series[name] = rows
    elif name in SINGLE:
        found.lines[name] = line
        found.single[name] = next(iter(_numbers(line, name, value, draft)), math.nan)
    else:
        known = ", ".join([*SINGLE, *SERIES, MARKS])
        draft.unsure(line, place, "no entry has this name; it is not read.", f"Entries are {known}.")


def _numbers(line: int, name: str, text: str, draft: Draft) -> tuple[float, ...]:
    values = []
    for cell in text.split(";"):
        try:
            values.append(float(cell))
        except ValueError:
            finding = f"{cell.strip()[:20]!r} is no number."
            draft.wrong(line, ("scenario", "", name), finding, "Give numbers, ports by ';' and times by '|'.")
            values.append(math.nan)
    return tuple(values)


def _matching(found: ScenarioFile, draft: Draft) -> None:
    """Note series that have neither one value nor one for each mark, and marks that do not rise."""
    for name, rows in found.series.items():
        if len(rows) not in (1, len(found.marks)):
            finding = f"it has {len(rows)} times, the marks are {len(found.marks)}."
            draft.wrong(found.lines[name], ("scenario", "", name), finding, "Give one value for each mark.")
    if any(later <= sooner for sooner, later in zip(found.marks, found.marks[1:], strict=False)):
        draft.wrong(found.lines[MARKS], ("scenario", "", MARKS), "the marks do not rise.", "Sort them.")
