"""Rounds in the terminal: the database is their channel, and each chat reads there what is new."""

from collections.abc import Callable

from bot.cards import Card
from bot.quiz.channels import Edited, Looked, Missing, Posted, Sent
from bot.quiz.round import Round


class TerminalChannels:
    """Where rounds are posted: each chat shows them when it finds them open, whichever of them posted it."""

    def __init__(self, say: Callable[[Card], None]) -> None:
        """Take what shows a card to whoever sits here."""
        self._say = say

    async def post(self, posted: Round, card: Card) -> Sent:  # noqa: ARG002 - each chat makes its own card
        """Give a round its message; its number is one, for it is there only once."""
        return Posted(posted.key.number)

    async def look_for(self, posted: Round) -> Looked:  # noqa: ARG002 - the answer is always the same
        """Say that a round which is not open has been shown to nobody."""
        return Missing()

    async def edit(self, shown: Round, card: Card) -> Edited:  # noqa: ARG002 - what was printed stays as it is
        """Leave a message as it is; how a round ended is found by each chat."""
        return Posted(shown.message_id or shown.key.number)

    async def follow_up(self, shown: Round, card: Card) -> Sent:  # noqa: ARG002 - the same
        """Leave it to each chat, as `edit` does."""
        return Posted(shown.message_id or shown.key.number)

    async def tell(self, guild_id: int, user_id: int, card: Card, nonce: str) -> Sent:  # noqa: ARG002 - it is said at once
        """Tell whoever sits here: in a terminal everybody is admin."""
        self._say(card)
        return Posted(user_id or guild_id)
