"""What a roadmap calls its entries and posts, in sentences of ours that say "pattern" and "post"."""

import re

from knowledge.model import Words
from knowledge.texts import a

_NOUN = re.compile(r"\b(?:([Aa])n? )?([Pp]atterns?|[Pp]osts?)\b")
_OURS = {"pattern": "entry", "patterns": "entries", "post": "post", "posts": "posts"}


def called(words: Words, said: str) -> str:
    """Put a sentence of ours into a roadmap's words: "a pattern" becomes "an index"."""
    if words == Words():
        return said
    return _NOUN.sub(lambda found: _called(words, found), said)


def _called(words: Words, found: re.Match[str]) -> str:
    article, ours = found[1], found[2]
    noun: str = getattr(words, _OURS[ours.lower()])
    if article:
        whole = a(noun)
        return whole[0].upper() + whole[1:] if article.isupper() else whole
    return noun[0].upper() + noun[1:] if ours[0].isupper() else noun
