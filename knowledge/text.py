"""The one normaliser: what is indexed and what is asked are cut into the same words."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_stemmer = Stemmer.Stemmer("english")


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """Cut `text` into lower-case words of letters and digits, accents and apostrophes dropped.

    "Blue-Green deploys don't" becomes blue, green, deploys, dont.
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded.replace("’", "'"))
        folded = "".join(character for character in folded if not unicodedata.combining(character))
        folded = _APOSTROPHE.sub("", folded)
    elif "'" in folded or "`" in folded:
        folded = _APOSTROPHE.sub("", folded)
    return tuple(_WORD.findall(folded))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Give the stem of a token, so that "failing" meets "fails" (Snowball's English stemmer)."""
    return str(_stemmer.stemWord(word))


def readable(text: str) -> str:
    """Fold white space and drop control characters, so that a quote stays on its line."""
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(text.split())
