"""The moments in which a process dies, and how it does."""

import asyncio
from enum import Enum, StrEnum, auto
from typing import Final


class Stage(Enum):
    """What a round is going through when its process dies."""

    POSTING = auto()
    ANSWERING = auto()
    CLOSING = auto()


class Moment(StrEnum):
    """The worst moments to die in."""

    CLAIMED = "after a round was claimed, before anything else"
    PREPARED = "after a question was fixed, before it was sent"
    SENT = "when the message stood there and we had not heard so"
    RECORDING = "while the message was being noted"
    KEEPING = "while answers were being written"
    KEPT = "when answers were kept and nobody had been told"
    SCORING = "in the middle of scoring"
    CLOSED = "when a round was scored and its message still showed it open"
    SHOWING = "when the message showed the result and that was not noted"


OF_STAGE: Final = {
    Stage.POSTING: (Moment.CLAIMED, Moment.PREPARED, Moment.SENT, Moment.RECORDING),
    Stage.ANSWERING: (Moment.KEEPING, Moment.KEPT),
    Stage.CLOSING: (Moment.SCORING, Moment.CLOSED, Moment.SHOWING),
}


# Not an Exception: nothing in the bot may catch its own death.
class Died(BaseException):
    """The process is gone: whatever it still tries fails."""


class Fate:
    """Whether a process lives, and the moment in which it is going to die."""

    def __init__(self) -> None:
        self.armed: Moment | None = None
        self.over = asyncio.Event()

    def reach(self, moment: Moment | None = None) -> None:
        """Come to a moment; raises Died where the process is dead already, or dies now."""
        if moment is not None and moment is self.armed:
            self.over.set()
        if self.over.is_set():
            raise Died
