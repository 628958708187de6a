"""World: who and what there is, and what has been said. State only: nobody is told of a change here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from .said import Said
from .snowflakes import Snowflakes


@dataclass(frozen=True, slots=True)
class Nonce:
    """A nonce that was used in a channel, by which its message may be found again for a while."""

    message_id: int
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
        self.nonces: dict[tuple[int, str | int], Nonce] = {}
        # By guild as well, so that thousands of guilds cost no more each than one does.
        self._channels_of: dict[int | None, dict[int, Channel]] = defaultdict(dict)
        self._roles_of: dict[int, dict[int, Role]] = defaultdict(dict)
        self._members_of: dict[int, set[int]] = defaultdict(set)
        self._direct: dict[int, int] = {}
        self._said: dict[int, Said] = {}
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
        guild = self.put_guild(Guild(guild_id or self.snowflakes.next(), name, owner.id, locale, has_bot))
        # The role of everyone has the id of its guild.
        self.put_role(Role(guild.id, guild.id, "@everyone", rights.MEMBER, position=0))
        self.join(guild, owner)
        return self.admit_bot(guild) if has_bot else guild

    def put_guild(self, guild: Guild) -> Guild:
        self.guilds[guild.id] = guild
        return guild

    def admit_bot(self, guild: Guild) -> Guild:
        """Let the bot in, with the role that Discord makes for it."""
        self.join(guild, self.bot, (self.add_role(guild, self.bot.name, Permission.NONE).id,))
        return self.put_guild(replace(self.guilds[guild.id], has_bot=True))

    def dismiss_bot(self, guild: Guild) -> Guild:
        """Take the bot out, and its role with it."""
        for role_id in self.leave(guild, self.bot).role_ids:
            self._roles_of[guild.id].pop(role_id, None)
            self.roles.pop(role_id, None)
        return self.put_guild(replace(self.guilds[guild.id], has_bot=False))

    def join(self, guild: Guild, user: User, role_ids: tuple[int, ...] = ()) -> Member:
        member = Member(guild.id, user.id, role_ids)
        self.members[guild.id, user.id] = member
        self._members_of[guild.id].add(user.id)
        return member

    def leave(self, guild: Guild, user: User) -> Member:
        self._members_of[guild.id].discard(user.id)
        return self.members.pop((guild.id, user.id), Member(guild.id, user.id))

    def member_count(self, guild_id: int) -> int:
        return len(self._members_of[guild_id])

    def add_role(self, guild: Guild, name: str, permissions: Permission, *, mentionable: bool = False) -> Role:
        position = len(self._roles_of[guild.id])
        return self.put_role(Role(self.snowflakes.next(), guild.id, name, permissions, position, mentionable))

    def put_role(self, role: Role) -> Role:
        self.roles[role.id] = self._roles_of[role.guild_id][role.id] = role
        return role

    def add_channel(self, guild: Guild, name: str, overwrites: tuple[Overwrite, ...] = ()) -> Channel:
        return self.put_channel(Channel(self.snowflakes.next(), ChannelKind.TEXT, name, guild.id, overwrites))

    def put_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = self._channels_of[channel.guild_id][channel.id] = channel
        self._said.setdefault(channel.id, Said())
        return channel

    def remove_channel(self, channel: Channel) -> None:
        """A channel goes, and all that was said in it."""
        self.channels.pop(channel.id, None)
        self._channels_of[channel.guild_id].pop(channel.id, None)
        self._said.pop(channel.id, None)

    def direct_channel(self, user_id: int) -> Channel:
        """The channel between the bot and a person; there is one, made when first needed."""
        if user_id not in self._direct:
            name = self.users[user_id].name
            channel = Channel(self.snowflakes.next(), ChannelKind.DIRECT, name, recipient_id=user_id)
            self._direct[user_id] = self.put_channel(channel).id
        return self.channels[self._direct[user_id]]

    def channels_of(self, guild_id: int) -> list[Channel]:
        return list(self._channels_of[guild_id].values())

    def roles_of(self, guild_id: int) -> list[Role]:
        return list(self._roles_of[guild_id].values())

    def permissions(self, channel: Channel, user_id: int) -> Permission:
        return rights.in_channel(self, self.channels[channel.id], user_id)

    # Messages

    def put_message(self, message: Message) -> Message:
        self._said[message.channel_id].put(message)
        return message

    def remove_message(self, message: Message) -> None:
        if message.channel_id in self._said:
            self._said[message.channel_id].remove(message.id)

    def message(self, channel_id: int, message_id: int) -> Message | None:
        said = self._said.get(channel_id)
        return said.get(message_id) if said else None

    def messages(self, channel_id: int) -> list[Message]:
        """All of a channel, private ones included, oldest first."""
        said = self._said.get(channel_id)
        return said.all() if said else []

    def said(self, channel_id: int) -> Said:
        return self._said.get(channel_id) or Said()

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
        return self.said(channel_id).page(before=before, after=after, around=around, limit=limit)
