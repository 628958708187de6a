"""Channels in memory: they honour nonces, and fail as they are told."""

from dataclasses import dataclass, field

from bot.cards import Card
from bot.layout import written
from bot.quiz.channels import Edited, Looked, Missing, Posted, Refused, Sent, Unreachable
from bot.quiz.round import Key, Round


@dataclass
class Channel:
    """All that was ever done there."""

    messages: dict[int, Key] = field(default_factory=dict)
    shown: dict[int, Card] = field(default_factory=dict)
    replies: list[Card] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    looked: int = 0
    remembers_nonces: bool = True
    post_fails: Refused | Unreachable | None = None
    """What is answered to a post; the work is done all the same where `and_loses` says so."""
    and_loses: bool = False
    edit_fails: Missing | Refused | Unreachable | None = None
    look_fails: Refused | Unreachable | None = None
    tell_fails: Refused | Unreachable | None = None

    async def post(self, posted: Round, card: Card) -> Sent:
        if self.post_fails is not None and not self.and_loses:
            return self.post_fails
        before = next((number for number, key in self.messages.items() if key == posted.key), None)
        number = before if before is not None and self.remembers_nonces else len(self.messages) + 1
        self.messages[number], self.shown[number] = posted.key, card
        return self.post_fails or Posted(number)

    async def look_for(self, posted: Round) -> Looked:
        self.looked += 1
        if self.look_fails is not None:
            return self.look_fails
        return next((Posted(number) for number, key in self.messages.items() if key == posted.key), Missing())

    async def edit(self, shown: Round, card: Card) -> Edited:
        if self.edit_fails is not None:
            return self.edit_fails
        assert shown.message_id is not None
        self.shown[shown.message_id] = card
        return Posted(shown.message_id)

    async def follow_up(self, shown: Round, card: Card) -> Sent:
        self.replies.append(card)
        return Posted(1000)

    async def tell(self, guild_id: int, user_id: int, card: Card, nonce: str) -> Sent:
        self.told.append(written(card))
        return self.tell_fails or Posted(2000)
