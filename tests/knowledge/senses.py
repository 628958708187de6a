"""A sentence model for tests: it knows a few senses by heart, whatever words they come in."""

from collections.abc import Sequence

import numpy as np

from knowledge.features import Floats

SENSES = (
    {"undo", "rollback", "compensation", "revert", "unwind", "regret"},
    {"mtls", "sidecar", "proxy", "encrypt", "gateway", "tunnel"},
    {"toggle", "switch", "rollout", "enable", "hide", "preview"},
    {"pizza", "weather", "football", "lasagna", "tennis", "rain"},
)


class Senses:
    """Gives a text its share of each sense, and of none."""

    def __init__(self, name: str = "senses 1") -> None:
        """Take the name by which what was learned with it is known."""
        self.name = name
        self.size = len(SENSES) + 1
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Give a row of unit length for each text."""
        self.asked += texts
        return np.array([self._row(set(text.split())) for text in texts], np.float32).reshape(len(texts), self.size)

    def _row(self, words: set[str]) -> Floats:
        row = np.array([*(len(words & sense) for sense in SENSES), 0.1], np.float32)
        return np.asarray(row / np.linalg.norm(row), np.float32)
