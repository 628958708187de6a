"""Schedules that are changed while time passes: each date has one quiz at most, and none is lost."""

import asyncio

import pytest

from bot.ask.service import Asking
from bot.cards import Card
from bot.guilds.guild import Home
from bot.quiz import claims
from bot.quiz.channels import Unreachable
from bot.quiz.questions_here import history
from bot.quiz.round import Round
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.quiz.paper import Paper
from tests.bot.quiz.scheduled import ADA, GUILD, TEAM, TUESDAY, Bench, moments, text


@pytest.fixture
def bench(asking: Asking, database: Database) -> Bench:
    return Bench(asking, database)


async def test_a_later_time_before_the_quiz_moves_todays(bench: Bench) -> None:
    await bench.add("09:00")
    card = await bench.edit(time="17:00")
    assert moments(card)[0] == "2026-11-24 16:00"
    await bench.at("2026-11-24 09:00")
    assert bench.paper.dates == []
    await bench.at("2026-11-24 17:00")
    assert bench.paper.dates == ["2026-11-24"]


async def test_a_later_time_after_the_quiz_makes_no_second_one_today(bench: Bench) -> None:
    await bench.add("09:00")
    await bench.at("2026-11-24 09:00")
    card = await bench.edit(time="17:00")
    assert moments(card) == ["2026-11-25 16:00", "2026-11-26 16:00", "2026-11-27 16:00"]
    await bench.at("2026-11-24 17:00")
    assert bench.paper.dates == ["2026-11-24"]
    await bench.at("2026-11-25 17:00")
    assert bench.paper.dates == ["2026-11-24", "2026-11-25"]


async def test_a_zone_further_west_after_the_quiz_makes_no_second_one_today(bench: Bench) -> None:
    await bench.add("09:00")
    await bench.at("2026-11-24 09:00")
    card = await bench.edit(zone="America/New_York")
    assert moments(card)[0] == "2026-11-25 14:00"
    await bench.at("2026-11-24 09:00", "America/New_York")
    assert bench.paper.dates == ["2026-11-24"]


async def test_a_zone_further_west_before_the_quiz_moves_todays(bench: Bench) -> None:
    await bench.add("09:00")
    assert moments(await bench.edit(zone="New York"))[0] == "2026-11-24 14:00"
    await bench.at("2026-11-24 09:00")
    assert bench.paper.dates == []
    await bench.at("2026-11-24 09:00", "America/New_York")
    assert bench.paper.dates == ["2026-11-24"]


async def test_an_edit_in_the_second_in_which_a_quiz_is_due_does_not_lose_it(bench: Bench) -> None:
    await bench.add("09:00")
    bench.clock.move_to("2026-11-24 09:00:01", "Europe/Berlin")
    card = await bench.edit(channel_id=TEAM, time="09:30")
    assert moments(card) == ["2026-11-24 08:00", "2026-11-25 08:30", "2026-11-26 08:30"]
    await bench.at("2026-11-24 09:00:02")
    (posted,) = bench.paper.posted
    assert posted.terms.channel_id == TEAM
    await bench.at("2026-11-24 09:30")
    assert bench.paper.dates == ["2026-11-24"]
    assert await bench.due() == ["2026-11-25 08:30"]


async def test_an_edit_while_a_quiz_is_being_posted_leaves_that_one_alone(bench: Bench) -> None:
    await bench.add("09:00")
    bench.clock.move_to("2026-11-24 09:00", "Europe/Berlin")
    async with bench.database.writing() as connection:
        (claimed,) = await claims.claim_due(connection, claims.Claimant(Home.DISCORD, "me", bench.clock()), most=10)
    await bench.edit(time="17:00")
    assert await bench.due() == ["2026-11-24 08:00", "2026-11-25 16:00"]
    prepared = await bench.assistant.opening.prepare(claimed, "me", bench.clock())
    assert isinstance(prepared, Round)
    await bench.assistant.opening.opened(prepared, 77, bench.clock())
    assert await bench.due() == ["2026-11-25 16:00"]


async def test_a_pause_for_want_of_rights_leaves_nothing_planned_by_an_edit_meanwhile(bench: Bench) -> None:
    await bench.add("09:00")
    bench.clock.move_to("2026-11-24 09:00", "Europe/Berlin")
    async with bench.database.writing() as connection:
        (claimed,) = await claims.claim_due(connection, claims.Claimant(Home.DISCORD, "me", bench.clock()), most=10)
    await bench.edit(time="17:00")
    await bench.assistant.opening.failed(claimed, "its channel is gone.", bench.clock())
    assert await bench.planned() == []


async def test_changes_by_several_processes_lose_and_double_no_date(asking: Asking, database: Database) -> None:
    clock, paper = SetClock(TUESDAY), Paper()
    first, second = (Bench(asking, database, clock, paper, owner=name) for name in ("first", "second"))
    await first.add("09:00")
    for day in range(24, 29):
        clock.move_to(f"2026-11-{day} 09:00", "Europe/Berlin")
        await asyncio.gather(
            first.tick(), second.edit(1, open_for=f"{day} min"), second.tick(), first.edit(1, catch_up=f"{day} min")
        )
        await first.tick()
    assert sorted(paper.dates) == [f"2026-11-{day}" for day in range(24, 29)]
    assert await first.due() == ["2026-11-29 08:00"]


async def test_a_pause_holds_and_a_resume_goes_on_without_catching_up(bench: Bench) -> None:
    await bench.add("09:00")
    assert "Schedule 1 is paused." in text(await bench.scheduling.pause(ADA, 1))
    assert "is paused already: by hand." in text(await bench.scheduling.pause(ADA, 1))
    await bench.at("2026-11-24 09:00")
    await bench.at("2026-11-26 10:00")
    assert bench.paper.dates == []
    resumed = await bench.scheduling.resume(ADA, 1)
    assert moments(resumed)[0] == "2026-11-27 08:00"
    assert "is not paused" in text(await bench.scheduling.resume(ADA, 1))
    await bench.at("2026-11-27 09:00")
    assert bench.paper.dates == ["2026-11-27"]


async def test_a_pause_on_the_same_day_is_no_reason_for_a_second_quiz(bench: Bench) -> None:
    await bench.add("09:00")
    await bench.at("2026-11-24 09:00")
    await bench.scheduling.pause(ADA, 1)
    await bench.edit(time="17:00")
    assert moments(await bench.scheduling.resume(ADA, 1))[0] == "2026-11-25 16:00"


async def test_a_skipped_date_is_taken_back_for_its_schedule_alone(bench: Bench) -> None:
    await bench.add("09:00")
    await bench.add("10:00")
    await bench.scheduling.skip(ADA, 1)
    assert "dates:2026-11-24 schedule:2 lift:True" in text(await bench.scheduling.skip(ADA, 2))
    await bench.scheduling.blackout(ADA, "2026-11-24", 2, lift=True)
    await bench.at("2026-11-24 10:00")
    assert bench.paper.dates == ["2026-11-24"]
    assert moments(await bench.scheduling.show(ADA, 1))[0] == "2026-11-25 08:00"


async def test_pausing_says_which_quiz_comes_still(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.add("09:00")
    with monkeypatch.context() as outage:
        outage.setattr(bench.paper, "post", _nobody_there)
        await bench.at("2026-11-24 09:00")
    assert "Quiz 1 is being posted and comes still." in text(await bench.scheduling.pause(ADA, 1))
    await bench.at("2026-11-24 09:10")
    assert bench.paper.dates == ["2026-11-24"]
    await bench.scheduling.resume(ADA, 1)
    assert "comes still" not in text(await bench.scheduling.pause(ADA, 1))


async def _nobody_there(*_: object) -> Unreachable:
    return Unreachable("Discord is away")


async def test_skip_leaves_out_the_next_date_and_again_the_one_after(bench: Bench) -> None:
    await bench.add("09:00", days="weekdays")
    first = await bench.scheduling.skip(ADA, 1)
    assert "skips Tue 24 Nov 2026." in text(first)
    assert moments(first)[0] == "2026-11-25 08:00"
    second = await bench.scheduling.skip(ADA, 1)
    assert "skips Wed 25 Nov 2026." in text(second)
    for day in (24, 25, 26):
        await bench.at(f"2026-11-{day} 09:00")
    assert bench.paper.dates == ["2026-11-26"]


async def test_a_skip_can_be_taken_back(bench: Bench) -> None:
    await bench.add("09:00")
    await bench.scheduling.skip(ADA, 1)
    card = await bench.scheduling.blackout(ADA, "2026-11-24", lift=True)
    assert "Quizzes come again on Tue 24 Nov 2026." in text(card)
    assert await bench.due() == ["2026-11-24 08:00"]


async def test_run_posts_one_now_and_leaves_todays_alone(bench: Bench) -> None:
    await bench.add("09:00")
    assert "Quiz 2 comes to" in text(await bench.scheduling.run(ADA, 1))
    await bench.at("2026-11-24 08:01")
    assert bench.paper.dates == ["by hand"]
    await bench.at("2026-11-24 09:00")
    assert bench.paper.dates == ["by hand", "2026-11-24"]


async def test_a_blackout_moves_what_is_planned_at_once(bench: Bench) -> None:
    await bench.add("09:00")
    await bench.add("10:00")
    card = await bench.scheduling.blackout(ADA, "24 Nov – 26 Nov")
    assert "No quiz on Tue 24 Nov 2026 – Thu 26 Nov 2026." in text(card)
    assert await bench.due() == ["2026-11-27 08:00", "2026-11-27 09:00"]
    await bench.scheduling.blackout(ADA, "2026-11-27", 2)
    assert await bench.due() == ["2026-11-27 08:00", "2026-11-28 09:00"]
    listed = text(await bench.scheduling.blackout(ADA))
    assert "Tue 24 Nov 2026 – Thu 26 Nov 2026: all schedules" in listed
    assert "Fri 27 Nov 2026: schedule 2" in listed
    await bench.scheduling.blackout(ADA, "24 Nov – 27 Nov", lift=True)
    assert await bench.due() == ["2026-11-24 08:00", "2026-11-24 09:00"]


async def test_a_blackout_of_today_stops_a_quiz_that_is_due_this_second(bench: Bench) -> None:
    await bench.add("09:00")
    bench.clock.move_to("2026-11-24 09:00:01", "Europe/Berlin")
    await bench.scheduling.blackout(ADA, "today")
    await bench.at("2026-11-24 09:00:02")
    assert bench.paper.dates == []


async def test_dates_that_are_over_are_not_kept_free(bench: Bench) -> None:
    await bench.add("09:00")
    assert "is over already" in text(await bench.scheduling.blackout(ADA, "2026-11-23"))
    assert "No dates are kept free" in text(await bench.scheduling.blackout(ADA))
    assert "was not free" in text(await bench.scheduling.blackout(ADA, "2026-11-30", lift=True))
    await bench.scheduling.blackout(ADA, "2026-11-30")
    assert "free for all schedules" in text(await bench.scheduling.blackout(ADA, "2026-11-30", 1, lift=True))


async def test_lifting_says_what_keeps_a_date_free_all_the_same(bench: Bench) -> None:
    await bench.add("09:00")
    await bench.add("10:00")
    await bench.scheduling.blackout(ADA, "2026-11-30", 2)
    said = text(await bench.scheduling.blackout(ADA, "2026-11-30", 1, lift=True))
    assert "Mon 30 Nov 2026 was not free of quizzes in schedule 1." in said
    await bench.scheduling.blackout(ADA, "30 Nov – 2 Dec")
    said = text(await bench.scheduling.blackout(ADA, "2026-11-30", 2, lift=True))
    assert "Quizzes come again on Mon 30 Nov 2026. But Mon 30 Nov 2026 – Wed 2 Dec 2026 is free for all" in said


async def test_a_preview_shows_a_question_and_uses_nothing_up(bench: Bench) -> None:
    await bench.add("09:00", difficulty="hard")

    async def stems() -> tuple[Card, ...]:
        return await bench.scheduling.preview(ADA, 1)

    cards = await stems()
    assert all(card.private and not card.buttons for card in cards)
    assert "hard, 20 points" in text(cards[0])
    assert moments(cards[1])[0] == "2026-11-24 08:00"
    async with bench.database.reading() as connection:
        assert await history(connection, GUILD) == []
    assert await bench.due() == ["2026-11-24 08:00"]
    await bench.at("2026-11-24 09:00")
    assert bench.paper.posted[0].asked.stem not in text(cards[0])
    # What was asked once gives nothing away.
    assert bench.paper.posted[0].asked.stem in text((await stems())[0])


async def test_a_clock_change_among_the_next_quizzes_is_told(bench: Bench) -> None:
    bench.clock.move_to("2027-03-27 08:00", "Europe/Berlin")
    card = await bench.add("02:30")
    assert "On Sun 28 Mar 2027 the clock skips 02:30; the quiz comes at 03:30." in text(card)
    bench.clock.move_to("2027-10-30 08:00", "Europe/Berlin")
    assert "On Sun 31 Oct 2027 02:30 comes twice; the quiz comes the first time." in text(
        await bench.edit(1, thread=True)
    )
