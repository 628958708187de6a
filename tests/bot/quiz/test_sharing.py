"""Processes that divide the shards: each posts for its own guilds, and for those of one that has fallen silent."""

import asyncio
from datetime import timedelta

from bot.guilds.shards import Shards
from bot.quiz.claims import OVERDUE
from bot.quiz.running import Running
from bot.snowflakes import SHIFT
from tests.bot.quiz.clockworks import GUILD, Clockworks
from tests.bot.quiz.rounds_in import daily

GUILDS = range(100)
FIRST_SHARD, SECOND_SHARD = Shards((0,), 2), Shards((1,), 2)


def guild(number: int) -> int:
    """Give a guild of the first shard where the number is even, of the second where it is odd."""
    return ((GUILD >> SHIFT) // 2 * 2 + number) << SHIFT


async def planned(works: Clockworks) -> None:
    for number in GUILDS:
        await daily(works.database, guild(number), 5, works.clock())
    works.clock.move_to("2026-11-25 09:00")


def two(works: Clockworks) -> tuple[Running, Running]:
    return works.process(shards=FIRST_SHARD), works.process(shards=SECOND_SHARD)


async def test_all_that_is_due_is_claimed_at_once_by_those_whose_guilds_they_are(works: Clockworks) -> None:
    await planned(works)
    first, second = two(works)
    await first.post_due()
    assert {key.guild_id for key in works.channel.messages.values()} == {guild(number) for number in GUILDS[::2]}
    await second.post_due()
    assert [first.counts["posted"], second.counts["posted"]] == [50, 50]


async def test_what_a_silent_process_leaves_is_shared_by_the_others_bit_by_bit(works: Clockworks) -> None:
    await planned(works)
    first, other = works.process(shards=FIRST_SHARD), works.process(shards=Shards((), 2))
    await first.post_due()
    works.clock.pass_(seconds=11)
    await asyncio.gather(first.post_due(), other.post_due())
    # Whichever comes first takes as much as it has room for, and the other the rest.
    assert (first.counts["posted"], other.counts["posted"]) in ((50 + 32, 18), (50 + 18, 32))


async def test_results_of_a_silent_process_are_shown_by_another(works: Clockworks) -> None:
    await planned(works)
    first, second = two(works)
    await asyncio.gather(first.tick(), second.tick())
    works.clock.pass_(hours=9)
    await first.end()
    assert sum("✅ right" in str(card) for card in works.channel.shown.values()) == 50
    works.clock.pass_(seconds=11)
    await first.end()
    await first.end()
    assert sum("✅ right" in str(card) for card in works.channel.shown.values()) == 100


async def test_rounds_of_others_are_left_alone_for_as_long_as_their_process_may_take(works: Clockworks) -> None:
    await planned(works)
    first, _ = two(works)
    works.clock.pass_(seconds=(OVERDUE - timedelta(seconds=1)).total_seconds())
    await first.post_due()
    assert len(works.channel.messages) == 50
