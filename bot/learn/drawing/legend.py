"""The legend: what marks, numbers and arrows mean."""

from typing import Final

from bot.learn.drawing.places import Frame, Key, Label
from bot.learn.drawing.texts import Measure, Room, fit
from bot.learn.levels import Level
from bot.learn.map import Map

SIZE, SMALLEST = 11.5, 9.0
LINE: Final = 20.0
SWATCH: Final = 17.0
SAMPLE: Final = 22.0
"""Length of the arrow that is explained."""
AFTER: Final = 6.0


def of(
    drawn: Map, x: float, width: float, y: float, measure: Measure
) -> tuple[tuple[Key, ...], tuple[Label, ...], float]:
    """Place what is explained with a mark, and what without; say where that ends."""
    keys: list[Key] = []
    levels = tuple(Level) if drawn.has_levels else ()
    for place, level in enumerate(levels):
        cell = Frame(x + 4 + place * (width - 8) / len(levels), y, (width - 8) / len(levels), LINE)
        keys.append(_key(level, drawn.texts(level.text), cell, SWATCH, measure))
    y += LINE + 2 if levels else 0
    if drawn.links:
        keys.append(_key(None, drawn.texts("legend-arrow"), Frame(x + 4, y, width - 8, LINE), SAMPLE, measure))
        y += LINE
    foot: list[Label] = []
    for name in ("legend-numbers", *(("legend-disagree",) if drawn.disagrees else ())):
        line = fit(drawn.texts(name), Room(width - 8, 1, SIZE, SMALLEST), measure)
        foot.append(Label(line, Frame(x + 4, y + (LINE - line.height) / 2, width - 8, line.height), quiet=True))
        y += LINE
    return tuple(keys), tuple(foot), y


def _key(level: Level | None, said: str, cell: Frame, sample: float, measure: Measure) -> Key:
    room = cell.width - sample - AFTER
    text = fit(said, Room(room, 1, SIZE, SMALLEST), measure)
    middle = cell.y + cell.height / 2
    frame = Frame(cell.x + sample + AFTER, middle - text.height / 2, room, text.height)
    return Key(level, (cell.x if level is None else cell.x + sample / 2, middle), Label(text, frame, quiet=True))
