"""Every published nomination of GasLib-134 ends with a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from robustness.networks import DATA
from robustness.nominations import statuses

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = DATA / "gaslib" / "GasLib-134"
VERDICTS = {"solved", "solved, limits violated", "infeasible"}


@pytest.mark.slow
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the files of GasLib do not lie beside the repository")
def test_every_nomination_ends_with_a_verdict(tmp_path: Path) -> None:
    found = statuses(FOLDER, FOLDER / "Nominations-134-v2.zip", tmp_path)
    assert len(found) == 1234
    assert set(found.values()) <= VERDICTS
