"""The quiz's commands: what is typed after them, and what it leads to."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, get_args

from bot.actions import BoardKind, ShowBoard, ShowRound, ShowRounds
from bot.assistant import Assistant
from bot.cards import Card
from bot.frontends.terminal.commands import LEADERBOARD, QUIZ, REPORT, SCHEDULE, Command
from bot.frontends.terminal.growing import GROWING, GrowCommands
from bot.frontends.terminal.learn import LEARNING, LearnCommands
from bot.frontends.terminal.news import News
from bot.frontends.terminal.schedule import ScheduleCommands
from bot.people import Member
from bot.quiz.durations import parse_duration
from knowledge.languages import texts

SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(days=7)
NUMBER_LENGTH: Final = 9
PRACTISED: Final = "practice"
"""Stands in the place of a quiz's number for the question that was practised last."""


class QuizCommands:
    """What one person's commands about quizzes do."""

    def __init__(self, assistant: Assistant, member: Member, news: News, growing: GrowCommands) -> None:
        """Take the services, who types, what posts rounds, and what mends answers."""
        self._assistant = assistant
        self._member = member
        self._news = news
        self._say = texts(assistant.asking.guide.roadmap)
        self._schedule = ScheduleCommands(assistant.scheduling, member, news, self._say)
        self._learn = LearnCommands(assistant, member)
        self._growing = growing

    async def perform(self, command: Command, rest: str) -> Sequence[Card]:
        """Do what a command says; raises ValueError with a sentence where the rest of the line can't be read."""
        if command is QUIZ:
            return await self._quiz(rest)
        if command is REPORT:
            return (await self._report(rest),)
        if command in GROWING:
            return (await self._growing.perform(command, rest),)
        if command in LEARNING:
            return await self._learn.perform(command, rest)
        if command is LEADERBOARD:
            return (await self._board(rest),)
        if command is SCHEDULE:
            return await self._schedule.perform(rest)
        return await self._assistant.own_page(self._member)

    async def _quiz(self, rest: str) -> Sequence[Card]:
        word, _, more = rest.partition(" ")
        if not word:
            return await self._assistant.quizzing.open_rounds(self._member)
        if word.lower() == "now":
            open_for = parse_duration(more, SHORTEST, LONGEST, self._say) if more.strip() else None
            return await self._news.start(open_for)
        if word.lower() == "past":
            page = self._number(more) if more.strip() else 1
            return (await self._assistant.quizzing.past_rounds(self._member, ShowRounds(page)),)
        return (await self._assistant.quizzing.show(self._member, ShowRound(self._number(rest))),)

    async def _report(self, rest: str) -> Card:
        what, _, reason = rest.partition(" ")
        example = "3 B is right too"
        number = None if what.lower() == PRACTISED else self._number(what, REPORT, example)
        if not reason.strip():
            raise ValueError(self._usage(REPORT, example))
        if number is None:
            return await self._assistant.practising.report_last(self._member, reason)
        return await self._assistant.reviewing.report(self._member, number, reason)

    async def _board(self, rest: str) -> Card:
        boards = self._assistant.boards
        match rest.replace(":", " ").split():
            case ["season", "start", *name]:
                return await boards.start_season(self._member, " ".join(name))
            case ["season", "end"]:
                return await boards.end_season(self._member)
            case words:
                return await boards.show(self._member, self._board_meant(words))

    def _board_meant(self, words: Sequence[str]) -> ShowBoard:
        """Read which board is meant, and which page of it; raises ValueError with a sentence."""
        kind: BoardKind = "month"
        for known in get_args(BoardKind):
            if words and words[0].lower() == known:
                kind, words = known, words[1:]
                break
        if len(words) > 1:
            raise ValueError(self._usage(LEADERBOARD, "week 2"))
        return ShowBoard(kind, self._number(words[0], LEADERBOARD, "week 2") if words else 1)

    def _number(self, typed: str, command: Command = QUIZ, example: str = "3") -> int:
        text = typed.strip().removeprefix("#")
        if not (text.isdecimal() and text.isascii() and len(text) <= NUMBER_LENGTH):
            raise ValueError(self._usage(command, example))
        return int(text)

    def _usage(self, command: Command, example: str) -> str:
        return self._say("usage", usage=command.usage, example=f"{command.word} {example}")
