"""One mention of an event before mentions are merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from linepack.records.lexicon import Hit
    from linepack.records.model import Moment, Participant
    from linepack.records.scene import Line


class Draft(NamedTuple):
    """A trigger that passed its tests.

    Attributes
    ----------
    type, subtype
        As the trigger list has them.
    line, hit
        Where it stands.
    planned, background
        Whether it is still to happen; whether it is recalled from earlier.
    """

    type: str
    subtype: str
    line: Line
    hit: Hit
    planned: bool = False
    background: bool = False
    when: Moment | None = None
    place: str = ""
    place_basis: str = ""
    participants: tuple[Participant, ...] = ()
    about: tuple[str, ...] = ()
