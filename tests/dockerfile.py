"""The Dockerfile, as far as tests look into it."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).parent.parent / "Dockerfile"
_CONTINUED = re.compile(r"\\\n\s*")


@dataclass(frozen=True, slots=True)
class Stage:
    """What begins with a FROM: its instructions, each in one line."""

    base: str
    lines: tuple[tuple[str, str], ...]

    def all(self, instruction: str) -> list[str]:
        """Give what follows each such instruction."""
        return [rest for name, rest in self.lines if name == instruction]

    def the(self, instruction: str) -> str:
        """Give what follows the only such instruction."""
        (rest,) = self.all(instruction)
        return rest

    def words(self, instruction: str) -> list[str]:
        """Read the JSON list in which an instruction ends."""
        text = self.the(instruction)
        found: Any = json.loads(text[text.index("[") :])
        return list(found)

    def environment(self) -> dict[str, str]:
        """Give what is set for every process."""
        pairs = (word.partition("=") for rest in self.all("ENV") for word in shlex.split(rest))
        return {name: value for name, _, value in pairs}


def stages() -> list[Stage]:
    """Read the file."""
    text = "\n".join(line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in filter(None, _CONTINUED.sub(" ", text).splitlines()):
        name, _, rest = line.partition(" ")
        if name == "FROM":
            found.append((rest.split()[0], []))
        else:
            found[-1][1].append((name, rest))
    return [Stage(base, tuple(lines)) for base, lines in found]
