"""Which kind of file some bytes are."""

from __future__ import annotations

import re
from typing import Final

HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|table)\b", re.IGNORECASE)
HTML_START: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)",
    re.IGNORECASE | re.DOTALL,
)
FIELD: Final = re.compile(rb"^([A-Za-z][A-Za-z-]+):[ \t]", re.MULTILINE)
MAIL_FIELDS: Final = frozenset({b"from", b"to", b"subject", b"date"})
TRANSPORT_FIELDS: Final = frozenset(
    {b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to"}
)
START: Final = 4000


def kind_of(data: bytes, name: str) -> str:
    """Return pdf, email, html or text.

    Examples
    --------
    >>> kind_of(b"%PDF-1.7 ...", "a"), kind_of(b"<!DOCTYPE html><p>Gas", "a"), kind_of(b"Gas < oil", "a.txt")
    ('pdf', 'html', 'text')
    """
    start = data[:START]
    if b"%PDF-" in start[:1024]:
        return "pdf"
    lower = name.lower()
    if lower.endswith(".eml") or _is_mail(start):
        return "email"
    if HTML_START.match(start) or (lower.endswith((".html", ".htm", ".xhtml")) and HTML.search(start)):
        return "html"
    return "text"


def _is_mail(start: bytes) -> bool:
    """Say whether a header block opens the file as only mail in transport has it."""
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    if not (FIELD.match(head) or head.startswith(b"From ")):
        return False
    fields = {field.lower() for field in FIELD.findall(head)}
    return len(fields & MAIL_FIELDS) > 1 and bool(fields & TRANSPORT_FIELDS)
