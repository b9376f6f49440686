"""Networks: bundled ones and your own; their findings, maps and facts."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Path, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse

from linepack.web import uploads
from linepack.web.access import Caller, Reader, Shared
from linepack.web.asking import check_network
from linepack.web.corridor import Page, solved_map
from linepack.web.errors import missing_as_404, not_found
from linepack.web.jobs.task import read_network
from linepack.web.routes.responses import ERRORS
from linepack.web.schemas import ONE_LINE, ElementOut, FactOut, Filter, MapOut, NetworkOut, Word
from linepack.web.state import State

router = APIRouter(prefix="/api/networks", tags=["networks"], responses=ERRORS)

Name = Annotated[str, Path(max_length=200, pattern=ONE_LINE)]


def reachable(name: Name, caller: Reader, state: Shared) -> str:
    """Return the name of a network that is bundled or the caller's own."""
    check_network(state, caller, name)
    return name


Reachable = Annotated[str, Depends(reachable)]


def on_day(
    name: Reachable,
    day: Annotated[date | None, Query(alias="date", examples=["2026-01-01"])] = None,
    status_filter: Filter = "operating",
    project: Annotated[list[Word] | None, Query(max_length=100)] = None,
) -> dict[str, Any]:
    """Return what a map or a fact is asked for."""
    return {"name": name, "day": day, "status_filter": status_filter, "projects": tuple(project or ())}


OnDay = Annotated[dict[str, Any], Depends(on_day)]


def _bundled() -> list[str]:
    from linepack.data.corridor import bundled

    return bundled()


def _dated(state: State, caller: Caller, asked: dict[str, Any]) -> Any:  # a Network
    name = asked["name"]
    whole = state.maps.network(name) if name in _bundled() else read_network(state.home, caller.name, name)
    day = asked["day"] or whole.header.date or date.today()
    return whole.at(day, asked["status_filter"], with_projects=asked["projects"])


@router.get("", summary="The bundled networks, then yours")
def networks(caller: Reader, state: Shared) -> list[NetworkOut]:
    """Return the networks that you can ask about."""
    ours = [NetworkOut(key=name, name=name, bundled=True) for name in _bundled()]
    return ours + [NetworkOut(**about) for about in uploads.listed(state.home, caller.name)]


@router.post("", status_code=201, summary="Upload a network in any supported format")
def upload(
    caller: Reader,
    state: Shared,
    files: Annotated[list[UploadFile], File(description="One file, or all files of a folder.")],
) -> NetworkOut:
    """Read the files as one network and keep them; 422 lists all that was found where none can be read."""
    state.rates.spend(caller.name, "uploads", state.settings.uploads)
    given = [(file.filename or "", file.file.read()) for file in files]
    return NetworkOut(**uploads.keep(state.home, caller.name, given))


@router.get("/{name}", summary="What a network holds, and what was found in it")
def network(name: Reachable, caller: Reader, state: Shared) -> NetworkOut:
    """Return size and findings."""
    if name not in _bundled():
        return NetworkOut(**uploads.known(state.home, caller.name, name))
    return NetworkOut(key=name, bundled=True, **uploads.summary(state.maps.network(name)))


@router.delete("/{name}", status_code=204, summary="Remove one of your networks")
def remove(name: Reachable, caller: Reader, state: Shared) -> None:
    """Remove an uploaded network; results that were worked out of it stay."""
    if name in _bundled():
        raise not_found(f"network {name} among yours", "Bundled networks stay.")
    uploads.remove(state.home, caller.name, name)


@router.get("/{name}/files/{file}", response_class=FileResponse, summary="A file as it was uploaded")
def file(name: Reachable, file: Name, caller: Reader, state: Shared) -> FileResponse:
    """Return an uploaded file."""
    if name in _bundled() or file not in uploads.known(state.home, caller.name, name)["files"]:
        raise not_found(f"file {file}", "The network lists its files.")
    path = state.home.network(caller.name, name) / file
    return FileResponse(path, filename=file, media_type="application/octet-stream")


@router.get(
    "/{name}/map", response_model=MapOut, summary="A network as layers of a map, with flow and pressure"
)
def map_of(request: Request, asked: OnDay, caller: Reader, state: Shared) -> Response:
    """Return the network of a day as GeoJSON, solved; made once and then kept."""
    owner = "" if asked["name"] in _bundled() else caller.name
    key = (owner, asked["name"], asked["day"] or date.today(), asked["status_filter"], asked["projects"])
    page = state.maps.get(key, lambda: solved_map(_dated(state, caller, asked)))
    return _sent(request, page)


def _sent(request: Request, page: Page) -> Response:
    """Return a page, compressed where that is taken; nothing where the browser has it."""
    headers = {
        "etag": f'"{page.tag}"',
        "cache-control": "private, no-cache",
        "vary": "accept-encoding, cookie",
    }
    if page.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(page.packed, media_type="application/json", headers=headers)
    import gzip

    return Response(gzip.decompress(page.packed), media_type="application/json", headers=headers)


@router.get("/{name}/elements/{kind}/{element}", summary="An element with all its facts and their sources")
def element(kind: Name, element: Name, asked: OnDay, caller: Reader, state: Shared) -> ElementOut:
    """Return every value with its unit and where it comes from."""
    from linepack.network.schema import kinds
    from linepack.web.layers import facts

    found = _dated(state, caller, asked)
    with missing_as_404():
        if kind not in kinds() or element not in found.table(kind).index:
            raise not_found(f"{kind}[{element}]", "The map lists the elements of the day.")
    values = [FactOut.model_validate(_plain(fact)) for fact in facts(found, kind, element)]
    return ElementOut(id=element, kind=kind, facts=values)


def _plain(value: Any) -> Any:  # JSON values
    from linepack.plain import plain

    return plain(value)
