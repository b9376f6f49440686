"""Which language a text is in."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from linepack.records.reading import read_document
from linepack.records.reading.language import quick_language

with (Path(__file__).parent / "languages.csv").open(encoding="utf-8", newline="") as file:
    TEXTS = {row["language"]: row["text"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_is_found(language):
    assert read_document(TEXTS[language], name="text.txt").language == language


@pytest.mark.parametrize("language", sorted(set(TEXTS) - {"zh"}))
def test_common_words_and_scripts_decide_without_the_model(language):
    assert quick_language(TEXTS[language]) == language


def test_a_short_text_has_no_sure_language_and_says_so():
    document = read_document("SOCAR, TANAP, TAP.", name="short.txt")
    assert document.language == ""
    assert any("language" in finding for finding in document.findings)


def test_a_text_in_no_known_language_is_read_all_the_same():
    text = "Zorba flim nokta vrenn silup. Grolla pent usk dravi molten kree. Vasko tulim brent."
    document = read_document(text, name="unknown.txt")
    assert len(document.sentences) == 3
    assert document.language == ""


def test_reading_a_plain_text_loads_neither_the_model_nor_any_heavy_package():
    code = (
        "import sys\n"
        "from linepack.records.reading import read_document\n"
        f"assert read_document({TEXTS['en']!r}, name='a').language == 'en'\n"
        "heavy = {'py3langid', 'trafilatura', 'pypdf', 'pandas', 'sqlalchemy', 'lxml'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
