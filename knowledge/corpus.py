"""What the matcher learns from: every text of a roadmap with what it is about, and how kinds of question sound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge import languages
from knowledge.kinds import EDGES, MASKS, QuestionKind, mask
from knowledge.matcher import Example
from knowledge.model import Roadmap
from knowledge.names import Lexicon
from knowledge.text import tokens
from knowledge.thesaurus import Thesaurus

_TOLD = (": facts", ": term")


@dataclass(frozen=True, slots=True)
class Corpus:
    """The examples of both classifiers."""

    subjects: tuple[Example, ...]
    kinds: tuple[Example, ...]
    thesaurus: Thesaurus

    @classmethod
    def of(cls, roadmap: Roadmap, lexicon: Lexicon) -> "Corpus":
        """Gather everything that `roadmap` and its language teach."""
        subjects = tuple(_subjects(roadmap))
        kinds = (*_spoken_kinds(roadmap), *_masked(subjects, roadmap, lexicon))
        return cls(subjects, kinds, languages.thesaurus(roadmap))

    def words(self) -> Iterator[Sequence[str]]:
        """Give every text of the corpus, cut into words."""
        for example in self.subjects:
            yield example.words
        for example in self.kinds:
            yield [word for word in example.words if word not in (*MASKS, *EDGES)]


def _subjects(roadmap: Roadmap) -> Iterator[Example]:
    yield from _spoken(roadmap)
    yield from _told(roadmap)
    yield from _passages(roadmap)
    for kind in roadmap.off_topic:
        for phrase in kind.phrases:
            yield Example(tokens(phrase), None, phrase)


def _spoken(roadmap: Roadmap) -> Iterator[Example]:
    """Give what people say when they need a pattern."""
    for book in roadmap.phrasebooks:
        for situation in book.situations:
            for phrase in situation.phrases:
                yield _example(phrase, book.pattern, f"{book.pattern}: {situation.about}")
        for distinction in book.tell_apart:
            for phrase in distinction.phrases:
                yield _example(phrase, book.pattern, f"{book.pattern}: not {distinction.from_}")


def _told(roadmap: Roadmap) -> Iterator[Example]:
    """Give what the roadmap says about each pattern."""
    for pattern in roadmap.patterns:
        for text in (*map(roadmap.text, (pattern.summary, pattern.fits, pattern.teaches)), pattern.name, pattern.post):
            yield _example(text, pattern.slug, f"{pattern.slug}: facts")
    for problem in roadmap.problems:
        yield _example(problem.situation, problem.primary, f"{problem.primary}: facts")
    for term in roadmap.terms:
        yield _example(f"{term.name} {roadmap.text(term.meaning)}", term.hosts[0], f"{term.slug}: term")


def _passages(roadmap: Roadmap) -> Iterator[Example]:
    """Give what people ask about everything else; each wording is a family, for there is little else to learn from."""
    for group in roadmap.groups:
        for text in group.questions:
            yield _example(text, group.slug, f"{group.slug}: {text}")
    for mode in roadmap.failure_modes:
        for text in (mode.name, roadmap.text(mode.sign), *mode.questions):
            yield _example(text, mode.slug, f"{mode.slug}: {text}")
    for topic in roadmap.topics:
        for text in (topic.title, *topic.questions):
            yield _example(text, topic.slug, f"{topic.slug}: {text}")


def _example(text: str, label: str, family: str) -> Example:
    return Example(tokens(text), label, family)


def _spoken_kinds(roadmap: Roadmap) -> Iterator[Example]:
    # Who asks of techniques says "technique" where the language's file says "pattern".
    names = languages.vocabulary(roadmap).renamed(roadmap.identity.words)
    renamed = {noun: tokens(name) for noun, name in names.items()}
    for kind, phrases in languages.kinds(roadmap).items():
        for phrase in phrases:
            masked = phrase.replace("{pattern}", MASKS[0]).replace("{group}", MASKS[1])
            label = None if kind == QuestionKind.NONE else QuestionKind(kind).value
            words = [said for word in tokens(masked) for said in renamed.get(word, (word,))]
            yield Example((EDGES[0], *words, EDGES[1]), label, phrase)


def _masked(subjects: Sequence[Example], roadmap: Roadmap, lexicon: Lexicon) -> Iterator[Example]:
    """Show the kinds how problems and strangers sound that happen to name an entry."""
    for example in subjects:
        stranger = example.label is None
        problem = example.label is not None and roadmap.is_pattern(example.label) and not example.family.endswith(_TOLD)
        mentions = lexicon.find(example.words) if stranger or problem else ()
        if mentions:
            label = None if stranger else QuestionKind.PROBLEM.value
            yield Example(mask(example.words, mentions), label, example.family)
