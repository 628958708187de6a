"""The question bank: everything that a quiz over the roadmap can ask."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from knowledge.deriving import failures, groups, needs, problems, situations, teaching, terms
from knowledge.deriving.draft import finished
from knowledge.deriving.ground import Ground
from knowledge.items import Choice, Item, Origin, arranged
from knowledge.model import Roadmap
from knowledge.questions import Question

__all__ = ["Bank", "Choice", "Item", "Origin", "arranged", "authored", "bank_of", "derived"]

FAMILIES = (
    problems.primaries,
    problems.partners,
    problems.additions,
    situations.situations,
    situations.distinctions,
    needs.foundations,
    needs.dependents,
    needs.foundations_among,
    needs.roles,
    groups.memberships,
    groups.outsiders,
    groups.crises,
    groups.moments,
    groups.successions,
    failures.culprits,
    failures.signs,
    failures.failures,
    teaching.descriptions,
    teaching.lessons,
    teaching.checks,
    teaching.gaps,
    terms.meanings,
    terms.hosts,
)


class Bank(Sequence[Item]):
    """Every question of a roadmap, made when the first of them is needed: a start need not wait for them."""

    def __init__(self, roadmap: Roadmap) -> None:
        """Take the roadmap."""
        self._roadmap = roadmap

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return bank_of(self._roadmap)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        return self._items[place]


def bank_of(roadmap: Roadmap) -> tuple[Item, ...]:
    """Give every question: those written by hand as their files order them, then those that the tables give."""
    return (*(authored(roadmap, question) for question in roadmap.questions), *derived(roadmap))


def derived(roadmap: Roadmap) -> tuple[Item, ...]:
    """Give the questions that the roadmap's tables and texts give by themselves."""
    ground = Ground(roadmap)
    drafts = (draft for family in FAMILIES for draft in family(ground))
    items = (finished(roadmap, draft, ground.telling) for draft in drafts)
    return tuple(item for item in items if item is not None)


def authored(roadmap: Roadmap, question: Question) -> Item:
    """Make a question that was written by hand ready to be asked."""
    return Item(
        id=question.id,
        stem=roadmap.text(question.stem),
        options=tuple(Choice(option.text, roadmap.text(option.why), right=option.right) for option in question.options),
        patterns=question.patterns,
        group=roadmap.pattern(question.patterns[0]).group,
        difficulty=question.difficulty,
        kind=question.kind,
        recall=question.recall,
        origin=Origin.AUTHORED,
        source=question.source,
    )
