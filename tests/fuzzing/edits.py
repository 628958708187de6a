"""Edits: something valid is cut, doubled, swapped and spiced until it hardly is any more."""

import random
from collections.abc import Sequence

from hypothesis import strategies as st


def edited(valid: Sequence[str], spices: Sequence[str], most: int = 6) -> st.SearchStrategy[str]:
    """Give one of some valid texts after a few edits, or as it is.

    Hypothesis draws no more than a seed: to draw each edit would take a hundred times as long as what is tested.
    """
    return st.integers(0, 2**48).map(lambda seed: _edited(random.Random(seed), valid, spices, most))


def _edited(chance: random.Random, valid: Sequence[str], spices: Sequence[str], most: int) -> str:
    text = chance.choice(valid)
    for _ in range(chance.randint(0, most)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.randint(0, 12))
        match chance.randrange(5):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + text[start:end] * chance.randint(1, 40) + text[end:]
            case 2:
                other = chance.choice(valid)
                text = text[:start] + other[chance.randint(0, len(other)) :]
            case 3:
                text = text[:start] + chr(chance.randrange(0x20, 0x3000)) + text[end:]
            case _:
                text = text[:start] + chance.choice(spices) + text[start:]
    return text
