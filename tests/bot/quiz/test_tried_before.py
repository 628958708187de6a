"""Rounds that an earlier try may have sent: nobody's confirmed answer is lost, whatever becomes of the next try."""

from datetime import timedelta

import pytest

from bot.quiz import questions_here, rounds
from bot.quiz.channels import Refused, Unreachable
from bot.quiz.round import Round
from tests.bot.quiz.clockworks import FIRST, GUILD, Clockworks
from tests.bot.quiz.rounds_in import daily

LAST_MOMENT = "2026-11-25 10:59:56"
"""Four seconds before the window of two hours ends."""


async def first(works: Clockworks) -> Round:
    async with works.database.reading() as connection:
        found = await rounds.find(connection, FIRST)
    assert found is not None
    return found


async def sent_without_an_answer(works: Clockworks, at: str) -> None:
    """Send the round so that its message stands there and the sender does not hear of it."""
    await daily(works.database, GUILD, 5, works.clock())
    works.clock.move_to(at)
    works.channel.post_fails, works.channel.and_loses = Unreachable("its answer got lost"), True
    await works.process().tick()
    works.channel.post_fails, works.channel.and_loses = None, False


async def test_a_message_that_was_sent_in_time_is_found_when_the_window_is_over(works: Clockworks) -> None:
    await sent_without_an_answer(works, LAST_MOMENT)
    await works.answer(1, FIRST)
    works.clock.pass_(seconds=7)
    await works.process().tick()
    assert (await first(works)).state == "open"
    works.clock.pass_(hours=9)
    await works.process().tick()
    scored = await first(works)
    assert scored.tally is not None
    assert (scored.state, scored.tally.answers) == ("closed", 1)
    assert len(works.channel.messages) == 1


async def test_a_round_that_was_never_sent_is_missed_when_the_window_is_over(works: Clockworks) -> None:
    await daily(works.database, GUILD, 5, works.clock())
    works.clock.move_to(LAST_MOMENT)
    works.channel.post_fails = Unreachable("gone")
    await works.process().tick()
    works.channel.post_fails = None
    works.clock.pass_(seconds=7)
    await works.process().tick()
    assert (await first(works)).state == "missed"
    assert works.channel.messages == {}


async def test_a_round_late_beyond_its_window_waits_until_it_can_be_looked_for(works: Clockworks) -> None:
    await sent_without_an_answer(works, LAST_MOMENT)
    works.channel.look_fails = Unreachable("gone")
    works.clock.pass_(seconds=7)
    await works.process().tick()
    assert (await first(works)).state == "planned"


@pytest.mark.parametrize("found", [True, False], ids=["it can be found", "its channel can't be seen"])
async def test_rights_lost_after_the_send_cost_nobody_an_answer(works: Clockworks, *, found: bool) -> None:
    await sent_without_an_answer(works, "2026-11-25 09:00")
    await works.answer(1, FIRST)
    works.channel.post_fails = Refused("no rights")
    works.channel.look_fails = None if found else Refused("no rights")
    works.clock.pass_(seconds=8)
    await works.process().tick()
    opened = await first(works)
    assert (opened.state, opened.message_id) == ("open", 1 if found else None)
    works.clock.pass_(hours=9)
    await works.process().tick()
    assert (await first(works)).tally is not None


async def test_what_was_answered_this_very_moment_neither_fails_nor_is_missed(works: Clockworks) -> None:
    await sent_without_an_answer(works, "2026-11-25 09:00")
    await works.answer(1, FIRST)
    async with works.database.writing() as connection:
        assert not await rounds.miss(connection, FIRST, "late")
        assert not await rounds.fail(connection, FIRST, "refused")
    assert (await first(works)).state == "planned"


async def test_a_question_that_nobody_saw_was_not_asked(works: Clockworks) -> None:
    await daily(works.database, GUILD, 5, works.clock())
    works.channel.post_fails = Refused("no rights")
    works.clock.move_to("2026-11-25 09:00")
    await works.process().tick()
    assert (await first(works)).state == "failed"
    async with works.database.reading() as connection:
        assert await questions_here.history(connection, GUILD) == []


async def test_without_a_catch_up_window_a_try_within_minutes_was_in_time(works: Clockworks) -> None:
    await daily(works.database, GUILD, 5, works.clock(), catch_up=timedelta())
    works.channel.post_fails = Unreachable("gone")
    works.clock.move_to("2026-11-25 09:00")
    works.clock.pass_(seconds=0.3)
    await works.process().tick()
    works.clock.pass_(minutes=6)
    await works.process().tick()
    assert (await first(works)).reason == "I tried in time and did not get through."
