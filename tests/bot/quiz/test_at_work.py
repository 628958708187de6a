"""The clockwork as the process runs it: every pass by itself, claims renewed, and nothing waited for in between."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import Card
from bot.quiz import claims, running
from bot.quiz.channels import Edited, Sent, Unreachable
from bot.quiz.round import Key, Round, State
from tests.bot.quiz.clockworks import FIRST, GUILD, Clockworks
from tests.bot.quiz.rounds_in import daily
from tests.bot.quiz.virtual import Channel

PATIENCE = 20.0


class Observed(Channel):
    """A channel that notes what it was asked for, and shows results only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.tries = 0
        self.breaks = False
        self.edits: list[State] = []
        self.let = asyncio.Event()

    async def post(self, posted: Round, card: Card) -> Sent:
        self.tries += 1
        if self.breaks:
            raise RuntimeError("a fault of ours")
        return await super().post(posted, card)

    async def edit(self, shown: Round, card: Card) -> Edited:
        self.edits.append(shown.state)
        if shown.state is State.CLOSED:
            await self.let.wait()
        return await super().edit(shown, card)


@pytest.fixture
def channel() -> Observed:
    return Observed()


@pytest.fixture
def renewals(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Let the clockwork look and renew all the time; when it has renewed its claims stands here."""
    seen: list[datetime] = []
    renew = claims.renew

    async def noted(connection: AsyncConnection, owner: str, now: datetime) -> None:
        await renew(connection, owner, now)
        seen.append(now)

    monkeypatch.setattr(claims, "renew", noted)
    monkeypatch.setattr(running, "PASS", 0.02)
    monkeypatch.setattr(running, "LEASE", timedelta(seconds=0.06))
    return seen


@asynccontextmanager
async def at_work(works: Clockworks) -> AsyncIterator[None]:
    until = asyncio.Event()
    ran = asyncio.create_task(works.process().run(until))
    try:
        yield
    finally:
        until.set()
        await ran


async def eventually(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not happened():  # noqa: ASYNC110 - nothing rings a bell
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("breaks", [False, True], ids=["its channel was out of reach", "its work broke"])
async def test_a_round_that_had_to_wait_is_tried_again_by_the_process_that_renews_its_claims(
    works: Clockworks, channel: Observed, renewals: list[datetime], *, breaks: bool
) -> None:
    await daily(works.database, GUILD, 5, works.clock(), catch_up=timedelta())
    channel.post_fails = None if breaks else Unreachable("gone")
    channel.breaks = breaks
    works.clock.move_to("2026-11-25 09:00")
    async with at_work(works):
        await eventually(lambda: channel.tries > 0)
        channel.post_fails, channel.breaks = None, False
        for _ in range(8):
            works.clock.pass_(seconds=6)
            before = len(renewals)
            await eventually(lambda before=before: len(renewals) >= before + 3)  # type: ignore[misc]
        await eventually(lambda: bool(channel.messages))
    assert list(channel.messages.values()) == [FIRST]
    assert (await works.states())[0] == "open"


async def test_a_day_runs_by_itself_from_the_post_to_the_result(
    works: Clockworks, channel: Observed, renewals: list[datetime]
) -> None:
    await daily(works.database, GUILD, 5, works.clock(), catch_up=timedelta())
    channel.let.set()
    async with at_work(works):
        works.clock.move_to("2026-11-25 09:00:01")
        await eventually(lambda: bool(channel.messages))
        await works.answer(1, FIRST)
        await eventually(lambda: channel.edits == [State.OPEN])
        works.clock.pass_(hours=9)
        await eventually(lambda: "✅ right" in str(channel.shown[1]))
        works.clock.move_to("2026-11-26 09:00:01")
        await eventually(lambda: len(channel.messages) == 2)
    assert renewals


async def test_counts_wait_while_a_result_is_shown(works: Clockworks, channel: Observed) -> None:
    await daily(works.database, GUILD, 5, works.clock(), open_for=timedelta(minutes=30))
    await daily(works.database, GUILD + 1, 6, works.clock(), at="09:20")
    works.clock.move_to("2026-11-25 09:00")
    process = works.process()
    await process.tick()
    works.clock.move_to("2026-11-25 09:31")
    await process.post_due()
    await works.answer(1, Key(GUILD + 1, 1))
    await process.close()
    await process.claim_ended()
    await process.count()
    assert State.OPEN not in channel.edits
    channel.let.set()
    await process.end()
    await process.count()
    assert channel.edits[-1] is State.OPEN
