"""Lambert conformal conic projection of a sphere, and its fit into a frame.

Two standard parallels keep shapes and, near them, lengths; that suits a region much longer from east
to west than from south to north.

References
----------
.. [1] J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987,
       equations 15-1 to 15-4 and 14-1, 14-2, 14-4 (sphere).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linepack.constants import EARTH_RADIUS
from linepack.units import KILO

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Lambert:
    """Lambert conformal conic projection.

    Attributes
    ----------
    south, north
        Standard parallels. [deg]
    latitude, longitude
        Origin; the central meridian runs straight up. [deg]
    """

    south: float
    north: float
    latitude: float
    longitude: float
    cone: float = field(init=False)
    scale: float = field(init=False)
    radius: float = field(init=False)

    def __post_init__(self) -> None:
        south, north = math.radians(self.south), math.radians(self.north)
        stretch = math.log(half(north) / half(south))
        cone = math.log(math.cos(south) / math.cos(north)) / stretch
        scale = EARTH_RADIUS * math.cos(south) * half(south) ** cone / cone
        object.__setattr__(self, "cone", cone)
        object.__setattr__(self, "scale", scale)
        object.__setattr__(self, "radius", scale / half(math.radians(self.latitude)) ** cone)

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return east and north of a place. [m]"""
        rho = self.scale / half(math.radians(latitude)) ** self.cone
        angle = self.cone * math.radians(longitude - self.longitude)
        return rho * math.sin(angle), self.radius - rho * math.cos(angle)


def half(latitude: float) -> float:
    """Return tan(pi/4 + latitude/2), latitude in radians."""
    return math.tan(math.pi / 4.0 + latitude / 2.0)


@dataclass(frozen=True)
class Frame:
    """A picture of the map: places in degrees to points in the picture, y downwards.

    Attributes
    ----------
    projection
        The projection behind it.
    west, top
        Projected place of the upper left corner. [m]
    metres
        Metres on the ground for one unit of the picture.
    width, height
        Size of the picture.
    """

    projection: Lambert
    west: float
    top: float
    metres: float
    width: float
    height: float

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the point of a place given in degrees."""
        east, north = self.projection(longitude, latitude)
        return (east - self.west) / self.metres, (self.top - north) / self.metres

    def shows(self, point: tuple[float, float], margin: float = 0.0) -> bool:
        """Tell whether a point lies in the picture, at least ``margin`` from its edge."""
        x, y = point
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def units(self, kilometres: float) -> float:
        """Return the length in the picture of a length on the ground. [km]"""
        return kilometres * KILO / self.metres


def fitted(projection: Lambert, places: Iterable[tuple[float, float]], width: float) -> Frame:
    """Return the frame of a given width that just holds all places (longitude, latitude). [deg]"""
    points = [projection(*place) for place in places]
    east, north = [x for x, _ in points], [y for _, y in points]
    metres = (max(east) - min(east)) / width
    return Frame(projection, min(east), max(north), metres, width, (max(north) - min(north)) / metres)
