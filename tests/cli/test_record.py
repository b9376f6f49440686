"""``linepack record`` from the command line, on a store in a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from linepack.cli.main import app

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """Published 2 May 2024

The Bulgarian Energy Minister Jan Novak met the Serbian Energy Minister Petra Horvat in Belgrade on 2 May.

The sides agreed to study the supply of up to 400 million cubic metres of gas a year to Serbia over IBS.
"""

Run = "Callable[..., Any]"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "articles" / "meeting.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def invoke(*arguments: object, text: str | None = None) -> Any:
        line = ["record", "--store", str(tmp_path / "s.db"), *map(str, arguments)]
        return CliRunner().invoke(app, line, input=text)

    return invoke


def test_add_twice(run: Run, article: Path) -> None:
    first, again = (json.loads(run("add", article, "--json").stdout) for _ in range(2))
    assert [source["outcome"] for source in first["sources"]] == ["added"]
    assert [source["outcome"] for source in again["sources"]] == ["known"]


def test_a_bad_file_loses_no_other(run: Run, article: Path) -> None:
    (article.parent / "empty.txt").write_bytes(b"")
    (article.parent / "noise.bin").write_bytes(bytes(range(256)) * 8)
    result = run("add", article.parent, article.parent / "missing.txt", "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [source["name"] for source in document["sources"]] == ["meeting.txt"]
    assert len(document["findings"]) == 3


def test_a_file_of_50_mb_is_named_with_its_remedy_and_loses_no_other(run: Run, article: Path) -> None:
    huge = article.parent / "huge.txt"
    with huge.open("wb") as file:
        for _ in range(50):
            file.write(b"Gas will flow one day, somebody said. " * 26316)
    (article.parent / "later.txt").write_text(TEXT.replace("Belgrade", "Sofia"), encoding="utf-8")
    result = run("add", article.parent, "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [source["name"] for source in document["sources"]] == ["later.txt", "meeting.txt"]
    assert [finding["place"] for finding in document["findings"]] == ["huge.txt"]
    assert "50 MB" in document["findings"][0]["finding"]
    assert "one file each" in document["findings"][0]["remedy"]
    assert "huge.txt" in run("add", article.parent).stdout
    assert huge.stat().st_size > 50_000_000


def test_a_long_list_says_how_much_more_there_is(run: Run, article: Path) -> None:
    run("add", article)
    run("add", "-", text=TEXT.replace("Belgrade", "Sofia"))
    assert "2 sources in the store" in run("list", "--most", 1).stdout
    assert "1 more, --most shows them" in run("list", "--most", 1).stdout
    assert "2 sources with 'gas'" in run("search", "gas", "--most", 1).stdout
    assert len(json.loads(run("search", "gas", "--most", 1, "--json").stdout)["sources"]) == 1
    assert "more, --most shows them" in run("show", "pair", "BG", "RS", "--most", 1).stdout


def test_standard_input(run: Run) -> None:
    document = json.loads(run("add", "-", "--json", text=TEXT).stdout)
    assert document["sources"][0]["name"] == "standard input"


def test_list_search_show(run: Run, article: Path) -> None:
    assert "Add one" in run("list").stdout
    run("add", article)
    assert "meeting.txt" in run("list").stdout
    assert "1 source with 'cubic Serbia'" in run("search", "cubic", "Serbia").stdout
    assert run("search", "nowhere").exit_code == 1
    view = json.loads(run("show", "source", "1", "--json").stdout)
    assert view["title"] == "meeting.txt"
    assert view["tables"]["statement"]
    assert run("show", "moon").exit_code == 2


def test_review_by_keyboard(run: Run, article: Path) -> None:
    run("add", article)
    before = json.loads(run("show", "source", "1", "--json").stdout)
    result = run("review", "--reviewer", "reader", text="a\nu\nr\nq\n")
    assert result.exit_code == 0
    assert "[[" in result.stdout
    assert "taken back: accept" in result.stdout
    assert "1 decided" in result.stdout
    rows = json.loads(run("show", "source", "1", "--json").stdout)["tables"]
    states = [row["state"] for table in rows.values() for row in table]
    assert states.count("rejected") == 1
    assert len(states) == sum(len(table) for table in before["tables"].values())


def test_an_edit_by_keyboard(run: Run, article: Path) -> None:
    run("add", article)
    result = run("review", "--reviewer", "reader", text="e\nlevel=1\n\nq\n")
    assert "1 decided" in result.stdout
    run("review", "--reviewer", "reader", text="u\n")
    run("add", "-", text=TEXT.replace("Belgrade", "Sofia"))
    refused = run("review", "--reviewer", "reader", text="e\ncolour=red\n\nq\n")
    assert "do not fit" in refused.output
    assert "0 decided" in refused.stdout


def test_export(run: Run, article: Path, tmp_path: Path) -> None:
    run("add", article)
    gold = json.loads(run("export", "--format", "gold").stdout)
    assert gold["format"] == "linepack-gold/1"
    run("export", "--format", "csv", "--out", tmp_path / "facts.csv")
    assert (tmp_path / "facts.csv").read_text(encoding="utf-8").startswith("source,outlet")
    assert run("export", "--format", "rdf").exit_code == 2


def test_a_place_that_is_no_store(run: Run, article: Path) -> None:
    result = CliRunner().invoke(app, ["record", "--store", str(article), "list"])
    assert result.exit_code == 2
    assert "is no store of linepack" in result.output


def test_the_example_comes_with_its_decisions_once(run: Run) -> None:
    first, again = (json.loads(run("example", "--json").stdout) for _ in range(2))
    assert "source 1" in first["message"]
    assert "0 of its facts" in again["message"]
    assert all(one["reason"] for one in first["decisions"])


def test_the_rule_accepts_and_takes_back(run: Run) -> None:
    run("example")
    assert json.loads(run("accept-by-rule", "--json").stdout)["accepted"] == []
    assert "0 taken back" in run("accept-by-rule", "--undo").stdout
