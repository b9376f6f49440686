"""The two pictures of the map: the whole corridor, and the Balkans where its details are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from linepack.report.projection import Frame, Lambert, fitted


@dataclass(frozen=True)
class Panel:
    """One picture of the map.

    Attributes
    ----------
    key
        Prefix of everything that must be unique on the page.
    frame
        Where places lie in the picture.
    city_rank
        Cities up to this rank are named.
    narrow
        By how much texts grow on a phone, where the picture shrinks.
    chevron_gap
        Least distance between two direction marks.
    scale_km
        Length of the scale bar. [km]
    detailed
        Whether stations and interconnection points are named.
    scale_left
        Left end of the scale bar.
    shortest_named
        A pipeline shorter than this in the picture gets no name.
    """

    key: str
    frame: Frame
    city_rank: int
    narrow: float
    chevron_gap: float
    scale_km: float
    detailed: bool
    scale_left: float
    shortest_named: float


OVERVIEW: Final = Panel(
    key="o",
    frame=fitted(
        Lambert(south=37.5, north=45.5, latitude=41.5, longitude=32.0),
        ((15.2, 41.0), (50.9, 40.2), (19.0, 47.65), (31.0, 37.2)),
        width=1120.0,
    ),
    city_rank=2,
    narrow=1.3,
    chevron_gap=46.0,
    scale_km=500.0,
    detailed=False,
    scale_left=820.0,
    shortest_named=95.0,
)

BALKANS: Final = Panel(
    key="b",
    frame=fitted(
        Lambert(south=40.5, north=44.5, latitude=42.5, longitude=23.2),
        ((18.85, 42.5), (28.2, 42.5), (23.2, 45.25), (23.2, 39.9)),
        width=720.0,
    ),
    city_rank=3,
    narrow=1.75,
    chevron_gap=54.0,
    scale_km=100.0,
    detailed=True,
    scale_left=16.0,
    shortest_named=20.0,
)

PANELS: Final = (OVERVIEW, BALKANS)
