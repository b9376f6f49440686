"""JSON as written: every value, or what is wrong with the text."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

from linepack.formats.text import UnreadableError, read_text

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_JSON: Final = 64 * 1024 * 1024
"""Bytes of the largest JSON file that is read: it takes about ten times as much memory."""


def read_json(path: Path, *, nan: bool = False) -> Any:  # JSON holds anything
    """Return the value of a JSON file.

    Parameters
    ----------
    path
        The file.
    nan
        Whether the words NaN and Infinity, which are no JSON, are read as numbers; what reads them says
        where they are none.

    Raises
    ------
    UnreadableError
        If it is too large, no text or no JSON, nests too deeply, names a key twice in one object, or holds a
        number that is none (NaN, Infinity) or too large to be one.
    """
    return parse_json(read_text(path, LARGEST_JSON), nan=nan)


def parse_json(text: str, *, nan: bool = False) -> Any:  # as above
    """Return the value that a text of JSON holds.

    Raises
    ------
    UnreadableError
        As for :func:`read_json`.
    """
    try:
        return json.loads(
            text,
            object_pairs_hook=_without_twins,
            parse_constant=float if nan else _no_number,
            parse_float=_finite,
            parse_int=_int,
        )
    except json.JSONDecodeError as wrong:
        where = f"line {wrong.lineno} column {wrong.colno}"
        raise UnreadableError(f"it is no JSON: {wrong.msg} at {where}.", "Correct that line.") from wrong
    except RecursionError as deep:
        raise UnreadableError("its values are nested too deeply.", "Look at the file.") from deep


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        later = dict(reversed([(name, at) for at, (name, _) in enumerate(pairs)]))
        twin = next(name for at, (name, _) in enumerate(pairs) if later[name] != at)
        raise UnreadableError(f"the key '{twin[:40]}' stands twice in one object.", "Keep one of them.")
    return found


def _no_number(word: str) -> float:
    raise UnreadableError(f"{word} is no number.", "Give a number, or leave the key out.")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise UnreadableError(f"the number {digits[:20]} is too large.", "Correct it.")
    return value


def _int(digits: str) -> int:
    if len(digits) > LONGEST_INTEGER:
        raise UnreadableError(f"the number {digits[:20]}… is too large.", "Correct it.")
    return int(digits)


LONGEST_INTEGER: Final = 300
"""Digits of the longest whole number that is read; a longer one is no quantity."""
