"""An e-mail: its own words with three header lines before them; attachments are named, not opened."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Final

from linepack.records.model import Moment
from linepack.records.reading.decode import refuse
from linepack.records.reading.furniture import Mark
from linepack.records.reading.layer import Layer
from linepack.records.reading.page import read_page

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

SIGNATURE: Final = re.compile(r"\n--[ \t]*\r?\n")
FIELDS: Final = (("From", "byline"), ("Date", "publication_time"), ("Subject", ""))


def read_mail(data: bytes, name: str) -> Layer:
    """Read a mail: the plain part where there is one, else the page in it.

    Raises
    ------
    InputError
        If it has no part with text.
    """
    message = message_from_bytes(data, policy=policy.default)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise refuse(name, "The mail has no part with text.", "Save its attachment and add that.")
    content, findings = _content(part)
    page = read_page(content) if part.get_content_type() == "text/html" else Layer(content, "text")
    head, marks = _head(message)
    moved = (Mark(m.start + len(head), m.end + len(head), m.kind, m.rule) for m in page.boilerplate)
    return Layer(
        text=head + page.text,
        kind="email",
        published=_published(message),
        title=_field(message, "Subject"),
        byline=page.byline,
        outlet=page.outlet,
        url=page.url,
        language=page.language,
        boilerplate=(*marks, *moved, *_signature(head, page.text)),
        findings=(*findings, *_attachments(message)),
    )


def _content(part: MIMEPart) -> tuple[str, tuple[str, ...]]:
    """Return the text of a part; a charset that is wrong or unknown costs characters, not the mail."""
    try:
        text = part.get_content()
    except (LookupError, UnicodeDecodeError):
        payload = part.get_payload(decode=True)
        text = payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else str(payload)
        return text, ("The charset of the mail is not known; it was read as UTF-8.",)
    damaged = text.count("\ufffd")
    return str(text), (f"{damaged} unreadable character(s) were replaced.",) if damaged else ()


def _field(message: EmailMessage, name: str) -> str:
    """Return a header field in one line, empty where it is absent."""
    return " ".join(str(message.get(name, "")).split())


def _head(message: EmailMessage) -> tuple[str, list[Mark]]:
    """Return the header lines that stand before the text, and their marks."""
    head, marks = "", []
    for name, kind in FIELDS:
        value = _field(message, name)
        if not value:
            continue
        line = f"{name}: {value}"
        end = len(head) + (len(line) if kind else len(name) + 1)
        marks.append(Mark(len(head), end, kind or "page_control", "noise.mail-header"))
        head += line + "\n\n"
    return head, marks


def _published(message: EmailMessage) -> Moment | None:
    """Return when the mail says it was sent."""
    time = getattr(message.get("Date"), "datetime", None)
    return Moment(time.date(), "time", "mail header", time) if time else None


def _signature(head: str, text: str) -> list[Mark]:
    """Mark what stands after the line that opens a signature."""
    found = list(SIGNATURE.finditer(text))
    place = found[-1].start() if found else -1
    return (
        [Mark(len(head) + place + 1, len(head) + len(text), "follow_footer", "noise.signature")]
        if place > 0
        else []
    )


def _attachments(message: EmailMessage) -> tuple[str, ...]:
    """Name the attachments."""
    names = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    return (f"Attached and not read: {', '.join(names)}.",) if names else ()
