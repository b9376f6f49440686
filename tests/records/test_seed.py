"""The starting document through the whole chain, against its annotation, where both are at hand.

The scorer is the one that stands beside the annotation; no words of either enter this file.
"""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from pathlib import Path

import pytest

from linepack.records.exports.gold import to_gold
from linepack.records.extract import extract
from linepack.records.reading import read_document

SHARED = Path(__file__).resolve().parents[3] / "shared"
LAYERS = ("quantities", "statements", "events", "commitments", "projects")
GROUPS = ("persons", "orgs", "places", "assets")


@pytest.fixture(scope="module")
def score():
    path = SHARED / "record" / "score.py"
    if not path.is_file():
        pytest.skip("the scorer lies outside the repository and is not here")
    spec = importlib.util.spec_from_file_location("record_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold():
    path = SHARED / "record" / "gold-seed.json"
    if not path.is_file():
        pytest.skip("the annotation of the starting document lies outside the repository and is not here")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def extraction():
    paths = sorted((SHARED / "seed").glob("*.txt")) if (SHARED / "seed").is_dir() else []
    if not paths:
        pytest.skip("the starting document lies outside the repository and is not here")
    return extract(read_document(paths[0].read_bytes(), name=paths[0].name))


@pytest.fixture(scope="module")
def system(extraction):
    return json.loads(json.dumps(to_gold(extraction)))


def f1(matched, gold, system):
    return 2 * matched / (gold + system) if gold + system else 1.0


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_is_found(score, gold, system, layer):
    fit, _ = score.LAYERS[layer]
    expected = score.resolve(json.loads(json.dumps(gold)))[layer]
    got = score.resolve(json.loads(json.dumps(system)))[layer]
    assert f1(len(score.pair(expected, got, fit)), len(expected), len(got)) >= 0.95


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_of_entities_is_found(score, gold, system, group):
    expected, got = gold["entities"][group], system["entities"][group]
    assert f1(len(score.pair(expected, got, score.fit_entity)), len(expected), len(got)) >= 0.95


def test_fields_are_right_on_what_matches(score, gold, system):
    expected, got = (score.resolve(json.loads(json.dumps(side))) for side in (gold, system))
    wrong = defaultdict(list)
    for layer, (fit, tests) in score.LAYERS.items():
        for one, other in score.pair(expected[layer], got[layer], fit):
            for name, test in tests.items():
                if (name in one or name in ("level", "flow", "participants")) and not test(one, other):
                    wrong[f"{layer}.{name}"].append(one.get("id"))
    assert not wrong


def test_all_noise_is_found(score, gold, system):
    expected = {score.place(row)[0] for row in gold["noise"]}
    assert {score.place(row)[0] for row in system["noise"]} == expected


def test_the_variants_of_names_are_resolved(gold, system):
    got = {variant for row in system["name_variants"] for variant in row["variants"]}
    assert {variant for row in gold["name_variants"] for variant in row["variants"]} <= got


def test_nothing_forbidden_is_recorded(gold, system):
    gas = [row for row in system["statements"] if "gas" in row["topics"] or "SGC" in row["about"]]
    assert gas
    assert all(row["level"] < 3 and len(row["by"]) == 2 and row["collective"] for row in gas)
    assert not [row for row in system["commitments"] if row["kind"] in ("supply contract", "option")]
    signed = [row for row in system["commitments"] if row["status"] == "signed"]
    assert [row["subject"] for row in signed] == [None]
    assert not [row for row in system["quantities"] if row["value"] in (24, 44, 100)]
    people = {p["ref"] for row in system["events"] for p in row["participants"]}
    absent = {row["id"] for row in system["entities"]["persons"] if row.get("role")}
    assert absent
    assert not people & absent
    media = {row["id"] for row in system["entities"]["orgs"] if row["kind"] == "media"}
    assert not people & media


def test_every_row_stands_in_the_text(extraction):
    text, sentences = extraction.document.text, extraction.document.sentences
    rows = [
        *extraction.statements,
        *extraction.quantities,
        *extraction.other_numbers,
        *extraction.commitments,
    ]
    for anchor in [row.anchor for row in rows] + [a for row in extraction.events for a in row.anchors]:
        assert anchor.span.of(text).strip()
        assert sentences[anchor.sentence - 1].span.holds(anchor.span)
