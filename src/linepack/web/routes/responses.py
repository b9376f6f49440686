"""The errors that routes document."""

from typing import Any, Final

from linepack.web.schemas import Problem

_WHEN: Final = {
    400: "The request cannot be read.",
    401: "Nobody is logged in.",
    403: "This user may not, or the token is missing.",
    404: "There is no such thing, or it is another user's.",
    409: "It is not in the state for that.",
    413: "Too large.",
    422: "What was given cannot be used; every finding is listed.",
    429: "Too many requests; Retry-After says when to come back.",
    503: "An extra of linepack is not installed here.",
}

ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    code: {"model": Problem, "description": when} for code, when in _WHEN.items()
}
"""Responses of every route that answers with an error."""
