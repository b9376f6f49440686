"""From exception to response, in one place: every error has the shape of a result without one.

======  ==============================================================================
code    meaning
======  ==============================================================================
400     the request cannot be read
401     nobody is logged in
403     this user may not, or the token against forged requests is missing
404     there is no such thing, or it is another user's
409     it is not in the state for that
413     too large
422     what was given cannot be used; every finding is listed
429     too many requests; Retry-After says when to come back
503     an extra of linepack is not installed here
======  ==============================================================================
"""

from __future__ import annotations

import contextlib
import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from linepack.errors import Finding, InputError, LinepackError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fastapi import FastAPI, Request

WORDS: Final = {
    400: "unreadable request",
    401: "not logged in",
    403: "not allowed",
    404: "not found",
    405: "not allowed here",
    409: "conflict",
    413: "too large",
    422: "invalid input",
    429: "too many requests",
    503: "not available",
}
"""The word of each code."""

LOG: Final = logging.getLogger("linepack.web")


class RefusedError(LinepackError):
    """A request that is not answered, with the code that says why.

    Parameters
    ----------
    code
        The HTTP status.
    finding
        What was found, where, and what to do.
    headers
        Further headers of the response.
    """

    def __init__(self, code: int, finding: Finding, headers: Mapping[str, str] | None = None) -> None:
        self.code, self.finding, self.headers = code, finding, dict(headers or {})
        super().__init__(str(finding))


def not_found(place: str, remedy: str = "") -> RefusedError:
    """Return the refusal of something that is not there."""
    return RefusedError(404, Finding(place, "there is none.", remedy))


@contextlib.contextmanager
def missing_as_404() -> Iterator[None]:
    """Take an input error of the block as something that is not there: the path names it."""
    try:
        yield
    except InputError as wrong:
        raise RefusedError(404, wrong.findings[0]) from wrong


def problem(
    code: int, message: str, findings: Sequence[Finding] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return an error as a response."""
    content = {
        "status": WORDS.get(code, "failed"),
        "message": message,
        "findings": [asdict(finding) for finding in findings],
    }
    return JSONResponse(_printable(content), code, headers)


def _printable(value: Any) -> Any:  # JSON values
    """Return JSON values without halves of characters, which no encoding has."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case dict():
            return {name: _printable(item) for name, item in value.items()}
        case list():
            return [_printable(item) for item in value]
    return value


def install(app: FastAPI) -> None:
    """Let an app answer exceptions in this shape."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(LinepackError, _own)
    app.add_exception_handler(Exception, _defect)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RefusedError)  # noqa: S101 - what this handler is for
    return problem(error.code, str(error), [error.finding], error.headers)


async def _unfit(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what this handler is for
    findings = [
        Finding(".".join(map(str, one["loc"])), f"{one['msg']}.", "See /api/openapi.json.")
        for one in error.errors()
    ]
    return problem(422, str(InputError(findings, "the request")), findings)


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - what this handler is for
    return problem(error.status_code, str(error.detail), headers=error.headers)


async def _own(_: Request, error: Exception) -> JSONResponse:
    if isinstance(error, InputError):
        return problem(422, str(error), error.findings)
    return problem(503 if isinstance(error, MissingExtraError) else 422, str(error))


async def _defect(_: Request, error: Exception) -> JSONResponse:
    LOG.error("linepack failed where it should not", exc_info=error)
    return problem(500, f"linepack failed where it should not: {type(error).__name__}.")
