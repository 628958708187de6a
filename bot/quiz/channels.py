"""What quizzes need of a front end: a place to post, to look for what was posted, and to change it."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.cards import Card
from bot.quiz.round import Round
from knowledge.texts import Texts


@dataclass(frozen=True, slots=True)
class Posted:
    """The message stands there."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no such message."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It may not be done, now or later: why, and what an admin has to do. `gone` tells that its place is no more.

    `reason` stands in the log; admins read the text called `name`, if there is one, with `error` in it.
    """

    reason: str
    gone: bool = False
    name: str = ""
    error: str = ""

    def told(self, say: Texts) -> str:
        """Say why in the words that admins read."""
        return say(self.name, error=self.error) if self.name else self.reason


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nobody can tell whether it was done: it is to be tried again."""

    reason: str


Sent: TypeAlias = Posted | Refused | Unreachable
Looked: TypeAlias = Posted | Missing | Refused | Unreachable
Edited: TypeAlias = Posted | Missing | Refused | Unreachable


class Channels(Protocol):
    """Where rounds are posted. Sending the same round twice within a minute makes one message."""

    async def post(self, posted: Round, card: Card) -> Sent:
        """Post a round."""

    async def look_for(self, posted: Round) -> Looked:
        """Look for a round's message in its channel, since the round was first claimed."""

    async def edit(self, shown: Round, card: Card) -> Edited:
        """Put a new card into a round's message."""

    async def follow_up(self, shown: Round, card: Card) -> Sent:
        """Say something below a round's message, where that can't be changed."""

    async def tell(self, guild_id: int, user_id: int, card: Card, nonce: str) -> Sent:
        """Tell an admin something in private; what has the same nonce is told once, as `post` has it."""
