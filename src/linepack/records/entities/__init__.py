"""Who and what a text names: persons with offices, bodies, states and places, assets.

Two questions, one reading: :func:`find_mentions` says where, :func:`find_entities` says who and what. A state
named in the text is a mention of group ``countries`` (role ``name``, ``adjective`` or ``capital``) and, where
it is named by name, an entity of group ``places`` with the id ``pl-xx``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .gather import read_names
from .places import TOWN

if TYPE_CHECKING:
    from linepack.records.model import Document, Doubt, Entity, Mention, NameVariants

__all__ = ["find_entities", "find_mentions"]


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Return every name in a document, in order; one may lie inside another (TAP in its class)."""
    return read_names(document).mentions


def find_entities(
    document: Document, mentions: tuple[Mention, ...]
) -> tuple[tuple[Entity, ...], tuple[NameVariants, ...], tuple[Doubt, ...]]:
    """Return entities, judged spellings and doubts; entities with no mention left stay only where implied."""
    names = read_names(document)
    refs = {mention.ref for mention in mentions}
    kept = tuple(
        one
        for one in names.entities
        if one.basis or refs & {one.id, one.id.removeprefix("pl-").upper()} or one.anchor.rule == TOWN
    )
    return kept, names.variants, names.doubts
