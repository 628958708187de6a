"""A place like Discord, in memory: it keeps every message it ever had, and fails as a network does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final, TypeVar

from bot.actions import Answer
from bot.cards import Card, Moment, spans
from bot.quiz.channels import Edited, Looked, Missing, Posted, Refused, Sent, Unreachable
from bot.quiz.round import Key, Round
from bot.simulate.clock import VirtualClock

Result = TypeVar("Result", bound=Posted | Missing)

NONCES: Final = timedelta(minutes=3)
"""How long sending the same nonce again makes no second message."""
SKEW: Final = timedelta(minutes=5)
UNHEARD: Final = 0.02
"""How often a request does not arrive; and how often it does, but its answer gets lost."""
FORBIDDEN: Final = "I may not post in its channel. Allow Send Messages there."


@dataclass
class Message:
    """What stands in a channel, with all the cards it ever showed; `locked` once its sender was kept from it."""

    id: int
    key: Key
    round: Round
    made_at: datetime
    cards: list[Card]
    replies: int = 0
    deleted: bool = False
    locked: bool = False

    @property
    def ends(self) -> datetime:
        """Give the moment until which it says that it can be answered."""
        return max(span.at for span in spans(self.cards[0]) if isinstance(span, Moment))

    @property
    def open(self) -> bool:
        """Tell whether it still shows buttons to answer with."""
        return any(isinstance(button.action, Answer) for button in self.cards[-1].buttons)


@dataclass
class Place:
    """All channels. `posted` is called for each new message, before its sender hears of it.

    `refused` keeps rounds that it would not have, each with when it was due and in which channel.
    """

    clock: VirtualClock
    chance: Random
    messages: list[Message] = field(default_factory=list)
    told: list[tuple[int, int, str]] = field(default_factory=list)
    refused: dict[Key, tuple[datetime, int]] = field(default_factory=dict)
    forbidden: set[int] = field(default_factory=set)
    down: bool = False
    posted: Callable[[Message], Awaitable[None]] | None = None
    troubled: Callable[[], None] | None = None
    _nonces: dict[tuple[int, str], Message] = field(default_factory=dict)

    def of(self, key: Key) -> list[Message]:
        """Give all messages that were ever made for a round."""
        return [message for message in self.messages if message.key == key]

    async def post(self, posted: Round, card: Card) -> Sent:
        """Post a round; the same nonce within its time gives the message that is there."""

        async def make() -> Posted:
            if (known := self._known(posted)) is not None:
                return Posted(known.id)
            message = Message(self.clock.snowflake(self.clock()), posted.key, posted, self.clock(), [card])
            self.messages.append(message)
            self._nonces[posted.terms.channel_id, posted.key.nonce] = message
            if self.posted is not None:
                await self.posted(message)
            return Posted(message.id)

        return await self._requested(posted, make)

    async def look_for(self, posted: Round) -> Looked:
        """Look for a message with a round's buttons, since the round was first claimed."""
        since = (posted.first_try or posted.due_at) - SKEW

        async def look() -> Posted | Missing:
            for message in self.messages:
                here = message.round.terms.channel_id == posted.terms.channel_id and not message.deleted
                if here and message.made_at >= since and _asks(message.cards[-1], posted.key.number):
                    return Posted(message.id)
            return Missing()

        return await self._requested(posted, look)

    async def edit(self, shown: Round, card: Card) -> Edited:
        """Put a new card into a message."""

        async def change() -> Posted | Missing:
            for message in self.messages:
                if message.id == shown.message_id and not message.deleted:
                    message.cards.append(card)
                    return Posted(message.id)
            return Missing()

        return await self._requested(shown, change)

    async def follow_up(self, shown: Round, card: Card) -> Sent:  # noqa: ARG002 - only that it was said is kept
        """Reply to a message."""

        async def reply() -> Posted:
            for message in self.of(shown.key):
                message.replies += 1
            return Posted(self.clock.snowflake(self.clock()))

        return await self._requested(shown, reply)

    async def tell(self, guild_id: int, user_id: int, card: Card, nonce: str) -> Sent:  # noqa: ARG002 - it never gets lost
        """Tell an admin something in private; it always arrives."""
        self.told.append((guild_id, user_id, "".join(getattr(span, "text", "") for span in spans(card))))
        return Posted(self.clock.snowflake(self.clock()))

    def _known(self, posted: Round) -> Message | None:
        known = self._nonces.get((posted.terms.channel_id, posted.key.nonce))
        return known if known is not None and self.clock() - known.made_at < NONCES else None

    async def _requested(self, asked: Round, work: Callable[[], Awaitable[Result]]) -> Result | Refused | Unreachable:
        """Do what was asked for, or not; and let the asker know, or not."""
        self.clock.pass_(timedelta(milliseconds=self.chance.randint(80, 700)))
        luck = self.chance.random()
        if self.down or luck < UNHEARD:
            return self._unreachable()
        if asked.terms.channel_id in self.forbidden:
            if asked.message_id is None:
                self.refused.setdefault(asked.key, (asked.due_at, asked.terms.channel_id))
            for message in self.of(asked.key):
                message.locked = True
            return Refused(FORBIDDEN)
        done = await work()
        return self._unreachable() if luck > 1 - UNHEARD else done

    def _unreachable(self) -> Unreachable:
        if self.troubled is not None:
            self.troubled()
        return Unreachable("the simulated network lost it")


def _asks(card: Card, number: int) -> bool:
    return any(isinstance(button.action, Answer) and button.action.round == number for button in card.buttons)
