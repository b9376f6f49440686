"""Files that are either there in full or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pandas import DataFrame

UNFIT: Final = re.compile(r"[^A-Za-z0-9_-]+")


def write_whole(path: Path, content: str) -> None:
    """Write a text file in one step: a file beside it takes its place once it is complete.

    Raises
    ------
    OSError
        If the folder cannot be written; the old file, where there is one, is untouched.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def file_name(table: str) -> str:
    """Return the file name of a table: letters, digits, hyphen and underscore only.

    Examples
    --------
    >>> file_name("answers"), file_name("../a b")
    ('answers.csv', '_a_b.csv')
    """
    return f"{UNFIT.sub('_', table) or 'table'}.csv"


def csv_text(table: DataFrame) -> str:
    """Return a table as CSV; numbers in full, absent values empty, a named index as the first column."""
    named = any(name is not None for name in table.index.names)
    return str(table.to_csv(index=named, lineterminator="\n"))
