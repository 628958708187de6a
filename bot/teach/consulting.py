"""Consulting: what a guild has taught comes before the roadmap; what it gets is dressed with what may be done about it."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from bot.ask.cards import quoting
from bot.ask.followups import Carried, Subject, Unclear, may_follow, resolve
from bot.ask.service import Asking, Response
from bot.ask.spoken import Spoken
from bot.ask.subjects import Place, subject_of
from bot.ask.wording import said, worded
from bot.cards import Button, Card, Compare, Fine, Paragraph, Quote, RoadmapAction, ShowGroup, ShowNext
from bot.people import NOWHERE, Member
from bot.teach.actions import Teach
from bot.teach.lessons import Lesson, Lessons
from bot.teach.missed_cards import rate_buttons, rating
from bot.teach.outcomes import outcome_of, slug_of
from bot.teach.teaching import may_teach
from knowledge.guide import Reply
from knowledge.kinds import QuestionKind
from knowledge.model import Roadmap
from knowledge.outcomes import Answered, NotKnown, Outcome, Suggested


class Unknown:
    """Stands for a message that replies to none of ours."""


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it is understood: the question for which it stands, or why it stands for none."""

    question: str
    carried: bool = False
    """Whether it goes on from what was spoken of."""
    unclear: Response | None = None
    version: int = 0
    """Grows with each change of what the guild teaches: what was answered before may be answered otherwise now."""


class Consulting:
    """Answers people in their guilds, and remembers what they speak of."""

    def __init__(self, asking: Asking, lessons: Lessons, spoken: Spoken) -> None:
        """Take what answers from the roadmap, what is known of guilds, and what people speak of."""
        self._asking = asking
        self._lessons = lessons
        self.spoken = spoken

    async def hear(
        self, member: Member, message: str, place: Place, about: Subject | Unknown | None = UNKNOWN
    ) -> Heard:
        """Understand a message; `about` is what the message spoke of to which it replies, where it does."""
        lesson = await self._lessons.of(member.guild_id)
        guide = self._asking.guide
        heard = partial(Heard, version=lesson.version)
        if lesson.overlay.find(message) is not None or not may_follow(guide, message):
            return heard(message)
        subject = await self.spoken.of(member, place) if isinstance(about, Unknown) else about
        match resolve(guide, subject, message):
            case Carried(question=question):
                return heard(question, carried=True)
            case Unclear(example=example):
                unclear = said(guide.roadmap, "unclear", example=example)
                return heard(message, unclear=self._asking.decline(message, unclear))
            case _:
                return heard(message)

    async def answer(self, member: Member, heard: Heard, *, public: bool = False, rated: bool = True) -> Response:
        """Answer with what people may do about the answer; where it is `public`, teachers read along.

        Where answers are not `rated` by buttons, the front end has another way.
        """
        lesson = await self._lessons.of(member.guild_id)
        response = await self.reply(member, heard)
        # Where there is no guild there is nobody to teach for.
        offered = member.guild_id != NOWHERE and (public or may_teach(member, lesson))
        shown = response.cards
        if len(shown) == 1 and not public:
            # A command hides what was typed: nobody could see what it was that did not help.
            shown = (_asked(shown[0], response.reply.outcomes[0]),)
        both = zip(shown, response.reply.outcomes, strict=True)
        roadmap = self._asking.guide.roadmap
        # Of several questions in one message, each has to say which one it is.
        quoted = not public or len(response.cards) > 1
        cards = (
            _dressed(roadmap, card, outcome, offered=offered, quoted=quoted, rated=rated) for card, outcome in both
        )
        return Response(response.reply, tuple(cards))

    async def reply(self, member: Member, heard: Heard) -> Response:
        """Answer, and no more."""
        if heard.unclear is not None:
            return heard.unclear
        lesson = await self._lessons.of(member.guild_id)
        response = self.taught(lesson, heard.question) or self._asking.answer(heard.question)
        if not heard.carried:
            return response
        first, *others = response.cards
        # Whoever meant something else sees it at once.
        taken = Fine(worded(self._asking.guide.roadmap, "took-as", question=heard.question))
        first = replace(first, blocks=(*first.blocks, taken))
        return replace(response, cards=(first, *others))

    def spoke(self, member: Member, place: Place, reply: Reply) -> None:
        """Note what a reply speaks of, before it is read; `save` keeps it afterwards."""
        self.spoken.note(member, place, subject_of(reply))

    def chose(self, member: Member, place: Place, action: RoadmapAction) -> None:
        """Note what a button shows as what is spoken of; where that is everybody's, only that it is what was no more.

        Nobody else sees what a button shows.
        """
        told: Subject | None = None
        match action:
            case _ if place.shared:
                pass
            case Compare() | ShowNext():
                pass
            case ShowGroup(slug=slug):
                told = Subject(QuestionKind.GROUP, (slug,))
            case _ if self._asking.guide.roadmap.is_pattern(action.slug):
                told = Subject(QuestionKind.LOOKUP, (action.slug,))
        self.spoken.note(member, place, told)

    def drop(self, member: Member, place: Place) -> None:
        """Forget what was spoken of: something else has been looked up."""
        self.spoken.note(member, place, None)
        self.spoken.save()

    async def explain(self, member: Member, outcome: Outcome) -> Card:
        """Say how an outcome was found."""
        about = rating(outcome.answer, helpful=True).slug if isinstance(outcome, Answered) else ""
        return await self.why_taught(member, outcome.question, about) or self._asking.explain(outcome)

    async def why_taught(self, member: Member, question: str, slug: str) -> Card | None:
        """Say that people taught what `question` was answered with; None where that was found in another way."""
        one = (await self._lessons.of(member.guild_id)).overlay.find(question)
        if one is None or slug not in (one.slug, slug_of(one)):
            return None
        roadmap = self._asking.guide.roadmap
        return Card(worded(roadmap, "why-this"), (Paragraph(worded(roadmap, "taught-here")),), private=True)

    def taught(self, lesson: Lesson, question: str) -> Response | None:
        """Answer a question that is taught; None where it is not, or where its answer is in the roadmap no more."""
        one = lesson.overlay.find(question)
        outcome = None if one is None else outcome_of(self._asking.guide, one, question)
        if outcome is None:
            return None
        response = self._asking.told(outcome)
        here = Fine(worded(self._asking.guide.roadmap, "taught-here"))
        cards = [replace(card, blocks=(*card.blocks, here)) for card in response.cards]
        return replace(response, cards=tuple(cards))


def _dressed(roadmap: Roadmap, card: Card, outcome: Outcome, *, offered: bool, quoted: bool, rated: bool) -> Card:
    """Ask whether an answer helped, and offer to teach what is missing where that is `offered`."""
    if isinstance(outcome, Answered):
        return replace(card, buttons=(*card.buttons, *rate_buttons(roadmap, outcome.answer))) if rated else card
    return _teachable(roadmap, card, outcome, quoted=quoted) if offered and _is_missing(outcome) else card


def _asked(card: Card, outcome: Outcome) -> Card:
    """Let an answer say what was asked, unless it does so by itself."""
    says = not isinstance(outcome, Answered) or any(isinstance(block, Quote) for block in card.blocks)
    return card if says else quoting(card, outcome.question)


def _is_missing(outcome: Outcome) -> bool:
    """Say whether somebody could teach what is missing: not where the message is no question at all."""
    return isinstance(outcome, Suggested) or (isinstance(outcome, NotKnown) and not outcome.reason)


def _teachable(roadmap: Roadmap, card: Card, outcome: Outcome, *, quoted: bool) -> Card:
    """Offer to teach the question; the card has to hold it, unless it answers a message that does."""
    missing = isinstance(outcome, NotKnown) and quoted
    blocks = (Quote(outcome.question), *card.blocks) if missing else card.blocks
    return replace(card, blocks=blocks, buttons=(*card.buttons, Button(said(roadmap, "teach"), Teach())))
