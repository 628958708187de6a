"""Where commands come in, and where their errors end."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.frontends.discord import failures, flooding
from bot.frontends.discord.tally import kind_of

if TYPE_CHECKING:
    from bot.frontends.discord.client import RoadmapBot


class Tree(app_commands.CommandTree["RoadmapBot"]):
    """The commands, with one place where their errors end."""

    async def _call(self, interaction: discord.Interaction["RoadmapBot"]) -> None:
        """Carry out a command, or suggest what may be typed; no public hook goes around both of them."""
        with self.client.dealing_with(interaction, kind_of(interaction)):
            await super()._call(interaction)

    async def interaction_check(self, interaction: discord.Interaction["RoadmapBot"], /) -> bool:
        """Go on unless it is too much: with commands, and with suggestions for what is typed."""
        return await flooding.let_in(interaction.client.floodgate, interaction, interaction.client.say)

    async def on_error(
        self, interaction: discord.Interaction["RoadmapBot"], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person, and the log."""
        if isinstance(error, app_commands.CheckFailure):
            await failures.refuse(interaction, str(error))
            return
        await failures.report(interaction, getattr(error, "original", error), interaction.client.say)
