"""A derived question in the making: wrong options are chosen last, so that none gives the answer away."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.deriving.wording import Telling
from knowledge.items import DERIVED_IDS, Choice, Item, Origin, drawn
from knowledge.model import Roadmap
from knowledge.questions import Kind
from knowledge.text import tokens

LONGEST_OPTION = 120
FEWEST = 3
MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question whose wrong options are still to be chosen."""

    id: str
    stem: str
    told: str
    """What the stem tells, without the words in which it asks."""
    right: tuple[Choice, ...]
    wrong: Iterable[Choice]
    """What may be offered beside the right options, the most plausible first."""
    patterns: tuple[str, ...]
    difficulty: int
    kind: Kind
    source: str
    recall: bool = False


def finished(roadmap: Roadmap, draft: Draft, telling: Telling) -> Item | None:
    """Choose the wrong options; None where too few are left, or where the stem gives the answer away."""
    right = draft.right
    if any(len(choice.text) > LONGEST_OPTION for choice in right):
        return None
    wrong = _chosen(draft, telling)
    if wrong is None:
        return None
    name = f"{DERIVED_IDS}{draft.id}"
    return Item(
        id=name,
        stem=draft.stem,
        options=drawn((*right, *wrong), name),
        patterns=draft.patterns,
        group=roadmap.pattern(draft.patterns[0]).group,
        difficulty=draft.difficulty,
        kind=draft.kind,
        recall=draft.recall,
        origin=Origin.DERIVED,
        source=draft.source,
    )


def _chosen(draft: Draft, telling: Telling) -> list[Choice] | None:
    """Give the most plausible wrong options that repeat the stem as much as the right ones do."""
    told = telling(draft.told)
    loudest = max(len(telling(choice.text) & told) for choice in draft.right)
    seen = {tokens(choice.text) for choice in draft.right}
    chosen: list[Choice] = []
    for choice in draft.wrong:
        words = tokens(choice.text)
        if words not in seen and len(choice.text) <= LONGEST_OPTION and len(telling(choice.text) & told) >= loudest:
            seen.add(words)
            chosen.append(choice)
        if len(draft.right) + len(chosen) == MOST:
            break
    return chosen if chosen and len(draft.right) + len(chosen) >= FEWEST else None
