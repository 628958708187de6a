"""Schedules as admins keep them on Discord."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.quiz.running import Running
from bot.quiz.schedule_cards import first_example
from bot.storage import seen
from bot.storage.engine import Database
from knowledge.languages import texts_in
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.bot.frontends.discord.over_database import public
from tests.discord_server import Impossible, Message, Permission, Person, Server
from tests.discord_server.invocations import Value
from tests.discord_server.records import Role

BERLIN = "Europe/Berlin"


assistant, bot = over_database.assistant, over_database.bot
clock, running = over_database.clock, over_database.running


# Before the bot connects: it learns of roles then.
@pytest.fixture(autouse=True)
def role(server: Server) -> Role:
    return server.call(lambda: server.world.add_role(server.home, "Quizzers", Permission.NONE))


def instants(text: str) -> list[int]:
    """The instants that a text shows in the reader's own time."""
    return [int(found) for found in re.findall(r"<t:(\d+):f>", text)]


@dataclass
class Life:
    """A daily schedule in #quiz and the clockwork that follows it."""

    server: Server
    running: Running
    clock: SetClock
    admin: Person
    due: datetime

    async def use(self, command: str, **values: Value) -> str:
        answer = await self.admin.slash("general", f"schedule {command}", **values)
        assert answer.private
        return answer.text

    async def day(self, number: int) -> int:
        """Let the clockwork do what is due on a day; give how many quizzes were posted so far."""
        self.clock.moment = self.due + timedelta(days=number)
        await self.running.tick()
        return len(public(self.server))

    def instant(self, day: int) -> int:
        return int((self.due + timedelta(days=day)).timestamp())


@pytest.fixture
def life(server: Server, running: Running, clock: SetClock, admin: Person) -> Life:
    due = clock.moment.replace(second=0, microsecond=0) + timedelta(minutes=2)
    return Life(server, running, clock, admin, due)


async def test_the_whole_life_of_a_schedule(life: Life) -> None:
    quiz = life.server.channel("quiz")
    added = await life.use("add", channel=quiz, time=f"{life.due:%H:%M}", zone="UTC")
    assert f"<#{quiz.id}> {life.due:%H:%M} daily UTC" in added
    assert instants(added) == [life.instant(day) for day in range(3)]
    assert f"<t:{life.instant(0)}:R>" in added
    await life.running.tick()
    assert public(life.server) == []
    assert await life.day(0) == 1
    assert "paused" in await life.use("pause", schedule=1)
    assert await life.day(1) == 1
    assert instants(await life.use("resume", schedule=1))[0] == life.instant(2)
    assert instants(await life.use("skip"))[0] == life.instant(3)
    assert await life.day(2) == 1
    assert "in a moment" in await life.use("run")
    assert await life.day(2) == 2
    assert await life.day(3) == 3
    assert f"<#{quiz.id}> {life.due:%H:%M} daily UTC" in await life.use("list")
    asked = await life.admin.slash("general", "schedule remove", schedule=1)
    assert "Schedule 1 is removed." in (await life.admin.click(asked.message, label="Remove schedule 1")).text
    assert "There is no schedule 1" in (await life.admin.click(asked.message, label="Remove schedule 1")).text
    assert await life.day(4) == 3
    assert "no schedule yet" in await life.use("list")


async def test_everything_can_be_said_and_changed(server: Server, bot: RoadmapBot, admin: Person, role: Role) -> None:
    server.allow("quiz", Permission.MENTION_EVERYONE)
    await server.until(lambda: _may(bot, server, "mention_everyone"))
    added = await admin.slash(
        "general",
        "schedule add",
        channel=server.channel("quiz"),
        time="9:30",
        days="weekdays",
        zone=BERLIN,
        topics="resilience, saga",
        difficulty="medium",
        open_for="4h",
        catch_up="30 min",
        role=role,
        thread=True,
    )
    for said in (
        "09:30 Mon–Fri Europe/Berlin",
        "Resilience, Saga, medium",
        "open for 4 hours",
        "up to 30 minutes late",
    ):
        assert said in added.text
    assert f"pings <@&{role.id}> · with a thread" in added.text
    edited = await admin.slash("general", "schedule edit", time="17:00", topics="any", no_role=True, thread=False)
    assert "17:00 Mon–Fri Europe/Berlin · all topics, medium" in edited.text
    assert "pings" not in edited.text
    assert "thread" not in edited.text
    shown = await admin.slash("general", "schedule list", schedule=1)
    assert len(instants(shown.text)) == 3
    blacked = await admin.slash("general", "schedule blackout", dates="24 Dec – 1 Jan")
    assert "No quiz on " in blacked.text
    assert "all schedules" in (await admin.slash("general", "schedule blackout")).text
    lifted = await admin.slash("general", "schedule blackout", dates="24 Dec", lift=True)
    assert "Quizzes come again on " in lifted.text


async def test_the_first_example_names_all_that_a_new_guild_must_say(
    server: Server, bot: RoadmapBot, admin: Person
) -> None:
    shown = (await admin.slash("general", "schedule list")).text
    example = first_example(texts_in("english"))
    assert example in shown
    said: dict[str, Any] = dict(part.split(":", 1) for part in example.split() if ":" in part)
    said["channel"] = server.channel(said["channel"].removeprefix("#"))
    added = (await admin.slash("general", "schedule add", **said)).text
    assert "Schedule 1 is added." in added
    assert "09:30 Mon–Fri Europe/Berlin" in added


async def test_a_preview_is_private_and_has_no_buttons(server: Server, bot: RoadmapBot, admin: Person) -> None:
    await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00")
    shown = await admin.slash("general", "schedule preview")
    assert shown.private
    assert shown.buttons == ()
    assert "**A.**" in shown.text
    assert len(instants(shown.text)) == 3


async def test_a_member_has_no_such_command_and_is_refused_when_forcing_it(
    server: Server, bot: RoadmapBot, admin: Person, ana: Person
) -> None:
    quiz = server.channel("quiz")
    with pytest.raises(Impossible, match="lacks the rights"):
        await ana.slash("general", "schedule list")
    asked = await admin.slash("general", "schedule add", channel=quiz, time="09:00")
    # Server Settings → Integrations can offer a command to all: who may manage the guild is asked at each act.
    command = server.platform.commands.find(None, 1, "schedule")
    assert command is not None
    command["default_member_permissions"] = None
    refusals = [await ana.slash("general", f"schedule {name}") for name in ("pause", "run", "list", "preview")]
    for refused in (*refusals, await ana.slash("general", "schedule add", channel=quiz, time="10:00")):
        assert refused.private
        assert "Manage Server" in refused.text
    assert (await ana.autocomplete("general", "schedule pause", "schedule", "")).choices == ()
    pressed = await ana.click_stale(await _public_message(server, ana), "q1:0:unplan:1")
    assert "Manage Server" in pressed.text
    assert "Schedule 1" in asked.text
    assert "09:00 daily UTC" in (await admin.slash("general", "schedule list")).text


async def test_schedules_belong_to_guilds(server: Server, bot: RoadmapBot, admin: Person) -> None:
    with pytest.raises(Impossible, match="not offered in direct messages"):
        await admin.slash(admin.direct, "schedule list")


async def test_missing_rights_are_named_before_anything_is_saved(
    server: Server, bot: RoadmapBot, admin: Person, role: Role
) -> None:
    quiz = server.channel("quiz")
    server.deny("quiz", Permission.SEND_MESSAGES)
    await server.until(lambda: not _may(bot, server, "send_messages"))
    refused = await admin.slash("general", "schedule add", channel=quiz, time="09:00")
    assert (
        "I can't post in #quiz: Send Messages is missing there. Allow it, then use /schedule add again."
        in refused.text.replace("\\", "")
    )
    server.deny("quiz", Permission.CREATE_PUBLIC_THREADS | Permission.READ_MESSAGE_HISTORY)
    await server.until(lambda: not _may(bot, server, "create_public_threads"))
    both = await admin.slash("general", "schedule add", channel=quiz, time="25:00", thread=True, role=role)
    assert "Read Message History and Create Public Threads are missing there. Allow them" in both.text
    assert "I can't ping @Quizzers in #quiz" in both.text.replace("\\", "")
    assert "isn't a time" in both.text
    assert "no schedule yet" in (await admin.slash("general", "schedule list")).text
    server.deny("quiz", Permission.VIEW_CHANNEL)
    await server.until(lambda: not _may(bot, server, "view_channel"))
    blind = await admin.slash("general", "schedule add", channel=quiz, time="09:00")
    assert "View Channel is missing there" in blind.text


async def test_resuming_asks_for_the_rights_again(server: Server, bot: RoadmapBot, admin: Person) -> None:
    await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00")
    await admin.slash("general", "schedule pause")
    server.deny("quiz", Permission.SEND_MESSAGES)
    await server.until(lambda: not _may(bot, server, "send_messages"))
    refused = await admin.slash("general", "schedule resume")
    assert "then use /schedule resume again" in refused.text
    server.allow("quiz", Permission.SEND_MESSAGES)
    await server.until(lambda: _may(bot, server, "send_messages"))
    assert "goes on" in (await admin.slash("general", "schedule resume")).text


async def test_a_channel_that_is_gone_has_to_be_chosen_anew(server: Server, bot: RoadmapBot, admin: Person) -> None:
    await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00")
    await admin.slash("general", "schedule pause")
    home, gone = bot.get_guild(server.home.id), server.channel("quiz").id
    server.delete_channel("quiz")
    await server.until(lambda: home is not None and home.get_channel(gone) is None)
    for command in ("resume", "run"):
        refused = await admin.slash("general", f"schedule {command}")
        assert "Choose another one: /schedule edit channel:" in refused.text.replace("\\", "")
    general = server.channel("general")
    assert "is changed" in (await admin.slash("general", "schedule edit", channel=general)).text
    assert "goes on" in (await admin.slash("general", "schedule resume")).text


async def test_an_ambiguous_zone_is_refused_with_choices(server: Server, bot: RoadmapBot, admin: Person) -> None:
    refused = await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00", zone="EST")
    said = refused.text.replace("\\", "")
    assert '"EST" is ambiguous. Pick a city: America/New_York, America/Panama' in said
    assert "or UTC" in said


async def test_zones_topics_and_schedules_are_completed(server: Server, bot: RoadmapBot, admin: Person) -> None:
    zones = await admin.autocomplete("general", "schedule add", "zone", "berl")
    assert zones.choices[0].value == BERLIN
    assert zones.choices[0].name.startswith("Europe/Berlin (UTC+")
    assert len((await admin.autocomplete("general", "schedule add", "zone", "")).choices) == 25
    topics = await admin.autocomplete("general", "schedule add", "topics", "Saga, resil")
    assert topics.choices[0].value == "Saga, Resilience"
    quiz = server.channel("quiz")
    for time in ("09:30", "10:00"):
        await admin.slash("general", "schedule add", channel=quiz, time=time, days="weekdays", zone=BERLIN)
    numbers = await admin.autocomplete("general", "schedule edit", "schedule", "")
    assert [choice.name for choice in numbers.choices] == [
        "1 · #quiz 09:30 Mon–Fri Europe/Berlin",
        "2 · #quiz 10:00 Mon–Fri Europe/Berlin",
    ]
    assert [choice.value for choice in numbers.choices] == [1, 2]
    fitting = await admin.autocomplete("general", "schedule edit", "schedule", "2")
    assert [choice.value for choice in fitting.choices] == [2]


@pytest.mark.usefixtures("bot")
async def test_of_two_processes_that_get_the_same_command_one_acts_and_the_other_is_silent(
    server: Server, assistant: Assistant, admin: Person
) -> None:
    async with connected(server, Assistant(assistant.asking, assistant.database, assistant.clock)):
        added = await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00")
        assert "Schedule 1 is added." in added.text
        first = await admin.slash("general", "schedule skip")
        second = await admin.slash("general", "schedule skip")
    assert instants(second.text)[0] - instants(first.text)[0] == timedelta(days=1).total_seconds()
    assert (*added.refusals, *first.refusals, *second.refusals) == ()


async def test_interactions_that_are_old_are_forgotten(database: Database, clock: SetClock) -> None:
    async with database.writing() as connection:
        assert await seen.first(connection, 5, clock())
        assert not await seen.first(connection, 5, clock())
        clock.pass_(minutes=61)
        await seen.purge(connection, clock())
        assert await seen.first(connection, 5, clock())


async def _public_message(server: Server, ana: Person) -> Message:
    return (await ana.slash("general", "pattern", name="saga")).message


def _may(bot: RoadmapBot, server: Server, right: str) -> bool:
    """Whether the bot's own memory of its rights has it."""
    guild = bot.get_guild(server.home.id)
    channel = guild.get_channel(server.channel("quiz").id) if guild else None
    return bool(guild and channel and getattr(channel.permissions_for(guild.me), right))
