"""What the head of a web page says about it: meta elements, JSON-LD, title."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from linepack.records.model import Moment

DATES: Final = (
    "datepublished",
    "article:published_time",
    "og:article:published_time",
    "datepublished:itemprop",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "time",
)
"""Names under which pages give the publication time, the most trusted first."""

LINKED: Final = {"headline": "headline", "datePublished": "datepublished"}
NAMED: Final = {"author": "author", "publisher": "publisher"}


class Head:
    """Collects the metadata while a page is parsed."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.language = ""
        self._inside = ""
        self._text: list[str] = []

    def start(self, tag: str, values: dict[str, str]) -> None:
        """See an element open."""
        if tag == "html":
            self.language = values.get("lang", "")[:2].lower()
        elif tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self._keep(name.lower(), values.get("content", ""))
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            self._keep("canonical", values.get("href", ""))
        elif tag == "time" and "datetime" in values:
            self._keep("time", values["datetime"])
        elif tag == "title" or (tag == "script" and "ld+json" in values.get("type", "")):
            self._inside, self._text = tag, []

    def data(self, text: str) -> None:
        """See text."""
        if self._inside:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """See an element close."""
        if tag != self._inside:
            return
        text, self._inside = "".join(self._text), ""
        if tag == "title":
            self._keep("title", " ".join(text.split()))
        else:
            self._linked(text)

    def first(self, *names: str) -> str:
        """Return the first value that one of the names has, empty where none has."""
        return next((self.values[name] for name in names if self.values.get(name)), "")

    def title(self) -> str:
        """Return the headline."""
        return self.first("headline", "og:title", "twitter:title", "title")

    def published(self) -> Moment | None:
        """Return the publication time that the page states for itself."""
        for name in DATES:
            if found := _moment(self.values.get(name, "")):
                return found
        return None

    def _keep(self, name: str, value: str) -> None:
        """Keep the first value of a name."""
        if name and value.strip():
            self.values.setdefault(name, value.strip())

    def _linked(self, text: str) -> None:
        """Read a block of JSON-LD; one that is damaged says nothing."""
        try:
            data = json.loads(text)
        except ValueError:
            return
        for item in _items(data, depth=0):
            for key, name in LINKED.items():
                self._keep(name, str(item.get(key) or ""))
            for key, name in NAMED.items():
                self._keep(name, _name(item.get(key)))


def _items(data: Any, depth: int) -> list[dict[str, Any]]:
    """Return the objects of JSON-LD, those inside lists and graphs too."""
    if depth > 4:
        return []
    if isinstance(data, list):
        return [item for each in data for item in _items(each, depth + 1)]
    if isinstance(data, dict):
        return [data, *_items(data.get("@graph", []), depth + 1)]
    return []


def _name(value: Any) -> str:
    """Return the name of a person or organisation of JSON-LD."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return value if isinstance(value, str) else ""


def _moment(words: str) -> Moment | None:
    """Read a date in ISO form; other forms of metadata are not trusted."""
    try:
        time = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    if len(words.strip()) <= 10:
        return Moment(time.date(), "day", "page metadata")
    return Moment(time.date(), "time", "page metadata", time)
