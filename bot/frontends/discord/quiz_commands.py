"""The quiz's command for everybody."""

import discord
from discord import app_commands

from bot.actions import ShowRound
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.members import member_of


@app_commands.command()
@app_commands.guild_only()
@app_commands.describe(number="The number of a quiz, to see it with your answer")
async def quiz(interaction: discord.Interaction[RoadmapBot], number: app_commands.Range[int, 1] | None = None) -> None:
    """Show the open quizzes, and past ones with your answers; only you see it."""
    quizzing = interaction.client.assistant.quizzing
    member = member_of(interaction)
    if number is None:
        await interaction.client.tell(interaction, quizzing.open_rounds(member))
    else:
        await interaction.client.tell(interaction, quizzing.show(member, ShowRound(number)))
