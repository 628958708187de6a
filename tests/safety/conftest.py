from tests.bot.frontends.discord import conftest as on_discord

admin, ana, bot, server = on_discord.admin, on_discord.ana, on_discord.bot, on_discord.server
