"""What admins look after on Discord: reports, void questions, settings, and what goes wrong around them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.guilds import notices
from bot.guilds.guild import guild_of
from bot.quiz import rounds, schedules
from bot.quiz.round import Key
from bot.quiz.schedule import Schedule
from bot.storage.tables import schedule
from knowledge.languages import texts_in
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.bot.frontends.discord.over_database import public, running_of
from tests.bot.quiz.rounds_in import daily
from tests.discord_server import Forbidden, Impossible, Intent, Message, Modal, Permission, Person, Requests, Server

FIELD = "What is wrong with it?"


assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock


async def scheduled(server: Server, assistant: Assistant, clock: SetClock, admin: Person) -> Schedule:
    due = clock.moment
    start = due - timedelta(hours=23)
    added = await daily(assistant.database, server.home.id, server.channel("quiz").id, start, at=f"{due:%H:%M}")
    async with assistant.database.writing() as connection:
        await connection.execute(update(schedule).values(created_by=admin.id))
    return added


async def posted(server: Server, bot: RoadmapBot, clock: SetClock, admin: Person) -> Message:
    await scheduled(server, bot.assistant, clock, admin)
    await running_of(bot).tick()
    (message,) = public(server)
    return message


async def opened_form(message: Message, person: Person) -> Modal:
    answered = await person.click(message, label="A")
    return (await person.click(answered.message, label="Report the question")).modal


async def test_a_question_is_reported_through_a_form(
    server: Server, bot: RoadmapBot, clock: SetClock, ana: Person, admin: Person
) -> None:
    form = await opened_form(await posted(server, bot, clock, admin), ana)
    assert "quiz 1" in form.title
    thanks = await ana.submit_modal(form, {FIELD: "B is right *too*"})
    assert thanks.private
    assert "Thank you" in thanks.text
    listed = await admin.slash("general", "questions reports")
    assert listed.private
    assert "1 report" in listed.text
    assert r"B is right \*too\*" in listed.text
    kept = await admin.click(listed.message, label="1 is fine")
    assert "off the list" in kept.text


async def test_a_form_that_an_earlier_process_opened_is_still_taken(
    server: Server, assistant: Assistant, clock: SetClock, ana: Person, admin: Person
) -> None:
    async with connected(server, assistant) as first:
        form = await opened_form(await posted(server, first, clock, admin), ana)
    async with connected(server, assistant):
        assert "Thank you" in (await ana.submit_modal(form, {FIELD: "B is right too"})).text
        assert "B is right too" in (await admin.slash("general", "questions reports")).text


async def test_two_people_s_forms_are_kept_apart(
    server: Server, bot: RoadmapBot, clock: SetClock, ana: Person, admin: Person
) -> None:
    message = await posted(server, bot, clock, admin)
    bob = server.person("bob")
    forms = [(person, await opened_form(message, person)) for person in (ana, bob)]
    for person, form in forms:
        assert "Thank you" in (await person.submit_modal(form, {FIELD: f"wrong, says {person.name}"})).text
    listed = (await admin.slash("general", "questions reports")).text
    assert "wrong, says ana" in listed
    assert "wrong, says bob" in listed


async def test_an_unknown_form_says_so(
    server: Server, bot: RoadmapBot, clock: SetClock, ana: Person, admin: Person
) -> None:
    form = await opened_form(await posted(server, bot, clock, admin), ana)
    old = replace(form, custom_id="m0:report:1")
    assert (await ana.submit_modal(old, {FIELD: "B is right too"})).text == texts_in("english")("old-form")


async def test_voiding_changes_the_posted_message_and_restoring_brings_the_result(
    server: Server, bot: RoadmapBot, clock: SetClock, ana: Person, admin: Person
) -> None:
    message = await posted(server, bot, clock, admin)
    await ana.click(message, label="A")
    said = await admin.slash("general", "questions void", question="quiz 1", reason="two options are right")
    assert said.private
    assert "1 quiz no longer counts; 1 person had answered" in said.text
    await running_of(bot).tick()
    (shown,) = public(server)
    assert "was voided" in shown.text
    assert "two options are right" in shown.text
    assert shown.buttons == ()
    assert "voided" in (await ana.click_stale(shown, "round:1:1")).text
    offered = await admin.autocomplete("general", "questions restore", "question", "")
    await admin.slash("general", "questions restore", question=str(offered.choices[0].value))
    await running_of(bot).tick()
    (shown,) = public(server)
    assert "1 person answered" in shown.text


async def test_questions_are_listed_and_completed(server: Server, bot: RoadmapBot, admin: Person) -> None:
    listed = await admin.slash("general", "questions list", topic="saga")
    assert listed.private
    assert "never asked here" in listed.text
    older = await admin.click(listed.message, label="Next")
    assert "page 2 of" in older.text
    topics = await admin.autocomplete("general", "questions list", "topic", "resil")
    assert topics.choices[0].value == "resilience"
    for name in ("Resilience", "resiliance", "Outbox"):
        typed = await admin.slash("general", "questions list", topic=name)
        assert "never asked here" in typed.text, name
    offered = await admin.autocomplete("general", "questions void", "question", "payment service")
    assert offered.choices
    stems = {item.id: item.stem.lower() for item in bot.assistant.bank}
    assert "payment service" in stems[str(offered.choices[0].value)]


async def test_members_find_no_admin_commands(server: Server, bot: RoadmapBot, ana: Person) -> None:
    for command in ("questions reports", "settings show"):
        with pytest.raises(Impossible):
            await ana.slash("general", command)


async def test_settings_are_set_and_shown(server: Server, bot: RoadmapBot, admin: Person) -> None:
    zones = await admin.autocomplete("general", "settings set", "zone", "berl")
    assert zones.choices[0].value == "Europe/Berlin"
    quiz = server.channel("quiz")
    said = await admin.slash("general", "settings set", zone="Berlin", channel=quiz, speed_points=True)
    assert said.private
    assert "Europe/Berlin" in said.text
    shown = await admin.slash("general", "settings show")
    assert f"<#{quiz.id}>" in shown.text
    wrong = await admin.slash("general", "settings set", zone="CST", open_for="long")
    assert "ambiguous" in wrong.text
    assert "open_for" in wrong.text


async def test_a_guild_that_removes_the_bot_gets_no_quiz_until_it_is_back(
    server: Server, bot: RoadmapBot, clock: SetClock, admin: Person
) -> None:
    planned = await scheduled(server, bot.assistant, clock, admin)

    async def is_away() -> bool:
        async with bot.assistant.database.writing() as connection:
            return (await guild_of(connection, server.home.id)).removed_at is not None

    server.dismiss_bot(server.home)
    await server.until(lambda: bot.get_guild(server.home.id) is None)
    await bot.drain()
    assert await is_away()
    await running_of(bot).tick()
    assert public(server) == []
    server.welcome_bot(server.home)
    await server.until(lambda: bot.get_guild(server.home.id) is not None)
    await bot.drain()
    assert not await is_away()
    async with bot.assistant.database.reading() as connection:
        assert await rounds.planned(connection, planned) is not None


async def test_an_outage_of_a_guild_is_no_removal(server: Server, bot: RoadmapBot) -> None:
    guild_id = server.home.id
    async with bot.assistant.database.writing() as connection:
        await guild_of(connection, guild_id)
    gone = {"id": str(guild_id), "unavailable": True}
    server.call(lambda: server.platform.gateway.tell("GUILD_DELETE", lambda _: gone, guild_id, Intent.GUILDS))
    await server.until(lambda: bot.get_guild(guild_id) is not None and bot.get_guild(guild_id).unavailable)  # type: ignore[union-attr]
    await bot.drain()
    async with bot.assistant.database.writing() as connection:
        assert (await guild_of(connection, guild_id)).removed_at is None


async def test_a_removal_while_the_process_was_down_is_noted_at_its_start(
    server: Server, assistant: Assistant, clock: SetClock, admin: Person
) -> None:
    await scheduled(server, assistant, clock, admin)
    server.dismiss_bot(server.home)
    async with connected(server, assistant) as bot:
        await bot.let_in.wait()
        await running_of(bot).tick()
    async with assistant.database.writing() as connection:
        assert (await guild_of(connection, server.home.id)).removed_at is not None
        assert await rounds.find(connection, Key(server.home.id, 1)) is None


async def test_a_deleted_channel_pauses_the_schedule_and_its_maker_is_told_once(
    server: Server, assistant: Assistant, clock: SetClock, admin: Person
) -> None:
    async with connected(server, assistant) as bot:
        planned = await scheduled(server, assistant, clock, admin)
        quiz = server.channel("quiz")
        server.call(lambda: server.platform.close_channel(quiz))
        await server.until(lambda: bot.get_channel(quiz.id) is None)
        await bot.drain()
        await running_of(bot).tick()
        (told,) = server.messages(admin.direct)
        assert "Home" in told.text
        assert "its channel was deleted" in told.text
    async with connected(server, assistant) as bot:
        await running_of(bot).tick()
        assert len(server.messages(admin.direct)) == 1
        assert "its channel was deleted" in (await admin.slash("general", "settings show")).text
    async with assistant.database.reading() as connection:
        found = await schedules.find(connection, server.home.id, planned.number)
    assert found is not None
    assert "deleted" in (found.paused or "")


async def test_the_owner_is_told_where_no_message_reaches_who_made_the_schedule(
    server: Server, bot: RoadmapBot, clock: SetClock, admin: Person
) -> None:
    to_admin = Requests(
        "POST", "/channels/{channel_id}/messages", where=lambda asked: asked.id("channel_id") == admin.direct.id
    )
    server.faults = Forbidden(50007, "Cannot send messages to this user", to_admin)
    await scheduled(server, bot.assistant, clock, admin)
    server.deny("quiz", Permission.SEND_MESSAGES)
    for _ in range(2):
        await running_of(bot).tick()
    assert server.messages(admin.direct) == []
    owner = server.call(lambda: server.world.direct_channel(server.home.owner_id))
    (told,) = server.messages(owner)
    assert "is paused: I may not post in its channel" in told.text


async def test_lost_rights_pause_the_schedule_with_what_to_do(
    server: Server, bot: RoadmapBot, clock: SetClock, admin: Person
) -> None:
    planned = await scheduled(server, bot.assistant, clock, admin)
    server.deny("quiz", Permission.SEND_MESSAGES)
    for _ in range(2):
        await running_of(bot).tick()
    (told,) = server.messages(admin.direct)
    assert f"Schedule {planned.number} is paused: I may not post in its channel. Allow" in told.text
    assert "/schedule resume" in told.text
    async with bot.assistant.database.reading() as connection:
        assert len(await notices.of_guild(connection, server.home.id)) == 1
