"""A network with every kind of element, and a writer of files."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.formats.pandapipes.made import EVERY_KIND, Tables, document


@pytest.fixture
def every_kind() -> Tables:
    """A network with every kind of element that is read, everything at sea level."""
    return deepcopy(EVERY_KIND)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A writer of files."""

    def write(tables: Tables, **entries: Any) -> Path:
        path = tmp_path / "net.json"
        path.write_text(json.dumps(document(tables, **entries)), encoding="utf-8")
        return path

    return write
