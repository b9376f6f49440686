"""Dates and periods of a text, as first and last day with how exactly they are known."""

from __future__ import annotations

from linepack.records.times.find import doubts_of, find_times

__all__ = ["doubts_of", "find_times"]
