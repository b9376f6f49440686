"""``linepack study``: run a study, print its answer, write its report."""

import webbrowser
from pathlib import Path
from typing import Annotated, Final

import typer

import linepack as lp
from linepack.cli.options import JsonOption
from linepack.cli.output import finish, progress
from linepack.cli.pages import studies_document, studies_page, study_page

EXAMPLE: Final = "linepack study southern-gas-corridor --out out/southern-gas-corridor"

NameArgument = Annotated[
    str | None,
    typer.Argument(metavar="NAME or FILE", help="The study to run; without one they are listed."),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write the report and its tables into this folder."),
]
SamplesOption = Annotated[
    int | None,
    typer.Option("--samples", metavar="N", min=0, help="Samples behind the uncertainty bands."),
]
SeedOption = Annotated[int | None, typer.Option("--seed", metavar="N", help="Seed of the samples.")]
OpenOption = Annotated[bool, typer.Option("--open", help="Show the report in the browser; needs --out.")]


def study(
    name: NameArgument = None,
    out: OutOption = None,
    samples: SamplesOption = None,
    seed: SeedOption = None,
    as_json: JsonOption = False,
    open_report: OpenOption = False,
) -> None:
    """Run a study and write its report.

    The answer comes first, in words, with what binds; the report can be cited.
    """
    if name is None:
        finish(studies_document(lp.list_studies()), studies_page(lp.list_studies()), as_json=as_json)
        return
    if open_report and out is None:
        raise typer.BadParameter("--open needs --out DIR, the folder the report is written into.")
    with progress(f"running the study {name}"):
        result = lp.run_study(name, n_samples=samples, seed=seed)
        report = None if out is None else lp.write_report(result, out)
    if open_report and report is not None:
        webbrowser.open(report.resolve().as_uri())
    finish(result.to_dict(), study_page(result, report), as_json=as_json)
