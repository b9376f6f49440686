"""``linepack convert``: from one file format to another."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

import linepack as lp
from linepack.cli.options import NETWORK_HELP, JsonOption
from linepack.cli.output import Page, finish

EXAMPLE: Final = "linepack convert southern-gas-corridor corridor.xlsx --units face"


class Units(StrEnum):
    """Units in the header rows of the written tables."""

    SI = "SI"
    FACE = "face"


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help=NETWORK_HELP)],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="A folder, or a workbook ending in .xlsx.")],
    units: Annotated[
        Units, typer.Option("--units", case_sensitive=False, help="SI loses nothing; face is bar, km, mm.")
    ] = Units.SI,
    as_json: JsonOption = False,
) -> None:
    """Write a network in another format.

    No value and no source is lost on the way; in face units numbers are exact to about 15 digits.
    """
    lp.write(lp.read(source), target, units="face" if units is Units.FACE else "SI")
    answer = f"{source} is written to {target}"
    document = {"status": "written", "message": answer, "findings": [], "files": [str(target)]}
    finish(document, Page(answer), as_json=as_json)
