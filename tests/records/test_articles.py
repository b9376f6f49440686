"""The made-up articles: what the rules read in them against the annotation by hand beside each."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.records.scoring import (
    GROUPS,
    LAYERS,
    Article,
    Score,
    blind,
    positions,
    read,
    score,
    texts,
    total,
)

from linepack.records.extract import anchors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.model import Extraction, Span

FLOORS_OF: Final = "en"
FLOORS: Final = {
    # figure: (floor held today, target); where the two differ the rules are not there yet
    "quantities": (0.95, 0.95),
    "quantities.bound+per": (0.94, 0.94),
    "events": (0.93, 0.93),
    "statements": (0.65, 0.65),
    "statements.act": (0.75, 0.75),
    "statements.level": (0.75, 0.75),
    "entities": (0.93, 0.93),
    "noise": (0.95, 0.95),
}
HELD: Final = {
    # figures without a target of their own: they may not fall
    "source.published": 0.94,
    "commitments": 0.86,
    "projects": 0.76,
    "quantities.kind": 0.97,
    "quantities.status": 0.92,
    "quantities.asset": 0.84,
    "quantities.flow": 0.93,
    "statements.by": 0.91,
    "statements.content": 0.90,
    "statements.polarity": 0.97,
    "events.date": 0.76,
}
BLIND: Final = {
    # the blind set, first measured: English articles written and annotated before any rule read them
    "quantities": 0.98,
    "quantities.bound+per": 0.94,
    "events": 0.93,
    "statements": 0.91,
    "statements.act": 0.97,
    "statements.level": 0.87,
    "entities": 0.95,
    "noise": 0.90,
    "commitments": 0.87,
    "projects": 0.74,
}
"""Figures held on the blind set; at the first reading, before any rule knew it, events stood at 0.76 and
entities at 0.86."""
SECOND: Final = {
    # the second blind set, twelve articles: figures held now
    "quantities": 0.99,
    "quantities.bound+per": 0.93,
    "events": 0.90,
    "statements": 0.90,
    "statements.act": 0.93,
    "statements.by": 0.88,
    "statements.level": 0.79,
    "entities": 0.91,
    "noise": 0.87,
    "commitments": 0.83,
    "projects": 0.72,
}
"""Figures held on the second blind set; at the first reading, before any rule knew it: quantities 1.00 (bound
and period 0.93), statements 0.85, events 0.76, entities 0.85, noise 0.80, commitments 0.53, projects 0.75."""
CODES: Final = frozenset(
    re.findall(
        r"\w+", "ME AT DI AL NO NV CF CO DP BN QA NG ST RP QU QX LA QR FU TR QD MU QT CN SU QE AN QV DY"
    )
)
LOST: Final[frozenset[tuple[str, int]]] = frozenset()
"""Article and sentence of words that are not inside the sentence named: none."""
BROKEN: Final[frozenset[tuple[str, int]]] = frozenset()
"""Article and place of the bans that the rules break: none."""
LEVELS: Final = range(-3, 10)
EQUAL: Final = {
    "id",
    "kind",
    "unit",
    "value",
    "per",
    "bound",
    "status",
    "act",
    "content",
    "polarity",
    "asset",
    "type",
}
CONDITIONS: Final = EQUAL | {"layer", "s", "key", "level_min", "level_max", "by", "party", "date", "name"}
MEMBERS: Final = {"by": "by", "party": "parties"}
SLACK: Final = 0.005


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    """Every article with what the rules read in it."""
    return tuple(read(path) for path in texts())


@pytest.fixture(scope="module")
def whole(articles: tuple[Article, ...]) -> Score:
    """The score of all English articles that the rules were written with."""
    return total(score(article) for article in english(articles) if not blind(article))


@pytest.fixture(scope="module")
def unseen(articles: tuple[Article, ...]) -> Score:
    """The score of the English articles of the blind set."""
    return total(score(one) for one in english(articles) if blind(one) and not second(one))


@pytest.fixture(scope="module")
def later(articles: tuple[Article, ...]) -> Score:
    """The score of the second blind set."""
    return total(score(article) for article in articles if second(article))


def second(article: Article) -> bool:
    """Say whether an article belongs to the second blind set."""
    return bool(article.gold["source"].get("set") == "second")


def english(articles: tuple[Article, ...]) -> Iterator[Article]:
    """Yield the articles that the floors are measured on."""
    return (article for article in articles if article.name.startswith(FLOORS_OF))


def rows_of(found: dict[str, Any], layer: str) -> list[dict[str, Any]]:
    """Return the rows of a layer or of a group of entities."""
    rows = found["entities"][layer] if layer in GROUPS else found[layer]
    assert isinstance(rows, list)
    return rows


def breaks(ban: dict[str, Any], row: dict[str, Any]) -> bool:
    """Say whether a row is what must not be recorded: every condition of the ban holds for it."""
    checks = [row.get(name) == ban[name] for name in EQUAL if name in ban]
    checks += [ban[name] in row.get(group, []) for name, group in MEMBERS.items() if name in ban]
    if "name" in ban:
        checks.append(ban["name"] in {row.get("name"), *row.get("names_in_text", [])})
    if "date" in ban:
        checks.append(str(row.get("date")).startswith(ban["date"]))
    if "s" in ban:
        position = row.get("pos") or {}
        anchors = position if isinstance(position, list) else [position]
        checks.append(ban["s"] in [anchor.get("s") for anchor in anchors])
    level = row.get("level")
    checks += [level is not None and level >= ban["level_min"]] if "level_min" in ban else []
    checks += [level is not None and level <= ban["level_max"]] if "level_max" in ban else []
    return all(checks)


def spans(extraction: Extraction) -> Iterator[tuple[int, Span]]:
    """Yield number of the sentence and span of everything that an extraction anchors in words."""
    groups = ("mentions", "entities", "times", "quantities", "other_numbers", "events", "statements")
    for group in (*groups, "commitments", "projects"):
        for row in getattr(extraction, group):
            if group == "entities" and row.basis and not row.names:
                continue  # inferred, so the text has no words for it
            yield from ((anchor.sentence, anchor.span) for anchor in anchors_of(row))
    yield from ((noise.sentence, noise.span) for noise in extraction.document.noise)


def test_every_span_is_found_at_its_place(articles: tuple[Article, ...]) -> None:
    lost = set()
    for article in articles:
        document = article.extraction.document
        sentences = {sentence.number: sentence for sentence in document.sentences}
        for number, span in spans(article.extraction):
            inside = number in sentences and sentences[number].span.holds(span)
            if not (inside and span.of(document.text).strip()):
                lost.add((article.name, number))
        dropped = [doubt for doubt in article.extraction.doubts if doubt.rule == "span verification"]
        assert not dropped, article.name
    assert lost <= LOST, sorted(lost - LOST)


def test_nothing_that_must_not_be_recorded_is_recorded(articles: tuple[Article, ...]) -> None:
    broken = {
        (article.name, number)
        for article in articles
        for number, ban in enumerate(article.gold["must_not"])
        for row in rows_of(article.found, ban["layer"])
        if breaks(ban, row)
    }
    assert broken <= BROKEN, sorted(broken - BROKEN)


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_the_rules_read_as_well_as_before(figure: str, whole: Score) -> None:
    floor, target = FLOORS[figure]
    assert whole.figure(figure) >= floor - SLACK, f"{figure}: {whole.figure(figure):.3f}, target {target}"


@pytest.mark.parametrize("figure", sorted(HELD))
def test_what_has_no_target_does_not_fall(figure: str, whole: Score) -> None:
    assert whole.figure(figure) >= HELD[figure] - SLACK, f"{figure}: {whole.figure(figure):.3f}"


@pytest.mark.parametrize("figure", sorted(BLIND))
def test_the_blind_set_is_read_as_well_as_at_first(figure: str, unseen: Score) -> None:
    assert unseen.figure(figure) >= BLIND[figure] - SLACK, f"{figure}: {unseen.figure(figure):.3f}"


@pytest.mark.parametrize("figure", sorted(SECOND))
def test_the_second_blind_set_is_read_as_well_as_before(figure: str, later: Score) -> None:
    assert later.figure(figure) >= SECOND[figure] - SLACK, f"{figure}: {later.figure(figure):.3f}"


def test_floors_stand_at_most_at_their_targets() -> None:
    assert all(floor <= target for floor, target in FLOORS.values())


def test_keys_are_words_of_the_sentence_named(articles: tuple[Article, ...]) -> None:
    wrong = []
    for article in articles:
        sentences = {one.number: " ".join(one.text.split()) for one in article.extraction.document.sentences}
        for position in positions(article.gold):
            number, key = position["s"], position.get("key", "")
            if key not in sentences.get(number, "") or len(key.split()) > 6:
                wrong.append((article.name, position))
    assert not wrong


def test_names_of_the_annotation_stand_in_the_text(articles: tuple[Article, ...]) -> None:
    missing = [
        (article.name, name)
        for article in articles
        for group in GROUPS
        for entity in article.gold["entities"][group]
        for name in entity["names_in_text"]
        if name not in " ".join(article.extraction.document.text.split())
    ]
    assert not missing


def test_annotations_keep_to_their_vocabulary(articles: tuple[Article, ...]) -> None:
    for article in articles:
        assert article.gold["format"] == "linepack-gold/1"
        assert set(article.gold["phenomena"]) <= CODES, article.name
        assert all(row["level"] in LEVELS for row in article.gold["statements"] + article.gold["commitments"])
        for ban in article.gold["must_not"]:
            assert set(ban) <= CONDITIONS, (article.name, ban)
            assert len(ban) > 1, (article.name, ban)
            assert ban["layer"] in {*LAYERS, *GROUPS}, (article.name, ban)
        assert re.fullmatch(r"[a-z]{2}-\d\d-[a-z0-9-]+", article.name)


def test_every_phenomenon_is_met_three_times_and_more(articles: tuple[Article, ...]) -> None:
    met = Counter(code for article in articles for code in article.gold["phenomena"])
    assert set(met) == CODES
    assert min(met.values()) >= 3


def test_every_annotation_has_its_text() -> None:
    folder = texts()[0].parent
    assert {path.stem for path in texts()} == {path.stem for path in folder.glob("*.json")}
