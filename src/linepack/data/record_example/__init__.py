"""The bundled example of the record: a report in our own words and the decisions on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

NAME: Final = "belgrade.txt"
"""Name of the report."""

_HOME: Final = Path(__file__).parent


def report() -> bytes:
    """Return the report as its file holds it."""
    return (_HOME / NAME).read_bytes()


def decisions() -> tuple[str, list[dict[str, Any]]]:
    """Return who reviewed the report, and the decisions as written down."""
    found = json.loads((_HOME / "decisions.json").read_text(encoding="utf-8"))
    return found["reviewer"], found["decisions"]
