"""A folder of YAML files → a Roadmap, or every fault that stands in the way."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from knowledge import extending, files, languages, shapes
from knowledge.consistency import Placed, check
from knowledge.document import Document
from knowledge.faults import Fault, RoadmapError
from knowledge.model import Identity, Pattern, Phrasebook, Roadmap
from knowledge.question_rules import check_questions

ROADMAPS = Path(__file__).parent / "roadmaps"
"""What we ship; a roadmap may extend one of them by its folder's name."""
SHIPPED = ROADMAPS / "architecture-patterns"
FILES_LIMIT = 2000
DEEPEST = 5
"""So many roadmaps may extend one another."""
_FOLDERS = ("patterns", "phrases", "quiz")
_FILES = ("roadmap", "terms", "topics", "off-topic", "examples")
Shape = TypeVar("Shape")
Main = shapes.RoadmapFile | shapes.ExtensionFile


def load(folder: Path) -> Roadmap:
    """Read the roadmap in `folder`; raises RoadmapError with every fault in every file."""
    placed = Placed()
    roadmap = _read(folder, placed, (), "")
    faults = check(roadmap, placed) or list(check_questions(roadmap, placed))
    if faults:
        raise RoadmapError(faults)
    return roadmap


def folders_of(folder: Path) -> tuple[Path, ...]:
    """Give the folders that a roadmap is read from: its own, and those it extends; of a faulty one, as many as can be read."""
    found = [folder]
    while len(found) <= DEEPEST:
        try:
            document = Document("roadmap.yaml", content(found[-1], "roadmap.yaml"))
        except (RoadmapError, OSError):
            break
        name = document.value.get("extends") if isinstance(document.value, dict) else None
        if not isinstance(name, str):
            break
        found.append(base_of(found[-1], name))
    return tuple(found)


def base_of(folder: Path, name: str) -> Path:
    """Give the folder that `extends: name` means in a roadmap's folder: one that we ship, or a path from there."""
    shipped = ROADMAPS / name
    return shipped if shipped.parent == ROADMAPS and shipped.is_dir() else folder / name


def _read(folder: Path, placed: Placed, above: tuple[Path, ...], prefix: str) -> Roadmap:
    """Read a roadmap that those `above` build on, first the one that it extends; raises RoadmapError.

    `prefix` leads there from the folder that was asked for.
    """
    reading = _Reading(folder, placed, prefix)
    main = reading.main()
    base: Roadmap | None = None
    if isinstance(main, shapes.ExtensionFile):
        lead = base_of(folder, main.extends)
        below = (*above, folder)
        if lead.resolve() in {path.resolve() for path in below}:
            raise RoadmapError([placed.fault(main, "extends", "roadmaps extend one another in a circle. Break it.")])
        if len(below) > DEEPEST:
            raise RoadmapError([placed.fault(main, "extends", f"more than {DEEPEST} roadmaps build on one another.")])
        if not (lead / "roadmap.yaml").is_file():
            known = ", ".join(sorted(path.name for path in ROADMAPS.iterdir() if path.is_dir()))
            said = (
                f'"{main.extends}" holds no roadmap.yaml. Write a path from this folder, or one that we ship: {known}.'
            )
            raise RoadmapError([placed.fault(main, "extends", said)])
        base = _read(lead, placed, below, f"{prefix}{main.extends}/")
    own = reading.roadmap(main, base)
    if base is None:
        faults = list(extending.needless_overrides(own, placed))
        whole = own
    else:
        whole, faults = extending.extended(base, own, placed)
    if faults:
        raise RoadmapError(faults)
    return whole


def content(folder: Path, name: str) -> bytes:
    """Read a file of a roadmap's folder; raises RoadmapError where it leads out of it, OSError where it cannot be read."""
    # What we ship is trusted, and some installers make links of all files.
    return files.beginning(folder / name) if folder.parent == ROADMAPS else files.content(folder, name)


@dataclass
class _Reading:
    """One pass over a folder: what was read, and what was wrong."""

    folder: Path
    placed: Placed
    prefix: str
    faults: list[Fault] = field(default_factory=list)
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def main(self) -> Main | None:
        """Read `roadmap.yaml`; where it is written for another version of us, that alone is told."""
        document = self._document("roadmap.yaml")
        if document is None:
            return None
        strange = shapes.strange_format(document)
        if strange is not None:
            raise RoadmapError([strange])
        extends = isinstance(document.value, dict) and "extends" in document.value
        shape: type[Main] = shapes.ExtensionFile if extends else shapes.RoadmapFile
        found = self._fitted(document, shape)
        if found is not None:
            misfits = languages.misfits(found.texts)
            self.faults.extend(document.fault(("texts", name), said) for name, said in misfits)
        return found

    def roadmap(self, main: Main | None, base: Roadmap | None) -> Roadmap:
        """Read everything beside `roadmap.yaml`; raises RoadmapError."""
        self.faults.extend(self._misnamed())
        patterns = list(self._folder("patterns", Pattern))
        books = list(self._folder("phrases", Phrasebook))
        terms = self._optional("terms.yaml", shapes.TermsFile)
        topics = self._optional("topics.yaml", shapes.TopicsFile)
        off_topic = self._optional("off-topic.yaml", shapes.OffTopicFile)
        quiz = list(self._folder("quiz", shapes.QuizFile))
        if not patterns and not self.faults and base is None:
            said = "there is no pattern. Add a file such as patterns/01-first.yaml."
            self.faults.append(Fault(f"{self.prefix}patterns", 1, said))
        if main is None or self.faults:
            raise RoadmapError(self.faults)
        return Roadmap(
            identity=_identity(main, base),
            groups=tuple(sorted(main.groups, key=lambda group: group.number)),
            patterns=tuple(sorted(patterns, key=lambda pattern: pattern.number)),
            problems=main.problems,
            needs=main.needs,
            causes=main.causes,
            failure_modes=main.failure_modes,
            terms=terms.terms if terms else (),
            topics=topics.topics if topics else (),
            phrasebooks=tuple(books),
            off_topic=off_topic.kinds if off_topic else (),
            questions=_joined(quiz, "questions"),
            challenges=_joined(quiz, "challenges"),
            digest=self.digest.hexdigest(),
        )

    def _misnamed(self) -> Iterator[Fault]:
        """Give a fault for each file that was meant for us and that nobody would read."""
        there = (
            *self.folder.glob("*.yml"),
            *(path for name in _FOLDERS for path in (self.folder / name).glob("*.yml")),
        )
        for path in sorted(there):
            name = path.relative_to(self.folder)
            if path.parent != self.folder or path.stem in _FILES:
                yield Fault(f"{self.prefix}{name}", 1, "only files that end in .yaml are read. Rename it.")

    def _folder(self, name: str, shape: type[Shape]) -> Iterator[Shape]:
        found = sorted((self.folder / name).glob("*.yaml"))
        if len(found) > FILES_LIMIT:
            said = f"{len(found):,} files, more than {FILES_LIMIT:,}. Join some of them."
            self.faults.append(Fault(f"{self.prefix}{name}", 1, said))
            return
        for path in found:
            value = self._file(f"{name}/{path.name}", shape)
            if value is not None:
                yield value

    def _optional(self, name: str, shape: type[Shape]) -> Shape | None:
        return self._file(name, shape) if (self.folder / name).exists() else None

    def _file(self, name: str, shape: type[Shape]) -> Shape | None:
        document = self._document(name)
        return None if document is None else self._fitted(document, shape)

    def _document(self, name: str) -> Document | None:
        shown = f"{self.prefix}{name}"
        try:
            read = content(self.folder, name)
            self.digest.update(hashlib.sha256(f"{name}\n".encode() + read).digest())
            return Document(shown, read)
        except RoadmapError as error:
            self.faults.extend(Fault(shown, fault.line, fault.message) for fault in error.faults)
        except OSError as error:
            self.faults.append(Fault(shown, 1, f"the file cannot be read ({error.strerror}). Put it there."))
        return None

    def _fitted(self, document: Document, shape: type[Shape]) -> Shape | None:
        value = shapes.fit(shape, document)
        if isinstance(value, list):
            self.faults.extend(value)
            return None
        self.placed.add(value, document)
        return value


def _identity(main: Main, base: Roadmap | None) -> Identity:
    """Say who a roadmap is: what it does not say of itself, the one that it extends says."""
    said = {name: getattr(main, name) for name in ("slug", "title", "tagline", "credit", "words")}
    if base is None:
        assert isinstance(main, shapes.RoadmapFile)  # noqa: S101 - what extends nothing is whole
        said["words"] = languages.words(main.language, main.words)
        return Identity(language=main.language, texts=main.texts, **said)
    before = base.identity
    if main.words is not None:
        said["words"] = languages.words(before.language, main.words)
    said = {name: getattr(before, name) if value is None else value for name, value in said.items()}
    return Identity(language=before.language, texts={**before.texts, **main.texts}, **said)


def _joined(quizzes: Sequence[shapes.QuizFile], part: str) -> tuple[Any, ...]:
    return tuple(item for quiz in quizzes for item in getattr(quiz, part))
