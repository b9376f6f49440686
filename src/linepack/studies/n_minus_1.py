"""The N-1 standard of the European Union: arithmetic of capacities, no network."""

from __future__ import annotations


def n_minus_1(
    *,
    entry: float,
    production: float,
    storage: float,
    lng: float,
    largest: float,
    peak_demand: float,
    demand_side: float = 0.0,
) -> float:
    """Return the N-1 index in percent; 100 or more meets the standard.

    Parameters
    ----------
    entry, production, storage, lng
        Technical capacities of border entries, production, storage and LNG, all in one unit a day.
    largest
        Technical capacity of the single largest infrastructure.
    peak_demand
        Demand of a day of exceptionally high demand, once in 20 years.
    demand_side
        Share of it that market-based measures can cover for long enough.

    Raises
    ------
    ValueError
        If the demand left to cover is not above 0.

    References
    ----------
    .. [1] Regulation (EU) 2017/1938, Annex II.

    Examples
    --------
    >>> round(n_minus_1(entry=100, production=10, storage=40, lng=30, largest=60, peak_demand=110), 4)
    109.0909
    """
    remaining = peak_demand - demand_side
    if not remaining > 0.0:
        raise ValueError("the demand less demand-side measures must be above 0")
    return 100.0 * (entry + production + storage + lng - largest) / remaining
