"""Read what is bundled: networks, the facts they were built from, the rules that filled the gaps."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding, InputError

if TYPE_CHECKING:
    import pandas as pd

    from linepack.network import Network

_HOME: Final = Path(__file__).parent
_FOLDERS: Final = {"southern-gas-corridor": "southern_gas_corridor"}


def bundled() -> list[str]:
    """Return the names of the bundled networks."""
    return sorted(_FOLDERS)


@cache
def load(name: str) -> Network:
    """Return a bundled network with its rows of all dates; take a day of it with ``Network.at``.

    A second call returns the same frozen network.

    Raises
    ------
    InputError
        If nothing of that name is bundled.
    """
    from linepack.formats import read

    return read(folder(name) / "network")


def facts(name: str, table: str) -> pd.DataFrame:
    """Return a fact table as it was compiled: text, every row with source, date and confidence.

    Parameters
    ----------
    name
        A name of :func:`bundled`.
    table
        Name of the fact table, for example ``pipelines``.

    Raises
    ------
    InputError
        If there is no such network or no such table.
    """
    import pandas as pd

    found = {path.stem: path for path in sorted((folder(name) / "facts").glob("*.csv"))}
    if table not in found:
        raise _unknown(f"facts[{table}]", "there is no such fact table", sorted(found))
    return pd.read_csv(found[table], dtype=str, keep_default_na=False)


def rules(name: str) -> pd.DataFrame:
    """Return the stated rules behind the estimates, indexed by id.

    Columns are text, value, low, high, unit and reason; value, low and high are numbers or absent.
    """
    import pandas as pd

    return pd.read_csv(folder(name) / "assumptions.csv", index_col="id")


def folder(name: str) -> Path:
    """Return the folder of a bundled network.

    Raises
    ------
    InputError
        If nothing of that name is bundled.
    """
    if name not in _FOLDERS:
        raise _unknown(f"bundled[{name}]", "nothing of that name is bundled", bundled())
    return _HOME / _FOLDERS[name]


def _unknown(place: str, finding: str, known: list[str]) -> InputError:
    return InputError([Finding(place, f"{finding}.", f"Give one of: {', '.join(known)}.")], "the name")
