"""Who is logged in."""

from fastapi import APIRouter, Request

import linepack
from linepack.web.access import Shared, identify
from linepack.web.schemas import SessionOut

router = APIRouter(prefix="/api/session", tags=["session"])


@router.get("", summary="Who is logged in, and the token for changes")
def session(request: Request, state: Shared) -> SessionOut:
    """Return the user and the token that every change has to carry."""
    caller = identify(request, state)
    return SessionOut(
        accounts=False,
        user=caller.name if caller else None,
        role=caller.role if caller else None,  # type: ignore[arg-type]
        token=state.token(caller.session) if caller else "",
        version=linepack.__version__,
    )
