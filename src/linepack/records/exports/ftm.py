"""FollowTheMoney entities: persons, organisations, events and contracts with their links.

References
----------
FollowTheMoney data model, followthemoney.tech: schemata Person, Organization, PublicBody, Company,
Address, Asset, Event, Contract, Occupancy, Position, Document.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linepack.records.model import Commitment, Entity, Event, Extraction

SCHEMATA: Final = {"persons": "Person", "orgs": "Organization", "places": "Address", "assets": "Asset"}
"""Schema of an entity by its group."""

BODIES: Final = {"ministry": "PublicBody", "government": "PublicBody", "company": "Company"}
"""Schemata of some kinds of organisations."""

PAPERS: Final = 3
"""Level from which a commitment is written as a contract."""


def write(extractions: Iterable[Extraction]) -> str:
    """Return one entity per line; entities that several sources name are written once each."""
    seen: dict[str, dict[str, Any]] = {}
    for extraction in extractions:
        for row in _rows(extraction):
            seen.setdefault(row["id"], row)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in seen.values())


def _rows(extraction: Extraction) -> Iterator[dict[str, Any]]:
    document = extraction.document
    keys = {entity.id: _key(entity.group, entity.name, entity.country) for entity in extraction.entities}
    proof = document.digest[:40]
    day = document.published.day.isoformat() if document.published else None
    yield _row(
        proof,
        "Document",
        title=document.title or document.name,
        publisher=document.outlet,
        date=day,
        sourceUrl=document.url,
    )
    for entity in extraction.entities:
        yield from _entity(entity, keys, proof)
    for event in extraction.events:
        yield _event(event, keys, proof)
    for commitment in extraction.commitments:
        if commitment.level >= PAPERS:
            yield _contract(commitment, keys, proof)


def _entity(entity: Entity, keys: dict[str, str], proof: str) -> Iterator[dict[str, Any]]:
    schema = BODIES.get(entity.kind, SCHEMATA[entity.group])
    name = "full" if schema == "Address" else "name"
    own = {name: entity.name, "country": entity.country.lower(), "proof": proof}
    yield {**_row(keys[entity.id], schema, **own), **_aliases(schema, entity, own)}
    for post in entity.posts:
        key = _key("occupancy", entity.name, post.title, post.org)
        yield _row(
            key,
            "Occupancy",
            holder=keys[entity.id],
            post=_key("post", post.title, post.org),
            proof=proof,
        )
        yield _row(
            _key("post", post.title, post.org),
            "Position",
            name=post.title,
            country=post.country.lower(),
            organization=keys.get(post.org),
        )


def _aliases(schema: str, entity: Entity, own: dict[str, str]) -> dict[str, Any]:
    if schema == "Address":
        return {}
    names = [name for name in entity.names if name != entity.name]
    return {"properties": {**_values(own), **({"alias": names} if names else {})}}


def _event(event: Event, keys: dict[str, str], proof: str) -> dict[str, Any]:
    involved = [keys[part.ref] for part in event.participants if part.ref in keys]
    return _row(
        _key("event", proof, event.id),
        "Event",
        name=event.subtype or event.type,
        date=event.when.day.isoformat() if event.when else None,
        involved=involved,
        location=event.place,
        proof=proof,
    )


def _contract(commitment: Commitment, keys: dict[str, str], proof: str) -> dict[str, Any]:
    return _row(
        _key("contract", proof, commitment.id),
        "Contract",
        title=commitment.subject or commitment.kind,
        type=commitment.kind,
        status=commitment.status,
        contractDate=commitment.signed.day.isoformat() if commitment.signed else None,
        authority=[keys.get(party, party) for party in commitment.parties],
        proof=proof,
    )


def _row(key: str, schema: str, **properties: Any) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": _values(properties)}


def _values(properties: dict[str, Any]) -> dict[str, list[str]]:
    """Return properties as lists of texts, empty ones left out."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {name: [str(item) for item in found if item] for name, found in lists.items() if any(found)}


def _key(*parts: str) -> str:
    return hashlib.sha1("|".join(parts).encode(), usedforsecurity=False).hexdigest()
