"""Questions for tests."""

from knowledge.bank import Choice, Item, Origin


def question(id_: str = "what-first", *, right: tuple[int, ...] = (1,), difficulty: int = 2, options: int = 4) -> Item:
    """Make a question with some right options, counted from 0."""
    choices = tuple(Choice(f"option {place}", f"because {place}", right=place in right) for place in range(options))
    return Item(
        id=id_,
        stem="What comes first?",
        options=choices,
        patterns=("saga",),
        group="distributed-data",
        difficulty=difficulty,
        kind="situation",
        recall=False,
        origin=Origin.AUTHORED,
        source="Decision guide, row 5",
    )
