"""Practice: a question in private, with an answer at once. Nothing is kept and no board counts it."""

from typing import Final

from bot.actions import Practise, Try
from bot.cards import Button, Card, Fine, Options, Paragraph, Plain, Strong, letter, plain
from bot.quiz.cards import RoundCards, explanations, question_blocks
from bot.quiz.round import letters
from knowledge.bank import Item, arranged

GONE: Final = "That question is no longer in the roadmap. /quiz shows what is open."


class Practising:
    """Asks questions about a pattern, one after another and round again."""

    def __init__(self, bank: tuple[Item, ...], cards: RoundCards) -> None:
        """Take everything that may be asked; questions with several right options need more than one press."""
        self._bank = tuple(item for item in bank if not item.multiple)
        self._cards = cards

    def ask(self, action: Practise) -> Card:
        """Ask about a pattern; each turn asks something else until all was asked."""
        about = [item for item in self._bank if action.slug in item.patterns]
        about.sort(key=lambda item: item.patterns[0] != action.slug)
        if not about:
            return Card(plain("There is no question about that yet."), private=True)
        item = arranged(about[action.turn % len(about)], action.turn)
        buttons = tuple(
            Button(letter(place), Try(item.id, action.slug, action.turn, place)) for place in range(len(item.options))
        )
        return Card(plain("Practice"), question_blocks(item), buttons, private=True)

    def answer(self, action: Try) -> Card:
        """Say whether an answer is right, and why the others are not."""
        found = next((item for item in self._bank if item.id == action.question), None)
        if found is None or action.option >= len(found.options):
            return Card(plain(GONE), private=True)
        item = arranged(found, action.turn)
        choice = 1 << action.option
        right = action.option in item.right
        title = (Strong("Right." if right else "Not quite."), Plain(f" {letters(1 << item.right[0])} is right."))
        another = Button("Another one", Practise(action.slug, action.turn + 1))
        blocks = (
            Paragraph(plain(item.stem)),
            Options(explanations(item, choice)),
            Fine(plain(f"Source: {item.source}.")),
        )
        return Card(title, blocks, (another, *self._cards.leads(item)[:1]), private=True)
