"""What the parts of a person's own answer bring in: called by a name, or described."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from knowledge import doubt, languages
from knowledge.clauses import Clause
from knowledge.denial import denied
from knowledge.exercise_words import exercise_words
from knowledge.guide import Guide
from knowledge.model import Group, Pattern, Term
from knowledge.names import Mention
from knowledge.questions import Aim, Challenge
from knowledge.text import tokens

LEAST_WORDS: Final = 5
"""Words that a description has at least."""
SURE: Final = 0.8
"""From this probability on a description is taken for the pattern that it resembles most."""
LEADS: Final = -0.3
"""From this score on what is done leads to a pattern by itself: what has nothing to do with it scores -1."""
RETOLD: Final = 85
"""From this likeness on (rapidfuzz, token set ratio) a description only retells the situation."""
_PART: Final = "{part}"
_HEAD: Final = 4
"""Words at the head of a description in which a denial speaks for the whole of it."""


@dataclass(frozen=True, slots=True)
class Idea:
    """Something that a clause brings in, or says to leave out."""

    entry: Pattern | Term
    said: str
    named: bool
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Expression:
    """Words that mean an entry without naming it."""

    stems: tuple[str, ...]
    entry: Pattern | Term


class Ideas:
    """Finds what clauses bring in, for one challenge."""

    def __init__(self, guide: Guide, challenge: Challenge) -> None:
        """Take what knows the names, and the challenge that says what may be described."""
        roadmap = guide.roadmap
        self._guide = guide
        self._said = exercise_words(roadmap)
        self._stem_of = languages.stem_of(roadmap)
        self._overheard = {"".join(tokens(name)) for name in challenge.overheard}
        self._expressions: list[_Expression] = []
        for aim in challenge.aims:
            entry = roadmap.entries[aim.met_by[0]]
            if not isinstance(entry, Group):
                self._expressions += [_Expression(self._stems(tokens(text)), entry) for text in _said(aim)]
        self._stem = self._stems(tokens(roadmap.text(challenge.stem)))
        # What the situation itself sounds like is no idea of whoever retells it.
        alone = {match.label for match in guide.fit.subjects.match(tokens(roadmap.text(challenge.stem))).candidates[:2]}
        self._describable = {slug for aim in challenge.aims for slug in aim.met_by if roadmap.is_pattern(slug)} - alone

    def within(self, clause: Clause) -> Iterator[Idea]:
        """Give what a clause brings in, in its order."""
        reading = self._guide.read(clause.text)
        written = tokens(clause.text)
        mentions = [one for one in self._named(reading.words, written) if self._counts(one, reading.words)]
        mentions = sorted([*mentions, *self._expressed(reading.words, mentions)], key=lambda one: one.start)
        if not mentions:
            yield from self._described(clause)
            return
        left_out = denied(clause.text, mentions, self._said.denial)
        for place, one in enumerate(mentions):
            if not isinstance(one.entry, Group):
                said = " ".join(written[one.start : one.end])
                yield Idea(one.entry, said, named=not one.weak, denied=place in left_out)

    def _named(self, words: Sequence[str], written: Sequence[str]) -> list[Mention]:
        """Find the names, in the words as they were repaired and then in those as written: "leter" may be either."""
        known = self._guide.fit.spelling.counts
        found: list[Mention] = []
        for text in (words, written):
            taken = {place for one in found for place in range(one.start, one.end)}
            more = self._guide.lexicon.find(text, [word in known for word in text])
            found += [one for one in more if taken.isdisjoint(range(one.start, one.end))]
        return found

    def _counts(self, mention: Mention, words: Sequence[str]) -> bool:
        return mention.sort != "group" and "".join(words[mention.start : mention.end]) not in self._overheard

    def _expressed(self, words: Sequence[str], named: Sequence[Mention]) -> Iterator[Mention]:
        """Find expressions of the challenge where no name stands; they count as described, which `weak` says."""
        stems = self._stems(words)
        taken = {place for one in named for place in range(one.start, one.end)}
        for expression in self._expressions:
            length = len(expression.stems)
            for start in range(len(stems) - length + 1):
                places = range(start, start + length)
                if stems[start : start + length] == expression.stems and taken.isdisjoint(places):
                    taken.update(places)
                    yield Mention(expression.entry, start, start + length, weak=True)

    def _described(self, clause: Clause) -> Iterator[Idea]:
        """Find descriptions where the matcher is sure; only of what an aim asks for, and no more than one in each part."""
        parts = [" ".join(part.split()) for part in self._said.reasons.cut.split(clause.text)]
        deeds = [" ".join(self._said.reasons.aside.sub("", part).split()) for part in parts]
        pairs = zip(parts, deeds, strict=True)
        found = [
            Idea(entry, part, named=False) for part, deed in pairs if (entry := self._done(part, deed)) is not None
        ]
        whole = None if found or len(parts) == 1 else self._done(clause.text, " ".join(deeds))
        yield from found if whole is None else [Idea(whole, " ".join(clause.text.split()), named=False)]

    def _done(self, text: str, deed: str) -> Pattern | None:
        """Give the pattern that a text describes where what is done leads to it too: a symptom alone brings nothing in."""
        entry = self._sound(text)
        if entry is None or tokens(deed) == tokens(text):
            return entry or self._sound(deed)
        words = self._guide.read(deed).words
        led_to = {one.label for one in self._guide.fit.subjects.match(words).candidates if one.score >= LEADS}
        return entry if words and entry.slug in led_to else None

    def _sound(self, text: str) -> Pattern | None:
        """Give the pattern that a text describes, if it surely does."""
        words = self._guide.read(text).words
        if len(words) < LEAST_WORDS or not self._said.denial.denying.isdisjoint(words[:_HEAD]):
            return None
        if fuzz.token_set_ratio(" ".join(self._stems(words)), " ".join(self._stem)) >= RETOLD:
            return None
        match = self._guide.fit.subjects.match(words)
        label = match.candidates[0].label
        sure = doubt.sure_of_pattern(match) and match.first >= SURE
        return self._guide.roadmap.pattern(label) if sure and label in self._describable else None

    def _stems(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(self._stem_of, words))


def _said(aim: Aim) -> Iterator[str]:
    """Give the expressions of an aim, each of its parts in its place."""
    for text in aim.said:
        yield from (text.replace(_PART, part) for part in aim.parts) if _PART in text else (text,)
