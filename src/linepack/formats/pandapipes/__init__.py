"""Networks of pandapipes as JSON; pandapipes itself is not needed.

See docs/reference/pandapipes.md for what becomes what.
"""

from __future__ import annotations

from typing import Final

from linepack.formats.pandapipes.layout import recognises
from linepack.formats.pandapipes.losses import losses
from linepack.formats.pandapipes.reading import read_pandapipes
from linepack.formats.pandapipes.write import write_pandapipes
from linepack.formats.raw import Format

PANDAPIPES: Final = Format(
    "pandapipes network", (".json",), recognises, read_pandapipes, write_pandapipes, losses
)
