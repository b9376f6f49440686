"""How fast articles are read and a large record answers.

Usage: ``python benchmarks/record.py [--sources N] [--store PATH or URL]``. The articles are made up: numbers
and names are drawn by a fixed seed.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from linepack.records.extract import extract
from linepack.records.reading import read_document
from linepack.storage.search import search
from linepack.storage.store import Store
from linepack.storage.views.pages import show

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTRIES: Final = (
    "Serbian",
    "Bulgarian",
    "Greek",
    "Azerbaijani",
    "Romanian",
    "Hungarian",
    "Algerian",
    "Egyptian",
)
CITIES: Final = ("Belgrade", "Sofia", "Athens", "Baku", "Bucharest", "Budapest", "Algiers", "Cairo")
SENTENCES: Final = (
    "The {one} Energy Minister met his {other} counterpart in {city} on {day} May 2024.",
    "The sides agreed to study the supply of up to {figure} million cubic metres of gas a year through TAP.",
    "The {one} side said that the interconnector with Bulgaria would carry {figure} mcm a year from 2026.",
    "It was noted that consultations on the Southern Gas Corridor should continue.",
    "The {other} company signed a memorandum on storage, and {one} firms were invited to invest in {city}.",
    "According to the ministry, deliveries rose by {share} percent to {figure} million cubic metres.",
    "The delegations also talked about roads, schools, farming, tourism and culture in {city}.",
)


def article(number: int, size: int = 3000) -> bytes:
    """Return a made-up article of about ``size`` bytes."""
    draw = random.Random(number)  # noqa: S311 - no secret
    lines = [f"Published {draw.randint(1, 28)} May 2024", ""]
    while sum(map(len, lines)) < size:
        one, other = draw.sample(COUNTRIES, 2)
        values = {
            "one": one,
            "other": other,
            "city": draw.choice(CITIES),
            "day": draw.randint(1, 28),
            "figure": draw.randint(100, 2000),
            "share": draw.randint(2, 90),
        }
        lines += [draw.choice(SENTENCES).format(**values) + f" ({number})", ""]
    return "\n".join(lines).encode()


def timed(work: Callable[[], object], repeat: int) -> float:
    """Return the median time of some work. [s]"""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def reading(count: int = 200) -> float:
    """Return how many articles of 3 kB a second are read and understood on one core."""
    articles = [article(number) for number in range(count)]
    extract(read_document(articles[0], name="first"))
    start = time.perf_counter()
    for number, data in enumerate(articles):
        extract(read_document(data, name=f"{number}.txt"))
    return count / (time.perf_counter() - start)


def fill(store: Store, count: int) -> float:
    """Add articles up to a number; return how many a second went in."""
    start, first = time.perf_counter(), store.count()
    for number in range(first, count):
        store.add(read_document(article(number, 700), name=f"{number}.txt"), extract)
    return (count - first) / (time.perf_counter() - start)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--store", default=None)
    given = parser.parse_args()
    print(f"read and extract, 3 kB: {reading():8.0f} articles/s")
    with tempfile.TemporaryDirectory() as folder, Store(given.store or Path(folder) / "record.db") as store:
        print(f"read, extract and store: {fill(store, given.sources):7.0f} articles/s")
        print(f"sources in the store:    {store.count():7d}")
        questions: dict[str, Callable[[], object]] = {
            "dossier of two countries": lambda: show(store, "pair", "RS", "BG"),
            "timeline of an asset": lambda: show(store, "timeline", "TAP"),
            "search, common words": lambda: search(store, "gas TAP study"),
            "search, rare words": lambda: search(store, "1234 Algiers"),
        }
        for name, question in questions.items():
            print(f"{name + ':':25}{1000.0 * timed(question, 7):7.1f} ms")


if __name__ == "__main__":
    main()
