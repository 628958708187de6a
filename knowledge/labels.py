"""Labelled questions: a message, and what a right answer to it holds."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic.dataclasses import dataclass

from knowledge import shapes
from knowledge.document import Document
from knowledge.faults import Fault, RoadmapError
from knowledge.kinds import QuestionKind
from knowledge.loader import content
from knowledge.model import Roadmap
from knowledge.shapes import closest
from knowledge.values import STRICT, Slug

FILE = "examples.yaml"
"""Where a roadmap folder keeps its own."""
Message = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


def _one_or_several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _either(item: dict[str, object]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [item, {"type": "array", "items": item}]})


Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_one_or_several), _either({"type": "string"})]
Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_several), _either({"type": "string"})]


@dataclass(frozen=True, slots=True, config=STRICT)
class Label:
    """A question, its kind, and what the answer must be about, list or say."""

    q: Message
    kind: QuestionKind
    gold: Slugs = ()
    """What the answer must be about."""
    also: Slugs = ()
    """What an expert would accept first."""
    gold_group: Slug | None = None
    must_mention: Slugs = ()
    must_contain: Texts = ()
    """Short phrases, any case, any wording around them."""

    @property
    def accepted(self) -> tuple[str, ...]:
        """Give the patterns that may come first."""
        return (*self.gold, *self.also)


def kept_in(folder: Path, roadmap: Roadmap) -> tuple[Label, ...]:
    """Read the labels that a roadmap's folder keeps; raises RoadmapError with every fault, OSError where there are none."""
    return parse(FILE, content(folder, FILE), roadmap)


def read(path: Path, roadmap: Roadmap) -> tuple[Label, ...]:
    """Read a file of labels; raises RoadmapError with every fault in it, OSError where it cannot be read."""
    return parse(path.name, path.read_bytes(), roadmap)


def parse(name: str, written: bytes, roadmap: Roadmap) -> tuple[Label, ...]:
    """Read labels from the content of a file; raises RoadmapError with every fault in it."""
    document = Document(name, written)
    found = shapes.fit(tuple[Label, ...], document)
    faults = found if isinstance(found, list) else list(_unknown(found, document, roadmap))
    if isinstance(found, list) or faults:
        raise RoadmapError(faults)
    return found


def _unknown(labels: Sequence[Label], document: Document, roadmap: Roadmap) -> Iterator[Fault]:
    """Give a fault for every slug that the roadmap does not have."""
    if not labels:
        yield document.fault((), "the list is empty. Add labelled questions.")
    patterns = [pattern.slug for pattern in roadmap.patterns]
    groups = [group.slug for group in roadmap.groups]
    for place, label in enumerate(labels):
        named = {"gold": label.gold, "also": label.also, "must_mention": label.must_mention}
        wrong = [(key, slug, patterns) for key, slugs in named.items() for slug in slugs if slug not in patterns]
        if label.gold_group is not None and label.gold_group not in groups:
            wrong.append(("gold_group", label.gold_group, groups))
        if not label.q.strip():
            yield document.fault((place, "q"), "the message is empty. Write it.")
        for key, slug, known in wrong:
            yield document.fault((place, key), f'the roadmap has no "{slug}".{closest(slug, known)} Mend the slug.')
