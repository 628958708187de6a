"""What slips of the fingers cost: the same problems with one or two in each, beside the problems as they are."""

from collections.abc import Sequence
from random import Random
from statistics import fmean

from bot.ask.service import Asking
from knowledge.labels import Label
from tests.benchmarks.comparison import Row
from tests.benchmarks.understanding.problems import between, firsts

DRAWS = 5
MOST = 2
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    key: row[max(0, place - 1) : place] + row[place + 1 : place + 2] for row in _KEYS for place, key in enumerate(row)
}


def measure(asking: Asking, labels: Sequence[Label]) -> Row:
    """Mistype every problem a few times, and ask."""
    clean = firsts(asking, labels, [label.q for label in labels])
    typed = [
        firsts(asking, labels, [mistyped(label.q, chance) for label in labels]) for chance in map(Random, range(DRAWS))
    ]
    kept = [fmean(draws) for draws in zip(*typed, strict=True)]
    loss, low, high = between([was - now for was, now in zip(clean, kept, strict=True)])
    return Row(
        f"first, one or two slips in each of {len(labels)} problems, {DRAWS} draws",
        f"{-100 * loss:+.1f} points ({-100 * high:+.1f} to {-100 * low:+.1f})",
        "",
        f"{fmean(kept):.1%}",
        f"{fmean(clean):.1%}",
        "the problems as they are",
    )


def mistyped(text: str, chance: Random) -> str:
    """Let one or two slips happen to the letters of `text`."""
    for _ in range(chance.randint(1, MOST)):
        text = _slipped(text, chance)
    return text


def _slipped(text: str, chance: Random) -> str:
    """Swap two neighbours, leave a letter out, double it, or hit the key beside it."""
    letters = [place for place, letter in enumerate(text) if letter.lower() in _BESIDE]
    if not letters:
        return text
    place = chance.choice(letters)
    before, letter, after = text[:place], text[place], text[place + 1 :]
    match chance.choice(("swap", "leave out", "double", "beside")):
        case "swap" if after[:1].isalpha():
            return f"{before}{after[0]}{letter}{after[1:]}"
        case "leave out":
            return before + after
        case "double":
            return f"{before}{letter}{letter}{after}"
        case _:
            return before + chance.choice(_BESIDE[letter.lower()]) + after
