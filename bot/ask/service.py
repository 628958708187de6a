"""Asking: a message in, cards out; and what commands and the buttons under a card do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.ask.cards import answer_card, doubting, outcome_card, quoting
from bot.ask.naming import Closest, Found, closest_card, find
from bot.ask.reasons import reason_card
from bot.ask.series import find_all
from bot.ask.why import why_card
from bot.ask.wording import worded
from bot.cards import (
    Card,
    Choose,
    Compare,
    Explain,
    Fine,
    RoadmapAction,
    ShowGroup,
    ShowNext,
    ShowPath,
    ShowPattern,
    ShowPitfalls,
    ShowPrerequisites,
)
from knowledge import composing
from knowledge.answers import Answer, Passage, Remedy
from knowledge.guide import QUESTION_LIMIT, Guide, Reply
from knowledge.kinds import QuestionKind
from knowledge.model import Group, Pattern
from knowledge.outcomes import Answered, NotKnown, Outcome

MOST_COMPARED = 3
REMEMBERED = 512
"""Messages whose answers are at hand: many people choose what is suggested, or ask what others have asked."""


@dataclass(frozen=True, slots=True)
class Response:
    """What is said to a message: a card for each question, and what they rest on."""

    reply: Reply
    cards: tuple[Card, ...]


class Asking:
    """Answers questions about one roadmap."""

    def __init__(self, guide: Guide) -> None:
        """Take the guide that knows the roadmap."""
        self.guide = guide
        self._cards: dict[str, Card] = {}
        self._remembered = lru_cache(REMEMBERED)(self._respond)

    def answer(self, message: str) -> Response:
        """Answer a message."""
        return self._remembered(message)

    def _respond(self, message: str) -> Response:
        reply = self.guide.ask(message)
        cards = [self._card(outcome) for outcome in reply.outcomes]
        if reply.left_out:
            left = Fine(worded(self.guide.roadmap, "left-out", count=str(reply.left_out)))
            cards[-1] = replace(cards[-1], blocks=(*cards[-1].blocks, left))
        return Response(reply, tuple(cards))

    def _card(self, outcome: Outcome) -> Card:
        match outcome:
            case Answered(question=question, answer=Remedy(pattern=pattern) as remedy):
                card = quoting(self._card_of(remedy, pattern.slug), question)
                return doubting(self.guide.roadmap, card, outcome.others)
            case Answered(answer=Passage(subject=subject) as passage) if self.guide.gives(passage, subject.slug):
                return self._card_of(passage, subject.slug)
            case _:
                return outcome_card(self.guide.roadmap, outcome)

    def _card_of(self, answer: Remedy | Passage, slug: str) -> Card:
        """Show what the roadmap says of a subject, which is the same each time."""
        if slug not in self._cards:
            self._cards[slug] = answer_card(self.guide.roadmap, answer)
        return self._cards[slug]

    def told(self, outcome: Outcome) -> Response:
        """Tell an outcome that was found elsewhere than in the message itself."""
        return Response(Reply((outcome,)), (self._card(outcome),))

    def decline(self, message: str, reason: str) -> Response:
        """Say why a message is not looked up at all."""
        outcome = NotKnown(message, reason)
        return Response(Reply((outcome,)), (outcome_card(self.guide.roadmap, outcome),))

    def find(self, name: str) -> Found | Closest:
        """Say which entry a name means, or which come nearest."""
        return find(self.guide, name)

    def explain(self, outcome: Outcome) -> Card:
        """Say how an outcome was found: by names, or by likeness to what people say."""
        return reason_card(self.guide, outcome)

    def look_up(self, typed: str) -> Card:
        """Show the pattern, term or group called `typed`, or the nearest names."""
        found = self.find(typed)
        if isinstance(found, Closest):
            return closest_card(self.guide.roadmap, found)
        return answer_card(self.guide.roadmap, composing.entry(self.guide.roadmap, found.entry))

    def with_patterns(self, typed: Sequence[str], action: Callable[[Sequence[str]], RoadmapAction]) -> Card:
        """Do something with the patterns called `typed`; a term stands for the post that teaches it."""
        patterns = self._patterns([self.find(name) for name in typed])
        return patterns if isinstance(patterns, Card) else self.follow(action([pattern.slug for pattern in patterns]))

    def pattern(self, typed: str) -> Pattern | Card:
        """Give the pattern called `typed`, or a card that says why there is none."""
        found = self._patterns([self.find(typed)])
        return found if isinstance(found, Card) else found[0]

    def compare(self, typed: str) -> Card:
        """Set side by side the two or three patterns that a text names one after another."""
        patterns = self._patterns(find_all(self.guide, typed[:QUESTION_LIMIT]))
        if isinstance(patterns, Card):
            return patterns
        if not 1 < len(patterns) <= MOST_COMPARED:
            return Card(worded(self.guide.roadmap, "name-several"), private=True)
        return answer_card(self.guide.roadmap, composing.comparison(self.guide.roadmap, patterns))

    def _patterns(self, findings: Sequence[Found | Closest]) -> list[Pattern] | Card:
        """Give the pattern of each finding, or a card that says why one of them has none."""
        roadmap = self.guide.roadmap
        patterns: list[Pattern] = []
        for found in findings:
            if isinstance(found, Closest):
                return closest_card(self.guide.roadmap, found)
            if isinstance(found.entry, Group):
                return Card(worded(roadmap, "is-a-group", name=found.entry.name), private=True)
            pattern = found.entry if isinstance(found.entry, Pattern) else roadmap.pattern(found.entry.hosts[0])
            if pattern in patterns:
                return Card(worded(roadmap, "twice", name=pattern.name), private=True)
            patterns.append(pattern)
        return patterns

    def follow(self, action: RoadmapAction, question: str = "") -> Card:
        """Do what a button says; `question` is what its card quotes.

        Raises KeyError where the button names an entry that the roadmap no longer has.
        """
        if isinstance(action, Explain):
            self.guide.subject(action.slug)
            return why_card(self.guide, self.guide.why(question, action.slug), action.slug)
        return answer_card(self.guide.roadmap, self._answer(action), question if isinstance(action, Choose) else "")

    def _answer(self, action: RoadmapAction) -> Answer:
        roadmap = self.guide.roadmap
        match action:
            case Choose(slug=slug):
                return self.guide.answer_of(slug)
            case ShowGroup(slug=slug):
                group = next((group for group in roadmap.groups if group.slug == slug), None)
                if group is None:
                    raise KeyError(slug)
                return composing.membership(roadmap, group)
            case Compare(first=first, second=second):
                return composing.comparison(roadmap, (roadmap.pattern(first), roadmap.pattern(second)))
            case ShowPrerequisites(slug=slug):
                return composing.foundation(roadmap, roadmap.pattern(slug))
            case ShowNext(slug=slug):
                return composing.neighbour(roadmap, roadmap.pattern(slug), QuestionKind.NEXT)
            case ShowPitfalls(slug=slug):
                return composing.caution(roadmap, roadmap.pattern(slug))
            case ShowPath(slug=slug, full=full):
                return composing.route(roadmap, roadmap.pattern(slug), whole=full)
            case ShowPattern(slug=slug) | Explain(slug=slug):
                return composing.portrait(roadmap, roadmap.pattern(slug))
