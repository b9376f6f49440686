"""Uploaded networks: each in a folder of its own under its owner, whole or not at all."""

from __future__ import annotations

import json
import re
import secrets
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from linepack.errors import Finding, InputError
from linepack.plain import plain
from linepack.storage.columns import now
from linepack.web.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linepack.network import Network
    from linepack.web.home import Home

NAME: Final = re.compile(r"(?!\.)[^\x00-\x1f\x7f/\\:*?\"<>|\ud800-\udfff]{1,120}(?<![. ])")
"""Names of files that every system can keep."""

MOST_FILES: Final = 200
"""Files of one network."""

MOST_NETWORKS: Final = 100
"""Networks of one user."""


def keep(home: Home, owner: str, files: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    """Read uploaded files as a network, keep them, and return what is known of it.

    Parameters
    ----------
    home, owner
        Where, and whose they are.
    files
        Name and content of each.

    Raises
    ------
    InputError
        With all that was found, where no network can be read from them; nothing is kept then.
    RefusedError
        If the user has too many networks: 409.
    """
    if len(listed(home, owner)) >= MOST_NETWORKS:
        finding = Finding("networks", f"you have {MOST_NETWORKS}.", "Remove one first.")
        raise RefusedError(409, finding)
    files = [(name.replace("\\", "/").rpartition("/")[2], content) for name, content in files]
    _check_names([name for name, _ in files])
    key = secrets.token_hex(16)
    folder = home.network(owner, key)
    folder.mkdir(parents=True, mode=0o700)
    try:
        for name, content in files:
            (folder / name).write_bytes(content)
        about = _about(folder, key, [name for name, _ in files])
        _notes(folder).write_text(json.dumps(plain(about)), encoding="utf-8")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return about


def _check_names(names: list[str]) -> None:
    findings = [
        Finding(f"file {name!r}", "this is no name that can be kept.", "Rename the file.")
        for name in names
        if NAME.fullmatch(name) is None
    ]
    findings += [
        Finding(f"file {name!r}", "two files have this name.", "Send each once.")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if not 0 < len(names) <= MOST_FILES:
        findings.append(Finding("files", f"there are {len(names)}.", f"Send 1 to {MOST_FILES}."))
    if findings:
        raise InputError(findings, "the upload")


def _about(folder: Path, key: str, names: list[str]) -> dict[str, Any]:
    from linepack.data.facade import read_findings

    source = folder / names[0] if len(names) == 1 else folder
    network, found = read_findings(source)
    findings = [_without(folder, finding) for finding in found]
    if network is None or network.nodes.empty:
        nothing = Finding("the upload", "no node can be read from it.", "Send a network.")
        raise InputError(findings or [nothing], "the upload")
    return {
        "key": key,
        "files": sorted(names),
        "uploaded_at": now().isoformat(),
        "bundled": False,
        **summary(network),
        "findings": [asdict(finding) for finding in findings],
    }


def _without(folder: Path, finding: Finding) -> Finding:
    """Return a finding without the folders of this machine."""
    texts = {
        name: value.replace(f"{folder}/", "").replace(str(folder), "the upload")
        for name, value in asdict(finding).items()
    }
    return Finding(**texts)


def summary(network: Network) -> dict[str, Any]:
    """Return name and size of a network."""
    from linepack.network.schema import kinds

    counts = {kind: len(network.peek(kind)) for kind in kinds()}
    return {
        "name": network.header.name,
        "elements": {kind: number for kind, number in counts.items() if number},
    }


def listed(home: Home, owner: str) -> list[dict[str, Any]]:
    """Return what is known of a user's networks, the newest first."""
    folder = home.networks(owner)
    found = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    return sorted(found, key=lambda about: str(about["uploaded_at"]), reverse=True)


def known(home: Home, owner: str, key: str) -> dict[str, Any]:
    """Return what is known of a network that is there."""
    found: dict[str, Any] = json.loads(_notes(home.network(owner, key)).read_text(encoding="utf-8"))
    return found


def remove(home: Home, owner: str, key: str) -> None:
    """Remove a network."""
    folder = home.network(owner, key)
    _notes(folder).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _notes(folder: Path) -> Path:
    return folder.with_suffix(".json")
