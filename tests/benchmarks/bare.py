"""The bare bot: what discord.py costs by itself. It keeps what our bot keeps and answers /ask with a constant.

With `sync` after its name it tells Discord of /ask; without, it only connects.
"""

import asyncio
import os
import sys

import discord
from discord import app_commands
from discord.ext import commands

from bot.frontends.discord.addresses import point_to

ANSWER = "Circuit Breaker"


class BareBot(commands.Bot):
    def __init__(self, *, syncing: bool) -> None:
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
        self._syncing = syncing

    async def setup_hook(self) -> None:
        self.tree.add_command(ask)
        if self._syncing:
            await self.tree.sync()

    async def on_message(self, message: discord.Message, /) -> None:
        pass


@app_commands.command()
async def ask(interaction: discord.Interaction, question: str) -> None:
    """Answer with a constant."""
    await interaction.response.send_message(ANSWER)


async def main() -> None:
    point_to(os.environ["DISCORD_API_URL"], os.environ["DISCORD_GATEWAY_URL"])
    async with BareBot(syncing="sync" in sys.argv[1:]) as bot:
        await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    asyncio.run(main())
