"""Studies: from scenarios to result tables."""

from linepack.studies.record_view import RecordView
from linepack.studies.run import list_studies, run_study
from linepack.studies.study import Study

__all__ = ["RecordView", "Study", "list_studies", "run_study"]
