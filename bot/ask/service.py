"""Asking: a message in, cards out; and what the buttons under a card do."""

from dataclasses import dataclass

from bot.ask.cards import answer_card, outcome_card
from bot.ask.tour import roadmap_card
from bot.ask.why import why_card
from bot.cards import (
    Action,
    Card,
    Choose,
    Compare,
    Explain,
    Fine,
    Plain,
    ShowGroup,
    ShowNext,
    ShowPath,
    ShowPattern,
    ShowPitfalls,
    ShowPrerequisites,
)
from knowledge import composing
from knowledge.answers import Answer
from knowledge.guide import Guide, Reply
from knowledge.kinds import QuestionKind


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

    def answer(self, message: str) -> Response:
        """Answer a message."""
        reply = self.guide.ask(message)
        cards = [outcome_card(self.guide.roadmap, outcome) for outcome in reply.outcomes]
        if reply.left_out:
            said = Plain(f"{reply.left_out} more question(s) left out: ask up to three at a time.")
            cards[-1] = Card(cards[-1].title, (*cards[-1].blocks, Fine((said,))), cards[-1].buttons, cards[-1].private)
        return Response(reply, tuple(cards))

    def roadmap(self) -> Card:
        """Show the whole roadmap."""
        return roadmap_card(self.guide.roadmap)

    def follow(self, action: Action, question: str = "") -> Card:
        """Do what a button says; `question` is what its card quotes.

        Raises KeyError where the button names an entry that the roadmap no longer has.
        """
        if isinstance(action, Explain):
            return why_card(self.guide.roadmap, self.guide.why(question, action.slug), action.slug)
        return answer_card(self.guide.roadmap, self._answer(action), question if isinstance(action, Choose) else "")

    def _answer(self, action: Action) -> Answer:
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
            case ShowPath(slug=slug):
                return composing.route(roadmap, roadmap.pattern(slug))
            case ShowPattern(slug=slug) | Explain(slug=slug):
                return composing.portrait(roadmap, roadmap.pattern(slug))
