"""Cards as components: what does not fit into one message is told."""

import pytest

from bot.cards import Card, Paragraph, plain
from bot.frontends.discord.layouts import Layout
from bot.frontends.discord.rendering import TEXT_LIMIT, view_of


def texts(view: Layout) -> str:
    return "\n".join(view.texts())


@pytest.mark.parametrize(("length", "shown"), [(1200, 3), (1900, 2), (3000, 1)])
async def test_as_many_cards_are_shown_as_fit_and_the_reader_is_told_of_the_rest(length: int, shown: int) -> None:
    cards = [Card(plain(f"Card {place}"), (Paragraph(plain("x" * length)),)) for place in range(3)]
    view = view_of(cards)
    assert view.content_length() <= TEXT_LIMIT
    assert len(view.to_components()) == shown
    assert ("Ask for one thing at a time." in texts(view)) is (shown < 3)
    assert "question" not in texts(view)
