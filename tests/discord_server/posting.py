"""Posting: from the body of a request to a message, or to its next version."""

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from .limits import check_message, v2_is_too_heavy, wants_v2
from .platform import Platform
from .records import (
    Attachment,
    Channel,
    Message,
    MessageFlag,
    MessageKind,
    Payload,
    Upload,
    walk,
)
from .refusals import Refusal, Step, invalid_form
from .rights import Permission

SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
USER_MENTION, ROLE_MENTION = re.compile(r"<@!?(\d+)>"), re.compile(r"<@&(\d+)>")


@dataclass(frozen=True, slots=True)
class Draft:
    """What the bot wants to say: a body that is not yet held against the limits, and its files."""

    body: Payload
    files: Mapping[int, Upload]
    prefix: tuple[Step, ...] = ()
    """Where the body stands in its request: `data` in an interaction's callback."""


def compose(platform: Platform, channel: Channel, draft: Draft) -> Message:
    """A new message of the bot, not yet published. Refuses what Discord refuses."""
    body = draft.body
    check_message(body, draft.files, largest_file=platform.terms.attachment_size, prefix=draft.prefix)
    attachments = _attached(platform, channel, draft, kept=())
    components = _stored(body.get("components") or [], attachments)
    message = Message(
        id=platform.snowflakes.next(),
        channel_id=channel.id,
        guild_id=channel.guild_id,
        author_id=platform.world.bot.id,
        content=str(body.get("content") or "").strip(),
        embeds=tuple(_rich(embed, attachments) for embed in body.get("embeds") or ()),
        components=components,
        attachments=attachments,
        flags=MessageFlag(body.get("flags") or 0) & SETTABLE,
        nonce=body.get("nonce"),
        poll=body.get("poll"),
    )
    _refuse_heavy(message)
    return _with_mentions(platform, message, body.get("allowed_mentions"))


def revise(platform: Platform, message: Message, draft: Draft, *, mark: bool = True) -> Message:
    """The next version of a message, not yet published. Fields that the draft does not name stay."""
    body = draft.body
    largest = platform.terms.attachment_size
    check_message(body, draft.files, largest_file=largest, previous=message, prefix=draft.prefix)
    channel = platform.world.channels[message.channel_id]
    attachments = _attached(platform, channel, draft, kept=message.attachments)
    flags = message.flags | (MessageFlag.COMPONENTS_V2 if wants_v2(body, message) else MessageFlag.NONE)
    if "flags" in body:
        suppressed = MessageFlag(body["flags"] or 0) & MessageFlag.SUPPRESS_EMBEDS
        flags = (flags & ~MessageFlag.SUPPRESS_EMBEDS) | suppressed
    revised = replace(
        message,
        content=str(body["content"] or "").strip() if "content" in body else message.content,
        embeds=tuple(_rich(e, attachments) for e in body["embeds"] or ()) if "embeds" in body else message.embeds,
        components=_stored(body["components"] or [], attachments) if "components" in body else message.components,
        attachments=attachments,
        flags=flags & ~MessageFlag.LOADING,
        edited_at=platform.clock() if mark else message.edited_at,
    )
    _refuse_heavy(revised)
    return _with_mentions(platform, revised, body.get("allowed_mentions"))


def _refuse_heavy(message: Message) -> None:
    if v2_is_too_heavy([part["content"] for part in walk(message.components) if part["type"] == 10]):
        raise Refusal(500, 0, "500: Internal Server Error")


def _attached(platform: Platform, channel: Channel, draft: Draft, kept: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """The attachments of the version to come: what is kept, then what is new."""
    listed: Sequence[Payload] | None = draft.body.get("attachments")
    entries = {int(entry["id"]): entry for entry in listed or ()}
    if "attachments" in draft.body:
        stale = [key for key in entries if key not in draft.files and key not in {a.id for a in kept}]
        if stale:
            raise invalid_form(
                [*draft.prefix, "attachments"], "ATTACHMENT_NOT_FOUND", f"Attachments were not found: {stale}"
            )
        kept = [attachment for attachment in kept if attachment.id in entries]
    added = [
        keep_upload(platform, channel, _named(upload, entries.get(index, {}))) for index, upload in draft.files.items()
    ]
    return (*kept, *added)


def _named(upload: Upload, entry: Payload) -> Upload:
    filename = entry.get("filename") or upload.filename
    return replace(upload, filename=filename, description=entry.get("description"))


def keep_upload(platform: Platform, channel: Channel, upload: Upload) -> Attachment:
    """Store a file where it can be fetched again."""
    attachment_id = platform.snowflakes.next()
    url = f"{platform.address}/attachments/{channel.id}/{attachment_id}/{upload.filename}"
    attachment = Attachment(
        attachment_id, upload.filename, upload.content, upload.content_type, url, upload.description
    )
    platform.world.attachments[attachment_id] = attachment
    return attachment


def _stored(components: Sequence[Payload], attachments: Iterable[Attachment]) -> tuple[Payload, ...]:
    """Components as Discord keeps them: each with a numeric id, and media with real addresses."""
    kept: list[Payload] = copy.deepcopy(list(components))
    files = {attachment.filename: attachment for attachment in attachments}
    taken = {part["id"] for part in walk(kept) if part.get("id")}
    free = (number for number in count(1) if number not in taken)
    for part in walk(kept):
        part["id"] = part.get("id") or next(free)
        for holder in (part, *(part.get("items") or ())):
            for name in ("media", "file"):
                if holder.get(name):
                    holder[name] = _unfurled(holder[name], files)
        if part.get("file"):
            attachment = files[part["file"]["url"].rsplit("/", 1)[-1]]
            part |= {"name": attachment.filename, "size": len(attachment.content)}
    return tuple(kept)


def _unfurled(media: Payload, files: Mapping[str, Attachment]) -> Payload:
    url: str = media["url"]
    name = url.removeprefix("attachment://")
    if name == url:
        return {"url": url, "proxy_url": url, "width": None, "height": None, "content_type": None}
    attachment = files[name]
    return {
        "url": attachment.url,
        "proxy_url": attachment.url,
        "width": None,
        "height": None,
        "content_type": attachment.content_type,
        "attachment_id": str(attachment.id),
    }


def _rich(embed: Payload, attachments: Iterable[Attachment]) -> Payload:
    stored: Payload = {"type": "rich", **copy.deepcopy(embed)}
    urls = {attachment.filename: attachment.url for attachment in attachments}
    for name in ("image", "thumbnail"):
        picture: Any = stored.get(name)
        if picture and picture["url"].startswith("attachment://"):
            picture["url"] = urls.get(picture["url"].removeprefix("attachment://"), picture["url"])
    return stored


def _with_mentions(platform: Platform, message: Message, allowed: Payload | None) -> Message:
    """Say whom the message calls: what its text names and `allowed_mentions` lets through."""
    texts = [message.content, *(part["content"] for part in walk(message.components) if part["type"] == 10)]
    text = "\n".join(texts)
    users = [int(found) for found in USER_MENTION.findall(text)]
    roles = [int(found) for found in ROLE_MENTION.findall(text)]
    everyone = "@everyone" in text or "@here" in text
    if allowed is not None:
        parse = allowed.get("parse") or []
        users = _let_through(users, allowed.get("users"), all_of_them="users" in parse)
        roles = _let_through(roles, allowed.get("roles"), all_of_them="roles" in parse)
        everyone = everyone and "everyone" in parse
    known = platform.world.users
    return replace(
        message,
        mentions=tuple(dict.fromkeys(user for user in users if user in known)),
        mention_roles=tuple(dict.fromkeys(role for role in roles if _may_call(platform, message, role))),
        mention_everyone=everyone and _may_call(platform, message, None),
    )


def _may_call(platform: Platform, message: Message, role_id: int | None) -> bool:
    """Whether the bot may call a role, or everyone: its text stays what it is, but nobody is called."""
    role = platform.world.roles.get(role_id or 0)
    if role_id is not None and (role is None or role.guild_id != message.guild_id):
        return False
    held = platform.world.permissions(platform.world.channels[message.channel_id], platform.world.bot.id)
    return Permission.MENTION_EVERYONE in held or (role is not None and role.mentionable)


def _let_through(found: Sequence[int], named: Sequence[Any] | None, *, all_of_them: bool) -> list[int]:
    return [each for each in found if all_of_them or each in {int(name) for name in named or ()}]


def as_reply(platform: Platform, message: Message, reference: Payload | None, allowed: Payload | None) -> Message:
    """The message as an answer to another one, whose author is called unless that is switched off."""
    if not reference:
        return message
    original = platform.world.message(message.channel_id, int(reference["message_id"]))
    if original is None or original.private:
        if reference.get("fail_if_not_exists", True):
            raise invalid_form(["message_reference"], "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return message
    pinged = (allowed or {"replied_user": True}).get("replied_user", False)
    mentions = tuple(dict.fromkeys((*message.mentions, original.author_id))) if pinged else message.mentions
    return replace(message, kind=MessageKind.REPLY, reference_id=original.id, mentions=mentions)
