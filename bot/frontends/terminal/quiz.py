"""The quiz's commands: what is typed after them, and what it leads to."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.actions import Practise, ShowRound, ShowRounds
from bot.ask.naming import Closest, closest_card
from bot.assistant import Assistant
from bot.cards import Card
from bot.frontends.terminal.commands import QUIZ, Command
from bot.frontends.terminal.news import News
from bot.people import Member
from bot.quiz.durations import parse_duration
from knowledge.model import Group, Pattern

SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(days=7)
NUMBER_LENGTH: Final = 9
TURNS: Final = 1000


class QuizCommands:
    """What one person's commands about quizzes do."""

    def __init__(self, assistant: Assistant, member: Member, news: News, chance: random.Random) -> None:
        """Take the services, who types, what posts rounds, and the chance that draws topics."""
        self._assistant = assistant
        self._member = member
        self._news = news
        self._chance = chance
        self._turn = chance.randrange(TURNS)

    async def perform(self, command: Command, rest: str) -> Sequence[Card]:
        """Do what a command says; raises ValueError with a sentence where the rest of the line can't be read."""
        return await self._quiz(rest) if command is QUIZ else (self._practise(rest),)

    async def _quiz(self, rest: str) -> Sequence[Card]:
        word, _, more = rest.partition(" ")
        if not word:
            return await self._assistant.quizzing.open_rounds(self._member)
        if word.lower() == "now":
            open_for = parse_duration(more, SHORTEST, LONGEST) if more.strip() else None
            return await self._news.start(open_for)
        if word.lower() == "past":
            page = _number(more) if more.strip() else 1
            return (await self._assistant.quizzing.past_rounds(self._member, ShowRounds(page)),)
        return (await self._assistant.quizzing.show(self._member, ShowRound(_number(rest))),)

    def _practise(self, rest: str) -> Card:
        roadmap = self._assistant.asking.guide.roadmap
        self._turn += 1
        if not rest:
            return self._assistant.practising.ask(Practise(self._chance.choice(roadmap.patterns).slug, self._turn))
        found = self._assistant.asking.find(rest)
        if isinstance(found, Closest):
            return closest_card(roadmap, found)
        match found.entry:
            case Pattern(slug=slug):
                return self._assistant.practising.ask(Practise(slug, self._turn))
            case Group() as group:
                members = [pattern for pattern in roadmap.patterns if pattern.group == group.slug]
                return self._assistant.practising.ask(Practise(self._chance.choice(members).slug, self._turn))
            case term:
                return self._assistant.practising.ask(Practise(term.hosts[0], self._turn))


def _number(typed: str) -> int:
    text = typed.strip().removeprefix("#")
    if not (text.isdecimal() and text.isascii() and len(text) <= NUMBER_LENGTH):
        raise ValueError(f"Write {QUIZ.usage}, such as {QUIZ.word} 3.")
    return int(text)
