"""How many requests a minute: a bucket for each user and kind of request, which fills again steadily."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding
from linepack.web.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE: Final = 60.0
"""[s]"""

KEPT: Final = 10_000
"""Buckets that are kept; when there are more, all start full again."""


@dataclass
class Rates:
    """The buckets of a server.

    Attributes
    ----------
    clock
        Returns seconds.
    """

    clock: Callable[[], float] = time.monotonic
    _buckets: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, who: str, what: str, limit: int) -> None:
        """Take one request out of a bucket.

        Raises
        ------
        RefusedError
            If the bucket is empty: 429, with the seconds until it is not.
        """
        with self._lock:
            at = self.clock()
            left, since = self._buckets.get((who, what), (float(limit), at))
            left = min(float(limit), left + (at - since) * limit / MINUTE)
            if left < 1.0:
                wait = str(max(1, round((1.0 - left) * MINUTE / limit)))
                finding = Finding(what, f"more than {limit} requests a minute.", f"Come back in {wait} s.")
                raise RefusedError(429, finding, {"retry-after": wait})
            if len(self._buckets) >= KEPT:
                self._buckets.clear()
            self._buckets[who, what] = left - 1.0, at
