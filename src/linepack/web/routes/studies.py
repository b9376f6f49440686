"""Studies and claims: what can be asked, and what all promises add up to. Running them is a job."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from linepack.web.access import Reader, Shared
from linepack.web.routes.responses import ERRORS
from linepack.web.schemas import Document

router = APIRouter(prefix="/api", responses=ERRORS)


@router.get("/studies", tags=["studies"], summary="The bundled studies")
def studies(caller: Reader) -> dict[str, str]:
    """Return name and title of each; run one with a job of kind ``study``."""
    from linepack.studies.run import list_studies

    return list_studies()


@router.get("/claims/ledger", tags=["claims"], summary="All promises over each leg against what it can carry")
def ledger(
    caller: Reader,
    state: Shared,
    year: Annotated[list[Annotated[int, Query(ge=1990, le=2100)]], Query(max_length=10, examples=[[2026]])],
    record: bool = False,
    view: Literal["as signed", "as announced", "as built"] = "as signed",
) -> Document:
    """Return the over-commitment ledger; with ``record`` its accepted commitments count too."""
    from linepack.plain import plain
    from linepack.studies.claims.ledger import over_commitments

    table = over_commitments(sorted(set(year)), store=state.store if record else None, view=view)
    rows = table.to_dict("records")
    over = sum(row["verdict"] == "over-committed" for row in rows)
    message = f"{over} of {len(rows)} legs and fields are promised more than they can carry."
    document = {"status": "complete", "message": message, "findings": [], "over_commitments": rows}
    return Document.model_validate(plain(document))
