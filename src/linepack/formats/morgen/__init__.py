"""morgen: networks as tables of edges, with scenarios beside them.

See docs/reference/morgen.md for what becomes what.
"""

from __future__ import annotations

from typing import Final

from linepack.formats.morgen.net import recognises
from linepack.formats.morgen.reading import read_morgen, read_with_scenario, scenarios, write_morgen
from linepack.formats.raw import Format

MORGEN: Final = Format(
    "morgen network",
    (),
    recognises,
    read_morgen,
    write_morgen,
    read_scenario=read_with_scenario,
    scenarios=scenarios,
)
