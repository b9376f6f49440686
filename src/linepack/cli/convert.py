"""``linepack convert``: from one file format to another."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

import linepack as lp
from linepack.cli.options import NETWORK_HELP, JsonOption, ScenarioOption
from linepack.cli.output import Page, finish

EXAMPLE: Final = "linepack convert southern-gas-corridor corridor.xlsx --units face"


class Units(StrEnum):
    """Units in the header rows of the written tables."""

    SI = "SI"
    FACE = "face"


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help=NETWORK_HELP)],
    target: Annotated[
        Path,
        typer.Argument(
            metavar="OUT", help="Folder, .xlsx, .geojson, GasLib .net, matgas .m, pandapipes .json."
        ),
    ],
    units: Annotated[
        Units, typer.Option("--units", case_sensitive=False, help="SI loses nothing; face is bar, km, mm.")
    ] = Units.SI,
    scenario: ScenarioOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a network in another format.

    In a folder or a workbook no value and no source is lost; what another format cannot hold is listed.
    In face units numbers are exact to about 15 digits.
    """
    network = lp.read(source, scenario=scenario)
    losses = lp.write(network, target, units="face" if units is Units.FACE else "SI")
    answer = f"{source} is written to {target}" + (f"; {len(losses)} thing(s) are lost" if losses else "")
    document = {
        "status": "written",
        "message": answer,
        "findings": [asdict(loss) for loss in losses],
        "files": [str(target)],
    }
    finish(document, Page(answer, notes=[f"{loss.severity}: {loss}" for loss in losses]), as_json=as_json)
