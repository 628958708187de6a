"""Practice: a question in private, with an answer at once. Nothing is kept and no board counts it."""

from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import Final

from bot.actions import Practise, Try
from bot.cards import Button, Card, Fine, Paragraph, Plain, Strong, letter, plain
from bot.quiz.cards import RoundCards, explained, question_blocks
from knowledge.bank import Item, arranged

GONE: Final = "That question is no longer in the roadmap. /quiz shows what is open."
ASKED_NOW: Final = "A quiz is asking just that question. What is right is told when it closes."


class Practising:
    """Asks questions about a pattern, one after another and round again."""

    def __init__(self, bank: Sequence[Item], cards: RoundCards) -> None:
        """Take everything that may be asked; questions with several right options need more than one press."""
        self._bank = bank
        self._cards = cards

    def ask(self, action: Practise, open_: Collection[str] = ()) -> Card:
        """Ask about a pattern; each turn asks something else until all was asked.

        `open_` are the questions of quizzes that are open: practice would tell what is right before they close.
        """
        turn = self._turn(action, open_)
        item = None if turn is None else self._asked(action.slug, turn)
        if turn is None or item is None:
            return Card(plain("There is no question to practise about that now."), private=True)
        tries = [Try(action.slug, turn, _mark(item), place) for place in range(len(item.options))]
        buttons = tuple(Button(letter(try_.option), try_) for try_ in tries)
        return Card(plain("Practice"), question_blocks(item), buttons, private=True)

    def answer(self, action: Try, open_: Collection[str] = ()) -> Card:
        """Say whether an answer is right, and why the others are not; nothing of a question that is open."""
        item = self._asked(action.slug, action.turn)
        if item is None or _mark(item) != action.mark or action.option >= len(item.options):
            return Card(plain(GONE), private=True)
        another = Button("Another one", Practise(action.slug, action.turn + 1))
        if item.id in open_:
            return Card(plain(ASKED_NOW), buttons=(another,), private=True)
        right = action.option in item.right
        title = (Strong("Right." if right else "Not quite."), Plain(f" {letter(item.right[0])} is right."))
        blocks = (
            Paragraph(plain(item.stem)),
            explained(item, 1 << action.option),
            Fine(plain(f"Source: {item.source}.")),
        )
        return Card(title, blocks, (another, *self._cards.leads(item)[:1]), private=True)

    def _turn(self, action: Practise, open_: Collection[str]) -> int | None:
        """Give the first turn, from the one that is wanted on, whose question is not open."""
        about = self._about(action.slug)
        turns = range(action.turn, action.turn + len(about))
        return next((turn for turn in turns if about[turn % len(about)].id not in open_), None)

    def _asked(self, slug: str, turn: int) -> Item | None:
        about = self._about(slug)
        return arranged(about[turn % len(about)], turn) if about else None

    def _about(self, slug: str) -> list[Item]:
        about = [item for item in self._bank if slug in item.patterns and not item.multiple]
        about.sort(key=lambda item: item.patterns[0] != slug)
        return about


def _mark(item: Item) -> str:
    """Tell a question from others in a few letters: whole ids would not fit into a button's."""
    return sha256(item.id.encode()).hexdigest()[:8]
