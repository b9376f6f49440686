"""Statements and events as PLOVER events, with the CAMEO root code that each corresponds to.

References
----------
PLOVER, A Political Event Ontology, codebook of the Open Event Data Alliance, 2017: types and modes.
P. A. Schrodt, CAMEO Conflict and Mediation Event Observations codebook 1.1b3, 2012: two-digit roots.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linepack.records.model import Extraction

EVENTS: Final = {
    "visit": ("CONSULT", "visit", "04"),
    "meeting": ("CONSULT", "visit", "04"),
    "call": ("CONSULT", "phone", "04"),
    "conference": ("CONSULT", "multilateral", "04"),
    "signing": ("AGREE", "", "05"),
    "press_briefing": ("", "", "01"),
    "supply_start": ("COOPERATE", "economic", "06"),
    "resumption": ("COOPERATE", "economic", "06"),
    "interruption": ("SANCTION", "discontinue", "16"),
    "inauguration": ("COOPERATE", "economic", "06"),
}
"""PLOVER type and mode and CAMEO code of an event; what is not here has no code in either."""

ACTS: Final = {
    "agreed": ("AGREE", "", "03"),
    "pledged": ("AGREE", "", "03"),
    "signed": ("AGREE", "", "05"),
    "proposed": ("REQUEST", "", "02"),
    "requested": ("REQUEST", "", "02"),
    "invited": ("REQUEST", "", "02"),
    "offered": ("AGREE", "", "03"),
    "welcomed": ("SUPPORT", "", "05"),
    "thanked": ("SUPPORT", "", "05"),
    "emphasised": ("", "", "01"),
    "discussed": ("CONSULT", "", "04"),
    "denied": ("", "", "01"),
    "refused": ("REJECT", "", "12"),
    "announced": ("", "", "01"),
    "stated": ("", "", "01"),
    "noted": ("", "", "01"),
    "informed": ("", "", "01"),
}
"""As above, of an act."""


def write(extractions: Iterable[Extraction]) -> str:
    """Return one event per line: statements with a code, and events with one."""
    return "".join(
        json.dumps(row, ensure_ascii=False) + "\n" for extraction in extractions for row in _rows(extraction)
    )


def _rows(extraction: Extraction) -> Iterator[dict[str, Any]]:
    said = extraction.document.published.day.isoformat() if extraction.document.published else None
    names = {entity.id: entity.name for entity in extraction.entities}
    homes = {entity.id: entity.country for entity in extraction.entities}

    def actors(refs: Iterable[str]) -> list[dict[str, str]]:
        return [{"name": names.get(ref, ref), "country": homes.get(ref, ref)} for ref in refs]

    for event in extraction.events:
        if event.type in EVENTS:
            day = event.when.day.isoformat() if event.when else None
            parts = actors(part.ref for part in event.participants)
            ids = (event.id, day, event.anchors[0].sentence)
            yield _row(extraction, ids, EVENTS[event.type], parts[:1], parts[1:])
    for statement in extraction.statements:
        if statement.act in ACTS:
            day = statement.asserted.day.isoformat() if statement.asserted else said
            ids = (statement.id, day, statement.anchor.sentence)
            target = statement.addressee or (statement.by[1:] if statement.collective else ())
            by = statement.by[:1] if statement.collective else statement.by
            yield _row(extraction, ids, ACTS[statement.act], actors(by), actors(target))


def _row(
    extraction: Extraction,
    ids: tuple[str, str | None, int],
    code: tuple[str, str, str],
    actors: list[dict[str, str]],
    recipients: list[dict[str, str]],
) -> dict[str, Any]:
    document = extraction.document
    name, day, sentence = ids
    return {
        "id": f"{document.digest[:16]}-{name}",
        "date": day,
        "event_type": code[0] or None,
        "event_mode": code[1] or None,
        "cameo": code[2],
        "actor": actors,
        "recipient": recipients,
        "publication": document.outlet or None,
        "source": document.name,
        "sentence": sentence,
    }
