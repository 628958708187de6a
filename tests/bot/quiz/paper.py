"""A channel of paper: what is posted is noted, and nothing else happens."""

from bot.cards import Card
from bot.quiz.channels import Edited, Looked, Missing, Posted, Refused, Sent
from bot.quiz.round import Round


class Paper:
    """Takes every round, unless it is told to refuse them."""

    def __init__(self) -> None:
        self.posted: list[Round] = []
        self.told: list[str] = []
        self.refuses = ""

    async def post(self, posted: Round, card: Card) -> Sent:
        if self.refuses:
            return Refused(self.refuses)
        self.posted.append(posted)
        return Posted(1000 + posted.key.number)

    async def look_for(self, posted: Round) -> Looked:
        return Missing()

    async def edit(self, shown: Round, card: Card) -> Edited:
        return Posted(shown.message_id or 0)

    async def follow_up(self, shown: Round, card: Card) -> Sent:
        return Posted(1)

    async def tell(self, guild_id: int, user_id: int, card: Card, nonce: str) -> Sent:
        self.told.append("".join(span.text for span in card.title if hasattr(span, "text")))
        return Posted(1)

    @property
    def dates(self) -> list[str]:
        """The local dates of the schedules' rounds that were posted, and "by hand"."""
        return [str(one.local_date) if one.local_date else "by hand" for one in self.posted]
