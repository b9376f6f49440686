"""Names of states, places, pipelines, companies and offices, as tables, and how their spellings compare."""

from .loader import Entry, Form, Gazetteer, OfficeHolder, gazetteer
from .names import flatten, fold, same_name, skeleton, skeletons, undeclined

__all__ = [
    "Entry",
    "Form",
    "Gazetteer",
    "OfficeHolder",
    "flatten",
    "fold",
    "gazetteer",
    "same_name",
    "skeleton",
    "skeletons",
    "undeclined",
]
