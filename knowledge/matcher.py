"""A problem in words → what it is about, ranked, each with a score; and how far to believe the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge import linear
from knowledge.calibration import UNTRIED, Calibration, Signs, Trial, calibrate
from knowledge.features import Embedder, Features, Floats
from knowledge.linear import Linear, Spread, Texts
from knowledge.neighbours import Neighbours
from knowledge.thesaurus import EMPTY, Thesaurus

FOLDS = 3
RANKED = 8
"""Candidates that a match lists."""
_MEMORY = 64
"""Texts that are remembered as they were matched: a question's words, and parts of them, are asked about several times."""
LIKENESS = 3.0
"""What a likeness of 1 is worth beside a score, where that is in doubt; anything from 2 to 6 does as well."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose answer is known; those of one `family` are wordings of the same thing."""

    words: tuple[str, ...]
    label: str | None
    """What it is about, or None where the roadmap has nothing on it."""
    family: str


class Candidate(NamedTuple):
    """One thing that a text may be about."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What a text is about: the candidates, best first, and how far to believe that."""

    candidates: tuple[Candidate, ...]
    inside: float
    """The probability that it is about anything known."""
    first: float
    """The probability that it is about the first candidate, if about any."""

    @property
    def confidence(self) -> float:
        """Give the probability that it is about the first candidate."""
        return self.inside * self.first


class Matcher:
    """A fitted classifier that knows when it does not know."""

    def __init__(
        self,
        labels: Sequence[str],
        features: Features,
        model: Linear,
        calibration: Calibration,
        neighbours: Neighbours,
    ) -> None:
        """Take the parts of a fit; `fit` makes them. The model's last class is "none of `labels`"."""
        self.labels = tuple(labels)
        self.features = features
        self.model = model
        self.calibration = calibration
        self.neighbours = neighbours
        self._vector = lru_cache(_MEMORY)(features.vector)
        self._matches = lru_cache(_MEMORY)(self._match)

    def match(self, words: Sequence[str]) -> Match:
        """Rank everything by how well it fits `words`."""
        return self._matches(tuple(words))

    def _match(self, words: tuple[str, ...]) -> Match:
        vector = self._vector(words)
        scores = self.model.scores(vector)
        order = (-scores[:-1]).argsort(kind="stable")[:RANKED]
        best = scores[order]
        candidates = tuple(map(Candidate, map(self.labels.__getitem__, order.tolist()), best.tolist()))
        signs = _signs(best, self.features.coverage(words), float(scores[-1]))
        inside = self.calibration.insider.probability(signs.of_inside)
        return Match(candidates, inside, self.calibration.winner.probability(signs.of_right))

    def nearest(self, words: Sequence[str], candidates: Sequence[Candidate]) -> list[Candidate]:
        """Rank candidates in doubt by how like `words` the texts of each are, too."""
        vector = self._vector(tuple(words))
        alike = self.neighbours.likeness(vector, [self.labels.index(one.label) for one in candidates])
        ranked = sorted(zip(candidates, alike, strict=True), key=lambda one: -(one[0].score + LIKENESS * one[1]))
        return [candidate for candidate, _ in ranked]

    def first(self, score: float, margin: float) -> float:
        """Give the probability that a candidate with this score, so far ahead of the rest, is right if any is."""
        return self.calibration.winner.probability((score, margin))

    def reasons(self, words: Sequence[str], label: str) -> list[tuple[str, float]]:
        """Give each word's share in the score of `label`, the strongest first.

        A word's share is what the score would lose without it. A sentence model is not asked: it has no words, and
        would read a long text once for each of its own.
        """
        column = self.labels.index(label)
        whole = self._score(words, column)
        shares = []
        for place, word in enumerate(words):
            rest = [*words[:place], *words[place + 1 :]]
            shares.append((word, whole - self._score(rest, column)))
        return sorted(shares, key=lambda share: -share[1])

    def _score(self, words: Sequence[str], column: int) -> float:
        vector = self.features.counted(words)
        return float(vector.values @ self.model.weights[vector.columns, column] + self.model.bias[column])


def fit(
    examples: Sequence[Example], thesaurus: Thesaurus = EMPTY, embedder: Embedder | None = None, spread: Spread = map
) -> Matcher:
    """Learn from `examples`; deterministic.

    The calibration holds out whole families, so that a wording's siblings do not flatter it.
    """
    labels = sorted({example.label for example in examples if example.label is not None})
    features, vectors = Features.learn([example.words for example in examples], thesaurus, embedder)
    places = {label: place for place, label in enumerate(labels)}
    classes = np.array([len(labels) if example.label is None else places[example.label] for example in examples])
    texts = Texts.of(vectors, len(features), classes)
    # They are in the rows now; twice they would be a tenth of what learning holds.
    del vectors
    model = linear.fit(texts, len(labels) + 1, spread=spread)
    lesson = _Lesson(examples, texts, features, model, spread)
    enough = len({example.family for example in examples}) >= FOLDS
    calibration = calibrate(list(lesson.trials())) if enough else UNTRIED
    return Matcher(labels, features, model, calibration, Neighbours.of(texts, len(features.idf), len(labels) + 1))


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What a fit was learned from, to be learned from again in part."""

    examples: Sequence[Example]
    texts: Texts
    features: Features
    whole: Linear
    spread: Spread

    def trials(self) -> Iterator[Trial]:
        """Hold out one third of the families after the other.

        Where nobody wrote down what no answer fits, the labels take the stranger's part, a third of them at a time.
        """
        families = sorted({example.family for example in self.examples})
        fold_of = {family: place % FOLDS for place, family in enumerate(families)}
        folds = np.array([fold_of[example.family] for example in self.examples])
        for fold in range(FOLDS):
            for place, scores, coverage in self._without(folds == fold):
                right = int(np.argmax(scores[:-1])) == self.texts.classes[place]
                yield Trial(_signs_of(scores, coverage), bool(right), self.examples[place].label is None)
        if all(example.label is not None for example in self.examples):
            yield from self._estranged()

    def _estranged(self) -> Iterator[Trial]:
        count = len(self.whole.bias) - 1
        for fold in range(FOLDS):
            known = np.arange(count + 1) % FOLDS != fold
            known[-1] = True
            if 1 < known.sum() <= count:
                for _, scores, coverage in self._without(~known[self.texts.classes]):
                    yield Trial(_signs_of(scores[known], coverage), right=False, stranger=True)

    def _without(self, held: npt.NDArray[np.bool_]) -> Iterator[tuple[int, Floats, float]]:
        """Give the place, the scores and the coverage of each text that is held out, by what the rest teaches."""
        kept = np.flatnonzero(~held).tolist()
        seen = {self.features.thesaurus.stem(word) for place in kept for word in self.examples[place].words}
        told = {stem: rarity for stem, rarity in self.features.rarities.items() if stem in seen}
        places = np.flatnonzero(held).tolist()
        found = linear.held_out(self.texts.only(kept), self.texts.only(places), self.whole, self.spread)
        for place, scores in zip(places, found, strict=True):
            yield place, scores, self.features.coverage(self.examples[place].words, told)


def _signs_of(scores: Floats, coverage: float) -> Signs:
    inside = scores[:-1].copy()
    if len(inside) > 1:
        inside.partition(-2)
    return _signs(inside[:-3:-1], coverage, float(scores[-1]))


def _signs(best: Floats, coverage: float, outside: float) -> Signs:
    """Read the signs of a match; of its `best` scores the first two count."""
    return Signs(float(best[0]), float(best[0] - best[1]) if len(best) > 1 else 1.0, coverage, outside)
