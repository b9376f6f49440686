"""A store on each database: SQLite in a file, PostgreSQL on a cluster that the tests start on loopback."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from linepack.records.model import (
    Anchor,
    Commitment,
    Document,
    Doubt,
    Entity,
    Event,
    Extraction,
    Flow,
    Mention,
    Moment,
    NameVariants,
    Participant,
    Post,
    ProjectStatus,
    Quantity,
    Sentence,
    Span,
    Statement,
    TimeExpression,
)
from linepack.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT = (
    "On 2 May 2024 Minister Jan Novak met Minister Petra Horvat in Belgrade. "
    "The sides agreed to study the supply of up to 400 million cubic metres of gas a year over IBS. "
    "Sofia said the line is under construction."
)


def tools() -> Path | None:
    """Return the folder of PostgreSQL's server programs, None where they are not installed."""
    beside = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    return Path(found).parent if found else (beside[0] if beside else None)


def as_other_user(folder: Path) -> list[str]:
    """Return what to put before a command: the server refuses to run as the superuser."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["runuser", "-u", "postgres", "--"]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server on loopback, started for the tests and stopped after them."""
    programs = tools()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="linepack-postgresql-"))
    before = as_other_user(folder)
    data = folder / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
    subprocess.run(
        [*before, programs / "initdb", "-D", data, "-A", "trust", "-U", "tester"],
        check=True,
        stdout=-3,
        cwd="/",
    )
    control = [*before, programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run([*control, "-l", folder / "log", "-o", start, "start"], check=True, cwd="/", stdout=-3)
    yield f"postgresql://tester@127.0.0.1:{port}"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd="/", stdout=-3)
    shutil.rmtree(folder)


TEMPLATE = "template_store"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("template") / "record.db"
    Store(path).close()
    return path


@pytest.fixture(scope="session")
def server(postgresql: str) -> str:
    """The server, with a database of empty tables to copy."""
    _ask(postgresql, f"CREATE DATABASE {TEMPLATE}")
    Store(f"{postgresql}/{TEMPLATE}").close()
    return postgresql


def _ask(server: str, command: str) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(command)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place with an empty store, on each database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "record.db")
        yield str(tmp_path / "record.db")
        return
    server, name = request.getfixturevalue("server"), f"test_{uuid4().hex}"
    _ask(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield f"{server}/{name}"
    _ask(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place) as opened:
        yield opened


@pytest.fixture
def document() -> Callable[..., Document]:
    """A maker of documents with three sentences."""

    def make(text: str = TEXT, name: str = "meeting.txt", day: date = date(2024, 5, 2)) -> Document:
        cuts = [0, text.find("The sides"), text.find("Sofia said"), len(text)]
        sentences = tuple(
            Sentence(number, 1, Span(start, end), text[start:end].strip())
            for number, (start, end) in enumerate(pairwise(cuts), start=1)
        )
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Document(
            text,
            name,
            "text",
            digest,
            "en",
            Moment(day, "day", "header"),
            sentences,
            (),
            outlet="The Gazette",
        )

    return make


def anchor(text: str, words: str, sentence: int = 1) -> Anchor:
    start = text.index(words)
    return Anchor(sentence, Span(start, start + len(words)), "test")


@pytest.fixture
def extract() -> Callable[[Document], Extraction]:
    """What a reader finds in the document: a row of every kind."""
    return read


def read(document: Document) -> Extraction:
    """Return a row of every kind."""
    text = document.text
    when = Moment(date(2024, 5, 2), "day", "explicit", span=anchor(text, "2 May 2024").span)
    study = anchor(text, "agreed to study", 2)
    every_year = TimeExpression(study, "a year", None, None, "year", "distributive", distributive=True)
    return Extraction(
        document,
        entities=entities(text),
        mentions=(Mention(anchor(text, "IBS", 2), "assets", "IBS", "IBS"),),
        variants=(NameVariants("Jan Novák", ("Jan Novak",), "diacritics dropped"),),
        times=(every_year,),
        quantities=(figure(text, every_year),),
        other_numbers=(Quantity("n1", anchor(text, "2 May"), 2.0, "day", "2"),),
        events=(meeting(text, when),),
        statements=(statement(study),),
        commitments=(commitment(study),),
        projects=(ProjectStatus("IBS", "construction", when, anchor(text, "under construction", 3)),),
        doubts=(Doubt("c1", "no seller is named.", "Name the seller.", "parties", study),),
    )


def entities(text: str) -> tuple[Entity, ...]:
    man, woman, city = (anchor(text, words) for words in ("Minister Jan Novak", "Petra Horvat", "Belgrade"))
    line, post = anchor(text, "IBS", 2), Post("Minister of Energy", "BG-ENERGY", "BG", man)
    return (
        Entity("persons", "p1", "Jan Novák", "", man, "BG", ("Jan Novak",), (post,)),
        Entity("persons", "p2", "Petra Horvat", "", woman, "RS", ("Petra Horvat",)),
        Entity("orgs", "BG-ENERGY", "Ministry of Energy of Bulgaria", "ministry", man, "BG"),
        Entity("places", "pl-belgrade", "Belgrade", "city", city, "RS", ("Belgrade",)),
        Entity("assets", "IBS", "Interconnector Bulgaria–Serbia", "pipeline", line, names=("IBS",)),
    )


def figure(text: str, period: TimeExpression) -> Quantity:
    return Quantity(
        "q1",
        anchor(text, "up to 400 million cubic metres", 2),
        400.0,
        "mcm",
        "400 million cubic metres",
        per="year",
        bound="upper",
        kind="supply",
        flow=Flow("BG", ("RS",), ("IBS",)),
        asset="IBS",
        period=period,
    )


def meeting(text: str, when: Moment) -> Event:
    met = (anchor(text, "met Minister"),)
    both = Participant("p1", "guest"), Participant("p2", "host")
    return Event("e1", "meeting", met, when=when, place="pl-belgrade", participants=both)


def statement(study: Anchor) -> Statement:
    return Statement(
        "s1",
        study,
        ("BG", "RS"),
        "agreed",
        "possible",
        level=2,
        collective=True,
        about=("IBS",),
        topics=("gas", "sister cities"),
        flow=Flow("BG", ("RS",), ("IBS",)),
        quantities=("q1",),
        commitment="c1",
    )


def commitment(study: Anchor) -> Commitment:
    return Commitment(
        "c1",
        "exploration",
        ("BG", "RS"),
        "to be explored",
        2,
        study,
        subject="gas supply over IBS",
        statements=("s1",),
        volumes=("q1",),
        assets=("IBS",),
    )
