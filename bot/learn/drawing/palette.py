"""Colours, and how well a text stands out on what is behind it.

One palette serves both themes of Discord, which never says which one somebody has: the picture brings its own ground, and
nothing of what is behind it shows through.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.learn.levels import Level

Colour: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tone:
    """How a box of one level looks; a line around it keeps it apart from what is behind."""

    fill: Colour
    line: Colour
    text: Colour
    quiet: Colour
    """For the small line below the name."""
    mark: Colour
    """For the part of the mark that is filled."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a picture."""

    ground: Colour
    panel: Colour
    text: Colour
    quiet: Colour
    arrow: Colour
    other: Colour
    """For arrows beside others: two that run side by side are told apart."""
    groove: Colour
    """What a bar lies in."""
    plain: Tone
    """A box that tells no level."""
    tones: Mapping[Level, Tone]

    def tone(self, level: Level | None) -> Tone:
        """Give how a box looks."""
        return self.plain if level is None else self.tones[level]

    @property
    def meetings(self) -> Iterator[tuple[Colour, Colour]]:
        """Give which colours lie on which, so that their edges are mixed of both."""
        yield from ((self.ground, self.panel), (self.ground, self.text), (self.ground, self.quiet))
        yield from ((self.panel, self.text), (self.panel, self.quiet))
        for behind in (self.ground, self.panel):
            yield from ((behind, self.arrow), (behind, self.other), (behind, self.groove))
        for tone in (self.plain, *self.tones.values()):
            yield from ((tone.fill, tone.text), (tone.fill, tone.quiet), (tone.fill, tone.mark), (tone.fill, tone.line))
            yield from (
                (self.panel, tone.line),
                (tone.line, self.arrow),
                (tone.line, self.other),
                (self.ground, tone.mark),
            )


def colour(code: int) -> Colour:
    """Read a colour as it is written, 0xRRGGBB."""
    return (code >> 16, code >> 8 & 0xFF, code & 0xFF)


def _tone(fill: int, line: int, text: int, quiet: int, mark: int) -> Tone:
    return Tone(colour(fill), colour(line), colour(text), colour(quiet), colour(mark))


PALETTE: Final = Palette(
    ground=colour(0x1E1F22),
    panel=colour(0x2B2D31),
    text=colour(0xF2F3F5),
    quiet=colour(0xB5BAC1),
    arrow=colour(0x9AA3F5),
    other=colour(0xF3A6CF),
    groove=colour(0x3F424A),
    plain=_tone(0x34363C, 0x5C606A, 0xE6E8EB, 0xB9BDC5, 0xB9BDC5),
    tones={
        Level.NEW: _tone(0x34363C, 0x5C606A, 0xE6E8EB, 0xB9BDC5, 0xB9BDC5),
        Level.LEARNING: _tone(0x5A4210, 0x9C7A2C, 0xFFF4DC, 0xF0D9A4, 0xF2B740),
        Level.FAMILIAR: _tone(0x17497A, 0x3F7FBE, 0xF0F7FF, 0xBFDCFA, 0x7CC0FF),
        Level.SOLID: _tone(0x17603C, 0x3FA873, 0xF0FFF6, 0xBDEBD1, 0x6FE3A5),
    },
)


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(shade: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in shade)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - as WCAG writes it
