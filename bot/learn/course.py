"""A course: the question bank in an order in which it can be learned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from knowledge import graph
from knowledge.bank import Item
from knowledge.model import Roadmap


@dataclass(frozen=True, slots=True)
class Course:
    """What can be asked, and what leans on what. A question belongs to the first pattern that it is about."""

    items: Mapping[str, Item]
    order: tuple[str, ...]
    """The patterns that have questions, each after those that it needs."""
    needs: Mapping[str, tuple[str, ...]]
    """What each of them needs directly; only what has questions itself."""
    questions: Mapping[str, tuple[Item, ...]]
    """What each of them is asked about with: what takes understanding before mere recall, and of each easy ones first."""


def course_of(roadmap: Roadmap, bank: Iterable[Item]) -> Course:
    """Put a bank into order: patterns by their needs and then as they are read, questions by what they ask of a newcomer."""
    items = {item.id: item for item in bank if roadmap.is_pattern(item.patterns[0])}
    theirs: dict[str, list[Item]] = {}
    for item in items.values():
        theirs.setdefault(item.patterns[0], []).append(item)
    order = tuple(pattern.slug for pattern in graph.in_learning_order(roadmap, theirs))
    return Course(
        items=items,
        order=order,
        needs={
            slug: tuple(need.needs for need in graph.needs(roadmap, slug) if need.needs in theirs) for slug in order
        },
        questions={slug: tuple(sorted(theirs[slug], key=_as_it_is_learned)) for slug in order},
    )


def _as_it_is_learned(item: Item) -> tuple[object, ...]:
    # Within a difficulty by a digest: questions that a table gives would come one like the other.
    return item.recall, item.difficulty, sha256(item.id.encode()).digest()
