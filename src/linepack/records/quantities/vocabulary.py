"""The word lists of ``words.csv`` as tables and compiled patterns."""

from __future__ import annotations

import re
from functools import cache

from linepack.records.plain import fold, word_tables


def table(name: str) -> dict[str, str]:
    """Return a word list by its names; the words of each are parted by ``|``."""
    return word_tables("linepack.records.quantities")[name]


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a compiled pattern of the table ``pattern``."""
    return re.compile(fold(table("pattern")[name]).replace(r"\z", r"\Z"))
