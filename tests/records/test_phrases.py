"""Patterns that are run only where letters of a match stand find what they find without that."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import linepack.records
from linepack.records.phrases import Phrases, letters_of

ARTICLES = Path(__file__).parent / "articles"


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"gas|pipes?", {"gas", "pipe"}),
        (r"\bbuil[dt]\b", {"buil"}),
        (r"(?:the )?line", {"the line", "line"}),
        (r"(?:an?|two)\s+(?:source|trader)s?", {"source", "trader"}),
        (r"not (?:[(|]|yet) due", {"not ", " due"}),
        (r"\(eur\) per(?=\d)", {" per"}),
        (r"a{2,3}bc+d", {"bc"}),
    ],
)
def test_letters_stand_in_every_match(pattern: str, letters: set[str]) -> None:
    found = letters_of(pattern)
    assert found <= letters
    assert "" not in found


@pytest.mark.parametrize("pattern", [r"\w+\d", r"gas|[ab]\d", r"(?:gas)?\s\d", r"x?\s"])
def test_a_phrase_without_letters_is_told(pattern: str) -> None:
    assert "" in letters_of(pattern)


def test_a_pattern_without_letters_is_still_searched_for() -> None:
    assert Phrases(r"\d+").search("12 bcm")[0] == "12"  # type: ignore[index]


def test_the_stretch_is_kept_to() -> None:
    works = Phrases("built")
    assert works.search("built here", 2) is None
    assert works.search("built here", 0, 4) is None
    assert works.search("", 3) is None
    assert [match.start() for match in works.finditer("built, built")] == [0, 7]


def used() -> dict[str, Phrases]:
    """Return every such pattern of the record."""
    found = {}
    for info in pkgutil.walk_packages(linepack.records.__path__, "linepack.records."):
        if ".exports" not in info.name and ".proposals" not in info.name:
            for name, value in vars(importlib.import_module(info.name)).items():
                rows = value if isinstance(value, tuple) else (value,)
                members = [one for row in rows for one in (row if isinstance(row, tuple) else (row,))]
                phrases = [one for one in members if isinstance(one, Phrases)]
                found |= {f"{info.name}.{name} {number}": one for number, one in enumerate(phrases)}
    return found


def test_no_match_of_the_record_is_lost() -> None:
    texts = [path.read_text(encoding="utf-8").lower() for path in sorted(ARTICLES.glob("*.txt"))]
    lines = [line for text in texts for line in text.splitlines() if line]
    patterns = used()
    assert len(patterns) > 30
    for name, phrases in patterns.items():
        plain = re.compile(phrases.pattern)
        lost = [line for line in lines if not phrases.may_be_in(line) and plain.search(line)]
        assert not lost, name
