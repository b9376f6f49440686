"""Faces: linearised scalar functions of (in, out, flow), and their smallest and largest.

A controllable element is one equation ``F(in, out, flow) = 0`` built from minima and maxima of faces
(docs/theory/steady.md, eq. 7 to 10). A :class:`Face` carries value and derivatives of one face for all
elements of a kind; :func:`lowest` and :func:`highest` combine them exactly or smoothed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = NDArray[np.float64]

ABSENT: Final = 1e30
"""Scaled value of a face that is not there: far above every face that is, also where potentials run away."""


@dataclass(frozen=True)
class Face:
    """Value and derivatives of a scaled function of (in, out, flow) for n elements.

    Attributes
    ----------
    value, d_in, d_out, d_flow
        Each (n,).
    """

    value: Array
    d_in: Array
    d_out: Array
    d_flow: Array

    @classmethod
    def of(cls, value: Array, d_in: Array | float, d_out: Array | float, d_flow: Array | float) -> Face:
        """Build a face, spreading scalar derivatives over all elements."""
        shape = np.shape(value)
        spread = (np.broadcast_to(np.asarray(part, dtype=float), shape) for part in (d_in, d_out, d_flow))
        return cls(np.asarray(value, dtype=float), *spread)

    def where(self, present: NDArray[np.bool_]) -> Face:
        """Return the face with :data:`ABSENT` and zero slope where it is not present."""
        keep = np.where(present, 1.0, 0.0)
        value = np.where(present, self.value, ABSENT)
        return Face(value, self.d_in * keep, self.d_out * keep, self.d_flow * keep)


@dataclass(frozen=True)
class Chosen:
    """A combined face and, for each element, the index of the face that decided it."""

    face: Face
    index: NDArray[np.intp]


def lowest(faces: Sequence[Face], smoothing: float = 0.0) -> Chosen:
    """Return the smallest of the faces, element by element.

    Parameters
    ----------
    faces
        At least one face, all of n elements.
    smoothing
        Width of the rounding of each kink (Chen–Harker–Kanzow–Smale), in the faces' scale; 0 is exact.
    """
    return _combine(faces, -1.0, smoothing)


def highest(faces: Sequence[Face], smoothing: float = 0.0) -> Chosen:
    """Return the largest of the faces, element by element; see :func:`lowest`."""
    return _combine(faces, 1.0, smoothing)


def _combine(faces: Sequence[Face], sign: float, smoothing: float) -> Chosen:
    index = np.argmax(sign * np.stack([face.value for face in faces]), axis=0)
    result = faces[0]
    for other in faces[1:]:
        result = _pair(result, other, sign, smoothing)
    return Chosen(result, index)


def _pair(a: Face, b: Face, sign: float, smoothing: float) -> Face:
    """Combine two faces; the exact choice adds nothing, so that an absent face costs no digits."""
    gap = sign * (a.value - b.value)
    first = gap >= 0.0
    value = np.where(first, a.value, b.value)
    weight = np.where(first, 1.0, 0.0)
    if smoothing > 0.0:
        width = np.hypot(gap, 2.0 * smoothing)
        value = value + sign * 2.0 * smoothing * smoothing / (width + np.abs(gap))
        weight = 0.5 * (1.0 + gap / width)
    rest = 1.0 - weight
    return Face(
        value,
        weight * a.d_in + rest * b.d_in,
        weight * a.d_out + rest * b.d_out,
        weight * a.d_flow + rest * b.d_flow,
    )
