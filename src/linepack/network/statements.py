"""Checks of single statements of the provenance table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linepack.network.places import bounded, error
from linepack.network.schema import provenance_schema
from linepack.network.values import value_findings

if TYPE_CHECKING:
    import pandas as pd

    from linepack.errors import Finding

SUBJECT = ["table", "id", "column"]
"""What a statement speaks of."""


def provenance_findings(statements: pd.DataFrame) -> list[Finding]:
    """Return everything that is wrong with statements, whatever network they speak of."""
    low, high = statements["low"], statements["high"]
    twice, join = "a second statement about {}.", "Keep one of the two; put the other source into its note."
    no_column = (low.notna() | high.notna()) & (statements["column"] == "")
    name_it = "Name the column that low and high belong to."
    named = statements.set_axis([str(number + 1) for number in statements.index], axis=0)
    return bounded(
        [
            *_each(statements, statements.duplicated(SUBJECT), "column", twice, join),
            *_each(statements, no_column, "low", "a range without a column, for {}.", name_it),
            *_each(statements, low > high, "low", "low is above high for {}.", "Swap the two."),
            *value_findings(provenance_schema(), named),
        ]
    )


def _each(
    statements: pd.DataFrame, wrong: pd.Series[bool], column: str, words: str, remedy: str
) -> list[Finding]:
    """Return one finding per wrong statement; its row is the number of the statement, from 1."""
    return [
        error("provenance", str(number + 1), column, words.format(_subject(statements, number)), remedy)
        for number in statements.index[wrong]
    ]


def _subject(statements: pd.DataFrame, number: int) -> str:
    table, row, column = (str(statements.loc[number, name]) for name in SUBJECT)
    return f"{table}[{row}]" + (f".{column}" if column else "")
