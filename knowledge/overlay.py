"""Taught questions: which of them a question repeats, word for word or nearly so.

Only the words that ask, greet or fill may differ, and one word may be misspelt: a question that names something else
is another question.
"""

from collections.abc import Iterable
from typing import Final, Generic, TypeAlias, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from knowledge.text import ENGLISH, tokens

Taught = TypeVar("Taught")
Form: TypeAlias = tuple[str, ...]

LIKE: Final = 85
"""From this likeness of the stems on (rapidfuzz, ratio, 0 to 100) a taught question is looked at more closely."""
CLOSE: Final = 5
"""So many of the likest are looked at."""
MISSPELT: Final = 6
"""Letters that a word must have for one of them to be wrong."""
_FILLERS: Final = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "our", "my", "your", "i", "we", "us", "me", "you", "it"}
    | {"is", "are", "am", "be", "was", "were", "do", "does", "did", "can", "could", "would", "should", "shall", "will"}
    | {"please", "pls", "plz", "hi", "hey", "hello", "thanks", "thx", "so", "ok", "okay", "and", "just", "really"}
    | {"actually", "currently", "now", "again", "still", "here", "there", "guys", "folks", "all", "everyone", "anyone"}
    | {"know", "tell", "whats", "what", "im", "youre", "its", "thats", "theres"}
)
"""Words that make no difference to what is asked. What turns it around, such as "not" or "before", is none of them."""
_CONTRACTED: Final = {
    **dict.fromkeys(("dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent"), "not"),
    **dict.fromkeys(("cant", "cannot", "couldnt", "shouldnt", "wouldnt", "wont"), "not"),
    "whos": "who",
    "wheres": "where",
    "whens": "when",
    "hows": "how",
    "whys": "why",
}
"""What remains of two words that are written as one, without those that make no difference."""
_PUT: Final = {**dict.fromkeys(_FILLERS, ""), **{word: ENGLISH(meant) for word, meant in _CONTRACTED.items()}}
"""What remains of such words."""


def form(text: str) -> Form:
    """Give the normal form of a question: its stems in their order, without the words that make no difference.

    It is kept, and so the same whatever language a roadmap is in: any stemmer does that brings forms of a word together.
    """
    words = tokens(text)
    telling = tuple([stem for word in words if (stem := _PUT[word] if word in _PUT else ENGLISH(word))])
    # "Do you know it?" has nothing but such words: then all of them count.
    return telling or words


class Overlay(Generic[Taught]):
    """Taught questions by their normal forms; of two with one form, the later counts."""

    def __init__(self, questions: Iterable[tuple[Form, Taught]] = ()) -> None:
        """Index the questions."""
        self._taught = dict(questions)
        self._forms = list(self._taught)
        self._written = [" ".join(one) for one in self._forms]

    def find(self, text: str) -> Taught | None:
        """Give what was taught for this question, or for one that is nearly the same."""
        if not self._taught:
            return None
        asked = form(text)
        if not asked:
            return None
        if asked in self._taught:
            return self._taught[asked]
        near = process.extract(" ".join(asked), self._written, scorer=fuzz.ratio, score_cutoff=LIKE, limit=CLOSE)
        same = [self._forms[place] for _, _, place in near if nearly(asked, self._forms[place])]
        # Where two are as near, neither is what was asked.
        return self._taught[same[0]] if len(same) == 1 else None


def nearly(asked: Form, known: Form) -> bool:
    """Say whether two forms differ in nothing but the spelling of one word, or in where words are joined."""
    if "".join(asked) == "".join(known):
        return True
    differing = [pair for pair in zip(asked, known, strict=False) if pair[0] != pair[1]]
    return len(asked) == len(known) and len(differing) == 1 and _misspelt(*differing[0])


def _misspelt(word: str, known: str) -> bool:
    return (
        min(len(word), len(known)) >= MISSPELT
        and word[0] == known[0]
        and word.isalpha()
        and known.isalpha()
        and OSA.distance(word, known, score_cutoff=1) <= 1
    )
