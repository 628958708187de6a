"""The small words of a language that tell how a question is put; its folder holds them as `words.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cached_property, lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints
from pydantic.dataclasses import dataclass

from knowledge.model import Words
from knowledge.text import tokens
from knowledge.values import STRICT, Label

Word = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\W_]+$")]


def _as_set(value: Any) -> Any:
    return frozenset(value) if isinstance(value, tuple) and all(isinstance(item, str) for item in value) else value


def _by_number(value: Any) -> Any:
    """Let keys of YAML, which are texts, count."""
    return {int(key) if str(key).isdecimal() else key: item for key, item in value.items()} if value else value


WordSet = Annotated[frozenset[Word], BeforeValidator(_as_set)]


@dataclass(frozen=True, slots=True, config=STRICT)
class Nouns:
    """What an entry and its post are called in the words below, and so in how kinds of question are put."""

    entry: Word
    entries: Word
    post: Word
    posts: Word


@dataclass(frozen=True, eq=False, config=STRICT, kw_only=True)
class Vocabulary:
    """Which words do what in a question; the file explains each list."""

    nouns: Nouns
    what_is: WordSet
    all: WordSet
    against: WordSet
    asks_second: WordSet
    asks_first: WordSet
    conditions: WordSet
    wishes: WordSet
    leads_to: WordSet
    first_of_questions: WordSet
    needs: WordSet
    leans: WordSet
    leans_on: WordSet
    needed: WordSet
    needed_by: WordSet
    needed_for: WordSet
    articles: WordSet
    speakers: WordSet
    addressed: WordSet
    entry_words: WordSet
    recommend: WordSet
    which: WordSet
    asking: WordSet
    tell: WordSet
    asked_frame: WordSet
    also: WordSet
    begins_question: WordSet
    greetings: WordSet
    numbers: tuple[Word, ...]
    ordinals: Annotated[Mapping[int, WordSet], BeforeValidator(_by_number)]
    ordinal_endings: WordSet
    group: WordSet
    group_words: WordSet
    group_letters: WordSet
    post_words: WordSet
    stand_ins: WordSet
    digit_words: WordSet
    plurals: Mapping[str, tuple[Label, ...]]
    fillers: WordSet
    joiners: WordSet
    small: WordSet
    absolutes: WordSet

    def calling(self, words: Words) -> "Vocabulary":
        """Let what a roadmap calls its entries and posts count wherever the language's own word for them does."""
        more: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, frozenset):
                names = {word for noun, said in self.renamed(words).items() if noun in value for word in tokens(said)}
                more[field.name] = value | names
        return replace(self, **more)

    def renamed(self, words: Words) -> Mapping[str, str]:
        """Give the nouns for which a roadmap has a word of its own, and that word."""
        own = {name: getattr(words, name) for name in ("entry", "entries", "post", "posts")}
        return {getattr(self.nouns, name): said for name, said in own.items() if said != getattr(Words(), name)}

    @cached_property
    def numbered(self) -> Mapping[str, int]:
        """Give the number that each word counts ("two")."""
        return {word: number for number, word in enumerate(self.numbers, 1)}

    @cached_property
    def placed(self) -> Mapping[str, int]:
        """Give the place that each word names ("second")."""
        return {word: number for number, words in self.ordinals.items() for word in words}

    @cached_property
    def counting(self) -> frozenset[str]:
        """Give the words by which entries are counted."""
        return self.group_words | self.post_words | self.digit_words | self.placed.keys()

    @cached_property
    def digit_ordinal(self) -> re.Pattern[str]:
        """Find a place in digits ("7th")."""
        return re.compile(rf"([1-9][0-9]?)(?:{_either(self.ordinal_endings)})\Z")

    @cached_property
    def short_group(self) -> re.Pattern[str]:
        """Find a group by its letter ("g2")."""
        return re.compile(rf"(?:{_either(self.group_letters)})([1-9])\Z")

    @cached_property
    def next_question(self) -> re.Pattern[str]:
        """Find where another question begins in a message."""
        begins = rf"(?:{_either(self.also)}) (?:{_either(self.begins_question)})\b"
        # The space comes first, so that the search goes from one to the next.
        return re.compile(rf"\s(?:(?<=\?\s)\s*|(?<=\n)\n*|\s*(?={begins}))", re.IGNORECASE)

    @cached_property
    def between(self) -> re.Pattern[str]:
        """Find what joins two names ("and")."""
        return re.compile(rf"\s+(?:{_either(self.also)}|&|\+)\s+", re.IGNORECASE)

    def plurals_of(self, word: str) -> tuple[str, ...]:
        """Give the plurals of a word, and its genitive, whose apostrophe is dropped."""
        ending = max((ending for ending in self.plurals if word.endswith(ending)), key=len, default=None)
        if ending is None:
            return ()
        return tuple(word.removesuffix(ending) + said for said in self.plurals[ending])


def _either(words: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)"


@lru_cache(maxsize=16)
def spoken(vocabulary: Vocabulary, words: Words) -> Vocabulary:
    """Give a language's words with those of a roadmap, the same each time."""
    return vocabulary.calling(words)
