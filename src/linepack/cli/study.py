"""``linepack study``: run a study, print its answer, write its report."""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

import linepack as lp
from linepack.cli.options import JsonOption
from linepack.cli.output import finish, progress
from linepack.cli.pages import studies_document, studies_page, study_page

if TYPE_CHECKING:
    from linepack.studies.record_view import RecordView

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
RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="STORE",
        help="Run on what was accepted in this record instead of the study's own scenarios.",
        show_default=False,
    ),
]
ViewOption = Annotated[
    str | None,
    typer.Option(
        "--record-view",
        metavar="VIEW",
        help="as signed (if not given), as announced or as built; needs --record.",
        show_default=False,
    ),
]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="YYYY-MM-DD", help="Day of the record; today if not given.", show_default=False
    ),
]
OpenOption = Annotated[bool, typer.Option("--open", help="Show the report in the browser; needs --out.")]


def study(
    name: NameArgument = None,
    out: OutOption = None,
    samples: SamplesOption = None,
    seed: SeedOption = None,
    as_json: JsonOption = False,
    open_report: OpenOption = False,
    record: RecordOption = None,
    record_view: ViewOption = None,
    date: DateOption = None,
) -> None:
    """Run a study and write its report.

    The answer comes first, in words, with what binds; the report can be cited.
    """
    if name is None:
        finish(studies_document(lp.list_studies()), studies_page(lp.list_studies()), as_json=as_json)
        return
    if open_report and out is None:
        raise typer.BadParameter("--open needs --out DIR, the folder the report is written into.")
    view = _view(record, record_view, date)
    with progress(f"running the study {name}"):
        result = lp.run_study(name, n_samples=samples, seed=seed, record=view)
        report = None if out is None else lp.write_report(result, out)
    if open_report and report is not None:
        webbrowser.open(report.resolve().as_uri())
    finish(result.to_dict(), study_page(result, report), as_json=as_json)


def _view(record: str | None, view: str | None, date: str | None) -> "RecordView | None":
    """Return the view of the record that the study runs on, None where it runs on its own scenarios."""
    if record is None and (view is not None or date is not None):
        raise typer.BadParameter("--record-view and --date need --record STORE, the record to run on.")
    if record is None:
        return None
    from linepack.studies.record_view import RecordView

    return RecordView(record, view or "as signed", date or "")
