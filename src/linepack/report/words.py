"""Short names, word widths and lists in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROW: Final = frozenset("fijlrtIJ.,:;'|()[]/ -")
WIDE: Final = frozenset("mwMWQOGDCH@%")
ADDRESS: Final = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)\]]")
LONGEST: Final = 26
BOLDER: Final = 1.1
ROLE: Final = re.compile(r"\s*\b(compressor station|interconnection point|metering station)\b", re.IGNORECASE)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text of the system's sans-serif face is, a little on the wide side."""
    share = sum(0.36 if sign in NARROW else 0.88 if sign in WIDE else 0.6 for sign in text)
    return share * size * (BOLDER if bold else 1.0)


def brief(name: str, longest: int = LONGEST) -> str:
    """Return the part of a name before its remarks, cut to fit.

    Examples
    --------
    >>> brief("Vale / Turkgozu (Georgia-Turkiye border)"), brief("TANAP CS5/MS2 Eskisehir, with offtake")
    ('Vale / Turkgozu', 'TANAP CS5/MS2 Eskisehir')
    """
    start = re.split(r"\s*[(,;]", name.strip(), maxsplit=1)[0].strip() or name.strip()
    return start if len(start) <= longest else start[: longest - 1].rstrip() + "…"


def place_name(name: str, longest: int = LONGEST) -> str:
    """Return a short name without the role, which a map or an axis shows by the symbol.

    Examples
    --------
    >>> place_name("Fier compressor station"), place_name("Compressor station")
    ('Fier', 'Compressor station')
    """
    return brief(ROLE.sub("", name).strip(" ,") or name, longest)


def listed(items: Sequence[str]) -> str:
    """Return items as in a sentence.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def sentence(text: str) -> str:
    """Return a text with a capital at its start and a point at its end."""
    tidy = text.strip()
    if not tidy:
        return ""
    return tidy[0].upper() + tidy[1:] + ("" if tidy[-1] in ".!?" else ".")


def heading(column: str) -> str:
    """Return a column name as a heading with its unit.

    Examples
    --------
    >>> heading("deliverable_bcm_y"), heading("share_of_deliverable")
    ('Deliverable [bcm/y]', 'Share of deliverable')
    """
    for suffix, unit in UNIT_SUFFIXES.items():
        if column.endswith(suffix) and column != suffix:
            return f"{heading(column.removesuffix(suffix))} [{unit}]"
    words = column.strip("_").replace("_", " ")
    return words[:1].upper() + words[1:]


UNIT_SUFFIXES: Final = {
    "_bcm_y_per_unit": "bcm/y per unit",
    "_bcm_y": "bcm/y",
    "_mcm_d": "mcm/d",
    "_kg_s": "kg/s",
    "_bar": "bar",
    "_mw": "MW",
    "_km": "km",
    "_mm": "mm",
}
"""Endings of column names that are units, the longer before the shorter; also ``_m`` of elevations."""


def parts_with_addresses(text: str) -> list[tuple[str, bool]]:
    """Split a text into its plain parts and its web addresses, each with whether it is an address.

    Examples
    --------
    >>> parts_with_addresses("see https://example.org/a (A)")
    [('see ', False), ('https://example.org/a', True), (' (A)', False)]
    """
    parts: list[tuple[str, bool]] = []
    end = 0
    for match in ADDRESS.finditer(text):
        parts += [(text[end : match.start()], False), (match.group(), True)]
        end = match.end()
    return [part for part in [*parts, (text[end:], False)] if part[0]]
