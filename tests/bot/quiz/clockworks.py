"""Processes in a test that share a database, a clock and a channel."""

from sqlalchemy import select

from bot.guilds.guild import Home
from bot.guilds.shards import Shards
from bot.quiz.answering import Answering, Click
from bot.quiz.cards import RoundCards
from bot.quiz.opening import Opening
from bot.quiz.round import Key
from bot.quiz.running import Running
from bot.snowflakes import earliest
from bot.storage.engine import Database
from bot.storage.tables import round as round_
from knowledge.bank import bank_of
from knowledge.languages import texts_in
from knowledge.model import Roadmap
from tests.bot.clocks import SetClock
from tests.bot.quiz.virtual import Channel

ENGLISH = texts_in("english")

GUILD = 10**18
FIRST = Key(GUILD, 1)
START = "2026-11-25 08:00"


class Clockworks:
    """Makes processes that share a database, a clock and a channel."""

    def __init__(self, database: Database, clock: SetClock, channel: Channel, roadmap: Roadmap) -> None:
        self.database, self.clock, self.channel = database, clock, channel
        self.bank, self.cards = bank_of(roadmap), RoundCards(roadmap)
        self.touched: set[Key] = set()
        self.made = 0

    def process(self, home: Home = Home.DISCORD, shards: Shards | None = None) -> Running:
        self.made += 1
        opening = Opening(self.database, self.bank, ENGLISH)
        return Running(
            self.database,
            self.channel,
            opening,
            self.cards,
            touched=self.touched,
            home=home,
            owner=f"process {self.made}",
            clock=self.clock,
            shards=shards,
        )

    async def states(self) -> list[str]:
        async with self.database.reading() as connection:
            there = select(round_.c.state).order_by(round_.c.due_at, round_.c.number)
            return list((await connection.execute(there)).scalars())

    async def answer(self, user_id: int, key: Key, option: int = 0) -> None:
        press = earliest(self.clock()) + user_id
        await Answering(self.database).answer(Click(key, user_id, f"person {user_id}", option, press))
        self.touched.add(key)
