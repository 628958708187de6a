"""The words by which an answer to an open challenge tells an order, a refusal or a reason.

Each language has its own, as `exercise.yaml` in its folder; that of English says what each list is for. In a language
that brings none only numbers and lines tell an order, and nothing is read as left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache, cached_property
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, StrictBool, StringConstraints
from pydantic.dataclasses import dataclass

from knowledge import languages
from knowledge.model import Roadmap
from knowledge.text import tokens
from knowledge.values import STRICT
from knowledge.vocabulary import Word

LONGEST: Final = 3
"""Words of an expression."""
NONE: Final[frozenset[str]] = frozenset()
QUIET: Final = "\x01"
"""Stands before a word that is no turn, while a text is cut."""


def _as_heard(value: Any) -> Any:
    """Bring expressions into the form into which answers are cut."""
    if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
        return value
    # What is cut into more words than it is written in no answer can hold: it is left for the pattern to refuse.
    return frozenset(" ".join(heard) if len(heard := tokens(item)) == len(item.split()) else item for item in value)


def _as_typed(value: Any) -> Any:
    """Let expressions be typed with their accents and without."""
    return _as_heard(value) | frozenset(value) if isinstance(_as_heard(value), frozenset) else value


Expression = Annotated[str, StringConstraints(pattern=r"^[^\W_]+(?: [^\W_]+){0,2}$", max_length=40)]
HeardWords = Annotated[frozenset[Word], BeforeValidator(_as_heard)]
Heard = Annotated[frozenset[Expression], BeforeValidator(_as_heard)]
"""Words and short expressions that are looked for in what an answer is cut into."""
Typed = Annotated[frozenset[Expression], BeforeValidator(_as_typed)]
"""Words and short expressions at which the text itself is cut, and which may be written with accents."""
Reach = Annotated[int, Field(ge=1, le=6, strict=True)]


@dataclass(frozen=True, config=STRICT, kw_only=True)
class OrderWords:
    """What tells which part of an answer comes before which."""

    arrow: Word | None = None
    turns: Typed = NONE
    turns_before_word: Typed = NONE
    no_turns: Typed = NONE
    joins: Typed = NONE
    repeats: Typed = NONE
    opening_ends: Typed = NONE
    commas: StrictBool = False
    counted: Heard = NONE
    one: Heard = NONE
    first: Heard = NONE
    first_before_word: Heard = NONE
    first_at_head: Heard = NONE
    no_step: Heard = NONE
    steps: Heard = NONE
    not_ahead: Heard = NONE
    then: Heard = NONE
    last: Heard = NONE
    last_at_head: Heard = NONE
    last_at_end: Heard = NONE
    before: Heard = NONE
    before_that: Heard = NONE
    after: Heard = NONE
    once: Heard = NONE
    until: Heard = NONE
    that: Heard = NONE
    fillers: HeardWords = NONE
    along: Heard = NONE
    overview: Heard = NONE

    @cached_property
    def back(self) -> frozenset[str]:
        """Give what says that something else came before."""
        return self.after | self.once | self.until

    @cached_property
    def any_first(self) -> frozenset[str]:
        """Give what comes first of all, wherever it stands."""
        return self.first | self.first_before_word

    @cached_property
    def step(self) -> frozenset[str]:
        """Give what says that a part is a step, at its head."""
        return self.any_first | self.first_at_head | self.then | self.last | self.last_at_head

    @cached_property
    def turn(self) -> re.Pattern[str]:
        """Find the blank before a word that goes on to another step."""
        joins, turns, before_word = either(self.joins), either(self.turns), either(self.turns_before_word)
        turns = turns.replace(r"\ ", ",?\\ ")
        return re.compile(
            rf"\s+(?=(?:(?:{joins})\s+)?(?:(?:{turns})\b|(?:{before_word})(?= [\w{QUIET}])))", re.IGNORECASE
        )

    @cached_property
    def no_turn(self) -> re.Pattern[str]:
        """Find where such a word goes on to no step."""
        repeated = rf"\b(?P<part>\w+(?: \w+)?) (?=(?:{either(self.repeats)}) (?P=part)\b)"
        return re.compile(rf"{repeated}|\b(?:{either(self.no_turns)})\b", re.IGNORECASE)

    @cached_property
    def opening_end(self) -> re.Pattern[str]:
        """Find where the first part of a sentence that begins with "before" or "after" ends without a comma."""
        return re.compile(rf"\s(?=(?:{either(self.opening_ends)})\b)", re.IGNORECASE)

    @cached_property
    def counts(self) -> re.Pattern[str]:
        """Find a step with its number at the head of a part."""
        return re.compile(rf"(?:{either(self.counted)}) (?:[0-9]+|{either(self.one)})\b")

    @cached_property
    def counts_one(self) -> re.Pattern[str]:
        """Find the first of such steps."""
        return re.compile(rf"(?:{either(self.counted)}) (?:1|{either(self.one)})\b")


@dataclass(frozen=True, config=STRICT, kw_only=True)
class Refusal:
    """A verb that leaves out what is named beside it, where one of some words is said behind the name."""

    says: HeardWords
    then: HeardWords = NONE
    unless: HeardWords = NONE


@dataclass(frozen=True, config=STRICT, kw_only=True)
class DenialWords:
    """What tells that something is named only to be left out."""

    nouns: Mapping[Word, Reach] = field(default_factory=dict)
    verbs: HeardWords = NONE
    answers: HeardWords = NONE
    ends: HeardWords = NONE
    ends_unless_after: Mapping[Word, HeardWords] = field(default_factory=dict)
    links: HeardWords = NONE
    alternatives: HeardWords = NONE
    joins: HeardWords = NONE
    mild: HeardWords = NONE
    needless: HeardWords = NONE
    but: Typed = NONE
    excuses: HeardWords = NONE
    without: HeardWords = NONE
    without_first: HeardWords = NONE
    otherwise: HeardWords = NONE
    rather: HeardWords = NONE
    than: HeardWords = NONE
    being: HeardWords = NONE
    degrees: HeardWords = NONE
    unwanted: Heard = NONE
    not_being: Heard = NONE
    wanted: HeardWords = NONE
    rejections: Heard = NONE
    alone: Heard = NONE
    refusals: tuple[Refusal, ...] = ()

    @cached_property
    def denying(self) -> frozenset[str]:
        """Give all words that deny what follows them."""
        return self.verbs | self.nouns.keys()

    @cached_property
    def joining(self) -> frozenset[str]:
        """Give all that may stand between the names of a list."""
        return self.links | self.joins

    @cached_property
    def cut(self) -> re.Pattern[str]:
        """Find where a denial ends."""
        return re.compile(rf"[,:;()\[\]]|\s[-–—]\s|(?=\b(?:{either(self.but)})\b)", re.IGNORECASE)

    @cached_property
    def rejected(self) -> re.Pattern[str]:
        """Find what rejects a name right before it."""
        is_unwanted = rf"(?:(?:{either(self.being)}) )+(?:(?:{either(self.degrees)}) )?(?:{either(self.unwanted)})"
        is_not_wanted = rf"(?:{either(self.not_being)})(?: \w+)? (?:{either(self.wanted)})"
        return re.compile(rf"(?:\w+ ){{0,4}}?(?:{is_unwanted}|{is_not_wanted}|{either(self.rejections)})\b")


@dataclass(frozen=True, config=STRICT, kw_only=True)
class ReasonWords:
    """What tells why or when something is done."""

    why: Typed = NONE
    when: Typed = NONE
    not_when: Typed = NONE
    links: Typed = NONE
    speakers: Typed = NONE
    no_cut: Typed = NONE

    @cached_property
    def cut(self) -> re.Pattern[str]:
        """Find where a description may go on to something else."""
        unless = "".join(rf"(?<!{re.escape(word)} )" for word in sorted(self.no_cut))
        return re.compile(
            rf"[,:;()]|\s[-–—]\s|\b(?:{either(self.links)})\b|(?=\b(?:{either(self.why)})\b)"
            rf"|{unless}(?=\b(?:{either(self.speakers)})\b)",
            re.IGNORECASE,
        )

    @cached_property
    def aside(self) -> re.Pattern[str]:
        """Find what tells a condition, a cause or a wish, and not what is done."""
        unless = "".join(rf"(?<!\b{re.escape(word)} )" for word in sorted(self.not_when))
        return re.compile(rf"\b(?:{either(self.why)}|{unless}(?:{either(self.when)}))\b.*", re.IGNORECASE)


@dataclass(frozen=True, config=STRICT, kw_only=True)
class ExerciseWords:
    """What is said in answers to an open challenge; the files explain each list."""

    order: OrderWords = field(default_factory=OrderWords)
    denial: DenialWords = field(default_factory=DenialWords)
    reasons: ReasonWords = field(default_factory=ReasonWords)


def exercise_words(roadmap: Roadmap) -> ExerciseWords:
    """Give the words of a roadmap's language, where it brings any."""
    return words_of(roadmap.identity.language)


@cache
def words_of(language: str) -> ExerciseWords:
    """Give the words of a language, where it brings any."""
    path = languages.HERE / language / "exercise.yaml"
    return languages.read(path, ExerciseWords) if path.exists() else ExerciseWords()


def either(expressions: frozenset[str]) -> str:
    """Give what finds any of some expressions, the longest first."""
    return "|".join(map(re.escape, sorted(expressions, key=lambda said: (-len(said), said)))) or r"(?!)"


def begins(words: Sequence[str], expressions: frozenset[str]) -> int:
    """Say how many words at the head of some make up one of these expressions."""
    lengths = range(min(LONGEST, len(words)), 0, -1)
    return next((length for length in lengths if " ".join(words[:length]) in expressions), 0)


def ends(words: Sequence[str], expressions: frozenset[str]) -> bool:
    """Say whether words end with one of these expressions."""
    return any(" ".join(words[-length:]) in expressions for length in range(1, LONGEST + 1))


def says(words: Sequence[str], expressions: frozenset[str]) -> bool:
    """Say whether one of these expressions stands among words."""
    return bool(expressions) and any(begins(words[at:], expressions) for at in range(len(words)))
