"""``read``: a network from a file or folder, or a bundled one by its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from linepack import formats
from linepack.data.corridor import bundled, load
from linepack.errors import Finding, InputError

if TYPE_CHECKING:
    from linepack.network import Network


def read(source: str | os.PathLike[str]) -> Network:
    """Return the network of a file or folder, or the bundled network of that name.

    Parameters
    ----------
    source
        A path in any supported format, detected by its content, or the name of a bundled network. The name
        comes first; write ``./name`` for a folder that is called the same.

    Raises
    ------
    InputError
        If there is neither such a path nor such a name, or with everything found in the files.

    Examples
    --------
    >>> read("southern-gas-corridor").header.name
    'southern-gas-corridor'
    """
    name = os.fspath(source)
    if name in bundled():
        return load(name)
    if not Path(name).exists():
        remedy = f"Give the path of a network, or the name of a bundled one: {', '.join(bundled())}."
        raise InputError([Finding(name, "there is no such file, folder or bundled network.", remedy)])
    return formats.read(Path(name))
