"""Colours: every text stands out on what is behind it, and no level is told by its colour alone."""

from collections.abc import Iterator

import pytest

from bot.learn.drawing.palette import PALETTES, Colour, Palette, contrast
from bot.learn.levels import Level
from bot.learn.map import Theme

TEXT = 4.5
"""What WCAG 2.2 asks of text (1.4.3, level AA)."""
SHAPE = 3.0
"""And of shapes that mean something (1.4.11)."""


def texts(palette: Palette) -> Iterator[tuple[Colour, Colour]]:
    for behind in (palette.ground, palette.panel):
        yield from ((palette.text, behind), (palette.quiet, behind))
    for tone in (palette.plain, *palette.tones.values()):
        yield from ((tone.text, tone.fill), (tone.quiet, tone.fill))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", Theme)
def test_texts_can_be_read(theme: Theme) -> None:
    for text, behind in texts(PALETTES[theme]):
        assert contrast(text, behind) >= TEXT


@pytest.mark.parametrize("theme", Theme)
def test_marks_arrows_and_bars_can_be_seen(theme: Theme) -> None:
    palette = PALETTES[theme]
    for tone in palette.tones.values():
        assert contrast(tone.mark, tone.fill) >= SHAPE
    for level in (Level.LEARNING, Level.FAMILIAR, Level.SOLID):
        assert contrast(palette.tones[level].mark, palette.panel) >= SHAPE
    for behind in (palette.ground, palette.panel):
        assert contrast(palette.arrow, behind) >= SHAPE


@pytest.mark.parametrize("theme", Theme)
def test_no_two_levels_look_the_same(theme: Theme) -> None:
    tones = PALETTES[theme].tones
    assert set(tones) == set(Level)
    assert len({tone.fill for tone in tones.values()}) == len(Level)
