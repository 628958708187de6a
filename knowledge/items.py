"""Quiz items: questions that are ready to be asked, wherever they come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

from knowledge.questions import Kind

Value = TypeVar("Value")

DERIVED_IDS = "derived-"
"""How the ids of derived questions begin, and no others."""


class Origin(StrEnum):
    """Where an item comes from: a person's hand or the roadmap's tables."""

    AUTHORED = "authored"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option, and what one learns from having chosen it."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the quiz, as plain text."""

    id: str
    stem: str
    options: tuple[Choice, ...]
    patterns: tuple[str, ...]
    group: str
    """The group of the first pattern."""
    difficulty: int
    kind: Kind
    recall: bool
    """Whether it only asks to remember a line of the roadmap."""
    origin: Origin
    source: str

    @property
    def right(self) -> tuple[int, ...]:
        """The places of the right options, from 0."""
        return tuple(place for place, choice in enumerate(self.options) if choice.right)

    @property
    def multiple(self) -> bool:
        """Whether several options are right, and all of them have to be chosen."""
        return len(self.right) > 1


def arranged(item: Item, seed: int) -> Item:
    """Give the item with its options in an order drawn from `seed`: for one posting, and the same ever after."""
    return replace(item, options=drawn(item.options, f"{item.id}:{seed}"))


def drawn(values: Sequence[Value], seed: str) -> tuple[Value, ...]:
    """Put values in an order drawn from `seed`, in which each is as likely to come first as any other.

    Digests draw it, not `random`: the same in every process and every version of Python.
    """
    places = sorted(range(len(values)), key=lambda place: sha256(f"{seed}:{place}".encode()).digest())
    return tuple(values[place] for place in places)
