"""What a person has of their own: what they know of each pattern, what they have read, and their way to a goal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.learn.levels import Level
from bot.learn.mastery import Mastery
from knowledge import graph
from knowledge.model import Need, Pattern, Roadmap

NOTHING: Final = Mastery(0.0, 0)


@dataclass(frozen=True, slots=True)
class Own:
    """What a person knows now: each pattern in reading order, what is due, when more will be, and what they have read."""

    known: Mapping[str, Mastery]
    due: int
    next_due: datetime | None
    read: frozenset[str]

    @property
    def levels(self) -> dict[str, Level]:
        """Give the level of each pattern, by slug."""
        return {slug: known.level for slug, known in self.known.items()}

    @property
    def has_begun(self) -> bool:
        """Tell whether they have answered anything."""
        return any(known.answered for known in self.known.values())


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to a pattern: what is known of it, whether it is marked as read, and what needs it."""

    pattern: Pattern
    known: Mastery
    read: bool
    need: Need | None


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a pattern, the goal last; by needs only, or in the full reading order."""

    goal: Pattern
    full: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """How many people of a guild have answered anything, and in each group how many are solid; None: too few to tell."""

    people: int | None
    solid: Mapping[str, int]


def way_to(roadmap: Roadmap, own: Own, slug: str, *, full: bool) -> Way:
    """Give the way to a pattern as a person sees it; raises KeyError for an unknown pattern."""
    goal = roadmap.pattern(slug)
    steps = graph.full_path(roadmap, slug) if full else graph.short_path(roadmap, slug)
    on_the_way = {step.slug for step in steps}

    def need_of(step: Pattern) -> Need | None:
        stated = [need for need in graph.needed_by(roadmap, step.slug) if need.pattern in on_the_way]
        return next((need for need in stated if need.pattern == slug), stated[0] if stated else None)

    return Way(
        goal, full, tuple(Step(step, own.known[step.slug], step.slug in own.read, need_of(step)) for step in steps)
    )
