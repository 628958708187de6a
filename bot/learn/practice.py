"""Practice: private questions, one at a time, with feedback at once; what is answered is remembered.

Every step is one transaction on the person's sitting, so that a button that is pressed twice, or in two processes, or
after a restart, does what it says once.
"""

from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Final, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions import (
    GoOn,
    HandIn,
    PassOver,
    Practise,
    PractiseAgain,
    ReportPractised,
    StopPractice,
    Try,
)
from bot.ask.wording import said
from bot.cards import Card
from bot.clock import Clock
from bot.learn import cards, memories, sittings
from bot.learn.barring import asked_now, barred, void_here
from bot.learn.course import Course
from bot.learn.mastery import mastery
from bot.learn.memory import Memory, review
from bot.learn.missing import missing_step
from bot.learn.ordering import ANYTHING, Learner, Why, due, is_wanted, new, next_due, next_questions
from bot.learn.sittings import Sitting
from bot.people import NOWHERE, Member
from bot.quiz.choosing import Wanted
from bot.quiz.reviewing import Reviewing
from bot.quiz.schedule_cards import told
from bot.quiz.topics import names_of, parse_topics
from bot.quiz.typed import parse_difficulty
from bot.storage.engine import Database
from bot.storage.seen import take
from knowledge.bank import Item
from knowledge.guide import Guide
from knowledge.languages import texts

USUAL: Final = 10
"""Questions of a sitting, unless somebody says otherwise."""
FEW: Final = 5
"""Questions of one that a button begins about one topic."""
MOST: Final = 50
RESUMED: Final = timedelta(hours=12)
"""So long after its beginning one goes on with a sitting; what is to be asked later is better chosen anew."""

PracticeAction: TypeAlias = Practise | PractiseAgain | Try | HandIn | GoOn | PassOver | StopPractice | ReportPractised
_Step: TypeAlias = Try | HandIn | PassOver


class Practising:
    """What people practise.

    Whatever changes something may carry the id of its interaction, and raises Doubled where another process has taken
    that on.
    """

    def __init__(self, database: Database, guide: Guide, course: Course, reviewing: Reviewing, clock: Clock) -> None:
        """Take where sittings are kept, what can be asked, where reports go, and the time."""
        self._database = database
        self._guide = guide
        self._course = course
        self._reviewing = reviewing
        self._clock = clock

    async def start(
        self, member: Member, topic: str = "", difficulty: str = "", count: int = USUAL, *, act: int | None = None
    ) -> Card:
        """Begin to practise what a person types: names of groups and patterns, a difficulty, how many questions.

        Who wants nothing special goes on with what they had begun a while ago, for its messages may be gone.
        """
        try:
            topics = frozenset(parse_topics(self._guide, topic))
            wanted = Wanted(topics, parse_difficulty(difficulty, texts(self._guide.roadmap)))
        except ValueError as fault:
            return told(str(fault))
        if not 1 <= count <= MOST:
            return told(said(self._guide.roadmap, "how-many", most=MOST))
        return await self._begin(member, wanted, count, act, resumes=wanted == Wanted() and count == USUAL)

    async def follow(self, member: Member, action: PracticeAction, act: int | None = None) -> Card:
        """Do what a button of practice says."""
        match action:
            case Practise(slug=slug):
                topics = frozenset() if slug == cards.EVERYTHING else frozenset({slug})
                return await self._begin(member, Wanted(topics), FEW if topics else USUAL, act, resumes=not topics)
            case PractiseAgain():
                return await self._again(member, action, act)
            case GoOn() | StopPractice():
                return await self._look(member, action, act)
            case ReportPractised():
                # Where there is a form for the reason, the front end shows that instead.
                return cards.ask_reason(self._guide.roadmap)
            case Try() | HandIn() | PassOver():
                return await self._step(member, action, act)

    async def report(self, member: Member, action: ReportPractised, reason: str, *, act: int | None = None) -> Card:
        """Keep what a person says is wrong with a question that they met in practice, whatever they practise by now."""
        say = texts(self._guide.roadmap)
        if action.question not in self._course.items:
            return told(say("question-gone"))
        return await self._reviewing.report_question(member, action.question, reason, act=act)

    async def report_last(self, member: Member, reason: str, *, act: int | None = None) -> Card:
        """Report the question that a person saw last in practice; where nothing can be pressed, it is typed."""
        async with self._database.reading() as connection:
            shown = await sittings.find(connection, member.user_id)
        if shown is None:
            return told(said(self._guide.roadmap, "none-to-report"))
        return await self.report(member, ReportPractised(shown.questions[shown.seen]), reason, act=act)

    async def _begin(
        self, member: Member, wanted: Wanted, count: int, act: int | None, *, resumes: bool = False
    ) -> Card:
        async with self._database.writing() as connection:
            now = self._clock()
            await take(connection, act, now)
            not_now = await barred(connection, member)
            before = await sittings.find(connection, member.user_id) if resumes else None
            if before and now - before.started_at < RESUMED and not self._passed(before, not_now).is_over:
                roadmap = self._guide.roadmap
                return cards.resumed(roadmap, await self._show(connection, member, before), before.started_at)
            return await self._draw(connection, member, wanted, count)

    async def _again(self, member: Member, action: PractiseAgain, act: int | None) -> Card:
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            before = await sittings.find(connection, member.user_id)
            if before is None or before.number != action.sitting:
                return cards.over_card(self._guide.roadmap)
            asked = [self._course.items[one] for one in before.questions if one in self._course.items]
            # What led to the topic came on top of the count, and is known by now.
            more = sum(not is_wanted(before.wanted, item) for item in asked)
            return await self._draw(connection, member, before.wanted, max(1, len(before.questions) - more))

    async def _draw(self, connection: AsyncConnection, member: Member, wanted: Wanted, count: int) -> Card:
        """Choose the questions of a new sitting, and ask the first."""
        now = self._clock()
        known = await memories.of_person(connection, member.user_id)
        learner = Learner(known, now, await barred(connection, member))
        asked = next_questions(self._course, learner, count, wanted)
        if not asked:
            return self._nothing(learner, wanted)
        if member.guild_id != NOWHERE:
            await memories.join(connection, member)
        ids = tuple(one.item.id for one in asked)
        begun = await sittings.begin(connection, member.user_id, wanted, ids, now)
        card = self._question(member, begun, asked[0].item, known.get(asked[0].item.id))
        if asked[0].why is Why.DUE or (back := next_due(self._course, learner, wanted)) is None:
            return card
        return cards.nothing_due(self._guide.roadmap, card, back)

    async def _look(self, member: Member, action: GoOn | StopPractice, act: int | None) -> Card:
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            shown = await sittings.find(connection, member.user_id)
            if shown is None or shown.number != action.sitting:
                return cards.over_card(self._guide.roadmap)
            if isinstance(action, StopPractice):
                shown = shown.stopped()
                await sittings.keep(connection, member.user_id, shown)
            return await self._show(connection, member, shown)

    async def _step(self, member: Member, action: _Step, act: int | None) -> Card:
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            shown = await sittings.find(connection, member.user_id)
            if shown is None or shown.number != action.sitting:
                return cards.over_card(self._guide.roadmap)
            if shown.is_over or shown.place != action.place:
                answered = await self._was_answered(connection, member, action, shown)
                return cards.dealt_card(self._guide.roadmap, shown, answered=answered)
            if isinstance(action, PassOver):
                return await self._show(connection, member, await self._move(connection, member, shown.advanced()))
            item = await self._asked_still(connection, member, shown.questions[shown.place])
            if not isinstance(item, Item):
                moved = await self._move(connection, member, shown.advanced())
                return cards.gone_card(self._guide.roadmap, moved, item)
            return await self._choose(connection, member, action, shown, shown.arrange(item))

    async def _asked_still(self, connection: AsyncConnection, member: Member, question_id: str) -> Item | cards.Gone:
        """Give a question that was shown, or why it is left out by now."""
        item = self._course.items.get(question_id)
        if item is None:
            return "question-gone"
        if question_id in await asked_now(connection, member):
            return "asked-now"
        return "question-void" if question_id in await void_here(connection, member) else item

    async def _was_answered(self, connection: AsyncConnection, member: Member, action: _Step, shown: Sitting) -> bool:
        known = await memories.of_person(connection, member.user_id)
        question = shown.questions[action.place] if action.place < len(shown.questions) else ""
        return question in known and known[question].reviewed_at >= shown.started_at

    async def _choose(
        self, connection: AsyncConnection, member: Member, action: Try | HandIn, shown: Sitting, item: Item
    ) -> Card:
        if isinstance(action, HandIn):
            if not shown.chosen:
                return await self._show(connection, member, shown)
            return await self._answer(connection, member, shown, item, shown.chosen)
        if action.option >= len(item.options):
            return cards.over_card(self._guide.roadmap)
        if not item.multiple:
            return await self._answer(connection, member, shown, item, 1 << action.option)
        picked = await self._move(connection, member, shown.picked(action.option))
        return await self._show(connection, member, picked)

    async def _answer(
        self, connection: AsyncConnection, member: Member, shown: Sitting, item: Item, choice: int
    ) -> Card:
        now = self._clock()
        right = choice == sum(1 << place for place in item.right)
        known = await memories.of_person(connection, member.user_id)
        after = review(known.get(item.id), right=right, now=now)
        await memories.keep(connection, item.id, {member.user_id: after})
        moved = await self._move(connection, member, shown.advanced(right=right))
        missing = None
        if not right:
            held = mastery(self._course, known | {item.id: after}, now)
            missing = missing_step(self._guide.roadmap, item.patterns[0], held)
        answered = cards.Told(item, choice, after.due, missing, reportable=member.guild_id != NOWHERE)
        return cards.told_card(self._guide.roadmap, moved, answered)

    async def _move(self, connection: AsyncConnection, member: Member, moved: Sitting) -> Sitting:
        await sittings.keep(connection, member.user_id, moved)
        return moved

    async def _show(self, connection: AsyncConnection, member: Member, shown: Sitting) -> Card:
        """Show where a sitting stands; what can't be asked any more, or not now, is passed over."""
        open_ = await barred(connection, member)
        passed = self._passed(shown, open_)
        if not passed.is_over:
            passed = passed.shown()
        if passed != shown:
            await self._move(connection, member, passed)
        known = await memories.of_person(connection, member.user_id)
        if passed.is_over:
            return self._summary(passed, Learner(known, self._clock(), open_))
        item = self._course.items[passed.questions[passed.place]]
        return self._question(member, passed, item, known.get(item.id))

    def _passed(self, shown: Sitting, open_: AbstractSet[str]) -> Sitting:
        while not shown.is_over and not self._may_ask(shown.questions[shown.place], open_):
            shown = shown.advanced()
        return shown

    def _may_ask(self, question_id: str, open_: AbstractSet[str]) -> bool:
        return question_id in self._course.items and question_id not in open_

    def _question(self, member: Member, shown: Sitting, item: Item, memory: Memory | None) -> Card:
        last = None if memory is None else memory.reviewed_at
        roadmap = self._guide.roadmap
        note = cards.why_asked(roadmap, last, leads=not is_wanted(shown.wanted, item))
        reportable = member.guild_id != NOWHERE
        return cards.question_card(roadmap, shown, shown.arrange(item), note, reportable=reportable)

    def _summary(self, over: Sitting, learner: Learner) -> Card:
        missed = dict.fromkeys(
            self._course.items[question_id].patterns[0]
            for question_id in over.questions
            if question_id in self._course.items and _was_missed(learner.memories.get(question_id), over)
        )
        roadmap = self._guide.roadmap
        has_more = bool(next_questions(self._course, learner, 1, over.wanted))
        ahead = self._ahead(learner, ANYTHING)
        return cards.summary_card(roadmap, over, [roadmap.pattern(slug) for slug in missed], ahead, has_more=has_more)

    def _nothing(self, learner: Learner, wanted: Wanted) -> Card:
        topics = names_of(self._guide.roadmap, sorted(wanted.topics))
        if not any(wanted.on_topic(item) and wanted.as_hard(item) for item in self._course.items.values()):
            return cards.no_questions_card(self._guide.roadmap, topics, wanted.difficulty)
        has_new = next(new(self._course, learner), None) is not None
        has_more = bool(next_questions(self._course, learner, 1))
        ahead = self._ahead(learner, wanted)
        return cards.nothing_card(self._guide.roadmap, ahead, topics=topics, has_new=has_new, has_more=has_more)

    def _ahead(self, learner: Learner, wanted: Wanted) -> cards.Ahead:
        return cards.Ahead(len(due(self._course, learner, wanted)), next_due(self._course, learner, wanted))


def _was_missed(memory: Memory | None, over: Sitting) -> bool:
    return memory is not None and not memory.right and memory.reviewed_at >= over.started_at
