"""Maps of bundled networks, solved once a day and status filter and then kept ready to send."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from linepack.plain import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.network import Network

KEPT: Final = 256
"""Maps that are kept."""


@dataclass(frozen=True)
class Page:
    """A document ready to send.

    Attributes
    ----------
    packed
        Compressed JSON.
    tag
        Its digest.
    """

    packed: bytes
    tag: str

    @classmethod
    def of(cls, document: dict[str, Any]) -> Page:
        """Return a document as a page."""
        text = to_json(document).encode()
        return cls(gzip.compress(text, 6, mtime=0), hashlib.sha256(text).hexdigest()[:32])


@dataclass
class Maps:
    """Maps that are ready."""

    _pages: OrderedDict[tuple[Any, ...], Page] = field(default_factory=OrderedDict)
    _networks: dict[str, Network] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _making: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: tuple[Any, ...], make: Callable[[], dict[str, Any]]) -> Page:
        """Return the page of a key; it is made once, however many ask at the same time."""
        found = self._ready(key)
        if found is not None:
            return found
        with self._making:
            found = self._ready(key)
            if found is None:
                found = Page.of(make())
                with self._lock:
                    self._pages[key] = found
                    while len(self._pages) > KEPT:
                        self._pages.popitem(last=False)
        return found

    def _ready(self, key: tuple[Any, ...]) -> Page | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def network(self, name: str) -> Network:
        """Return a bundled network, read once."""
        from linepack.data.facade import read

        if name not in self._networks:
            self._networks[name] = read(name)
        return self._networks[name]


def solved_map(network: Network) -> dict[str, Any]:
    """Return the layers of a network on its day, with flows and pressures."""
    from linepack.steady.solve import solve_steady
    from linepack.web.layers import layers

    solution = solve_steady(network)
    state = {kind: table.reset_index().to_dict("records") for kind, table in solution.partial.items()}
    return {
        "status": solution.status,
        "message": solution.message,
        "findings": [vars(finding) for finding in solution.findings],
        "date": str(network.header.date or ""),
        "layers": layers(network, state),  # type: ignore[arg-type]
    }
