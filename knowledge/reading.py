"""A question as it is understood: its words, what was repaired, whom it names, and how it is put."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.kinds import MASKS, mask
from knowledge.model import Group, Pattern, Roadmap, Term
from knowledge.names import Mention
from knowledge.spelling import Repair
from knowledge.text import tokens

SHORT_QUESTION = 6
"""Words that a question has at most which only asks what to do."""
LEAST_WORDS = 4
"""Words a sentence must have to stand for its whole question."""

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_FRAME = re.compile(r"(?<=[.!?;:])\s+|\n+")
_WHAT_IS = frozenset(
    {"what", "whats", "is", "are", "a", "an", "the", "and", "so", "ok", "hey", "hi", "hello", "please", "pls", "tell"}
    | {
        "me",
        "us",
        "about",
        "explain",
        "describe",
        "define",
        "do",
        "you",
        "know",
        "everyone",
        "here",
        "exactly",
        "pattern",
    }
)
_ALL = frozenset({"full", "whole", "entire", "complete", "everything", "zero", "scratch", "nothing"})
_AGAINST = frozenset({"vs", "versus"})
_ASKS_SECOND = frozenset({"before", "for", "to", "until"})
_ASKS_FIRST = frozenset(
    {"without", "need", "needs", "require", "requires", "depend", "depends", "rely", "relies", "if", "when", "lean"}
)
_ADDRESSED = frozenset({"pattern", "patterns", "post", "posts", "group", "groups", "roadmap", "series", "recommend"})
_ASKING = frozenset({"which", "what", "whats", "where", "are", "do", "does", "any", "how", "wich"})
_FIRST_OF_QUESTIONS = [
    (word,)
    for word in (
        "which",
        "what",
        "whats",
        "where",
        "who",
        "why",
        "how",
        "when",
        "is",
        "are",
        "do",
        "does",
        "can",
        "should",
    )
]
_TELL = frozenset({"tell", "show", "list", "name", "explain", "describe", "give", "when", "who", "why", "should"})
_CONDITIONS = frozenset({"if", "when"})
_NEEDS = frozenset({"need", "needs", "require", "requires", "use", "uses", "assume", "assumes", "without"})
_LEANS = frozenset(
    {"depend", "depends", "rely", "relies", "build", "builds", "lean", "leans", "rest", "rests", "sit", "sits"}
)
"""With "on" or "upon" after them, these need what follows."""
_NEEDED = frozenset({"needed", "required", "used", "assumed", "presupposed"})
_ARTICLES = frozenset({"a", "an", "the", "any", "some"})
_SPEAKERS = frozenset({"i", "we", "you", "one", "me", "us", "to", "ppl", "people"})
_WISHES = frozenset({"want", "wants", "going", "plan", "planning", "aim", "only", "just"})
_ASKED_FRAME = frozenset(
    {"in", "to", "which", "what", "group", "does", "do", "is", "has", "i", "the", "answer", "belong", "should", "open"}
    | {"pattern", "decision", "table", "guide", "roadmap", "series", "recommend", "you", "say"}
)
"""Words that only ask for a pattern or its group; without them the problem remains."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood."""

    text: str
    words: tuple[str, ...]
    repairs: tuple[Repair, ...]
    mentions: tuple[Mention, ...]

    @property
    def named(self) -> tuple[Mention, ...]:
        """Give the mentions that are more than a lone everyday word."""
        return tuple(mention for mention in self.mentions if not mention.weak)

    def patterns(self, roadmap: Roadmap) -> list[Pattern]:
        """Give the patterns named, in order; a term stands for the post that teaches it."""
        found: dict[str, Pattern] = {}
        for mention in self.mentions:
            if isinstance(mention.entry, Pattern):
                found.setdefault(mention.entry.slug, mention.entry)
            elif isinstance(mention.entry, Term):
                host = roadmap.pattern(mention.entry.hosts[0])
                found.setdefault(host.slug, host)
        return list(found.values())

    def groups(self) -> list[Group]:
        """Give the groups named, in order."""
        found = {mention.entry.slug: mention.entry for mention in self.mentions if isinstance(mention.entry, Group)}
        return list(found.values())

    def says_only(self, mention: Mention) -> bool:
        """Say whether nothing stands around a name but words that ask what it is."""
        return _WHAT_IS.issuperset((*self.words[: mention.start], *self.words[mention.end :]))

    def sets_against(self) -> bool:
        """Say whether what is named is set against each other ("X vs Y")."""
        return bool(_AGAINST & set(self.words))

    def asks_all(self) -> bool:
        """Say whether the whole of an order is asked for, and not the shortest way."""
        return bool(_ALL & set(self.words))

    def asks(self) -> bool:
        """Say whether it is put as a question or a wish to be told something."""
        return "?" in self.text or bool((_ASKING | _TELL) & set(self.words))

    def addresses(self) -> bool:
        """Say whether the question turns to a roadmap: it asks for a pattern, a post or a group."""
        return bool(_ADDRESSED & set(self.words)) and bool(_ASKING & set(self.words))

    def asks_advice(self) -> bool:
        """Say whether the roadmap is asked what it recommends, or for a group."""
        return "recommend" in self.words or self.asks_group()

    def asks_group(self) -> bool:
        """Say whether a group is asked for, and no pattern."""
        asks = any(first in ("which", "what") and second == "group" for first, second in pairwise(self.words))
        return asks and "pattern" not in self.words

    def without_frame(self) -> tuple[str, ...]:
        """Give the words that remain of a question for a problem's pattern or group when the asking is left out."""
        return tuple(word for word in self.words if word not in _ASKED_FRAME)

    def first_asks(self) -> bool | None:
        """Of two patterns named, say whether it is the first whose prerequisites are asked for.

        "X before Y" and "X for Y" ask about Y, "X without Y" and "X needs Y" about X; None where neither is said.
        """
        first, second = [mention for mention in self.mentions if mention.sort != "group"][:2]
        between = set(self.words[first.end : second.start])
        if between & _CONDITIONS and between & _WISHES:
            return False
        if between & _ASKS_FIRST:
            return True
        return False if between & _ASKS_SECOND else None

    def goal(self, patterns: Sequence[Pattern]) -> Pattern:
        """Of the patterns named in a question for a path, give where it leads: what follows "to", or else the last."""
        for mention in self.mentions:
            before = [word for word in self.words[: mention.start] if word not in _ARTICLES]
            if isinstance(mention.entry, Pattern) and before[-1:] == ["to"]:
                return mention.entry
        return patterns[-1]

    def is_needed(self) -> bool | None:
        """Of the one that is named, say whether others that need it are asked for, and not what it needs itself.

        "Who needs X?" and "is X needed by anything?" ask for others, "what does X need?" and "what is needed by X?" do
        not; None where the words do not tell, as where those who ask speak of their own needs ("do we need X?").
        """
        mention = next(iter(self.named or self.mentions))
        before = [word for word in self.words[: mention.start] if word not in _ARTICLES]
        after = self.words[mention.end :]
        if after[:1] and (after[0] in _NEEDS or (after[0] in _LEANS and after[1:2] in (("on",), ("upon",)))):
            return False
        if _NEEDED & set(after) and "by" in after:
            return True
        if before[-1:] in (["by"], ["for"]) and _NEEDED & set(before):
            return False
        if before[-1:] in (["on"], ["upon"]) and before[-2:-1] and before[-2] in _LEANS:
            verb = -2
        elif before and before[-1] in _NEEDS:
            verb = -1
        else:
            return None
        return None if _SPEAKERS & set(before[verb - 2 : verb]) else True

    def without_last_question(self) -> tuple[str, ...]:
        """Give the words without a short question at the end ("What do we do first?"), where something stands before it."""
        *before, last = _SENTENCE.split(self.text)
        asked = len(tokens(last))
        return self.words[:-asked] if before and last.endswith("?") and 0 < asked <= SHORT_QUESTION else self.words

    def sentences(self) -> list[tuple[str, ...]]:
        """Give the words of each sentence that could stand for the whole; a colon ends one too."""
        parts = []
        start = 0
        for sentence in _FRAME.split(self.text):
            end = start + len(tokens(sentence))
            parts.append(self.words[start:end])
            start = end
        return [part for part in parts if LEAST_WORDS <= len(part) < len(self.words)]

    def clauses(self) -> list[tuple[str, ...]]:
        """Give the question with its names covered: as a whole, and each of its sentences, each with a name.

        A sentence without a name is about what was named before, if it asks something. Where one asks, the others only
        tell, and do not count by themselves.
        """
        clauses = [mask(self.words, self.mentions)]
        if len(self.named) < len(self.mentions) and self.asks():
            clauses.append(mask(self.words, self.mentions, weak=True))
        sentences = _SENTENCE.split(self.text)
        if sum(map(bool, map(tokens, sentences))) < 2:  # noqa: PLR2004 - one sentence is the whole
            return clauses
        end = 0
        last = MASKS[self.mentions[0].sort == "group"]
        some_ask = any(map(_asks, sentences))
        for sentence in sentences:
            start, end = end, end + len(tokens(sentence))
            if some_ask and not _asks(sentence):
                # What only tells may sound like anything.
                continue
            inside = [mention for mention in self.mentions if start <= mention.start and mention.end <= end]
            shifted = [replace(mention, start=mention.start - start, end=mention.end - start) for mention in inside]
            words = mask(self.words[start:end], shifted)
            if inside:
                clauses.append(words)
            elif _asks(sentence):
                clauses.append((words[0], last, *words[1:]))
        return clauses


def _asks(sentence: str) -> bool:
    """Say whether a sentence asks: by its mark, or by its first word."""
    return sentence.rstrip().endswith("?") or tokens(sentence)[:1] in _FIRST_OF_QUESTIONS
