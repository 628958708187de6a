"""The conversation: a line in, lines on a screen out. It knows nothing of keys and prompts."""

import asyncio
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.exc import SQLAlchemyError

from bot.actions import Answer, ReportPractised, ReportQuestion, WriteAnswer
from bot.ask.service import Response
from bot.assistant import Assistant
from bot.cards import Card, Explain, RoadmapAction
from bot.frontends.terminal.challenge import Exercise
from bot.frontends.terminal.choices import Choice, Choices, Mark, has_letters
from bot.frontends.terminal.commands import (
    CHALLENGE,
    COMPARE,
    HELP,
    PATH,
    PATTERN,
    PRACTICE,
    QUIT,
    QUIZ,
    REPORT,
    WHY,
    Command,
    command_called,
    command_like,
)
from bot.frontends.terminal.files import write
from bot.frontends.terminal.growing import GrowCommands, written_out
from bot.frontends.terminal.help import greeting, help_card
from bot.frontends.terminal.json_lines import respond
from bot.frontends.terminal.member import HERE, member_called
from bot.frontends.terminal.moments import told
from bot.frontends.terminal.news import News
from bot.frontends.terminal.presses import Presses
from bot.frontends.terminal.quiz import QuizCommands
from bot.frontends.terminal.screen import Screen
from bot.layout import Style, lines
from bot.storage.migrating import explained
from bot.teach.actions import GrowAction, Teach
from knowledge.languages import texts

Aside: TypeAlias = Callable[[], AbstractAsyncContextManager[None]]

_NUMBER = re.compile(r"([0-9]{1,2})\.?")
_LETTER = re.compile(r"([A-Fa-f])[.)]?")


class Chat:
    """One person's conversation."""

    def __init__(self, assistant: Assistant, screen: Screen, name: str = "") -> None:
        """Take the services, where to show things, and the name of the person, where there is one."""
        self.asking = assistant.asking
        self.name = name
        self._assistant = assistant
        self._screen = screen
        self._member = member_called(name)
        # It stays, also where another roadmap is loaded.
        self._spoken = assistant.consulting.spoken
        self._presses = Presses(assistant.clock)
        self.news = News(assistant, self._member)
        self._growing = GrowCommands(assistant, self._member, self._presses)
        self._quiz = QuizCommands(assistant, self._member, self.news, self._growing)
        self.exercise = Exercise(assistant.challenging)
        self._choices = Choices()
        # What comes by itself waits until a line is answered, and the other way round.
        self._turn = asyncio.Lock()
        self._trouble = ""

    def greet(self) -> None:
        """Tell a newcomer what to type."""
        self._screen.write(greeting(self.asking.guide.roadmap, self.name))

    def part(self) -> None:
        """Say goodbye."""
        self._say(self._text("goodbye-name", name=self.name) if self.name else self._text("goodbye"))

    async def tick(self, aside: Aside = nullcontext) -> None:
        """Do what is due by the clock, and show what is new; `aside` makes room where somebody may be typing."""
        try:
            await self.news.running.tick()
            async with self._turn:
                cards = await self.news.look()
                self._trouble = ""
                if cards:
                    async with aside():
                        self._add(cards)
        except BrokenPipeError:
            raise
        except (SQLAlchemyError, OSError) as error:
            async with self._turn, aside():
                self._complain(error)

    async def hear_bytes(self, line: bytes) -> bool:
        """Take a line as a pipe brings it; see `hear`."""
        try:
            return await self.hear(line.decode())
        except UnicodeDecodeError:
            self._respond(respond(self.asking, line)[1])
            return True

    async def hear(self, line: str) -> bool:
        """Answer a line; give False when it says to leave."""
        async with self._turn:
            try:
                return await self._answer(line.strip())
            except BrokenPipeError:
                raise
            except (SQLAlchemyError, OSError) as error:
                self._trouble = ""
                self._complain(error)
                return True

    async def _answer(self, text: str) -> bool:
        word, *rest = text.split(maxsplit=1) or [""]
        command = command_called(word)
        if self.exercise.begun:
            # "/api first, then the rest" is a line of an answer: no command is called so.
            if command is None:
                card = self.exercise.take(text)
                self._show(*([card] if card else []))
                return True
            self.exercise.drop()
            self._say(self._text("challenge-dropped"))
        if self._growing.begun and not text.startswith("/"):
            self._show(await self._growing.take(text))
            return True
        self._growing.drop()
        number, typed, labelled = _NUMBER.fullmatch(text), _LETTER.fullmatch(text), self._choices.labelled(text)
        if not number and labelled is None:
            self.exercise.drop()
        if number:
            await self._choose_number(int(number[1]))
        elif typed:
            await self._choose_letter(typed[1].upper())
        elif command is QUIT:
            return False
        elif command:
            await self._command(command, "".join(rest))
        elif text.startswith("/"):
            self._unknown(word)
        elif labelled:
            await self._choose(labelled)
        elif text:
            await self._reply(text)
        return True

    async def _command(self, command: Command, rest: str) -> None:
        if command in (PATTERN, COMPARE, PATH):
            # Something else has been looked up.
            self._spoken.note(self._member, HERE, None)
            await self._spoken.flush()
        if command.needed and not rest:
            names = [pattern.name for pattern in self.asking.guide.roadmap.patterns]
            example = f"{names[0]}, {names[-1]}" if command is COMPARE else names[0]
            self._say(self._text("usage", usage=command.usage, example=f"{command.word} {example}"))
        elif command is PATTERN:
            self._show(self.asking.look_up(rest))
        elif command is COMPARE:
            self._show(self.asking.compare(rest))
        elif command is CHALLENGE:
            self._show(self.exercise.command(rest))
        elif command is WHY:
            await self._why()
        elif command is HELP:
            self._show(help_card(self.asking.guide.roadmap))
        else:
            await self._perform(command, rest)

    async def _perform(self, command: Command, rest: str) -> None:
        try:
            cards = await self._quiz.perform(command, rest)
        except ValueError as refused:
            self._say(str(refused))
            return
        if command is REPORT:
            # What stands above can be chosen still: whoever reports a question may answer it as well.
            for card in cards:
                self._write(card)
            self._offer(())
        else:
            self._show(*cards)

    def _unknown(self, word: str) -> None:
        likely = command_like(word)
        others = self._text("lists-commands", command=HELP.word)
        meant = self._text("did-you-mean", usage=likely.usage) if likely else others
        self._say(self._text("no-command", command=word, meant=meant))

    async def _why(self) -> None:
        if not self._growing.outcomes:
            self._say(self._text("why-first", command=WHY.word))
            return
        for outcome in self._growing.outcomes:
            self._write(await self._assistant.consulting.explain(self._member, outcome))
        self._offer(self._choices.marks())

    async def _reply(self, text: str) -> None:
        consulting = self._assistant.consulting
        heard = await consulting.hear(self._member, text, HERE)
        response = await consulting.answer(self._member, heard, public=True, rated=False)
        consulting.spoke(self._member, HERE, response.reply)
        self._respond(response)
        await self._spoken.flush()
        await self._assistant.missed.note(self._member, response.reply)

    def _respond(self, response: Response) -> None:
        self._growing.remember(response.reply.outcomes)
        self._show(*response.cards)

    async def _choose_number(self, number: int) -> None:
        choice = self._choices.numbered(number)
        if choice is not None:
            await self._choose(choice)
            return
        last = len(self._choices)
        self._say(self._text("no-choice", number=number, last=last) if last else self._text("nothing-to-choose"))

    async def _choose_letter(self, typed: str) -> None:
        choice = self._choices.lettered(typed)
        if choice is not None:
            await self._choose(choice)
        elif last := self._choices.last_letter:
            self._say(self._text("no-letter", letter=typed, last=last))
        else:
            self._say(self._text("no-question-shown", practice=PRACTICE.word, quiz=QUIZ.word))

    async def _choose(self, choice: Choice) -> None:
        action = choice.action
        if isinstance(action, WriteAnswer):
            self._say(self._text(self.exercise.begin(action)))
            return
        if isinstance(action, Teach):
            self._say(await self._growing.begin(action, choice.question))
            return
        try:
            card = self.exercise.choose(action)
            card = card or await self._assistant.follow(self._member, action, self._presses.next(), choice.question)
        except KeyError:
            self._say(self._text("old-choice"))
            return
        self._growing.chose(action, choice.question)
        if isinstance(action, RoadmapAction):
            self._assistant.consulting.chose(self._member, HERE, action)
            await self._spoken.flush()
        if isinstance(action, Explain | ReportQuestion | ReportPractised):
            # That leads nowhere; what could be chosen before it can be chosen still.
            self._write(card)
            self._offer(self._choices.marks())
        elif isinstance(action, Answer):
            # An answer may be changed: its letters, which stand right above, go on.
            self._write(card)
            self._offer(())
        else:
            self._show(written_out(card, texts(self.asking.guide.roadmap)) if isinstance(action, GrowAction) else card)

    def _show(self, *cards: Card) -> None:
        """Show cards in place of what was there to choose from."""
        self._choices.clear()
        self._add(cards)

    def _add(self, cards: Sequence[Card]) -> None:
        """Show cards after those that are there: a number on the screen goes on meaning what stands beside it."""
        last = max((place for place, card in enumerate(cards) if has_letters(card)), default=None)
        for place, card in enumerate(cards):
            self._write(card)
            self._offer(self._choices.add(card, lettered=place == last))

    def _write(self, card: Card) -> None:
        self._screen.write(lines(told(card, self._assistant.clock(), texts(self.asking.guide.roadmap))))
        for file in card.files:
            try:
                said = self._text("file-written", path=write(file, Path.cwd()))
            except OSError as error:
                said = self._text("file-failed", name=file.name, reason=error.strerror)
            self._screen.write([((Style.NORMAL, said),)])

    def _offer(self, marks: Sequence[Mark]) -> None:
        if marks:
            self._screen.choices(marks)
        self._screen.write([()])

    def _complain(self, error: Exception) -> None:
        """Say why the database could not be used; not again and again while nothing changes."""
        said = explained(self._assistant.database, error)
        if said != self._trouble:
            self._say(said)
        self._trouble = said

    def _text(self, name: str, /, **values: object) -> str:
        return texts(self.asking.guide.roadmap)(name, **values)

    def _say(self, sentence: str) -> None:
        self._screen.write([((Style.NORMAL, sentence),), ()])
