"""Requests that nobody waits for go one by one, whatever happens to the process."""

import asyncio
import itertools
import time

import pytest

from bot.frontends.discord.pace import Pace, share_of

BETWEEN = 0.01


async def passed(pace: Pace, moments: list[float]) -> None:
    await pace.wait()
    moments.append(asyncio.get_running_loop().time())


async def test_requests_do_not_go_all_at_once_after_a_standstill() -> None:
    pace, moments = Pace(1 / BETWEEN), list[float]()
    waiting = [asyncio.create_task(passed(pace, moments)) for _ in range(8)]
    await asyncio.sleep(0)
    time.sleep(10 * BETWEEN)  # noqa: ASYNC251 - the standstill is what is tested
    await asyncio.gather(*waiting)
    assert min(later - earlier for earlier, later in itertools.pairwise(moments)) >= BETWEEN * 0.9


async def test_a_request_that_is_given_up_holds_up_no_other() -> None:
    pace, moments = Pace(1 / BETWEEN), list[float]()
    waiting = [asyncio.create_task(passed(pace, moments)) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[1].cancel()
    await asyncio.wait(waiting, timeout=1)
    assert len(moments) == 2


@pytest.mark.parametrize(
    ("shard_ids", "shard_count", "share"),
    [(None, None, 1), (None, 4, 1), ((0, 1, 2), 3, 1), ((0,), 2, 1 / 2), ((1, 2), 8, 1 / 4)],
)
def test_processes_that_share_the_shards_share_what_discord_allows_too(
    shard_ids: tuple[int, ...] | None, shard_count: int | None, share: float
) -> None:
    assert share_of(shard_ids, shard_count) == share
