"""The largest share of all loads that can be served, by few states that start from one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.steady.setpoints import unreached
from linepack.steady.state import Guess, State, find_near, find_state
from linepack.steady.validity import choke_room, choked_pipes
from linepack.steady.verdict import broken_among, compare, residuals, unphysical_nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from linepack.network import Network
    from linepack.steady.verdict import Broken
    from linepack.system.system import System

SHARE_TOLERANCE: Final = 1e-8
"""Gap, over the share, between one that is served and one that is not, far below what the data can tell."""

LEAST_SHARE: Final = 1e-6
"""Share below which the search for one that can be served ends."""

MOST_TRIALS: Final = 60
"""States tried at most; a search takes about ten."""

STALE: Final = 4
"""Trials after which a bracket that is not half as wide is halved."""

LEAST_ROOM: Final = 1e-12
"""Room that a state which cannot be served lacks at least."""

UNSERVED: Final = 2
"""Trials after which, none of them served, the next ones go down in long strides."""

STRIDE: Final = 1.0 / 16.0
"""Such a stride, in squares: what ends the search is then found at a quarter of the share before."""

OVERSHOOT: Final = 1.2
"""How far a step from two states that are served goes, over the way to where their room is used up."""

NEAR: Final = 0.1
"""Reach below which a state that is not found at once is looked for with patience."""

ROOM_AT_REST: Final = 1.0
"""Room that a system at rest is taken to have, in the first guess alone."""


@dataclass(frozen=True)
class Judgement:
    """What a state means for the search.

    Attributes
    ----------
    room
        Least room left to anything that stops a state, as a share of it; below 0 if the state cannot be
        served, NaN where nothing is proven.
    broken
        The limits that it breaks, if it is physical.
    stops
        Places of what else stops it.
    """

    room: float
    broken: tuple[Broken, ...] = ()
    stops: tuple[str, ...] = ()


BROKEN_AT_REST: Final = (
    "pressure_max",
    "differential_max",
    "internal_bypass",
    "withdrawal_min",
    "injection_min",
    "sendout_min",
)
"""Ends of the limits that less load breaks: pressures rise, stations idle and sources slow down."""


def judge(network: Network, state: State) -> Judgement:
    """Judge a state for the search.

    What less load breaks, and not more, does not count: :data:`BROKEN_AT_REST`.
    """
    if not residuals(state).small:
        return Judgement(np.nan)
    compared = [item for item in compare(network, state) if not item.limit.endswith(BROKEN_AT_REST)]
    room = min([item.room() for item in compared] + [_least_potential(state)])
    bad = unphysical_nodes(state)
    if bad.size:
        return Judgement(min(room, -LEAST_ROOM), stops=_places(network, state, bad))
    missed, left = unreached(network, state), choke_room(state)
    choked = choked_pipes(network, state) if left < 0.0 else []
    room = min(room, left, -LEAST_ROOM if missed else np.inf)
    stops = tuple(finding.place for finding in (*missed, *choked))
    return Judgement(room, tuple(broken_among(compared)), stops)


def _least_potential(state: State) -> float:
    """Return the lowest potential, over the reference one."""
    return float(np.min(state.potential, initial=np.inf)) / state.scales.potential


def _places(network: Network, state: State, bad: NDArray[np.intp]) -> tuple[str, ...]:
    """Return where the potential is lowest."""
    lowest = bad[np.argmin(state.potential[bad])]
    names = network.table("nodes").index[state.system.hydraulic_node == lowest]
    return tuple(f"nodes[{name}].pressure" for name in names[:1])


@dataclass(frozen=True)
class Deliverable:
    """The largest share of all loads that can be served.

    Attributes
    ----------
    share
        Between 0 and 1.
    state
        The state at that share, None if not even a small share works.
    binding
        The limits that break just above it.
    stops
        Places of what else ends it: where the pressure runs out, the pipe that chokes, the device whose flow
        is used up.
    proven
        Whether more is proven to be impossible; False where states above it were not found.
    """

    share: float
    state: State | None
    binding: tuple[Broken, ...] = ()
    stops: tuple[str, ...] = ()
    proven: bool = True


@dataclass
class Search:
    """A bracket of the largest share, in squares of the share, in which pressures fall about evenly.

    Attributes
    ----------
    judge
        Judges the state of a share.
    above
        The judgement at the upper end.
    high, high_room
        Smallest square that cannot be served, and its room.
    low, low_room
        Largest square that can be served, 0 before one is found, and its room.
    best
        Its state.
    reach
        Share of the way to a wanted square that is gone: less after a state that was not found.
    served
        Whether the last state could be served, None before the first.
    known
        States to start from, with their squares.
    lows, widths
        Squares that could be served, with their rooms, and widths of the bracket so far.
    """

    judge: Callable[[State], Judgement]
    system: System
    above: Judgement
    high: float
    high_room: float
    low: float = 0.0
    low_room: float = ROOM_AT_REST
    best: State | None = None
    reach: float = 1.0
    served: bool | None = None
    known: list[tuple[float, State]] = field(default_factory=list)
    lows: list[tuple[float, float]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)

    def run(self) -> Deliverable:
        """Narrow the bracket and return its lower end."""
        for _ in range(MOST_TRIALS):
            if self.narrow or self.high < LEAST_SHARE**2 or self.reach < SHARE_TOLERANCE:
                break
            self.step(self.target())
        share = float(np.sqrt(self.low))
        proven = self.narrow or (self.best is None and self.reach == 1.0)
        return Deliverable(share, self.best, self.above.broken, self.above.stops, proven)

    @property
    def narrow(self) -> bool:
        """Whether the two ends are one."""
        return self.high - self.low <= 2.0 * SHARE_TOLERANCE * self.high

    def target(self) -> float:
        """Return the next square to try: where the room is expected to end, within reach."""
        width = self.high - self.low
        self.widths.append(width)
        wanted = self.low + width * self.low_room / (self.low_room - self.high_room)
        margin = SHARE_TOLERANCE * self.high
        stale = len(self.widths) > STALE and width > 0.5 * self.widths[-1 - STALE]
        if self.served and len(self.lows) > 1:
            ahead = OVERSHOOT * (_crossing(*self.lows[-2:]) - self.low) + margin
            wanted = max(wanted, self.low + min(ahead, 0.5 * width))
        elif self.best is None and len(self.widths) > UNSERVED:
            wanted = min(wanted, self.low + STRIDE * width)
        elif stale:
            wanted = self.low + 0.5 * width
        return self.low + self.reach * (min(max(wanted, self.low + margin), self.high - margin) - self.low)

    def step(self, square: float) -> None:
        """Find the state of a square and move the end of the bracket that it belongs to."""
        trial = self.find(self.system.with_load(self.load(float(np.sqrt(square)))), self.guess(square))
        found = self.judge(trial)
        if trial.converged and bool((trial.potential > 0.0).all()):
            self.known.append((square, trial))
        if np.isnan(found.room):
            self.reach *= 0.25
            return
        room, served = _evened(found.room), found.room >= 0.0
        fade = 0.5 if served is self.served and self.best is not None else 1.0
        if served:
            self.low, self.low_room, self.best = square, room, trial
            self.lows.append((square, room))
            self.high_room *= fade
        else:
            self.high, self.high_room, self.above = square, room, found
            self.low_room *= fade
        self.reach, self.served = 1.0, served

    def load(self, share: float) -> NDArray[np.float64]:
        """Return the loads at a share, (n_nodes,). [kg/s]"""
        return self.system.load * share

    def find(self, system: System, guess: Guess | None) -> State:
        """Find a state: from a near one first, by every way where the reach has become small."""
        if guess and self.reach == 1.0:
            return find_near(system, guess)
        return find_state(system, start=guess, patient=self.reach < NEAR)

    def guess(self, square: float) -> Guess | None:
        """Return the nearest physical state with its flows in proportion, None before there is one."""
        if not self.known:
            return None
        at, near = min(self.known, key=lambda pair: abs(pair[0] - square))
        return Guess(near.potential, near.flow * float(np.sqrt(square / at)))


def _evened(room: float) -> float:
    """Return a room that falls more evenly: far below 0 potentials fall ever faster with the load."""
    return room / float(np.sqrt(1.0 + max(-room, 0.0)))


def _crossing(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return where the line through two falling points crosses zero, infinite where it does not."""
    fall = first[1] - second[1]
    return second[0] + second[1] * (second[0] - first[0]) / fall if fall > 0.0 else np.inf


def largest_share(state: State, judge: Callable[[State], Judgement], *, bound: float = 1.0) -> Deliverable:
    """Return the largest share of the loads whose state the judge accepts.

    Parameters
    ----------
    state
        A state whose loads are too large, or the last one reached.
    judge
        Says how much room a state leaves.
    bound
        A share above which a proof says that nothing can be served.

    Notes
    -----
    All loads shrink together. Each state starts from the nearest one that is known, and the share comes from
    false position (Illinois) on the room left. A state that is not found proves nothing: the search goes on
    nearer to the ones it knows.
    """
    above = judge(state) if bound >= 1.0 else Judgement(np.nan)
    room = _evened(above.room) if above.room < 0.0 else -ROOM_AT_REST
    search = Search(judge, state.system, above, high=bound**2, high_room=room)
    if bound < 1.0:
        search.step(search.high * (1.0 - SHARE_TOLERANCE))
    return search.run()
