"""What is written is read again, and what cannot be written is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from linepack.formats import read, write

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.network import Network

KINDS = ("nodes", "pipes", "short_pipes", "resistors", "valves", "regulators", "compressors")
FROM_MACHINES = {"power_max", "ratio_max", "fuel"}
"""Columns that come from a file of stations, which is not written."""


def same(one: Network, other: Network, kind: str) -> None:
    first, second = one.table(kind), other.table(kind)
    assert list(first.index) == list(second.index)
    for column in set(first) - FROM_MACHINES:
        if first[column].dtype == float:
            np.testing.assert_allclose(first[column], second[column], rtol=1e-12, err_msg=column)
        else:
            assert first[column].equals(second[column]), column


def test_what_gaslib_holds_is_read_again(case: Path, tmp_path: Path) -> None:
    network = read(case)
    write(network, tmp_path / "copy" / "made-up.net")
    again = read(tmp_path / "copy")
    for kind in (*KINDS, "supplies", "demands"):
        same(network, again, kind)
    for name in ("molar_mass", "critical_pressure", "critical_temperature", "temperature"):
        assert getattr(again.header.gas, name) == pytest.approx(getattr(network.header.gas, name))


def test_what_is_lost_is_told_and_nothing_else_is(case: Path, tmp_path: Path) -> None:
    losses = write(read(case), tmp_path / "made-up.net")
    places = {loss.place for loss in losses}
    assert {"compressors.control", "compressors.power_max", "provenance"} <= places
    assert "pipes.length" not in places
    assert all(loss.severity == "warning" for loss in losses)


def test_names_with_signs_of_xml_come_back(case: Path, tmp_path: Path) -> None:
    network = read(case)
    pipes = network.pipes.rename(index={"P1": 'a<b>&"c"'})
    write(network.with_table("pipes", pipes.reset_index()), tmp_path / "x" / "made-up.net")
    assert 'a<b>&"c"' in read(tmp_path / "x").pipes.index
