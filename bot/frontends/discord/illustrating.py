"""Illustrating: pictures are drawn before a card is shown; where that takes long, Discord is asked to wait."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.cards import Card
from bot.frontends.discord.answering_in_time import in_time
from bot.learn.pictures import Pictures, has_picture


async def illustrated(
    interaction: discord.Interaction[Any],
    cards: Sequence[Card],
    pictures: Pictures,
    *,
    private: bool,
    in_place: bool = False,
) -> Sequence[Card]:
    """Give cards with their pictures drawn; `private` and `in_place` say who sees meanwhile that it is being done."""
    if not any(map(has_picture, cards)):
        return cards
    async with in_time(interaction, private=private, in_place=in_place):
        return [await pictures.illustrated(card) for card in cards]
