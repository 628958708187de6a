"""The rule by which Larson et al. (2019) tell strangers: a threshold that questions held out for it decide."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Matched:
    """How sure the matcher was of each question, whether its first candidate was right, and who was a stranger."""

    sure: Numbers
    right: Truths
    strange: Truths

    def drawn(self, chance: np.random.Generator) -> Self:
        """Draw as many questions and as many strangers again, with replacement."""
        inside, outside = (np.flatnonzero(self.strange == strange) for strange in (False, True))
        places = np.concatenate([chance.choice(inside, len(inside)), chance.choice(outside, len(outside))])
        return type(self)(self.sure[places], self.right[places], self.strange[places])

    def accuracy(self, least: float) -> float:
        """Give the share of known questions that are answered, and right, where `least` is sure enough."""
        return float((self.right & (self.sure >= least))[~self.strange].mean())

    def recall(self, least: float) -> float:
        """Give the share of strangers that are told to be so."""
        return float((self.sure < least)[self.strange].mean())


def threshold(matched: Matched) -> float:
    """Find how sure is sure enough: most questions are put right, "a stranger" being one more intent.

    Of thresholds that do equally well it is the highest.
    """
    order = np.argsort(-matched.sure, kind="stable")
    sure = matched.sure[order]
    # Answering one more question wins one where that is right, and loses one where it is a stranger's.
    won = np.cumsum(matched.right[order].astype(int) - matched.strange[order])
    below = np.append(sure[1:], sure[-1])
    apart = np.flatnonzero(np.append(sure[:-1] > sure[1:], True))
    last = apart[np.argmax(won[apart])]
    return float((sure[last] + below[last]) / 2)
