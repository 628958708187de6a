"""A question as it is understood: its words, what was repaired, whom it names, and how it is put."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.kinds import MASKS, mask
from knowledge.model import Group, Pattern, Roadmap, Term
from knowledge.names import Mention
from knowledge.spelling import Repair
from knowledge.text import SENTENCE, tokens
from knowledge.vocabulary import Vocabulary

SHORT_QUESTION = 6
"""Words that a question has at most which only asks what to do."""
LEAST_WORDS = 4
"""Words that a part of a question must have to speak for the whole of it."""

_FRAME = re.compile(r"\s(?:(?<=[.!?;:]\s)\s*|(?<=\n)\n*)")
"""What stands between parts of a text one of which may only frame the other."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood."""

    text: str
    words: tuple[str, ...]
    repairs: tuple[Repair, ...]
    mentions: tuple[Mention, ...]
    speech: Vocabulary
    """The small words of the language it is put in."""

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
        return self.speech.what_is.issuperset((*self.words[: mention.start], *self.words[mention.end :]))

    def sets_against(self) -> bool:
        """Say whether what is named is set against each other ("X vs Y")."""
        return not self.speech.against.isdisjoint(self.words)

    def asks_all(self) -> bool:
        """Say whether the whole of an order is asked for, and not the shortest way."""
        return not self.speech.all.isdisjoint(self.words)

    def asks(self) -> bool:
        """Say whether it is put as a question or a wish to be told something."""
        return "?" in self.text or not (self.speech.asking | self.speech.tell).isdisjoint(self.words)

    def addresses(self) -> bool:
        """Say whether the question turns to a roadmap: it asks for a pattern, a post or a group."""
        return not self.speech.addressed.isdisjoint(self.words) and not self.speech.asking.isdisjoint(self.words)

    def asks_advice(self) -> bool:
        """Say whether the roadmap is asked what it recommends, or for a group."""
        return not self.speech.recommend.isdisjoint(self.words) or self.asks_group()

    def asks_group(self) -> bool:
        """Say whether a group is asked for, and no pattern."""
        speech = self.speech
        if speech.which.isdisjoint(self.words) or not speech.entry_words.isdisjoint(self.words):
            return False
        return any(first in speech.which and second in speech.group for first, second in pairwise(self.words))

    def without_frame(self) -> tuple[str, ...]:
        """Give the words that remain of a question for a problem's pattern or group when the asking is left out."""
        return tuple(word for word in self.words if word not in self.speech.asked_frame)

    def first_asks(self) -> bool | None:
        """Of two patterns named, say whether it is the first whose prerequisites are asked for.

        "X before Y" and "X for Y" ask about Y, "X without Y" and "X needs Y" about X; None where neither is said.
        """
        first, second = [mention for mention in self.mentions if mention.sort != "group"][:2]
        between = set(self.words[first.end : second.start])
        if between & self.speech.conditions and between & self.speech.wishes:
            return False
        if between & self.speech.asks_first:
            return True
        return False if between & self.speech.asks_second else None

    def goal(self, patterns: Sequence[Pattern]) -> Pattern:
        """Of the patterns named in a question for a path, give where it leads: what follows "to", or else the last."""
        for mention in self.mentions:
            before = [word for word in self.words[: mention.start] if word not in self.speech.articles]
            if isinstance(mention.entry, Pattern) and self.speech.leads_to & set(before[-1:]):
                return mention.entry
        return patterns[-1]

    def is_needed(self) -> bool | None:
        """Of the one that is named, say whether others that need it are asked for, and not what it needs itself.

        "Who needs X?" and "is X needed by anything?" ask for others, "what does X need?" and "what is needed by X?" do
        not; None where the words do not tell, as where those who ask speak of their own needs ("do we need X?").
        """
        speech = self.speech
        mention = next(iter(self.named or self.mentions))
        before = [word for word in self.words[: mention.start] if word not in speech.articles]
        after = self.words[mention.end :]
        leans_on = bool(speech.leans & set(after[:1]) and speech.leans_on & set(after[1:2]))
        if leans_on or speech.needs & set(after[:1]):
            return False
        others = speech.needed_by if len(self.mentions) > 1 else speech.needed_by | speech.needed_for
        if speech.needed & set(after) and others & set(after):
            return True
        if speech.needed_for & set(before[-1:]) and speech.needed & set(before):
            return False
        if speech.leans_on & set(before[-1:]) and speech.leans & set(before[-2:-1]):
            verb = -2
        elif speech.needs & set(before[-1:]):
            verb = -1
        else:
            return None
        return None if speech.speakers & set(before[verb - 2 : verb]) else True

    def without_names(self) -> tuple[str, ...]:
        """Give the words that stand around the names."""
        inside = {place for mention in self.mentions for place in range(mention.start, mention.end)}
        return tuple(word for place, word in enumerate(self.words) if place not in inside)

    def without_last_question(self) -> tuple[str, ...]:
        """Give the words without a short question at the end ("What do we do first?"), where something stands before it."""
        if not self.text.endswith("?"):
            return self.words
        *before, last = SENTENCE.split(self.text)
        asked = len(tokens(last))
        return self.words[:-asked] if before and 0 < asked <= SHORT_QUESTION else self.words

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
        sentences = SENTENCE.split(self.text)
        if sum(map(bool, map(tokens, sentences))) < 2:  # noqa: PLR2004 - one sentence is the whole
            return clauses
        end = 0
        last = MASKS[self.mentions[0].sort == "group"]
        some_ask = any(map(self._asks, sentences))
        for sentence in sentences:
            start, end = end, end + len(tokens(sentence))
            if some_ask and not self._asks(sentence):
                # What only tells may sound like anything.
                continue
            inside = [mention for mention in self.mentions if start <= mention.start and mention.end <= end]
            shifted = [replace(mention, start=mention.start - start, end=mention.end - start) for mention in inside]
            words = mask(self.words[start:end], shifted)
            if inside:
                clauses.append(words)
            elif self._asks(sentence):
                clauses.append((words[0], last, *words[1:]))
        return clauses

    def past_courtesy(self) -> tuple[str, ...]:
        """Give the question with its names covered, past a first sentence that is but a greeting or an excuse."""
        first, *rest = SENTENCE.split(self.text, maxsplit=1)
        end = len(tokens(first))
        named = any(mention.start < end for mention in self.mentions)
        if not rest or named or end > LEAST_WORDS or self._asks(first):
            return mask(self.words, self.mentions)
        shifted = [replace(mention, start=mention.start - end, end=mention.end - end) for mention in self.mentions]
        return mask(self.words[end:], shifted)

    def _asks(self, sentence: str) -> bool:
        """Say whether a sentence asks: by its mark, or by its first word."""
        first = tokens(sentence)[:1]
        return sentence.rstrip().endswith("?") or bool(self.speech.first_of_questions.intersection(first))
