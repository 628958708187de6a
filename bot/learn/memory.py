"""Memory: what one person is likely to remember of one question, by FSRS (https://github.com/open-spaced-repetition).

The scheduler's own steps of minutes are left out, and so is its chance: whoever practises once a day meets nothing
twice on that day, and the same answers always lead to the same dates. It counts whole days, and we count them as people
do: who answers in the evening and again the next noon has let a day pass.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fsrs import Scheduler

RETENTION: Final = 0.65
"""A question is due when the chance to remember it has fallen to this. Higher, and most questions of a day go to what
is known anyway: `make bench-learning` holds the figures."""
REST: Final = timedelta(days=10)
"""So long a question rests at least, also after a wrong answer: what was just read is still known the next day, and what
is to last for months is best repeated after one to three weeks (Cepeda et al. 2008,
https://doi.org/10.1111/j.1467-9280.2008.02209.x). A few that never stick would eat up the time of all others besides."""
LONGEST: Final = timedelta(days=180)
"""So long it rests at most: FSRS would soon think in years, and work changes in less."""
DECAY: Final = -0.1542
"""How the curve of forgetting bends: the last of FSRS's parameters."""
FACTOR: Final = 0.9 ** (1 / DECAY) - 1
"""Makes stability the days after which nine of ten are remembered."""
EARLY: Final = timedelta(hours=8)
"""So much of a day may be missing: people do not practise at the same minute every day."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS knows of a question that a person has answered, and how the last answer was."""

    stability: float
    """Days until the chance to remember it falls to nine tenths."""
    difficulty: float
    due: datetime
    reviewed_at: datetime
    right: bool
    reviews: int = 1


def review(memory: Memory | None, *, right: bool, now: datetime) -> Memory:
    """Give what is remembered after an answer; None stands for a question that was never answered.

    An answer tells right from wrong and nothing between: to FSRS it is "good" or "again".
    """
    # Late: who only asks the roadmap need not wait for it.
    from fsrs import Card, Rating, State  # noqa: PLC0415

    moment = now.astimezone(UTC)
    # Without a number of its own, a card would sleep for a millisecond to get one.
    card = Card(card_id=0)
    if memory is not None:
        before = memory.reviewed_at - EARLY
        card = Card(0, State.Review, None, memory.stability, memory.difficulty, memory.due, before)
    card, _ = _scheduler().review_card(card, Rating.Good if right else Rating.Again, moment)
    assert card.stability is not None  # noqa: S101 - every review leaves both
    assert card.difficulty is not None  # noqa: S101
    reviews = 1 if memory is None else memory.reviews + 1
    due = max(card.due, moment + REST) - EARLY
    return Memory(card.stability, card.difficulty, due, moment, right, reviews)


def retrievability(memory: Memory, now: datetime) -> float:
    """Give the chance that a person remembers a question at a moment, from 0 to 1.

    FSRS's own function counts whole days; this one is the same curve without its steps.
    """
    days = max(0.0, (now - memory.reviewed_at) / _DAY)
    chance: float = (1 + FACTOR * days / memory.stability) ** DECAY
    return chance


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler  # noqa: PLC0415 - see above

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST.days,
        enable_fuzzing=False,
    )
