"""Results as what JSON knows: texts, numbers, lists and objects; a number that is not there is null."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass


def to_json(document: Mapping[str, object]) -> str:
    """Return a document as JSON text; not-a-number and infinity become null.

    Examples
    --------
    >>> to_json({"pressure": float("nan"), "name": "Niš"})
    '{"pressure": null, "name": "Niš"}'
    """
    return json.dumps(plain(document), ensure_ascii=False, allow_nan=False)


def plain(value: object) -> object:
    """Return a value made of what JSON knows."""
    match value:
        case bool() | int() | str() | None:
            return value
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        return plain(value.item())
    return [plain(item) for item in value] if isinstance(value, Iterable) else str(value)
