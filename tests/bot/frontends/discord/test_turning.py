"""A press on what only its person sees changes that message; what others see, or what is not to be lost, stays."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.cards import Card, letter
from bot.frontends.discord import answering_in_time
from bot.frontends.discord.client import RoadmapBot
from bot.quiz.service import PAST_ON_PAGE
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.bot.frontends.discord.practising import Desk, id_of, knows, labels
from tests.bot.quiz.rounds_in import opened
from tests.bot.scores.played import RIGHT, WRONG, played
from tests.discord_server import Callback, Message, Person, Server
from tests.discord_server.exchange import Exchange

FIELD = "What is wrong with it?"
SOON, LATE = 0.2, 0.6
"""Seconds: a patience that keeps tests short, and what is longer than that."""

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering_in_time, "PATIENCE", SOON)


def slow(service: object, name: str, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    act: Callable[..., Awaitable[Card]] = getattr(service, name)

    async def later(*given: Any, **named: Any) -> Card:
        await asyncio.sleep(seconds)
        return await act(*given, **named)

    monkeypatch.setattr(service, name, later)


def now(server: Server, message: Message) -> Message:
    """A message as it reads by now."""
    return next(one for one in server.messages("general") if one.id == message.id)


async def test_practice_is_one_message_from_its_first_question_to_its_end(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    desk = Desk(bot.assistant, ana)
    shown = await ana.slash("general", "practice", topic="saga", count=2)
    told = await desk.answer(shown.message, right=False)
    assert "Not quite." in told.text
    second = await ana.click(told.message, label="Next question")
    assert "Practice · 2 of" in second.text
    turned = [told, second]
    while "Practice is over" not in turned[-1].text:
        turned.append(await ana.click(turned[-1].message, label="Skip"))
    turned.append(await ana.click(turned[-1].message, label="Practise more"))
    assert "Practice · 1 of" in turned[-1].text
    turned.append(await ana.click(turned[-1].message, label="Stop"))
    assert {one.answered_by for one in turned} == {Callback.UPDATE}
    assert {one.message.id for one in turned} == {shown.message.id}
    assert len(server.messages("general")) == 1


async def test_it_turns_in_direct_messages_too(bot: RoadmapBot, ana: Person) -> None:
    shown = await ana.slash(ana.direct, "practice", topic="saga")
    skipped = await ana.click(shown.message, label="Skip")
    assert skipped.message.id == shown.message.id
    assert "Practice · 2 of" in skipped.text


async def test_of_a_double_click_the_second_takes_nothing_away(server: Server, bot: RoadmapBot, ana: Person) -> None:
    desk = Desk(bot.assistant, ana)
    shown = (await ana.slash("general", "practice", topic="saga", count=3)).message
    while (asked := await desk.asked()).multiple:
        shown = (await ana.click(shown, label="Skip")).message
    wrong = next(letter(place) for place in range(len(asked.options)) if place not in asked.right)
    pressed = await asyncio.gather(*(ana.click_stale(shown, id_of(shown, wrong)) for _ in range(2)))
    (late,) = [one for one in pressed if "dealt with that question already" in one.text]
    assert late.private
    assert late.message.id != shown.id
    assert "Not quite." in now(server, shown).text
    beside = await ana.click(late.message, label="Next question")
    assert beside.message.id == late.message.id
    # The older message leads to the same place.
    assert (await ana.click(shown, label="Next question")).text == beside.text


async def test_what_is_pressed_on_an_older_practice_leaves_the_newer_one_alone(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    older = (await ana.slash("general", "practice", topic="saga")).message
    newer = (await ana.slash("general", "practice", topic="bulkhead")).message
    refused = await ana.click(older, label="A")
    assert "That practice is over." in refused.text
    assert refused.message.id not in {older.id, newer.id}
    assert now(server, newer) == newer
    over = await ana.click(newer, label="Stop")
    both = await asyncio.gather(*(ana.click(over.message, label="Practise more") for _ in range(2)))
    assert sorted("That practice is over." in one.text for one in both) == [False, True]
    assert "Practice · 1 of" in now(server, newer).text


async def test_a_report_and_what_is_looked_up_leave_the_question_where_it_is(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    shown = await ana.slash("general", "practice", topic="saga")
    told = await Desk(bot.assistant, ana).answer(shown.message, right=False)
    form = (await ana.click(told.message, label="Report the question")).modal
    thanks = await ana.submit_modal(form, {FIELD: "two are right"})
    about = next(label for label in labels(told.message) if label.startswith("About "))
    looked_up = await ana.click(told.message, label=about)
    assert "Thank you" in thanks.text
    assert len({shown.message.id, thanks.message.id, looked_up.message.id}) == 3
    assert now(server, shown.message).text == told.text
    assert "Practice · 2 of" in (await ana.click(shown.message, label="Next question")).text


async def test_a_path_is_marked_in_place(server: Server, bot: RoadmapBot, ana: Person) -> None:
    shown = await ana.slash("general", "path", to="service mesh")
    marked = await ana.click(shown.message, label="I have read Circuit Breaker")
    full = await ana.click(shown.message, label="Full path")
    assert {marked.message.id, full.message.id} == {shown.message.id}
    assert "**Circuit Breaker** – new, read" in now(server, shown.message).text
    practice = await ana.click(
        shown.message, label=next(label for label in labels(full.message) if "Practise" in label)
    )
    assert practice.message.id != shown.message.id


async def test_a_board_that_all_see_stays_and_one_s_own_turns(
    server: Server, bot: RoadmapBot, database: Database, ana: Person
) -> None:
    await played(
        database, datetime.now(UTC), {ana.id: RIGHT, **dict.fromkeys(range(1, 21), WRONG)}, guild=server.home.id
    )
    shown = (await ana.slash("general", "leaderboard", period="all")).message
    second = (await ana.click(shown, label="Page 2 ▶")).message
    third = await ana.click(second, label="Page 3 ▶")
    assert now(server, shown) == shown
    assert second.private
    assert second.id != shown.id
    assert third.message.id == second.id


async def test_one_s_own_page_stays_and_what_it_leads_to_turns(server: Server, bot: RoadmapBot, ana: Person) -> None:
    await knows(bot.assistant, server.home.id, ana, "saga")
    page = (await ana.slash("general", "me")).message
    hidden, board, asked = [
        (await ana.click(page, label=label)).message for label in ("Hide me", "Board around me", "Delete my data")
    ]
    assert len({page.id, hidden.id, board.id, asked.id}) == 4
    assert now(server, page) == page
    assert len(page.attachments) == 1
    seen = await ana.click(hidden, label="Show me")
    assert (seen.message.id, labels(seen.message)) == (hidden.id, ["Hide me"])
    done = await ana.click(asked, label="Delete here")
    assert (done.message.id, labels(done.message)) == (asked.id, [])


async def test_past_quizzes_turn_and_an_open_one_stays(
    server: Server, bot: RoadmapBot, database: Database, clock: SetClock, ana: Person
) -> None:
    for day in range(1, PAST_ON_PAGE + 2):
        await played(database, clock() - timedelta(days=day), {ana.id: RIGHT}, guild=server.home.id)
    none_open = await ana.slash("general", "quiz")
    past = await ana.click(none_open.message, label="Past quizzes")
    older = await ana.click(past.message, label="Older")
    assert {past.message.id, older.message.id} == {none_open.message.id}
    assert "Newer" in labels(older.message)
    one = await ana.click(older.message, label=labels(older.message)[0])
    assert one.message.id != older.message.id
    await opened(database, server.home.id, clock(), bot.assistant.bank[0])
    open_ = await ana.slash("general", "quiz")
    past = await ana.click(open_.message, label="Past quizzes")
    assert past.message.id != open_.message.id


@pytest.mark.usefixtures("impatient")
async def test_what_takes_long_is_put_off_without_a_word_and_then_changed_once(
    server: Server, bot: RoadmapBot, monkeypatch: pytest.MonkeyPatch, ana: Person
) -> None:
    shown = (await ana.slash("general", "practice", topic="saga", count=2)).message
    slow(bot.assistant.practising, "follow", LATE, monkeypatch)
    skipped = await ana.click(shown, label="Skip")
    assert skipped.answered_by is Callback.DEFERRED_UPDATE
    await skipped.until(lambda exchange: bool(exchange.edits))
    assert len(skipped.edits) == 1
    assert "Practice · 2 of" in skipped.text
    late = await ana.click_stale(shown, id_of(shown, "Skip"))
    await late.until(lambda exchange: bool(exchange.messages))
    assert "dealt with that question already" in late.text
    assert late.private
    assert "Practice · 2 of" in now(server, shown).text


@pytest.mark.usefixtures("impatient")
async def test_what_fails_is_told_beside_what_was_there(
    server: Server, bot: RoadmapBot, monkeypatch: pytest.MonkeyPatch, ana: Person
) -> None:
    shown = (await ana.slash("general", "practice", topic="saga")).message
    waits = iter((0, LATE))

    async def fail(*_: object) -> Card:
        await asyncio.sleep(next(waits))
        raise RuntimeError("no way")

    monkeypatch.setattr(bot.assistant.practising, "follow", fail)
    for _ in range(2):
        failed = await ana.click(shown, label="Skip")
        await failed.until(lambda exchange: bool(exchange.messages))
        assert "Something broke on my side" in failed.text
        assert failed.private
    assert now(server, shown) == shown


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("delays", [(LATE, 2 * LATE), (2 * LATE, LATE), (0.0, LATE), (LATE, 0.0)])
async def test_of_two_processes_the_one_that_acts_changes_it_whoever_put_it_off(
    server: Server, bot: RoadmapBot, monkeypatch: pytest.MonkeyPatch, ana: Person, delays: tuple[float, float]
) -> None:
    first = bot.assistant
    shown = (await ana.slash("general", "practice", topic="saga", count=2)).message
    second = Assistant(first.asking, first.database, first.clock)
    for service, seconds in zip((first.practising, second.practising), delays, strict=True):
        slow(service, "follow", seconds, monkeypatch)
    async with connected(server, second):
        await ana.click(shown, label="Skip")
        await asyncio.sleep(3 * LATE)
        assert [one.id for one in server.messages("general")] == [shown.id]
        late = await ana.click_stale(shown, id_of(shown, "Skip"))
        await asyncio.sleep(3 * LATE)
    assert "dealt with that question already" in late.text
    assert [one.private for one in late.messages] == [True]
    assert "Practice · 2 of" in now(server, shown).text


async def test_a_press_that_comes_late_changes_its_message_all_the_same(
    bot: RoadmapBot, clock: SetClock, ana: Person
) -> None:
    shown = await ana.slash("general", "practice", topic="saga")
    clock.pass_(minutes=1)
    skipped: Exchange = await ana.click(shown.message, label="Skip")
    assert skipped.answered_by is Callback.DEFERRED_UPDATE
    await skipped.until(lambda exchange: bool(exchange.edits))
    assert "Practice · 2 of" in skipped.text


async def test_what_can_not_be_changed_any_more_is_said_anew(server: Server, bot: RoadmapBot, ana: Person) -> None:
    shown = (await ana.slash("general", "practice", topic="saga")).message
    server.call(lambda: server.platform.withdraw(shown))
    skipped = await ana.click_stale(shown, id_of(shown, "Skip"))
    assert skipped.private
    assert skipped.message.id != shown.id
    assert "Practice · 2 of" in skipped.text
