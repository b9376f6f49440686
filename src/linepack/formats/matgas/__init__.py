"""matgas: MATLAB case files of gas networks for optimisation.

See docs/reference/matgas.md for what becomes what, and by which rules values are set that no case states.
"""

from __future__ import annotations

from typing import Final

from linepack.formats.matgas.losses import losses
from linepack.formats.matgas.reading import read_matgas, recognises
from linepack.formats.matgas.write import write_matgas
from linepack.formats.raw import Format

MATGAS: Final = Format("matgas case", (".m",), recognises, read_matgas, write_matgas, losses)
