"""Records: users, guilds, channels, roles and messages as frozen values; a change is a new value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag
from typing import Any, TypeAlias

from .rights import Permission
from .snowflakes import made_at

Payload: TypeAlias = dict[str, Any]
"""A JSON object as it goes over the wire."""


class ChannelKind(IntEnum):
    TEXT = 0
    DIRECT = 1
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


class MessageKind(IntEnum):
    DEFAULT = 0
    REPLY = 19
    COMMAND = 20
    CONTEXT_MENU = 23


class MessageFlag(IntFlag):
    NONE = 0
    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str
    display_name: str
    bot: bool = False
    locale: str = "en-US"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(frozen=True, slots=True)
class Role:
    id: int
    guild_id: int
    name: str
    permissions: Permission
    position: int = 1
    mentionable: bool = False
    """Whether anyone may call it; else it takes the right to mention everyone."""

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows or denies to one role or one member."""

    target_id: int
    of_member: bool
    allow: Permission = Permission.NONE
    deny: Permission = Permission.NONE


@dataclass(frozen=True, slots=True)
class Guild:
    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    has_bot: bool = True
    """False where only people have installed the app, for themselves."""
    unavailable: bool = False
    """True while Discord cannot reach it: the bot is still in it, and hears nothing of it."""


@dataclass(frozen=True, slots=True)
class Member:
    guild_id: int
    user_id: int
    role_ids: tuple[int, ...] = ()
    nick: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    id: int
    kind: ChannelKind
    name: str
    guild_id: int | None = None
    overwrites: tuple[Overwrite, ...] = ()
    recipient_id: int | None = None
    parent_id: int | None = None
    owner_id: int | None = None

    @property
    def is_thread(self) -> bool:
        return self.kind in (ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody sends it."""

    filename: str
    content: bytes = field(repr=False)
    content_type: str = "application/octet-stream"
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as Discord keeps it."""

    id: int
    filename: str
    content: bytes = field(repr=False)
    content_type: str
    url: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    custom_id: str | None
    style: int
    disabled: bool
    url: str | None


@dataclass(frozen=True, slots=True)
class Select:
    custom_id: str
    kind: int
    options: tuple[Payload, ...]
    placeholder: str | None
    disabled: bool
    min_values: int
    max_values: int


@dataclass(frozen=True, slots=True)
class Message:
    """One version of a message. An edit puts a newer version in its place."""

    id: int
    channel_id: int
    guild_id: int | None
    author_id: int
    content: str = ""
    kind: MessageKind = MessageKind.DEFAULT
    embeds: tuple[Payload, ...] = ()
    components: tuple[Payload, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    flags: MessageFlag = MessageFlag.NONE
    nonce: str | int | None = None
    mentions: tuple[int, ...] = ()
    mention_roles: tuple[int, ...] = ()
    mention_everyone: bool = False
    reference_id: int | None = None
    edited_at: float | None = None
    reader_id: int | None = None
    """The only person who sees it: set for ephemeral messages."""
    interaction_id: int | None = None
    interaction_metadata: Payload | None = None
    poll: Payload | None = None

    @property
    def sent_at(self) -> datetime:
        return made_at(self.id)

    @property
    def private(self) -> bool:
        return self.reader_id is not None

    @property
    def thinking(self) -> bool:
        return MessageFlag.LOADING in self.flags

    @property
    def is_v2(self) -> bool:
        return MessageFlag.COMPONENTS_V2 in self.flags

    @property
    def text(self) -> str:
        """All that can be read in it: content, embeds and text components, a line each."""
        lines = [self.content, *_embed_lines(self.embeds)]
        lines += [part["content"] for part in walk(self.components) if part["type"] == 10]
        return "\n".join(line for line in lines if line)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(_button(part) for part in walk(self.components) if part["type"] == 2)

    @property
    def custom_ids(self) -> tuple[str, ...]:
        """Of everything in it that can be used."""
        return tuple(part["custom_id"] for part in walk(self.components) if part.get("custom_id"))

    @property
    def selects(self) -> tuple[Select, ...]:
        return tuple(_select(part) for part in walk(self.components) if part["type"] in (3, 5, 6, 7, 8))


def walk(components: Sequence[Payload]) -> Iterator[Payload]:
    """Every component, the outer before the inner, in reading order."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        for inner in ("accessory", "component"):
            if component.get(inner):
                yield from walk((component[inner],))


def _embed_lines(embeds: Sequence[Payload]) -> Iterator[str]:
    for embed in embeds:
        yield (embed.get("author") or {}).get("name", "")
        yield embed.get("title") or ""
        yield embed.get("description") or ""
        for entry in embed.get("fields") or ():
            yield f"{entry['name']}: {entry['value']}"
        yield (embed.get("footer") or {}).get("text", "")


def _button(part: Payload) -> Button:
    return Button(
        label=part.get("label") or "",
        custom_id=part.get("custom_id"),
        style=part["style"],
        disabled=bool(part.get("disabled")),
        url=part.get("url"),
    )


def _select(part: Payload) -> Select:
    return Select(
        custom_id=part["custom_id"],
        kind=part["type"],
        options=tuple(part.get("options") or ()),
        placeholder=part.get("placeholder"),
        disabled=bool(part.get("disabled")),
        min_values=1 if part.get("min_values") is None else part["min_values"],
        max_values=1 if part.get("max_values") is None else part["max_values"],
    )
