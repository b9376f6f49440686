"""Figures of a text: value, unit, bound, rate, period, kind, status, flow and asset of each."""

from __future__ import annotations

from linepack.records.quantities.find import find_quantities

__all__ = ["find_quantities"]
