"""Cards as components: what does not fit into one message is told."""

import discord
import pytest

from bot.actions import PassOver, StopPractice, Try
from bot.cards import Button, Card, Paragraph, letter, plain
from bot.frontends.discord.layouts import Layout
from bot.frontends.discord.rendering import TEXT_LIMIT, view_of
from knowledge.languages import texts_in


def texts(view: Layout) -> str:
    return "\n".join(view.texts())


@pytest.mark.parametrize(("length", "shown"), [(1200, 3), (1900, 2), (3000, 1)])
async def test_as_many_cards_are_shown_as_fit_and_the_reader_is_told_of_the_rest(length: int, shown: int) -> None:
    cards = [Card(plain(f"Card {place}"), (Paragraph(plain("x" * length)),)) for place in range(3)]
    view = view_of(cards, texts_in("english")("more-than-fits"))
    assert view.content_length() <= TEXT_LIMIT
    assert len(view.to_components()) == shown
    assert ("Ask for one thing at a time." in texts(view)) is (shown < 3)
    assert "question" not in texts(view)


@pytest.mark.parametrize(("options", "rows"), [(3, [5]), (4, [4, 2]), (6, [5, 1, 2])])
async def test_what_answers_a_question_stands_apart_where_one_row_is_too_short(options: int, rows: list[int]) -> None:
    letters = [Button(letter(place), Try(1, 0, place)) for place in range(options)]
    card = Card(plain("Which?"), buttons=(*letters, Button("Skip", PassOver(1, 0)), Button("Stop", StopPractice(1))))
    (frame,) = view_of([card]).to_components()
    shown = [part for part in frame["components"] if part["type"] == discord.ComponentType.action_row.value]
    assert [len(row["components"]) for row in shown] == rows
