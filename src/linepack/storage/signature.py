"""A fingerprint of a text: near-copies share most of its 64 bits, whatever their headline and line breaks."""

from __future__ import annotations

import re
from typing import Final
from zlib import crc32

import numpy as np

WORD: Final = re.compile(r"\w+")

SHINGLE: Final = 3
"""Words hashed together: word order counts."""

NEAR: Final = 5
"""Bits in which a near-copy may differ."""

BANDS: Final = NEAR + 1
"""Bands that are looked up: of two texts within ``NEAR`` bits one band is equal for sure."""

BAND_BITS: Final = (11, 11, 11, 11, 10, 10)
"""Their widths."""

_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_BITS: Final = np.arange(64, dtype=np.uint64)


def signature(text: str) -> int:
    """Return the simhash of a text, 64 bits.

    References
    ----------
    M. S. Charikar, 2002, Similarity estimation techniques from rounding algorithms, STOC.
    """
    words = np.array([crc32(word.encode()) for word in WORD.findall(text.casefold())], dtype=np.uint64)
    if len(words) < SHINGLE:
        words = np.pad(words, (0, SHINGLE - len(words)))
    with np.errstate(over="ignore"):
        mixed = words[: len(words) - SHINGLE + 1].copy()
        for step in range(1, SHINGLE):
            mixed = mixed * _MULTIPLIER + words[step : len(words) - SHINGLE + 1 + step]
            mixed ^= mixed >> np.uint64(29)
        mixed = np.unique(mixed * _MULTIPLIER)
    set_bits = (mixed[:, None] >> _BITS) & np.uint64(1)
    votes = 2 * set_bits.sum(axis=0, dtype=np.int64) - len(mixed)
    return int(np.bitwise_or.reduce(np.where(votes > 0, np.uint64(1) << _BITS, np.uint64(0))))


def bands(value: int) -> tuple[int, ...]:
    """Return the bands of a fingerprint, lowest bits first."""
    found = []
    for width in BAND_BITS:
        found.append(value & ((1 << width) - 1))
        value >>= width
    return tuple(found)


def distance(one: int, other: int) -> int:
    """Return the number of bits in which two fingerprints differ."""
    return (one ^ other).bit_count()
