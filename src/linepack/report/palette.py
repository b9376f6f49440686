"""The colours of the report, each with one meaning, in light and in dark.

The values are those of the project's visual language; two were added so that every text reaches a
contrast of 4.5:1 and every mark 3:1 (WCAG 2.2): ``quiet`` is ``muted`` dark enough to be read, and the
pressure ramp has one version per theme, because no single ramp stands out from light and dark land.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LIGHT: Final[Mapping[str, str]] = {
    "ink": "#1b1f24",
    "paper": "#fbfaf7",
    "land": "#efece4",
    "water": "#dfe8ee",
    "border": "#c9c4b8",
    "flow": "#0b6e8f",
    "binding": "#c2410c",
    "promise": "#7a5ea8",
    "holds": "#2f7d4f",
    "muted": "#8a8579",
    "quiet": "#615d54",
    "hairline": "#dcd8cd",
    "ground": "#d8d3c6",
}

DARK: Final[Mapping[str, str]] = {
    "ink": "#e8e6e1",
    "paper": "#15181c",
    "land": "#23272c",
    "water": "#1a222a",
    "border": "#3a4047",
    "flow": "#4fb3d1",
    "binding": "#fb923c",
    "promise": "#b59ae0",
    "holds": "#6cc28e",
    "muted": "#8d9299",
    "quiet": "#a4a9b0",
    "hairline": "#30363d",
    "ground": "#363c43",
}

LIGHT_RAMP: Final = ("#7c8a12", "#4d8a2c", "#217f50", "#176d70", "#22577e", "#333f7d", "#3a2267")
DARK_RAMP: Final = ("#f4e56b", "#b9dc5a", "#76cc76", "#44b594", "#3d9aae", "#5f85c4", "#8c76c9")
"""Pressure from low to high: yellow-green to violet, light to dark, as viridis runs backwards."""

PRINT: Final[Mapping[str, str]] = {**LIGHT, "paper": "#ffffff"}
"""On paper the page is light, and white where the paper is."""

RAMP_STEPS: Final = len(LIGHT_RAMP)


def channel(colour: str, place: int) -> float:
    """Return the linear light of one channel (0 red, 1 green, 2 blue) of ``#rrggbb``, between 0 and 1."""
    value = int(colour[1 + 2 * place : 3 + 2 * place], 16) / 255.0
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` between 0 and 1 (WCAG 2.2, IEC 61966-2-1)."""
    red, green, blue = (channel(colour, place) for place in range(3))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2).

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def variables(colours: Mapping[str, str], ramp: tuple[str, ...]) -> str:
    """Return the colours of one theme as CSS custom properties."""
    named = [f"--{name}:{value}" for name, value in colours.items()]
    return ";".join(named + [f"--p{step}:{value}" for step, value in enumerate(ramp)])


def style() -> str:
    """Return the CSS that sets the colours: light, dark where asked for, and light again in print."""
    light, dark, printed = (
        variables(*theme) for theme in ((LIGHT, LIGHT_RAMP), (DARK, DARK_RAMP), (PRINT, LIGHT_RAMP))
    )
    return "\n".join(
        (
            f":root{{color-scheme:light;{light}}}",
            "@media (prefers-color-scheme:dark){:root:not([data-theme=light])"
            f"{{color-scheme:dark;{dark}}}}}",
            f":root[data-theme=dark]{{color-scheme:dark;{dark}}}",
            f"@media print{{:root:root,:root:root[data-theme]{{color-scheme:light;{printed}}}}}",
        )
    )
