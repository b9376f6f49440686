"""The text layer of a file: what the kinds of files have in common once they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linepack.records.model import Moment
    from linepack.records.reading.furniture import Mark


@dataclass(frozen=True, slots=True)
class Layer:
    """Text and what its file says about it.

    Attributes
    ----------
    text
        The text as received.
    kind
        text, html, email, pdf.
    published
        From the file's own metadata, None where it has none.
    title, byline, outlet, url, language
        From metadata, empty where it has none.
    boilerplate
        Stretches that the layout of the file shows to be no part of the report.
    findings
        What the reader should know.
    """

    text: str
    kind: str
    published: Moment | None = None
    title: str = ""
    byline: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    boilerplate: tuple[Mark, ...] = ()
    findings: tuple[str, ...] = ()
