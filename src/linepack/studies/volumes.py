"""Mass flows as volumes of one gas at one reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linepack.fluids.reference import AT_TWENTY_CELSIUS
from linepack.system.gas import gas_of
from linepack.units import mass_flow_from_volume, volume_from_mass_flow

if TYPE_CHECKING:
    from linepack.network import Network


class Volumes:
    """Mass flows as yearly volumes of one gas at one reference."""

    def __init__(self, network: Network) -> None:
        self.density = network.header.reference_density or gas_of(network.header).standard_density
        self.density_at_20 = gas_of(network.header).density_at(AT_TWENTY_CELSIUS)

    def bcm_y(self, mass_flow: float) -> float:
        """Return kg/s as bcm/y."""
        return float(volume_from_mass_flow(mass_flow, "bcm/y", self.density))

    def mcm_d(self, mass_flow: float) -> float:
        """Return kg/s as mcm/d."""
        return float(volume_from_mass_flow(mass_flow, "mcm/d", self.density))

    def from_20(self, volume: float, unit: str) -> float:
        """Return a volume flow counted at 20 degC as a mass flow. [kg/s]"""
        return float(mass_flow_from_volume(volume, unit, self.density_at_20))
