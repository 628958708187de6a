"""Lines on a terminal: colour, and wrapping by words under a hanging indent."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.frontends.terminal.characters import shown
from bot.frontends.terminal.choices import Mark
from bot.layout import Line, Style

LOOKS = {
    Style.NORMAL: "",
    Style.TITLE: "bold magenta",
    Style.STRONG: "bold",
    Style.CODE: "bold",
    Style.LABEL: "magenta",
    Style.FINE: "dim",
}
FIELD_INDENT = 2
WIDEST = 100
"""Columns that a line takes at most; longer ones are hard to read."""
NARROWEST = 20
_MARKER = re.compile(r" +(?:(?:•|\d+\.|[A-Z]\.) *)?")
_WORD = re.compile(r"\s*\S+\s*")


class StyledScreen:
    """A terminal."""

    def __init__(self, console: Console) -> None:
        """Take the console to write to."""
        self._console = console

    @classmethod
    def on(cls, stream: TextIO, *, colour: bool) -> "StyledScreen":
        """Make a screen of a stream that is a terminal."""
        return cls(Console(file=stream, color_system="auto" if colour else None))

    def write(self, lines: Iterable[Line]) -> None:
        """Write lines, wrapped to the width that the terminal has now."""
        for line in lines:
            for row in wrapped(line, self._width()):
                self._print(row)

    def choices(self, marks: Sequence[Mark]) -> None:
        """Write as many choices on a line as fit without breaking one."""
        row = Text()
        for mark in marks:
            choice = Text.assemble((mark.typed, LOOKS[Style.TITLE]), f" {shown(mark.label)}")
            choice.rstrip()
            if row and row.cell_len + 2 + choice.cell_len > self._width():
                self._print(row)
                row = Text()
            row.append_text(Text.assemble("  ", choice) if row else choice)
        if row:
            for part in _rows(row, self._width(), FIELD_INDENT):
                self._print(part)

    def _width(self) -> int:
        return max(NARROWEST, min(WIDEST, self._console.width))

    def _print(self, row: Text) -> None:
        # Rows are cut to size already; soft wrapping keeps the console from doing it again.
        self._console.print(row, soft_wrap=True, highlight=False)


def wrapped(line: Line, width: int) -> list[Text]:
    """Break a line into rows of at most `width` columns; all but the first are indented under its text."""
    text = Text()
    for style, piece in line:
        # Markup is never read: a Text takes brackets as brackets.
        text.append(shown(piece), LOOKS[style])
    return _rows(text, width, _hang(line))


def _hang(line: Line) -> int:
    """Say how far further rows are indented: under the words of a step or point, a little under a label."""
    if not line:
        return 0
    style, marker = line[0]
    if style in (Style.LABEL, Style.FINE):
        return FIELD_INDENT
    return cell_len(marker) if _MARKER.fullmatch(marker) else 0


def _rows(text: Text, width: int, hang: int) -> list[Text]:
    rows = list(text.divide(_breaks(text.plain, width, hang)))
    for row in rows:
        row.rstrip()
    return [rows[0], *(Text(" " * hang).append_text(row) for row in rows[1:])]


def _breaks(text: str, width: int, hang: int) -> Iterator[int]:
    """Give the places at which a text is broken; a word longer than a row is broken inside."""
    room = width
    for found in _WORD.finditer(text):
        word = found[0].rstrip()
        if cell_len(word) > room and found.start():
            yield found.start()
            room = width - hang
        for place, character in enumerate(word, start=found.start()):
            if cell_len(character) > room:
                yield place
                room = width - hang
            room -= cell_len(character)
        room -= cell_len(found[0]) - cell_len(word)
