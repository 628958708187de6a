"""What goes wrong with requests goes wrong as it does at Discord, as often as a test says, and is counted."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from tests.discord_server import (
    AnswerLost,
    Broken,
    Channel,
    NeverCame,
    RateLimited,
    Requests,
    Server,
    Slow,
    Together,
    bad_day,
)
from tests.discord_server_tests.client import Client
from tests.discord_server_tests.raw import MESSAGE, MESSAGES, Rest, rest

HELLO = {"content": "hello", "nonce": "slot-1", "enforce_nonce": True}


@pytest.fixture
async def quiz(server: Server) -> Channel:
    return server.channel("quiz")


@pytest.fixture
async def line(server: Server) -> AsyncIterator[Rest]:
    async with rest(server) as line:
        yield line


async def test_an_answer_is_lost_after_the_work_was_done(server: Server, line: Rest, quiz: Channel) -> None:
    posts = Requests("POST", MESSAGES, times=1)
    server.faults = AnswerLost(posts)
    with pytest.raises(aiohttp.ClientError):
        await line.post(quiz, HELLO)
    assert [message.content for message in server.messages(quiz)] == ["hello"]
    again = await line.post(quiz, HELLO)
    assert again.body["id"] == str(server.messages(quiz)[0].id)
    assert len(server.messages(quiz)) == 1
    assert posts.count == 1


async def test_what_was_refused_is_no_work_whose_answer_could_be_lost(server: Server, line: Rest) -> None:
    posts = Requests("POST", MESSAGES)
    server.faults = AnswerLost(posts)
    assert (await line.request("POST", "/channels/1/messages", HELLO)).status == 404
    assert posts.count == 0


async def test_a_reset_line_brings_nothing(server: Server, line: Rest, quiz: Channel) -> None:
    server.faults = NeverCame(Requests("POST", MESSAGES, times=1))
    with pytest.raises(aiohttp.ClientOSError, match="reset by peer"):
        await line.post(quiz, HELLO)
    assert server.messages(quiz) == []
    assert (await line.post(quiz, HELLO)).status == 200


async def test_discord_py_raises_what_a_reset_line_is(server: Server, bot: Client) -> None:
    server.faults = NeverCame(Requests("POST", MESSAGES))
    with pytest.raises(OSError, match="reset by peer"):
        await general(bot).send("hello")


def general(bot: Client) -> discord.TextChannel:
    return next(channel for channel in bot.guilds[0].text_channels if channel.name == "general")


async def test_discord_py_waits_and_sends_again_after_429(server: Server, bot: Client) -> None:
    posts = Requests("POST", MESSAGES, times=2)
    server.faults = RateLimited(posts, retry_after=0.01, scope="global")
    await general(bot).send("hello")
    assert posts.count == 2
    assert len(server.log.answered(429)) == 2


async def test_discord_py_gives_up_at_once_where_a_proxy_says_429(server: Server, bot: Client) -> None:
    server.faults = RateLimited(Requests("POST", MESSAGES, times=1), via=False)
    with pytest.raises(discord.HTTPException) as refusal:
        await general(bot).send("hello")
    assert refusal.value.status == 429
    assert server.messages("general") == []


async def test_discord_py_does_not_repeat_after_503_and_does_after_502(server: Server, bot: Client) -> None:
    server.faults = Broken(503, Requests("POST", MESSAGES, times=1))
    with pytest.raises(discord.DiscordServerError):
        await general(bot).send("hello")
    server.faults = Broken(502, Requests("POST", MESSAGES, times=1))
    await general(bot).send("hello")
    assert len(server.messages("general")) == 1


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_429_says_whose_limit_it_was(server: Server, line: Rest, quiz: Channel, scope: str) -> None:
    server.faults = RateLimited(Requests(), retry_after=1.5, scope=scope)
    answer = await line.post(quiz, HELLO)
    assert answer.status == 429
    assert answer.headers["X-RateLimit-Scope"] == scope
    assert answer.headers["Via"]
    assert answer.body["retry_after"] == 1.5
    assert answer.body["global"] is (scope == "global")


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_server_error_comes_before_the_work_or_after_it(
    server: Server, line: Rest, quiz: Channel, status: int
) -> None:
    server.faults = Broken(status, Requests(times=1))
    assert (await line.post(quiz, HELLO)).status == status
    assert server.messages(quiz) == []
    server.faults = Broken(status, Requests(times=1), worked=True)
    assert (await line.post(quiz, HELLO)).status == status
    assert len(server.messages(quiz)) == 1


@pytest.mark.parametrize("worked", [False, True])
async def test_a_slow_request_takes_its_time(server: Server, line: Rest, quiz: Channel, worked: bool) -> None:
    server.faults = Slow(0.3, Requests(times=1), worked=worked)
    slow = asyncio.create_task(line.post(quiz, HELLO))
    await asyncio.sleep(0.1)
    assert bool(server.messages(quiz)) is worked
    assert not slow.done()
    assert (await slow).status == 200


async def test_only_what_was_meant_is_struck(server: Server, line: Rest, quiz: Channel) -> None:
    third = Requests("POST", MESSAGES, where=lambda asked: asked.body["content"] != "spared", after=1, times=1)
    edits = Requests("PATCH", MESSAGE)
    server.faults = Together(Broken(500, third), Broken(502, edits))
    said = ("spared", "first", "second", "third")
    assert [(await line.post(quiz, {"content": text})).status for text in said] == [200, 200, 500, 200]
    path = f"/channels/{quiz.id}/messages/{server.messages(quiz)[0].id}"
    assert (await line.request("PATCH", path, {"content": "changed"})).status == 502
    assert (third.count, edits.count) == (1, 1)


async def test_one_seed_is_one_fate(server: Server, line: Rest, quiz: Channel) -> None:
    async def fate(seed: int) -> list[int]:
        server.faults = Broken(500, Requests(chance=0.5, seed=seed))
        return [(await line.post(quiz, {"content": "x"})).status for _ in range(20)]

    once = await fate(1)
    assert set(once) == {200, 500}
    assert once == await fate(1)
    assert once != await fate(2)


async def test_on_a_bad_day_nonces_and_patience_still_make_one_message_each(
    server: Server, line: Rest, quiz: Channel
) -> None:
    server.faults = bad_day(seed=11, chance=0.1)
    for number in range(60):
        await until_taken(line, quiz, {"content": str(number), "nonce": f"slot-{number}", "enforce_nonce": True})
    assert [message.content for message in server.messages(quiz)] == [str(number) for number in range(60)]
    assert len(server.log.answered(429)) > 0
    assert len(server.log.answered(502)) > 0
    assert len(server.log.requests("POST", MESSAGES)) > 80


async def until_taken(line: Rest, channel: Channel, body: dict[str, object]) -> None:
    for _ in range(50):
        try:
            if (await line.post(channel, body)).status == 200:
                return
        except aiohttp.ClientError:
            continue
    raise AssertionError("never taken")
