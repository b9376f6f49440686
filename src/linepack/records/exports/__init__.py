"""The record in other formats: one file a format, one line here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.records.model import Extraction

FORMATS: Final = {
    "gold": "the annotation format, one JSON object per source and line",
    "jsonld": "JSON-LD: PROV for where facts come from, Web Annotation for their words",
    "ftm": "FollowTheMoney entities, one JSON object per line",
    "csv": "one table of all facts with their words",
    "plover": "PLOVER events with CAMEO root codes, one JSON object per line",
    "claimreview": "schema.org ClaimReview of claims with a figure, without a verdict",
}
"""Name of a format and what it is; each has a module of its name with ``write``."""


def export_as(name: str, extractions: Iterable[Extraction]) -> str:
    """Return the record in a format.

    Parameters
    ----------
    name
        A key of :data:`FORMATS`.
    extractions
        One per source.

    Raises
    ------
    InputError
        If there is no such format.
    """
    if name not in FORMATS:
        found = Finding(f"format {name!r}", "there is none.", f"Choose {', '.join(FORMATS)}.")
        raise InputError([found], "the export")
    text: str = import_module(f"linepack.records.exports.{name}").write(extractions)
    return text
