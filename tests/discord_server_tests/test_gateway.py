"""Connections break and come back; what was said meanwhile is not lost."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest

from tests.discord_server import Intent, NoFaults, Person, Server, Terms
from tests.discord_server_tests.client import INTENTS, Client, pointed_at, running


async def test_a_dropped_socket_is_resumed_and_the_missed_message_arrives(
    server: Server, bot: Client, ana: Person
) -> None:
    server.drop_connections()
    await server.disconnected()
    missed = await ana.say("general", f"{server.world.bot.mention} are you there?")
    await asyncio.wait_for(bot.resumed.wait(), 10)
    await missed.answer()
    assert "are you there?" in missed.text
    assert len(server.log.identifies) == 1
    assert len(server.log.resumes) == 1


async def test_a_request_to_reconnect_is_followed_by_a_resume(server: Server, bot: Client) -> None:
    server.ask_to_reconnect()
    await asyncio.wait_for(bot.resumed.wait(), 10)
    assert len(server.log.identifies) == 1


async def test_an_invalid_session_begins_anew(server: Server, bot: Client, ana: Person) -> None:
    server.invalidate_sessions()
    await server.until(lambda: len(server.log.identifies) == 2)
    await server.connected()
    assert (await ana.slash("general", "ask", question="still there?")).text


async def test_a_forgotten_session_is_refused_and_begins_anew(server: Server, bot: Client) -> None:
    server.call(server.platform.gateway.sessions.clear)
    server.drop_connections()
    await server.until(lambda: len(server.log.identifies) == 2)
    assert len(server.log.resumes) == 1


async def test_a_close_code_without_return_ends_the_client(server: Server, bot: Client) -> None:
    await server.close_connections(4004)
    await server.until(bot.is_closed)
    assert server.platform.gateway.attached == []


async def test_a_privileged_intent_has_to_be_switched_on(server: Server) -> None:
    curious = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(Client(intents=curious), server):
            pass


async def test_with_the_content_intent_everything_can_be_read() -> None:
    curious = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    client = Client(intents=curious)
    async with Server(Terms(privileged_intents=Intent.MESSAGE_CONTENT)) as server, running(client, server):
        await server.person("ana").say("general", "just talking")
        await server.until(lambda: len(client.heard) == 1)
    assert client.heard[0].content == "just talking"


async def test_a_wrong_token_is_refused(server: Server) -> None:
    client = Client()
    with pytest.raises(discord.LoginFailure), pointed_at(server):
        await client.login("not the token")
    await client.close()
    assert server.log.refusals[0].status == 401


async def test_each_shard_hears_of_its_own_guilds() -> None:
    async with Server(Terms(shards=2)) as server:
        even = server.guild("Even", guild_id=4 << 22)
        odd = server.guild("Odd", guild_id=5 << 22)
        client = discord.AutoShardedClient(intents=INTENTS, shard_count=2, guild_ready_timeout=0.02)
        client.before_identify_hook = no_pause  # type: ignore[method-assign]
        async with running(client, server):
            await server.connected(2)
            assert client.get_guild(even.id).shard_id == 0  # type: ignore[union-attr]
            assert client.get_guild(odd.id).shard_id == 1  # type: ignore[union-attr]
        ready = [event.data["shard"] for event in server.log.events("READY")]
        told = {event.session: event.data["shard"] for event in server.log.events("READY")}
        heard = {event.data["name"]: told[event.session] for event in server.log.events("GUILD_CREATE")}
    assert ready == [[0, 2], [1, 2]]
    assert heard["Even"] == [0, 2]
    assert heard["Odd"] == [1, 2]


async def no_pause(shard_id: int | None, *, initial: bool = False) -> None:
    """Identify at once: there is no limit to keep here."""


async def test_two_processes_with_one_token_both_hear_and_one_answer_wins(
    server: Server, bot: Client, ana: Person
) -> None:
    async with running(Client(), server, sync=False):
        await server.connected(2)
        answer = await ana.slash("general", "ask", question="who answers?")
        callbacks = "/interactions/{interaction_id}/{interaction_token}/callback"
        await server.until(lambda: len(server.log.requests("POST", callbacks)) == 2)
    assert len(answer.messages) == 1
    assert [refused.answer["code"] for refused in server.log.refusals] == [40060]


async def test_a_new_guild_is_told_to_who_is_connected(server: Server, bot: Client) -> None:
    guild = server.guild("Readers", ("books",))
    await server.until(lambda: bot.get_guild(guild.id) is not None)
    assert bot.get_guild(guild.id).text_channels[0].name == "books"  # type: ignore[union-attr]


async def test_an_outage_ends_where_it_began(server: Server, bot: Client, ana: Person) -> None:
    before = server.api_url
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)
    assert server.api_url == before
    await asyncio.wait_for(bot.resumed.wait(), 10)
    assert (await ana.slash("general", "ask", question="back again?")).text


async def test_faults_are_consulted_for_requests_and_frames(server: Server, bot: Client, ana: Person) -> None:
    seen: list[str] = []

    class Watching(NoFaults):
        async def before_request(self, _: Any, asked: Any, /) -> None:
            seen.append(asked.route)

        async def before_frame(self, _: Any, frame: Any, /) -> bool:
            seen.append(frame["t"])
            return True

    server.faults = Watching()
    await ana.slash("general", "ask", question="watched?")
    assert seen[:2] == ["INTERACTION_CREATE", "/interactions/{interaction_id}/{interaction_token}/callback"]


@pytest.mark.parametrize("compress", ["", "&compress=zlib-stream", "&compress=zstd-stream"])
async def test_frames_are_packed_as_the_client_asks(server: Server, compress: str) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.gateway_url}?v=10{compress}") as socket:
        kind = (await socket.receive()).type
    assert kind is (aiohttp.WSMsgType.BINARY if compress else aiohttp.WSMsgType.TEXT)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("no json", 4002),
        ('{"op": 99, "d": null}', 4001),
        ('{"op": 3, "d": {}}', 4003),
        ('{"op": 2, "d": {"token": "wrong", "intents": 0}}', 4004),
        ('{"op": 6, "d": {"token": "TOKEN", "session_id": "x", "seq": null}}', 4007),
        ('{"op": 2, "d": {"token": "TOKEN", "intents": 1, "shard": [2, 2]}}', 4010),
        ('{"op": 2, "d": {"token": "TOKEN", "intents": -1}}', 4013),
    ],
)
async def test_a_bad_frame_closes_with_discords_code(server: Server, frame: str, code: int) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.gateway_url}?v=10") as socket:
        await socket.receive()
        await socket.send_str(frame.replace("TOKEN", server.token))
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    assert socket.close_code == code
