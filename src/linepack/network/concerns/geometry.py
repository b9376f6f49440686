"""Pipes whose measures do not go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.constants import EARTH_RADIUS
from linepack.network.network import UNKNOWN
from linepack.network.places import bounded, error, warning

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from linepack.errors import Finding
    from linepack.network.network import Network

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]

WALL_TOLERANCE: Final = 0.01
"""Difference of outer diameter and inner diameter plus two walls that rounding explains. [-]"""

SHORTEST: Final = 0.7
"""A pipe may be this much shorter than the straight line: coordinates are often those of a town. [-]"""

LONGEST: Final = 5.0
"""A pipe this much longer than the straight line has its length in a wrong unit. [-]"""

SLACK: Final = 10e3
"""Distances below this say nothing about a length. [m]"""


def geometry(network: Network) -> list[Finding]:
    """Return pipes whose friction is unknown or whose measures contradict each other."""
    pipes = network.table("pipes")
    return [*_friction(pipes), *_walls(pipes), *_routes(network, pipes)]


def _friction(pipes: pd.DataFrame) -> list[Finding]:
    diameter, roughness = _numbers(pipes, "diameter"), _numbers(pipes, "roughness")
    unknown = np.isnan(roughness) & np.isnan(_numbers(pipes, "friction_factor"))
    neither = "neither roughness nor friction factor is given."
    remedy = "Give the roughness in m; new lined pipe has about 1e-5 m."
    too_rough = (2.0 * roughness >= diameter) & (diameter > 0.0)
    beyond = "the roughness is not below the inner radius."
    return [
        *_told(pipes, unknown, "roughness", error, neither, remedy),
        *_told(pipes, too_rough, "roughness", error, beyond, "Give it in m; 0.01 mm is 1e-5 m."),
    ]


def _walls(pipes: pd.DataFrame) -> list[Finding]:
    diameter, outer = _numbers(pipes, "diameter"), _numbers(pipes, "outer_diameter")
    inner = outer - 2.0 * _numbers(pipes, "wall_thickness")
    no_wall = "the outer diameter is not above the inner one."
    remedy = "diameter is the inner one; correct one of the two."
    differ = (np.abs(inner - diameter) > WALL_TOLERANCE * diameter) & (outer > diameter)
    other = "the inner diameter is not the outer one less two walls."
    return [
        *_told(pipes, outer <= diameter, "outer_diameter", error, no_wall, remedy),
        *_told(pipes, differ, "diameter", warning, other, "Correct one of the three."),
    ]


def _routes(network: Network, pipes: pd.DataFrame) -> list[Finding]:
    length, distance = _numbers(pipes, "length"), _distance(network)
    steep = "the pipe is shorter than its ends differ in height."
    remedy = "Correct the length or the elevations."
    far = (distance > SLACK) & ((length < SHORTEST * distance) | (length > LONGEST * distance))
    other = "the length does not go with the coordinates of its ends."
    return [
        *_told(pipes, _rise(network) > length, "length", error, steep, remedy),
        *_told(pipes, far, "length", warning, other, "Correct the length or the coordinates."),
    ]


def _numbers(pipes: pd.DataFrame, column: str) -> Array:
    return pipes[column].to_numpy(dtype=float)


def _told(
    pipes: pd.DataFrame,
    wrong: Mask,
    column: str,
    make: Callable[[str, str, str, str, str], Finding],
    finding: str,
    remedy: str,
) -> list[Finding]:
    return bounded(make("pipes", str(row), column, finding, remedy) for row in pipes.index[wrong])


def _ends(network: Network, column: str) -> tuple[Array, Array]:
    """Return a column of the nodes at both ends of the pipes, (n_pipes,) each; NaN at unknown nodes."""
    values = np.append(network.table("nodes")[column].to_numpy(dtype=float), np.nan)
    first, last = (network.node_rows("pipes", end) for end in ("from_node", "to_node"))
    return values[np.where(first == UNKNOWN, -1, first)], values[np.where(last == UNKNOWN, -1, last)]


def _rise(network: Network) -> Array:
    low, high = _ends(network, "elevation")
    return np.abs(high - low)


def _distance(network: Network) -> Array:
    """Return the great-circle distance between the ends of the pipes, (n_pipes,). [m]"""
    latitude = [np.radians(end) for end in _ends(network, "latitude")]
    longitude = [np.radians(end) for end in _ends(network, "longitude")]
    across = np.sin((latitude[1] - latitude[0]) / 2) ** 2
    along = np.cos(latitude[0]) * np.cos(latitude[1]) * np.sin((longitude[1] - longitude[0]) / 2) ** 2
    return np.asarray(2.0 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(across + along, 0.0, 1.0))))
