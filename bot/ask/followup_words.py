"""The words of follow-ups: closed lists, so that any other word makes a message a question of its own.

Each language has its own, as `followups.yaml` in its folder; that of English says what each list is for.
"""

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Annotated, Any, Final

from pydantic import BeforeValidator
from pydantic.dataclasses import dataclass

from knowledge import languages
from knowledge.kinds import QuestionKind
from knowledge.model import Roadmap, Words
from knowledge.text import tokens
from knowledge.values import STRICT, Label
from knowledge.vocabulary import WordSet

LONGEST: Final = 14
"""Words; who says more says what they mean."""
OF_GROUPS: Final = frozenset({QuestionKind.NEXT, QuestionKind.PREVIOUS, QuestionKind.LOOKUP})
IT: Final = "{it}"
"""Stands in a combination for any word that stands for what was spoken of."""
NONE: Final[frozenset[str]] = frozenset()


def _kind(value: Any) -> Any:
    return QuestionKind(value) if value in tuple(QuestionKind) else value


@dataclass(frozen=True, slots=True, config=STRICT)
class Condition:
    """Where one of some words is said, or always where there are none, one of these combinations must be, too."""

    then: tuple[Label, ...]
    when: WordSet = NONE


@dataclass(frozen=True, slots=True, config=STRICT)
class Ask:
    """How a kind of question is asked: one of these words must be said, and what else may be."""

    kind: Annotated[QuestionKind, BeforeValidator(_kind)]
    says: WordSet
    also: WordSet = NONE
    unless: WordSet = NONE
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, config=STRICT, kw_only=True)
class FollowUpWords:
    """What is said in follow-ups; the files explain each list."""

    it: WordSet
    links: WordSet
    small: WordSet
    asks: tuple[Ask, ...]
    builds_on: WordSet
    builds_on_also: WordSet
    builds_on_not_before: WordSet
    then: tuple[Label, ...]
    then_alone: tuple[Label, ...]
    what_it_is: tuple[Label, ...]
    instead: WordSet
    why: WordSet
    why_with: tuple[Label, ...]
    compares: tuple[Label, ...]
    compares_first: tuple[Label, ...]
    needs: WordSet
    needs_first: WordSet
    again: WordSet
    again_says: WordSet
    again_alone: tuple[Label, ...]
    what_about: tuple[Label, ...]
    overheard: WordSet

    @cached_property
    def within(self) -> frozenset[str]:
        """Give the words that may stand in any follow-up."""
        return self.it | self.links | self.small

    @cached_property
    def asking(self) -> frozenset[str]:
        """Give all words that may stand in a question around a name."""
        asks = (ask.says | ask.also for ask in self.asks)
        return self.within.union(self.instead, self.builds_on, self.overheard, *asks)

    def any_of(self, combinations: tuple[str, ...], said: frozenset[str]) -> bool:
        """Say whether all words of one of these combinations are said."""
        return any(all(self.it & said if part == IT else part in said for part in one.split()) for one in combinations)


def followup_words(roadmap: Roadmap) -> FollowUpWords:
    """Give the words of follow-ups in a roadmap's language, and among the small ones what it calls its entries."""
    return _words(roadmap.identity.language, roadmap.identity.words)


@lru_cache(maxsize=16)
def _words(language: str, called: Words) -> FollowUpWords:
    read = languages.read(languages.HERE / language / "followups.yaml", FollowUpWords)
    nouns = (called.entry, called.entries, called.post, called.posts)
    return replace(read, small=read.small | {word for noun in nouns for word in tokens(noun)})
