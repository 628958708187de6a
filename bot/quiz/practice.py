"""Practice: a question in private, with an answer at once. Nothing is kept and no board counts it."""

from hashlib import sha256
from typing import Final

from bot.actions import Practise, Try
from bot.cards import Button, Card, Fine, Paragraph, Plain, Strong, letter, plain
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.cards import RoundCards, explained, question_blocks
from bot.storage.engine import Database
from knowledge.bank import Item, arranged

GONE: Final = "That question is no longer in the roadmap. /quiz shows what is open."


class Practising:
    """Asks questions about a pattern, one after another and round again; none that a quiz of the guild asks just now."""

    def __init__(self, database: Database, bank: tuple[Item, ...], cards: RoundCards) -> None:
        """Take everything that may be asked; questions with several right options need more than one press."""
        self._database = database
        self._bank = tuple(item for item in bank if not item.multiple)
        self._cards = cards

    async def ask(self, member: Member, action: Practise) -> Card:
        """Ask about a pattern; each turn asks something else until all was asked."""
        about = self._about(action.slug)
        kept = await self._open(member)
        turns = range(action.turn, action.turn + len(about))
        turn = next((turn for turn in turns if about[turn % len(about)].id not in kept), None)
        if turn is None:
            return Card(plain("There is no question about that to practise just now."), private=True)
        item = arranged(about[turn % len(about)], turn)
        tries = [Try(action.slug, turn, _mark(item), place) for place in range(len(item.options))]
        buttons = tuple(Button(letter(try_.option), try_) for try_ in tries)
        return Card(plain("Practice"), question_blocks(item), buttons, private=True)

    async def answer(self, member: Member, action: Try) -> Card:
        """Say whether an answer is right, and why the others are not."""
        about = self._about(action.slug)
        item = arranged(about[action.turn % len(about)], action.turn) if about else None
        if item is None or _mark(item) != action.mark or action.option >= len(item.options):
            return Card(plain(GONE), private=True)
        another = Button("Another one", Practise(action.slug, action.turn + 1))
        if item.id in await self._open(member):
            said = "A quiz here asks that just now. Its answer comes when it closes."
            return Card(plain(said), buttons=(another,), private=True)
        right = action.option in item.right
        title = (Strong("Right." if right else "Not quite."), Plain(f" {letter(item.right[0])} is right."))
        blocks = (
            Paragraph(plain(item.stem)),
            explained(item, 1 << action.option),
            Fine(plain(f"Source: {item.source}.")),
        )
        return Card(title, blocks, (another, *self._cards.leads(item)[:1]), private=True)

    def _about(self, slug: str) -> list[Item]:
        about = [item for item in self._bank if slug in item.patterns]
        return sorted(about, key=lambda item: item.patterns[0] != slug)

    async def _open(self, member: Member) -> set[str]:
        async with self._database.reading() as connection:
            return await rounds.asked_now(connection, member.guild_id)


def _mark(item: Item) -> str:
    """Tell a question from others in a few letters: whole ids would not fit into a button's."""
    return sha256(item.id.encode()).hexdigest()[:8]
