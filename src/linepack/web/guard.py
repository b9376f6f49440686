"""What stands before every route: host names, sizes, and the headers that browsers obey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException

from linepack.errors import Finding
from linepack.web.errors import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from linepack.web.settings import Settings

CSP: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""What a page may load: its own files, and nothing of any other place."""

HEADERS: Final = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}

HTTPS_ONLY: Final = "max-age=31536000"

UPLOADS: Final = ("/api/networks", "/api/record/sources")
"""Where bodies may be as large as an upload."""


class Guard:
    """Middleware that no request gets around.

    Parameters
    ----------
    app
        What it guards.
    settings
        Host names and sizes.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(MutableHeaders(scope=message))
            await send(message)

        headers, limit = Headers(scope=scope), self._limit(scope["path"])
        refusal = self._refusal(headers, limit)
        if refusal is not None:
            await problem(*refusal)(scope, receive, with_headers)
            return
        await self.app(scope, _counted(receive, limit), with_headers)

    def _add_headers(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if self.settings.https:
            headers.setdefault("strict-transport-security", HTTPS_ONLY)

    def _limit(self, path: str) -> int:
        return self.settings.upload_limit if path in UPLOADS else self.settings.body_limit

    def _refusal(self, headers: Headers, limit: int) -> tuple[int, str, list[Finding]] | None:
        name = host_name(headers.get("host", ""))
        if name not in self.settings.hosts:
            finding = Finding("host", f"this server does not answer to {name!r}.", "Name it with --name.")
            return 400, str(finding), [finding]
        size = headers.get("content-length", "0")
        if not size.isdigit() or int(size[:20]) > limit:
            finding = Finding("the request", f"its body is larger than {limit} bytes.", "Send less at once.")
            return 413, str(finding), [finding]
        return None


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port.

    Examples
    --------
    >>> host_name("localhost:8383"), host_name("[::1]:8383")
    ('localhost', '::1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def _counted(receive: Receive, limit: int) -> Receive:
    """Return the receiver of a body that stops where it gets too large, whatever its header said."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise HTTPException(413, f"The body is larger than {limit} bytes.")
        return message

    return counted
