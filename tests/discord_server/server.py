"""Server: the loopback Discord as tests hold it: what there is, what the bot may do, and what goes wrong."""

import asyncio
import time
from collections.abc import Callable, Sequence

from .exchange import NoAnswer
from .faults import Faults
from .log import Log
from .people import Person, Place
from .platform import Platform
from .records import Channel, ChannelKind, Guild, Message, Overwrite, Payload, Role
from .rights import EVERYTHING, Permission
from .running import Running
from .snowflakes import LOW_BITS, Clock
from .storm import Click, Storm
from .terms import Terms
from .world import World

DIRECT = ChannelKind.DIRECT
LOOK_AGAIN = 0.02
"""Seconds after which a condition is looked at again though nothing was heard: it may lie in the bot."""
STARTING = 60.0
"""Seconds that a bot may take to start, on a machine that has much else to do."""
DEAR = 0.001
"""Seconds that a look may take to be repeated at every ring: at a thousand clicks the server has other work."""
RESTING = 4
"""So much longer than a dear look is the rest after it."""


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

    def guilds(self, count: int, channels: tuple[str, ...] = ("general",), *, name: str = "Guild") -> list[Guild]:
        """Make many at once, spread evenly over however many shards there are."""

        def found() -> list[Guild]:
            first = self.platform.snowflakes.next()
            return [
                self.platform.found_guild(
                    f"{name} {number}", channels, has_bot=True, locale="en-US", guild_id=first + (number << LOW_BITS)
                )
                for number in range(count)
            ]

        return self.call(found)

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

    def crowd(self, count: int, *, name: str = "member", guilds: tuple[Guild, ...] | None = None) -> list[Person]:
        """Many persons at once: `member 0`, `member 1`, and so on; who has such a name already is taken as they are."""
        return self.call(lambda: [self.person(f"{name} {number}", guilds=guilds) for number in range(count)])

    def role(
        self, name: str, guild: Guild | None = None, *, holders: Sequence[Person] = (), mentionable: bool = False
    ) -> Role:
        """Make a role without rights of its own, and give it to people."""
        home = guild or self.home
        return self.call(
            lambda: self.platform.add_role(home, name, [person.user for person in holders], mentionable=mentionable)
        )

    def place(self, where: Place) -> Channel:
        """The channel that is meant by a channel, a channel's name, or a guild."""
        if isinstance(where, Channel):
            return self.world.channels.get(where.id, where)
        if isinstance(where, Guild):
            return self.world.channels_of(where.id)[0]
        everywhere = (channel for channel in list(self.world.channels.values()) if channel.kind is not DIRECT)
        for channel in (*self.world.channels_of(self.home.id), *everywhere):
            if channel.name == where.removeprefix("#"):
                return channel
        raise LookupError(f"There is no channel {where}.")

    def messages(self, where: Place) -> list[Message]:
        """All that was said there and is not deleted, private messages included."""
        return self.world.messages(self.place(where).id)

    def commands(self, guild: Guild | None = None) -> list[Payload]:
        """The commands that are synced, globally or to a guild."""
        return list(self.platform.commands.of(guild.id if guild else None))

    # What is taken away, and comes back

    def delete_channel(self, where: Place) -> None:
        """Delete a channel with all that was said in it; `log.created` still knows it."""
        self.call(lambda: self.platform.close_channel(self.place(where)))

    def delete_message(self, message: Message) -> None:
        """Delete a message, as a moderator does."""
        self.call(lambda: self.platform.withdraw(self.world.message(message.channel_id, message.id) or message))

    def dismiss_bot(self, guild: Guild) -> None:
        """Put the bot out of a guild."""
        self.call(lambda: self.platform.dismiss_bot(guild))

    def welcome_bot(self, guild: Guild) -> Guild:
        """Let the bot into a guild, for the first time or again."""
        return self.call(lambda: self.platform.welcome_bot(guild))

    def make_unavailable(self, guild: Guild) -> None:
        """An outage of one guild: the bot stays in it, and is told that it cannot be reached."""
        self.call(lambda: self.platform.lose_guild(guild))

    def make_available(self, guild: Guild) -> None:
        self.call(lambda: self.platform.regain_guild(guild))

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
        while True:
            began = time.monotonic()
            if happened():
                return True
            looked = time.monotonic()
            if looked > deadline:
                return False
            if looked - began < DEAR:
                await self.log.bell.rung(LOOK_AGAIN)
            else:
                await asyncio.sleep(RESTING * (looked - began))

    async def connected(self, count: int = 1, timeout: float = STARTING) -> None:  # noqa: ASYNC109 - raises what tests want to read
        """Wait until so many sessions are connected and have been told of their guilds."""
        await self.until(lambda: len(self.platform.gateway.attached) >= count, timeout)

    async def disconnected(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - raises what tests want to read
        """Wait until nobody is connected."""
        await self.until(lambda: not self.platform.gateway.connections, timeout)

    def drop_connections(self, shard: int | None = None) -> None:
        """Cut every gateway connection, or those of a shard, without a word, as a broken network does."""
        self.call(lambda: self.platform.gateway.cut_all(shard))

    def freeze_connections(self, shard: int | None = None) -> None:
        """Leave connections half-open: they stay, but nothing is written or heard any more, no heartbeat either."""
        self.call(lambda: self.platform.gateway.freeze_all(shard))

    def ask_to_reconnect(self, shard: int | None = None) -> None:
        """Send op 7."""
        self.call(lambda: self.platform.gateway.ask_to_reconnect(shard))

    def invalidate_sessions(self, shard: int | None = None, *, resumable: bool = False) -> None:
        """Send op 9."""
        self.call(lambda: self.platform.gateway.invalidate(resumable=resumable, shard=shard))

    async def close_connections(self, code: int, reason: str = "", shard: int | None = None) -> None:
        """Close connections with one of Discord's codes."""
        await self.inside(self.platform.gateway.close_all(code, reason, shard))

    async def storm(
        self,
        message: Message,
        people: Sequence[Person],
        custom_id_of: Callable[[Person], str],
        *,
        within: float = 1.0,
        seed: int = 0,
    ) -> list[Click]:
        """Let everyone press a button within so many seconds; gives each click, in the order of their coming.

        Whether the message still has the button is not asked, as for a click on an old screen. What was not
        answered in time is told like the rest: a storm raises nothing.
        """
        return await self.inside(Storm(self, message).run(people, custom_id_of, within, seed))
