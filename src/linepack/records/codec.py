"""Values of the record as plain JSON values and back, read from the annotations of their classes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """Return a value of the record as JSON values; fields at their default are left out.

    Examples
    --------
    >>> from linepack.records.model import Span
    >>> to_plain((Span(3, 9),))
    [{'start': 3, 'end': 9}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: to_plain(getattr(value, name))
            for name, default in _fields(type(value))
            if getattr(value, name) != default
        }
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: type[T], plain: object) -> T:
    """Return the value of a class of the record from what :func:`to_plain` made of it.

    Raises
    ------
    TypeError
        If a field is missing or unknown.

    Examples
    --------
    >>> from linepack.records.model import Span
    >>> from_plain(Span, {"start": 3, "end": 9})
    Span(start=3, end=9)
    """
    return cast("T", _decode(kind, plain))


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """Return name and default of each field."""
    found = []
    for item in fields(kind):
        made = item.default_factory
        default = made() if callable(made) else item.default
        found.append((item.name, default))
    return tuple(found)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, plain: Any) -> Any:
    if plain is None:
        return None
    if is_dataclass(kind):
        hints = _hints(cast("type", kind))
        return cast("Any", kind)(
            **{name: _decode(hints.get(name, Any), item) for name, item in plain.items()}
        )
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _decode(next(item for item in get_args(kind) if item is not NoneType), plain)
    if origin is tuple:
        return _decode_tuple(get_args(kind), plain)
    return kind.fromisoformat(plain) if kind in (datetime, date) else plain


def _decode_tuple(kinds: tuple[Any, ...], plain: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_decode(kinds[0], item) for item in plain)
    return tuple(_decode(kind, item) for kind, item in zip(kinds, plain, strict=True))
