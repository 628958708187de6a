"""The bare bot: what discord.py costs by itself. It keeps what our bot keeps and answers everything with a constant.

With `sync` after its name it tells Discord of /ask; with `at-length` too, and its answers are as long as ours. Without,
it only connects.
"""

import asyncio
import os
import sys

import discord
from discord import app_commands
from discord.ext import commands

from bot.frontends.discord.addresses import point_to

AT_LENGTH = "at-length" in sys.argv[1:]
SYNCING = AT_LENGTH or "sync" in sys.argv[1:]
ANSWER = "Circuit Breaker" if not AT_LENGTH else "Circuit Breaker stops calls to what fails. " * 16
CONFIRMATION = "Your answer to quiz 1: B. Another press changes it."
CHOICES = [app_commands.Choice(name=f"A situation of about fifty letters, number {n}", value=str(n)) for n in range(5)]


class BareBot(commands.Bot):
    def __init__(self) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.guild_messages = True
        intents.dm_messages = True
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )

    async def setup_hook(self) -> None:
        self.tree.add_command(ask)
        if SYNCING:
            await self.tree.sync()

    async def on_message(self, message: discord.Message, /) -> None:
        pass

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            await interaction.response.send_message(CONFIRMATION, ephemeral=True)


@app_commands.command()
async def ask(interaction: discord.Interaction, question: str) -> None:
    """Answer with a constant."""
    await interaction.response.send_message(ANSWER)


@ask.autocomplete("question")
async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest constants."""
    return CHOICES


async def main() -> None:
    point_to(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    async with BareBot() as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(main())
