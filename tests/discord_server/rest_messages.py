"""REST: messages in channels, their history, and threads."""

from dataclasses import replace
from typing import Any

from .asked import Asked
from .payloads import BLANK, meant_for_the_bot, of_channel, of_message
from .platform import Platform
from .posting import Draft, as_reply, compose, revise
from .records import Channel, ChannelKind, Message, MessageFlag, Payload
from .refusals import (
    Form,
    edit_of_another,
    missing_access,
    missing_permissions,
    no_reply_without_history,
    thread_exists,
    unknown_channel,
    unknown_message,
)
from .rights import Permission, sending
from .sessions import Intent
from .world import Nonce


def channel_for(platform: Platform, asked: Asked, *needed: Permission) -> Channel:
    """The channel of the path, where the bot is there, sees it and has the rights."""
    channel = platform.world.channels.get(asked.id("channel_id"))
    if channel is None:
        raise unknown_channel()
    held = platform.world.permissions(channel, platform.world.bot.id)
    if Permission.VIEW_CHANNEL not in held:
        raise missing_access()
    for permission in needed:
        if permission not in held:
            raise missing_permissions()
    return channel


def get_channel(platform: Platform, asked: Asked) -> Payload:
    return of_channel(platform.world, channel_for(platform, asked))


def start_typing(platform: Platform, asked: Asked) -> None:
    channel = channel_for(platform, asked)
    if sending(channel) not in platform.world.permissions(channel, platform.world.bot.id):
        raise missing_permissions()


def create_message(platform: Platform, asked: Asked) -> Payload:
    channel = channel_for(platform, asked)
    body = asked.object
    held = platform.world.permissions(channel, platform.world.bot.id)
    if sending(channel) not in held:
        raise missing_permissions()
    if asked.files and Permission.ATTACH_FILES not in held:
        raise missing_permissions()
    if body.get("embeds") and Permission.EMBED_LINKS not in held:
        raise missing_permissions()
    if body.get("message_reference") and Permission.READ_MESSAGE_HISTORY not in held:
        raise no_reply_without_history()
    message = compose(platform, channel, Draft(body, asked.files))
    message = as_reply(platform, message, body.get("message_reference"), body.get("allowed_mentions"))
    known = _posted_before(platform, channel, body)
    if known is None:
        _remember(platform, message, body)
        known = platform.publish(message)
    return of_message(platform.world, known, with_nonce=True)


def _posted_before(platform: Platform, channel: Channel, body: Payload) -> Message | None:
    """The message that this nonce made a while ago. One that was deleted since is Discord's 404."""
    nonce = platform.world.nonces.get((channel.id, body.get("nonce") or ""))
    if not body.get("enforce_nonce") or nonce is None:
        return None
    if platform.clock() - nonce.at > platform.terms.nonce_window:
        return None
    message = platform.world.message(channel.id, nonce.message_id)
    if message is None:
        raise unknown_message()
    return message


def _remember(platform: Platform, message: Message, body: Payload) -> None:
    if body.get("enforce_nonce") and message.nonce is not None:
        platform.world.nonces[message.channel_id, message.nonce] = Nonce(message.id, platform.clock())


def get_messages(platform: Platform, asked: Asked) -> list[Payload]:
    channel = channel_for(platform, asked)
    form = Form()
    limit = asked.query.get("limit", "50")
    if not limit.isdecimal() or not 1 <= int(limit) <= 100:
        form.fault(["limit"], "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
    form.check()
    if Permission.READ_MESSAGE_HISTORY not in platform.world.permissions(channel, platform.world.bot.id):
        return []
    found = platform.world.history(
        channel.id,
        before=asked.query_id("before"),
        after=asked.query_id("after"),
        around=asked.query_id("around"),
        limit=int(limit),
    )
    return [_as_read(platform, message) for message in found]


def get_message(platform: Platform, asked: Asked) -> Payload:
    channel_for(platform, asked, Permission.READ_MESSAGE_HISTORY)
    return _as_read(platform, _message(platform, asked))


def _as_read(platform: Platform, message: Message) -> Payload:
    """A message as history shows it: without the content intent, blank where it is not meant for the bot."""
    payload = of_message(platform.world, message)
    may_read = Intent.MESSAGE_CONTENT in platform.terms.privileged_intents
    return payload if may_read or meant_for_the_bot(platform.world, message) else payload | BLANK


def _message(platform: Platform, asked: Asked) -> Message:
    message = platform.world.message(asked.id("channel_id"), asked.id("message_id"))
    if message is None or message.private:
        raise unknown_message()
    return message


def edit_message(platform: Platform, asked: Asked) -> Payload:
    channel_for(platform, asked)
    message = _message(platform, asked)
    body = asked.object
    if message.author_id != platform.world.bot.id:
        raise edit_of_another()
    platform.pacing.admit_edit(message, platform.clock())
    revised = platform.republish(revise(platform, message, Draft(body, asked.files)))
    return of_message(platform.world, revised)


def delete_message(platform: Platform, asked: Asked) -> None:
    channel = channel_for(platform, asked)
    message = _message(platform, asked)
    held = platform.world.permissions(channel, platform.world.bot.id)
    if message.author_id != platform.world.bot.id and Permission.MANAGE_MESSAGES not in held:
        raise missing_permissions()
    platform.withdraw(message)


def create_thread(platform: Platform, asked: Asked) -> Payload:
    return _thread(platform, asked, channel_for(platform, asked, Permission.CREATE_PUBLIC_THREADS), None)


def create_thread_from_message(platform: Platform, asked: Asked) -> Payload:
    channel = channel_for(platform, asked, Permission.CREATE_PUBLIC_THREADS)
    message = _message(platform, asked)
    # A thread that begins at a message has that message's id.
    if message.id in platform.world.channels:
        raise thread_exists()
    return _thread(platform, asked, channel, message)


def _thread(platform: Platform, asked: Asked, parent: Channel, start: Message | None) -> Payload:
    body: Any = asked.object
    form = Form()
    if not body.get("name"):
        form.required(["name"])
    form.length(["name"], body.get("name"), 1, 100)
    form.check()
    private = start is None and body.get("type", 12) == ChannelKind.PRIVATE_THREAD
    thread = Channel(
        id=start.id if start else platform.snowflakes.next(),
        kind=ChannelKind.PRIVATE_THREAD if private else ChannelKind.PUBLIC_THREAD,
        name=body["name"],
        guild_id=parent.guild_id,
        parent_id=parent.id,
        owner_id=platform.world.bot.id,
    )
    if start is not None:
        platform.republish(replace(start, flags=MessageFlag(int(start.flags) | 1 << 5)))
    return of_channel(platform.world, platform.open_thread(thread))


def delete_channel(platform: Platform, asked: Asked) -> Payload:
    channel = channel_for(platform, asked, Permission.MANAGE_CHANNELS)
    payload = of_channel(platform.world, channel)
    platform.close_channel(channel)
    return payload
