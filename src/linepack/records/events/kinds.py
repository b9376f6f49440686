"""The types of events, grouped by what they need in order to count as one."""

from __future__ import annotations

from typing import Final

TALK: Final = frozenset({"visit", "meeting", "call", "conference", "press_briefing"})
"""People come together."""

STEEL: Final = frozenset({"construction_start", "completion", "commercial_operation", "inauguration"})
"""Something is built or opened."""

GAS: Final = frozenset({"supply_start", "interruption", "resumption"})
"""Gas begins to flow, stops, flows again."""

PUBLISHED_AS: Final = {
    "completion": ("inauguration", "technical completion"),
    "commercial_operation": ("supply_start", "commercial operation"),
}
"""Types of the trigger list that the annotation format keeps under another type, as a subtype."""

ROLES: Final = {
    "visit": "visitor",
    "signing": "party",
    "press_briefing": "speaker",
}
"""Role of a participant by type of event; participant where none is given."""
