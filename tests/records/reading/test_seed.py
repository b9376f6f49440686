"""The starting document, where it is at hand: counts and positions are asserted, no words are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linepack.records.reading import read_document

SHARED = Path(__file__).resolve().parents[4] / "shared"


@pytest.fixture(scope="module")
def seed():
    paths = sorted((SHARED / "seed").glob("*.txt")) if (SHARED / "seed").is_dir() else []
    if not paths:
        pytest.skip("the starting document lies outside the repository and is not here")
    return read_document(paths[0].read_bytes(), name=paths[0].name)


@pytest.fixture(scope="module")
def gold():
    path = SHARED / "record" / "gold-seed.json"
    if not path.is_file():
        pytest.skip("the annotation of the starting document lies outside the repository and is not here")
    return json.loads(path.read_text(encoding="utf-8"))


def test_it_has_as_many_sentences_and_paragraphs_as_the_annotation_says(seed, gold):
    assert len(seed.sentences) == gold["source"]["sentences"]
    assert seed.sentences[-1].paragraph == gold["source"]["paragraphs"]


def test_every_annotated_position_names_the_sentence_that_holds_its_words(seed, gold):
    positions = [
        row["pos"] for layer in ("noise", "statements", "quantities", "events") for row in gold[layer]
    ]
    flat = [p for pos in positions for p in (pos if isinstance(pos, list) else [pos])]
    assert flat
    for position in flat:
        sentence = seed.sentences[position["s"] - 1]
        assert position["key"] in sentence.text
        assert sentence.paragraph == position.get("p", sentence.paragraph)


def test_the_noise_is_that_of_the_annotation(seed, gold):
    found = [(noise.sentence, noise.kind) for noise in seed.noise]
    assert found == [(row["pos"]["s"], row["kind"]) for row in gold["noise"]]
    for noise, row in zip(seed.noise, gold["noise"], strict=True):
        assert noise.span.of(seed.text).startswith(row["pos"]["key"])


def test_it_is_dated_by_its_header_line_with_the_zone(seed, gold):
    assert seed.published is not None
    assert seed.published.time is not None
    assert seed.published.time.isoformat(timespec="minutes") == gold["source"]["published"]
    assert seed.language == gold["source"]["lang"]
    assert seed.byline == gold["source"]["byline"]
