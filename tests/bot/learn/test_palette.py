"""Colours: every text stands out on what is behind it, and no level is told by its colour alone."""

from collections.abc import Iterator

import pytest

from bot.learn.drawing.palette import PALETTE, Colour, contrast
from bot.learn.levels import Level

TEXT = 4.5
"""What WCAG 2.2 asks of text (1.4.3, level AA)."""
SHAPE = 3.0
"""And of shapes that mean something (1.4.11)."""


def texts() -> Iterator[tuple[Colour, Colour]]:
    for behind in (PALETTE.ground, PALETTE.panel):
        yield from ((PALETTE.text, behind), (PALETTE.quiet, behind))
    for tone in (PALETTE.plain, *PALETTE.tones.values()):
        yield from ((tone.text, tone.fill), (tone.quiet, tone.fill))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_texts_can_be_read() -> None:
    for text, behind in texts():
        assert contrast(text, behind) >= TEXT


def test_marks_arrows_and_bars_can_be_seen() -> None:
    for tone in PALETTE.tones.values():
        assert contrast(tone.mark, tone.fill) >= SHAPE
    for level in (Level.LEARNING, Level.FAMILIAR, Level.SOLID):
        assert contrast(PALETTE.tones[level].mark, PALETTE.panel) >= SHAPE
    for behind in (PALETTE.ground, PALETTE.panel):
        for arrow in (PALETTE.arrow, PALETTE.other):
            assert contrast(arrow, behind) >= SHAPE


def test_no_two_levels_look_the_same() -> None:
    tones = PALETTE.tones
    assert set(tones) == set(Level)
    assert len({tone.fill for tone in tones.values()}) == len(Level)
