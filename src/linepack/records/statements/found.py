"""What the word lists found in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from linepack.records.lexicon import Hit


class Found(NamedTuple):
    """The hits of each list, in order of the text."""

    acts: list[Hit]
    features: list[Hit]
    topics: list[Hit]
