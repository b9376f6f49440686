"""Names of a few sentences, by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from linepack.records.entities import find_entities, find_mentions

if TYPE_CHECKING:
    from linepack.records.model import Doubt, Entity, Mention, NameVariants


@dataclass(frozen=True)
class Read:
    """What was read, with short ways to ask for it."""

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    variants: tuple[NameVariants, ...]
    doubts: tuple[Doubt, ...]

    def ids(self, group):
        return [entity.id for entity in self.entities if entity.group == group]

    def persons(self):
        return [entity.name for entity in self.entities if entity.group == "persons"]

    def person(self, name):
        return next(entity for entity in self.entities if entity.group == "persons" and entity.name == name)

    def one(self, ident):
        return next(entity for entity in self.entities if entity.id == ident)

    def states(self):
        return [(one.ref, one.form, one.role) for one in self.mentions if one.group == "countries"]

    def posts(self, name):
        return [(post.title, post.org) for post in self.person(name).posts]


@pytest.fixture
def read(written):
    """Read the names of a few sentences: ``read(*sentences, language=, published=)``."""

    def reader(*sentences, **about):
        document = written(*sentences, **about)
        mentions = find_mentions(document)
        for mention in mentions:
            assert mention.anchor.span.of(document.text) == mention.form
        return Read(mentions, *find_entities(document, mentions))

    return reader
