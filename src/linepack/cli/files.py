"""Results as files: one CSV per table in SI units, and the whole as JSON."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, TypeGuard

from linepack.plain import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DOCUMENT: Final = "solution.json"


def write_results(document: Mapping[str, object], folder: Path) -> tuple[str, ...]:
    """Write a result's JSON object and its lists of records; return the lines that say where they lie."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {name: value for name, value in document.items() if _is_table(value)}
    for name, records in tables.items():
        _write(folder / f"{name}.csv", _as_csv(records))
    _write(folder / DOCUMENT, to_json(document) + "\n")
    return (f"tables: {folder} ({len(tables)} CSV files and {DOCUMENT}, in SI units)",)


def _is_table(value: object) -> TypeGuard[Sequence[Mapping[str, object]]]:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(row, dict) for row in value)


def _as_csv(rows: Sequence[Mapping[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(path)
