"""The digest of a job: equal digests have equal results, which are then kept once."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from linepack.data.corridor import bundled, folder
from linepack.web.jobs.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.storage.store import Store
    from linepack.web.home import Home


def digest(home: Home, store: Store, owner: str, kind: str, inputs: dict[str, Any]) -> str:
    """Return the digest of everything that goes into a job."""
    import linepack

    parts = [linepack.__version__, kind, json.dumps(inputs, sort_keys=True)]
    parts += [_content(folder(name)) for name in bundled()]
    if KINDS[kind].network and inputs["network"] not in bundled():
        parts.append(_fresh(home.network(owner, inputs["network"])))
    if KINDS[kind].record and (inputs.get("commitment") or inputs.get("record_view")):
        parts.append(_record(store))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _content(path: Path) -> str:
    """Return the digest of bundled files, which do not change while the server runs."""
    return _fresh(path)


def _fresh(path: Path) -> str:
    """Return the digest of all files in a folder, by name."""
    found = hashlib.sha256()
    for file in sorted(item for item in path.rglob("*") if item.is_file()):
        found.update(f"{file.relative_to(path).as_posix()}\0{file.stat().st_size}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def _record(store: Store) -> str:
    """Return what a record is at: its last source and its last decision."""
    from sqlalchemy import func, select

    from linepack.storage.tables import Review, Source

    with store.reading() as session:
        last = [session.scalar(select(func.max(table.id))) for table in (Source, Review)]
    return f"{store.engine.url.render_as_string()}: {last}"
