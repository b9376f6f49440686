"""The word tables of the reader: CSV files beside this one."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table, each as column to text.

    Examples
    --------
    >>> rows("months")[0]["names"].split()[0]
    'january'
    """
    text = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def words(name: str, use: str) -> frozenset[str]:
    """Return the words of one use in a table with the columns ``use`` and ``words``.

    Examples
    --------
    >>> "mln" in words("word_lists", "may_end")
    True
    """
    return frozenset(word for row in rows(name) if row["use"] == use for word in row["words"].split())
