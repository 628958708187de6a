"""What a language brings along: how kinds of question are put, its small words, words of one meaning, of a trade.

A language is a folder here, named as Snowball names its stemmer; `kinds.yaml` and `words.yaml` must be in it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from knowledge import shapes
from knowledge.document import Document
from knowledge.faults import RoadmapError
from knowledge.model import Roadmap
from knowledge.text import Stem, stemmer
from knowledge.thesaurus import Thesaurus
from knowledge.vocabulary import Vocabulary, spoken

HERE = Path(__file__).parent
Shape = TypeVar("Shape")
_LEARNED = ("kinds.yaml", "thesaurus.yaml", "words.yaml")


def learned_from(roadmap: Roadmap) -> tuple[Path, ...]:
    """Give the files of the roadmap's language that a fit depends on."""
    return tuple(path for name in _LEARNED if (path := _folder(roadmap) / name).exists())


def stem_of(roadmap: Roadmap) -> Stem:
    """Give what finds the stems of the roadmap's language."""
    return stemmer(roadmap.identity.language)


def kinds(roadmap: Roadmap) -> Mapping[str, Sequence[str]]:
    """Give how each kind of question is put, with {pattern} and {group} for names."""
    return read(_folder(roadmap) / "kinds.yaml", shapes.KindsFile).kinds


def vocabulary(roadmap: Roadmap) -> Vocabulary:
    """Give the small words, and among them what the roadmap calls its entries."""
    return spoken(_vocabulary(_folder(roadmap)), roadmap.identity.words)


def thesaurus(roadmap: Roadmap) -> Thesaurus:
    """Give the words of one meaning, where the language brings any."""
    path = _folder(roadmap) / "thesaurus.yaml"
    concepts = read(path, shapes.ThesaurusFile).concepts if path.exists() else {}
    return Thesaurus(concepts, stem_of(roadmap))


def domain_words(roadmap: Roadmap) -> Sequence[str]:
    """Give the words that only tell from which business a message comes, where the language brings any."""
    path = _folder(roadmap) / "domains.yaml"
    return read(path, shapes.DomainsFile).words if path.exists() else ()


def read(path: Path, shape: type[Shape]) -> Shape:
    """Read a language's file; raises RoadmapError with every fault in it."""
    found = shapes.fit(shape, Document(path.name, path.read_bytes()))
    if isinstance(found, list):
        raise RoadmapError(found)
    return found


@cache
def _vocabulary(folder: Path) -> Vocabulary:
    return read(folder / "words.yaml", Vocabulary)


def _folder(roadmap: Roadmap) -> Path:
    return HERE / roadmap.identity.language
