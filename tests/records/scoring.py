"""Score what the rules read in the made-up articles against the annotation by hand beside each.

The matching rules: quantities by value (1 %), unit family and anchor; statements by anchor and act; events by
type, date and anchor; entities by any shared name; commitments by parties and kind; projects by asset; noise
by sentence. ``python tests/records/scoring.py`` prints the tables, ``... NAME`` what one article lacks.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from linepack.records.exports.gold import to_gold
from linepack.records.extract import extract
from linepack.records.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from linepack.records.model import Extraction

ARTICLES: Final = Path(__file__).parent / "articles"
GROUPS: Final = ("persons", "orgs", "places", "assets")
LETTERS: Final = str.maketrans({"ı": "i", "ð": "d", "đ": "d", "ø": "o"})
TO_BCM: Final = {
    "bcm": 1.0,
    "mcm": 1e-3,
    "tcf": 28.3168466,
    "TWh": 0.1,
    "GWh": 1e-4,
    "MMscfd": 0.0283168466e-3,
}
BEFORE_THE_RULES: Final = "before the rules"
BY_TITLE: Final = "from the minister's title"
ENOUGH: Final = 0.6
REACH: Final = 2

Row = dict[str, Any]


def fold(text: object) -> str:
    """Return the words of a text in lower case, without diacritics and punctuation."""
    plain = unicodedata.normalize("NFKD", str(text or ""))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return " ".join(re.findall(r"[\w%$.]+", bare.translate(LETTERS)))


def place(row: Row) -> tuple[int | None, str]:
    """Return sentence number and key words of the first position of a row."""
    position = row.get("pos") or {}
    first = (position or [{}])[0] if isinstance(position, list) else position
    return first.get("s"), first.get("key", "")


def near(gold: Row, found: Row) -> float:
    """Say how well two places agree: shared key words, and the sentence, which may be off by two."""
    (here, key), (there, other) = place(gold), place(found)
    left, right = set(fold(key).split()), set(fold(other).split())
    shared = len(left & right) / max(1, min(len(left), len(right)))
    if here is None or there is None:
        return shared
    if abs(here - there) > REACH:
        return 0.0
    return shared + (0.5 if here == there else 0.2)


def fit_quantity(gold: Row, found: Row) -> float:
    """Match figures of one unit family within one per cent, near each other."""
    sides = [(row.get("unit"), row.get("value")) for row in (gold, found)]
    if any(value is None for _, value in sides):
        return 0.0
    families = [("gas", value * TO_BCM[unit]) if unit in TO_BCM else (unit, value) for unit, value in sides]
    (family, value), (other, measured) = families
    if family != other or abs(value - measured) > 0.01 * max(abs(value), 1e-12):
        return 0.0
    close = near(gold, found)
    return close + 0.1 if close > 0 else 0.0


def fit_statement(gold: Row, found: Row) -> float:
    """Match statements by their place, helped by the act."""
    value = near(gold, found) + 0.3 * (gold.get("act") == found.get("act"))
    return value if value >= ENOUGH else 0.0


def fit_event(gold: Row, found: Row) -> float:
    """Match events of one type by place and date."""
    if gold.get("type") != found.get("type"):
        return 0.0
    return 1 + near(gold, found) + (gold.get("date") == found.get("date"))


def fit_commitment(gold: Row, found: Row) -> float:
    """Match commitments that share a party, those of one kind first."""
    shared = {fold(one) for one in gold["parties"]} & {fold(one) for one in found["parties"]}
    return len(shared) + (fold(gold["kind"]) == fold(found["kind"])) if shared else 0.0


def fit_project(gold: Row, found: Row) -> float:
    """Match statuses of one asset."""
    return float(fold(gold["asset"]) == fold(found["asset"]))


def labels(entity: Row) -> set[str]:
    """Return what an entity may be called; ids by order of appearance say nothing."""
    names = [entity.get("name"), *entity.get("names_in_text", [])]
    number = re.fullmatch(r"p\d+", str(entity.get("id", "")))
    return {fold(one) for one in ([] if number else [entity.get("id")]) + names} - {""}


def fit_entity(gold: Row, found: Row) -> float:
    """Match entities by the names they share."""
    return float(len(labels(gold) & labels(found)))


LAYERS: Final[dict[str, tuple[Callable[[Row, Row], float], tuple[str, ...]]]] = {
    "quantities": (
        fit_quantity,
        ("unit", "per", "bound", "bound+per", "kind", "status", "flow", "asset", "flag"),
    ),
    "statements": (fit_statement, ("act", "by", "polarity", "certainty", "content", "level", "about")),
    "events": (fit_event, ("date", "place", "participants")),
    "commitments": (fit_commitment, ("kind", "status", "level", "signed")),
    "projects": (fit_project, ("status", "as_of")),
}
COLUMNS: Final = (
    "quantities",
    "quantities.bound+per",
    "statements",
    "statements.act",
    "statements.level",
    "events",
    "entities",
    "noise",
)
SETS: Final = {"by", "about"}


def agrees(name: str, gold: Row, found: Row) -> bool:
    """Say whether a field is right: the value, or one that the annotation also accepts."""
    if name == "bound+per":
        return agrees("bound", gold, found) and agrees("per", gold, found)
    if name == "flow":
        return all(
            (gold["flow"].get(end) or None) == first((found.get("flow") or {}).get(end))
            for end in ("from", "to")
        )
    if name == "participants":
        return refs(gold) == refs(found)
    accepted = [gold.get(name), *gold.get(name + "_accept", [])]
    if name in SETS:
        return {fold(one) for one in found.get(name, [])} in [
            {fold(one) for one in each} for each in accepted
        ]
    return (found.get(name) or None) in [one or None for one in accepted] or found.get(name) in accepted


def first(value: object) -> object:
    """Return a value, or the only one of a list; None where empty."""
    return (value[0] if len(value) == 1 else value) if isinstance(value, list) and value else value or None


def refs(event: Row) -> set[str]:
    """Return who takes part."""
    return {fold(one.get("ref")) for one in event.get("participants", [])}


def pair(gold: list[Row], found: list[Row], fit: Callable[[Row, Row], float]) -> list[tuple[Row, Row]]:
    """Match one to one, the best fit first."""
    fits = ((fit(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found))
    left, right, out = set[int](), set[int](), []
    for value, i, j in sorted(fits, reverse=True):
        if value > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((gold[i], found[j]))
    return out


def forgiven(row: Row) -> bool:
    """Say whether a gold row counts neither for nor against."""
    return bool(row.get("duplicate_of") or row.get("optional") or row.get("basis") == BY_TITLE)


@dataclass
class Tally:
    """What was matched, what there is by hand, what the rules found."""

    matched: int = 0
    gold: int = 0
    found: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of another one."""
        self.matched += other.matched
        self.gold += other.gold
        self.found += other.found

    @property
    def f1(self) -> float:
        """F1, 1 where there is nothing to find and nothing was found."""
        total = self.gold + self.found
        return 2 * self.matched / total if total else 1.0


@dataclass
class Score:
    """Counts per layer, and per field the share right on matched rows."""

    layers: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, other: Score) -> None:
        """Add the counts of another one."""
        for name, tally in other.layers.items():
            self.layers[name].add(tally)
        for name, (right, total) in other.fields.items():
            self.fields[name][0] += right
            self.fields[name][1] += total

    def figure(self, name: str) -> float:
        """Return F1 of a layer or the share right of a field."""
        if name in self.fields:
            right, total = self.fields[name]
            return right / total
        return self.layers[name].f1 if name in self.layers else 0.0


@dataclass(frozen=True)
class Article:
    """A made-up text, its annotation by hand and what the rules read."""

    name: str
    gold: Row
    extraction: Extraction
    found: Row


def blind(article: Article) -> bool:
    """Say whether text and annotation were finished before any rule was run on or written for them."""
    return bool(article.gold["source"].get("annotation") == BEFORE_THE_RULES)


def texts(language: str = "") -> tuple[Path, ...]:
    """Return the article files in order of their names, of one language where named."""
    files = sorted(ARTICLES.glob(f"{language}*"))
    return tuple(path for path in files if path.suffix in {".txt", ".html", ".eml"})


def settled(gold: Row, extraction: Extraction) -> Row:
    """Number the positions by the sentence that holds their key, where one within two sentences does."""
    sentences = {one.number: " ".join(one.text.split()) for one in extraction.document.sentences}
    for position in positions(gold):
        number, key = position["s"], position.get("key", "")
        near_by = sorted(range(number - REACH, number + REACH + 1), key=lambda one: abs(one - number))
        position["s"] = next((one for one in near_by if key in sentences.get(one, "")), number)
    return gold


def positions(gold: Row) -> Iterator[Row]:
    """Yield the positions of an annotation, a row may have several."""
    for layer in ("noise", "events", "statements", "quantities"):
        for row in gold[layer]:
            yield from row["pos"] if isinstance(row["pos"], list) else [row["pos"]]


def resolved(found: Row) -> Row:
    """Put the names of persons and places where their ids stand, as the annotations have them."""
    known = {
        one["id"]: one["name"]
        for group in ("persons", "places")
        for one in found["entities"][group]
        if one.get("id")
    }
    for row in found["statements"]:
        row["by"] = [known.get(one, one) for one in row["by"]]
    for row in found["commitments"]:
        row["parties"] = [known.get(one, one) for one in row["parties"]]
    for row in found["events"]:
        row["place"] = known.get(row.get("place"), row.get("place"))
        for part in row["participants"]:
            part["ref"] = known.get(part["ref"], part["ref"])
    return found


def renamed(found: Row, gold: Row) -> Row:
    """Name what both sides list by the annotation's words, so that ids may differ."""
    table = {
        fold(name): one.get("id") or one["name"]
        for group in GROUPS
        for one, other in pair(gold["entities"][group], found["entities"][group], fit_entity)
        for name in (other.get("id"), other["name"])
    }
    swap = lambda one: table.get(fold(one), one)  # noqa: E731
    for layer, names in (("statements", ("by", "about")), ("commitments", ("parties",))):
        for row, name in ((row, name) for row in found[layer] for name in names):
            row[name] = [swap(one) for one in row.get(name, [])]
    for layer, name in (("quantities", "asset"), ("projects", "asset"), ("events", "place")):
        for row in found[layer]:
            row[name] = swap(row.get(name))
    for part in (part for row in found["events"] for part in row["participants"]):
        part["ref"] = swap(part["ref"])
    return found


def read(path: Path) -> Article:
    """Read an article by rule and load its annotation."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    extraction = extract(read_document(path.read_bytes(), name=path.name))
    found = renamed(resolved(json.loads(json.dumps(to_gold(extraction)))), gold)
    return Article(path.stem, settled(gold, extraction), extraction, found)


def counted(
    gold: list[Row], found: list[Row], fit: Callable[[Row, Row], float]
) -> tuple[Tally, list[tuple[Row, Row]]]:
    """Count a layer; rows that count neither way take away what they match."""
    wanted = [row for row in gold if not forgiven(row)]
    pairs = pair(wanted, found, fit)
    taken = {id(row) for _, row in pairs}
    rest = [row for row in found if id(row) not in taken]
    spared = len(pair([row for row in gold if forgiven(row)], rest, fit))
    return Tally(len(pairs), len(wanted), len(found) - spared), pairs


def score(article: Article) -> Score:
    """Score one article."""
    out = Score()
    for layer, (fit, fields) in LAYERS.items():
        out.layers[layer], pairs = counted(article.gold[layer], article.found[layer], fit)
        for gold, found in pairs:
            for name in (name for name in fields if name in gold or name == "bound+per"):
                out.fields[f"{layer}.{name}"][0] += agrees(name, gold, found)
                out.fields[f"{layer}.{name}"][1] += 1
    for group in GROUPS:
        tally, _ = counted(article.gold["entities"][group], article.found["entities"][group], fit_entity)
        out.layers[f"entities.{group}"] = tally
        out.layers["entities"].add(tally)
    out.layers["noise"] = Tally(*noise_counts(article))
    published = [str(side["source"].get("published") or "")[:10] for side in (article.gold, article.found)]
    if published[0]:
        out.fields["source.published"] = [int(published[0] == published[1]), 1]
    return out


def noise_counts(article: Article) -> tuple[int, int, int]:
    """Return sentences of noise found rightly, by hand, by rule."""
    either = {place(row)[0] for row in article.gold["noise"] if forgiven(row)}
    gold, found = (
        {place(row)[0] for row in side["noise"]} - either for side in (article.gold, article.found)
    )
    return len(gold & found), len(gold), len(found)


def strict(article: Article) -> Score:
    """Score one article with the optional rows as wanted as the others; fields are not looked at."""
    out = Score()
    for layer, (fit, _) in LAYERS.items():
        rows = [
            {name: value for name, value in row.items() if name != "optional"} for row in article.gold[layer]
        ]
        out.layers[layer], _ = counted(rows, article.found[layer], fit)
    return out


def total(scores: Iterable[Score]) -> Score:
    """Add scores up."""
    out = Score()
    for one in scores:
        out.add(one)
    return out


def table(title: str, scores: dict[str, Score], names: tuple[str, ...]) -> str:
    """Return a table: one line per score, one column per layer or field."""
    head = f"{title:12}" + "".join(f"{name.split('.')[-1][:12]:>14}" for name in names)
    lines = [
        f"{key:12}" + "".join(f"{one.figure(name):14.2f}" for name in names) for key, one in scores.items()
    ]
    return "\n".join([head, *lines])


def lines_of(title: str, layers: dict[str, Tally]) -> list[str]:
    """Return the counts of layers, one line each."""
    lines = [
        f"{name:20} F1 {tally.f1:5.2f}   {tally.matched}/{tally.gold}/{tally.found}"
        for name, tally in sorted(layers.items())
    ]
    return [title, *lines, ""]


def grouped(articles: tuple[Article, ...], scores: dict[str, Score]) -> dict[str, dict[str, Score]]:
    """Return the scores added up by language and by phenomenon, and those of single articles."""
    codes = sorted({code for article in articles for code in article.gold["phenomena"]})
    languages = sorted({article.name[:2] for article in articles})
    return {
        "set": {
            name: total(scores[one.name] for one in articles if blind(one) == unseen)
            for name, unseen in (("others", False), ("blind", True))
        },
        "language": {
            name: total(scores[one.name] for one in articles if one.name.startswith(name))
            for name in languages
        },
        "phenomenon": {
            code: total(scores[one.name] for one in articles if code in one.gold["phenomena"])
            for code in codes
        },
        "article": {name[:11]: one for name, one in scores.items()},
    }


def report(articles: tuple[Article, ...]) -> str:
    """Return the tables per layer, per field, per language, phenomenon and article."""
    scores = {article.name: score(article) for article in articles}
    whole = total(scores.values())
    hard = total(strict(article) for article in articles)
    fields = [
        f"{name:26} {right / of:5.2f}   {right}/{of}" for name, (right, of) in sorted(whole.fields.items())
    ]
    lines = lines_of("layer: matched / by hand / by rule", whole.layers)
    lines += lines_of("layer, optional rows wanted too", hard.layers)
    lines += ["field, on matched rows", *fields, ""]
    for title, group in grouped(articles, scores).items():
        lines += [table(title, group, COLUMNS), ""]
    return "\n".join(lines)


def gaps(article: Article) -> str:
    """Return what the rules missed (-) and what they found without a match (+)."""
    lines = []
    for layer, (fit, _) in LAYERS.items():
        pairs = pair(article.gold[layer], article.found[layer], fit)
        for sign, rows, side in (("-", article.gold[layer], 0), ("+", article.found[layer], 1)):
            matched = {id(both[side]) for both in pairs}
            lines += [
                f"{sign} {layer} {json.dumps(row, ensure_ascii=False)}"
                for row in rows
                if id(row) not in matched
            ]
    for group in GROUPS:
        sides = article.gold["entities"][group], article.found["entities"][group]
        pairs = pair(*sides, fit_entity)
        for sign, rows, side in (("-", sides[0], 0), ("+", sides[1], 1)):
            matched = {id(both[side]) for both in pairs}
            lines += [f"{sign} {group} {row['name']}" for row in rows if id(row) not in matched]
    return "\n".join(lines)


if __name__ == "__main__":
    wanted = sys.argv[1:]
    chosen = [path for path in texts() if not wanted or any(path.stem.startswith(one) for one in wanted)]
    read_articles = tuple(read(path) for path in chosen)
    sys.stdout.write((report(read_articles) if not wanted else "\n".join(map(gaps, read_articles))) + "\n")
