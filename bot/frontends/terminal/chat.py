"""The conversation: a line in, lines on a screen out. It knows nothing of keys and prompts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.ask.help import examples
from bot.ask.service import Asking, Response
from bot.cards import Action, Button, Card, Choose, Code, Explain, Plain, Points, Quote, ShowPath, Text, plain
from bot.frontends.terminal.commands import (
    COMMANDS,
    COMPARE,
    HELP,
    PATH,
    PATTERN,
    QUIT,
    ROADMAP,
    WHY,
    Command,
    command_called,
    command_like,
)
from bot.frontends.terminal.files import write
from bot.frontends.terminal.json_lines import respond
from bot.frontends.terminal.screen import Screen
from bot.layout import Style, lines
from knowledge.outcomes import Answered, Outcome

_NUMBER = re.compile(r"([0-9]{1,2})\.?")


@dataclass(frozen=True, slots=True)
class Choice:
    """A button under an answer, and the question that its card quotes."""

    button: Button
    question: str


class Chat:
    """One person's conversation."""

    def __init__(self, asking: Asking, screen: Screen, name: str = "") -> None:
        """Take the service that answers, where to show it, and the name of the person, where there is one."""
        self.asking = asking
        self.name = name
        self._screen = screen
        self._choices: list[Choice] = []
        self._outcomes: tuple[Outcome, ...] = ()

    def greet(self) -> None:
        """Tell a newcomer what to type."""
        roadmap = self.asking.guide.roadmap
        words = roadmap.identity.words
        greeting = f"Hello {self.name}. " if self.name else ""
        said = f"{greeting}I know {len(roadmap.patterns)} {words.entries} in {len(roadmap.groups)} groups. Tell me a problem, or ask:"
        self._screen.write(
            [
                ((Style.TITLE, roadmap.identity.title),),
                ((Style.NORMAL, said),),
                *(((Style.NORMAL, "  • "), (Style.STRONG, example)) for example in examples(roadmap)),
                ((Style.CODE, "/help"), (Style.NORMAL, " lists the commands, Tab completes, Ctrl-D leaves.")),
                (),
            ]
        )

    def part(self) -> None:
        """Say goodbye."""
        self._say(f"Goodbye{', ' + self.name if self.name else ''}.")

    def hear_bytes(self, line: bytes) -> bool:
        """Take a line as a pipe brings it; see `hear`."""
        try:
            return self.hear(line.decode())
        except UnicodeDecodeError:
            self._respond(respond(self.asking, line)[1])
            return True

    def hear(self, line: str) -> bool:
        """Answer a line; give False when it says to leave."""
        text = line.strip()
        number = _NUMBER.fullmatch(text)
        if number:
            self._choose(int(number[1]))
        elif text.startswith("/"):
            word, _, rest = text.partition(" ")
            command = command_called(word)
            if command is QUIT:
                return False
            self._command(command, rest.strip()) if command else self._unknown(word)
        elif text:
            self._respond(self.asking.answer(text))
        return True

    def _command(self, command: Command, rest: str) -> None:
        if command.takes and not rest:
            names = [pattern.name for pattern in self.asking.guide.roadmap.patterns]
            example = f"{names[0]}, {names[-1]}" if command is COMPARE else names[0]
            self._say(f"Write {command.usage}, such as {command.word} {example}.")
        elif command is PATTERN:
            self._show(self.asking.look_up(rest))
        elif command is COMPARE:
            self._show(self.asking.compare(rest))
        elif command is PATH:
            self._path(rest)
        elif command is ROADMAP:
            self._show(self.asking.roadmap())
        elif command is WHY:
            self._why()
        elif command is HELP:
            self._show(help_card())

    def _unknown(self, word: str) -> None:
        likely = command_like(word)
        meant = f"Did you mean {likely.usage}?" if likely else f"{HELP.word} lists those there are."
        self._say(f"There is no command {word}. {meant}")

    def _path(self, rest: str) -> None:
        name, _, last = rest.rpartition(" ")
        full = bool(name) and last.lower() == "full"
        card = self.asking.with_patterns([name if full else rest], lambda slugs: ShowPath(slugs[0], full=full))
        self._show(card)

    def _why(self) -> None:
        if not self._outcomes:
            self._say(f"Ask something first; {WHY.word} then says how the answer was found.")
            return
        for outcome in self._outcomes:
            self._write(self.asking.explain(outcome))
        self._offer(1, self._choices)

    def _respond(self, response: Response) -> None:
        self._outcomes = response.reply.outcomes
        self._choices = []
        for card in response.cards:
            self._write(card)
            choices = [Choice(button, _quoted(card)) for button in card.buttons]
            self._offer(len(self._choices) + 1, choices)
            self._choices += choices

    def _choose(self, number: int) -> None:
        if not 1 <= number <= len(self._choices):
            last = len(self._choices)
            self._say(f"There is no choice {number}, only 1 to {last}." if last else "There is nothing to choose yet.")
            return
        choice = self._choices[number - 1]
        action = choice.button.action
        card = self.asking.follow(action, choice.question)
        self._remember(action, choice.question)
        if isinstance(action, Explain):
            # An explanation leads nowhere; what could be chosen before it can be chosen still.
            self._write(card)
            self._offer(1, self._choices)
        else:
            self._show(card)

    def _remember(self, action: Action, question: str) -> None:
        if isinstance(action, Choose):
            self._outcomes = (Answered(question, self.asking.guide.answer_of(action.slug), 1.0),)

    def _show(self, card: Card) -> None:
        self._write(card)
        self._choices = [Choice(button, _quoted(card)) for button in card.buttons]
        self._offer(1, self._choices)

    def _write(self, card: Card) -> None:
        self._screen.write(lines(card))
        for file in card.files:
            try:
                self._say(f"It is in {write(file, Path.cwd())}.")
            except OSError as error:
                self._say(f"{file.name} can't be written here ({error.strerror}). Start me in a folder of yours.")

    def _offer(self, first: int, choices: Sequence[Choice]) -> None:
        if choices:
            labels = [choice.button.label for choice in choices]
            # "1 Foundations", not "1 1. Foundations".
            plain_labels = [label.removeprefix(f"{number}. ") for number, label in enumerate(labels, start=first)]
            self._screen.choices(plain_labels, first)
        self._screen.write([()])

    def _say(self, sentence: str) -> None:
        self._screen.write([((Style.NORMAL, sentence),), ()])


def help_card() -> Card:
    """Say what can be typed."""
    usages: list[Text] = [(Code(command.usage), Plain(f" – {command.does}")) for command in COMMANDS]
    said: list[Text] = [
        plain("A question or a problem in your own words, up to three questions at a time"),
        plain("A number – the choice of that number under an answer"),
    ]
    return Card(plain("What you can type"), (Points((*said, *usages)),))


def _quoted(card: Card) -> str:
    return next((block.text for block in card.blocks if isinstance(block, Quote)), "")
