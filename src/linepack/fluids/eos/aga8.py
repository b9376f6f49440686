"""AGA8-DC92, the detailed equation of the American Gas Association, evaluated by pyaga8."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from linepack.fluids.eos.gerg2008 import Gerg2008, engine_of


@dataclass(frozen=True)
class Aga8(Gerg2008):
    """The AGA8-DC92 equation for one composition, tabulated and checked like GERG-2008.

    Notes
    -----
    For one gaseous phase at 250 to 450 K and up to 250 bar; the equation is made for pipeline quality gas.

    References
    ----------
    .. [1] K. E. Starling, J. L. Savidge, AGA Transmission Measurement Committee Report 8, 1994.
    .. [2] ISO 12213-2:2006.
    """

    density_options: ClassVar[tuple[int, ...]] = ()

    # Any: pyaga8 ships no types.
    def _engine(self) -> Any:
        """Return pyaga8's equation for the composition."""
        return engine_of(self.composition, "Detail")
