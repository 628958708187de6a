"""Orders: at which moment a process of the bot is to die, and how fast its clockwork runs until then."""

import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import count
from typing import Final


class Moment(StrEnum):
    """Where a crash hurts most."""

    CLAIMED = "after the claim"
    SENT = "after the send"
    RECORDING = "before the record"
    ANSWERED = "after the commit, before the reply"
    EDITING = "during the closing edit"
    SCORING = "during scoring"


VARIANTS: Final = {
    Moment.CLAIMED: ("at once", "when the question is fixed"),
    Moment.SENT: ("Discord has it, the bot has no answer",),
    Moment.RECORDING: ("the transaction has not begun", "the transaction is not committed"),
    Moment.ANSWERED: ("a whole batch is kept",),
    Moment.EDITING: ("Discord has not changed the message", "Discord has, the bot has no answer"),
    Moment.SCORING: ("amid the boards", "before the commit", "after the commit"),
}
"""Each moment's ways to be hit, in turn."""
SHORT_LEASE: Final = 0.6
"""Seconds after which a dead process's rounds are taken over while Discord still knows their nonces."""
LONG_LEASE: Final = 13.0
"""Seconds after which it does so no more: their messages have to be found in the history."""
SURE: Final = 5.0
NONCE_WINDOW: Final = 12.0
"""Seconds in which the loopback Discord knows a nonce: longer than SURE by what a busy machine may stand still."""


@dataclass(frozen=True, slots=True)
class Orders:
    """For one process: it dies when its moment comes by for the n-th time, or never where there is none."""

    moment: Moment | None = None
    variant: int = 0
    nth: int = 1
    lease: float = SHORT_LEASE
    sure: float = SURE
    grace: float = 0.3
    between: float = 0.2
    """Seconds between two passes of the clockwork."""
    overdue: float = 1.0
    """Seconds after which what the process of another shard has not claimed is taken over."""

    def written(self) -> str:
        """Write them as a line."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: str) -> "Orders":
        """Read them back."""
        given = json.loads(line)
        moment = given.pop("moment")
        return cls(moment=None if moment is None else Moment(moment), **given)


def drawn(kills: int, seed: int) -> Iterator[Orders]:
    """Draw so many orders: every moment and every way to hit it equally often, in an order that the seed decides."""
    chance = random.Random(seed)
    turns = {moment: count() for moment in Moment}
    moments = [list(Moment)[number % len(Moment)] for number in range(kills)]
    chance.shuffle(moments)
    for moment in moments:
        turn = next(turns[moment])
        ways = len(VARIANTS[moment])
        lease = (SHORT_LEASE, LONG_LEASE)[turn // ways % 2]
        yield Orders(moment, turn % ways, nth=chance.randint(1, 3), lease=lease)
