"""Which patterns the matcher takes for one another: each phrase is held out and asked of what the others teach."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from knowledge import languages, linear
from knowledge.features import Features
from knowledge.linear import Spread, Texts
from knowledge.model import Roadmap
from knowledge.text import tokens

FOLDS = 5
ENOUGH = 20
"""Of patterns with fewer phrases nothing can be said: most of theirs sound like nothing else they have."""
OFTEN = 3
"""So many phrases taken for another pattern's are no accident."""
SHARE = 0.2
"""The same as a share of the phrases that the pattern has."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two patterns, and the phrases of the first that were taken for the second's."""

    pattern: str
    taken_for: str
    phrases: tuple[str, ...]
    among: int

    def __str__(self) -> str:
        shown = ", ".join(f'"{phrase}"' for phrase in self.phrases[:SHOWN])
        more = f" and {len(self.phrases) - SHOWN} more" if len(self.phrases) > SHOWN else ""
        return (
            f"{len(self.phrases)} of {self.among} phrases of {self.pattern} sound like {self.taken_for}: {shown}{more}. "
            "Reword them, or add phrases under tell_apart."
        )


def confusions(roadmap: Roadmap, spread: Spread = map) -> Iterator[Confusion]:
    """Give each pattern with those that its phrases are often taken for, the most often first."""
    said = list(_phrases(roadmap))
    counted = Counter(label for label, _ in said)
    said = [(label, phrase) for label, phrase in said if counted[label] >= ENOUGH]
    labels = sorted({label for label, _ in said})
    if len(labels) < 2:  # noqa: PLR2004 - one pattern has nothing to be confused with
        return
    classes = np.array([labels.index(label) for label, _ in said])
    features, vectors = Features.learn([tokens(text) for _, text in said], languages.thesaurus(roadmap))
    texts = Texts.of(vectors, len(features), classes)
    whole = linear.fit(texts, len(labels), spread=spread)
    folds = np.arange(len(said)) % FOLDS
    taken: dict[tuple[int, int], list[str]] = defaultdict(list)
    for fold in range(FOLDS):
        kept = np.flatnonzero(folds != fold).tolist()
        held = np.flatnonzero(folds == fold).tolist()
        scores = linear.held_out(texts.only(kept), texts.only(held), whole, spread)
        for place, best in zip(held, scores.argmax(axis=1).tolist(), strict=True):
            if best != classes[place]:
                taken[int(classes[place]), best].append(said[place][1])
    counts = np.bincount(classes)
    for (right, wrong), phrases in sorted(taken.items(), key=lambda pair: -len(pair[1])):
        if len(phrases) >= max(OFTEN, SHARE * counts[right]):
            yield Confusion(labels[right], labels[wrong], tuple(phrases), int(counts[right]))


def _phrases(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    for book in roadmap.phrasebooks:
        yield from ((book.pattern, phrase) for phrase in book.phrases)
