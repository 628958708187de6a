"""Compose: what compose.yaml says of each service, read as Compose reads it, as far as our file needs that."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).parents[3] / "compose.yaml"
_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<how>:[-+])?")


@dataclass(frozen=True, slots=True)
class Service:
    """A service, with all variables put in."""

    name: str
    image: str
    environment: Mapping[str, str] = field(repr=False)
    said: Mapping[str, Any]
    """All that the file says of it."""

    @property
    def ours(self) -> bool:
        """Whether it runs our image."""
        return self.image == "roadmap-bot"

    @property
    def volumes(self) -> dict[str, str]:
        """Give what is mounted where: from the place in the container to the volume's name."""
        pairs = (mount.split(":") for mount in self.said.get("volumes", ()))
        return {place: name for name, place in pairs}


def content() -> dict[str, Any]:
    """Give all that the file says, its variables as they are."""
    said: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return said


def services(env_file: Mapping[str, str], *profiles: str) -> dict[str, Service]:
    """Give the services that start with these profiles, where `.env` says this."""
    found = {}
    for name, raw in content()["services"].items():
        if raw.get("profiles") and not set(profiles) & set(raw["profiles"]):
            continue
        said = _filled(raw, env_file)
        from_file = env_file if said.get("env_file") == ".env" else {}
        own = {key: str(value) for key, value in said.get("environment", {}).items()}
        found[name] = Service(name, said["image"], {**from_file, **own}, said)
    return found


def _filled(value: Any, variables: Mapping[str, str]) -> Any:
    match value:
        case str():
            return filled(value, variables)
        case dict():
            return {key: _filled(inner, variables) for key, inner in value.items()}
        case list():
            return [_filled(inner, variables) for inner in value]
        case _:
            return value


def filled(text: str, variables: Mapping[str, str]) -> str:
    """Put variables into a text: `${A}`, `${A:-else}` and `${A:+instead}`, one within another too."""
    begun = _VARIABLE.search(text)
    if begun is None:
        return text
    end = _end(text, begun.end())
    value, alternative = variables.get(begun["name"], ""), filled(text[begun.end() : end], variables)
    match begun["how"]:
        case ":-":
            value = value or alternative
        case ":+":
            value = alternative if value else ""
    return text[: begun.start()] + value + filled(text[end + 1 :], variables)


def _end(text: str, start: int) -> int:
    """Find the brace that closes the one before `start`."""
    depth = 1
    for index in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if not depth:
            return index
    raise ValueError(f'"{text}" has a brace too few.')


def variables() -> Iterator[str]:
    """Name the variables that the file takes from `.env`."""
    return (found["name"] for found in _VARIABLE.finditer(FILE.read_text(encoding="utf-8")))
