"""JSON-LD: each fact as a PROV entity derived from an annotated piece of its source.

References
----------
W3C, PROV-O: The PROV Ontology, 2013. W3C, Web Annotation Data Model, 2017.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from linepack.records.codec import to_plain
from linepack.records.exports.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linepack.records.exports.facts import Fact
    from linepack.records.model import Extraction

CONTEXT: Final = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "lp": "urn:linepack:record#",
}

REFINED_TYPES: Final = {"persons": "prov:Person", "orgs": "prov:Organization", "places": "prov:Location"}
"""PROV classes of entities by group."""


def write(extractions: Iterable[Extraction]) -> str:
    """Return one JSON-LD document with the facts of all sources."""
    graph = [node for extraction in extractions for node in _nodes(extraction)]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _nodes(extraction: Extraction) -> Iterator[dict[str, Any]]:
    document = extraction.document
    source = f"urn:sha256:{document.digest}"
    node = {"@id": source, "@type": "prov:Entity", "dcterms:title": document.title or document.name}
    if document.published:
        node["dcterms:issued"] = document.published.day.isoformat()
    if document.url:
        node["dcterms:source"] = document.url
    yield node
    for fact in facts_of(extraction):
        yield _fact(fact, source)
        yield _annotation(fact, source)


def _fact(fact: Fact, source: str) -> dict[str, Any]:
    fields = {name: value for name, value in to_plain(fact.value).items() if not name.startswith("anchor")}
    kind = REFINED_TYPES.get(getattr(fact.value, "group", ""), f"lp:{fact.kind}")
    return {
        "@id": f"{source}#{fact.key}",
        "@type": ["prov:Entity", kind],
        "prov:wasDerivedFrom": {"@id": source},
        "prov:wasGeneratedBy": {"@type": "prov:Activity", "lp:rule": fact.anchor.rule},
        "lp:fields": {"@type": "@json", "@value": fields},
    }


def _annotation(fact: Fact, source: str) -> dict[str, Any]:
    span = fact.anchor.span
    return {
        "@id": f"{source}#{fact.key}-words",
        "@type": "oa:Annotation",
        "oa:hasBody": {"@id": f"{source}#{fact.key}"},
        "oa:hasTarget": {
            "oa:hasSource": {"@id": source},
            "oa:hasSelector": [
                {"@type": "oa:TextPositionSelector", "oa:start": span.start, "oa:end": span.end},
                {"@type": "oa:TextQuoteSelector", "oa:exact": fact.words},
            ],
        },
    }
