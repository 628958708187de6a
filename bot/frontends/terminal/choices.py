"""What can be chosen by typing its number, or its letter under a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions import Answer, Try
from bot.cards import Action, Button, Card, Quote, ShowGroup, ShowPattern, letter

MOST: Final = 99
"""Choices with a number of two digits."""
LETTERED: Final = (Answer, Try)
"""What a letter can be typed for."""
NAMED: Final = (ShowPattern, ShowGroup)
"""What stands there under the name of an entry."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button under a card, and the question that the card quotes."""

    button: Button
    question: str

    @property
    def action(self) -> Action:
        """Give what it does."""
        return self.button.action


@dataclass(frozen=True, slots=True)
class Mark:
    """A choice as it is shown: what to type, and what it means."""

    typed: str
    label: str


class Choices:
    """The choices under the cards that were shown last, and the letters of the question that was shown last.

    Letters outlive other cards: whoever looks at the board in between still answers the question.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._all: list[Choice] = []
        self._letters: dict[str, Choice] = {}

    def __len__(self) -> int:
        return len(self._all)

    def clear(self) -> None:
        """Forget all that has a number."""
        self._all.clear()

    def add(self, card: Card, *, lettered: bool = False) -> Sequence[Mark]:
        """Take on the choices of a card, counted on from those that are there; say how to show them.

        Where it is `lettered`, its letters take the place of those before.
        """
        if len(self._all) + len(card.buttons) > MOST:
            self.clear()
        first = len(self._all)
        quoted = next((block.text for block in card.blocks if isinstance(block, Quote)), "")
        added = [Choice(button, quoted) for button in card.buttons]
        self._all += added
        if lettered:
            self._letters = {
                letter(choice.action.option): choice for choice in added if isinstance(choice.action, LETTERED)
            }
        return self.marks(first)

    def marks(self, first: int = 0) -> Sequence[Mark]:
        """Say how to show the choices from a place on."""
        # The same question may be shown again beside another one, whose letters then count: it is the place that tells.
        letters = {id(choice): typed for typed, choice in self._letters.items()}
        return [
            Mark(letters[id(choice)], "") if id(choice) in letters else _numbered(place + 1, choice.button.label)
            for place, choice in enumerate(self._all[first:], start=first)
        ]

    def numbered(self, number: int) -> Choice | None:
        """Give the choice of a number."""
        return self._all[number - 1] if 1 <= number <= len(self._all) else None

    def labelled(self, typed: str) -> Choice | None:
        """Give the choice that is called so, the last of several; a name alone is a question like any other."""
        alike = (one for one in reversed(self._all) if one.button.label.casefold() == typed.casefold())
        return next((one for one in alike if not isinstance(one.action, NAMED)), None)

    def lettered(self, typed: str) -> Choice | None:
        """Give the choice of a letter."""
        return self._letters.get(typed.upper())

    @property
    def last_letter(self) -> str | None:
        """Give the last letter that can be typed; None where letters mean nothing."""
        return max(self._letters, default=None)


def has_letters(card: Card) -> bool:
    """Say whether a card asks something that is answered by a letter."""
    return any(isinstance(button.action, LETTERED) for button in card.buttons)


def _numbered(number: int, label: str) -> Mark:
    # "1 Foundations", not "1 1. Foundations".
    return Mark(str(number), label.removeprefix(f"{number}. "))
