"""What must hold of the questions that are written by hand."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from knowledge.consistency import Placed
from knowledge.faults import Fault
from knowledge.items import DERIVED_IDS
from knowledge.model import Roadmap
from knowledge.questions import Question
from knowledge.text import tokens

LONGEST = 1600
"""Characters of a stem with its options that fit on a posted card."""
ALIKE = 90
FEW_WORDS = 6
"""Shorter stems lie within others by accident, so only equal ones are refused."""


def check_questions(roadmap: Roadmap, placed: Placed) -> Iterator[Fault]:
    """Give every fault of the questions in `roadmap`."""
    for question in roadmap.questions:
        if question.id.startswith(DERIVED_IDS):
            yield placed.fault(question, "id", f'"{DERIVED_IDS}" begins the ids of derived questions. Choose another.')
        yield from _options(question, placed)
        yield from _giveaways(roadmap, question, placed)
        length = len(roadmap.text(question.stem)) + sum(len(option.text) for option in question.options)
        if length > LONGEST:
            yield placed.fault(
                question, "stem", f"stem and options have {length:,} characters, more than {LONGEST:,}. Shorten them."
            )
    yield from _repetitions(roadmap, placed)


def _options(question: Question, placed: Placed) -> Iterator[Fault]:
    right = sum(option.right for option in question.options)
    if not right:
        yield placed.fault(question, "options", "no option is right. Mark one with `right: true`.")
    elif right == len(question.options):
        yield placed.fault(question, "options", "every option is right. Add one that is wrong.")
    seen: set[tuple[str, ...]] = set()
    for option in question.options:
        words = tokens(option.text)
        if words in seen:
            yield placed.fault(option, "text", f'"{option.text}" was an option before. Keep one.')
        seen.add(words)


def _giveaways(roadmap: Roadmap, question: Question, placed: Placed) -> Iterator[Fault]:
    stem = tokens(roadmap.text(question.stem))
    held = [_holds(stem, tokens(option.text)) for option in question.options]
    for option, told in zip(question.options, held, strict=True):
        # A stem that names all its options to choose from gives none away.
        if told and option.right and not all(held):
            yield placed.fault(
                option, "text", f'the stem holds this right option, "{option.text}". Reword one of them.'
            )


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    return any(words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1)) and bool(part)


def _repetitions(roadmap: Roadmap, placed: Placed) -> Iterator[Fault]:
    stems = [(question, tokens(roadmap.text(question.stem))) for question in roadmap.questions]
    # Each word is a bit: most pairs have little in common, and letters need not be compared.
    bits: dict[str, int] = {}
    sets = [sum(1 << bits.setdefault(word, len(bits)) for word in frozenset(words)) for _, words in stems]
    told = [(*one, held, held.bit_count()) for one, held in zip(stems, sets, strict=True)]
    for (first, words, some, few), (second, others, more, many) in combinations(told, 2):
        if 2 * (some & more).bit_count() >= min(few, many) and _alike(words, others):
            yield placed.fault(second, "stem", f'this asks the same as "{first.id}". Keep one, or ask another thing.')


def _alike(words: Sequence[str], others: Sequence[str]) -> bool:
    if min(len(words), len(others)) < FEW_WORDS:
        return words == others
    return fuzz.token_set_ratio(" ".join(words), " ".join(others), score_cutoff=ALIKE) >= ALIKE
