"""Completion: commands after a slash, names everywhere."""

from collections.abc import Iterator

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.ask.wording import said
from bot.frontends.terminal.characters import shown
from bot.frontends.terminal.commands import COMMANDS, Command, command_called
from knowledge.model import Group, Pattern, Roadmap
from knowledge.names import Named, names_of

LONGEST_NAME = 6
"""Words of a name that are compared with what stands before the cursor."""
SHORTEST = 2
"""Letters that must be there before a name is offered in the middle of a question."""


class ChatCompleter(Completer):
    """Completes what is typed in the chat."""

    def __init__(self, roadmap: Roadmap) -> None:
        """Index the names of `roadmap`, patterns first."""
        entries: list[Named] = [*roadmap.patterns, *roadmap.groups, *roadmap.terms]
        self._entries = [(entry, [name.casefold() for name in names_of(entry)]) for entry in entries]
        self._roadmap = roadmap

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002 - prompt_toolkit's signature
        """Give what may stand at the cursor."""
        typed = document.text_before_cursor.lstrip()
        word, space, rest = typed.partition(" ")
        command = command_called(word)
        if typed.startswith("/") and not space:
            for known in COMMANDS:
                if known.word.startswith(word.lower()):
                    yield Completion(
                        known.word,
                        -len(word),
                        display=known.usage,
                        display_meta=said(self._roadmap, known.does),
                    )
        elif command is not None:
            yield from _words(command, rest)
            if command.names:
                yield from self._names(rest, 0)
        else:
            yield from self._names(typed, SHORTEST)

    def _names(self, typed: str, shortest: int) -> Iterator[Completion]:
        """Give the names that the last words may begin; the most words first, for they tell the most."""
        words = typed.split(" ")
        given: set[str] = set()
        for count in range(min(LONGEST_NAME, len(words)), 0, -1):
            begun = " ".join(words[-count:])
            if len(begun.strip()) < shortest:
                continue
            for entry, names in self._entries:
                if entry.slug not in given and any(_begins(name, begun.casefold()) for name in names):
                    given.add(entry.slug)
                    yield Completion(shown(entry.name), -len(begun), display_meta=self._described(entry))

    def _described(self, entry: Named) -> str:
        if isinstance(entry, Pattern):
            return f"{self._roadmap.identity.words.post} {entry.number}, {self._roadmap.group_of(entry).name}"
        if isinstance(entry, Group):
            return said(self._roadmap, "in-group", number=entry.number)
        return said(self._roadmap, "completes-term", name=self._roadmap.name(entry.hosts[0]))


def _words(command: Command, rest: str) -> Iterator[Completion]:
    """Give the words of a command that may stand right after it, or after a name."""
    name, space, begun = rest.rpartition(" ")
    for word in command.last if name else command.words:
        if word.startswith((begun if space else rest).lower()):
            yield Completion(word, -len(begun if space else rest))


def _begins(name: str, begun: str) -> bool:
    return name.startswith(begun) or (" " not in begun and f" {begun}" in name)
