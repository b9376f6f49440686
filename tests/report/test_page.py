"""The page as a whole: it stands alone, says nothing it was not told, and never breaks."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from linepack.errors import MissingExtraError
from linepack.report import write_report
from linepack.report.page import render

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_PAGE = 1_500_000
"""Bytes of a page with a dozen scenarios of 130 pipes each."""

HOSTILE = (
    "<script>alert(1)</script>\"'&</svg></style>]]>\x00\x0b<img src=http://evil.example/x onerror=alert(2)>"
)


class Parsed(HTMLParser):
    """Elements and attributes of a page, and the text of its script and style elements."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inline: dict[str, list[str]] = {"script": [], "style": []}
        self.within = ""
        self.words = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        self.within = tag
        if tag in self.inline:
            self.inline[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.within = "" if tag else self.within

    def handle_data(self, data: str) -> None:
        if self.within in self.inline:
            self.inline[self.within][-1] += data
        else:
            self.words += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


@pytest.fixture(scope="module")
def content(study: Any) -> str:
    return render(study)


@pytest.fixture(scope="module")
def page(content: str) -> Parsed:
    return Parsed(content)


def test_nothing_is_loaded_from_anywhere(page: Parsed) -> None:
    assert not {tag for tag, _ in page.elements} & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "video",
        "base",
        "form",
    }
    for tag, attributes in page.elements:
        assert "src" not in attributes
        if tag == "a" and (attributes["href"] or "").startswith("http"):
            assert attributes["rel"] == "noopener noreferrer"
        elif "href" in attributes:
            assert (attributes["href"] or "").startswith("#")
    assert not re.search(r"url\(|@import", "".join(page.inline["style"]))
    assert not re.search(r"fetch\(|XMLHttp|WebSocket|https?:", page.inline["script"][-1])


def test_policy_allows_only_the_own_style_and_script(page: Parsed) -> None:
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    for part in (page.inline["style"][0], page.inline["script"][-1]):
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert len(page.inline["style"]) == 1
    assert not [a for _, a in page.elements for name in a if name == "style" or name.startswith("on")]


def test_ids_are_unique_and_every_reference_has_its_target(page: Parsed) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [(a["href"] or "")[1:] for a in page.all("a") if (a["href"] or "").startswith("#")]
    labelled = [a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a]
    assert set(targets) | set(labelled) <= set(ids)


def test_every_picture_is_well_formed(content: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", content, flags=re.DOTALL)
    assert len(pictures) > 10
    for picture in pictures:
        ET.fromstring(picture)  # noqa: S314  our own markup


def test_the_answer_comes_before_the_picture_and_the_picture_before_the_tables(content: str) -> None:
    places = [
        content.index(mark)
        for mark in ("<h1>", 'class="map map-o"', "What binds", "<table", 'class="sources"')
    ]
    assert places == sorted(places)


def test_page_tells_its_language_and_has_a_way_past_the_top(page: Parsed) -> None:
    assert page.all("html")[0]["lang"] == "en"
    assert page.all("a")[0]["href"] == "#answer"
    assert len(page.all("h1")) == 1


def test_tables_have_captions_and_scopes(page: Parsed) -> None:
    assert len(page.all("table")) == len(page.all("caption"))
    assert all(cell.get("scope") in {"row", "col"} for cell in page.all("th"))


def test_without_scripts_exactly_the_main_scenario_shows(page: Parsed) -> None:
    parts = [a for _, a in page.elements if "data-scenario" in a]
    assert {a["data-scenario"] for a in parts if "hidden" not in a} == {"2026"}
    assert {a["data-scenario"] for a in parts} > {"2021", "tap-20"}
    assert "hidden" in page.all("fieldset")[0]


def test_same_study_gives_the_same_bytes(study: Any, content: str) -> None:
    assert render(study) == content


def test_hostile_words_stay_words(study: Any) -> None:
    tables = {
        name: table.apply(
            lambda column: column if pd.api.types.is_numeric_dtype(column) else column + HOSTILE
        )
        for name, table in study.tables.items()
        if name != "profile"
    }
    tables["further " + HOSTILE] = pd.DataFrame({HOSTILE: [HOSTILE]})
    words = dict.fromkeys(("title", "question", "headline", "name", "reference", "status"), HOSTILE)
    spoiled = replace(study, **words, answers_in_words=(HOSTILE,), notes=(HOSTILE,), tables=tables)
    content = render(spoiled)
    page = Parsed(content)
    assert len(page.inline["script"]) == 2
    assert not page.all("img")
    assert "alert(1)" in page.words
    assert "<script>alert" not in content
    assert not re.search("[\x00\x0b]", content)
    for picture in re.findall(r"<svg.*?</svg>", content, flags=re.DOTALL):
        ET.fromstring(picture)  # noqa: S314  our own markup


@pytest.mark.parametrize(
    "missing", ["answers", "pipes", "nodes", "profile", "tornado", "assumptions", "scenarios"]
)
def test_a_missing_table_leaves_the_page_whole(study: Any, missing: str) -> None:
    tables = {name: table for name, table in study.tables.items() if name != missing}
    assert "</html>" in render(replace(study, tables=tables))


def test_empty_tables_leave_the_page_whole(study: Any) -> None:
    tables = {name: table.iloc[:0] for name, table in study.tables.items()}
    assert "No rows." in render(replace(study, tables=tables))
    assert "</html>" in render(replace(study, tables={}, as_of="", n_samples=0, answers_in_words=()))


def test_missing_columns_leave_the_page_whole(study: Any) -> None:
    tables = {
        name: table[[column for column in table.columns if column in {"scenario", "target", "id"}]]
        for name, table in study.tables.items()
    }
    assert "</html>" in render(replace(study, tables=tables))


def test_absent_numbers_show_as_a_dash_and_never_by_their_name(study: Any) -> None:
    def emptied(column: pd.Series[Any]) -> pd.Series[Any]:
        is_place = str(column.name).startswith(("latitude", "longitude"))
        return column * float("nan") if pd.api.types.is_float_dtype(column) and not is_place else column

    tables = {name: table.apply(emptied) for name, table in study.tables.items()}
    content = render(replace(study, tables=tables))
    page = Parsed(content)
    assert "–" in page.words
    assert not re.search(r"\b(nan|NaN|None|NaT|inf)\b", page.words)
    assert not re.search(r'="[^"]*\bnan\b', content)


def test_page_stays_small_for_a_dozen_scenarios(study: Any, tables: dict[str, pd.DataFrame]) -> None:
    def widened(name: str, table: pd.DataFrame) -> pd.DataFrame:
        if "scenario" not in table:
            return table
        copies = [table.assign(scenario=table["scenario"] + suffix) for suffix in ("", "-b")]
        if name == "pipes":
            copies += [copy.assign(id=copy["id"] + "_twin") for copy in list(copies)]
        return pd.concat(copies, ignore_index=True)

    large = {name: widened(name, table) for name, table in tables.items()}
    assert large["pipes"]["id"].nunique() > 120
    assert len(render(replace(study, tables=large)).encode()) < LARGEST_PAGE


def test_missing_template_engine_names_the_extra(study: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r"linepack\[report\]"):
        render(study)


def test_files_are_written_in_full(study: Any, tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    page = write_report(study, tmp_path / "out")
    assert page == tmp_path / "out" / "report.html"
    assert page.read_text(encoding="utf-8").endswith("</html>")
    written = {path.name for path in (tmp_path / "out" / "tables").iterdir()}
    assert written == {f"{name}.csv" for name in tables}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"report.html", "tables"}


def test_tables_survive_the_way_through_csv(
    study: Any, tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    write_report(study, tmp_path)
    for name, table in tables.items():
        texts = {column: str for column in table if not pd.api.types.is_numeric_dtype(table[column])}
        texts = {
            column: kind for column, kind in texts.items() if not pd.api.types.is_bool_dtype(table[column])
        }
        absent = {column: [""] for column in table if column not in texts}
        path = tmp_path / "tables" / f"{name}.csv"
        back = pd.read_csv(path, dtype=texts, keep_default_na=False, na_values=absent)
        pd.testing.assert_frame_equal(back, table, check_exact=True, check_dtype=False)


def test_a_failed_write_leaves_the_old_page(
    study: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write_report(study, tmp_path)
    before = page.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_report(replace(study, headline="Another answer."), tmp_path)
    assert page.read_bytes() == before
    assert not list(tmp_path.rglob("*.part"))
