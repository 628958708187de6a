"""The one normaliser: what is indexed and what is asked are cut into the same words."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, TypeAlias

import Stemmer

Stem: TypeAlias = Callable[[str], str]

SENTENCE: Final = re.compile(r"\s(?:(?<=[.!?;]\s)\s*|(?<=\n)\n*)")
"""What stands between two sentences; the space comes first, so that the search goes from one to the next."""
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['`](?=\w)")
_CURVED = str.maketrans("’ʼ", "''")


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """Cut `text` into lower-case words of letters and digits, accents and apostrophes dropped.

    "Blue-Green deploys don't" becomes blue, green, deploys, dont; "Größe" becomes grosse.
    """
    folded = text.casefold()
    if not folded.isascii():
        # Taking a sign apart may bring capitals to light, and those may fall into parts in their turn.
        folded = _APOSTROPHE.sub("", _bare(_bare(folded).casefold()).translate(_CURVED))
    elif "'" in folded or "`" in folded:
        folded = _APOSTROPHE.sub("", folded)
    return tuple(_WORD.findall(folded))


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(character for character in parts if not unicodedata.combining(character))


@cache
def stemmer(language: str) -> Stem:
    """Give what finds the stem of a token, so that "failing" meets "fails" (Snowball's stemmer of that language)."""
    # It need not remember any: that is done below, for a third of what its own memory takes.
    snowball = Stemmer.Stemmer(language, 0)

    @lru_cache(maxsize=20_000)
    def stem(word: str) -> str:
        return str(snowball.stemWord(word))

    return stem


ENGLISH = stemmer("english")


def readable(text: str) -> str:
    """Fold white space and drop control characters, so that a quote stays on its line."""
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(text.split())
