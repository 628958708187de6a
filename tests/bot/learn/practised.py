"""Practice for tests: a person, the services, and what their cards say and lead to."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import TypeVar

from bot.actions import Try
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Action, Card, letter
from bot.layout import written
from bot.people import Member
from bot.snowflakes import earliest
from bot.storage.engine import Database
from knowledge.bank import Item
from tests.bot.clocks import SetClock

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
GUILD = 5_000
Wanted = TypeVar("Wanted")


def text(card: Card) -> str:
    return written(card)


def actions(card: Card, kind: type[Wanted]) -> list[Wanted]:
    return [button.action for button in card.buttons if isinstance(button.action, kind)]


def labels(card: Card) -> list[str]:
    return [button.label for button in card.buttons]


@dataclass
class Desk:
    """One person at practice; `restart` makes everything anew but the database."""

    asking: Asking
    database: Database
    clock: SetClock = field(default_factory=lambda: SetClock(NOW))
    member: Member = field(default_factory=lambda: Member(GUILD, 7, "ana"))

    def __post_init__(self) -> None:
        self._presses = count(earliest(self.clock()) + self.member.user_id * 1000)
        self.restart()

    def restart(self) -> None:
        self.assistant = Assistant(self.asking, self.database, self.clock)

    async def start(self, topic: str = "", difficulty: str = "", number: int = 10) -> Card:
        return await self.assistant.practising.start(self.member, topic, difficulty, number, act=next(self._presses))

    async def follow(self, action: Action) -> Card:
        return await self.assistant.follow(self.member, action, next(self._presses))

    async def press(self, card: Card, label: str) -> Card:
        (action,) = (button.action for button in card.buttons if button.label == label)
        return await self.follow(action)

    def asked(self, card: Card) -> Item:
        """The question of a card, with its options in the order in which it shows them."""
        (item,) = (item for item in self.assistant.bank if item.stem in text(card) and self._fits(item, card))
        return item

    def _fits(self, item: Item, card: Card) -> bool:
        return all(option.text in text(card) for option in item.options)

    def places(self, card: Card) -> list[int]:
        """The places at which a question's card shows its right options."""
        item, lines = self.asked(card), text(card).splitlines()
        right = {option.text for option in item.options if option.right}
        shown = [line.partition(". ")[2] for line in lines if line[2:5] in {f"{letter(n)}. " for n in range(6)}]
        return [place for place, option in enumerate(shown) if option in right]

    async def answer(self, card: Card, *, right: bool) -> Card:
        """Answer as a person does: one letter, or all that are right and then "Done"."""
        places = self.places(card)
        tries = actions(card, Try)
        if not right:
            places = [next(place for place in range(len(tries)) if place not in places)]
        for place in places:
            shown = await self.follow(tries[place])
        return await self.press(shown, "Done") if "Done" in labels(shown) else shown
