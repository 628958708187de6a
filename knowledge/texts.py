"""Texts: what the bot says, each by its name, with slots for what changes from one time to the next."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

Value = TypeVar("Value")
NOUNS: Final = frozenset({"entry", "an_entry", "Entry", "entries", "Entries", "post", "Post", "posts", "Posts"})
"""Slots that any text may have: what the roadmap calls its entries and posts."""
_VOWELS: Final = frozenset("aeiouäöü")
_SLOT: Final = re.compile(r"\{([A-Za-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a language, or some of them, and a roadmap's own nouns."""

    phrases: Mapping[str, str]
    nouns: Mapping[str, str]

    def __call__(self, name: str, /, **values: object) -> str:
        """Write the text called `name`; a value is never read for slots itself."""
        return "".join(map(str, self.parts(name, **values)))

    def parts(self, name: str, /, **values: Value) -> Iterator[str | Value]:
        """Give the pieces of a text, each value in the place of its slot."""
        for place, piece in enumerate(_split(self.phrases[name])):
            if place % 2 == 0:
                yield piece
            elif piece in values:
                yield values[piece]
            else:
                yield self.nouns[piece]

    def count(self, name: str, number: int) -> str:
        """Write so many of something, by the text for one or that for several."""
        return self(f"{name}-one" if number == 1 else f"{name}-many", count=self.number(number))

    def number(self, number: int) -> str:
        """Write a number with the language's mark between thousands."""
        return f"{number:,}".replace(",", self.phrases["thousands"])

    def some(self, *names: str) -> "Texts":
        """Give some of the texts alone."""
        return Texts({name: self.phrases[name] for name in names}, self.nouns)


def a(noun: str) -> str:
    """Put the English article before a noun."""
    return f"{'an' if noun[:1].casefold() in _VOWELS else 'a'} {noun}"


def slots(phrase: str) -> frozenset[str]:
    """Give the slots of a text that are its own, and not nouns that any may have."""
    return frozenset(_split(phrase)[1::2]) - NOUNS


@lru_cache(maxsize=4096)
def _split(phrase: str) -> tuple[str, ...]:
    """Cut a text at its slots: texts stand at even places, names of slots between them."""
    return tuple(_SLOT.split(phrase))
