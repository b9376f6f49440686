"""Documents of one sentence or a few, laid out by hand for the tests of single layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linepack.records.model import Anchor, Document, Mention, Moment, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


def _written(*sentences: str, language: str = "en", published: date | None = None) -> Document:
    rows, position = [], 0
    for number, words in enumerate(sentences, 1):
        rows.append(Sentence(number, number, Span(position, position + len(words)), words))
        position += len(words) + 1
    moment = Moment(published, "day", "header") if published else None
    return Document("\n".join(sentences), "made-up", "text", "0" * 64, language, moment, tuple(rows), ())


def _mention(document: Document, form: str, group: str, ref: str, role: str = "", nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(form, start + 1)
    span = Span(start, start + len(form))
    return Mention(Anchor(document.sentence_at(start).number, span, "by hand"), group, ref, form, role)


@pytest.fixture
def written() -> Callable[..., Document]:
    """Lay out sentences, one line each, as a document: ``written(*sentences, language=, published=)``."""
    return _written


@pytest.fixture
def mention() -> Callable[..., Mention]:
    """Name the nth form in a document: ``mention(document, form, group, ref, role="", nth=0)``."""
    return _mention
