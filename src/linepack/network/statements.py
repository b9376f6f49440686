"""Checks of single statements of the provenance table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linepack.network.places import bounded, error
from linepack.network.schema import provenance_schema
from linepack.network.tables import numbers_of, texts
from linepack.network.values import value_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from linepack.errors import Finding

SUBJECT = ["table", "id", "column"]
"""What a statement speaks of."""


def provenance_findings(statements: pd.DataFrame) -> list[Finding]:
    """Return everything that is wrong with statements, whatever network they speak of."""
    low, high = (numbers_of(statements, name) for name in ("low", "high"))
    no_column = ~(np.isnan(low) & np.isnan(high)) & (texts(statements, "column") == "")
    swapped = np.flatnonzero(low > high)
    twice, join = "a second statement about {}.", "Keep one of the two; put the other source into its note."
    lost, name_it = "a range without a column, for {}.", "Name the column that low and high belong to."
    return bounded(
        [
            *_each(statements, _repeated(statements), "column", twice, join),
            *_each(statements, np.flatnonzero(no_column), "low", lost, name_it),
            *_each(statements, swapped, "low", "low is above high for {}.", "Swap the two."),
            *value_findings(provenance_schema(), statements, range(1, len(statements) + 1)),
        ]
    )


def _repeated(statements: pd.DataFrame) -> list[int]:
    """Return the positions of the statements that speak of what an earlier one speaks of."""
    subjects = list(zip(*(texts(statements, name) for name in SUBJECT), strict=True))
    if len(set(subjects)) == len(subjects):
        return []
    return np.flatnonzero(statements.duplicated(SUBJECT)).tolist()


def _each(
    statements: pd.DataFrame, wrong: Iterable[int], column: str, words: str, remedy: str
) -> list[Finding]:
    """Return one finding per wrong statement; its row is the number of the statement, from 1."""
    return [
        error("provenance", str(at + 1), column, words.format(_subject(statements, at)), remedy)
        for at in map(int, wrong)
    ]


def _subject(statements: pd.DataFrame, number: int) -> str:
    table, row, column = (str(statements[name].iloc[number]) for name in SUBJECT)
    return f"{table}[{row}]" + (f".{column}" if column else "")
