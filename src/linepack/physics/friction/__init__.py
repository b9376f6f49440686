"""Friction laws: one file per law and one line in the registry.

Examples
--------
>>> sorted(FRICTION_LAWS)
['aga', 'colebrook_white', 'gerg', 'haaland', 'hofer', 'nikuradse', 'panhandle_a', 'panhandle_b', 'weymouth']
>>> friction_law("hofer").turbulent
Hofer()
"""

from __future__ import annotations

from typing import Final

from linepack.errors import Finding, InputError
from linepack.physics.friction.aga import Aga
from linepack.physics.friction.blend import BlendedLaw, blended
from linepack.physics.friction.colebrook_white import ColebrookWhite
from linepack.physics.friction.gerg import Gerg
from linepack.physics.friction.haaland import Haaland
from linepack.physics.friction.hofer import Hofer
from linepack.physics.friction.law import FrictionLaw
from linepack.physics.friction.nikuradse import Nikuradse
from linepack.physics.friction.panhandle_a import PanhandleA
from linepack.physics.friction.panhandle_b import PanhandleB
from linepack.physics.friction.weymouth import Weymouth

FRICTION_LAWS: Final[dict[str, FrictionLaw]] = {
    "colebrook_white": ColebrookWhite(),
    "hofer": Hofer(),
    "nikuradse": Nikuradse(),
    "haaland": Haaland(),
    "aga": Aga(),
    "weymouth": Weymouth(),
    "panhandle_a": PanhandleA(),
    "panhandle_b": PanhandleB(),
    "gerg": Gerg(),
}
"""Turbulent laws by the name written in a network's header."""


def friction_law(name: str, drag_factor: float = 1.0) -> BlendedLaw:
    """Return the law of that name, blended into laminar flow.

    Parameters
    ----------
    name
        A key of :data:`FRICTION_LAWS`.
    drag_factor
        For bends and fittings, 1 for none; only aga and gerg have one. [-]

    Raises
    ------
    InputError
        If there is no such law, or it has no drag factor.
    """
    if name not in FRICTION_LAWS:
        known = ", ".join(sorted(FRICTION_LAWS))
        raise InputError(
            [Finding("friction", f"There is no friction law {name!r}.", f"Use one of: {known}.")]
        )
    law = FRICTION_LAWS[name]
    return blended(law if drag_factor == 1.0 else law.with_drag_factor(drag_factor))


__all__ = [
    "FRICTION_LAWS",
    "Aga",
    "BlendedLaw",
    "ColebrookWhite",
    "FrictionLaw",
    "Gerg",
    "Haaland",
    "Hofer",
    "Nikuradse",
    "PanhandleA",
    "PanhandleB",
    "Weymouth",
    "blended",
    "friction_law",
]
