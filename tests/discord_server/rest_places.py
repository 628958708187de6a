"""REST: the bot itself, its application, its guilds and the people in them."""

from .asked import Asked
from .payloads import of_channel, of_guild_settings, of_member, of_own_user, of_role, of_user
from .platform import Platform
from .records import Guild, Payload
from .refusals import missing_access, unknown_guild, unknown_member, unknown_user
from .rights import Permission

GUILDS_AT_ONCE = 200
"""Of a bot's guilds, the most that one answer lists."""


def get_self(platform: Platform, _: Asked) -> Payload:
    return of_own_user(platform.world.bot)


def get_user(platform: Platform, asked: Asked) -> Payload:
    user = platform.world.users.get(asked.id("user_id"))
    if user is None:
        raise unknown_user()
    return of_user(user)


def get_application(platform: Platform, _: Asked) -> Payload:
    bot = platform.world.bot
    owner = next((user for user in platform.world.users.values() if not user.bot), bot)
    return {
        "id": str(bot.id),
        "name": bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": of_user(bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": of_user(owner),
        "team": None,
        "verify_key": "0" * 64,
        "flags": 1 << 23,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "integration_types_config": {"0": {}, "1": {}},
        "approximate_guild_count": sum(guild.has_bot for guild in platform.world.guilds.values()),
        "approximate_user_install_count": 0,
    }


def get_gateway(platform: Platform, _: Asked) -> Payload:
    return {"url": platform.address.replace("http", "ws", 1) + "/gateway"}


def get_gateway_for_bot(platform: Platform, asked: Asked) -> Payload:
    starts, pace = len(platform.log.identifies), platform.terms.identify_pace
    return {
        **get_gateway(platform, asked),
        "shards": platform.terms.shards,
        "session_start_limit": {
            "total": 1000,
            "remaining": max(0, 1000 - starts),
            "reset_after": 86_400_000,
            "max_concurrency": pace.max_concurrency if pace else 1,
        },
    }


def open_direct_channel(platform: Platform, asked: Asked) -> Payload:
    recipient = int(asked.object["recipient_id"])
    if recipient not in platform.world.users or recipient == platform.world.bot.id:
        raise unknown_user()
    return of_channel(platform.world, platform.world.direct_channel(recipient))


def _guild(platform: Platform, asked: Asked) -> Guild:
    guild = platform.world.guilds.get(asked.id("guild_id"))
    if guild is None:
        raise unknown_guild()
    if not guild.has_bot:
        raise missing_access()
    return guild


def list_own_guilds(platform: Platform, asked: Asked) -> list[Payload]:
    """By id, `limit` at a time, from those after one of them on."""
    limit = asked.query_id("limit") or GUILDS_AT_ONCE
    after = asked.query_id("after") or 0
    ours = sorted((guild for guild in platform.world.guilds.values() if guild.has_bot), key=lambda guild: guild.id)
    return [
        {"id": str(guild.id), "name": guild.name, "icon": None, "owner": False, "permissions": "0", "features": []}
        for guild in ours
        if guild.id > after
    ][: min(limit, GUILDS_AT_ONCE)]


def leave_guild(platform: Platform, asked: Asked) -> None:
    platform.dismiss_bot(_guild(platform, asked))


def get_guild(platform: Platform, asked: Asked) -> Payload:
    return of_guild_settings(platform.world, _guild(platform, asked))


def list_guild_channels(platform: Platform, asked: Asked) -> list[Payload]:
    world, guild = platform.world, _guild(platform, asked)
    return [of_channel(world, channel) for channel in world.channels_of(guild.id) if not channel.is_thread]


def list_guild_roles(platform: Platform, asked: Asked) -> list[Payload]:
    return [of_role(role) for role in platform.world.roles_of(_guild(platform, asked).id)]


def get_guild_member(platform: Platform, asked: Asked) -> Payload:
    member = platform.world.members.get((_guild(platform, asked).id, asked.id("user_id")))
    if member is None:
        raise unknown_member()
    return of_member(platform.world, member)


def list_active_threads(platform: Platform, asked: Asked) -> Payload:
    world, guild = platform.world, _guild(platform, asked)
    seen = [
        channel
        for channel in world.channels_of(guild.id)
        if channel.is_thread and Permission.VIEW_CHANNEL in world.permissions(channel, world.bot.id)
    ]
    return {"threads": [of_channel(world, channel) for channel in seen], "members": []}


def list_emojis(_: Platform, __: Asked) -> Payload:
    return {"items": []}
