"""The question bank: everything that a quiz over the roadmap can ask."""

from knowledge.items import Choice, Item, Origin, arranged
from knowledge.model import Roadmap
from knowledge.questions import Question

__all__ = ["Choice", "Item", "Origin", "arranged", "bank_of"]


def bank_of(roadmap: Roadmap) -> tuple[Item, ...]:
    """Give every question: those written by hand as their files order them, then those that the tables give."""
    return tuple(authored(roadmap, question) for question in roadmap.questions)


def authored(roadmap: Roadmap, question: Question) -> Item:
    """Make a question that was written by hand ready to be asked."""
    return Item(
        id=question.id,
        stem=roadmap.text(question.stem),
        options=tuple(Choice(option.text, roadmap.text(option.why), right=option.right) for option in question.options),
        patterns=question.patterns,
        group=roadmap.pattern(question.patterns[0]).group,
        difficulty=question.difficulty,
        kind=question.kind,
        recall=question.recall,
        origin=Origin.AUTHORED,
        source=question.source,
    )
