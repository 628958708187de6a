"""What is for admins: whoever may not manage the server gets nowhere, by whatever command, button or suggestion."""

from collections.abc import Iterator
from typing import Any, Final, get_args

import pytest

from bot.actions import KeepQuestion, ListQuestions, ListReports, QuizAction, RemoveSchedule
from bot.assistant import Assistant
from bot.cards import Card
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.components import custom_id
from bot.layout import written
from bot.people import Member
from bot.scores.exporting import export_guild
from bot.storage.engine import Database
from knowledge.languages import texts_in
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.quiz.rounds_in import daily, opened
from tests.discord_server import Person, Server

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock

FOR_ADMINS: Final = (RemoveSchedule(1), ListReports(1), KeepQuestion("some"), ListQuestions("all", 1))
FOR_ALL: Final = [
    *("Answer", "ReportQuestion", "ShowRound", "ShowRounds", "ShowBoard"),
    *("HideMe", "ExportMe", "DeleteMe"),
    *("Practise", "PractiseAgain", "Try", "HandIn", "GoOn", "PassOver", "StopPractice", "ReportPractised"),
    *("ShowProgress", "ShowOwnPath", "MarkRead"),
    *("ShowChallenge", "WriteAnswer", "ShowModelAnswer"),
]
"""Actions that everybody may do, for themselves alone."""
NOT_ADMIN: Final = texts_in("english")("admins-only")
NOT_TEACHER: Final = texts_in("english")("teachers-only")
REFUSED: Final = f"### {NOT_ADMIN}"
SUBCOMMAND, INTEGER, BOOLEAN, CHANNEL, ROLE = 1, 4, 5, 7, 8


async def kept(database: Database, guild_id: int) -> list[str]:
    async with database.snapshot() as connection:
        return [line async for line in export_guild(connection, guild_id)]


async def prepare(assistant: Assistant, server: Server, clock: SetClock) -> None:
    """Give the guild a schedule, an open round, a report, a season and settings: something to lose."""
    home = server.home.id
    ada = Member(home, 7, "ada", admin=True)
    await daily(assistant.database, home, server.channel("quiz").id, clock())
    await opened(assistant.database, home, clock(), assistant.bank[0])
    await assistant.reviewing.report(Member(home, 8, "bob"), 1, "two are right")
    await assistant.reviewing.void(ada, assistant.bank[1].id, "a mistake")
    await assistant.boards.start_season(ada, "Autumn")


def commands(server: Server) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give every command that Discord is told to keep for admins, with its options."""
    for command in server.commands():
        if command.get("default_member_permissions"):
            # Server Settings → Integrations can offer a command to all: who may manage the guild is asked at each act.
            command["default_member_permissions"] = None
            for option in command.get("options", []):
                assert option["type"] == SUBCOMMAND
                yield f"{command['name']} {option['name']}", option.get("options", [])


def value_for(option: dict[str, Any], server: Server) -> Any:
    if option.get("choices"):
        return option["choices"][0]["value"]
    role = server.role("Some")
    plain = {INTEGER: 1, BOOLEAN: True, CHANNEL: server.channel("quiz"), ROLE: role}
    return plain.get(option["type"], "1 day"[: option.get("max_length", 100)])


async def test_no_command_for_admins_does_anything_for_others(
    server: Server, bot: RoadmapBot, clock: SetClock, ana: Person
) -> None:
    await prepare(bot.assistant, server, clock)
    before = await kept(bot.assistant.database, server.home.id)
    found = list(commands(server))
    assert len(found) > 10
    for name, options in found:
        required = {option["name"]: value_for(option, server) for option in options if option.get("required")}
        every = {option["name"]: value_for(option, server) for option in options}
        for values in (required, every):
            refused = await ana.slash("general", name, **values)
            assert refused.private, name
            assert refused.text in (REFUSED, f"### {NOT_TEACHER}"), name
        for option in options:
            if option.get("autocomplete") and option["name"] not in ("zone", "topic", "topics"):
                assert (await ana.autocomplete("general", name, option["name"], "")).choices == (), name
    assert await kept(bot.assistant.database, server.home.id) == before


async def test_a_season_is_for_admins_too(server: Server, bot: RoadmapBot, clock: SetClock, ana: Person) -> None:
    await prepare(bot.assistant, server, clock)
    before = await kept(bot.assistant.database, server.home.id)
    for act in ("start", "end"):
        assert (await ana.slash("general", "leaderboard", season=act, name="Mine")).text == REFUSED
    assert await kept(bot.assistant.database, server.home.id) == before


async def test_no_button_of_admins_works_for_others(
    server: Server, bot: RoadmapBot, clock: SetClock, ana: Person
) -> None:
    await prepare(bot.assistant, server, clock)
    before = await kept(bot.assistant.database, server.home.id)
    shown = (await ana.slash("general", "pattern", name="saga")).message
    for action in FOR_ADMINS:
        pressed = await ana.click_stale(shown, custom_id(action))
        assert pressed.private
        assert pressed.text == REFUSED
    assert await kept(bot.assistant.database, server.home.id) == before


def test_every_button_is_known_to_be_for_admins_or_for_all() -> None:
    """A new one must be put into one of the two lists, and so be thought about."""
    kinds = get_args(QuizAction)
    for_admins = [type(action).__name__ for action in FOR_ADMINS]
    assert sorted((*for_admins, *FOR_ALL)) == sorted(kind.__name__ for kind in kinds)


async def test_in_a_direct_message_nobody_is_an_admin(server: Server, bot: RoadmapBot, admin: Person) -> None:
    shown = (await admin.slash(admin.direct, "pattern", name="saga")).message
    for action in FOR_ADMINS:
        assert (await admin.click_stale(shown, custom_id(action))).text == REFUSED


@pytest.mark.parametrize("action", FOR_ADMINS, ids=lambda action: type(action).__name__)
async def test_who_is_no_admin_any_more_is_none_at_the_next_press(
    assistant: Assistant, server: Server, clock: SetClock, action: QuizAction
) -> None:
    await prepare(assistant, server, clock)

    async def pressed(*, admin: bool) -> Card:
        return await assistant.follow(Member(server.home.id, 7, "ada", admin=admin), action, 5)

    assert written(await pressed(admin=False)) == NOT_ADMIN
    assert written(await pressed(admin=True)) != NOT_ADMIN
