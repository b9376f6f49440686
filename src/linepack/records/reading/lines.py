"""Lines, paragraphs and what is one run of text: the first half of rule R1.

A paragraph ends at a blank line. Inside a paragraph a single line break is either a wrap, and then the two
lines are one run, or it ends something: a headline, a line of a header, an entry of a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENDS: Final = "\n\r\x0b\x0c\x85\u2028\u2029"
EMPTY: Final = "\\s\u200b\u2060\ufeff"
LINE: Final = re.compile(f"[^{EMPTY}](?:[^{ENDS}]*[^{EMPTY}])?")
LINE_END: Final = re.compile(f"\r\n|[{ENDS}]")
LIST_MARK: Final = re.compile(r"(?:[-*•·●▪◦►–—]|\d{1,2}[.)]|[a-zа-я]\))\s")
CLOSED: Final = re.compile(r"[.!?…؟۔։।:;]['\"”’»)\]]*$")
CARRIES_ON: Final = re.compile(r"(?:[,(\[„“«–—-]|\b(?:the|of|and|to|in|a|an|for|with|by|on|at|from|or|is))$")
SHORTEST_WRAP: Final = 40
"""Characters below which an unfinished line before a capital is a line of its own, not a wrapped one."""


COLUMN: Final = 100
"""Characters of the widest line that mail and plain text are wrapped to."""

NEARLY: Final = 0.85
"""Share of such a width from which a line that ends no sentence is taken to be wrapped."""

RAGGED: Final = 0.6
"""Share of the width from which a line inside wrapped text is taken to be wrapped too."""


class Line(NamedTuple):
    """One line without the blanks around it; ``paragraph`` counts from 1."""

    start: int
    end: int
    paragraph: int

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start


def lines_of(text: str) -> list[Line]:
    """Return the lines that are not blank, with the paragraph each belongs to."""
    lines: list[Line] = []
    paragraph, last = 1, 0
    for match in LINE.finditer(text):
        start, end = match.span()
        if lines and _is_blank_between(text, last, start):
            paragraph += 1
        lines.append(Line(start, end, paragraph))
        last = end
    return lines


def _is_blank_between(text: str, last: int, start: int) -> bool:
    """Say whether an empty line lies between two lines."""
    return start - last > 1 and len(LINE_END.findall(text, last, start)) > 1


def runs_of(text: str, lines: Sequence[Line], stands_alone: Callable[[int], bool]) -> list[Line]:
    """Join wrapped lines into runs.

    Parameters
    ----------
    text, lines
        The text and its lines.
    stands_alone
        Says of a line, by its place in ``lines``, that it is never part of a wrapped sentence.
    """
    runs: list[Line] = []
    widths = _widths(lines)
    joined_before = False
    for index, line in enumerate(lines):
        previous = lines[index - 1] if index else None
        joined_before = (
            previous is not None
            and previous.paragraph == line.paragraph
            and not stands_alone(index - 1)
            and not stands_alone(index)
            and _is_wrap(text, previous, line, widths[line.paragraph], joined_before)
        )
        if joined_before:
            runs[-1] = Line(runs[-1].start, line.end, line.paragraph)
        else:
            runs.append(line)
    return runs


def _widths(lines: Sequence[Line]) -> dict[int, int]:
    """Return the width at which each paragraph is wrapped.

    A paragraph of one or two lines says little about it, and takes the widest line of the longer ones.
    """
    own: dict[int, int] = {}
    count: dict[int, int] = {}
    for line in lines:
        own[line.paragraph] = max(own.get(line.paragraph, 0), line.length)
        count[line.paragraph] = count.get(line.paragraph, 0) + 1
    common = max((own[p] for p in own if count[p] > 2), default=max(own.values(), default=0))
    return {p: own[p] if count[p] > 2 else max(own[p], common) for p in own}


def _is_wrap(text: str, before: Line, after: Line, width: int, inside: bool) -> bool:
    """Say whether the break between two lines falls inside a sentence, or where one ends by chance.

    ``inside`` says that the line before is itself the continuation of one.
    """
    head = text[after.start : after.start + 24]
    if LIST_MARK.match(head):
        return False
    tail = text[max(before.start, before.end - 12) : before.end]
    if CARRIES_ON.search(tail) or head[0].islower():
        return True
    word = head.split(None, 1)[0]
    if inside and before.length > RAGGED * width and not CLOSED.search(tail):
        return True
    open_end = width <= COLUMN and before.length > NEARLY * width and not CLOSED.search(tail)
    return open_end or (before.length >= SHORTEST_WRAP and before.length + 1 + len(word) > width)
