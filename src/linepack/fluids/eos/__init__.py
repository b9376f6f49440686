"""Equations of state: one file each and one line in the registry.

Examples
--------
>>> [name for name in EQUATIONS if name.startswith("a")]
['aga', 'aga8']
>>> equation_of_state("constant_z", factor=0.9)
ConstantZ(factor=0.9)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from linepack.fluids.eos.aga import Aga
from linepack.fluids.eos.aga8 import Aga8
from linepack.fluids.eos.cnga import Cnga, SimpleCnga
from linepack.fluids.eos.constant_z import ConstantZ, ideal_gas
from linepack.fluids.eos.equation import PRESSURE_MAX, EquationOfState, RangeWarning, refuse
from linepack.fluids.eos.gerg2008 import Gerg2008
from linepack.fluids.eos.isotherm import Isotherm, isotherm
from linepack.fluids.eos.papay import Papay
from linepack.fluids.eos.peng_robinson import PengRobinson
from linepack.fluids.eos.soave_redlich_kwong import SoaveRedlichKwong

if TYPE_CHECKING:
    from collections.abc import Callable

EQUATIONS: Final[dict[str, Callable[..., EquationOfState]]] = {
    "ideal": ideal_gas,
    "constant_z": ConstantZ,
    "simple_cnga": SimpleCnga,
    "full_cnga": Cnga,
    "aga": Aga,
    "papay": Papay,
    "peng_robinson": PengRobinson,
    "soave_redlich_kwong": SoaveRedlichKwong,
    "aga8": Aga8,
    "gerg2008": Gerg2008,
}
"""Equations of state by the name written in a network's header."""


# Any: each equation has parameters of its own.
def equation_of_state(name: str, **parameters: Any) -> EquationOfState:
    """Return the equation of state of that name.

    Parameters
    ----------
    name
        A key of :data:`EQUATIONS`.
    **parameters
        ``factor`` for constant_z; ``gravity``, ``convention`` and ``atmosphere`` for full_cnga;
        ``critical_pressure`` and ``critical_temperature`` for aga and papay; ``composition`` for
        peng_robinson, soave_redlich_kwong, aga8 and gerg2008.

    Raises
    ------
    InputError
        If there is no such equation.
    """
    if name not in EQUATIONS:
        known = ", ".join(sorted(EQUATIONS))
        raise refuse("gas.eos", f"There is no equation of state {name!r}.", f"Use one of: {known}.")
    return EQUATIONS[name](**parameters)


__all__ = [
    "EQUATIONS",
    "PRESSURE_MAX",
    "Aga",
    "Aga8",
    "Cnga",
    "ConstantZ",
    "EquationOfState",
    "Gerg2008",
    "Isotherm",
    "Papay",
    "PengRobinson",
    "RangeWarning",
    "SimpleCnga",
    "SoaveRedlichKwong",
    "equation_of_state",
    "isotherm",
]
