"""Platform: this Discord as one thing: its world, its gateway, its log, and how changes are told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from .commands import Commands
from .faults import Faults, NoFaults
from .gateway import Gateway
from .interactions import Interaction, Interactions
from .log import MUTE, Log
from .pacing import Pacing
from .payloads import of_channel, of_guild, of_message_event, of_role
from .records import Channel, ChannelKind, Guild, Message, Overwrite, Payload, Role, User
from .rights import MEMBER, Permission
from .schema import Schema
from .sessions import Intent, Session
from .snowflakes import Clock, Snowflakes
from .terms import Terms
from .world import World

PayloadFor: TypeAlias = Callable[[Session], Payload]
"""An event's data as one session may see it."""


class Platform:
    def __init__(self, terms: Terms, clock: Clock) -> None:
        self.terms = terms
        self.clock = clock
        self.snowflakes = Snowflakes(clock)
        self.world = World(self.snowflakes, terms.bot_name)
        self.log = Log(clock)
        self.faults: Faults = NoFaults()
        self.commands = Commands(self.snowflakes, self.world.bot.id)
        self.pacing = Pacing(terms)
        self.interactions = Interactions(self.snowflakes, terms)
        self.gateway = Gateway(self)
        self.address = ""
        self.schema = Schema.from_environment()
        if self.schema is None:
            self.log.note(MUTE)

    # What is said

    def forget(self, interaction: Interaction) -> None:
        """Drop an act that is over, and what was said to it."""
        self.interactions.forget(interaction)
        for message_id in interaction.message_ids:
            message = self.world.message(interaction.channel_id, message_id)
            if message is not None:
                self.world.remove_message(message)

    def publish(self, message: Message) -> Message:
        """Put a new message into its channel and tell those who listen."""
        self.world.put_message(message)
        self.log.chronicle.created(message)
        self._tell_of_message("MESSAGE_CREATE", message)
        return message

    def republish(self, message: Message) -> Message:
        """Put a newer version of a message in the place of the older one."""
        self.world.put_message(message)
        self.log.chronicle.edited(message)
        self._tell_of_message("MESSAGE_UPDATE", message)
        return message

    def withdraw(self, message: Message) -> None:
        self.world.remove_message(message)
        self.log.chronicle.deleted(message)
        if not message.private:
            gone: Payload = {"id": str(message.id), "channel_id": str(message.channel_id)}
            if message.guild_id is not None:
                gone["guild_id"] = str(message.guild_id)
            self._tell("MESSAGE_DELETE", message, lambda _: gone)

    def _tell_of_message(self, event: str, message: Message) -> None:
        # Nobody but their reader hears of private messages: no app does, not even their author.
        if not message.private:
            self._tell(event, message, lambda session: self._as_seen(message, session))

    def _as_seen(self, message: Message, session: Session) -> Payload:
        return of_message_event(self.world, message, content=session.wants(Intent.MESSAGE_CONTENT))

    def _tell(self, event: str, message: Message, payload: PayloadFor) -> None:
        channel = self.world.channels[message.channel_id]
        if Permission.VIEW_CHANNEL not in self.world.permissions(channel, self.world.bot.id):
            return
        intent = Intent.DIRECT_MESSAGES if message.guild_id is None else Intent.GUILD_MESSAGES
        self.gateway.tell(event, payload, guild_id=message.guild_id, intent=intent)

    # Places and people

    def found_guild(
        self, name: str, channels: tuple[str, ...], *, has_bot: bool, locale: str, guild_id: int | None
    ) -> Guild:
        """Make a guild with its channels, and let the bot in when it is to be there."""
        guild = self.world.add_guild(name, has_bot=has_bot, locale=locale, guild_id=guild_id)
        for channel_name in channels:
            self.world.add_channel(guild, channel_name)
        return self._tell_of_guild(guild) if has_bot else guild

    def dismiss_bot(self, guild: Guild) -> None:
        """Take the bot out of a guild."""
        self.world.dismiss_bot(guild)
        self.gateway.tell("GUILD_DELETE", lambda _: {"id": str(guild.id)}, guild.id, Intent.GUILDS)

    def welcome_bot(self, guild: Guild) -> Guild:
        """Let the bot into a guild. That it is available goes without saying then, and unsaid: so clients tell it."""
        admitted = self.world.admit_bot(guild)
        told = {name: value for name, value in of_guild(self.world, admitted).items() if name != "unavailable"}
        self.gateway.tell("GUILD_CREATE", lambda _: told, guild.id, Intent.GUILDS)
        return admitted

    def lose_guild(self, guild: Guild) -> Guild:
        """Make a guild unavailable, as an outage of a part of Discord does."""
        lost = self.world.put_guild(replace(self.world.guilds[guild.id], unavailable=True))
        payload: Payload = {"id": str(guild.id), "unavailable": True}
        self.gateway.tell("GUILD_DELETE", lambda _: payload, guild.id, Intent.GUILDS)
        return lost

    def regain_guild(self, guild: Guild) -> Guild:
        return self._tell_of_guild(self.world.put_guild(replace(self.world.guilds[guild.id], unavailable=False)))

    def _tell_of_guild(self, guild: Guild) -> Guild:
        self.gateway.tell("GUILD_CREATE", lambda _: of_guild(self.world, guild), guild.id, Intent.GUILDS)
        return guild

    def open_channel(self, guild: Guild, name: str) -> Channel:
        return self.tell_of_channel("CHANNEL_CREATE", self.world.add_channel(guild, name))

    def open_thread(self, thread: Channel) -> Channel:
        return self.tell_of_channel("THREAD_CREATE", self.world.put_channel(thread))

    def close_channel(self, channel: Channel) -> None:
        """Delete a channel; its threads go with it, of which Discord says nothing of their own."""
        for thread in self.world.channels_of(channel.guild_id or 0):
            if thread.parent_id == channel.id:
                self.world.remove_channel(thread)
        self.tell_of_channel("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", channel)
        self.world.remove_channel(channel)

    def set_overwrite(self, channel: Channel, overwrite: Overwrite) -> Channel:
        """Put an overwrite in the place of the one that the channel has for the same role or member."""
        current = self.world.channels[channel.id]
        others = tuple(o for o in current.overwrites if o.target_id != overwrite.target_id)
        changed = self.world.put_channel(replace(current, overwrites=(*others, overwrite)))
        return self.tell_of_channel("CHANNEL_UPDATE", changed)

    def tell_of_channel(self, event: str, channel: Channel) -> Channel:
        if channel.kind is not ChannelKind.DIRECT:
            payload = of_channel(self.world, channel)
            self.gateway.tell(event, lambda _: payload, channel.guild_id, Intent.GUILDS)
        return channel

    def enrol(self, guild: Guild, user: User, permissions: Permission) -> None:
        """Make a user a member of a guild, with a role of their own where they may do more than all."""
        roles: tuple[int, ...] = ()
        if permissions & ~MEMBER:
            roles = (self.world.add_role(guild, f"{user.name}'s role", permissions).id,)
        self.world.join(guild, user, roles)

    def add_role(self, guild: Guild, name: str, holders: Sequence[User], *, mentionable: bool) -> Role:
        role = self.world.add_role(guild, name, Permission.NONE, mentionable=mentionable)
        for user in holders:
            held = self.world.members[guild.id, user.id].role_ids
            self.world.join(guild, user, (*held, role.id))
        payload: Payload = {"guild_id": str(guild.id), "role": of_role(role)}
        self.gateway.tell("GUILD_ROLE_CREATE", lambda _: payload, guild.id, Intent.GUILDS)
        return role
