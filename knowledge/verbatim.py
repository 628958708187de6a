"""Verbatim: a question in the words of a phrase that the roadmap's files hold is about what they say it is.

What was learned from thousands of phrases may still drown a single one. Whoever wrote that one down expects it to be
known all the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from knowledge.model import Roadmap
from knowledge.overlay import Form, form

TELLING: Final = 3
"""Words that make a difference which a phrase must have; fewer may be said of anything."""


def verbatim(roadmap: Roadmap) -> Mapping[Form, str]:
    """Give what each phrase is about, by its normal form; one that stands for two things tells nothing."""
    known: dict[Form, str] = {}
    torn: set[Form] = set()
    for phrase, label in _phrases(roadmap):
        said = form(phrase)
        if len(said) >= TELLING and known.setdefault(said, label) != label:
            torn.add(said)
    return {said: label for said, label in known.items() if said not in torn}


def _phrases(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    for book in roadmap.phrasebooks:
        said = (*(one.phrases for one in book.situations), *(one.phrases for one in book.tell_apart))
        yield from ((phrase, book.pattern) for phrase in chain.from_iterable(said))
    asked: tuple[tuple[str, Sequence[str]], ...] = (
        *((group.slug, group.questions) for group in roadmap.groups),
        *((mode.slug, mode.questions) for mode in roadmap.failure_modes),
        *((topic.slug, topic.questions) for topic in roadmap.topics),
    )
    yield from ((question, slug) for slug, questions in asked for question in questions)
