"""A longer text, cut where its order is told: which part comes before which."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.denial import DENYING
from knowledge.text import tokens

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
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_TURN = re.compile(
    r"(?<!\bat)\s+(?=(?:and\s+|but\s+)?(?:then|next(?! to\b)|afterwards?|after(?! (?:the |an)other\b)|before|until|once"
    r"|finally|lastly|later(?= \w)|followed by|prior to|subsequently)\b)",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"\b(\w+(?: \w+)?) after (?=\1\b)", re.IGNORECASE)
_AFTER = "\x01"
"""Stands for the "after" of "module after module", which is no turn, while a text is cut."""
_COUNTED = re.compile(r"(?:step|phase|stage|wave|iteration|months?|weeks?|quarters?|sprints?|year) (?:[0-9]+|one)\b")
_COUNTED_ONE = re.compile(r"(?:step|phase|stage|wave|iteration|months?|weeks?|quarters?|sprints?|year) (?:1|one)\b")
_FIRST = frozenset({"first", "firstly", "initially", "start", "starting", "begin", "beginning"})
_NO_STEP = frozenset({"the", "each", "every", "our", "its", "my", "users", "customers", "people", "staff"})
"""After these "first" tells no order: "the first service", "a few users first"; but for the words below."""
_STEPS = frozenset({"step", "steps", "thing", "phase", "move", "stage", "job"})
_THEN = frozenset(
    {"then", "next", "afterwards", "afterward", "later", "subsequently", "followed", "second", "secondly"}
)
_FINALLY = frozenset({"finally", "lastly", "last"})
_BACK = frozenset({"after", "once", "until"})
_BEFORE = frozenset({"before", "prior"})
_THAT = frozenset({"that", "this", "which", "these", "those", "it", "all", "doing"})
_FILLERS = frozenset({"and", "but", "only", "so", "well", "ok", "also", "however", "right", "just", "of", "course"})
_ALONG = frozenset({"and", "with", "including", "plus", "using", "via", "through"})
_OVERVIEW = frozenset(
    {
        "overall",
        "core",
        "main",
        "frame",
        "backbone",
        "overarching",
        "umbrella",
        "approach",
        "strategy",
        "idea",
        "basically",
    }
    | {"whole", "goal", "answer", "classic", "combine", "combination", "essentially"}
)


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


def told(text: str) -> Telling:
    """Cut `text` into its parts, each with its place in the order that it tells."""
    order = _Order()
    for sentence in _sentences(text):
        order.begin_sentence()
        for part in _parts(sentence):
            order.add(part)
    return Telling(tuple(order.clauses), order.said)


def _sentences(text: str) -> Iterator[str]:
    # All that follows looks for blanks before a word, from each blank of a run anew.
    short = _LINES.sub("\n", _BLANKS.sub(" ", text))
    for item in _ITEM.sub(rf"\n\1 {_NUMBERED} ", _ARROW.sub(" then ", short)).split("\n"):
        yield from (sentence for sentence in _SENTENCE.split(item) if tokens(sentence))


def _parts(sentence: str) -> Iterator[str]:
    """Cut a sentence before each word that goes on to another step; one that begins with such a word, at its comma too."""
    turns = _TURN.split(_REPEATED.sub(rf"\1 {_AFTER} ", sentence.replace(_AFTER, " ")))
    parts = [part.replace(_AFTER, "after") for part in turns if tokens(part)]
    for place, part in enumerate(parts):
        head, comma, rest = part.partition(",")
        if place == 0 and comma and _lead(tokens(head)) in _BEFORE | _BACK and tokens(rest):
            yield head
            yield rest
        else:
            yield part


def _lead(words: Sequence[str]) -> str:
    return next((word for word in words if word not in _FILLERS), "")


class _Order:
    """Gives each part its place, as the text is read from its beginning."""

    def __init__(self) -> None:
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
        if _OVERVIEW & set(words) and not self._says_step(words) and _NUMBERED not in part:
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
        lead, opens = _lead(words), self._opens
        rest = [word for word in words if word not in _FILLERS][1:]
        if _begins(part, words):
            return self._first()
        if _COUNTED.match(" ".join(words)) or _NUMBERED in part:
            self.said = True
            return self._next
        if _FINALLY & set(words[:_LEAD]) or words[-1] == "last":
            self.said = True
            return LAST + self._next
        if lead in _BEFORE | _BACK:
            return self._relative(lead, opens=opens, to_that=bool(rest) and rest[0] in _THAT)
        if lead in _THEN:
            self.said = True
        elif words[0] in _ALONG and self.clauses:
            # "A strangler fig. With a facade in front": one breath, though a full stop stands in it.
            return self._next if self.clauses[-1].place is None else self.clauses[-1].place
        return self._next

    def _relative(self, lead: str, *, opens: bool, to_that: bool) -> float:
        """Place what stands before or after something else."""
        self.said = True
        last = self.clauses[-1] if self.clauses else None
        back = self._next - 1.5 if last is None or last.place is None else last.place - 0.5
        if opens and lead != "until":
            if to_that:
                return back if lead in _BEFORE else self._next
            if lead in _BEFORE:
                self._swap = len(self.clauses)
            return self._next
        if last is not None and DENYING & set(tokens(last.text)) and lead != "after":
            # "No canary before the flags": the flags come first, and the canary comes too.
            self.clauses[-1] = replace(last, conditional=True)
            return back
        following = lead in _BEFORE or (lead == "after" and to_that)
        return self._next if following else back

    def _first(self) -> float:
        """Place what is told to come first: what was told before it without an order was only about the whole."""
        if not self.said:
            self.clauses = [replace(clause, place=None) for clause in self.clauses]
            self.said = True
            return self._next
        self._front -= 1
        return self._front if any(clause.place is not None for clause in self.clauses) else self._next

    def _says_step(self, words: Sequence[str]) -> bool:
        return bool((_FIRST | _THEN | _FINALLY) & set(words[:_LEAD]))


def _begins(part: str, words: Sequence[str]) -> bool:
    """Say whether a part is told to come first of all."""
    if part.startswith(f"1 {_NUMBERED}") or _COUNTED_ONE.match(" ".join(words)):
        return True
    if (_FIRST - {"first"}) & set(words[:_LEAD]):
        return True
    around = zip(("", *words), words, (*words[1:], ""), strict=False)
    return any(word == "first" and (before not in _NO_STEP or after in _STEPS) for before, word, after in around)
