"""The pages are in step with the program, and their links lead somewhere."""

from __future__ import annotations

import re
import runpy
from typing import TYPE_CHECKING

import pytest
from tests.docs.pages import PAGES, ROOT, name

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|#)(?P<target>[^)#\s]+)[^)]*\)")


def test_the_reference_of_the_command_line_is_in_step() -> None:
    generator = runpy.run_path(str(ROOT / "docs" / "_ext" / "cli_reference.py"))
    written = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert written == generator["page"](), "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [match["target"] for match in LINK.finditer(page.read_text(encoding="utf-8"))]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_decisions_are_numbered_without_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_readme_explains_every_step_of_continuous_integration() -> None:
    steps = re.findall(r"^step ([a-z-]+)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "test" in steps
    assert ", ".join(f"`make {step}`" for step in steps) in " ".join(readme.split())


def test_changelog_fragments_have_a_kind() -> None:
    kinds = {"added", "changed", "fixed", "removed"}
    fragments = [path for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]
    assert [
        path.name for path in fragments if path.name.split(".")[1:] not in [[kind, "md"] for kind in kinds]
    ] == []
