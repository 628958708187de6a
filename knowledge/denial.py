"""What a text names only to say that it does without."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from knowledge.names import Mention
from knowledge.text import tokens

_NOUN: Final = {
    "no": 3,
    "without": 3,
    "instead": 4,
    "rather": 4,
    "nor": 3,
    "neither": 3,
    "minus": 2,
    "leave": 4,
    "unlike": 3,
}
"""How far words that deny what follows them may stand before it."""
_VERBS: Final = frozenset(
    {
        "not",
        "dont",
        "doesnt",
        "didnt",
        "wouldnt",
        "wont",
        "shouldnt",
        "cannot",
        "cant",
        "couldnt",
        "never",
        "isnt",
        "arent",
    }
    | {"avoid", "avoiding", "skip", "skipping", "ditch", "omit", "against", "forget", "resist", "drop"}
)
_REACH: Final = 6
"""How far the same goes for words that deny what somebody does."""
DENYING: Final = _VERBS | _NOUN.keys()
_ENDS: Final = frozenset(
    {"but", "because", "since", "so", "hence", "therefore", "thus", "then", "by", "via", "using", "through", "thanks"}
    | {"until", "before", "unless", "just", "only", "with", "i", "we"}
)
_GO_WITH: Final = frozenset({"start", "begin", "go", "bother", "starting", "going", "work"})
"""With these words "with" does not end a denial: "I would not start with X"."""
_LINKS: Final = frozenset({"and", "or", "nor"})
_JOINS: Final = frozenset({*_LINKS, "a", "an", "the", "any", "even"})
_MILD: Final = frozenset({"only", "just", "sure", "doubt", "question", "matter", "merely", "later"})
"""Right after a denial these take it back: "not only X", "no doubt"."""
_NEEDLESS: Final = frozenset(
    {"need", "reason", "point", "place", "use", "room", "case", "sense", "cause", "call", "way"}
)
"""Right after "no" these deny from further away: "no need for a whole X"."""
_CUT = re.compile(r"[,:;()\[\]]|\s[-–—]\s|(?=\bbut\b)", re.IGNORECASE)
_REJECTED = re.compile(
    r"(?:\w+ ){0,4}?(?:"
    r"(?:(?:is|are|be|seems?|looks?|feels?|its|both|quite|just|simply|total|pure|rather|probably) )+(?:an? |way |far )?"
    r"(?:overkill|unnecessary|needless|unneeded|premature|tempting|too much)"
    r"|(?:not|isnt|arent|wont be|wouldnt be)(?: \w+)? (?:needed|necessary|required|worth|part)"
    r"|can wait|makes? no sense|adds? nothing)\b"
)
_OTHERWISE: Final = frozenset(
    {"would", "wed", "could", "will", "cannot", "cant", "wont", "risk", "fails", "breaks", "lose"}
)
"""After these "without X" tells what X is for: "without X we would be blind"."""
_AFTER: Final = 8
"""Words behind a name that may reject it."""


def denied(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """Give which of the mentions in `text`, by their place among them, are named to be left out."""
    found: set[int] = set()
    whole = tokens(text)
    chunks = [_Chunk(whole, start, end, mentions) for start, end in _chunks(text)]
    for place, chunk in enumerate(chunks):
        found |= chunk.denied()
        if chunk.inside and chunk.inside[-1] in found and chunk.ends_with_name():
            found |= _listed(chunks[place + 1 :])
    return frozenset(found)


def denies(text: str) -> bool:
    """Say whether a sentence denies what was asked right before it: "CQRS? Not here."."""
    return bool((DENYING | {"nope"}) & set(tokens(text)[:_REACH]))


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in _CUT.split(text):
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

    def __init__(self, whole: tuple[str, ...], start: int, end: int, mentions: Sequence[Mention]) -> None:
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
            if joined or self._denied_before(place):
                found.add(place)
        if self.inside and self._rejected_after():
            found.add(self.inside[-1])
            for place in reversed(self.inside[:-1]):
                if place + 1 in found and self._joined(place, place + 1):
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
            if not _JOINS.issuperset(between):
                break
            alternative = alternative or bool({"or", "nor"} & set(between))
            names.append(place)
            at = self._end(place)
        return names, alternative

    def _begin(self, place: int) -> int:
        return self._mentions[place].start - self._start

    def _end(self, place: int) -> int:
        return self._mentions[place].end - self._start

    def _joined(self, first: int, second: int) -> bool:
        between = set(self.words[self._end(first) : self._begin(second)]) if first in self.inside else set()
        return bool(between & _LINKS) and between <= _JOINS

    def _denied_before(self, place: int) -> bool:
        begin = self._begin(place)
        count = last = 0
        for at in range(begin - 1, max(-1, begin - 1 - _REACH - 1), -1):
            word = self.words[at]
            if self._stops(at):
                break
            following = self.words[at + 1] if at + 1 < begin else ""
            near = begin - at <= (_REACH if following in _NEEDLESS else _NOUN.get(word, _REACH))
            if word in DENYING and near and following not in _MILD and not self._named_at(at):
                count, last = count + 1, at
        if not count or self._excused(place):
            return False
        # Two denials affirm: "don't forget X", and "no Y without X", where Y stands between them.
        around = {*self.words[:last]} & DENYING or {*self._after(place)} & _OTHERWISE
        return count % 2 == 1 and not (self.words[last] == "without" and around)

    def _stops(self, at: int) -> bool:
        word = self.words[at]
        if word == "with":
            return at == 0 or self.words[at - 1] not in _GO_WITH
        if word == "using":
            # "No point in using X" is one breath; "not by hand, using X" is none.
            return at == 0 or self.words[at - 1] not in ("in", "of", "for")
        return word in _ENDS or self._named_at(at)

    def _named_at(self, at: int) -> bool:
        return any(self._begin(place) <= at < self._end(place) for place in self.inside)

    def _excused(self, place: int) -> bool:
        """Say whether it is only not to come without something else, or not before it."""
        return bool({"without", "before", "until", "unless"} & set(self.words[self._end(place) :]))

    def _rejected_after(self) -> bool:
        return _REJECTED.match(" ".join(self._after(self.inside[-1]))) is not None

    def _after(self, place: int) -> Sequence[str]:
        """Give the words between a name and the next, over commas too."""
        end = self._mentions[place].end
        following = self._mentions[place + 1].start if place + 1 < len(self._mentions) else len(self._whole)
        return self._whole[end : min(following, end + _AFTER)]
