"""A crew works on rounds in the order in which they came, a few side by side: a slow one holds back nobody else."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from bot.logs import Subject, about
from bot.quiz.round import Key, Round
from bot.repeating import Troubles


class Crew:
    """Some workers who all do the same to rounds."""

    def __init__(self, work: Callable[[Round], Awaitable[None]], workers: int, troubles: Troubles) -> None:
        """Take what is done to each round, how many may be worked on at once, and who hears of failures."""
        self._work = work
        self._most = workers
        self._troubles = troubles
        self._waiting: deque[Round] = deque()
        self._workers: set[asyncio.Task[None]] = set()
        self.failed: set[Key] = set()
        """Rounds whose work ended in a failure that nobody had thought of: their claims are to be given up."""

    @property
    def busy(self) -> bool:
        """Whether anything is being worked on."""
        return bool(self._workers)

    @property
    def waiting(self) -> int:
        """How many rounds have not been begun."""
        return len(self._waiting)

    def take_on(self, claimed: Iterable[Round]) -> None:
        """Take on more rounds."""
        self._waiting.extend(claimed)
        for _ in range(min(self._most - len(self._workers), len(self._waiting))):
            worker = asyncio.create_task(self._labour(), name="rounds")
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    def drop(self) -> None:
        """Begin nothing more; what has been begun goes on."""
        self._waiting.clear()

    async def cut_off(self) -> None:
        """End what has been begun, wherever it is."""
        self.drop()
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    async def rest(self) -> None:
        """Wait until nothing is left to do; raises what ended a worker, such as the end of the process."""
        while self._workers:
            done, _ = await asyncio.wait(self._workers)
            for worker in done:
                worker.result()

    async def _labour(self) -> None:
        while self._waiting:
            one = self._waiting.popleft()
            about(Subject(one.key.guild_id))
            try:
                await self._work(one)
            except Exception as error:  # noqa: BLE001 - the next round is none the worse for it
                self.failed.add(one.key)
                self._troubles.tell(f"round {one.key} failed; it is tried again", error)
