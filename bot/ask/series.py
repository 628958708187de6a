"""Several names in one text, one after another: "saga cqrs", "circuit breaker / bulkhead", "blue-green vs canary"."""

import re
from collections.abc import Iterator, Sequence

from bot.ask.naming import Closest, Found, find
from knowledge.guide import Guide
from knowledge.text import readable, tokens

_BETWEEN = re.compile(r"[,;|]|\s/\s")


def find_all(guide: Guide, typed: str) -> list[Found | Closest]:
    """Find every entry that `typed` names; words between the names that name nothing come back as such."""
    findings: list[Found | Closest] = []
    for part in _BETWEEN.split(typed):
        reading = guide.read(readable(part))
        # As they were typed: the reading has repaired spellings, which hides from people what they wrote.
        words = tokens(part)
        place = 0
        for mention in reading.mentions:
            findings.extend(_strangers(guide, words[place : mention.start]))
            findings.append(Found(mention.entry))
            place = mention.end
        findings.extend(_strangers(guide, words[place:]))
    return findings


def _strangers(guide: Guide, words: Sequence[str]) -> Iterator[Found | Closest]:
    """Look up each run of words in which no entry was recognised."""
    runs = " ".join("\n" if word in guide.speech.joiners else word for word in words).split("\n")
    return (find(guide, run.strip()) for run in runs if run.strip())
