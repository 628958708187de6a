"""What a language brings along: how kinds of question are put, its words and those of one meaning, what the bot says.

A language is a folder here, named as Snowball names its stemmer; `kinds.yaml`, `words.yaml`, `texts.yaml` and
`followups.yaml` must be in it; `thesaurus.yaml`, `domains.yaml` and `exercise.yaml` may be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from knowledge import shapes
from knowledge.document import Document
from knowledge.faults import Fault, RoadmapError
from knowledge.model import Roadmap, Words
from knowledge.text import Stem, stemmer
from knowledge.texts import NOUNS, Texts, a, slots
from knowledge.thesaurus import Thesaurus
from knowledge.vocabulary import Vocabulary, spoken

HERE = Path(__file__).parent
Shape = TypeVar("Shape")
USUAL = "english"
"""The language whose texts all others have to match."""
_NOUNS = ("entry", "entries", "post", "posts")
_UNSAID = Words()
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


def texts(roadmap: Roadmap) -> Texts:
    """Give what the bot says about a roadmap: its language's texts, and the roadmap's own in their place."""
    identity = roadmap.identity
    return _texts(identity.language, identity.words, tuple(identity.texts.items()))


def texts_in(language: str) -> Texts:
    """Give what the bot says in a language, of a roadmap that says nothing otherwise."""
    return _texts(language, words(language), ())


def words(language: str, said: Words = _UNSAID) -> Words:
    """Give what entries and posts are called: what a roadmap does not say itself, its language says."""
    own = {name: getattr(said, name) for name in _NOUNS if getattr(said, name) != getattr(_UNSAID, name)}
    return replace(_texts_file(language).words, **own)


def lowers(roadmap: Roadmap) -> bool:
    """Say whether a sentence's first word is written small within another sentence."""
    return _texts_file(roadmap.identity.language).lowers


def text_names() -> Sequence[str]:
    """Give the names of all texts."""
    return tuple(_texts_file(USUAL).texts)


def misfits(own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Say of each text of a roadmap that is none of ours, or that has a slot that ours has not, what to do."""
    ours = _texts_file(USUAL).texts
    for name, phrase in own.items():
        if name not in ours:
            near = shapes.closest(name, list(ours))
            yield name, f'"{name}" is no text of ours, see docs/roadmap-format.md. Remove it or mend its name.{near}'
        elif strange := slots(phrase) - slots(ours[name]):
            known = ", ".join(f"{{{slot}}}" for slot in sorted(slots(ours[name]) | NOUNS))
            yield name, f"{{{min(strange)}}} stands for nothing here. Use {known}."


def read(path: Path, shape: type[Shape]) -> Shape:
    """Read a language's file; raises RoadmapError with every fault in it."""
    found = shapes.fit(shape, Document(path.name, path.read_bytes()))
    if isinstance(found, list):
        raise RoadmapError(found)
    return found


@lru_cache(maxsize=64)
def _texts(language: str, said: Words, own: tuple[tuple[str, str], ...]) -> Texts:
    return Texts({**_texts_file(language).texts, **dict(own)}, _nouns(said))


@cache
def _texts_file(language: str) -> shapes.TextsFile:
    """Read a language's texts; raises RoadmapError where they are not the usual ones, each with the same slots."""
    name = f"{language}/texts.yaml"
    found = read(HERE / name, shapes.TextsFile)
    if language != USUAL:
        usual = _texts_file(USUAL).texts
        faults = [Fault(name, 1, f'"{missing}" is missing. Add it.') for missing in usual.keys() - found.texts.keys()]
        faults += [Fault(name, 1, f'"{more}" is no text of ours. Remove it.') for more in found.texts.keys() - usual]
        for text in usual.keys() & found.texts.keys():
            if slots(usual[text]) != slots(found.texts[text]):
                faults.append(Fault(name, 1, f'"{text}" has other slots than in {USUAL}. Use the same.'))
        if faults:
            raise RoadmapError(faults)
    return found


def _nouns(said: Words) -> Mapping[str, str]:
    """Give a roadmap's nouns for every slot that stands for one."""
    nouns = {name: getattr(said, name) for name in _NOUNS}
    capitals = {name.capitalize(): noun[0].upper() + noun[1:] for name, noun in nouns.items()}
    return {**nouns, **capitals, "an_entry": a(said.entry)}


@cache
def _vocabulary(folder: Path) -> Vocabulary:
    return read(folder / "words.yaml", Vocabulary)


def _folder(roadmap: Roadmap) -> Path:
    return HERE / roadmap.identity.language
