from datetime import UTC, datetime, timedelta

import pytest

from bot.frontends.discord.rendering import TEXT_LIMIT, view_of
from bot.guilds import audit, notices
from bot.guilds.governing import CHANNEL_GONE, Governing, Wishes
from bot.guilds.guild import Guild, guild_of
from bot.guilds.notices import Notice
from bot.layout import written
from bot.people import Member
from bot.storage.engine import Database
from knowledge.languages import texts_in
from tests.bot.clocks import SetClock

ENGLISH = texts_in("english")

GUILD = 5_000
ADMIN = Member(GUILD, 7, "ada", admin=True)
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def governing(database: Database) -> Governing:
    return Governing(database, ENGLISH, SetClock(NOW))


async def kept(database: Database) -> Guild:
    async with database.writing() as connection:
        return await guild_of(connection, GUILD)


async def test_settings_are_shown_with_what_they_mean(governing: Governing) -> None:
    said = written(await governing.show(ADMIN))
    for part in ("UTC", "8 hours", "2 hours", "off", "for ever", "none yet", "Which day a quiz counts"):
        assert part in said


async def test_settings_are_changed_as_they_are_typed(database: Database, governing: Governing) -> None:
    wishes = Wishes(
        zone="berlin",
        channel_id=9,
        open_for="1 day",
        catch_up="0m",
        speed_points=True,
        hidden_board=True,
        retention="90 days",
    )
    said = written(await governing.set(ADMIN, wishes))
    assert "Schedules you have keep their own" in said
    guild = await kept(database)
    assert (guild.zone, guild.channel_id, guild.retention_days) == ("Europe/Berlin", 9, 90)
    assert (guild.open_for, guild.catch_up) == (timedelta(days=1), timedelta(0))
    assert guild.speed_points
    assert guild.hidden_board
    await governing.set(ADMIN, Wishes(retention="Never", speed_points=False))
    guild = await kept(database)
    assert guild.retention_days is None
    assert not guild.speed_points


async def test_a_wrong_value_leaves_everything_as_it_was(database: Database, governing: Governing) -> None:
    before = await kept(database)
    wishes = Wishes(zone="CST", open_for="a while", catch_up="3 days", retention="29", speed_points=True)
    card = await governing.set(ADMIN, wishes)
    said = written(card)
    assert card.private
    for part in (
        "zone:",
        "ambiguous",
        "America/Chicago",
        "open_for:",
        "catch_up:",
        "too long",
        "retention:",
        "30 to 3650",
    ):
        assert part in said
    assert await kept(database) == before


@pytest.mark.parametrize("retention", ["", "0", "29", "3651", "99999", "a month", "-30", "1e3"])
async def test_retention_is_never_or_a_number_of_days(governing: Governing, retention: str) -> None:
    assert "Give 30 to 3650" in written(await governing.set(ADMIN, Wishes(retention=retention)))


async def test_lengths_have_the_bounds_and_words_of_schedules(database: Database, governing: Governing) -> None:
    assert "Give 5 minutes to 7 days" in written(await governing.set(ADMIN, Wishes(open_for="8 days")))
    await governing.set(ADMIN, Wishes(catch_up="off", open_for="7 days"))
    guild = await kept(database)
    assert (guild.open_for, guild.catch_up) == (timedelta(days=7), timedelta(0))


async def test_what_changed_is_written_down_and_nothing_else(database: Database, governing: Governing) -> None:
    await governing.set(ADMIN, Wishes(zone="UTC", open_for="4h"))
    assert "set already" in written(await governing.set(ADMIN, Wishes(open_for="4h")))
    assert "at least one" in written(await governing.set(ADMIN, Wishes()))
    async with database.reading() as connection:
        (entry,) = await audit.of_guild(connection, GUILD, 10)
    assert (entry.user_id, entry.details) == (7, "open_for: 8 hours → 4 hours")


async def test_only_admins_see_and_change_settings(database: Database, governing: Governing) -> None:
    ana = Member(GUILD, 8, "ana")
    assert "Manage Server" in written(await governing.show(ana))
    assert "Manage Server" in written(await governing.set(ana, Wishes(speed_points=True)))
    assert not (await kept(database)).speed_points


async def test_settings_fit_into_a_message_whatever_needs_looking_after(
    database: Database, governing: Governing
) -> None:
    async with database.writing() as connection:
        for number in range(30):
            said = f"Schedule {number} is paused: its channel is gone. {'Name another with /schedule edit. ' * 4}"
            await notices.raise_(connection, Notice(GUILD, f"paused:{number}", said, 7), NOW)
    card = await governing.show(ADMIN)
    assert "And 25 more; /schedule list tells of each schedule." in written(card)
    assert view_of([card]).content_length() < TEXT_LIMIT


async def test_what_needs_looking_after_is_shown_until_it_is_settled(database: Database, governing: Governing) -> None:
    async with database.writing() as connection:
        raised = Notice(GUILD, CHANNEL_GONE, "The usual channel of quizzes was deleted.", 7)
        await notices.raise_(connection, raised, NOW)
        await notices.note_told(connection, raised, NOW)
    for _ in range(2):
        assert "The usual channel" in written(await governing.show(ADMIN))
    await governing.set(ADMIN, Wishes(channel_id=10))
    assert "The usual channel" not in written(await governing.show(ADMIN))
