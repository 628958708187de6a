"""A look at Discord with the bot's token: what it lets us do, and what we lack. No session is begun."""

import asyncio
import json
import math
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any, Final, TypeVar

import aiohttp
import discord
import yarl

from bot.clock import Clock
from bot.doctor import skew
from bot.doctor.findings import Finding, fault, ok, unreachable, warning
from bot.doctor.skew import Sighting
from bot.frontends.discord.addresses import point_to
from bot.frontends.discord.channel_rights import examine_channels
from bot.frontends.discord.client import PERMISSIONS
from bot.quiz.schedule import Schedule
from bot.settings import Settings

Result = TypeVar("Result")

PATIENCE: Final = 30.0
"""Seconds in which Discord has to answer, with the tries that discord.py makes."""
FULL: Final = 2_500
"""Guilds beyond which Discord closes a shard."""
FEW: Final = 0.1
"""The share of a day's session starts from which on it is time to ask what uses them up."""
HELLO: Final = 10
NOT_LOOKED_AT: Final = "DISCORD_TOKEN: there is none, so that Discord was not looked at."
GET_ONE: Final = (
    "For the bot on Discord, make an application at https://discord.com/developers/applications and copy its token."
)
_FAILURES: Final = (discord.DiscordException, aiohttp.ClientError, OSError, ValueError)
_REFUSED, _BROKEN, _TOO_MANY = 400, 500, 429


async def examine(settings: Settings, schedules: Sequence[Schedule], clock: Clock) -> AsyncIterator[Finding]:
    """Look at the login, the application, the gateway, the channels of schedules, and the clock."""
    if settings.discord_token is None:
        yield warning("login", NOT_LOOKED_AT, GET_ONE)
        return
    point_to(settings.discord_api_url, settings.discord_gateway_url)
    sightings: list[Sighting] = []
    trace = _watching(sightings, settings.discord_api_url, clock)
    client = discord.Client(intents=discord.Intents(guilds=True), http_trace=trace, max_ratelimit_timeout=PATIENCE)
    async with client:
        try:
            await _in_time(client.login(settings.discord_token.reveal()))
        except discord.LoginFailure:
            yield fault("login", "Discord refuses the token.", "Copy it anew from the application's page, under Bot.")
        except _FAILURES as error:
            yield _failed("login", error)
            return
        else:
            async for finding in _logged_in(client, settings, schedules):
                yield finding
    yield skew.examine(sightings)


async def _logged_in(
    client: discord.Client, settings: Settings, schedules: Sequence[Schedule]
) -> AsyncIterator[Finding]:
    application = client.application
    assert application is not None  # noqa: S101 - the login has just brought it
    yield ok("login", f"Discord knows the bot as {client.user}.")
    for finding in _of_application(application, settings):
        yield finding
    url = settings.discord_gateway_url
    try:
        shards, told, starts = await _in_time(client.http.get_bot_gateway())
        url = url or told
        for finding in _of_shards(settings, application.approximate_guild_count, shards, dict(starts)):
            yield finding
    except _FAILURES as error:
        yield _failed("gateway", error)
    if url is not None:
        yield await _greeted(client, url)
    try:
        async for finding in examine_channels(client, schedules):
            yield finding
    except _FAILURES as error:
        yield _failed("channels", error)


def _of_application(application: discord.AppInfo, settings: Settings) -> Iterator[Finding]:
    invite = discord.utils.oauth_url(application.id, permissions=PERMISSIONS)
    if application.bot_require_code_grant:
        mend = "Turn it off on the application's page, under Bot."
        yield fault("invitation", "Requires OAuth2 Code Grant is on: no link lets the bot into a server.", mend)
    else:
        whose = "" if application.bot_public else " It works for the application's owner alone: it is not public."
        yield ok("invitation", f"Invite the bot with {invite}{whose}")
    if application.interactions_endpoint_url:
        said = "Discord sends commands and clicks to the Interactions Endpoint URL, where the bot does not hear them."
        yield fault("interactions", said, "Clear that field on the application's page, under General Information.")
    flags = application.flags
    if settings.message_content and not (flags.gateway_message_content or flags.gateway_message_content_limited):
        said = "MESSAGE_CONTENT is on, and Discord refuses the intent."
        mend = "Turn on Message Content Intent on the application's page, under Bot, or leave MESSAGE_CONTENT off."
        yield fault("intents", said, mend)


def _of_shards(settings: Settings, guilds: int, recommended: int, starts: dict[str, Any]) -> Iterator[Finding]:
    ours = settings.shard_count or 1
    here = len(settings.shard_ids or ()) or ours
    counted = f"{_counted(guilds, 'guild')}, {_counted(ours, 'shard')}"
    if guilds > FULL * ours:
        said = f"{counted}: Discord closes a shard that has over {FULL:,} guilds."
        yield fault("shards", said, f"Set SHARD_COUNT to {recommended} or more.")
    elif recommended > ours:
        yield warning("shards", f"{counted}: Discord recommends {recommended}.", f"Set SHARD_COUNT to {recommended}.")
    else:
        agreeing = recommended == ours
        yield ok("shards", f"{counted}{', as Discord recommends' if agreeing else f': {recommended} would do'}.")
    left, total = int(starts["remaining"]), int(starts["total"])
    hours = math.ceil(int(starts["reset_after"]) / 3_600_000)
    said = f"{left:,} of {total:,} {'is' if left == 1 else 'are'} left for the next {_counted(hours, 'hour')}"
    mend = "Find out in the log what makes the bot start again and again."
    if left < here:
        yield fault("session starts", f"{said}, and a start of this process takes {here}.", mend)
    elif left < total * FEW:
        yield warning("session starts", f"{said}.", mend)
    else:
        yield ok("session starts", f"{said}.")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


async def _greeted(client: discord.Client, url: str) -> Finding:
    """Open the gateway until it says hello; who goes then has used up no session start."""
    try:
        async with asyncio.timeout(PATIENCE):
            line = await client.http.ws_connect(str(yarl.URL(url).with_query(v=10, encoding="json")))
            try:
                said = json.loads(await line.receive_str())
            finally:
                await line.close()
    except (*_FAILURES, TypeError) as error:
        return _failed("gateway", error)
    if not isinstance(said, dict) or said.get("op") != HELLO:
        return fault("gateway", f"{url} does not greet as Discord does.", "Check DISCORD_GATEWAY_URL.")
    return ok("gateway", f"{url} can be reached.")


def _failed(subject: str, error: BaseException) -> Finding:
    cause = error.__cause__ if isinstance(error, discord.GatewayNotFound) and error.__cause__ else error
    if isinstance(cause, discord.HTTPException) and _REFUSED <= cause.status < _BROKEN and cause.status != _TOO_MANY:
        return fault(subject, f"Discord refuses it ({cause}).", "Check DISCORD_API_URL if it is set.")
    reason = f"no answer within {PATIENCE:.0f} s" if isinstance(cause, TimeoutError) else str(cause)
    mend = "Check the network, and DISCORD_API_URL and DISCORD_GATEWAY_URL if set; https://discordstatus.com tells of outages."
    return unreachable(subject, f"Discord cannot be reached ({reason or type(cause).__name__}).", mend)


async def _in_time(answer: Awaitable[Result]) -> Result:
    async with asyncio.timeout(PATIENCE):
        return await answer


def _watching(sightings: list[Sighting], api: str, clock: Clock) -> aiohttp.TraceConfig:
    """Note when each request to the API went and its answer came, with the date that the answer bears."""

    async def began(_: aiohttp.ClientSession, own: SimpleNamespace, __: aiohttp.TraceRequestStartParams) -> None:
        own.asked = clock()

    async def ended(_: aiohttp.ClientSession, own: SimpleNamespace, end: aiohttp.TraceRequestEndParams) -> None:
        date = end.response.headers.get("Date")
        # The gateway's machines, or a proxy before them, have clocks of their own.
        if date is not None and str(end.url).startswith(api):
            sightings.append(Sighting(own.asked, clock(), parsedate_to_datetime(date)))

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(began)
    trace.on_request_end.append(ended)
    return trace
