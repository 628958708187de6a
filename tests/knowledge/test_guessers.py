"""What the questions written by hand are worth: many enough of each sort, and not to be guessed."""

from collections import Counter
from collections.abc import Callable, Sequence
from math import sqrt

import pytest

from knowledge.bank import Item, Origin, bank_of
from knowledge.deriving.wording import telling_in
from knowledge.loader import SHIPPED, load
from knowledge.model import Roadmap
from knowledge.questions import Kind
from knowledge.text import tokens

PER_PATTERN = 6
PER_GROUP = 25
PER_KIND: dict[Kind, int] = {"neighbours": 40, "order": 20, "failure": 15, "lesson": 15}
RECALL = 1 / 8
"""So large a part may ask to remember a line."""

telling = telling_in(load(SHIPPED))

Trait = Callable[[Item], Sequence[float]]
"""How strongly each option of a question has what a guesser goes by."""


def _lengths(item: Item) -> list[int]:
    return [len(choice.text) for choice in item.options]


def _words_of_the_stem(item: Item) -> list[int]:
    told = set(tokens(item.stem))
    return [len(told.intersection(tokens(choice.text))) for choice in item.options]


def _telling_words_of_the_stem(item: Item) -> list[int]:
    told = telling(item.stem)
    return [len(told & telling(choice.text)) for choice in item.options]


GUESSERS: dict[str, Trait] = {
    "longest": _lengths,
    "shortest": lambda item: [-length for length in _lengths(item)],
    "first": lambda item: [-place for place in range(len(item.options))],
    "last": lambda item: range(len(item.options)),
    "most words of the stem": _words_of_the_stem,
    "most telling words of the stem": _telling_words_of_the_stem,
}


@pytest.fixture(scope="module")
def asked(roadmap: Roadmap) -> tuple[Item, ...]:
    return tuple(item for item in bank_of(roadmap) if item.origin is Origin.AUTHORED)


def hit(item: Item, trait: Trait) -> float:
    """Give the chance that a guesser is right who takes an option with the most of `trait`."""
    strengths = trait(item)
    best = [place for place, strength in enumerate(strengths) if strength == max(strengths)]
    return len(set(best) & set(item.right)) / len(best)


@pytest.mark.parametrize("guesser", GUESSERS)
def test_no_guesser_beats_chance(asked: tuple[Item, ...], guesser: str) -> None:
    single = [item for item in asked if not item.multiple]
    chances = [1 / len(item.options) for item in single]
    chance = sum(chances) / len(single)
    spread = sum(one * (1 - one) for one in chances) / len(single)
    accuracy = sum(hit(item, GUESSERS[guesser]) for item in single) / len(single)
    assert abs(accuracy - chance) <= 2 * sqrt(spread / len(single)), f"{accuracy:.3f}, by chance {chance:.3f}"


def test_a_guesser_with_several_favourites_takes_one_of_them_by_chance(asked: tuple[Item, ...]) -> None:
    four = next(item for item in asked if not item.multiple and len(item.options) == 4)
    assert hit(four, lambda item: [1] * len(item.options)) == 1 / 4
    assert hit(four, lambda item: [choice.right for choice in item.options]) == 1


def test_each_pattern_has_enough_questions(roadmap: Roadmap, asked: tuple[Item, ...]) -> None:
    many = Counter(item.patterns[0] for item in asked)
    assert [pattern.slug for pattern in roadmap.patterns if many[pattern.slug] < PER_PATTERN] == []


def test_each_group_has_enough_questions(roadmap: Roadmap, asked: tuple[Item, ...]) -> None:
    many = Counter(item.group for item in asked)
    assert [group.slug for group in roadmap.groups if many[group.slug] < PER_GROUP] == []


def test_each_kind_has_enough_questions(asked: tuple[Item, ...]) -> None:
    many = Counter(item.kind for item in asked)
    assert {kind: many[kind] for kind, least in PER_KIND.items() if many[kind] < least} == {}


def test_few_questions_ask_to_remember_a_line(asked: tuple[Item, ...]) -> None:
    assert sum(item.recall for item in asked) <= RECALL * len(asked)


def test_each_difficulty_is_met_often(asked: tuple[Item, ...]) -> None:
    many = Counter(item.difficulty for item in asked)
    assert all(many[difficulty] >= len(asked) / 8 for difficulty in (1, 2, 3)), many
