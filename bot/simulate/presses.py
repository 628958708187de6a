"""What people pressed and were told: every answer that may be kept, given all that was said about it.

A press whose process died may have been kept or not. So there is not one answer that must be there, but a few that may
be; whatever is told later leaves fewer of them. Where none is left, somebody was told something untrue.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from bot.cards import Card, Strong
from bot.quiz.round import Key
from bot.simulate.place import Message
from bot.snowflakes import made_at

GRACE: Final = timedelta(seconds=3)
"""A press that comes in later than this after the end may find the round scored, whenever it was made."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer is kept, and this is what is chosen now."""

    choice: int


@dataclass(frozen=True, slots=True)
class TooLate:
    """The quiz had closed; this is what was chosen by then."""

    choice: int


@dataclass(frozen=True, slots=True)
class Strange:
    """Something else, which nobody should have been told."""

    text: str


Told: TypeAlias = Kept | TooLate | Strange


@dataclass(frozen=True, slots=True)
class Press:
    """A press on an option of a round, told apart from all others by its id; and when it came in."""

    key: Key
    user_id: int
    option: int
    id: int
    came_in: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer as it may be kept: what is chosen, and by which press last."""

    choice: int = 0
    press: int = 0


@dataclass
class Presses:
    """All presses on rounds, and what may have become of them."""

    count: int = 0
    confirmed: int = 0
    unheard: int = 0
    faults: list[str] = field(default_factory=list)
    possible: dict[tuple[Key, int], frozenset[Standing]] = field(default_factory=dict)

    def hear(self, message: Message, press: Press, told: Told | None) -> None:
        """Note a press and what its person was told; None where the process died before it answered."""
        self.count += 1
        self.confirmed += told is not None
        self.unheard += told is None
        person = (press.key, press.user_id)
        before = self.possible.get(person, frozenset({Standing()}))
        in_time = made_at(press.id) < message.ends
        moved = frozenset(_moved(one, press, message) for one in before) if in_time else before
        match told:
            case None:
                left = before | moved
            case Kept(choice=choice):
                left = frozenset(one for one in moved if one.choice == choice)
                if not in_time:
                    self._fault(press, "pressed after the end and was told that it counts")
            case TooLate(choice=choice):
                left = frozenset(one for one in before if one.choice == choice)
                if in_time and press.came_in < message.ends + GRACE:
                    self._fault(press, "pressed in time and was told that it was too late")
            case Strange(text=text):
                left = before
                self._fault(press, f'was told "{text}"')
        if not left:
            self._fault(press, f"was told something untrue ({told})")
            left = moved
        self.possible[person] = left

    def choices(self, key: Key, user_id: int) -> frozenset[int]:
        """Give what may be kept as a person's choice; 0 stands for none."""
        return frozenset(one.choice for one in self.possible.get((key, user_id), ()))

    def people(self, key: Key) -> Iterable[int]:
        """Give who pressed something in a round."""
        return [user_id for there, user_id in self.possible if there == key]

    def _fault(self, press: Press, what: str) -> None:
        self.faults.append(f"Guild {press.key.guild_id}, quiz {press.key.number}: person {press.user_id} {what}.")


def heard(card: Card) -> Told:
    """Understand a private reply as the person who reads it."""
    title = "".join(getattr(span, "text", "") for span in card.title)
    if title.startswith("Your answer to quiz"):
        return Kept(_choice(" ".join(span.text for span in card.title if isinstance(span, Strong))))
    if title.startswith("You have taken back your answer"):
        return Kept(0)
    if found := re.search(r"closed .*Your answer was (.+)\.$", title):
        return TooLate(_choice(found[1]))
    return TooLate(0) if re.search(r"closed .*You had not answered it\.$", title) else Strange(title)


def _choice(letters: str) -> int:
    return sum(1 << ord(letter) - ord("A") for letter in re.findall(r"\b[A-Z]\b", letters))


def _moved(one: Standing, press: Press, message: Message) -> Standing:
    if press.id <= one.press:
        return one
    bit = 1 << press.option
    return Standing(one.choice ^ bit if message.round.asked.multiple else bit, press.id)
