"""Consulting: what a guild has taught comes before the roadmap; what it gets is dressed with what may be done about it."""

from dataclasses import replace

from bot.ask.service import Asking, Response
from bot.cards import Button, Card, Fine, Quote, plain
from bot.people import NOWHERE, Member
from bot.teach.actions import Teach
from bot.teach.lessons import Lesson, Lessons
from bot.teach.missed_cards import rate_buttons
from bot.teach.outcomes import outcome_of
from bot.teach.teaching import may_teach
from knowledge.outcomes import Answered, NotKnown, Outcome, Suggested

TAUGHT_HERE = "The people here taught me this."


class Consulting:
    """Answers people in their guilds."""

    def __init__(self, asking: Asking, lessons: Lessons) -> None:
        """Take what answers from the roadmap, and what is known of guilds."""
        self._asking = asking
        self._lessons = lessons

    async def answer(self, member: Member, question: str, *, public: bool = False) -> Response:
        """Answer a question; where it is `public`, whoever may teach reads along and finds the button for it."""
        lesson = await self._lessons.of(member.guild_id)
        response = self.taught(lesson, question) or self._asking.answer(question)
        if member.guild_id == NOWHERE:
            return response
        offered = public or may_teach(member, lesson)
        both = zip(response.cards, response.reply.outcomes, strict=True)
        return replace(
            response, cards=tuple(_dressed(card, outcome, offered=offered, quoted=not public) for card, outcome in both)
        )

    def taught(self, lesson: Lesson, question: str) -> Response | None:
        """Answer a question that is taught; None where it is not, or where its answer is in the roadmap no more."""
        one = lesson.overlay.find(question)
        outcome = None if one is None else outcome_of(self._asking.guide, one, question)
        if outcome is None:
            return None
        response = self._asking.told(outcome)
        cards = [replace(card, blocks=(*card.blocks, Fine(plain(TAUGHT_HERE)))) for card in response.cards]
        return replace(response, cards=tuple(cards))


def _dressed(card: Card, outcome: Outcome, *, offered: bool, quoted: bool) -> Card:
    """Ask whether an answer helped, and offer to teach what is missing where that is `offered`."""
    if isinstance(outcome, Answered):
        return replace(card, buttons=(*card.buttons, *rate_buttons(outcome.answer)))
    return _teachable(card, outcome, quoted=quoted) if offered and _is_missing(outcome) else card


def _is_missing(outcome: Outcome) -> bool:
    """Say whether somebody could teach what is missing: not where the message is no question at all."""
    return isinstance(outcome, Suggested) or (isinstance(outcome, NotKnown) and not outcome.reason)


def _teachable(card: Card, outcome: Outcome, *, quoted: bool) -> Card:
    """Offer to teach the question; the card has to hold it, unless it answers a message that does."""
    missing = isinstance(outcome, NotKnown) and quoted
    blocks = (Quote(outcome.question), *card.blocks) if missing else card.blocks
    return replace(card, blocks=blocks, buttons=(*card.buttons, Button("Teach", Teach())))
