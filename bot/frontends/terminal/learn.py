"""The commands for learning: what is typed after them, and what it leads to."""

import re
from collections.abc import Sequence
from typing import Final

from bot.ask.wording import said
from bot.assistant import Assistant
from bot.cards import Card
from bot.frontends.terminal.commands import DIFFICULTIES, FULL, PATH, PRACTICE, ROADMAP, Command
from bot.learn.practice import USUAL
from bot.people import Member
from knowledge.text import tokens
from knowledge.vocabulary import Vocabulary

LEARNING: Final = (PRACTICE, PATH, ROADMAP)
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_PAGE: Final = re.compile(r"[0-9]{1,4}")


class LearnCommands:
    """What one person's commands for learning do."""

    def __init__(self, assistant: Assistant, member: Member) -> None:
        """Take the services, and who types."""
        self._assistant = assistant
        self._member = member

    async def perform(self, command: Command, rest: str) -> Sequence[Card]:
        """Do what a command says; raises ValueError with a sentence where the rest of the line can't be read."""
        if command is PRACTICE:
            topic, difficulty, count = read_practice(rest, self._assistant.asking.guide.speech)
            return (await self._assistant.practising.start(self._member, topic, difficulty, count),)
        if command is PATH:
            name, full = read_path(rest)
            return (await self._assistant.path_to(self._member, name, full=full),)
        if rest and not _PAGE.fullmatch(rest):
            raise ValueError(self._usage(ROADMAP, "2"))
        page = int(rest or 1)
        return (await self._assistant.progress.roadmap(self._member, page),)

    def _usage(self, command: Command, example: str) -> str:
        roadmap = self._assistant.asking.guide.roadmap
        return said(roadmap, "usage", usage=command.usage, example=f"{command.word} {example}")


def read_practice(rest: str, speech: Vocabulary) -> tuple[str, str, int]:
    """Read what is to be practised: the last words may be a difficulty and how many questions, in any order.

    A number after "group", "post" and their like is part of a name.
    """
    words, difficulty, count = rest.split(), "", USUAL
    numbered = speech.group_words | speech.post_words | speech.digit_words
    for _ in range(2):
        before, last = (["", "", *words])[-2:]
        if last.lower() in DIFFICULTIES and not difficulty:
            difficulty = words.pop().lower()
        elif _COUNT.fullmatch(last) and numbered.isdisjoint(tokens(before)):
            count = int(words.pop())
    return " ".join(words), difficulty, count


def read_path(rest: str) -> tuple[str, bool]:
    """Read where a path leads, and whether it is to be the full one."""
    name, _, last = rest.rpartition(" ")
    full = bool(name) and last.lower() == FULL
    return (name if full else rest), full
