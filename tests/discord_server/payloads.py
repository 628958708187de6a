"""Payloads: records as the JSON that Discord sends."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .records import Attachment, Channel, ChannelKind, Guild, Member, Message, Overwrite, Payload, Role, User
from .snowflakes import made_at

if TYPE_CHECKING:
    from .world import World


def moment(at: float | datetime | None) -> str | None:
    if at is None:
        return None
    when = at if isinstance(at, datetime) else datetime.fromtimestamp(at, UTC)
    return when.isoformat(timespec="microseconds")


def of_user(user: User) -> Payload:
    return {
        "id": str(user.id),
        "username": user.name,
        "global_name": None if user.bot else user.display_name,
        "discriminator": "0001" if user.bot else "0",
        "avatar": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "clan": None,
        "primary_guild": None,
        "bot": user.bot,
        "public_flags": 0,
    }


def of_own_user(user: User) -> Payload:
    """The bot as it sees itself."""
    return of_user(user) | {"verified": True, "mfa_enabled": False, "email": None, "flags": 0, "locale": user.locale}


def of_member(world: "World", member: Member, *, with_user: bool = True) -> Payload:
    payload: Payload = {
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role_id) for role_id in member.role_ids],
        "joined_at": moment(made_at(member.guild_id)),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    if with_user:
        payload["user"] = of_user(world.users[member.user_id])
    return payload


def of_role(role: Role) -> Payload:
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(int(role.permissions)),
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "managed": False,
        "mentionable": role.mentionable,
        "flags": 0,
    }


def of_overwrite(overwrite: Overwrite) -> Payload:
    return {
        "id": str(overwrite.target_id),
        "type": 1 if overwrite.of_member else 0,
        "allow": str(int(overwrite.allow)),
        "deny": str(int(overwrite.deny)),
    }


def of_channel(world: "World", channel: Channel) -> Payload:
    newest = world.said(channel.id).newest_id
    payload: Payload = {
        "id": str(channel.id),
        "type": int(channel.kind),
        "last_message_id": str(newest) if newest else None,
        "flags": 0,
    }
    if channel.kind is ChannelKind.DIRECT:
        recipient = world.users[channel.recipient_id] if channel.recipient_id else world.bot
        return payload | {"recipients": [of_user(recipient)]}
    payload |= {
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "parent_id": str(channel.parent_id) if channel.parent_id else None,
        "rate_limit_per_user": 0,
    }
    if channel.is_thread:
        return payload | _thread_part(world, channel)
    return payload | {
        "position": [c.id for c in world.channels_of(channel.guild_id or 0) if not c.is_thread].index(channel.id),
        "permission_overwrites": [of_overwrite(overwrite) for overwrite in channel.overwrites],
        "topic": None,
        "nsfw": False,
    }


def _thread_part(world: "World", thread: Channel) -> Payload:
    said = min(world.said(thread.id).public_count, 100)
    return {
        "owner_id": str(thread.owner_id),
        "message_count": said,
        "total_message_sent": said,
        "member_count": 1,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": moment(made_at(thread.id)),
            "create_timestamp": moment(made_at(thread.id)),
            "locked": False,
        },
    }


def of_guild(world: "World", guild: Guild) -> Payload:
    """What GUILD_CREATE says, the bot being the only member that is told."""
    channels = world.channels_of(guild.id)
    return {
        **of_guild_settings(world, guild),
        "joined_at": moment(made_at(guild.id)),
        "large": False,
        "unavailable": False,
        "member_count": world.member_count(guild.id),
        "members": [of_member(world, world.members[guild.id, world.bot.id])],
        "channels": [of_channel(world, channel) for channel in channels if not channel.is_thread],
        "threads": [of_channel(world, channel) for channel in channels if channel.is_thread],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def of_guild_settings(world: "World", guild: Guild) -> Payload:
    """What `GET /guilds/{guild_id}` says."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner_id),
        "icon": None,
        "splash": None,
        "banner": None,
        "description": None,
        "preferred_locale": guild.locale,
        "roles": [of_role(role) for role in world.roles_of(guild.id)],
        "emojis": [],
        "stickers": [],
        "features": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "vanity_url_code": None,
        "max_members": 500_000,
        "max_presences": None,
    }


def of_attachment(attachment: Attachment) -> Payload:
    payload: Payload = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.content),
        "url": attachment.url,
        "proxy_url": attachment.url,
        "content_type": attachment.content_type,
    }
    if attachment.description:
        payload["description"] = attachment.description
    return payload


def of_message(world: "World", message: Message, *, with_nonce: bool = False, nested: bool = False) -> Payload:
    """A message as REST tells it. `nested` leaves out what it refers to."""
    bot_wrote_for_a_person = message.interaction_id is not None
    payload: Payload = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": int(message.kind),
        "content": message.content,
        "author": of_user(world.users[message.author_id]),
        "timestamp": moment(message.sent_at),
        "edited_timestamp": moment(message.edited_at),
        "tts": False,
        "mention_everyone": message.mention_everyone,
        "mentions": [of_user(world.users[user_id]) for user_id in message.mentions],
        "mention_roles": [str(role_id) for role_id in message.mention_roles],
        "attachments": [of_attachment(attachment) for attachment in message.attachments],
        "embeds": list(message.embeds),
        "components": list(message.components),
        "pinned": False,
        "flags": int(message.flags),
    }
    if with_nonce and message.nonce is not None:
        payload["nonce"] = message.nonce
    if message.poll is not None:
        payload["poll"] = message.poll
    if bot_wrote_for_a_person:
        payload |= {"webhook_id": str(world.bot.id), "application_id": str(world.bot.id)}
    if message.interaction_metadata is not None:
        payload["interaction_metadata"] = message.interaction_metadata
    if message.reference_id is not None:
        payload |= _reference(world, message, nested=nested)
    return payload


def _reference(world: "World", message: Message, *, nested: bool) -> Payload:
    assert message.reference_id is not None
    reference = {"type": 0, "message_id": str(message.reference_id), "channel_id": str(message.channel_id)}
    if message.guild_id is not None:
        reference["guild_id"] = str(message.guild_id)
    if nested:
        return {"message_reference": reference}
    original = world.message(message.channel_id, message.reference_id)
    referenced = of_message(world, original, nested=True) if original else None
    return {"message_reference": reference, "referenced_message": referenced}


BLANK: Payload = {"content": "", "embeds": [], "attachments": [], "components": []}
"""What an app without the message content intent sees of what is not meant for it."""


def of_message_event(world: "World", message: Message, *, content: bool) -> Payload:
    """A message as MESSAGE_CREATE tells it; without `content`, as it reaches an app that may not read."""
    payload = of_message(world, message, with_nonce=message.author_id == world.bot.id)
    if not content and not meant_for_the_bot(world, message):
        payload |= BLANK
        payload.pop("poll", None)
    referenced = message.reference_id and world.message(message.channel_id, message.reference_id)
    if referenced and not content and not meant_for_the_bot(world, referenced):
        payload["referenced_message"] |= BLANK
    if message.guild_id is not None:
        payload["guild_id"] = str(message.guild_id)
        member = world.members.get((message.guild_id, message.author_id))
        if member is not None and message.interaction_id is None:
            payload["member"] = of_member(world, member, with_user=False)
    return payload


def meant_for_the_bot(world: "World", message: Message) -> bool:
    """Whether its content reaches the bot without the message content intent."""
    return message.guild_id is None or message.author_id == world.bot.id or world.bot.id in message.mentions
