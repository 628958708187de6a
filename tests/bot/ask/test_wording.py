"""Cards fit a phone screen, whatever a roadmap holds."""

from dataclasses import replace

from bot.ask.tour import roadmap_card
from bot.ask.wording import LONGEST, shortened
from bot.cards import Card, Field, Paragraph, Picture, Plain, Points, plain
from bot.layout import written
from knowledge.model import Roadmap


def test_a_card_that_is_far_too_long_is_cut_until_it_fits() -> None:
    many = tuple(Plain(f"A pattern of some length number {number}, ") for number in range(200))
    points = Points(tuple(plain("a point " * 10) for _ in range(30)))
    card = shortened(Card(plain("Title"), (Paragraph(plain("kept")), Field("In it", many), points)))
    assert len(written(card)) <= LONGEST
    assert "kept" in written(card)
    assert "…" in written(card)


def test_a_card_that_fits_is_left_alone() -> None:
    card = Card(plain("Title"), (Paragraph(plain("text")),))
    assert shortened(card) == card


def test_the_whole_roadmap_fits_a_screen(roadmap: Roadmap) -> None:
    card = roadmap_card(roadmap)
    blocks = [shown for block in card.blocks for shown in (block.caption if isinstance(block, Picture) else (block,))]
    beside_the_picture, without_it = written(replace(card, blocks=tuple(blocks))), written(card)
    assert len(beside_the_picture) <= LONGEST
    for pattern in roadmap.patterns:
        assert pattern.name in beside_the_picture
        assert pattern.name in without_it
