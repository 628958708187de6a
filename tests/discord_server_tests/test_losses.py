"""What a bot stands on can be taken away: messages, channels, guilds, and the right to call people."""

import discord
import pytest

from tests.discord_server import Impossible, NoAnswer, Permission, Person, Server, Terms
from tests.discord_server_tests.client import Client, command, running
from tests.discord_server_tests.raw import listening, rest


async def test_a_deleted_channel_is_gone_for_the_bot_and_for_people(server: Server, bot: Client, ana: Person) -> None:
    card = (await ana.slash("quiz", "quiz")).message
    quiz = server.channel("quiz")
    server.delete_channel("quiz")
    await server.until(lambda: bot.get_channel(quiz.id) is None)
    async with rest(server) as line:
        assert (await line.post(quiz, {"content": "x"})).body["code"] == 10003
        edit = await line.request("PATCH", f"/channels/{quiz.id}/messages/{card.id}", {"content": "x"})
        assert edit.body["code"] == 10003
    with pytest.raises(Impossible, match="does not see that message"):
        await ana.click(card, label="A")
    assert server.messages(quiz) == []
    assert [message.id for message in server.log.created(quiz)] == [card.id]


async def test_an_answer_into_a_channel_that_has_just_gone_is_10003() -> None:
    bot = Client()

    async def late(interaction: discord.Interaction) -> None:
        server.delete_channel("quiz")
        await interaction.response.send_message("too late")

    command(bot, "late", late)
    async with Server(Terms(answer_within=0.5)) as server, running(bot, server):
        with pytest.raises(NoAnswer, match="Unknown Channel"):
            await server.person("ana").slash("quiz", "late")
    assert [error.code for error in bot.errors] == [10003]  # type: ignore[attr-defined]


async def test_threads_go_with_their_channel(server: Server, bot: Client) -> None:
    quiz = bot.get_channel(server.channel("quiz").id)
    assert isinstance(quiz, discord.TextChannel)
    thread = await (await quiz.send("a round")).create_thread(name="Talk")
    server.delete_channel("quiz")
    with pytest.raises(discord.NotFound):
        await thread.send("anyone?")


async def test_a_message_is_deleted_under_the_bot(server: Server, bot: Client, ana: Person) -> None:
    card = (await ana.slash("quiz", "quiz")).message
    server.delete_message(card)
    async with rest(server) as line:
        edit = await line.request("PATCH", f"/channels/{card.channel_id}/messages/{card.id}", {"content": "x"})
    assert edit.body["code"] == 10008
    assert ana.sees("quiz") == ()
    assert len(server.log.events("MESSAGE_DELETE")) == 1


async def test_a_bot_is_put_out_of_a_guild_and_let_in_again(server: Server, bot: Client) -> None:
    guild = server.guild("Readers", ("books",))
    channel = server.channel("books", guild)
    await server.until(lambda: bot.get_guild(guild.id) is not None)
    server.dismiss_bot(guild)
    await server.until(lambda: bot.get_guild(guild.id) is None)
    async with rest(server) as line:
        assert (await line.post(channel, {"content": "x"})).body["code"] == 50001
        server.welcome_bot(guild)
        await server.until(lambda: bot.get_guild(guild.id) is not None)
        assert (await line.post(channel, {"content": "x"})).status == 200


async def test_a_guild_becomes_unavailable_and_available_again(server: Server) -> None:
    guild = server.guild("Readers", ("books",))
    async with listening(server) as ear:
        await ear.hear("READY")
        server.make_unavailable(guild)
        assert (await ear.hear("GUILD_DELETE"))["d"] == {"id": str(guild.id), "unavailable": True}
        async with listening(server) as later:
            assert len((await later.hear("READY"))["d"]["guilds"]) == 2
            assert (await later.hear("GUILD_CREATE"))["d"]["name"] == "Home"
            server.make_available(guild)
            assert (await later.hear("GUILD_CREATE"))["d"]["name"] == "Readers"
        assert (await ear.hear("GUILD_CREATE"))["d"]["unavailable"] is False


async def test_discord_py_keeps_a_guild_that_is_only_unavailable(server: Server, bot: Client) -> None:
    server.make_unavailable(server.home)
    await server.until(lambda: bot.guilds[0].unavailable)
    server.make_available(server.home)
    await server.until(lambda: not bot.guilds[0].unavailable)


async def test_a_role_is_called_where_it_may_be(server: Server, bot: Client, ana: Person) -> None:
    quiet, loud = server.role("Readers", holders=[ana]), server.role("Players", mentionable=True)
    general = bot.get_channel(server.channel("general").id)
    assert isinstance(general, discord.TextChannel)
    text = f"{quiet.mention} {loud.mention} <@&1>"
    await general.send(text, allowed_mentions=discord.AllowedMentions(roles=True))
    await general.send(text, allowed_mentions=discord.AllowedMentions(roles=[discord.Object(loud.id)]))
    await general.send(text, allowed_mentions=discord.AllowedMentions.none())
    server.allow("general", Permission.MENTION_EVERYONE)
    await general.send(text, allowed_mentions=discord.AllowedMentions(roles=[discord.Object(quiet.id)]))
    called = [message.mention_roles for message in server.messages("general")]
    assert called == [(loud.id,), (loud.id,), (), (quiet.id,)]
    assert quiet.id in server.world.members[server.home.id, ana.id].role_ids


async def test_one_nonce_in_two_channels_makes_two_messages_and_no_third(server: Server) -> None:
    body = {"content": "x", "nonce": "slot-1", "enforce_nonce": True}
    async with rest(server) as line:
        for name in ("quiz", "general", "quiz"):
            assert (await line.post(server.channel(name), body)).status == 200
    assert [len(server.messages(name)) for name in ("quiz", "general")] == [1, 1]
