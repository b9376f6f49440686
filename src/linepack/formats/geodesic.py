"""Lengths on the ellipsoid of WGS 84."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from linepack.constants import EARTH_RADIUS

Array = NDArray[np.float64]

EQUATOR: Final = 6_378_137.0
"""Radius at the equator. [m]"""

FLATTENING: Final = 1.0 / 298.257_223_563
"""Flattening. [-]"""

STEPS: Final = 30
"""Steps of the iteration; points that are not next to opposite need three or four."""

CLOSE: Final = 1e-13
"""Change of the longitude on the sphere below which the iteration has ended: 1e-6 m. [rad]"""


def distances(longitude: Array, latitude: Array) -> Array:
    r"""Return the length of the geodesic from each point to the next, (n - 1,). [m]

    Parameters
    ----------
    longitude, latitude : (n,)
        Places of the points. [deg]

    Notes
    -----
    Vincenty's inverse formula, accurate to less than a millimetre. Between points that are nearly opposite to
    each other, where it does not converge, the great circle on a sphere stands in, accurate to 0.5 %.

    References
    ----------
    .. [1] T. Vincenty, Survey Review 23 (1975) 88.

    Examples
    --------
    >>> distances(np.array([0.0, 1.0, 1.0]), np.array([45.0, 45.0, 46.0])).round(1)
    array([ 78846.3, 111141.5])
    """
    east, north = np.radians(longitude), np.radians(latitude)
    reduced = np.arctan((1.0 - FLATTENING) * np.tan(north))
    apart = np.diff(east)
    apart = (apart + np.pi) % (2.0 * np.pi) - np.pi
    sine, cosine = np.sin(reduced), np.cos(reduced)
    sphere = apart.copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(STEPS):
            before = sphere
            arc = _Arc.between(sine, cosine, sphere)
            sphere = apart + arc.correction()
            if np.all(~(np.abs(sphere - before) > CLOSE)):
                break
        length = arc.length()
    settled = np.abs(sphere - before) <= CLOSE
    same = (apart == 0.0) & (np.diff(north) == 0.0)
    return np.where(same, 0.0, np.where(settled, length, _great_circle(north, apart)))


class _Arc:
    """The arc on the auxiliary sphere between points and the next ones."""

    def __init__(self, angle: Array, sine: Array, cosine: Array, azimuth: Array, middle: Array) -> None:
        self._angle, self._sine, self._cosine = angle, sine, cosine
        self._azimuth, self._middle = azimuth, middle

    @classmethod
    def between(cls, sine: Array, cosine: Array, sphere: Array) -> _Arc:
        s1, s2, c1, c2 = sine[:-1], sine[1:], cosine[:-1], cosine[1:]
        across, along = c2 * np.sin(sphere), c1 * s2 - s1 * c2 * np.cos(sphere)
        sin_angle = np.hypot(across, along)
        cos_angle = s1 * s2 + c1 * c2 * np.cos(sphere)
        azimuth = np.where(sin_angle > 0.0, c1 * c2 * np.sin(sphere) / sin_angle, 0.0)
        squared = 1.0 - azimuth**2
        middle = np.where(squared > 0.0, cos_angle - 2.0 * s1 * s2 / squared, 0.0)
        return cls(np.arctan2(sin_angle, cos_angle), sin_angle, cos_angle, azimuth, middle)

    def correction(self) -> Array:
        """Return by how much the longitude on the sphere exceeds that on the ellipsoid, (n - 1,). [rad]"""
        squared = 1.0 - self._azimuth**2
        c = FLATTENING / 16.0 * squared * (4.0 + FLATTENING * (4.0 - 3.0 * squared))
        inner = self._middle + c * self._cosine * (2.0 * self._middle**2 - 1.0)
        return np.asarray((1.0 - c) * FLATTENING * self._azimuth * (self._angle + c * self._sine * inner))

    def length(self) -> Array:
        """Return the length on the ellipsoid, (n - 1,). [m]"""
        polar = EQUATOR * (1.0 - FLATTENING)
        u = (1.0 - self._azimuth**2) * (EQUATOR**2 - polar**2) / polar**2
        a = 1.0 + u / 16384.0 * (4096.0 + u * (u * (320.0 - 175.0 * u) - 768.0))
        b = u / 1024.0 * (256.0 + u * (u * (74.0 - 47.0 * u) - 128.0))
        twice = 2.0 * self._middle**2 - 1.0
        last = b / 6.0 * self._middle * (4.0 * self._sine**2 - 3.0) * (4.0 * self._middle**2 - 3.0)
        change = b * self._sine * (self._middle + b / 4.0 * (self._cosine * twice - last))
        return np.asarray(polar * a * (self._angle - change))


def _great_circle(north: Array, apart: Array) -> Array:
    """Return lengths on a sphere, (n - 1,). [m]"""
    first, second = north[:-1], north[1:]
    chord = np.sin(0.5 * (second - first)) ** 2 + np.cos(first) * np.cos(second) * np.sin(0.5 * apart) ** 2
    return np.asarray(2.0 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))))
