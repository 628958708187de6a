"""Messages older than an hour, which Discord lets nobody edit at will: how a quiz ended is then said in a reply."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import discord
import pytest

from tests.bot.clocks import SetClock
from tests.discord_server import Person, Server, Terms
from tests.faults.quiz import Quiz

HOUR = 3600


class Ahead:
    """By how many hours this Discord's clock is ahead of ours."""

    hours = 0


@pytest.fixture
def ahead() -> Ahead:
    return Ahead()


@pytest.fixture
async def server(ahead: Ahead) -> AsyncIterator[Server]:
    # No such edit for ten minutes: discord.py gives up at once, and nobody hears why.
    terms = Terms(old_edits=0, old_edits_within=600)
    async with Server(terms, clock=lambda: time.time() + ahead.hours * HOUR) as server:
        yield server


async def test_a_result_that_may_not_be_put_into_its_message_is_a_reply(
    quiz: Quiz, clock: SetClock, ana: Person, ahead: Ahead
) -> None:
    message = await quiz.posted()
    await ana.click(message, label="A")
    clock.pass_(hours=9)
    ahead.hours = 9
    await quiz.running.tick()
    await quiz.running.tick()
    _, reply = quiz.seen
    assert reply.reference_id == message.id
    assert "1 person answered" in reply.text


class Response:
    status, reason = 429, "Too Many Requests"


def too_many_edits() -> Exception:
    said: Any = Response()
    return discord.HTTPException(
        said, {"code": 30046, "message": "Maximum number of edits to messages older than 1 hour"}
    )


@pytest.fixture
def edits(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What each edit fails with: the first of these, noted once more for each try."""
    failing: list[Exception] = []

    async def edit(_: discord.PartialMessage, **__: Any) -> None:
        failing.append(failing[0])
        raise failing[0]

    monkeypatch.setattr(discord.PartialMessage, "edit", edit)
    return failing


@pytest.mark.parametrize(
    ("error", "tries"),
    [(too_many_edits(), 1), (discord.RateLimited(900.0), 3), (TimeoutError(), 3)],
    ids=["Discord says why", "discord.py waits no longer", "nor do we"],
)
async def test_it_is_a_reply_however_the_refusal_comes_to_us(
    quiz: Quiz, clock: SetClock, edits: list[Exception], error: Exception, tries: int
) -> None:
    message = await quiz.posted()
    edits.append(error)
    clock.pass_(hours=9)
    await quiz.running.tick()
    assert quiz.seen[-1].reference_id == message.id
    assert len(edits) == 1 + tries


@pytest.mark.parametrize("error", [discord.RateLimited(900.0), TimeoutError()], ids=str)
async def test_a_younger_message_is_edited_later(
    quiz: Quiz, clock: SetClock, edits: list[Exception], error: Exception
) -> None:
    await quiz.posted(open_for=timedelta(minutes=30))
    edits.append(error)
    clock.pass_(minutes=31)
    await quiz.running.tick()
    assert len(quiz.seen) == 1
    assert (await quiz.kept()).tally is not None
