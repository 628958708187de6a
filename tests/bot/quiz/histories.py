"""A guild's past for tests: rounds that were really planned, answered and closed, and what they should have given.

What they should have given is worked out anew from all rounds and answers, the slow and simple way.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.guilds.guild import change
from bot.quiz import rounds, schedules
from bot.quiz.answering import Click, keep
from bot.quiz.closing import close
from bot.quiz.days import DAILY
from bot.quiz.round import Key
from bot.quiz.schedule import Schedule
from bot.quiz.timetable import Slot, Timetable
from bot.scores import periods, seasons, streaks
from bot.scores.points import BY_DIFFICULTY, mask
from bot.snowflakes import earliest
from bot.storage.engine import Database
from bot.storage.tables import score, streak
from knowledge.bank import Item
from tests.bot.clocks import SetClock
from tests.bot.quiz.rounds_in import terms

GUILD = 5_000
ZONE = "Pacific/Auckland"
PEOPLE = tuple(range(100, 106))

Boards = dict[tuple[str, int], tuple[int, int, int]]
Streaks = dict[tuple[int, int], streaks.Streak]


@dataclass
class Asked:
    """One round, and who chose what in it."""

    key: Key
    schedule: int
    due: datetime
    question: Item
    open_for: timedelta
    choices: dict[int, int] = field(default_factory=dict)
    fast: set[int] = field(default_factory=set)
    closed: bool = False


class Past:
    """Makes a guild's past, by chance that is given."""

    def __init__(self, database: Database, clock: SetClock, chance: Random, questions: list[Item]) -> None:
        self.database = database
        self.clock = clock
        self.rounds: list[Asked] = []
        self._chance = chance
        self._questions = questions
        self._schedules: list[Schedule] = []

    async def begin(self) -> None:
        """Found the guild, with two schedules and with speed points."""
        timetable = Timetable(self.clock.moment.time().replace(second=0, microsecond=0), DAILY, "UTC")
        async with self.database.writing() as connection:
            await change(connection, GUILD, zone=ZONE, speed_points=True)
            await seasons.start(connection, GUILD, "", self.clock())
            for _ in range(2):
                self._schedules.append(await schedules.add(connection, GUILD, timetable, terms(9), created_by=7))

    async def day(self) -> None:
        """Let each schedule post a round, people answer, and some rounds end; a long one may end after the next."""
        self.clock.pass_(days=1)
        for schedule in self._schedules:
            await self._answer(await self._post(schedule))
        waiting = [one for one in self.rounds if not one.closed]
        for one in self._chance.sample(waiting, self._chance.randint(0, len(waiting))):
            await self.close(one)

    async def post(self) -> None:
        """Let one more round be posted and answered, which stays open."""
        self.clock.pass_(days=1)
        await self._answer(await self._post(self._schedules[0]))

    async def end(self) -> None:
        """Close all that is open."""
        for one in self.rounds:
            if not one.closed:
                await self.close(one)

    async def close(self, one: Asked) -> None:
        one.closed = await close(self.database, one.key, self.clock())

    async def _post(self, schedule: Schedule) -> Asked:
        due, question = self.clock(), self._chance.choice(self._questions)
        open_for = timedelta(hours=self._chance.choice((8, 60)))
        async with self.database.writing() as connection:
            key = await rounds.plan(connection, schedule, Slot(due.date(), due), None)
            await rounds.prepare(connection, key, question, due + open_for, mask(question.right))
            await rounds.open_(connection, key, key.number, due)
        asked = Asked(key, schedule.number, due, question, open_for)
        self.rounds.append(asked)
        return asked

    async def _answer(self, asked: Asked) -> None:
        clicks = []
        for person in self._chance.sample(PEOPLE, self._chance.randint(0, len(PEOPLE))):
            fast = self._chance.random() < 0.5
            option = self._chance.randrange(len(asked.question.options))
            asked.choices[person] = 1 << option
            if fast:
                asked.fast.add(person)
            at = asked.due + (timedelta(minutes=1) if fast else asked.open_for / 2)
            clicks.append(Click(asked.key, person, f"person {person}", option, earliest(at) + person))
        await keep(self.database, clicks)


def boards_of(counting: list[Asked]) -> Boards:
    """Work out from nothing what stands on the boards."""
    sums: Boards = {}
    for one in counting:
        day = one.due.astimezone(ZoneInfo(ZONE)).date()
        for period in (periods.week(day).key, periods.month(day).key, "season-1", "all"):
            for person, choice in one.choices.items():
                full = BY_DIFFICULTY[one.question.difficulty]
                right = choice == mask(one.question.right)
                earned = (full + full // 10 * (person in one.fast)) * right
                points, answered, correct = sums.get((period, person), (0, 0, 0))
                sums[period, person] = (points + earned, answered + 1, correct + right)
    return sums


def streaks_of(counting: list[Asked]) -> Streaks:
    """Work out from nothing who has which streak."""
    found: Streaks = {}
    for schedule in {one.schedule for one in counting}:
        ours = sorted((one for one in counting if one.schedule == schedule), key=lambda one: one.due)
        for person in {person for one in ours for person in one.choices}:
            found[schedule, person] = streaks.replay(person in one.choices for one in ours)
    return found


async def kept_boards(database: Database) -> Boards:
    """Read what the database has on its boards."""
    async with database.reading() as connection:
        rows = await connection.execute(select(score).where(score.c.guild_id == GUILD))
        return {(row.period, row.user_id): (row.points, row.answered, row.correct) for row in rows}


async def kept_streaks(database: Database) -> Streaks:
    """Read which streaks the database has."""
    async with database.reading() as connection:
        rows = await connection.execute(select(streak).where(streak.c.guild_id == GUILD))
        return {
            (row.schedule, row.user_id): streaks.Streak(row.current, row.best, row.freezes, row.answered)
            for row in rows
        }
