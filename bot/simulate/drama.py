"""What goes wrong and when: drawn by chance, but each kind of it comes up before one comes again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Final, Generic, TypeVar

from bot.simulate.moments import OF_STAGE, Moment, Stage

Thing = TypeVar("Thing")

_OFTEN: Final = {Stage.POSTING: 0.15, Stage.ANSWERING: 0.01, Stage.CLOSING: 0.12}
_FIRST: Final = {Stage.POSTING: 0.6, Stage.ANSWERING: 0.15, Stage.CLOSING: 0.6}
"""How often a process dies in a stage, until each of its moments came up once."""
# In seconds: a restart, a new machine, half an hour; longer than any catch-up; a day and more.
_AWAY: Final = ((3, 20),) * 5 + ((32, 100),) * 4 + ((300, 2_900),) * 3 + ((9_000, 20_000), (90_000, 130_000))


@dataclass
class Deck(Generic[Thing]):
    """Things in a drawn order; when all were drawn they are shuffled again."""

    things: Sequence[Thing]
    chance: Random
    rounds: int = 0
    _left: list[Thing] = field(default_factory=list)

    def draw(self) -> Thing:
        """Give the next thing."""
        if not self._left:
            self._left = self.chance.sample(self.things, len(self.things))
        drawn = self._left.pop()
        self.rounds += not self._left
        return drawn


class Drama:
    """Deaths and absences for all parts of a run."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._moments = {stage: Deck(moments, chance) for stage, moments in OF_STAGE.items()}
        self._away = Deck(_AWAY, chance)

    def death(self, stage: Stage) -> Moment | None:
        """Say in which moment of a stage the process dies this time, if it does."""
        deck = self._moments[stage]
        often = _OFTEN[stage] if deck.rounds else _FIRST[stage]
        return deck.draw() if self._chance.random() < often else None

    def away(self) -> timedelta:
        """Say how long it takes until a dead process is started again."""
        shortest, longest = self._away.draw()
        return timedelta(milliseconds=self._chance.randint(shortest * 1000, longest * 1000))
