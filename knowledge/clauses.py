"""A longer text, cut where its order is told: which part comes before which."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge import languages
from knowledge.exercise_words import QUIET, ExerciseWords, OrderWords, begins, ends, says, words_of
from knowledge.text import SENTENCE, tokens

LAST: Final = 10_000.0
"""Parts that are told to come last lie from here on."""
_LEAD: Final = 4
"""Words at the head of a part in which a word such as "first" speaks for the whole of it."""
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_ARROW = re.compile(r"\s*(?:[-=–—]+>|→|⇒|»)\s*|(?<=\s)>+(?=\s)")
_ITEM = re.compile(r"(?:^|(?<=[\s:;,.]))\(?([0-9]{1,2})[.)](?=\s)", re.MULTILINE)
_NUMBERED = "\x00"
"""Stands behind the number of an item while a text is cut."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text, and its place in the order that is told; a lower place comes first."""

    text: str
    place: float | None
    """None where it speaks of the whole and of no step."""
    conditional: bool = False
    """Whether a denial in it only says "not before": what it names is wanted, later."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The parts of a text as they stand in it."""

    clauses: tuple[Clause, ...]
    ordered: bool
    """Whether it says an order in words or numbers; else its places are only the order of mention."""


def told(text: str, words: ExerciseWords | None = None) -> Telling:
    """Cut `text` into its parts, each with its place in the order that it tells in these words, or in the usual ones."""
    words = words or words_of(languages.USUAL)
    order = _Order(words)
    for sentence in _sentences(text, words.order):
        order.begin_sentence()
        for part in _parts(sentence, words.order):
            order.add(part)
    return Telling(tuple(order.clauses), order.said)


def _sentences(text: str, order: OrderWords) -> Iterator[str]:
    # All that follows looks for blanks before a word, from each blank of a run anew.
    short = _LINES.sub("\n", _BLANKS.sub(" ", unicodedata.normalize("NFC", text)))
    lines = _ARROW.sub(f" {order.arrow} " if order.arrow else "\n", short)
    for item in _ITEM.sub(rf"\n\1 {_NUMBERED} ", lines).split("\n"):
        yield from (sentence for sentence in SENTENCE.split(item) if tokens(sentence))


def _parts(sentence: str, order: OrderWords) -> Iterator[str]:
    """Cut a sentence before each word that goes on to another step; one that begins with such a word, at its comma too."""
    turns = order.turn.split(order.no_turn.sub(_quiet, sentence.replace(QUIET, " ")))
    parts: list[str] = []
    for part in (turn.replace(QUIET, "") for turn in turns if tokens(turn)):
        # "Erst nach X": one turn, though two words make it.
        lone = bool(parts) and order.first_before_word.issuperset(tokens(parts[-1]))
        parts.append(f"{parts.pop()} {part}" if lone else part)
    for place, part in enumerate(parts):
        head, rest = _opening(part, order) if place == 0 else (part, "")
        yield from _pieces(head, order)
        if rest:
            yield from _pieces(rest, order)


def _pieces(part: str, order: OrderWords) -> Iterable[str]:
    """Cut a part at its commas where a language does so, and two of what lies between tell a place each."""
    pieces = [piece for piece in part.split(",") if tokens(piece)] if order.commas else []
    return pieces if sum(_tells_place(tokens(piece), order) for piece in pieces) > 1 else (part,)


def _tells_place(words: Sequence[str], order: OrderWords) -> bool:
    heard = _heard(words, order)
    beyond = begins(heard, order.then | order.before_that) or ends(words, order.before_that | order.last_at_end)
    counted = order.counts.match(" ".join(words)) is not None
    return counted or bool(beyond) or says(words, order.last) or _says_first(words, order)


def _quiet(found: re.Match[str]) -> str:
    """Mark the words of an expression that is no turn, or what follows the first of two like words."""
    return found[0] + QUIET if found["part"] else QUIET + found[0].replace(" ", f" {QUIET}")


def _opening(part: str, order: OrderWords) -> tuple[str, str]:
    """Cut what begins a sentence with "before" or "after" from what follows, if that is there."""
    comma, verb = part.find(","), order.opening_end.search(part)
    cut = min((at for at in (comma, verb.start() if verb else -1) if at >= 0), default=len(part))
    if begins(_heard(tokens(part[:cut]), order), order.before | order.back) and tokens(part[cut:]):
        return part[:cut], part[cut + 1 :]
    return part, ""


def _heard(words: Sequence[str], order: OrderWords) -> Sequence[str]:
    return [word for word in words if word not in order.fillers]


class _Order:
    """Gives each part its place, as the text is read from its beginning."""

    def __init__(self, words: ExerciseWords) -> None:
        self._words = words.order
        self._denying = words.denial.denying
        self.clauses: list[Clause] = []
        self.said = False
        self._next = 0.0
        self._front = -1.0
        self._opens = True
        self._swap: int | None = None

    def begin_sentence(self) -> None:
        """Note that what comes is the first part of a sentence."""
        self._opens = True
        self._swap = None

    def add(self, part: str) -> None:
        """Take the next part."""
        words = tokens(part)
        self._next += 1
        place: float | None = self._place(part, words)
        says_step = says(words[:_LEAD], self._words.step) or _NUMBERED in part
        if says(words, self._words.overview) and not says_step:
            place = None
        self.clauses.append(Clause(part.replace(_NUMBERED, ""), place))
        if self._swap is not None and self._swap < len(self.clauses) - 1:
            # "Before X, do Y": X was told first and comes after.
            before = self.clauses[self._swap]
            self.clauses[self._swap] = replace(before, place=self._next + 0.5)
            self._next += 1
            self._swap = None
        self._opens = False

    def _place(self, part: str, words: Sequence[str]) -> float:
        said, heard = self._words, _heard(words, self._words)
        if self._begins(part, words):
            return self._first()
        if said.counts.match(" ".join(words)) or _NUMBERED in part:
            self.said = True
            return self._next
        if says(words[:_LEAD], said.last_at_head) or ends(words, said.last_at_end) or says(words, said.last):
            self.said = True
            return LAST + self._next
        if begins(heard, said.before_that) or ends(words, said.before_that):
            self.said = True
            return self._back()
        if begins(heard, said.before | said.back):
            return self._relative(heard, opens=self._opens)
        if begins(heard, said.then):
            self.said = True
        elif begins(words, said.along) and self.clauses:
            # "A strangler fig. With a facade in front": one breath, though a full stop stands in it.
            return self._next if self.clauses[-1].place is None else self.clauses[-1].place
        return self._next

    def _back(self) -> float:
        """Place what comes right before what was told last."""
        last = self.clauses[-1] if self.clauses else None
        return self._next - 1.5 if last is None or last.place is None else last.place - 0.5

    def _relative(self, heard: Sequence[str], *, opens: bool) -> float:
        """Place what stands before or after something else."""
        self.said = True
        said, last = self._words, self.clauses[-1] if self.clauses else None
        before, after = bool(begins(heard, said.before)), bool(begins(heard, said.after))
        to_that = bool(begins(heard[begins(heard, said.before | said.back) :], said.that))
        if opens and not begins(heard, said.until):
            if to_that:
                return self._back() if before else self._next
            if before:
                self._swap = len(self.clauses)
            return self._next
        if last is not None and not self._denying.isdisjoint(tokens(last.text)) and not after:
            # "No canary before the flags": the flags come first, and the canary comes too.
            back = self._back()
            self.clauses[-1] = replace(last, conditional=True)
            return back
        return self._next if before or (after and to_that) else self._back()

    def _first(self) -> float:
        """Place what is told to come first: what was told before it without an order was only about the whole."""
        if not self.said:
            self.clauses = [replace(clause, place=None) for clause in self.clauses]
            self.said = True
            return self._next
        self._front -= 1
        return self._front if any(clause.place is not None for clause in self.clauses) else self._next

    def _begins(self, part: str, words: Sequence[str]) -> bool:
        """Say whether a part is told to come first of all."""
        said = self._words
        if part.startswith(f"1 {_NUMBERED}") or said.counts_one.match(" ".join(words)):
            return True
        if says(words[:_LEAD], said.first_at_head):
            return True
        return _says_first(words, said)


def _says_first(words: Sequence[str], order: OrderWords) -> bool:
    for at in range(len(words)):
        if length := begins(words[at:], order.any_first):
            behind = words[at + length :]
            step = not begins(words[max(0, at - 1) : at], order.no_step) or begins(behind, order.steps)
            follows = behind and not begins(behind, order.not_ahead)
            if step and (follows or begins(words[at:], order.first)):
                return True
    return False
