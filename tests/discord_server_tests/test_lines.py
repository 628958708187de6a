"""Gateway connections break in every way that they break in, and what is kept for a RESUME comes back."""

import asyncio
import time

import aiohttp
import pytest

from tests.discord_server import Frames, LineCut, LineDead, LostFrames, Person, Server, Terms, Together
from tests.discord_server_tests.client import Client, pointed_at, running
from tests.discord_server_tests.raw import listening


async def test_a_half_open_line_answers_no_heartbeat_and_is_given_up() -> None:
    client = Client(heartbeat_timeout=0.6)
    async with Server(Terms(heartbeat_interval=0.2)) as server, running(client, server):
        ana = server.person("ana")
        server.freeze_connections()
        missed = await ana.say("general", f"{server.world.bot.mention} are you there?")
        began = time.monotonic()
        assert await missed.silence(0.3)
        await asyncio.wait_for(client.resumed.wait(), 10)
        assert time.monotonic() - began > 0.3
        await missed.answer()
        assert len(server.log.identifies) == 1


async def test_nothing_comes_over_a_half_open_line_and_it_stays_open(server: Server, ana: Person) -> None:
    async with listening(server) as ear:
        await ear.hear("GUILD_CREATE")
        server.freeze_connections()
        await ana.say("general", "hello?")
        await ear.say(1, None)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ear.hear(), 0.3)
        assert len(server.platform.gateway.connections) == 1
        assert server.log.closes == []
        server.drop_connections()


async def test_a_line_dies_or_breaks_at_a_chosen_event(server: Server, bot: Client, ana: Person) -> None:
    events = Frames("INTERACTION_CREATE", times=1)
    server.faults = LineCut(events)
    answer = await ana.slash("general", "ask", question="still there?")
    assert answer.text == "You asked: still there?"
    assert events.count == 1
    assert len(server.log.resumes) == 1
    server.faults = LineDead(Frames("MESSAGE_CREATE", times=1))
    conversation = await ana.say("general", f"{server.world.bot.mention} and now?")
    assert await conversation.silence(0.2)
    server.drop_connections()
    await conversation.answer()


async def test_a_lost_frame_never_comes_and_leaves_a_gap(server: Server, ana: Person) -> None:
    lost = Frames("MESSAGE_CREATE", times=1)
    acks = Frames(op=11)
    server.faults = Together(LostFrames(lost), LostFrames(acks))
    async with listening(server) as ear:
        before = (await ear.hear("GUILD_CREATE"))["s"]
        await ear.say(1, None)
        await ana.say("general", "one")
        await ana.say("general", "two")
        frame = await ear.hear("MESSAGE_CREATE")
        await server.until(lambda: acks.count == 1)
    assert frame["s"] == before + 2
    assert lost.count == 1


async def test_a_frame_is_chosen_by_what_it_says(server: Server, ana: Person) -> None:
    server.faults = LostFrames(Frames(where=lambda frame: frame["d"].get("author", {}).get("username") == "ana"))
    async with listening(server) as ear:
        await ear.hear("GUILD_CREATE")
        await ana.say("general", "unheard")
        ben = await server.person("ben").say("general", "heard")
        assert (await ear.hear("MESSAGE_CREATE"))["d"]["id"] == str(ben.said.id)


async def test_an_invalid_session_that_may_be_resumed_is_resumed(server: Server, bot: Client, ana: Person) -> None:
    server.invalidate_sessions(resumable=True)
    await asyncio.wait_for(bot.resumed.wait(), 15)
    assert len(server.log.identifies) == 1
    assert (await ana.slash("general", "ask", question="still there?")).text


async def test_a_resume_replays_in_order_what_was_missed_and_nothing_twice(server: Server, ana: Person) -> None:
    async with listening(server) as ear:
        session = (await ear.hear("READY"))["d"]["session_id"]
        seen = (await ear.hear("GUILD_CREATE"))["s"]
        said = [(await ana.say("general", str(number))).said.id for number in range(3)]
        heard = await ear.hear("MESSAGE_CREATE")
        server.drop_connections()
        await server.disconnected()
    async with aiohttp.ClientSession() as client, client.ws_connect(f"{server.gateway_url}?v=10") as socket:
        await socket.send_json({"op": 6, "d": {"token": server.token, "session_id": session, "seq": heard["s"]}})
        replayed = [await socket.receive_json(timeout=5) for _ in range(4)][1:]
    assert [frame["t"] for frame in replayed] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]
    assert [int(frame["d"]["id"]) for frame in replayed[:2]] == said[1:]
    assert [frame["s"] for frame in replayed] == [seen + 2, seen + 3, seen + 4]


async def test_in_an_outage_nobody_is_let_in(server: Server, bot: Client, ana: Person) -> None:
    async with server.outage(), aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(server.api_url)
    await asyncio.wait_for(bot.resumed.wait(), 10)
    assert (await ana.slash("general", "ask", question="back again?")).text


async def test_one_shard_is_struck_and_the_other_is_not(server: Server) -> None:
    async with listening(server, (0, 2)) as struck, listening(server, (1, 2)) as spared:
        await struck.hear("READY")
        await spared.hear("READY")
        server.ask_to_reconnect(shard=0)
        await struck.hear(op=7)
        server.drop_connections(shard=0)
        await server.until(lambda: len(server.platform.gateway.connections) == 1)
        await spared.say(1, None)
        await spared.hear(op=11)


async def test_two_sessions_of_one_shard_both_hear_and_the_first_answer_wins(server: Server, ana: Person) -> None:
    with pointed_at(server):
        shards = {"shard_id": 0, "shard_count": 1}
        async with running(Client(**shards), server), running(Client(**shards), server, sync=False):
            await server.connected(2)
            answer = await ana.slash("general", "ask", question="who answers?")
            await server.until(lambda: len(server.log.answers_to(answer)) == 2)
    first, second = server.log.answers_to(answer)
    assert first.taken
    assert first.text == "You asked: who answers?"
    assert second.refusal is not None
    assert second.refusal.code == 40060
    assert len({event.session for event in server.log.events("INTERACTION_CREATE")}) == 2


async def test_processes_with_a_shard_each_hear_each_their_own(server: Server) -> None:
    even, odd = server.guild("Even", guild_id=4 << 22), server.guild("Odd", guild_id=5 << 22)
    ana = server.person("ana", guilds=(even, odd))
    first, second = Client(shard_id=0, shard_count=2), Client(shard_id=1, shard_count=2)
    async with running(first, server), running(second, server, sync=False):
        await ana.slash(even, "ask", question="who answers?")
        await ana.slash(odd, "ask", question="and who here?")
    assert first.get_guild(even.id) is not None
    assert first.get_guild(odd.id) is None
    assert second.get_guild(odd.id) is not None
    assert len(server.log.events("INTERACTION_CREATE")) == 2
    assert server.log.answered(400) == []
