"""Three relations kept apart: what a pattern needs, what needs it, and in which order posts are read."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from knowledge.model import Need, Pattern, Problem, Roadmap


def needs(roadmap: Roadmap, slug: str) -> tuple[Need, ...]:
    """Give what `slug` builds on directly, in reading order."""
    found = (need for need in roadmap.needs if need.pattern == slug)
    return tuple(sorted(found, key=lambda need: roadmap.pattern(need.needs).number))


def needed_by(roadmap: Roadmap, slug: str) -> tuple[Need, ...]:
    """Give what builds on `slug` directly, in reading order."""
    found = (need for need in roadmap.needs if need.needs == slug)
    return tuple(sorted(found, key=lambda need: roadmap.pattern(need.pattern).number))


def prerequisites(roadmap: Roadmap, slug: str) -> tuple[Pattern, ...]:
    """Give everything that `slug` builds on, directly or not, each after what it builds on itself."""
    return in_learning_order(roadmap, _closure(roadmap, slug) - {slug})


def in_learning_order(roadmap: Roadmap, slugs: Iterable[str]) -> tuple[Pattern, ...]:
    """Order patterns so that each comes after what it needs; otherwise reading order decides.

    Where both disagree (CQRS is read before Event Sourcing, which it needs), the need wins.
    """
    wanted = set(slugs)
    placed: dict[str, Pattern] = {}
    for pattern in roadmap.patterns:
        waiting = [pattern.slug] if pattern.slug in wanted else []
        while waiting:
            first = [need.needs for need in needs(roadmap, waiting[-1]) if need.needs in wanted - placed.keys()]
            if first:
                waiting.append(first[0])
            else:
                slug = waiting.pop()
                placed.setdefault(slug, roadmap.pattern(slug))
    return tuple(placed.values())


def short_path(roadmap: Roadmap, goal: str) -> tuple[Pattern, ...]:
    """Give the path to `goal` by needs only, the goal last."""
    return in_learning_order(roadmap, _closure(roadmap, goal))


def full_path(roadmap: Roadmap, goal: str) -> tuple[Pattern, ...]:
    """Give every post from the first to `goal` in reading order, and on to what `goal` needs.

    The order is the roadmap's own, also where it reads a pattern before one that it needs.
    """
    last = max(roadmap.pattern(slug).number for slug in _closure(roadmap, goal))
    return tuple(pattern for pattern in roadmap.patterns if pattern.number <= last)


def following(roadmap: Roadmap, pattern: Pattern) -> Pattern | None:
    """Give the post that is read next, or None after the last."""
    return next((other for other in roadmap.patterns if other.number == pattern.number + 1), None)


def preceding(roadmap: Roadmap, pattern: Pattern) -> Pattern | None:
    """Give the post that is read before, or None at the first."""
    return next((other for other in roadmap.patterns if other.number == pattern.number - 1), None)


def rows(roadmap: Roadmap, slug: str) -> tuple[Problem, ...]:
    """Give the decision rows whose primary pattern is `slug`."""
    return tuple(problem for problem in roadmap.problems if problem.primary == slug)


def circle(roadmap: Roadmap) -> tuple[str, ...]:
    """Give one circle among the needs, each slug needing the next, the first repeated; empty where there is none."""
    needed: dict[str, list[str]] = {}
    for need in roadmap.needs:
        needed.setdefault(need.pattern, []).append(need.needs)
    try:
        TopologicalSorter(needed).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return ()


def _closure(roadmap: Roadmap, slug: str) -> set[str]:
    reached: set[str] = set()
    waiting = [slug]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(need.needs for need in roadmap.needs if need.pattern == here)
    return reached
