"""What must hold between the parts of a roadmap: every slug exists, no name is given twice, needs have no circle."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge import graph, prose
from knowledge.document import Document, Path
from knowledge.faults import Fault
from knowledge.model import Group, Pattern, Phrasebook, Roadmap
from knowledge.names import Named, names_of
from knowledge.shapes import closest
from knowledge.text import tokens

_PATTERN_FIELDS = {"primary", "pattern", "needs", "patterns", "hosts", "from_", "cause", "symptom"}
_HELPER_FIELDS = {"supporting", "bring", "met_by", "welcome"}
_KEYS = {"from_": "from"}


class Placed:
    """Where each value of the roadmap was read."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[Document, Path]] = {}
        self._kept: list[object] = []
        self._found: list[tuple[object, Document, Path]] = []
        self.files: list[tuple[object, Document]] = []

    def add(self, value: object, document: Document) -> None:
        """Remember that `value` and all within it stand in `document`."""
        self._kept.append(value)
        self.files.append((value, document))
        self._walk(value, document, ())

    def same(self, owner: object, other: object) -> None:
        """Remember that `other` was made of `owner`, so that its faults stand where that was read."""
        document, path = self._places[id(owner)]
        self._kept.append(other)
        self._places[id(other)] = (document, path)

    def fault(self, owner: object, field: str, message: str, *within: int) -> Fault:
        """Make a fault at a field of a value that was read, or at the item of a list that `within` names."""
        document, path = self._places[id(owner)]
        return document.fault((*path, _KEYS.get(field, field), *within), message)

    def owners(self) -> Iterator[tuple[object, Document, Path]]:
        """Give every value that was read, with its place."""
        yield from self._found

    def _walk(self, value: object, document: Document, path: Path) -> None:
        for owner, _, place in self._owners(value, document, path):
            self._found.append((owner, document, place))
            self._places[id(owner)] = (document, place)

    def _owners(self, value: object, document: Document, path: Path) -> Iterator[tuple[object, Document, Path]]:
        if dataclasses.is_dataclass(value) and not isinstance(value, (type, prose.Reference)):
            yield value, document, path
            for field in dataclasses.fields(value):
                part = getattr(value, field.name)
                if isinstance(part, tuple) or dataclasses.is_dataclass(part):
                    key = _KEYS.get(field.name, field.name)
                    yield from self._owners(part, document, (*path, key))
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if not isinstance(item, str):
                    yield from self._owners(item, document, (*path, position))


def check(roadmap: Roadmap, placed: Placed) -> list[Fault]:
    """Give every fault between the parts of `roadmap`."""
    faults = [*_unique(roadmap, placed), *_slugs(roadmap, placed), *_names(roadmap, placed), *_numbers(roadmap, placed)]
    return faults or [*_circles(roadmap, placed), *_repeated_phrases(roadmap, placed)]


def _unique(roadmap: Roadmap, placed: Placed) -> Iterator[Fault]:
    kinds: tuple[tuple[Iterable[Any], str], ...] = (
        ((*roadmap.groups, *roadmap.patterns, *roadmap.terms, *roadmap.topics, *roadmap.failure_modes), "slug"),
        (roadmap.phrasebooks, "pattern"),
        ((*roadmap.questions, *roadmap.challenges), "id"),
        (roadmap.problems, "number"),
    )
    for owners, field in kinds:
        seen: set[object] = set()
        for owner in owners:
            value = getattr(owner, field)
            if value in seen:
                yield placed.fault(owner, field, f'"{value}" was given before. Choose another.')
            seen.add(value)


def _slugs(roadmap: Roadmap, placed: Placed) -> Iterator[Fault]:
    patterns = {pattern.slug for pattern in roadmap.patterns}
    groups = {group.slug for group in roadmap.groups}
    helpers = patterns | {term.slug for term in roadmap.terms}
    challenges = {challenge.id for challenge in roadmap.challenges}
    entries = set(roadmap.entries)
    for owner, document, path in placed.owners():
        for field in dataclasses.fields(owner):  # type: ignore[arg-type]
            value = getattr(owner, field.name)
            place = (*path, _KEYS.get(field.name, field.name))
            if field.name in _PATTERN_FIELDS:
                yield from _dangling(value, patterns, "pattern", document, place)
            elif field.name in _HELPER_FIELDS:
                yield from _dangling(value, helpers, "pattern or term", document, place)
            elif field.name == "challenge":
                yield from _dangling(value, challenges, "challenge", document, place)
            elif field.name == "group" or (field.name == "groups" and _all_text(value)):
                yield from _dangling(value, groups, "group", document, place)
            elif isinstance(value, tuple) and any(isinstance(part, prose.Reference) for part in value):
                for slug in prose.references(value):
                    yield from _dangling(slug, entries, "entry", document, place)


def _all_text(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _dangling(value: object, known: set[str], kind: str, document: Document, path: Path) -> Iterator[Fault]:
    items = enumerate(value) if isinstance(value, tuple) else ((None, value),)
    for position, slug in items:
        if isinstance(slug, str) and slug not in known:
            place = path if position is None else (*path, position)
            hint = closest(slug, sorted(known)) or " Write one that is there, or add it."
            yield document.fault(place, f'there is no {kind} "{slug}".{hint}')


def _names(roadmap: Roadmap, placed: Placed) -> Iterator[Fault]:
    # Names are found however they are cut: "blue green" and "bluegreen" are one.
    owners: dict[str, object] = {}
    for entry in roadmap.entries.values():
        for name in names_of(entry):
            spelled = "".join(tokens(name))
            if not spelled:
                yield _name_fault(entry, name, "has no letter or digit. Choose another name.", placed)
            elif owners.setdefault(spelled, entry) is not entry:
                other = owners[spelled].slug  # type: ignore[attr-defined]
                yield _name_fault(entry, name, f'already means "{other}". Keep it in one place.', placed)


def _name_fault(entry: Named, name: str, said: str, placed: Placed) -> Fault:
    """Make the fault of a name, where it was written."""
    message = f'"{name}" {said}'
    if name in entry.names:
        return placed.fault(entry, "names", message, entry.names.index(name))
    own = {entry.slug: "slug", **({entry.post: "post"} if isinstance(entry, Pattern) else {})}
    return placed.fault(entry, own.get(name, "name"), message)


def _numbers(roadmap: Roadmap, placed: Placed) -> Iterator[Fault]:
    numbered: tuple[tuple[Group | Pattern, ...], ...] = (roadmap.groups, roadmap.patterns)
    for kind in numbered:
        counted = Counter(entry.number for entry in kind)
        for position, entry in enumerate(kind, start=1):
            if counted[entry.number] > 1:
                yield placed.fault(entry, "number", f"the number {entry.number} stands twice. Number them 1, 2, 3 …")
            elif entry.number != position and len(counted) == len(kind):
                yield placed.fault(
                    entry, "number", f"{entry.number} leaves a gap; {position} is next. Number without gaps."
                )
                break
    order = [pattern.group for pattern in roadmap.patterns]
    for group in roadmap.groups:
        places = [position for position, slug in enumerate(order) if slug == group.slug]
        if not places:
            yield placed.fault(group, "slug", f'the group "{group.slug}" has no pattern. Add one, or remove the group.')
        elif places[-1] - places[0] + 1 != len(places):
            yield placed.fault(group, "slug", f'the patterns of "{group.slug}" do not stand together. Renumber them.')


def _circles(roadmap: Roadmap, placed: Placed) -> Iterator[Fault]:
    circle = graph.circle(roadmap)
    if circle:
        need = next(need for need in roadmap.needs if need.pattern == circle[0] and need.needs == circle[1])
        yield placed.fault(need, "needs", f"needs run in a circle: {' → '.join(circle)}. Remove one of them.")
    for need in roadmap.needs:
        if sum(other.pattern == need.pattern and other.needs == need.needs for other in roadmap.needs) > 1:
            yield placed.fault(need, "needs", f'"{need.pattern}" needs "{need.needs}" was said before. Keep one.')


def _repeated_phrases(roadmap: Roadmap, placed: Placed) -> Iterator[Fault]:
    for book in roadmap.phrasebooks:
        yield from _twice(book, placed)


def _twice(book: Phrasebook, placed: Placed) -> Iterator[Fault]:
    seen: set[tuple[str, ...]] = set()
    for situation in book.situations:
        for place, phrase in enumerate(situation.phrases):
            words = tokens(phrase)
            if words in seen:
                yield placed.fault(situation, "phrases", f'"{phrase}" stands here twice. Keep one.', place)
            seen.add(words)
