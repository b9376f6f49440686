"""The network: tables that follow a schema, edited by copy, checked as a whole.

Names are imported when they are first used, so that reading the schema needs no table library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from linepack.network.edit import add, change, remove
    from linepack.network.header import GasSpec, NetworkHeader
    from linepack.network.network import Network
    from linepack.network.provenance import Provenance

__all__ = ["GasSpec", "Network", "NetworkHeader", "Provenance", "add", "change", "remove"]

_HOMES: Final[dict[str, str]] = {
    "GasSpec": "linepack.network.header",
    "Network": "linepack.network.network",
    "NetworkHeader": "linepack.network.header",
    "Provenance": "linepack.network.provenance",
    "add": "linepack.network.edit",
    "change": "linepack.network.edit",
    "remove": "linepack.network.edit",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
