"""What phrases are worth: the same problems with a part of each situation's phrases, beside all of them."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from random import Random
from typing import TypeVar

from bot.ask.service import Asking
from knowledge.fit import learn
from knowledge.guide import Guide
from knowledge.labels import Label
from knowledge.model import Distinction, Phrasebook, Roadmap, Situation
from tests.benchmarks.comparison import Row
from tests.benchmarks.questions import phrases
from tests.benchmarks.understanding.problems import between, firsts

SHARES = (0.25, 0.5)
SEED = 1
Said = TypeVar("Said", Situation, Distinction)


def measure(whole: Asking, labels: Sequence[Label]) -> Iterator[Row]:
    """Learn from a part of the phrases, and ask."""
    questions = [label.q for label in labels]
    roadmap = whole.guide.roadmap
    best = firsts(whole, labels, questions)
    baseline = f"all {len(phrases(roadmap)):,} phrases"
    for share in SHARES:
        less = cut(roadmap, share, Random(SEED))
        found = firsts(Asking(Guide(less, learn(less))), labels, questions)
        loss, low, high = between([float(was) - now for was, now in zip(best, found, strict=True)])
        yield Row(
            f"first, {share:.0%} of the phrases ({len(phrases(less)):,}), {len(labels)} problems",
            f"{-100 * loss:+.1f} points ({-100 * high:+.1f} to {-100 * low:+.1f})",
            "",
            f"{sum(found) / len(found):.1%}",
            f"{sum(best) / len(best):.1%}",
            baseline,
        )


def cut(roadmap: Roadmap, share: float, chance: Random) -> Roadmap:
    """Keep so many of the phrases of each situation and of each distinction, but at least one."""
    return replace(roadmap, phrasebooks=tuple(_cut(book, share, chance) for book in roadmap.phrasebooks))


def _cut(book: Phrasebook, share: float, chance: Random) -> Phrasebook:
    situations = tuple(_with_some(one, share, chance) for one in book.situations)
    return Phrasebook(book.pattern, situations, tuple(_with_some(one, share, chance) for one in book.tell_apart))


def _with_some(said: Said, share: float, chance: Random) -> Said:
    number = min(len(said.phrases), max(1, round(share * len(said.phrases))))
    kept = sorted(chance.sample(range(len(said.phrases)), number))
    # A shape is read once, from text; what is read cannot be given to it again.
    less = copy(said)
    object.__setattr__(less, "phrases", tuple(said.phrases[place] for place in kept))
    return less
