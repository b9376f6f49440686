"""What the word lists found in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linepack.records.lexicon import Hit


@dataclass(frozen=True)
class Found:
    """The hits of each list, in order of the text."""

    acts: list[Hit]
    features: list[Hit]
    topics: list[Hit]
