"""Who acts, as Discord tells it."""

import discord

from bot.people import NOWHERE, Member


def member_of(interaction: discord.Interaction) -> Member:
    """Say who acts, where, and what they may do there: as Discord tells it with this very act."""
    admin = interaction.guild_id is not None and interaction.permissions.manage_guild
    return person_of(interaction.user, interaction.guild_id, admin=admin)


def person_of(user: discord.User | discord.Member, guild_id: int | None, *, admin: bool = False) -> Member:
    """Say who somebody is in a guild, or in no guild at all."""
    roles = frozenset(role.id for role in user.roles) if isinstance(user, discord.Member) else frozenset[int]()
    return Member(guild_id or NOWHERE, user.id, user.display_name, admin=admin, roles=roles)
