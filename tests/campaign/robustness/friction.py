"""Darcy friction factors written apart from linepack, laminar below Re 2000 and blended up to 4000."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LAMINAR_END = 2000.0


def _colebrook_white(reynolds: Array, rough: Array) -> Array:
    root = np.full(np.shape(reynolds), 8.0)
    for _ in range(60):  # a contraction; the error falls tenfold a turn
        root = -2.0 * np.log10(rough / 3.71 + 2.51 * root / reynolds)
    return 1.0 / root**2


def _hofer(reynolds: Array, rough: Array) -> Array:
    return 1.0 / (2.0 * np.log10(4.518 / reynolds * np.log10(reynolds / 7.0) + rough / 3.71)) ** 2


def _nikuradse(reynolds: Array, rough: Array) -> Array:
    return 1.0 / (2.0 * np.log10(3.71 / rough)) ** 2 + 0.0 * reynolds


def _haaland(reynolds: Array, rough: Array) -> Array:
    return 1.0 / (1.8 * np.log10((rough / 3.7) ** 1.11 + 6.9 / reynolds)) ** 2


LAWS = {
    "colebrook_white": _colebrook_white,
    "hofer": _hofer,
    "nikuradse": _nikuradse,
    "haaland": _haaland,
}


def drag(law: str, reynolds: Array, rough: Array) -> Array:
    """Return λ Re, (n,)."""
    inside = np.maximum(reynolds, LAMINAR_END)
    turbulent = LAWS[law](inside, rough) * inside
    t = np.minimum(inside / LAMINAR_END - 1.0, 1.0)
    return 64.0 + t**3 * (10.0 - 15.0 * t + 6.0 * t**2) * (turbulent - 64.0)
