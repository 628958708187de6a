"""The command list as Discord keeps it, and who may use what where."""

import asyncio
import os
import sys
import textwrap
from pathlib import Path

import discord
import pytest

from tests.discord_server import Impossible, Person, Server
from tests.discord_server_tests.client import Client, running

BOT = """
import os, discord, yarl
discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
bot = discord.Client(intents=discord.Intents(guilds=True, dm_messages=True))

@bot.event
async def on_message(message):
    if message.author != bot.user:
        await message.channel.send(message.content.upper())

bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""


async def test_commands_are_kept_in_discords_form(server: Server, bot: Client) -> None:
    (ask,) = [stored for stored in server.commands() if stored["name"] == "ask"]
    assert ask["application_id"] == str(bot.application_id)
    assert ask["options"] == [
        {
            "type": 3,
            "name": "question",
            "description": "The question",
            "required": True,
            "min_length": 3,
            "max_length": 300,
        },
        {"type": 5, "name": "private", "description": "For your eyes only"},
    ]
    (schedule,) = [stored for stored in server.commands() if stored["name"] == "schedule"]
    assert schedule["default_member_permissions"] == str(discord.Permissions(manage_guild=True).value)
    assert schedule["contexts"] is None
    assert schedule["integration_types"] == [0]


async def test_a_second_sync_of_the_same_commands_changes_neither_ids_nor_versions(server: Server, bot: Client) -> None:
    before = server.commands()
    await bot.tree.sync()
    assert server.commands() == before
    assert len(server.log.syncs) == 2


async def test_a_changed_command_keeps_its_id_and_gets_a_new_version(server: Server, bot: Client) -> None:
    before = {stored["name"]: stored for stored in server.commands()}
    changed = bot.tree.get_command("quiz")
    assert isinstance(changed, discord.app_commands.Command)
    changed.description = "Something else"
    await bot.tree.sync()
    after = {stored["name"]: stored for stored in server.commands()}
    assert after["quiz"]["id"] == before["quiz"]["id"]
    assert after["quiz"]["version"] != before["quiz"]["version"]
    assert after["ask"] == before["ask"]


async def test_synced_commands_can_be_fetched(server: Server, bot: Client) -> None:
    fetched = {command.name for command in await bot.tree.fetch_commands()}
    assert fetched == {command.name for command in bot.tree.get_commands()}


async def test_a_guilds_own_command_is_found_there_alone(server: Server, ana: Person) -> None:
    other = server.guild("Other")
    bot = Client()

    @bot.tree.command(guild=discord.Object(other.id), description="Only here")
    async def local(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("local")

    ben = server.person("ben", guilds=(other,))
    async with running(bot, server):
        await bot.tree.sync(guild=discord.Object(other.id))
        assert (await ben.slash(other, "local")).text == "local"
        with pytest.raises(Impossible):
            await ana.slash("general", "local")


async def test_commands_work_in_direct_messages_unless_they_are_for_guilds(server: Server, ana: Person) -> None:
    bot = Client()

    @bot.tree.command(description="Not in private")
    @discord.app_commands.guild_only()
    async def public(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("public")

    async with running(bot, server):
        assert (await ana.slash(ana.direct, "ask", question="private?")).text == "You asked: private?"
        assert (await ana.slash("general", "public")).text == "public"
        with pytest.raises(Impossible, match="not offered in direct messages"):
            await ana.slash(ana.direct, "public")


async def test_where_the_bot_is_no_member_only_commands_of_the_person_work(server: Server) -> None:
    elsewhere = server.guild("Elsewhere", has_bot=False)
    cleo = server.person("cleo", guilds=(elsewhere,))
    bot = Client()
    seen: list[bool] = []

    @bot.tree.command(description="Mine")
    @discord.app_commands.allowed_installs(guilds=True, users=True)
    async def mine(interaction: discord.Interaction) -> None:
        seen.append(interaction.is_user_integration())
        await interaction.response.send_message("yours")

    async with running(bot, server):
        assert (await cleo.slash(elsewhere, "mine")).text == "yours"
        assert seen == [True]
        assert [guild.name for guild in bot.guilds] == ["Home"]
        with pytest.raises(Impossible, match="not a member"):
            await cleo.slash(elsewhere, "ask", question="hello?")


async def test_the_bot_hears_who_acts_and_what_they_may(server: Server) -> None:
    bot = Client()
    seen: list[tuple[object, ...]] = []

    @bot.tree.command(description="Who am I")
    async def whoami(interaction: discord.Interaction) -> None:
        seen.append(
            (
                interaction.user.display_name,
                str(interaction.locale),
                interaction.permissions.manage_guild,
                interaction.app_permissions.send_messages,
                interaction.is_guild_integration(),
                interaction.filesize_limit,
            )
        )
        await interaction.response.send_message("you")

    dora = server.person("dora", admin=True, locale="de", display_name="Dora D.")
    async with running(bot, server):
        await dora.slash("general", "whoami")
    assert seen == [("Dora D.", "de", True, True, True, 10 * 1024 * 1024)]


async def test_a_bot_in_a_process_of_its_own_is_served(server: Server, tmp_path: Path) -> None:
    program = tmp_path / "bot.py"
    program.write_text(textwrap.dedent(BOT))
    process = await asyncio.create_subprocess_exec(sys.executable, program, env=os.environ | server.environment)
    try:
        await server.connected()
        assert (await server.person("ana").dm("hello")).text == "HELLO"
    finally:
        process.kill()
        await process.wait()
