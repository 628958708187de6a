"""The open challenge at a keyboard: an answer in one line, or in as many as it takes."""

from typing import Final

from rapidfuzz import fuzz

from bot.actions import WriteAnswer
from bot.cards import Card
from bot.frontends.terminal.commands import CHALLENGE, command_called
from bot.learn.challenge import Challenging

LIKE: Final = 85
"""From this likeness on (rapidfuzz, ratio) a word without its slash is taken for the command's."""
_MARKS: Final = "/\\.:,!-"


class Exercise:
    """What one person's challenge stands at: the one they chose, and the lines of an answer that they have begun."""

    def __init__(self, challenging: Challenging) -> None:
        """Take what shows challenges and reads answers."""
        self._challenging = challenging
        self._chosen = challenging.only
        self._lines: list[str] = []
        self.begun = False
        """Whether the next lines belong to an answer."""

    def command(self, answer: str) -> Card:
        """Do what the command says: show the challenge, or read the answer that follows it."""
        if answer and self._chosen is not None:
            return self._challenging.review(self._chosen, answer)
        return self._challenging.begin()

    def begin(self, action: WriteAnswer) -> str:
        """Take the next lines as an answer; give the name of what to say to that."""
        self._chosen, self.begun = action.challenge, True
        self._lines.clear()
        return "challenge-begun"

    def drop(self) -> None:
        """Forget the lines of an answer."""
        self.begun = False
        self._lines.clear()

    def take(self, line: str) -> Card | None:
        """Add a line to the answer; an empty one ends it, and brings what there is to say about it."""
        if line:
            self._lines.append(line)
            return None
        answer = "\n".join(self._lines)
        self.drop()
        return self._challenging.review(self._chosen or "", answer)

    def holds(self, line: str) -> bool:
        """Say whether a line is part of an answer: nothing keeps that, not even the history of what was typed.

        What follows a word that is no command may be one too, for the word may be a slip of `/challenge`.
        """
        word, *rest = line.split(maxsplit=1) or [""]
        command = command_called(word)
        if self.begun and command is None:
            return True
        return bool(rest) and (command is CHALLENGE or (command is None and _may_mean_it(word)))


def _may_mean_it(word: str) -> bool:
    return word.startswith("/") or fuzz.ratio(word.lower().strip(_MARKS), CHALLENGE.word.strip(_MARKS)) >= LIKE
