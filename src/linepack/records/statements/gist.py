"""The content of a statement in our own words, put together from its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from linepack.records.model import Flow
    from linepack.records.scene import Scene

CLAIMS: Final = {
    "existing": "what exists",
    "completed": "something done",
    "ongoing": "something under way",
    "planned": "a plan",
    "scheduled": "a plan with a date",
    "possible": "a possibility",
    "conditional": "something that depends on a condition",
    "desired": "something wished for or needed",
    "option": "an option",
    "negotiating": "talks under way",
    "forecast": "an expectation",
    "interrupted": "an interruption",
    "refused": "a refusal",
    "cancelled": "something called off",
    "not happening": "something that does not happen",
    "offered": "an offer",
    "unspecified": "matters not named",
}


def name(scene: Scene, ref: str) -> str:
    """Return the name of an entity, the id itself where there is none."""
    entity = scene.entities.get(ref)
    return entity.name if entity else ref


def names(scene: Scene, refs: tuple[str, ...]) -> str:
    """Return several names as a list in words."""
    known = [name(scene, ref) for ref in refs]
    return known[0] if len(known) == 1 else " and ".join([", ".join(known[:-1]), known[-1]]) if known else ""


def gist(
    scene: Scene,
    by: tuple[str, ...],
    act: str,
    content: str,
    topics: tuple[str, ...],
    about: tuple[str, ...],
    flow: Flow,
) -> str:
    """Return one sentence: who, act, kind of claim, subject, assets, way of the gas."""
    claim = " and ".join(CLAIMS.get(part, part) for part in content.split("+"))
    parts = [f"{names(scene, by) or 'The report'} {act} {claim}"]
    parts += [f"on {', '.join(topics)}"] if topics else []
    parts += [f"about {names(scene, about)}"] if about else []
    parts += [f"from {flow.origin}"] if flow.origin else []
    parts += [f"to {names(scene, flow.destination)}"] if flow.destination else []
    return "; ".join(parts) + "."
