"""World: who and what there is, and what has been said. State only: nobody is told of a change here."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import rights
from .records import (
    Attachment,
    Channel,
    ChannelKind,
    Guild,
    Member,
    Message,
    Overwrite,
    Role,
    User,
)
from .rights import Permission
from .snowflakes import Snowflakes


@dataclass(frozen=True, slots=True)
class Nonce:
    """A nonce that was used, by whom a message may be found again for a while."""

    message_id: int
    channel_id: int
    at: float


class World:
    """Everything that outlives a connection: a bot that restarts finds it as it was."""

    def __init__(self, snowflakes: Snowflakes, bot_name: str) -> None:
        self.snowflakes = snowflakes
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.roles: dict[int, Role] = {}
        self.members: dict[tuple[int, int], Member] = {}
        self.attachments: dict[int, Attachment] = {}
        self.nonces: dict[str | int, Nonce] = {}
        self._messages: dict[int, dict[int, Message]] = {}
        self.bot = self.add_user(bot_name, bot=True)

    # People and places

    def add_user(self, name: str, *, bot: bool = False, display_name: str | None = None, locale: str = "en-US") -> User:
        user = User(self.snowflakes.next(), name, display_name or name, bot, locale)
        self.users[user.id] = user
        return user

    def add_guild(
        self, name: str, *, has_bot: bool = True, locale: str = "en-US", guild_id: int | None = None
    ) -> Guild:
        owner = self.add_user(f"owner of {name}")
        guild = Guild(guild_id or self.snowflakes.next(), name, owner.id, locale, has_bot)
        self.guilds[guild.id] = guild
        # The role of everyone has the id of its guild.
        self.roles[guild.id] = Role(guild.id, guild.id, "@everyone", rights.MEMBER, position=0)
        self.join(guild, owner)
        if has_bot:
            self.join(guild, self.bot, (self.add_role(guild, self.bot.name, Permission.NONE).id,))
        return guild

    def join(self, guild: Guild, user: User, role_ids: tuple[int, ...] = ()) -> Member:
        member = Member(guild.id, user.id, role_ids)
        self.members[guild.id, user.id] = member
        return member

    def add_role(self, guild: Guild, name: str, permissions: Permission) -> Role:
        position = sum(role.guild_id == guild.id for role in self.roles.values())
        role = Role(self.snowflakes.next(), guild.id, name, permissions, position)
        self.roles[role.id] = role
        return role

    def add_channel(self, guild: Guild, name: str, overwrites: tuple[Overwrite, ...] = ()) -> Channel:
        return self.put_channel(Channel(self.snowflakes.next(), ChannelKind.TEXT, name, guild.id, overwrites))

    def put_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        self._messages.setdefault(channel.id, {})
        return channel

    def direct_channel(self, user_id: int) -> Channel:
        """The channel between the bot and a person; there is one, made when first needed."""
        for channel in self.channels.values():
            if channel.recipient_id == user_id:
                return channel
        name = self.users[user_id].name
        return self.put_channel(Channel(self.snowflakes.next(), ChannelKind.DIRECT, name, recipient_id=user_id))

    def channels_of(self, guild_id: int) -> list[Channel]:
        return [channel for channel in self.channels.values() if channel.guild_id == guild_id]

    def roles_of(self, guild_id: int) -> list[Role]:
        return [role for role in self.roles.values() if role.guild_id == guild_id]

    def permissions(self, channel: Channel, user_id: int) -> Permission:
        return rights.in_channel(self, self.channels[channel.id], user_id)

    # Messages

    def put_message(self, message: Message) -> Message:
        self._messages[message.channel_id][message.id] = message
        return message

    def remove_message(self, message: Message) -> None:
        self._messages[message.channel_id].pop(message.id, None)

    def message(self, channel_id: int, message_id: int) -> Message | None:
        return self._messages.get(channel_id, {}).get(message_id)

    def messages(self, channel_id: int) -> list[Message]:
        """All of a channel, private ones included, oldest first."""
        # A copy made in one step: tests read from another thread than the server writes in.
        said = list(self._messages.get(channel_id, {}).values())
        return sorted(said, key=lambda message: message.id)

    def history(
        self,
        channel_id: int,
        *,
        before: int | None = None,
        after: int | None = None,
        around: int | None = None,
        limit: int = 50,
    ) -> Sequence[Message]:
        """What anyone may read back, newest first, as Discord pages it."""
        public = [m for m in self.messages(channel_id) if not m.private]
        if around is not None:
            earlier = [m for m in public if m.id < around][-(limit // 2) :] if limit > 1 else []
            later = [m for m in public if m.id >= around][: limit - len(earlier)]
            return (earlier + later)[::-1]
        if after is not None:
            return [m for m in public if m.id > after][:limit][::-1]
        if before is not None:
            public = [m for m in public if m.id < before]
        return public[-limit:][::-1]
