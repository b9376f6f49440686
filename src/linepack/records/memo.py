"""What is worked out once for a document and asked for by several layers."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def once_for_each(function: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """Remember the answer for the last argument, known by identity: a document is never compared or hashed.

    Examples
    --------
    >>> calls = []
    >>> count = once_for_each(lambda document: calls.append(document) or len(calls))
    >>> page = "a page"
    >>> count(page), count(page)
    (1, 1)
    """
    last: list[tuple[Asked, Answer]] = []

    @wraps(function)
    def remembered(asked: Asked) -> Answer:
        for known, answer in last:
            if known is asked:
                return answer
        answer = function(asked)
        last[:] = [(asked, answer)]
        return answer

    return remembered
