"""What a language brings along: how kinds of question are put, words of one meaning, words of a trade."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from knowledge import shapes
from knowledge.document import Document
from knowledge.faults import RoadmapError
from knowledge.model import Roadmap
from knowledge.thesaurus import Thesaurus

HERE = Path(__file__).parent
Shape = TypeVar("Shape")


def learned_from(roadmap: Roadmap) -> tuple[Path, ...]:
    """Give the files of the roadmap's language that a fit depends on."""
    return tuple(_folder(roadmap) / name for name in ("kinds.yaml", "thesaurus.yaml"))


def kinds(roadmap: Roadmap) -> Mapping[str, Sequence[str]]:
    """Give how each kind of question is put, with {pattern} and {group} for names."""
    return read(_folder(roadmap) / "kinds.yaml", shapes.KindsFile).kinds


def thesaurus(roadmap: Roadmap) -> Thesaurus:
    """Give the words of one meaning."""
    return Thesaurus(read(_folder(roadmap) / "thesaurus.yaml", shapes.ThesaurusFile).concepts)


def domain_words(roadmap: Roadmap) -> Sequence[str]:
    """Give the words that only tell from which business a message comes."""
    return read(_folder(roadmap) / "domains.yaml", shapes.DomainsFile).words


def read(path: Path, shape: type[Shape]) -> Shape:
    """Read a language's file; raises RoadmapError with every fault in it."""
    found = shapes.fit(shape, Document(path.name, path.read_bytes()))
    if isinstance(found, list):
        raise RoadmapError(found)
    return found


def _folder(roadmap: Roadmap) -> Path:
    return HERE / roadmap.identity.language
