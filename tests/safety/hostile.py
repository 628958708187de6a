"""Texts that somebody writes to do harm: long ones, odd ones, and ones that mean something to a machine."""

import random
from typing import Final

LENGTH: Final = 6_000
"""As long as Discord lets an option be, and half as long again as its longest message."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _words(length: int, seed: int = 1) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choice(_LETTERS) for _ in range(7)) for _ in range(length // 8))


def _filled(text: str, length: int = LENGTH) -> str:
    return (text * (length // len(text) + 1))[:length]


LONG: Final = {
    "one letter": _filled("a"),
    "one word": "".join(random.Random(2).choice(_LETTERS) for _ in range(LENGTH)),
    "unknown words": _words(LENGTH),
    "a known word": _filled("saga "),
    "names": _filled("saga cqrs bff canary dlq cdc "),
    "misspelt names": _filled("sgaa crcuit brakr "),
    "comparisons": _filled("saga vs cqrs vs "),
    "lines": _filled("a\n"),
    "questions": _filled("what is a saga? "),
    "sentences": _filled("a. "),
    "commas": _filled("saga, "),
    "quotes": _filled('"'),
    "apostrophes": _filled("a'"),
    "digits": _filled("1 "),
    "ligatures": _filled("\ufdfa"),
    "marks": "Z" + _filled("\u0300"),
    "composed": _filled("e\u0301\u0327"),
    "joined": _filled("\U0001f468\u200d\U0001f469\u200d"),
    "turned around": _filled("\u202eabc\u202c"),
    "blank": _filled("\u200b\u3164\u00a0"),
    "NULs": _filled("\x00"),
    "half pairs": _filled("\ud800 "),
    "markup": _filled("[a](http://x.y) **"),
}
"""By what they are made of: 6,000 characters each."""
ODD: Final = (
    "'; DROP TABLE answer; --",
    '" OR 1=1 --',
    "%s %(name)s {0} {} $1 :name ?",
    "NUL \x00 here",
    "half a pair \ud83d here",
    "half a pair \udc80 here",
    "beyond \U0010ffff\ufffe",
    "\u202eturned around",
    "a line\nERROR of its own\r\nand another\u2028and another",
    "\x1b[31mred\x1b[0m",
    "@everyone @here <@1> <@&1> <#1>",
    "**bold** `code` ||hidden|| [link](http://x.y) # big",
)
"""Short ones, each of which means something to a database, a log, a terminal or Discord."""
