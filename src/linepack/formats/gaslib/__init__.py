"""GasLib: XML files of a network, its compressor stations, its decisions and its scenarios.

See docs/reference/gaslib.md for what becomes what, and by which rules values are set that no file states.
"""

from __future__ import annotations

from typing import Final

from linepack.formats.gaslib.files import recognises
from linepack.formats.gaslib.reading import read_gaslib, read_with_scenario, scenarios
from linepack.formats.gaslib.write import losses, write_gaslib
from linepack.formats.raw import Format

GASLIB: Final = Format(
    "GasLib network",
    (".net",),
    recognises,
    read_gaslib,
    write_gaslib,
    losses,
    read_scenario=read_with_scenario,
    scenarios=scenarios,
)
