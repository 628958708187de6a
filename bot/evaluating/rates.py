"""Rates: shares of a set of judgements, each with the interval that chance leaves.

The intervals are percentile bootstraps (Efron 1979): the set is drawn anew with replacement so many times, and the
middle 95 % of the shares that come of it are given. The draws are seeded, so that a run repeats.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluating.judging import Judgement, right
from knowledge.kinds import QuestionKind
from knowledge.model import Roadmap

DRAWS = 2_000
SEED = 1
TAILS = (2.5, 97.5)
NOT_RELATIONS = (QuestionKind.PROBLEM, QuestionKind.NONE)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share, 0 to 1, of `of` questions, and the 95 % interval around it."""

    name: str
    meaning: str
    share: float
    low: float
    high: float
    of: int
    wanted: bool = True
    """Whether more is better."""

    def holds(self, bar: float) -> bool:
        """Say whether the share is on the right side of a bar."""
        return self.share >= bar if self.wanted else self.share <= bar


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A set of judgements, counted in every way that is reported."""

    questions: int
    rates: tuple[Rate, ...]
    kinds: tuple[Rate, ...]
    patterns: tuple[Rate, ...]
    confusions: tuple[tuple[str, str, int], ...]
    """What was meant, what came first instead, and how often."""


def evaluate(judgements: Sequence[Judgement], roadmap: Roadmap) -> Evaluation:
    """Count."""
    relations = [judged for judged in judgements if judged.label.kind not in NOT_RELATIONS]
    rates = [
        *_of_problems(_only(judgements, QuestionKind.PROBLEM)),
        *_of_strangers(_only(judgements, QuestionKind.NONE)),
    ]
    if relations:
        rates.append(rate("relations", "questions about the roadmap answered right", _right(relations, roadmap)))
        kinds = [judged.right_kind for judged in relations]
        rates.append(rate("kinds", "questions about the roadmap whose kind was recognised", kinds))
    return Evaluation(
        len(judgements),
        tuple(rates),
        tuple(_by_kind(relations, roadmap)),
        tuple(_by_pattern(_only(judgements, QuestionKind.PROBLEM), roadmap)),
        _confusions(_only(judgements, QuestionKind.PROBLEM)),
    )


def rate(name: str, meaning: str, hits: Sequence[bool], *, wanted: bool = True) -> Rate:
    """Give the share of `hits` that are true, with its interval."""
    values = np.array(hits, np.float64)
    # A resample's share is a binomial draw: the same as drawing every question anew, at a fraction of the cost.
    draws = np.random.default_rng(SEED).binomial(len(values), values.mean(), DRAWS) / len(values)
    low, high = np.percentile(draws, TAILS)
    return Rate(name, meaning, float(values.mean()), float(low), float(high), len(values), wanted)


def _of_problems(judged: Sequence[Judgement]) -> Iterator[Rate]:
    if not judged:
        return
    yield rate("first", "problems whose right pattern comes first", [one.first for one in judged])
    yield rate("top3", "problems whose right pattern is among the first three", [one.top for one in judged])
    yield rate("answered", "problems answered outright", [one.answered for one in judged])
    wrong = [one.answered and not one.first for one in judged]
    yield rate("wrong", "problems answered outright and wrong", wrong, wanted=False)
    yield rate("suggested", "problems with suggestions", [one.suggested for one in judged], wanted=False)


def _of_strangers(judged: Sequence[Judgement]) -> Iterator[Rate]:
    if not judged:
        return
    yield rate("false-answers", "outside messages that got an answer", [one.answered for one in judged], wanted=False)
    suggested = [one.suggested for one in judged]
    yield rate("false-suggestions", "outside messages that got suggestions", suggested, wanted=False)


def _by_kind(relations: Sequence[Judgement], roadmap: Roadmap) -> Iterator[Rate]:
    for kind in QuestionKind:
        judged = _only(relations, kind)
        if judged:
            yield rate(kind.value, "answered right", _right(judged, roadmap))


def _by_pattern(problems: Sequence[Judgement], roadmap: Roadmap) -> Iterator[Rate]:
    for pattern in roadmap.patterns:
        hits = [judged.first for judged in problems if judged.label.gold[:1] == (pattern.slug,)]
        if hits:
            yield rate(pattern.slug, "comes first where it should", hits)


def _confusions(problems: Sequence[Judgement]) -> tuple[tuple[str, str, int], ...]:
    missed = [judged for judged in problems if judged.label.gold and judged.given["patterns"] and not judged.first]
    counts = Counter((judged.label.gold[0], judged.given["patterns"][0]) for judged in missed)
    return tuple((meant, given, many) for (meant, given), many in counts.most_common())


def _only(judgements: Sequence[Judgement], kind: QuestionKind) -> list[Judgement]:
    return [judged for judged in judgements if judged.label.kind is kind]


def _right(judgements: Sequence[Judgement], roadmap: Roadmap) -> list[bool]:
    return [right(judged, roadmap) for judged in judgements]
