"""Words that carry a full stop without ending a sentence, and words that open one."""

from __future__ import annotations

from typing import Final

from linepack.records.reading.months import MONTHS
from linepack.records.reading.tables import words

BEFORE_NAMES: Final = words("word_lists", "before_names")
"""Titles and the like: what follows belongs to them."""

BEFORE_NUMBERS: Final = words("word_lists", "before_numbers")
"""Words that carry a stop before a number."""

MAY_END: Final = words("word_lists", "may_end")
"""Units, company forms and phrases: a sentence may end with them, and the next word decides."""

ORDINAL_LANGUAGES: Final = words("word_lists", "ordinal_languages")
"""Languages that write an ordinal number with a full stop."""

STARTERS: Final = words("word_lists", "starters")
"""Words that open sentences far more often than they follow an abbreviation."""

MONTH_NAMES: Final = frozenset(MONTHS)
"""Names of months: a number with a stop before one is a day."""
