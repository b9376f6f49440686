"""How fast articles are read and a large record answers.

Usage: ``python benchmarks/record.py [--sources N] [--store PATH or URL]``. The articles are made up: numbers
and names are drawn by a fixed seed. Beyond a few hundred sources the rows of those at hand are copied with
other numbers, days, countries and texts (``record_copies.py``). A store that is named is kept.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from record_copies import multiply

from linepack.records.extract import extract
from linepack.records.reading import read_document
from linepack.storage.review import queue, waiting
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
READ: Final = 250
"""Sources that are read; of more, the others are copies."""

FIRST_NAMES: Final = ("Petra", "Jan", "Elena", "Omar", "Leyla", "Ivan", "Sofia", "Karim", "Mira", "Viktor")
LAST_NAMES: Final = (
    "Horvat",
    "Novak",
    "Petrova",
    "Haddad",
    "Aliyeva",
    "Kovac",
    "Marin",
    "Said",
    "Nagy",
    "Toma",
)
SENTENCES: Final = (
    "The {one} Energy Minister {name} met the {other} Energy Minister {guest} in {city} on {day} May 2024.",
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
            "name": f"{draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}",
            "guest": f"{draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}",
            "city": draw.choice(CITIES),
            "day": draw.randint(1, 28),
            "figure": draw.randint(100, 2000),
            "share": draw.randint(2, 90),
        }
        lines += [draw.choice(SENTENCES).format(**values) + f" ({number})", ""]
    return "\n".join(lines).encode()


def timed(work: Callable[[], object], repeat: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the median time of some work. [s]"""
    times = []
    for _ in range(repeat):
        start = clock()
        work()
        times.append(clock() - start)
    return statistics.median(times)


def reading(count: int = 200) -> tuple[float, float]:
    """Return how many articles of 3 kB a second are read and understood, and the first one's time.

    Both are of one core's time; the first article pays for the tables, read and compiled. [1/s, s]
    """
    articles = [article(number) for number in range(count + 1)]
    start = time.process_time()
    extract(read_document(articles[0], name="first"))
    first, start = time.process_time() - start, time.process_time()
    for number, data in enumerate(articles[1:]):
        extract(read_document(data, name=f"{number}.txt"))
    return count / (time.process_time() - start), first


def fill(store: Store, count: int) -> float:
    """Add articles up to a number; return how many a second went in."""
    start, first = time.perf_counter(), store.count()
    made = (read_document(article(number, 700), name=f"{number}.txt") for number in range(first, count))
    for _ in store.add_all(made, extract):
        pass
    return max(count - first, 0) / (time.perf_counter() - start)


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """Return what is asked of a large store, by name."""
    return {
        "dossier, a pair of the corridor": lambda: show(store, "pair", "RS", "BG"),
        "dossier, another pair": lambda: show(store, "pair", "NO", "DE"),
        "timeline of an asset": lambda: show(store, "timeline", "TAP"),
        "asset": lambda: show(store, "asset", "TAP"),
        "party": lambda: show(store, "party", "RS"),
        "place": lambda: show(store, "place", "Belgrade"),
        "person": lambda: show(store, "person", "Petra Marin"),
        "source": lambda: show(store, "source", str(store.count() // 2)),
        "search, common words": lambda: search(store, "gas TAP study"),
        "search, a common and a rare word": lambda: search(store, "gas 1234"),
        "search, a word of one source": lambda: search(store, f"number {store.count() // 2}"),
        "search, a word of none": lambda: search(store, "zebra"),
        "review, the next fifty": lambda: queue(store, limit=50),
        "review, how many wait": lambda: waiting(store),
    }


def one_more(store: Store) -> float:
    """Return how long another document takes to go in, reading aside. [s]"""
    made = [extract(read_document(article(-number, 700), name=f"more{number}.txt")) for number in range(1, 8)]
    rest = iter(made)

    def add() -> None:
        extraction = next(rest)
        store.add(extraction.document, lambda _: extraction)

    return timed(add, len(made))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--store", default=None)
    given = parser.parse_args()
    rate, first = reading()
    print(f"read and extract, 3 kB: {rate:8.0f} articles/s, the first one {first:.2f} s")
    with tempfile.TemporaryDirectory() as folder, Store(given.store or Path(folder) / "record.db") as store:
        print(f"read, extract and store: {fill(store, min(given.sources, READ)):7.0f} articles/s")
        print(f"one more document:       {1000.0 * one_more(store):7.1f} ms")
        if store.count() < given.sources:
            multiply(store, given.sources)
        print(f"sources in the store:    {store.count():7d}")
        print(f"one more document:       {1000.0 * one_more(store):7.1f} ms")
        for name, question in questions(store).items():
            wall, processor = timed(question, 7), timed(question, 7, time.process_time)
            print(f"{name + ':':34}{1000.0 * wall:7.1f} ms, {1000.0 * processor:7.1f} ms of this process")


if __name__ == "__main__":
    main()
