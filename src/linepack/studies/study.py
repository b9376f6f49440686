"""A finished study: the answer, and every table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

COMPLETE = "complete"


@dataclass(frozen=True)
class Study:
    """The result of :func:`linepack.run_study`.

    Attributes
    ----------
    name, title, question
        What was studied.
    status
        ``complete``, or ``incomplete`` where an answer failed; its row says why.
    headline
        The answer in one sentence.
    answers_in_words
        One sentence per further finding.
    notes
        What a reader must know to use the numbers.
    as_of
        Date of the newest fact behind it (ISO).
    seed, n_samples
        Of the uncertainty bands.
    reference
        What a cubic metre is in every table, in words.
    tables
        Tables by name; see docs/reference/study-tables.md.
    """

    name: str
    title: str
    question: str
    status: str
    headline: str
    answers_in_words: tuple[str, ...]
    notes: tuple[str, ...]
    as_of: str
    seed: int
    n_samples: int
    reference: str
    tables: Mapping[str, pd.DataFrame]

    @property
    def message(self) -> str:
        """The headline."""
        return self.headline

    def to_dict(self) -> dict[str, Any]:
        """Return the study as plain values: status, message, findings and one list of records per table."""
        head: dict[str, Any] = {
            "status": self.status,
            "message": self.headline,
            "findings": [],
            "name": self.name,
            "title": self.title,
            "question": self.question,
            "answers_in_words": list(self.answers_in_words),
            "notes": list(self.notes),
            "as_of": self.as_of,
            "seed": self.seed,
            "n_samples": self.n_samples,
            "reference": self.reference,
        }
        records = {
            name: [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
            for name, table in self.tables.items()
        }
        return head | records
