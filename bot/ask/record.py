"""One answer as a JSON object: what `ask --jsonl` prints."""

from collections.abc import Iterable
from typing import TypedDict

from bot.ask.service import Response
from bot.cards import Card, Entry, spans
from bot.layout import written
from knowledge import graph
from knowledge.answers import Foundation, Route
from knowledge.model import Pattern, Roadmap
from knowledge.outcomes import Answered, NotKnown, Outcome, Suggested

OUTCOMES = {Answered: "answer", Suggested: "suggestions", NotKnown: "none"}


class Record(TypedDict):
    """The fields of a line, as other programs read them."""

    question: str
    outcome: str
    kind: str
    patterns: list[str]
    groups: list[str]
    mentions: list[str]
    confidence: float
    sources: list[str]
    text: str


def record(roadmap: Roadmap, question: str, response: Response) -> Record:
    """Put a response into one object; of several questions the first gives kind and confidence."""
    outcomes = response.reply.outcomes
    first = outcomes[0]
    return Record(
        question=question,
        outcome=OUTCOMES[type(first)],
        kind=_kind(first),
        patterns=_joined(_patterns(outcome) for outcome in outcomes),
        groups=_joined(_groups(outcome) for outcome in outcomes),
        mentions=_joined(
            _mentions(roadmap, outcome, card) for outcome, card in zip(outcomes, response.cards, strict=True)
        ),
        confidence=round(first.confidence, 3),
        sources=_joined(outcome.answer.sources for outcome in outcomes if isinstance(outcome, Answered)),
        text="\n\n".join(written(card) for card in response.cards),
    )


def _kind(outcome: Outcome) -> str:
    match outcome:
        case Answered(answer=answer):
            return answer.kind.value
        case Suggested(kind=kind):
            return kind.value
        case NotKnown():
            return "none"


def _patterns(outcome: Outcome) -> tuple[str, ...]:
    match outcome:
        case Answered(answer=answer, others=others):
            return (*answer.patterns, *(other.slug for other in others))
        case Suggested(candidates=candidates):
            return tuple(candidate.slug for candidate in candidates if isinstance(candidate, Pattern))
        case NotKnown():
            return ()


def _groups(outcome: Outcome) -> tuple[str, ...]:
    return outcome.answer.groups if isinstance(outcome, Answered) else ()


def _mentions(roadmap: Roadmap, outcome: Outcome, card: Card) -> list[str]:
    """Give the patterns as a reader meets them; of paths and prerequisites, as one has to learn them."""
    met = [span.slug for span in spans(card) if isinstance(span, Entry)]
    if isinstance(outcome, Answered) and isinstance(outcome.answer, (Route, Foundation)):
        answer = outcome.answer
        steps = (*answer.order, answer.pattern) if isinstance(answer, Foundation) else _steps(answer)
        first = graph.in_learning_order(roadmap, [step.slug for step in steps])
        rest = graph.in_learning_order(roadmap, set(met) - {pattern.slug for pattern in first})
        return [pattern.slug for pattern in (*first, *rest)]
    return met


def _steps(answer: Route) -> tuple[Pattern, ...]:
    return answer.full if answer.whole else answer.short


def _joined(parts: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(slug for part in parts for slug in part))
