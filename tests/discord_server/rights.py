"""Rights: what a member may do in a channel, computed as Discord computes it."""

from collections.abc import Iterable
from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Channel, Overwrite
    from .world import World


class Permission(IntFlag):
    """Discord's permission bits, those a bot of text meets."""

    NONE = 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50


EVERYTHING = Permission((1 << 53) - 1)

MEMBER = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.USE_EXTERNAL_APPS
)
"""What @everyone may do in a new guild."""

DIRECT = (MEMBER | Permission.SEND_POLLS) & ~Permission.CREATE_PUBLIC_THREADS
"""What both may do in a direct message."""

NOTHING_WITHOUT_SENDING = (
    Permission.MENTION_EVERYONE | Permission.EMBED_LINKS | Permission.ATTACH_FILES | Permission.SEND_POLLS
)


def in_guild(world: "World", guild_id: int, user_id: int) -> Permission:
    """What the roles of a member give, before any channel's overwrites."""
    guild = world.guilds[guild_id]
    member = world.members.get((guild_id, user_id))
    if member is None:
        return Permission.NONE
    if guild.owner_id == user_id:
        return EVERYTHING
    granted = world.roles[guild_id].permissions
    for role_id in member.role_ids:
        granted |= world.roles[role_id].permissions
    return EVERYTHING if Permission.ADMINISTRATOR in granted else granted


def in_channel(world: "World", channel: "Channel", user_id: int) -> Permission:
    """What a user may do in a channel: roles, then overwrites, then what one right implies of another."""
    if channel.guild_id is None:
        return DIRECT if user_id in (channel.recipient_id, world.bot.id) else Permission.NONE
    granted = in_guild(world, channel.guild_id, user_id)
    if granted in (EVERYTHING, Permission.NONE):
        return granted
    # A thread has no overwrites of its own: its parent's hold.
    ruling = world.channels[channel.parent_id] if channel.is_thread and channel.parent_id else channel
    if ruling.overwrites:
        member = world.members[channel.guild_id, user_id]
        granted = _overwritten(granted, [o for o in ruling.overwrites if o.target_id == channel.guild_id])
        granted = _overwritten(granted, [o for o in ruling.overwrites if o.target_id in member.role_ids])
        granted = _overwritten(granted, [o for o in ruling.overwrites if o.target_id == user_id])
    return _implied(granted, thread=channel.is_thread)


def sending(channel: "Channel") -> Permission:
    """The right that one needs to write there."""
    return Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES


def _overwritten(granted: Permission, overwrites: Iterable["Overwrite"]) -> Permission:
    """Of one level, all that is denied goes first and all that is allowed comes back."""
    denied = allowed = Permission.NONE
    for overwrite in overwrites:
        denied |= overwrite.deny
        allowed |= overwrite.allow
    return (granted & ~denied) | allowed


def _implied(granted: Permission, *, thread: bool) -> Permission:
    if Permission.VIEW_CHANNEL not in granted:
        return Permission.NONE
    sending = Permission.SEND_MESSAGES_IN_THREADS if thread else Permission.SEND_MESSAGES
    return granted if sending in granted else granted & ~NOTHING_WITHOUT_SENDING
