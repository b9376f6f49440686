"""The starting document, where it lies beside the repository: every layer of names as annotated."""

import json
from pathlib import Path

import pytest

from linepack.records.entities import find_entities, find_mentions
from linepack.records.gazetteer import fold
from linepack.records.reading import read_document

SHARED = Path(__file__).resolve().parents[4] / "shared"
pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason="the shared folder with the starting document is absent"
)


@pytest.fixture(scope="module")
def document():
    path = next((SHARED / "seed").glob("*.txt"))
    return read_document(path.read_bytes(), name=path.name)


@pytest.fixture(scope="module")
def gold():
    return json.loads((SHARED / "record" / "gold-seed.json").read_text(encoding="utf-8"))


def labels(row):
    return {fold(name) for name in (row["id"], row.get("name", ""), *row.get("names_in_text", []))} - {""}


@pytest.mark.parametrize("group", ["persons", "orgs", "places", "assets"])
def test_every_entity_is_found_and_none_is_too_much(document, gold, group):
    entities, _, _ = find_entities(document, find_mentions(document))
    ours = [entity for entity in entities if entity.group == group]
    wanted = gold["entities"][group]
    found = [
        row
        for row in wanted
        if any(labels(row) & {fold(name) for name in (one.id, one.name, *one.names)} for one in ours)
    ]
    assert [row["id"] for row in wanted if row not in found] == []
    assert len(ours) == len(wanted)


def test_the_five_spellings_are_resolved(document, gold):
    _, variants, _ = find_entities(document, find_mentions(document))
    assert {one.canonical: set(one.variants) for one in variants} == {
        row["canonical"]: set(row["variants"]) for row in gold["name_variants"]
    }


def test_posts_are_those_annotated(document, gold):
    entities, _, _ = find_entities(document, find_mentions(document))
    ours = {
        one.name: {(post.title, post.org) for post in one.posts} for one in entities if one.group == "persons"
    }
    assert ours == {
        row["name"]: {(post["title"], post["org"]) for post in row["posts"]}
        for row in gold["entities"]["persons"]
    }


def test_the_commemorated_is_not_present_and_the_author_is_nobody(document):
    entities, _, _ = find_entities(document, find_mentions(document))
    persons = {one.name: one.present for one in entities if one.group == "persons"}
    assert [name for name, present in persons.items() if not present] == ["Heydar Aliyev"]
    assert not any("Ashirov" in name for name in persons)


def test_every_mention_stands_where_it_says(document):
    for mention in find_mentions(document):
        assert mention.anchor.span.of(document.text) == mention.form
