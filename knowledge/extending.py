"""One roadmap built on another: what is added, and what is overridden on purpose."""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from knowledge.consistency import Placed
from knowledge.faults import Fault
from knowledge.model import Group, Pattern, Phrasebook, Roadmap

Part = TypeVar("Part")
_KEYED: dict[str, tuple[str, ...]] = {
    "groups": ("slug",),
    "patterns": ("slug",),
    "problems": ("number",),
    "needs": ("pattern", "needs"),
    "causes": ("cause", "symptom"),
    "failure_modes": ("slug",),
    "terms": ("slug",),
    "topics": ("slug",),
    "phrasebooks": ("pattern",),
    "questions": ("id",),
    "challenges": ("id",),
}
"""The parts of a roadmap, and by what one of them is known."""


def needless_overrides(own: Roadmap, placed: Placed) -> Iterator[Fault]:
    """Give a fault for each override in a roadmap that extends none."""
    for part in _KEYED:
        for value in getattr(own, part):
            if value.override:
                yield placed.fault(value, "override", "this roadmap extends none. Remove the line.")


def extended(base: Roadmap, own: Roadmap, placed: Placed) -> tuple[Roadmap, list[Fault]]:
    """Add `own` to `base`; give the whole, and a fault for each thing that stands in both without `override: true`."""
    joining = _Joining(placed)
    parts: dict[str, Any] = {
        part: joining.joined(part, getattr(base, part), getattr(own, part)) for part in _KEYED if part != "phrasebooks"
    }
    parts["phrasebooks"] = joining.books(base.phrasebooks, own.phrasebooks)
    parts["off_topic"] = (*base.off_topic, *own.off_topic)
    parts["groups"] = joining.numbered(parts["groups"])
    places = {group.slug: group.number for group in parts["groups"]}
    # What is added to a group stands after what was in it: the numbers of both begin anew.
    order = sorted(parts["patterns"], key=lambda pattern: places.get(pattern.group, len(places) + 1))
    parts["patterns"] = joining.numbered(order)
    return replace(own, **parts, digest=f"{base.digest} {own.digest}"), joining.faults


@dataclass
class _Joining:
    """What joining two roadmaps found wrong."""

    placed: Placed
    faults: list[Fault] = field(default_factory=list)

    def joined(self, part: str, base: Sequence[Any], own: Sequence[Any]) -> tuple[Any, ...]:
        """Put what is added after what is there, and what overrides something in its place."""
        key_of = _key_of(part)
        known = {key_of(value): value for value in base}
        instead: dict[object, Any] = {}
        added = []
        for value in own:
            key = key_of(value)
            if value.override and key not in known:
                self._fault(value, part, f"{_said(key)} is not in the roadmap that this one extends. Remove the line.")
            elif value.override:
                instead[key] = self._in_place(value, known[key])
            elif key in known:
                said = f"{_said(key)} is in the roadmap that this one extends. Choose another, or write override: true."
                self._fault(value, part, said)
            else:
                added.append(value)
        return (*(instead.get(key, value) for key, value in known.items()), *added)

    def books(self, base: Sequence[Phrasebook], own: Sequence[Phrasebook]) -> tuple[Phrasebook, ...]:
        """Add phrases to those that are there; they add up, and override only where that is said."""
        more = {book.pattern: book for book in own if not book.override}
        both = {book.pattern for book in base} & more.keys()
        joined = [self._joined_book(book, more[book.pattern]) if book.pattern in both else book for book in base]
        rest = [book for book in own if book.override or book.pattern not in both]
        return self.joined("phrasebooks", joined, rest)

    def numbered(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Give groups or patterns the numbers of their places."""
        return tuple(self._moved(value, number) for number, value in enumerate(values, 1))

    def _joined_book(self, base: Phrasebook, own: Phrasebook) -> Phrasebook:
        told, apart = (*base.situations, *own.situations), (*base.tell_apart, *own.tell_apart)
        book = replace(own, situations=told, tell_apart=apart)
        self.placed.same(own, book)
        return book

    def _in_place(self, value: Any, before: Any) -> Any:
        return self._moved(value, before.number) if isinstance(value, Group | Pattern) else value

    def _moved(self, value: Any, number: int) -> Any:
        if value.number == number:
            return value
        # All was validated, and prose that has been parsed cannot be read a second time.
        moved = copy(value)
        object.__setattr__(moved, "number", number)
        self.placed.same(value, moved)
        return moved

    def _fault(self, value: Any, part: str, message: str) -> None:
        name = "override" if value.override else _KEYED[part][0]
        self.faults.append(self.placed.fault(value, name, message))


def _key_of(part: str) -> Callable[[Any], object]:
    names = _KEYED[part]
    if len(names) == 1:
        return lambda value: getattr(value, names[0])
    return lambda value: tuple(getattr(value, name) for name in names)


def _said(key: object) -> str:
    return f'"{" → ".join(key)}"' if isinstance(key, tuple) else f'"{key}"'
