"""A course: the question bank in an order in which it can be learned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from knowledge import graph
from knowledge.bank import Item
from knowledge.model import Roadmap

CORE: Final = 12
"""So many of a pattern's questions, from easy to hard, come before any more of it: who knows them knows the pattern."""


@dataclass(frozen=True, slots=True)
class Course:
    """What can be asked, and what leans on what. A question belongs to the first pattern that it is about."""

    items: Mapping[str, Item]
    order: tuple[str, ...]
    """The patterns that have questions, each after those that it needs."""
    needs: Mapping[str, tuple[str, ...]]
    """What each of them needs directly; only what has questions itself."""
    core: Mapping[str, tuple[Item, ...]]
    """Of each pattern the questions that come first: over all difficulties, easy ones first."""
    rest: Mapping[str, tuple[Item, ...]]
    """What is left of them, easy ones first."""

    def enough(self, slug: str) -> int:
        """Give how many questions have to be answered before we can say how well a pattern is known."""
        return len(self.core[slug])


def course_of(roadmap: Roadmap, bank: Iterable[Item]) -> Course:
    """Put a bank into order: patterns by their needs and then as they are read, questions from easy to hard."""
    items = {item.id: item for item in bank if roadmap.is_pattern(item.patterns[0])}
    theirs: dict[str, list[Item]] = {}
    for item in items.values():
        theirs.setdefault(item.patterns[0], []).append(item)
    order = tuple(pattern.slug for pattern in graph.in_learning_order(roadmap, theirs))
    ordered = {slug: sorted(theirs[slug], key=_from_easy_to_hard) for slug in order}
    core = {slug: _spread(ordered[slug]) for slug in order}
    return Course(
        items=items,
        order=order,
        needs={
            slug: tuple(need.needs for need in graph.needs(roadmap, slug) if need.needs in theirs) for slug in order
        },
        core=core,
        rest={slug: tuple(item for item in ordered[slug] if item not in core[slug]) for slug in order},
    )


def _from_easy_to_hard(item: Item) -> tuple[object, ...]:
    # Within a difficulty by a digest: questions that a table gives would come one like the other.
    return item.difficulty, sha256(item.id.encode()).digest()


def _spread(ordered: Sequence[Item]) -> tuple[Item, ...]:
    """Pick questions at equal distances, so that easy and hard ones have their share."""
    if len(ordered) <= CORE:
        return tuple(ordered)
    return tuple(ordered[round(step * (len(ordered) - 1) / (CORE - 1))] for step in range(CORE))
