"""The public names: sorted, complete, found where they say, and nothing besides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import linepack as lp

CONTRACT = {"read", "write", "check", "solve_steady", "capacity", "run_study", "list_studies", "write_report"}
VALUES = {"Network", "NetworkHeader", "Solution", "Capacity", "Study", "Composition", "Gas"}
SOURCE = Path(lp.__file__).read_text(encoding="utf-8")


def test_all_is_sorted_without_repetition() -> None:
    assert list(lp.__all__) == sorted(set(lp.__all__))


def test_all_holds_what_was_promised() -> None:
    assert set(lp.__all__) >= CONTRACT | VALUES


@pytest.mark.parametrize("name", lp.__all__)
def test_every_name_resolves_and_has_a_docstring(name: str) -> None:
    value = getattr(lp, name)
    assert value is getattr(lp, name)
    assert isinstance(value, str) or value.__doc__


@pytest.mark.parametrize("name", sorted(CONTRACT | VALUES))
def test_type_checkers_and_python_look_in_the_same_place(name: str) -> None:
    home = lp._HOMES[name]
    assert re.search(rf"^    from {re.escape(home)} import .*\b{name}\b", SOURCE, re.MULTILINE)


def test_every_error_of_the_tree_is_public() -> None:
    errors = {name for name, value in vars(lp.errors).items() if isinstance(value, type)}
    assert {name for name in errors if name.endswith("Error")} <= set(lp.__all__)


def test_dir_lists_the_public_names() -> None:
    assert set(lp.__all__) <= set(dir(lp))


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = lp.nothing
