"""Where a value comes from."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What is known about the origin of a value.

    A value that nothing is said about has the defaults: an estimate of low confidence.

    Attributes
    ----------
    source
        Document, page or address; empty for an estimate.
    as_of
        Date of the source, as the source gives it.
    confidence
        ``high``, ``medium`` or ``low``.
    basis
        ``sourced``, ``memory``, ``inferred`` or ``estimate``.
    low, high
        Range of the value in SI; NaN where none is stated.
    note
        Anything else worth knowing.
    scope
        What the statement speaks of: ``column`` (this value), ``row`` (its whole row) or ``none``.
    """

    source: str = ""
    as_of: str = ""
    confidence: str = "low"
    basis: str = "estimate"
    low: float = math.nan
    high: float = math.nan
    note: str = ""
    scope: str = "none"
