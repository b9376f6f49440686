"""The examples on the pages are run, and their commands exist."""

from __future__ import annotations

import doctest
import re
from typing import TYPE_CHECKING

import pytest
from tests.docs.pages import PAGES, ROOT, blocks, name

from linepack.cli.main import app

if TYPE_CHECKING:
    from pathlib import Path

RUN = [page for page in PAGES if any(">>>" in block for block in blocks(page, "python"))]
WITH_COMMANDS = [page for page in PAGES if blocks(page, "console")]
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS

COMMANDS = {str(command.name) for command in (*app.registered_commands, *app.registered_groups)}


@pytest.mark.parametrize("page", RUN, ids=name)
def test_python_examples_give_what_they_show(page: Path) -> None:
    text = "\n".join(block for block in blocks(page, "python") if ">>>" in block)
    test = doctest.DocTestParser().get_doctest(text, {}, name(page), str(page), 0)
    output: list[str] = []
    result = doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=output.append)
    assert result.failed == 0, "".join(output)


def test_the_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks(ROOT / "README.md", "python")
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102  it is our own text
    assert "Solved" in capsys.readouterr().out


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name)
def test_commands_on_the_pages_exist(page: Path) -> None:
    text = "\n".join(blocks(page, "console"))
    used = re.findall(r"(?<![\"\[])\blinepack ([a-z]+)", text)
    assert set(used) <= set(COMMANDS)


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name)
def test_make_targets_on_the_pages_exist(page: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    used = re.findall(r"\bmake ([a-z-]+)$", "\n".join(blocks(page, "console")), re.MULTILINE)
    assert set(used) <= set(targets)
