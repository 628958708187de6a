"""A folder of YAML files → a Roadmap, or every fault that stands in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from knowledge import files, shapes
from knowledge.consistency import Placed, check
from knowledge.document import Document
from knowledge.faults import Fault, RoadmapError
from knowledge.model import Identity, Pattern, Phrasebook, Roadmap
from knowledge.question_rules import check_questions

SHIPPED = Path(__file__).parent / "roadmaps" / "architecture-patterns"
FILES_LIMIT = 2000
Shape = TypeVar("Shape")


def load(folder: Path) -> Roadmap:
    """Read the roadmap in `folder`; raises RoadmapError with every fault in every file."""
    reading = _Reading(folder)
    roadmap = reading.roadmap()
    faults = reading.faults or _checked(roadmap, reading.placed) if roadmap else reading.faults
    if faults or roadmap is None:
        raise RoadmapError(faults)
    return roadmap


def _checked(roadmap: Roadmap, placed: Placed) -> list[Fault]:
    return check(roadmap, placed) or list(check_questions(roadmap, placed))


@dataclass
class _Reading:
    """One pass over a folder: what was read, and what was wrong."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    placed: Placed = field(default_factory=Placed)

    def roadmap(self) -> Roadmap | None:
        main = self._file("roadmap.yaml", shapes.RoadmapFile)
        patterns = list(self._folder("patterns", Pattern))
        books = list(self._folder("phrases", Phrasebook))
        terms = self._optional("terms.yaml", shapes.TermsFile)
        topics = self._optional("topics.yaml", shapes.TopicsFile)
        off_topic = self._optional("off-topic.yaml", shapes.OffTopicFile)
        quiz = list(self._folder("quiz", shapes.QuizFile))
        if not patterns and not self.faults:
            self.faults.append(Fault("patterns", 1, "there is no pattern. Add a file such as patterns/01-first.yaml."))
        if main is None or self.faults:
            return None
        return Roadmap(
            identity=Identity(
                slug=main.slug,
                title=main.title,
                language=main.language,
                tagline=main.tagline,
                credit=main.credit,
                words=main.words,
            ),
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
        )

    def _folder(self, name: str, shape: type[Shape]) -> Iterator[Shape]:
        found = sorted((self.folder / name).glob("*.yaml"))
        if len(found) > FILES_LIMIT:
            self.faults.append(Fault(name, 1, f"{len(found):,} files, more than {FILES_LIMIT:,}. Join some of them."))
            return
        for path in found:
            value = self._file(f"{name}/{path.name}", shape)
            if value is not None:
                yield value

    def _optional(self, name: str, shape: type[Shape]) -> Shape | None:
        return self._file(name, shape) if (self.folder / name).exists() else None

    def _file(self, name: str, shape: type[Shape]) -> Shape | None:
        try:
            # What we ship is trusted, and some installers make links of all files.
            read = files.beginning(self.folder / name) if self.folder == SHIPPED else files.content(self.folder, name)
            document = Document(name, read)
        except RoadmapError as error:
            self.faults.extend(error.faults)
            return None
        except OSError as error:
            self.faults.append(Fault(name, 1, f"the file cannot be read ({error.strerror}). Put it there."))
            return None
        value = shapes.fit(shape, document)
        if isinstance(value, list):
            self.faults.extend(value)
            return None
        self.placed.add(value, document)
        return value


def _joined(quizzes: Sequence[shapes.QuizFile], part: str) -> tuple[Any, ...]:
    return tuple(item for quiz in quizzes for item in getattr(quiz, part))
