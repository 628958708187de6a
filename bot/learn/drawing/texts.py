"""Text that fits its place: broken by words, then set smaller, then cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

SHRINKING: Final = 0.5
ELLIPSIS: Final = "…"


class Measure(Protocol):
    """What says how wide a text is."""

    def __call__(self, text: str, size: float, *, bold: bool = False) -> float:
        """Give the width of one line."""
        ...


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text of one size, none wider than its place."""

    lines: tuple[str, ...]
    size: float

    @property
    def leading(self) -> float:
        """Give the distance from line to line."""
        return leading(self.size)

    @property
    def height(self) -> float:
        """Give the height of all lines."""
        return self.leading * len(self.lines)


@dataclass(frozen=True, slots=True)
class Room:
    """How much place a text has, and how small it may become."""

    width: float
    most_lines: int
    size: float
    smallest: float
    bold: bool = False

    @property
    def leading(self) -> float:
        """Give the height of a line at full size."""
        return leading(self.size)


def leading(size: float) -> float:
    """Give the distance from line to line."""
    return round(size * 1.22, 1)


def fit(text: str, room: Room, measure: Measure) -> Fitted:
    """Set a text as large as it fits; at the smallest size, break inside words and cut what is too much."""
    size = room.size
    while size > room.smallest:
        lines = wrap(text, room, size, measure)
        if len(lines) <= room.most_lines and all(measure(line, size, bold=room.bold) <= room.width for line in lines):
            return Fitted(tuple(lines), size)
        size -= SHRINKING
    lines = list(_broken(wrap(text, room, room.smallest, measure), room, measure))
    if len(lines) > room.most_lines:
        lines = [*lines[: room.most_lines - 1], _cut(lines[room.most_lines - 1], room, measure)]
    return Fitted(tuple(lines), room.smallest)


def wrap(text: str, room: Room, size: float, measure: Measure) -> list[str]:
    """Break a text by words, as evenly as its number of lines allows."""
    lines = _filled(text, room.width, size, room, measure)
    if len(lines) < 2:  # noqa: PLR2004 - one line is as even as it gets
        return lines
    # A narrower column with as many lines leaves no single word behind on the last one.
    width = room.width
    while width > room.width / 2:
        width -= 2
        narrower = _filled(text, width, size, room, measure)
        if len(narrower) > len(lines) or any(measure(line, size, bold=room.bold) > width for line in narrower):
            break
        lines = narrower
    return lines


def _filled(text: str, width: float, size: float, room: Room, measure: Measure) -> list[str]:
    lines: list[str] = []
    for word in text.split() or [""]:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, bold=room.bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(lines: list[str], room: Room, measure: Measure) -> Iterator[str]:
    """Break lines that are one long word inside it."""
    for line in lines:
        rest = line
        while measure(rest, room.smallest, bold=room.bold) > room.width and len(rest) > 1:
            place = len(rest) - 1
            while place > 1 and measure(rest[:place], room.smallest, bold=room.bold) > room.width:
                place -= 1
            yield rest[:place]
            rest = rest[place:]
        yield rest


def _cut(line: str, room: Room, measure: Measure) -> str:
    while line and measure(line + ELLIPSIS, room.smallest, bold=room.bold) > room.width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
