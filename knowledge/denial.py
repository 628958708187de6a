"""What a text names only to say that it does without."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from knowledge.exercise_words import DenialWords
from knowledge.names import Mention
from knowledge.text import tokens

_REACH: Final = 6
"""How far words that deny what somebody does may stand before a name."""
_AFTER: Final = 8
"""Words behind a name that may reject it."""
_NEAR: Final = 4
"""Words behind a name among which a verb speaks of it."""


def denied(text: str, mentions: Sequence[Mention], words: DenialWords) -> frozenset[int]:
    """Give which of the mentions in `text`, by their place among them, are named to be left out."""
    found: set[int] = set()
    whole = tokens(text)
    chunks = [_Chunk(whole, start, end, mentions, words) for start, end in _chunks(text, words)]
    for place, chunk in enumerate(chunks):
        found |= chunk.denied()
        if chunk.inside and chunk.inside[-1] in found and chunk.ends_with_name():
            found |= _listed(chunks[place + 1 :])
    return frozenset(found)


def denies(text: str, words: DenialWords) -> bool:
    """Say whether a sentence denies what was asked right before it: "CQRS? Not here."."""
    return not (words.denying | words.answers).isdisjoint(tokens(text)[:_REACH])


def _chunks(text: str, words: DenialWords) -> Iterator[tuple[int, int]]:
    start = 0
    for part in words.cut.split(text):
        end = start + len(tokens(part))
        yield start, end
        start = end


def _listed(chunks: Sequence["_Chunk"]) -> set[int]:
    """Give what goes on a list of things left out: "no X, Y or Z"."""
    found: set[int] = set()
    for chunk in chunks:
        chain, alternative = chunk.chain()
        if not chain:
            return set()
        found |= set(chain)
        if alternative:
            return found
    return set()


class _Chunk:
    """Words between two commas, and what is named in them."""

    def __init__(
        self, whole: tuple[str, ...], start: int, end: int, mentions: Sequence[Mention], said: DenialWords
    ) -> None:
        self._said = said
        self.words = whole[start:end]
        self._whole = whole
        self._start = start
        self._mentions = mentions
        self.inside = [place for place, one in enumerate(mentions) if start <= one.start < one.end <= end]

    def denied(self) -> set[int]:
        """Give what is left out by the words of this part alone."""
        found: set[int] = set()
        for place in self.inside:
            joined = place - 1 in found and self._joined(place - 1, place)
            if joined or self._denied_before(place) or self._outdone(place):
                found.add(place)
        behind = {place for place in self.inside if self._refused(place)}
        if self.inside and self._rejected_after():
            behind.add(self.inside[-1])
        found |= behind
        for place in reversed(self.inside[:-1]):
            if behind and place + 1 in found and self._joined(place, place + 1):
                found.add(place)
        return found

    def ends_with_name(self) -> bool:
        """Say whether the last thing in it is a name."""
        return self._end(self.inside[-1]) == len(self.words)

    def chain(self) -> tuple[list[int], bool]:
        """Give the names with which it begins, joined by nothing but "or" and its like; and whether there is an "or"."""
        names: list[int] = []
        alternative = False
        at = 0
        for place in self.inside:
            between = self.words[at : self._begin(place)]
            if not self._said.joining.issuperset(between):
                break
            alternative = alternative or not self._said.alternatives.isdisjoint(between)
            names.append(place)
            at = self._end(place)
        return names, alternative

    def _begin(self, place: int) -> int:
        return self._mentions[place].start - self._start

    def _end(self, place: int) -> int:
        return self._mentions[place].end - self._start

    def _joined(self, first: int, second: int) -> bool:
        between = set(self.words[self._end(first) : self._begin(second)]) if first in self.inside else set()
        return bool(between & self._said.links) and between <= self._said.joining

    def _denied_before(self, place: int) -> bool:
        said, begin = self._said, self._begin(place)
        count = last = 0
        for at in range(begin - 1, max(-1, begin - 1 - _REACH - 1), -1):
            word = self.words[at]
            if self._stops(at):
                break
            following = self.words[at + 1] if at + 1 < begin else ""
            near = begin - at <= (_REACH if following in said.needless else said.nouns.get(word, _REACH))
            if word in said.denying and near and following not in said.mild and not self._named_at(at):
                count, last = count + 1, at
        if not count or self._excused(place) or self._hangs_on(last):
            return False
        # Two denials affirm: "don't forget X", and "no Y without X", where Y stands between them.
        around = {*self.words[:last]} & said.denying or {*self._after(place)} & said.otherwise
        return count % 2 == 1 and not (self.words[last] in said.without and around)

    def _stops(self, at: int) -> bool:
        word = self.words[at]
        if (unless := self._said.ends_unless_after.get(word)) is not None:
            # "No point in using X" is one breath; "not by hand, using X" is none.
            return at == 0 or self.words[at - 1] not in unless
        return word in self._said.ends or self._named_at(at)

    def _named_at(self, at: int) -> bool:
        return any(self._begin(place) <= at < self._end(place) for place in self.inside)

    def _excused(self, place: int) -> bool:
        """Say whether it is only not to come without something else, or not before it."""
        return not self._said.excuses.isdisjoint(self.words[self._end(place) :])

    def _hangs_on(self, denial: int) -> bool:
        """Say whether a denial only tells what something before it is needed for."""
        first = any(word in self._said.without_first for word in self.words[:denial])
        return first and any(self._end(place) <= denial for place in self.inside)

    def _rejected_after(self) -> bool:
        return self._said.rejected.match(" ".join(self._after(self.inside[-1]))) is not None

    def _outdone(self, place: int) -> bool:
        """Say whether something else is said to be better: "lieber X als Y"."""
        at = self._begin(place) - 1
        while at > 0 and self.words[at] in self._said.joins:
            at -= 1
        return at > 0 and self.words[at] in self._said.than and not self._said.rather.isdisjoint(self.words[:at])

    def _refused(self, place: int) -> bool:
        """Say whether what follows a name, alone or with a verb beside it, leaves it out: "X brauche ich nicht"."""
        if " ".join(self.words[self._end(place) :] or self._after(place)) in self._said.alone:
            return True
        behind = list(takewhile(lambda word: word not in self._said.ends, self._after(place)))
        own = len(self.words) - self._end(place)
        for refusal in self._said.refusals:
            if refusal.then and refusal.then.isdisjoint(behind):
                continue
            verb = next((at for at, word in enumerate(behind[: min(_NEAR, own + 2)]) if word in refusal.says), None)
            ahead = refusal.then and not refusal.says.isdisjoint(self.words[: self._begin(place)])
            if verb is None and not ahead:
                continue
            # "X, die brauche ich nicht": only a verb behind the comma reaches so far.
            reach = behind if verb is not None and verb >= own else behind[:own]
            rest = reach[0 if verb is None else verb + 1 :]
            if refusal.unless.isdisjoint(reach) and not (refusal.then and refusal.then.isdisjoint(rest)):
                return True
        return False

    def _after(self, place: int) -> Sequence[str]:
        """Give the words between a name and the next, over commas too."""
        end = self._mentions[place].end
        following = self._mentions[place + 1].start if place + 1 < len(self._mentions) else len(self._whole)
        return self._whole[end : min(following, end + _AFTER)]
