"""``linepack solve``: the steady state of a network."""

from typing import Annotated, Final

import typer

import linepack as lp
from linepack.cli.edits import Laws, Selection, with_demands
from linepack.cli.files import write_results
from linepack.cli.options import (
    DateOption,
    JsonOption,
    NetworkArgument,
    OutOption,
    ProjectOption,
    ScenarioOption,
    StatusFilter,
    StatusOption,
)
from linepack.cli.output import finish, progress
from linepack.cli.pages import solution_page

EXAMPLE: Final = "linepack solve southern-gas-corridor --date 2024-01-01"

EosOption = Annotated[
    str | None,
    typer.Option("--eos", metavar="NAME", help="Another equation of state than the network's."),
]
FrictionOption = Annotated[
    str | None,
    typer.Option("--friction", metavar="NAME", help="Another friction law than the network's."),
]
DemandOption = Annotated[
    list[str] | None,
    typer.Option(
        "--demand",
        metavar="NODE=VALUE_UNIT",
        help="Draw this much there: N5=12kg/s, N5=1.2bcm/y; may be repeated.",
    ),
]


def solve(
    network: NetworkArgument,
    scenario: ScenarioOption = None,
    on: DateOption = None,
    status_filter: StatusOption = StatusFilter.OPERATING,
    project: ProjectOption = None,
    eos: EosOption = None,
    friction: FrictionOption = None,
    demand: DemandOption = None,
    as_json: JsonOption = False,
    out: OutOption = None,
) -> None:
    """Find the steady state of a network.

    Pressures, flows, and what every station does; if the network cannot carry what is asked of it, how much
    it can carry and what stops it.
    """
    selected = Selection(on, status_filter, project).of(lp.read(network, scenario=scenario))
    asked = with_demands(Laws(eos, friction).of(selected), demand or ())
    with progress("solving the steady state"):
        solution = lp.solve_steady(asked)
    files = () if out is None else write_results(solution.to_dict(), out)
    finish(solution.to_dict(), solution_page(solution, asked, files), as_json=as_json)
