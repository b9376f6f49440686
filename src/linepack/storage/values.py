"""Kinds of facts and the classes of their values."""

from __future__ import annotations

from typing import Any

from linepack.records.model import Commitment, Doubt, Entity, Event, ProjectStatus, Quantity, Statement

VALUES: dict[str, type[Any]] = {
    "entity": Entity,
    "event": Event,
    "quantity": Quantity,
    "statement": Statement,
    "commitment": Commitment,
    "status_change": ProjectStatus,
    "doubt": Doubt,
}
"""Kind of a fact and the class of its value."""
