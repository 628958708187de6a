"""Rounds as people meet them: posted, answered by button, closed with an explanation."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.frontends.discord import channels
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.pace import Pace
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.channels import Posted
from bot.quiz.round import Key
from bot.quiz.running import Running
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.over_database import public
from tests.bot.quiz.rounds_in import daily
from tests.discord_server import Exchange, Message, Person, Server

assistant, bot = over_database.assistant, over_database.bot
clock, running = over_database.clock, over_database.running


async def posted(server: Server, assistant: Assistant, running: Running, clock: SetClock, **others: Any) -> Message:
    quiz = server.channel("quiz")
    due = clock.moment
    await daily(assistant.database, server.home.id, quiz.id, due - timedelta(hours=23), at=f"{due:%H:%M}", **others)
    await running.tick()
    (message,) = public(server)
    return message


async def turned(person: Person, message: Message, label: str) -> Exchange:
    """Press what changes its message; by a clock that is ahead it comes late, and is put off before it is done."""
    return await (await person.click(message, label=label)).until(lambda exchange: bool(exchange.edits))


async def test_a_due_round_is_posted_once_with_lettered_buttons(
    server: Server, assistant: Assistant, running: Running, clock: SetClock
) -> None:
    message = await posted(server, assistant, running, clock)
    await running.tick()
    assert len(public(server)) == 1
    letters = [button.label for button in message.buttons]
    assert letters == ["A", "B", "C", "D"][: len(letters)]
    assert all(str(button.custom_id).startswith("round:") for button in message.buttons)
    assert "**A.**" in message.text
    assert "Nobody else sees it" in message.text


async def test_an_answer_is_private_and_can_be_changed_until_the_close(
    server: Server, assistant: Assistant, running: Running, clock: SetClock, ana: Person
) -> None:
    message = await posted(server, assistant, running, clock)
    first = await ana.click(message, label="A")
    assert first.private
    assert "**A**" in first.text
    second = await ana.click(message, label="B")
    assert "**B**" in second.text
    assert "1 person answered so far" in second.text


async def test_a_round_is_found_again_under_any_number_of_newer_messages(  # noqa: PLR0917 - fixtures
    server: Server,
    bot: RoadmapBot,
    running: Running,
    clock: SetClock,
    ana: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(channels, "HISTORY", 3)
    message = await posted(server, bot.assistant, running, clock)
    for number in range(5):
        await ana.say("quiz", f"Number {number}")
    async with bot.assistant.database.reading() as connection:
        sent = await rounds.find(connection, Key(server.home.id, 1))
    assert sent is not None
    found = await channels.DiscordChannels(bot, Pace(1000), clock).look_for(replace(sent, message_id=None))
    assert found == Posted(message.id)


async def test_the_close_turns_the_same_message_into_the_result(
    server: Server, assistant: Assistant, running: Running, clock: SetClock, ana: Person
) -> None:
    message = await posted(server, assistant, running, clock)
    await ana.click(message, label="A")
    clock.pass_(hours=8, seconds=4)
    await running.tick()
    (closed,) = public(server)
    assert closed.id == message.id
    assert "✅ right" in closed.text
    assert "1 person answered" in closed.text
    assert [button.label for button in closed.buttons][-1] == "Practise this"
    late = await ana.click_stale(closed, "round:1:1")
    assert late.private
    assert "closed" in late.text


async def test_the_count_stands_on_the_message(
    server: Server, assistant: Assistant, running: Running, clock: SetClock, ana: Person
) -> None:
    message = await posted(server, assistant, running, clock)
    await ana.click(message, label="A")
    await running.tick()
    (shown,) = public(server)
    assert "Somebody has answered." in shown.text


async def test_practice_from_a_result_asks_and_explains_in_private(
    server: Server, assistant: Assistant, running: Running, clock: SetClock, ana: Person
) -> None:
    await posted(server, assistant, running, clock)
    clock.pass_(hours=9)
    await running.tick()
    (closed,) = public(server)
    asked = await ana.click(closed, label="Practise this")
    assert asked.private
    told = await turned(ana, asked.message, "A")
    assert told.private
    if any(button.label == "Done" for button in told.message.buttons):
        # It was one with several right options.
        told = await turned(ana, told.message, "Done")
    assert "right." in told.text
    again = await turned(ana, told.message, "Next question")
    assert again.private
    assert "Practice · 2 of" in again.text


async def test_practice_never_asks_what_an_open_quiz_asks(
    server: Server, assistant: Assistant, running: Running, clock: SetClock, ana: Person
) -> None:
    message = await posted(server, assistant, running, clock)
    (open_,) = await assistant.quizzing.open_questions(Member(server.home.id, ana.id, ana.name))
    asked = next(item for item in assistant.bank if item.id == open_)
    practised = await ana.click_stale(message, f"q1:0:practise:{asked.patterns[0]}:7")
    while "Practice is over" not in practised.text:
        assert asked.stem not in practised.text
        practised = await ana.click(practised.message, label="Skip")


@pytest.mark.usefixtures("bot")
async def test_quiz_says_when_the_next_one_comes_and_shows_an_admin_how_to_plan_one(
    server: Server, assistant: Assistant, clock: SetClock, ana: Person, admin: Person
) -> None:
    assert "None is planned yet." in (await ana.slash("quiz", "quiz")).text
    assert "/schedule add" in (await admin.slash("quiz", "quiz")).text
    await daily(assistant.database, server.home.id, server.channel("quiz").id, clock.moment)
    assert "The next one comes <t:" in (await ana.slash("quiz", "quiz")).text
