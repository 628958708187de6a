"""Limits that are switched on are kept, told in headers, and counted; discord.py goes by them."""

import asyncio
import itertools

import discord
import pytest

from tests.discord_server import RateLimits, Server, Terms
from tests.discord_server_tests.client import Client, running
from tests.discord_server_tests.raw import rest


async def test_nothing_is_limited_unless_it_is_asked_for(server: Server) -> None:
    async with rest(server) as line:
        answers = [await line.post(server.channel("quiz"), {"content": "x"}) for _ in range(60)]
    assert {answer.status for answer in answers} == {200}
    assert "X-RateLimit-Limit" not in answers[0].headers


async def test_a_channel_takes_five_messages_in_its_window_and_says_so() -> None:
    async with Server(Terms(rate_limits=RateLimits(messages_within=0.4))) as server, rest(server) as line:
        quiz, general = server.channel("quiz"), server.channel("general")
        answers = [await line.post(quiz, {"content": "x"}) for _ in range(6)]
        other = await line.post(general, {"content": "x"})
        await asyncio.sleep(answers[5].body["retry_after"])
        again = await line.post(quiz, {"content": "x"})
    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["4", "3", "2", "1", "0", "0"]
    assert {answer.headers["X-RateLimit-Limit"] for answer in answers} == {"5"}
    assert answers[5].headers["X-RateLimit-Scope"] == "user"
    assert answers[5].headers["Retry-After"] == "1"
    assert answers[5].headers["Via"]
    assert answers[5].body["global"] is False
    assert 0 < float(answers[0].headers["X-RateLimit-Reset-After"]) <= 0.4
    assert (other.status, again.status) == (200, 200)
    assert len(server.log.answered(429)) == 1


async def test_the_global_limit_counts_all_routes_but_those_of_interactions() -> None:
    async with Server(Terms(rate_limits=RateLimits(per_second=3))) as server, rest(server) as line:
        paths = ["/users/@me", "/gateway", f"/channels/{server.channel('quiz').id}", "/users/@me"]
        answers = [await line.request("GET", path) for path in paths]
        callback = await line.request("POST", "/interactions/1/token/callback", {"type": 6})
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert answers[3].headers["X-RateLimit-Scope"] == "global"
    assert answers[3].headers["X-RateLimit-Global"] == "true"
    assert answers[3].body["global"] is True
    assert callback.body["code"] == 10062


async def test_discord_py_paces_itself_by_the_headers() -> None:
    async with Server(Terms(rate_limits=RateLimits(messages_within=0.3))) as server:
        async with running(client := Client(), server, sync=False):
            channel = client.get_channel(server.channel("quiz").id)
            assert isinstance(channel, discord.TextChannel)
            for number in range(12):
                await channel.send(str(number))
        assert server.log.answered(429) == []
        sent = [message.sent_at for message in server.messages("quiz")]
    assert (sent[11] - sent[0]).total_seconds() >= 0.5


async def test_old_messages_can_be_edited_a_few_times_only() -> None:
    hours = itertools.count(1_700_000_000, 3_700)
    async with Server(Terms(old_edits=2), clock=lambda: float(next(hours))) as server, rest(server) as line:
        quiz = server.channel("quiz")
        path = f"/channels/{quiz.id}/messages/{(await line.post(quiz, {'content': 'x'})).body['id']}"
        answers = [await line.request("PATCH", path, {"content": str(number)}) for number in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert answers[2].body["code"] == 30046
    assert answers[2].body["retry_after"] > 0


async def test_fresh_messages_can_be_edited_at_will(server: Server) -> None:
    async with rest(server) as line:
        quiz = server.channel("quiz")
        path = f"/channels/{quiz.id}/messages/{(await line.post(quiz, {'content': 'x'})).body['id']}"
        answers = [await line.request("PATCH", path, {"content": str(number)}) for number in range(10)]
    assert {answer.status for answer in answers} == {200}


async def test_an_old_edit_that_is_limited_is_tried_again_by_discord_py(caplog: pytest.LogCaptureFixture) -> None:
    hours = itertools.count(1_700_000_000, 3_700)
    terms = Terms(old_edits=1, old_edits_within=0.2)
    async with Server(terms, clock=lambda: float(next(hours))) as server:
        async with running(client := Client(), server, sync=False):
            channel = client.get_channel(server.channel("quiz").id)
            assert isinstance(channel, discord.TextChannel)
            message = await channel.send("round 1")
            await message.edit(content="closed")
            await message.edit(content="closed again")
        assert [edit.message.content for edit in server.log.edits(server.messages("quiz")[0])] == [
            "closed",
            "closed again",
        ]
        assert len(server.log.answered(429)) == 1
