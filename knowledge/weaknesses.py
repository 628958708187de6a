"""What lets people guess the questions that are written by hand: no faults, but worth another look."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge import languages
from knowledge.bank import Item, authored
from knowledge.deriving.wording import Telling, telling_in
from knowledge.model import Roadmap
from knowledge.text import tokens

FEWEST = 8
"""Of fewer questions nothing can be said."""
OFTEN = 0.4
"""One option in four is right, so one question in four has the right one at an extreme."""
BETRAYING = 4
"""So many absolute words in wrong options, and none in a right one, are no accident."""
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True)
class Weakness:
    """One way to guess, and the questions that allow it."""

    message: str
    questions: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.message} ({', '.join(self.questions)})"


def weaknesses(roadmap: Roadmap) -> tuple[Weakness, ...]:
    """Give every way in which the questions of `roadmap` can be guessed without knowing the answers."""
    items = [authored(roadmap, question) for question in roadmap.questions]
    absolutes = languages.vocabulary(roadmap).absolutes
    return (*_extremes(items, telling_in(roadmap)), *_absolutes(items, absolutes))


def _extremes(items: list[Item], telling: Telling) -> Iterator[Weakness]:
    single = [item for item in items if not item.multiple]
    tells: tuple[tuple[Callable[[Item], bool], str], ...] = (
        (_longest, "The right option is the longest in {many} questions of {all}. Lengthen wrong ones."),
        (_shortest, "The right option is the shortest in {many} questions of {all}. Shorten wrong ones."),
        (
            lambda item: _echoing(item, telling),
            "Only the right option repeats words of the stem in {many} questions of {all}. Reword some.",
        ),
    )
    for tells_right, message in tells:
        found = [item for item in single if tells_right(item)]
        if _often(found, single):
            yield _weakness(message, found, single)
    places = Counter(item.right[0] for item in single)
    for place, _ in places.most_common(1):
        found = [item for item in single if item.right[0] == place]
        if _often(found, single):
            # The order is drawn anew for each posting, so it is only whoever reads the file who could guess.
            message = (
                f"The right option stands {_PLACES[place]} in {{many}} questions of {{all}}. Mix them in the file."
            )
            yield _weakness(message, found, single)


def _often(found: list[Item], items: list[Item]) -> bool:
    return len(items) >= FEWEST and len(found) > OFTEN * len(items)


def _weakness(message: str, found: list[Item], items: list[Item]) -> Weakness:
    return Weakness(message.format(many=len(found), all=len(items)), tuple(item.id for item in found))


def _absolutes(items: list[Item], absolutes: frozenset[str]) -> Iterator[Weakness]:
    absolute = [
        (item, choice.right)
        for item in items
        for choice in item.options
        if not absolutes.isdisjoint(tokens(choice.text))
    ]
    if len(absolute) >= BETRAYING and not any(right for _, right in absolute):
        found = tuple(dict.fromkeys(item.id for item, _ in absolute))
        words = ", ".join(
            sorted(absolutes & {word for item in items for choice in item.options for word in tokens(choice.text)})
        )
        yield Weakness(f"Absolute words ({words}) stand in wrong options alone. Spread them.", found)


def _longest(item: Item) -> bool:
    lengths = [len(choice.text) for choice in item.options if not choice.right]
    return len(item.options[item.right[0]].text) > max(lengths)


def _shortest(item: Item) -> bool:
    lengths = [len(choice.text) for choice in item.options if not choice.right]
    return len(item.options[item.right[0]].text) < min(lengths)


def _echoing(item: Item, telling: Telling) -> bool:
    told = telling(item.stem)
    return all(choice.right != told.isdisjoint(telling(choice.text)) for choice in item.options)
