"""Learning a set and matching its questions, with the intervals that chance leaves.

The intervals are percentile bootstraps (Efron 1979), seeded: questions are drawn anew with replacement, and with them
what else chance decided, which is the phrases that were drawn to learn from, or the questions that set the threshold.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from knowledge import matcher
from knowledge.matcher import Example, Match, Matcher
from knowledge.thesaurus import Thesaurus
from tests.benchmarks.intents.sets import IntentSet, few
from tests.benchmarks.intents.threshold import Matched, Truths, threshold

DRAWS = 1_000
SEED = 1
TAILS = (2.5, 97.5)
SAMPLES = 3
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Share:
    """A share, 0 to 1, with its 95 % interval."""

    share: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{100 * self.share:.1f} % [{100 * self.low:.1f}, {100 * self.high:.1f}]"


@dataclass(frozen=True, slots=True)
class Told:
    """Of known questions, the share answered right; of strangers, the share that was told to be so."""

    accuracy: Share
    recall: Share


@dataclass(frozen=True, slots=True)
class Learned:
    """A fit and what it took."""

    matcher: Matcher
    seconds: float
    processor: float


def learned(examples: Sequence[Example], thesaurus: Thesaurus) -> Learned:
    """Learn as a roadmap is learned."""
    began, spent = time.perf_counter(), time.process_time()
    fitted = matcher.fit(examples, thesaurus)
    return Learned(fitted, time.perf_counter() - began, time.process_time() - spent)


def accuracy(intents: IntentSet, each: int, thesaurus: Thesaurus) -> Share:
    """Learn from so many phrases of each intent, drawn a few times, and match the known questions of the test."""
    known = [example for example in intents.test if example.label is not None]
    fits = [learned(few(intents.train, each, Random(seed)), thesaurus).matcher for seed in range(SAMPLES)]
    return share_of(np.array([right_of(fitted, known) for fitted in fits]))


def share_of(right: Truths) -> Share:
    """Give the share that is true of an array of shape (samples, questions)."""
    chance = np.random.default_rng(SEED)
    samples, questions = right.shape

    def drawn() -> float:
        chosen = right[chance.integers(samples, size=samples)]
        return float(chosen[:, chance.integers(questions, size=questions)].mean())

    return _share(float(right.mean()), drawn)


def by_threshold(fitted: Matcher, intents: IntentSet) -> Told:
    """Set the threshold by the validation questions, and tell strangers by it among those of the test."""
    return told(_matched(fitted, intents.validation), _matched(fitted, intents.test))


def told(validation: Matched, test: Matched) -> Told:
    """Give both shares; the threshold is set anew for each draw."""
    chance = np.random.default_rng(SEED)
    drawn = [(threshold(validation.drawn(chance)), test.drawn(chance)) for _ in range(DRAWS)]
    return _told(test, threshold(validation), drawn)


def with_strangers(fitted: Matcher, intents: IntentSet) -> Told:
    """Take for strangers what is more probably one than not."""
    chance = np.random.default_rng(SEED)
    test = _matched(fitted, intents.test)
    return _told(test, EVEN, [(EVEN, test.drawn(chance)) for _ in range(DRAWS)])


def _told(test: Matched, least: float, drawn: Sequence[tuple[float, Matched]]) -> Told:
    accuracies, recalls = (
        np.percentile([measure(one, bar) for bar, one in drawn], TAILS)
        for measure in (Matched.accuracy, Matched.recall)
    )
    return Told(Share(test.accuracy(least), *accuracies), Share(test.recall(least), *recalls))


def _share(whole: float, drawn: Callable[[], float]) -> Share:
    low, high = np.percentile([drawn() for _ in range(DRAWS)], TAILS)
    return Share(whole, float(low), float(high))


def _matched(fitted: Matcher, examples: Sequence[Example]) -> Matched:
    matches = [fitted.match(example.words) for example in examples]
    return Matched(
        np.array([match.inside for match in matches]),
        np.array([_first(match) == example.label for match, example in zip(matches, examples, strict=True)]),
        np.array([example.label is None for example in examples]),
    )


def right_of(fitted: Matcher, examples: Sequence[Example]) -> Truths:
    """Say of each example whether its label comes first."""
    return np.array([_first(fitted.match(example.words)) == example.label for example in examples])


def _first(match: Match) -> str:
    return match.candidates[0].label
