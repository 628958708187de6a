"""What Discord offers while somebody types: 25 choices at most, each of at most 100 characters."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

import discord
from discord import app_commands

from bot.frontends.discord.client import RoadmapBot
from bot.quiz.zones import find_zones, label
from knowledge.languages import texts

Choices = list[app_commands.Choice[str]]
CHOICE_LIMIT: Final = 100
CHOICES_SHOWN: Final = 25


def choices(found: Iterable[tuple[str, str]]) -> Choices:
    """Offer what was found: pairs of what is read and what is sent."""
    return [app_commands.Choice(name=name[:CHOICE_LIMIT], value=value) for name, value in islice(found, CHOICES_SHOWN)]


async def zones(interaction: discord.Interaction[RoadmapBot], typed: str) -> Choices:
    """Offer the time zones that are like what is typed, with how far each is from UTC now."""
    bot = interaction.client
    now, say = bot.assistant.clock(), texts(bot.asking.guide.roadmap)
    return choices((label(zone, now, say), zone) for zone in find_zones(typed, now))
