"""Practice: a question in private, with an answer at once. Nothing is kept and no board counts it."""

from hashlib import sha256
from typing import Final

from bot.actions import Practise, Try
from bot.cards import Button, Card, Fine, Options, Paragraph, Plain, Strong, letter, plain
from bot.quiz.cards import RoundCards, explanations, question_blocks
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
        item = self._asked(action.slug, action.turn)
        if item is None:
            return Card(plain("There is no question about that yet."), private=True)
        tries = [Try(action.slug, action.turn, _mark(item), place) for place in range(len(item.options))]
        buttons = tuple(Button(letter(try_.option), try_) for try_ in tries)
        return Card(plain("Practice"), question_blocks(item), buttons, private=True)

    def answer(self, action: Try) -> Card:
        """Say whether an answer is right, and why the others are not."""
        item = self._asked(action.slug, action.turn)
        if item is None or _mark(item) != action.mark or action.option >= len(item.options):
            return Card(plain(GONE), private=True)
        right = action.option in item.right
        title = (Strong("Right." if right else "Not quite."), Plain(f" {letter(item.right[0])} is right."))
        another = Button("Another one", Practise(action.slug, action.turn + 1))
        blocks = (
            Paragraph(plain(item.stem)),
            Options(explanations(item, 1 << action.option)),
            Fine(plain(f"Source: {item.source}.")),
        )
        return Card(title, blocks, (another, *self._cards.leads(item)[:1]), private=True)

    def _asked(self, slug: str, turn: int) -> Item | None:
        about = [item for item in self._bank if slug in item.patterns]
        about.sort(key=lambda item: item.patterns[0] != slug)
        return arranged(about[turn % len(about)], turn) if about else None


def _mark(item: Item) -> str:
    """Tell a question from others in a few letters: whole ids would not fit into a button's."""
    return sha256(item.id.encode()).hexdigest()[:8]
