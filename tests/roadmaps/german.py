"""What tests of the German roadmap look for: English words where German ones belong."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.cards import Card
from bot.layout import written
from knowledge.languages import texts_in
from knowledge.text import tokens
from tests.roadmaps.shelf import BACKUPS

COMMANDS: Final = re.compile(r"/settings set\b|(?<!\S)(?:/\S*|[a-z_]+:\S+)")
"""Commands, and options with their values: they are called so in any language."""


def english_words() -> frozenset[str]:
    """Give the words of our English texts that neither our German ones nor the roadmap's files have."""
    ours, theirs = ({*_words(texts_in(language).phrases.values())} for language in ("english", "german"))
    files = {*_words(path.read_text(encoding="utf-8") for path in BACKUPS.rglob("*.yaml"))}
    return frozenset(ours - theirs - files - {"add"})


def in_english(said: str, english: frozenset[str]) -> list[str]:
    """Give the lines in which an English word stands; commands and what they take have theirs."""

    return [line for line in said.splitlines() if english & {*_words([COMMANDS.sub(" ", line)])}]


def all_of(card: Card) -> str:
    """Give what a card says, and its buttons."""
    return "\n".join((written(card), *(button.label for button in card.buttons)))


def _words(said: Iterable[str]) -> Iterator[str]:
    for text in said:
        yield from tokens(text)
