"""Two real processes, each with shards of its own: somebody who asks in both has one limit."""

from bot.floods.floodgate import Scope
from bot.floods.sharing import AT_A_TIME
from bot.frontends.discord.flooding import SAID
from knowledge.languages import texts_in
from tests.bot.frontends.discord.test_process import running
from tests.discord_server import Guild, Person, Server

BURST = 40
SHARD = 1 << 22
"""The bit of a guild's id that says which of two shards hears of it."""


async def asked(eve: Person, guild: Guild, times: int) -> int:
    """Ask so often; give how often there was an answer."""
    said = [(await eve.slash(guild, "help")).text for _ in range(times)]
    return sum(text != texts_in("english")(SAID[Scope.PERSON]) for text in said)


async def test_who_asks_in_the_guilds_of_two_processes_has_one_limit(
    server: Server, environment: dict[str, str], database_url: str
) -> None:
    first = server.guild("Even", guild_id=SHARD * 1_000_000)
    second = server.guild("Odd", guild_id=SHARD * 1_000_001)
    eve, bob = (server.person(name, guilds=(first, second)) for name in ("eve", "bob"))
    settings = {"DATABASE_URL": database_url, "SHARD_COUNT": "2", "FLOOD_LIMITS": f"person {BURST}/0.01"}
    async with running(server, environment, SHARD_IDS="0", **settings):
        await server.connected(1)
        async with running(server, environment, SHARD_IDS="1", **settings):
            await server.connected(2)
            answered = 0
            for _ in range(6):
                for guild in (first, second):
                    answered += await asked(eve, guild, 10)
            assert BURST <= answered <= BURST + 2 * AT_A_TIME
            assert await asked(bob, second, 3) == 3
