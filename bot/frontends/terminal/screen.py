"""Where lines go: a pipe gets plain text, a terminal gets colour and wrapping."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TextIO

from bot.frontends.terminal.characters import shown
from bot.frontends.terminal.choices import Mark
from bot.layout import Line


class Screen(Protocol):
    """Something that shows lines."""

    def write(self, lines: Iterable[Line]) -> None:
        """Show lines, each on a line of its own or wrapped to several."""

    def choices(self, marks: Sequence[Mark]) -> None:
        """Show what can be chosen by typing a number or a letter."""


class PlainScreen:
    """Lines as they are: for pipes and files."""

    def __init__(self, stream: TextIO) -> None:
        """Take the stream to write to."""
        self._stream = stream

    def write(self, lines: Iterable[Line]) -> None:
        """Write each line unwrapped."""
        for line in lines:
            self._stream.write(shown("".join(text for _, text in line)) + "\n")
        self._stream.flush()

    def choices(self, marks: Sequence[Mark]) -> None:
        """Write the choices on one line."""
        self._stream.write("  ".join(f"{mark.typed} {shown(mark.label)}".rstrip() for mark in marks) + "\n")
        self._stream.flush()


def screen_on(stream: TextIO, environ: Mapping[str, str]) -> Screen:
    """Give the screen that suits a stream; NO_COLOR, set to anything, turns colour off."""
    if not stream.isatty():
        return PlainScreen(stream)
    # Only a terminal pays for it.
    from bot.frontends.terminal.rendering import StyledScreen  # noqa: PLC0415 - see above

    return StyledScreen.on(stream, colour=not environ.get("NO_COLOR"))
