"""``linepack capacity``: the largest flow from one node to another."""

from typing import Annotated, Final

import typer

import linepack as lp
from linepack.cli.edits import Selection
from linepack.cli.options import (
    DateOption,
    JsonOption,
    NetworkArgument,
    ProjectOption,
    StatusFilter,
    StatusOption,
)
from linepack.cli.output import finish, progress
from linepack.cli.pages import capacity_page

EXAMPLE: Final = "linepack capacity southern-gas-corridor --from sangachal --to nis --date 2024-01-01"


def capacity(
    network: NetworkArgument,
    from_node: Annotated[str, typer.Option("--from", metavar="A", help="Node where the gas comes in.")],
    to_node: Annotated[str, typer.Option("--to", metavar="B", help="Node where it goes out.")],
    on: DateOption = None,
    status_filter: StatusOption = StatusFilter.OPERATING,
    project: ProjectOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the largest flow from one node to another.

    Stations may be set freely within their limits. Four values stand above each other: cap, max-flow bound,
    relaxed and hydraulic optimum; then what binds, and what one more unit of it would give.
    """
    selected = Selection(on, status_filter, project).of(lp.read(network))
    with progress(f"looking for the largest flow from {from_node} to {to_node}"):
        found = lp.capacity(selected, from_node, to_node)
    finish(found.to_dict(), capacity_page(found, selected), as_json=as_json)
