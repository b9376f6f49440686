"""Reports: a study as one self-contained page, and its tables as files."""

from __future__ import annotations

from pathlib import Path

from linepack.report.files import csv_text, file_name, write_whole
from linepack.report.reading import StudyLike

__all__ = ["StudyLike", "write_report"]


def write_report(study: StudyLike, folder: str | Path, *, name: str = "report.html") -> Path:
    """Write a study as one HTML page and, in ``tables`` beside it, every table as CSV.

    The page opens without a network connection: fonts, styles, script and map are inside it. Every file
    appears in full or not at all, the page last.

    Parameters
    ----------
    study
        The study, as :func:`linepack.run_study` returns it.
    folder
        Where to write; made if it is not there.
    name
        File name of the page.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    MissingExtraError
        If the extra ``report`` is not installed.
    OSError
        If the folder cannot be written.
    """
    from linepack.report.page import render

    home = Path(folder)
    content = render(study)
    tables = {file_name(table): csv_text(frame) for table, frame in study.tables.items()}
    (home / "tables").mkdir(parents=True, exist_ok=True)
    for file, text in tables.items():
        write_whole(home / "tables" / file, text)
    write_whole(home / name, content)
    return home / name
