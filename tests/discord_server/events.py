"""Events: a person's act as the INTERACTION_CREATE that the bot hears."""

from .callbacks import owners
from .interactions import Interaction, Kind
from .payloads import of_channel, of_member, of_message, of_user
from .platform import Platform
from .records import Payload

GUILD_CONTEXT, BOT_DM_CONTEXT = 0, 1


def deliver(platform: Platform, interaction: Interaction) -> None:
    """Tell the bot of an interaction; that needs no intent."""
    payload = of_interaction(platform, interaction)
    platform.gateway.tell("INTERACTION_CREATE", lambda _: payload, interaction.guild_id)


def of_interaction(platform: Platform, interaction: Interaction) -> Payload:
    world = platform.world
    channel = world.channels[interaction.channel_id]
    user = world.users[interaction.user_id]
    permissions = world.permissions(channel, user.id)
    payload: Payload = {
        "id": str(interaction.id),
        "application_id": str(world.bot.id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": of_channel(world, channel) | {"permissions": str(int(permissions))},
        "locale": user.locale,
        "app_permissions": str(int(world.permissions(channel, world.bot.id))),
        "attachment_size_limit": platform.terms.attachment_size,
        "authorizing_integration_owners": owners(interaction),
        "context": BOT_DM_CONTEXT if interaction.guild_id is None else GUILD_CONTEXT,
        "entitlements": [],
        "entitlement_sku_ids": [],
    }
    payload |= _place(platform, interaction, str(int(permissions)))
    if interaction.message is not None and interaction.kind in (Kind.COMPONENT, Kind.MODAL):
        payload["message"] = of_message(world, interaction.message)
    return payload


def _place(platform: Platform, interaction: Interaction, permissions: str) -> Payload:
    """The guild and the member, or only the user where there is no guild."""
    world = platform.world
    if interaction.guild_id is None:
        return {"user": of_user(world.users[interaction.user_id])}
    guild = world.guilds[interaction.guild_id]
    member = world.members[guild.id, interaction.user_id]
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": of_member(world, member) | {"permissions": permissions},
    }
