"""Markup made by functions: every text and every attribute value is escaped on its way in.

``Safe`` marks a string that is markup already; Jinja trusts it through ``__html__``.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that neither HTML nor XML may hold."""

Value = str | float | int | bool | None


class Safe(str):
    """A string that is markup and is not escaped again."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the markup itself."""
        return str(self)


def escaped(text: object) -> Safe:
    """Return a text fit for markup; a :class:`Safe` one as it is."""
    if isinstance(text, Safe):
        return text
    return Safe(html.escape(CONTROL.sub("\ufffd", str(text)), quote=True))


def written(value: Value) -> str:
    """Return an attribute value; numbers with at most two decimals and no closing zeros."""
    if not isinstance(value, float):
        return str(escaped(value))
    number = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if number == "-0" else number


def tag(name: str, *children: object, **attributes: Value) -> Safe:
    """Return an element.

    ``class_`` is written ``class``, other underscores become hyphens; an attribute that is None or False
    is left out and one that is True stands alone with an empty value, so that the result is XML too.

    Examples
    --------
    >>> tag("text", "a < b", x=1.50, class_="name")
    '<text x="1.5" class="name">a &lt; b</text>'
    """
    pairs = [
        f' {key.rstrip("_").replace("_", "-")}="{"" if value is True else written(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    ]
    inside = "".join(escaped(child) for child in children)
    return Safe(f"<{name}{''.join(pairs)}>{inside}</{name}>")


def together(parts: Iterable[object]) -> Safe:
    """Return parts one after the other, each escaped unless it is markup."""
    return Safe("".join(escaped(part) for part in parts))


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Return the ``d`` of a path through points, with one decimal.

    Examples
    --------
    >>> path([(0.0, 1.0), (2.25, 3.04)])
    'M0 1L2.2 3'
    """
    steps = "L".join(f"{short(x)} {short(y)}" for x, y in points)
    return f"M{steps}{'Z' if closed else ''}" if steps else ""


def short(value: float) -> str:
    """Return a number with at most one decimal."""
    written_number = f"{value:.1f}"
    return written_number[:-2] if written_number.endswith(".0") else written_number
