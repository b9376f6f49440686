"""What the routes of one server share."""

from __future__ import annotations

import hashlib
import hmac
import threading
from functools import cached_property
from typing import IO, TYPE_CHECKING

from linepack.storage.accounts import Accounts
from linepack.storage.jobs import Jobs
from linepack.storage.store import Store
from linepack.web.corridor import Maps
from linepack.web.home import Home
from linepack.web.jobs.runner import Runner
from linepack.web.rate import Rates

if TYPE_CHECKING:
    from linepack.web.settings import Settings


class State:
    """What the routes of one server share.

    Parameters
    ----------
    settings
        What the server was told.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rates = Rates()
        self.maps = Maps()
        self.runner: Runner | None = None
        self._opening = threading.Lock()
        self._store: Store | None = None
        self._lock: IO[str] | None = None

    @cached_property
    def home(self) -> Home:
        """The server's folder."""
        return Home(self.settings.folder.absolute()).made()

    @cached_property
    def secret(self) -> bytes:
        """The secret that tokens are made with."""
        return self.home.secret()

    @property
    def store(self) -> Store:
        """The record, opened when it is first asked for."""
        with self._opening:
            if self._store is None:
                self._store = Store(self.settings.store)
            return self._store

    @cached_property
    def jobs(self) -> Jobs:
        """The jobs of this server."""
        return Jobs(self.store, self.home.name())

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts of the store."""
        return Accounts(self.store)

    def take(self) -> None:
        """Take the folder, so that no other server works in it.

        Raises
        ------
        InputError
            If one does already.
        """
        self._lock = self.home.lock()

    def start(self) -> None:
        """Run jobs from now on."""
        if self.settings.workers:
            place = self.store.engine.url.render_as_string(hide_password=False)
            self.runner = Runner(self.jobs, self.home, place, self.settings.workers)
            self.runner.start()

        if self.settings.example and not self.accounts.any() and self.store.count() == 0:
            self.add_example()

    def add_example(self) -> int:
        """Add the bundled report with its reviewed record; return its number."""
        from linepack.data import record_example
        from linepack.storage.intake import Reader
        from linepack.storage.replay import WrittenDecision, replay

        reviewer, written = record_example.decisions()
        receipt = Reader().take_in_bytes(self.store, record_example.report(), record_example.NAME)
        decisions = [WrittenDecision(**one) for one in written]
        replay(self.store, receipt.source, decisions, reviewer=reviewer)
        return receipt.source

    def stop(self) -> None:
        """End all processes and close everything."""
        if self.runner is not None:
            self.runner.stop()
        if self._store is not None:
            self._store.close()
        if self._lock is not None:
            self._lock.close()

    def token(self, session: str) -> str:
        """Return the token against forged requests of a session."""
        return hmac.new(self.secret, session.encode(), hashlib.sha256).hexdigest()
