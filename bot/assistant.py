"""The assistant: every service that a front end may call, and where each button leads."""

from collections.abc import Callable, Sequence
from functools import cached_property

from bot.actions import (
    Answer,
    DeleteMe,
    ExportMe,
    FormAction,
    HideMe,
    KeepQuestion,
    ListQuestions,
    ListReports,
    RemoveSchedule,
    ReportPractised,
    ReportQuestion,
    RoundAction,
    ShowBoard,
    ShowChallenge,
    ShowModelAnswer,
    ShowRound,
    ShowRounds,
    WriteAnswer,
)
from bot.ask.service import Asking
from bot.ask.spoken import Spoken
from bot.cards import Action, Card, Explain
from bot.clock import Clock
from bot.guilds.governing import Governing
from bot.guilds.guild import Home
from bot.guilds.shards import Shards
from bot.learn.challenge import Challenging
from bot.learn.course import Course, course_of
from bot.learn.practice import PracticeAction, Practising
from bot.learn.progress import Progress, ProgressAction
from bot.people import Member
from bot.quiz.answering import Answering
from bot.quiz.cards import RoundCards
from bot.quiz.channels import Channels
from bot.quiz.opening import Opening
from bot.quiz.review_cards import ask_reason
from bot.quiz.reviewing import Reviewing
from bot.quiz.round import Key
from bot.quiz.running import Running
from bot.quiz.scheduling import Scheduling
from bot.quiz.service import Quizzing
from bot.scores.service import Boards, OwnPages
from bot.storage.engine import Database
from bot.teach.actions import (
    ConfirmTaught,
    Dismiss,
    GiveReason,
    GrowAction,
    ListTaught,
    ListUnanswered,
    Rate,
    RemoveTaught,
    ShowVotes,
    Teach,
)
from bot.teach.cards import ask_how
from bot.teach.consulting import Consulting
from bot.teach.lessons import Lessons
from bot.teach.missed import Missed
from bot.teach.missed_cards import ask_why
from bot.teach.teaching import Teaching
from knowledge.bank import Bank, Item
from knowledge.labels import Label
from knowledge.languages import texts


class Assistant:
    """All services over one roadmap, which may be exchanged, and one database."""

    def __init__(
        self, asking: Asking, database: Database, clock: Clock, labels: Callable[[], Sequence[Label]] = tuple
    ) -> None:
        """Take what answers questions, where everything is kept, and the time; and the roadmap's labelled questions."""
        self.database = database
        self.clock = clock
        self.answering = Answering(database)
        self._touched: set[Key] = set()
        self._runnings: list[Running] = []
        self.lessons = Lessons(database)
        self._spoken = Spoken(database, clock)
        self._labels = labels
        self._know(asking, Bank(asking.guide.roadmap))

    def adopt(self, asking: Asking, bank: Sequence[Item]) -> None:
        """Know another roadmap from now on: what begins later sees nothing of the old one, what has begun ends with it.

        Nothing is waited for in between, so that nobody meets half of each.
        """
        self._know(asking, bank)
        for running in self._runnings:
            running.adopt(self.opening, self.round_cards)

    def _know(self, asking: Asking, bank: Sequence[Item]) -> None:
        roadmap, database, clock = asking.guide.roadmap, self.database, self.clock
        say = texts(roadmap)
        self.asking = asking
        self.bank = bank
        self.round_cards = RoundCards(roadmap)
        self.quizzing = Quizzing(database, self.answering, self.round_cards, self._touched, clock)
        self.challenging = Challenging(asking.guide)
        self.opening = Opening(database, bank, say)
        self.governing = Governing(database, say, clock)
        self.reviewing = Reviewing(database, bank, say, clock)
        self.scheduling = Scheduling(database, asking.guide, bank, clock)
        self.consulting = Consulting(asking, self.lessons, self._spoken)
        self.teaching = Teaching(database, asking, self.lessons, self._labels, clock)
        self.missed = Missed(database, roadmap, self.lessons, clock)
        self.boards = Boards(database, say, clock)
        self.own_pages = OwnPages(database, {group.slug: group.name for group in roadmap.groups}, say, clock)
        # What is made when it is needed is made anew.
        for name in ("course", "practising", "progress"):
            self.__dict__.pop(name, None)

    @cached_property
    def course(self) -> Course:
        """What there is to learn; made when it is needed, for no start need wait for it."""
        return course_of(self.asking.guide.roadmap, self.bank)

    @cached_property
    def practising(self) -> Practising:
        """Practice, which nobody but the learner sees."""
        return Practising(self.database, self.asking.guide, self.course, self.reviewing, self.clock)

    @cached_property
    def progress(self) -> Progress:
        """How far a learner has come."""
        return Progress(self.database, self.asking.guide.roadmap, self.course, self.clock)

    def running(self, channels: Channels, home: Home, owner: str, shards: Shards | None = None) -> Running:
        """Make the clockwork for the guilds of one front end; other processes serve what is not on its shards."""
        made = Running(
            self.database,
            channels,
            self.opening,
            self.round_cards,
            touched=self._touched,
            home=home,
            owner=owner,
            clock=self.clock,
            shards=shards,
        )
        self._runnings.append(made)
        return made

    async def follow(
        self, member: Member, action: Action, press_id: int, question: str = "", *, message_id: int = 0
    ) -> Card:
        """Do what a button says for the one who pressed it; `question` is what its card quotes, in the message given.

        Raises KeyError where the button names an entry that the roadmap no longer has, and Doubled where another
        process has taken on the press.
        """
        if isinstance(action, ProgressAction):
            return await self.progress.follow(member, action, press_id)
        if isinstance(action, PracticeAction):
            return await self.practising.follow(member, action, press_id)
        if isinstance(action, RoundAction):
            return await self._follow_quiz(member, action, press_id)
        if isinstance(action, GrowAction):
            return await self._follow_growth(member, action, press_id, (question, message_id))
        taught = (
            await self.consulting.why_taught(member, question, action.slug) if isinstance(action, Explain) else None
        )
        return taught or self.asking.follow(action, question)

    async def _follow_growth(self, member: Member, action: GrowAction, press_id: int, asked: tuple[str, int]) -> Card:
        question, message_id = asked
        match action:
            case Teach() | GiveReason():
                # Where there are forms, the front end shows one instead.
                return ask_how(question) if isinstance(action, Teach) else ask_why()
            case ConfirmTaught():
                return await self.teaching.confirm(member, action, act=press_id)
            case RemoveTaught():
                return await self.teaching.remove(member, action, act=press_id)
            case ListTaught():
                return await self.teaching.taught(member, action)
            case ListUnanswered():
                return await self.missed.unanswered(member, action)
            case Dismiss():
                return await self.missed.dismiss(member, action, act=press_id)
            case Rate():
                return await self.missed.rate(member, action, message_id, question, act=press_id)
            case ShowVotes():
                return await self.missed.votes(member)

    async def submit(self, member: Member, form: FormAction, text: str, press_id: int) -> Card:
        """Do what a form was filled in for; raises as `follow` does."""
        match form:
            case ReportQuestion():
                return await self.reviewing.report(member, form.round, text, act=press_id)
            case ReportPractised():
                return await self.practising.report(member, form, text, act=press_id)
            case WriteAnswer():
                return self.challenging.review(form.challenge, text)

    async def own_page(self, member: Member) -> Sequence[Card]:
        """Show a person what they know, and then their scores and all that is kept about them."""
        return await self.progress.show(member), await self.own_pages.show(member)

    async def path_to(self, member: Member, typed: str, *, full: bool = False) -> Card:
        """Show a person the way to the pattern called `typed` with what they know of each step; or the nearest names."""
        found = self.asking.pattern(typed)
        return found if isinstance(found, Card) else await self.progress.path(member, found.slug, full=full)

    async def _follow_quiz(self, member: Member, action: RoundAction, press_id: int) -> Card:
        match action:
            case Answer():
                return await self.quizzing.answer(member, action, press_id)
            case ShowRound():
                return await self.quizzing.show(member, action)
            case ShowRounds():
                return await self.quizzing.past_rounds(member, action)
            case ReportQuestion() | ListReports() | KeepQuestion() | ListQuestions():
                return await self._follow_review(member, action, press_id)
            case ShowChallenge() | WriteAnswer() | ShowModelAnswer():
                return self.challenging.follow(action)
            case RemoveSchedule():
                return await self.scheduling.remove_for_sure(member, action, act=press_id)
            case ShowBoard():
                return await self.boards.show(member, action)
            case HideMe():
                return await self.own_pages.hide(member, action)
            case ExportMe():
                return await self.own_pages.export(member)
            case DeleteMe():
                return await self.own_pages.delete(member, action)

    async def _follow_review(
        self, member: Member, action: ReportQuestion | ListReports | KeepQuestion | ListQuestions, press_id: int
    ) -> Card:
        match action:
            case ReportQuestion():
                # Where there is a form for the reason, the front end shows that instead.
                return ask_reason(action.round, texts(self.asking.guide.roadmap))
            case ListReports():
                return await self.reviewing.reports(member, action)
            case KeepQuestion():
                return await self.reviewing.keep(member, action, act=press_id)
            case ListQuestions():
                return await self.reviewing.questions(member, action)
