"""What must hold of the questions and the open challenges that are written by hand."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from knowledge import graph
from knowledge.consistency import Placed
from knowledge.faults import Fault
from knowledge.items import DERIVED_IDS
from knowledge.model import Roadmap
from knowledge.questions import Challenge, Question
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
    for challenge in roadmap.challenges:
        yield from _model_answer(roadmap, challenge, placed)


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


def _model_answer(roadmap: Roadmap, challenge: Challenge, placed: Placed) -> Iterator[Fault]:
    """Hold a model answer against the challenge's own aims and the roadmap's needs."""
    brought = [step.bring for step in challenge.steps]
    for place, step in enumerate(challenge.steps):
        for need in graph.needs(roadmap, step.bring):
            if need.needs in brought[place + 1 :]:
                yield placed.fault(step, "bring", f'"{step.bring}" needs "{need.needs}". Put that step before it.')
    for aim in challenge.aims:
        if not set(aim.met_by) & set(brought):
            yield placed.fault(aim, "met_by", f'no step of the model answer sees to "{aim.title}". Add one.')
    length = sum(len(roadmap.name(step.bring)) + len(roadmap.text(step.why)) for step in challenge.steps)
    if length > LONGEST:
        yield placed.fault(
            challenge, "steps", f"the steps have {length:,} characters, more than {LONGEST:,}. Shorten them."
        )
