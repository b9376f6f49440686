"""Writing all or nothing: into a sibling first, then into place."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """Give a path to write to that becomes ``path`` when the block ends well, and vanishes otherwise."""
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = _sibling(target)
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Give a folder to write to that takes the place of ``path`` when the block ends well.

    Parameters
    ----------
    path
        The folder; it need not exist.
    is_ours
        Whether an entry of the old folder is replaced; every other entry is kept.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = _sibling(target)
    draft.mkdir()
    try:
        yield draft
        if target.exists():
            _keep(target, draft, is_ours)
        _swap(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sibling(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")


def _keep(old: Path, new: Path, is_ours: Callable[[Path], bool]) -> None:
    """Copy the entries that are not ours."""
    for entry in old.iterdir():
        if is_ours(entry):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, new / entry.name, follow_symlinks=False)


def _swap(new: Path, target: Path) -> None:
    """Put a folder into the place of another; the other comes back if that fails."""
    if not target.exists():
        new.rename(target)
        return
    old = _sibling(target)
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)
