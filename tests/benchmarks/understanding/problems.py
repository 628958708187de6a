"""Problems whose pattern is known: which of them get it first."""

from collections.abc import Sequence
from random import Random

from bot.ask.record import record
from bot.ask.service import Asking
from bot.evaluating.judging import Judgement
from knowledge.labels import Label

DRAWS = 1_000
SEED = 1
MIDDLE = (25, 975)


def firsts(asking: Asking, labels: Sequence[Label], questions: Sequence[str]) -> list[bool]:
    """Say of each question whether the pattern of its label comes first."""
    roadmap = asking.guide.roadmap
    return [
        Judgement(label, record(roadmap, question, asking.answer(question))).first
        for label, question in zip(labels, questions, strict=True)
    ]


def between(losses: Sequence[float]) -> tuple[float, float, float]:
    """Give the mean and where 95 % of the means of like sets would lie (percentile bootstrap, Efron 1979)."""
    chance = Random(SEED)
    means = sorted(sum(chance.choices(losses, k=len(losses))) / len(losses) for _ in range(DRAWS))
    low, high = (means[place * DRAWS // 1000] for place in MIDDLE)
    return sum(losses) / len(losses), low, high
