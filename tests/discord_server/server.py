"""Server: the loopback Discord as tests hold it: what there is, what the bot may do, and what goes wrong."""

import time
from collections.abc import Callable

from .exchange import NoAnswer
from .faults import Faults
from .log import Log
from .people import Person, Place
from .platform import Platform
from .records import Channel, ChannelKind, Guild, Message, Overwrite, Payload
from .rights import EVERYTHING, Permission
from .running import Running
from .snowflakes import Clock
from .terms import Terms
from .world import World

LOOK_AGAIN = 0.02
"""Seconds after which a condition is looked at again though nothing was heard: it may lie in the bot."""


class Server(Running):
    """One Discord."""

    def __init__(
        self, terms: Terms | None = None, *, clock: Clock = time.time, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        super().__init__(Platform(terms or Terms(), clock), host, port)
        self.patience = 10.0
        """Seconds in which tests expect an answer that Discord itself would wait longer for."""
        self._people: dict[str, Person] = {}
        self.home = self.guild("Home", ("general", "quiz"))

    # What there is

    @property
    def log(self) -> Log:
        return self.platform.log

    @property
    def world(self) -> World:
        return self.platform.world

    @property
    def faults(self) -> Faults:
        """What goes wrong; see `faults.py`."""
        return self.platform.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self.platform.faults = faults

    def guild(
        self,
        name: str,
        channels: tuple[str, ...] = ("general",),
        *,
        has_bot: bool = True,
        locale: str = "en-US",
        guild_id: int | None = None,
    ) -> Guild:
        """Make a guild. With an id of one's choice it falls to the shard that one wants."""
        return self.call(
            lambda: self.platform.found_guild(name, channels, has_bot=has_bot, locale=locale, guild_id=guild_id)
        )

    def channel(self, name: str, guild: Guild | None = None) -> Channel:
        """The channel of that name, made if the guild (the home guild, when none is given) has none."""
        home = guild or self.home
        for channel in self.world.channels_of(home.id):
            if channel.name == name:
                return channel
        return self.call(lambda: self.platform.open_channel(home, name))

    def person(
        self,
        name: str,
        *,
        admin: bool = False,
        bot: bool = False,
        rights: Permission = Permission.NONE,
        guilds: tuple[Guild, ...] | None = None,
        locale: str = "en-US",
        display_name: str | None = None,
    ) -> Person:
        """The person of that name; when new, a member of the home guild, or of the guilds that are given."""
        if name not in self._people:
            granted = EVERYTHING if admin else rights
            joins = (self.home,) if guilds is None else guilds

            def arrive() -> Person:
                user = self.world.add_user(name, bot=bot, display_name=display_name, locale=locale)
                for guild in joins:
                    self.platform.enrol(guild, user, granted)
                return Person(self, user)

            self._people[name] = self.call(arrive)
        return self._people[name]

    def place(self, where: Place) -> Channel:
        """The channel that is meant by a channel, a channel's name, or a guild."""
        if isinstance(where, Channel):
            return self.world.channels.get(where.id, where)
        if isinstance(where, Guild):
            return self.world.channels_of(where.id)[0]
        named = [channel for channel in self.world.channels.values() if channel.name == where.removeprefix("#")]
        named = [channel for channel in named if channel.kind is not ChannelKind.DIRECT]
        at_home = [channel for channel in named if channel.guild_id == self.home.id]
        if not named:
            raise LookupError(f"There is no channel {where}.")
        return (at_home or named)[0]

    def messages(self, where: Place) -> list[Message]:
        """All that was said there and is not deleted, private messages included."""
        return self.world.messages(self.place(where).id)

    def commands(self, guild: Guild | None = None) -> list[Payload]:
        """The commands that are synced, globally or to a guild."""
        return list(self.platform.commands.of(guild.id if guild else None))

    # What the bot may do

    def deny(self, where: Place, permissions: Permission, to: Person | None = None) -> None:
        """Take rights away in one channel; from the bot, when nobody else is named."""
        self._overwrite(where, to, deny=permissions)

    def allow(self, where: Place, permissions: Permission, to: Person | None = None) -> None:
        self._overwrite(where, to, allow=permissions)

    def _overwrite(
        self,
        where: Place,
        to: Person | None,
        *,
        allow: Permission = Permission.NONE,
        deny: Permission = Permission.NONE,
    ) -> None:
        target = (to.user if to else self.world.bot).id
        overwrite = Overwrite(target, of_member=True, allow=allow, deny=deny)
        self.call(lambda: self.platform.set_overwrite(self.place(where), overwrite))

    # The gateway

    async def until(self, happened: Callable[[], bool], timeout: float | None = None) -> None:  # noqa: ASYNC109 - raises what tests want to read
        """Wait for something to have happened, here or in the bot. Raises NoAnswer when it does not."""
        patience = self.patience if timeout is None else timeout
        if not await self.inside(self._looked_at(happened, patience)):
            raise NoAnswer(f"It did not happen within {patience} s.\n{self.log.text(20)}")

    async def _looked_at(self, happened: Callable[[], bool], patience: float) -> bool:
        deadline = time.monotonic() + patience
        while not await self.log.bell.until(happened, LOOK_AGAIN):
            if time.monotonic() > deadline:
                return False
        return True

    async def connected(self, count: int = 1, timeout: float | None = None) -> None:  # noqa: ASYNC109 - raises what tests want to read
        """Wait until so many sessions are connected and have been told of their guilds."""
        await self.until(lambda: len(self.platform.gateway.attached) >= count, timeout)

    async def disconnected(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - raises what tests want to read
        """Wait until nobody is connected."""
        await self.until(lambda: not self.platform.gateway.connections, timeout)

    def drop_connections(self) -> None:
        """Cut every gateway connection without a word, as a broken network does."""
        self.call(self.platform.gateway.cut_all)

    def ask_to_reconnect(self) -> None:
        """Send op 7."""
        self.call(self.platform.gateway.ask_to_reconnect)

    def invalidate_sessions(self, *, resumable: bool = False) -> None:
        """Send op 9."""
        self.call(lambda: self.platform.gateway.invalidate(resumable=resumable))

    async def close_connections(self, code: int, reason: str = "") -> None:
        """Close every connection with one of Discord's codes."""
        await self.inside(self.platform.gateway.close_all(code, reason))
