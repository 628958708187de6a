"""What a taught question would break: labelled questions of the roadmap that are answered right today."""

from collections.abc import Sequence

from bot.ask.record import record
from bot.ask.service import Asking
from bot.evaluating.judging import Judgement, right
from bot.teach.outcomes import outcome_of
from bot.teach.taught import Taught
from knowledge.kinds import QuestionKind
from knowledge.labels import Label
from knowledge.overlay import Overlay


def broken(asking: Asking, one: Taught, labels: Sequence[Label]) -> list[Label]:
    """Give the labelled questions that `one` would answer wrong, and that get the right answer without it."""
    overlay = Overlay([(one.form, one)])
    return [
        label
        for label in labels
        if overlay.find(label.q) is not None and _right_today(asking, label) and not _right_then(asking, one, label)
    ]


def _right_today(asking: Asking, label: Label) -> bool:
    return _right(asking, Judgement(label, record(asking.guide.roadmap, label.q, asking.answer(label.q))))


def _right_then(asking: Asking, one: Taught, label: Label) -> bool:
    outcome = outcome_of(asking.guide, one, label.q)
    if outcome is None:
        return _right_today(asking, label)
    return _right(asking, Judgement(label, record(asking.guide.roadmap, label.q, asking.told(outcome))))


def _right(asking: Asking, judged: Judgement) -> bool:
    if judged.label.kind is QuestionKind.PROBLEM:
        return judged.answered and judged.first
    return right(judged, asking.guide.roadmap)
