"""What of a network a format has no place for, whatever the format: columns, and where values come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from linepack.network.places import warning
from linepack.network.schema import kinds, table_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from linepack.errors import Finding
    from linepack.network.network import Network

KEEP: Final = "Keep a copy in a folder of tables."
"""What to do about a loss."""


def lost_values(
    network: Network, format_name: str, held: Callable[[str], Collection[str]]
) -> Iterator[Finding]:
    """Yield a warning for every column with values that a format cannot hold, and one for the provenance.

    Parameters
    ----------
    network
        What is to be written.
    format_name
        Of the format, for people.
    held
        Columns that the format holds, by kind.
    """
    for kind in kinds():
        yield from _lost_columns(network, kind, format_name, held(kind) if len(network.table(kind)) else ())
    if len(network.provenance):
        finding = f"{len(network.provenance)} statement(s) on where values come from are left out."
        yield warning("provenance", "", "", finding, KEEP)


def _lost_columns(network: Network, kind: str, name: str, held: Collection[str]) -> Iterator[Finding]:
    table = network.table(kind)
    for column in table_schema(kind).columns:
        if column.name not in table or column.name in held:
            continue
        values = table[column.name]
        absent = values.isna() | (values.astype(object) == "") | (values == column.default)
        count = int((~absent.astype(bool)).sum())
        if count:
            finding = f"{name} has no place for it; {count} row(s) have one."
            yield warning(kind, "", column.name, finding, KEEP)
