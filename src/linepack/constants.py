"""Physical constants, SI. The only place where they stand.

Sources: gas constant, CODATA 2018 (exact since the 2019 SI); standard gravity and atmosphere,
CGPM 1901 and 1954 (exact by definition); molar mass of dry air, ISO 6976:2016, annex A.
"""

from __future__ import annotations

from typing import Final

GAS_CONSTANT: Final = 8.314462618
"""Molar gas constant. [J/(mol K)]"""

STANDARD_GRAVITY: Final = 9.80665
"""Standard acceleration of free fall. [m/s2]"""

ATMOSPHERE: Final = 101_325.0
"""Standard atmosphere, also the zero of gauge pressure. [Pa]"""

MOLAR_MASS_AIR: Final = 0.028_965_46
"""Molar mass of dry air of the composition of ISO 6976:2016. [kg/mol]"""

EARTH_RADIUS: Final = 6_371_008.8
"""Mean radius of the Earth (IUGG). [m]"""
