"""Friction laws: one file per law and one line in the registry.

Examples
--------
>>> sorted(FRICTION_LAWS)
['colebrook_white', 'haaland', 'hofer', 'nikuradse']
>>> friction_law("hofer").turbulent
Hofer()
"""

from __future__ import annotations

from typing import Final

from linepack.errors import Finding, InputError
from linepack.physics.friction.blend import BlendedLaw, blended
from linepack.physics.friction.colebrook_white import ColebrookWhite
from linepack.physics.friction.haaland import Haaland
from linepack.physics.friction.hofer import Hofer
from linepack.physics.friction.law import FrictionLaw
from linepack.physics.friction.nikuradse import Nikuradse

FRICTION_LAWS: Final[dict[str, FrictionLaw]] = {
    "colebrook_white": ColebrookWhite(),
    "hofer": Hofer(),
    "nikuradse": Nikuradse(),
    "haaland": Haaland(),
}
"""Turbulent laws by the name written in a network's header."""


def friction_law(name: str) -> BlendedLaw:
    """Return the law of that name, blended into laminar flow.

    Raises
    ------
    InputError
        If there is no such law.
    """
    if name not in FRICTION_LAWS:
        known = ", ".join(sorted(FRICTION_LAWS))
        raise InputError(
            [Finding("friction", f"There is no friction law {name!r}.", f"Use one of: {known}.")]
        )
    return blended(FRICTION_LAWS[name])


__all__ = [
    "FRICTION_LAWS",
    "BlendedLaw",
    "ColebrookWhite",
    "FrictionLaw",
    "Haaland",
    "Hofer",
    "Nikuradse",
    "blended",
    "friction_law",
]
