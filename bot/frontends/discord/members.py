"""Who acts, as Discord tells it."""

from typing import Any

import discord

from bot.ask.subjects import Place
from bot.people import NOWHERE, Member


def member_of(interaction: discord.Interaction) -> Member:
    """Say who acts, where, and what they may do there: as Discord tells it with this very act."""
    admin = interaction.guild_id is not None and interaction.permissions.manage_guild
    return person_of(interaction.user, interaction.guild_id, admin=admin)


def person_of(user: discord.User | discord.Member, guild_id: int | None, *, admin: bool = False) -> Member:
    """Say who somebody is in a guild, or in no guild at all."""
    roles = frozenset(role.id for role in user.roles) if isinstance(user, discord.Member) else frozenset[int]()
    return Member(guild_id or NOWHERE, user.id, user.display_name, admin=admin, roles=roles)


def place_of(where: discord.Interaction[Any] | discord.Message) -> Place:
    """Say where something is said: a thread is about one thing for all who are in it."""
    channel = where.channel
    channel_id = channel.id if channel is not None else 0
    return Place(channel_id, shared=isinstance(channel, discord.Thread))
