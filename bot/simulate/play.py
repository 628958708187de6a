"""The play of one part: processes live and die, people press, and the ledger is kept."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Final

from bot.actions import Answer
from bot.ask.service import Asking
from bot.people import Member
from bot.simulate import admins
from bot.simulate.calendar import FEWEST, PLANS, Part, Plan, Slot, slots
from bot.simulate.clock import Agenda, VirtualClock
from bot.simulate.drama import Drama
from bot.simulate.ledger import Crash, Ledger, Span
from bot.simulate.moments import Stage
from bot.simulate.people import Person, Visit, at_once, visits
from bot.simulate.place import Message, Place
from bot.simulate.presses import Press, heard
from bot.simulate.processes import Process

SECOND: Final = timedelta(seconds=1)
MINUTE: Final = timedelta(minutes=1)
# A claim is a lease of half a minute; what nobody renews is taken over then.
_AFTER_DUE: Final = 0.4
_AFTER_START: Final = (0.3, 1.3, 2.3, 3.3)
_AFTER_CRASH: Final = (32, 75)
# What is tried again is so five seconds after its trouble is noted, and what goes on beside it may come before that.
_AFTER_TROUBLE: Final = (6, 12)


class Play:
    """One part on its own database."""

    def __init__(
        self,
        asking: Asking,
        url: str,
        part: Part,
        *,
        people: list[Person],
        drama: Drama,
        chance: Random,
        make: type[Process] = Process,
        place: Callable[[VirtualClock, Random], Place] = Place,
    ) -> None:
        """Take what the bot is made of, which days are played by whom, and what is going to go wrong."""
        self._asking, self._url, self._part, self._make = asking, url, part, make
        self._people, self._drama, self._chance = people, drama, chance
        self._clock = VirtualClock(part.start)
        self._agenda = Agenda(self._clock)
        self._place = place(self._clock, chance)
        self._place.posted, self._place.troubled = self._posted, self._troubled
        self._names = count(1)
        self._living: list[Process] = []
        self._calm_until = part.start
        self._outage_ends: datetime | None = None
        self._ticking: Process | None = None
        self._nested = False
        self.ledger = Ledger(self._place)

    async def run(self) -> Ledger:
        """Play it to its end and give the ledger."""
        await self._start()
        async with self._living[0].database.writing() as connection:
            for plan in PLANS:
                await admins.add(connection, plan, self._clock())
        for plan in PLANS:
            for slot in slots(plan, self._part.start, self._part.end + timedelta(days=4)):
                self._agenda.at(slot.due - SECOND * self._chance.random(), partial(self._due, slot))
        self._plan_troubles()
        self._agenda.at(self._part.end, self._stop)
        while (act := self._agenda.next()) is not None:
            await act()
            for process in [one for one in self._living if one.fate.over.is_set()]:
                await self._bury(process)
        while self._living:
            await self._living.pop().leave()
        self.ledger.runs(self._clock(), any_process=False)
        return self.ledger

    def _plan_troubles(self) -> None:
        """Choose which rounds meet an outage and which a closed channel, and when a second process runs."""
        wanted = [slot for plan in PLANS for slot in slots(plan, self._part.start, self._part.end)]
        short, long, closed = self._chance.sample(wanted, 3)
        self._agenda.at(short.due - MINUTE, partial(self._lose_place, MINUTE * self._chance.randint(3, 40)))
        if self._part.days > FEWEST:
            self._agenda.at(long.due - MINUTE, partial(self._lose_place, MINUTE * self._chance.randint(130, 200)))
        self._agenda.at(closed.due - MINUTE, partial(self._forbid, closed.plan))
        for day in range(self._chance.randint(1, 3), self._part.days, 3):
            begins = self._part.start + timedelta(days=day, hours=self._chance.uniform(-6, 6))
            self._agenda.at(begins, self._join)
            self._agenda.at(begins + timedelta(hours=self._chance.uniform(2, 20)), self._leave)

    async def _start(self) -> None:
        process = self._make(self._asking, self._url, self._place, self._clock, f"process {next(self._names)}")
        self._living.append(process)
        self.ledger.runs(self._clock(), any_process=True)
        self._calm_until = self._clock() + 3 * MINUTE
        self._wake(self._clock(), *_AFTER_START, *_AFTER_CRASH)

    async def _join(self) -> None:
        """Start a second process beside the one that runs, as a change of versions does."""
        if len(self._living) == 1:
            await self._start()

    async def _leave(self) -> None:
        """End the eldest process politely, where another goes on."""
        if len(self._living) > 1:
            await self._living.pop(0).leave()

    async def _bury(self, process: Process) -> None:
        self._living.remove(process)
        await process.bury()
        away = self._drama.away()
        self.ledger.runs(self._clock(), any_process=bool(self._living))
        assert process.fate.armed is not None  # noqa: S101 - nobody dies of anything else
        self.ledger.crashes.append(Crash(self._clock(), process.fate.armed, away, alone=not self._living))
        self._wake(self._clock(), *_AFTER_CRASH)
        self._agenda.at(self._clock() + away, self._start)

    def _wake(self, since: datetime, *seconds: float) -> None:
        for after in seconds:
            self._agenda.at(since + SECOND * after, self._tick)

    async def _tick(self) -> None:
        """Let every process look at what is to be done now, in any order."""
        for process in self._chance.sample(self._living, len(self._living)):
            self._ticking = process
            await process.do(process.running.renew())
            await process.do(process.running.tick())
        self._ticking = None

    async def _interfere(self) -> None:
        """While a process hangs between sending and noting, let another look at what is to be done."""
        other = next((one for one in self._living if one is not self._ticking), None)
        if other is not None and not self._nested:
            self._nested = True
            self._clock.pass_(SECOND * self._chance.choice((0, 1, 31, 70, 200)))
            await other.do(other.running.tick())
            self._nested = False

    async def _due(self, slot: Slot) -> None:
        self._arm(Stage.POSTING)
        self._wake(slot.due, _AFTER_DUE)

    async def _over(self) -> None:
        self._arm(Stage.CLOSING)
        await self._tick()

    def _arm(self, stage: Stage) -> None:
        """Let a process die in the next such moment, unless one is going to already."""
        if self._living and self._clock() < self._part.end and not any(one.fate.armed for one in self._living):
            self._chance.choice(self._living).fate.armed = self._drama.death(stage)

    async def _posted(self, message: Message) -> None:
        """Let people see a message: some press before its sender hears that it stands there."""
        for visit in visits(message, self._people, self._chance):
            self._agenda.at(visit.at + visit.delay, partial(self._visit, message, visit))
        if self._chance.random() < 0.04:  # noqa: PLR2004 - an admin takes one message in twenty-five away
            half = (message.ends - self._clock()) / 2
            self._agenda.at(self._clock() + max(half, MINUTE), partial(self._delete, message))
        self._agenda.at(message.ends + 3.02 * SECOND, self._over)
        for visit in at_once(message, self._people, self._chance):
            await self._press(message, visit)
        await self._interfere()

    async def _visit(self, message: Message, visit: Visit) -> None:
        if message.deleted:
            return
        if self._living:
            self._arm(Stage.ANSWERING)
            await self._press(message, visit)
            return
        # Discord says that the interaction failed; some try again later.
        self.ledger.lost_presses += 1
        if self._clock() < message.ends and self._chance.random() < visit.person.diligence:
            later = self._clock() + MINUTE * self._chance.uniform(1, 60)
            again = Visit(visit.person, later, visit.options, visit.delay, visit.replayed)
            self._agenda.at(later + visit.delay, partial(self._visit, message, again))

    async def _press(self, message: Message, visit: Visit) -> None:
        """Let a person press once or twice at the same time; what is replayed comes in again elsewhere."""
        if not self._living:
            # The last process fell while its message was being posted: Discord says that the interaction failed.
            self.ledger.lost_presses += 1
            return
        process = self._chance.choice(self._living)
        now = self._clock()
        presses = [
            Press(message.key, visit.person.user_id, option, self._clock.snowflake(visit.at), now)
            for option in visit.options
        ]
        await asyncio.gather(*(self._deliver(process, message, visit, press) for press in presses))
        if visit.replayed and not process.fate.over.is_set():
            await self._deliver(self._living[-1], message, visit, presses[0])

    async def _deliver(self, process: Process, message: Message, visit: Visit, press: Press) -> None:
        member = Member(press.key.guild_id, press.user_id, visit.person.name)
        card = None
        try:
            answered = process.assistant.quizzing.answer(member, Answer(press.key.number, press.option), press.id)
            card = await process.do(answered)
        finally:
            self.ledger.presses.hear(message, press, None if card is None else heard(card))

    async def _delete(self, message: Message) -> None:
        message.deleted = True

    def _troubled(self) -> None:
        if self._outage_ends is None:
            self._wake(self._clock(), *_AFTER_TROUBLE)
        else:
            self._wake(min(self._clock() + 5 * MINUTE, self._outage_ends), 1)

    async def _lose_place(self, length: timedelta) -> None:
        if not self._place.down:
            self._place.down, self._outage_ends = True, self._clock() + length
            self.ledger.outages.append(Span(self._clock(), self._outage_ends))
            self._agenda.at(self._outage_ends, self._find_place)

    async def _find_place(self) -> None:
        self._place.down, self._outage_ends = False, None
        self._wake(self._clock(), 1, 7, 40)

    async def _forbid(self, plan: Plan) -> None:
        self._place.forbidden.add(plan.channel_id)
        self.ledger.note(
            self._clock(), f"{plan.city}: the bot loses its rights in the channel of schedule {plan.number}"
        )
        back = self._clock() + timedelta(hours=self._chance.uniform(4, 30))
        self._agenda.at(min(back, self._part.end - 20 * MINUTE), partial(self._allow, plan))

    async def _allow(self, plan: Plan) -> None:
        """Let an admin give the rights back and resume the schedule."""
        self._place.forbidden.discard(plan.channel_id)
        if self.ledger.stopped_at is not None:
            return
        if not self._is_calm():
            self._agenda.at(self._clock() + 10 * MINUTE, partial(self._allow, plan))
            return
        async with self._living[0].database.writing() as connection:
            if await admins.resume(connection, plan, self._clock()):
                self.ledger.resume(plan, self._clock())
        self.ledger.note(self._clock(), f"{plan.city}: the rights are back, an admin resumes schedule {plan.number}")

    async def _stop(self) -> None:
        """Let the admins pause all schedules, and the open rounds end."""
        if not self._is_calm():
            self._agenda.at(self._clock() + 10 * MINUTE, self._stop)
            return
        async with self._living[0].database.writing() as connection:
            for plan in PLANS:
                await admins.pause(connection, plan, self._clock())
        self.ledger.stopped_at = self._clock()

    def _is_calm(self) -> bool:
        """Tell whether admins can act: the bot runs, has settled, can reach the place, and nothing is due just now."""
        settled = self._living and self._clock() > self._calm_until and not self._place.down
        near = Span(self._clock() - 6 * MINUTE, self._clock() + 6 * MINUTE)
        return bool(settled) and not any(any(slots(plan, near.first, near.last)) for plan in PLANS)
