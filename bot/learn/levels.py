"""How well a person knows a pattern, in words."""

from enum import IntEnum


class Level(IntEnum):
    """From what was never asked to what is remembered; a level can fall, as people forget."""

    NEW = 0
    LEARNING = 1
    FAMILIAR = 2
    SOLID = 3

    @property
    def text(self) -> str:
        """The name of the text that says how it is called in what people read."""
        return f"level-{self.name.lower()}"
