"""What the doctor finds at Discord, with the bot's own token and without beginning a session."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.clock import now
from bot.doctor.findings import Finding, Level
from bot.frontends.discord import checkup
from bot.frontends.discord.checkup import examine
from bot.quiz.days import DAILY
from bot.quiz.schedule import Schedule
from bot.quiz.schedule_cards import BY_HAND
from bot.quiz.timetable import Timetable
from bot.settings import Settings
from tests.bot.frontends.discord.otherwise import OtherClock, Told
from tests.bot.quiz.rounds_in import terms
from tests.discord_server import Broken, Guild, NoFaults, Permission, RateLimited, Requests, Server, Terms
from tests.discord_server.asked import Asked

WRONG = "wrong.token.here"
AGAIN = "Allow {}, then use roadmap-bot doctor again."
AT_NINE = Timetable(datetime(2026, 1, 1, 9, tzinfo=UTC).time(), DAILY, "UTC")


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
    if "gateway" in vars(DiscordWebSocket):
        del DiscordWebSocket.gateway


def posting(server: Server, channel: str = "quiz", number: int = 1, **others: Any) -> Schedule:
    paused = others.pop("paused", None)
    guild: Guild = others.pop("guild", server.home)
    there = terms(server.channel(channel, guild).id, **others)
    return Schedule(guild.id, number, AT_NINE, there, created_by=7, paused=paused)


async def looked_at(server: Server, *schedules: Schedule, **settings: str) -> list[Finding]:
    read = Settings.from_env(server.environment | settings)
    return [finding async for finding in examine(read, schedules, now)]


async def amiss(server: Server, *schedules: Schedule, **settings: str) -> list[tuple[Level, str]]:
    found = await looked_at(server, *schedules, **settings)
    return [(finding.level, str(finding)) for finding in found if finding.level is not Level.OK]


async def test_where_all_is_well_each_part_says_so(server: Server) -> None:
    found = await looked_at(server, posting(server))
    assert [(finding.level, finding.subject) for finding in found] == [
        (Level.OK, subject)
        for subject in ("login", "invitation", "shards", "session starts", "gateway", "channels", "clock")
    ]
    assert found[2].said == "1 guild, 1 shard, as Discord recommends."
    assert found[5].said == "The bot has all its rights in the channels of 1 schedule."


@pytest.mark.parametrize(("left", "said"), [(999, "999 of 1,000 are left"), (1, "1 of 1,000 is left")])
async def test_session_starts_are_counted_in_words_that_fit(server: Server, left: int, said: str) -> None:
    starts = {"total": 1000, "remaining": left, "reset_after": 60_000, "max_concurrency": 1}
    server.faults = Told("/gateway/bot", lambda body: body.update(session_start_limit=starts))
    assert (await looked_at(server))[3].said == f"{said} for the next 1 hour."


async def test_more_shards_than_discord_recommends_are_not_said_to_be_its_wish(server: Server) -> None:
    found = await looked_at(server, SHARD_COUNT="2")
    assert (found[2].level, found[2].said) == (Level.OK, "1 guild, 2 shards: 1 would do.")


async def test_no_session_is_begun(server: Server) -> None:
    await looked_at(server)
    assert server.log.identifies == []


async def test_the_invitation_asks_for_what_the_bot_needs_and_no_more(server: Server) -> None:
    needed = (
        Permission.VIEW_CHANNEL
        | Permission.SEND_MESSAGES
        | Permission.SEND_MESSAGES_IN_THREADS
        | Permission.READ_MESSAGE_HISTORY
    )
    _, invitation, *_ = await looked_at(server)
    link = f"client_id={server.world.bot.id}&scope=bot+applications.commands&permissions={int(needed)}"
    assert invitation.said == f"Invite the bot with https://discord.com/oauth2/authorize?{link}"


async def test_without_a_token_nobody_is_asked(server: Server) -> None:
    ((level, said),) = await amiss(server, DISCORD_TOKEN="")
    assert level is Level.WARNING
    assert "https://discord.com/developers/applications" in said
    assert server.log.requests() == []


async def test_a_refused_token_is_a_fault_that_does_not_show_it(server: Server) -> None:
    found = await amiss(server, DISCORD_TOKEN=WRONG)
    assert found == [
        (
            Level.FAULT,
            "fault    login: Discord refuses the token. Copy it anew from the application's page, under Bot.",
        )
    ]


async def test_a_discord_that_is_away_is_outside(server: Server) -> None:
    ((level, said),) = await amiss(server, DISCORD_API_URL="http://127.0.0.1:9/api/v10")
    assert level is Level.UNREACHABLE
    assert "Check the network" in said


async def test_an_outage_of_discord_is_outside(server: Server) -> None:
    server.faults = Broken(503, Requests())
    ((level, said),) = await amiss(server)
    assert level is Level.UNREACHABLE
    assert "503" in said


async def test_a_ban_for_too_many_requests_is_outside(server: Server) -> None:
    server.faults = RateLimited(Requests(), via=False)
    ((level, said),) = await amiss(server)
    assert level is Level.UNREACHABLE
    assert "429" in said


async def test_a_discord_that_is_silent_is_outside(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "PATIENCE", 0.2)
    server.faults = Broken(502, Requests())
    ((level, said),) = await amiss(server)
    assert level is Level.UNREACHABLE
    assert "no answer within 0 s" in said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"bot_require_code_grant": True}, "Requires OAuth2 Code Grant is on"),
        ({"interactions_endpoint_url": "https://example.org/"}, "Clear that field"),
    ],
)
async def test_an_application_that_keeps_the_bot_out_is_told(server: Server, told: dict[str, Any], said: str) -> None:
    server.faults = Told("/oauth2/applications/@me", lambda body: body.update(told))
    ((level, found),) = await amiss(server)
    assert level is Level.FAULT
    assert said in found


async def test_an_application_that_is_not_public_is_well(server: Server) -> None:
    server.faults = Told("/oauth2/applications/@me", lambda body: body.update(bot_public=False))
    _, invitation, *_ = await looked_at(server)
    assert invitation.level is Level.OK
    assert invitation.said.endswith("It works for the application's owner alone: it is not public.")


async def test_an_intent_that_is_not_turned_on_is_told(server: Server) -> None:
    ((level, found),) = await amiss(server, MESSAGE_CONTENT="on")
    assert level is Level.FAULT
    assert "Turn on Message Content Intent" in found
    server.faults = Told("/oauth2/applications/@me", lambda body: body.update(flags=1 << 19))
    assert await amiss(server, MESSAGE_CONTENT="on") == []


async def test_too_few_shards_are_told() -> None:
    async with Server(Terms(shards=4)) as server:
        ((level, found),) = await amiss(server)
        assert (level, "Set SHARD_COUNT to 4." in found) == (Level.WARNING, True)
        assert await amiss(server, SHARD_COUNT="4") == []
        server.faults = Told("/oauth2/applications/@me", lambda body: body.update(approximate_guild_count=6_000))
        ((level, found),) = await amiss(server)
        assert (level, "Set SHARD_COUNT to 4 or more." in found) == (Level.FAULT, True)


@pytest.mark.parametrize(("left", "level"), [(99, Level.WARNING), (3, Level.FAULT)])
async def test_session_starts_that_run_out_are_told(server: Server, left: int, level: Level) -> None:
    server.faults = Told("/gateway/bot", lambda body: body["session_start_limit"].update(remaining=left))
    ((found, said),) = await amiss(server, SHARD_COUNT="4")
    assert (found, f"{left} of 1,000 are left" in said) == (level, True)


async def test_a_gateway_that_is_away_is_outside(server: Server) -> None:
    ((level, said),) = await amiss(server, DISCORD_GATEWAY_URL="ws://127.0.0.1:9")
    assert level is Level.UNREACHABLE
    assert said.startswith("fault    gateway: Discord cannot be reached")


async def test_discord_s_own_gateway_is_taken_where_none_is_named(server: Server) -> None:
    found = await looked_at(server, DISCORD_GATEWAY_URL="")
    assert f"{server.gateway_url} can be reached." in [finding.said for finding in found]


async def test_what_greets_otherwise_is_no_gateway(server: Server) -> None:
    class Foreign(NoFaults):
        async def before_frame(self, _session: object, frame: dict[str, Any], /) -> bool:
            frame["op"] = 99
            return True

    server.faults = Foreign()
    ((level, said),) = await amiss(server)
    assert level is Level.FAULT
    assert "does not greet as Discord does" in said


async def test_missing_rights_are_named_by_channel(server: Server) -> None:
    server.channel("news")
    server.deny("quiz", Permission.SEND_MESSAGES | Permission.READ_MESSAGE_HISTORY)
    server.deny("news", Permission.CREATE_PUBLIC_THREADS)
    found = await amiss(server, posting(server), posting(server, "news", 2, thread=True), posting(server, "general", 3))
    assert {level for level, _ in found} == {Level.FAULT}
    assert [said.removeprefix("fault    Home, ") for _, said in found] == [
        "schedule 1: I can't post in #quiz: Send Messages and Read Message History are missing there. "
        + AGAIN.format("them"),
        "schedule 2: I can't post in #news: Create Public Threads is missing there. " + AGAIN.format("it"),
    ]


async def test_a_role_that_cannot_be_pinged_is_told(server: Server) -> None:
    quiet, loud = server.role("quizzers"), server.role("players", mentionable=True)
    ((level, said),) = await amiss(
        server, posting(server, ping_role=quiet.id), posting(server, ping_role=loud.id, number=2)
    )
    assert level is Level.FAULT
    assert "I can't ping @quizzers in #quiz" in said


async def test_a_channel_that_is_gone_is_told(server: Server) -> None:
    schedule = posting(server)
    server.delete_channel("quiz")
    ((level, said),) = await amiss(server, schedule)
    assert (level, "Its channel is gone. Name another with /schedule edit schedule:1." in said) == (Level.FAULT, True)


async def test_a_paused_schedule_is_told_unless_somebody_wants_it(server: Server) -> None:
    reason = "I may not post in its channel. Allow View Channel, Send Messages and Read Message History there."
    found = await amiss(server, posting(server, paused=reason), posting(server, number=2, paused=BY_HAND))
    assert found == [
        (
            Level.WARNING,
            f"warning  Home, schedule 1: It is paused: {reason} Then use /schedule resume schedule:1.",
        )
    ]


async def test_a_guild_that_has_taken_the_bot_out_is_told_and_the_others_are_looked_at(server: Server) -> None:
    left = server.guild("Left", ("quiz",))
    schedules = [posting(server), posting(server, guild=left)]
    server.dismiss_bot(left)
    ((level, said),) = await amiss(server, *schedules)
    assert level is Level.WARNING
    assert f"Guild {left.id} has schedules, and does not have the bot." in said


async def test_a_guild_that_tells_nothing_does_not_hide_the_others(server: Server) -> None:
    closed = server.guild("Closed", ("quiz",))

    class Closed(NoFaults):
        async def before_request(self, _request: web.Request, asked: Asked, /) -> web.Response | None:
            if asked.path != f"/guilds/{closed.id}":
                return None
            return web.json_response({"code": 50001, "message": "Missing Access"}, status=403)

    server.deny("quiz", Permission.SEND_MESSAGES)
    server.faults = Closed()
    found = [said for _, said in await amiss(server, posting(server), posting(server, guild=closed))]
    assert len(found) == 2
    assert any("Discord tells nothing of guild" in said for said in found)


async def test_guilds_beyond_the_first_page_are_known(server: Server) -> None:
    last = server.guilds(250)[-1]
    assert await amiss(server, posting(server, "general", guild=last)) == []


async def test_a_name_does_not_steer_the_terminal(server: Server) -> None:
    sly = server.guild("Sly\x1b[2J\n", ("quiz",))
    schedule = posting(server, guild=sly)
    server.delete_channel(server.channel("quiz", sly))
    ((_, said),) = await amiss(server, schedule)
    assert said.startswith("fault    Sly?[2J?, schedule 1")


@pytest.mark.parametrize("ahead", [2.5, -2.5, 60])
async def test_a_clock_that_differs_from_discord_s_is_told(server: Server, ahead: float) -> None:
    server.faults = OtherClock(ahead)
    ((found, said),) = await amiss(server)
    assert found is Level.WARNING
    assert ("behind" if ahead > 0 else "ahead of") in said
    assert "timedatectl set-ntp true" in said
