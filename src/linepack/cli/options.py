"""Arguments and options that several commands share."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

NETWORK_HELP: Final = "Folder or file of any format that is read, or name of a bundled network."


class StatusFilter(StrEnum):
    """How sure an element must be to take part; each step takes in the one before it."""

    OPERATING = "operating"
    CONSTRUCTION = "construction"
    FID = "fid"
    ANNOUNCED = "announced"


NetworkArgument = Annotated[
    str,
    typer.Argument(metavar="NETWORK", help=NETWORK_HELP, show_default=False),
]
DateOption = Annotated[
    date | None,
    typer.Option(
        "--date",
        metavar="YYYY-MM-DD",
        parser=date.fromisoformat,
        help="The network as it is on this day; today if not given.",
        show_default=False,
    ),
]
StatusOption = Annotated[
    StatusFilter,
    typer.Option("--status-filter", help="How sure an element must be to take part."),
]
ProjectOption = Annotated[
    list[str] | None,
    typer.Option("--project", metavar="P", help="Add this project whatever its status; may be repeated."),
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Print one JSON object, in SI units, and nothing else."),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write the results into this folder.", show_default=False),
]
ScenarioOption = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        metavar="NAME",
        help="One of the network's scenarios, by name or by file.",
        show_default=False,
    ),
]
