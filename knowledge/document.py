"""One YAML file read strictly: plain values, and the line on which each of them stands."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    ScalarEvent,
    SequenceStartEvent,
)
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from knowledge.faults import Fault, RoadmapError

Value: TypeAlias = "str | int | bool | _NotText | tuple[Value, ...] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]

SIZE_LIMIT = 1024 * 1024
"""Bytes a file may have: ten times the largest that people write by hand."""
DEPTH_LIMIT = 12

# libyaml parses some ten times faster; where PyYAML came without it the result is the same.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile(r"\r\n|\r|\n")
_INTEGER = re.compile(r"(0|[1-9][0-9]{0,17})\Z")
"""What counts something is shorter; of some thousand digits Python would not make a number."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CURES = (
    ("mapping values", "Put a text that holds a colon in quotes, and indent keys alike"),
    ("tab character", "Indent with spaces"),
    ("cannot start any token", "Put the text in quotes, and indent with spaces"),
    ("alphabetic or numeric", "Put the text in quotes"),
    ("',' or", "Close the bracket, and put commas between its items"),
    ("end of stream", "Close the quote"),
    ("escape", "Double the backslash, or put the text in single quotes"),
)
"""What to do, by words of what the parser says."""
_CURE = "Look for a line that is not indented like its neighbours or a quote that is not closed, here or above"
_TEXT = "tag:yaml.org,2002:str"
_INT = "tag:yaml.org,2002:int"


class Document:
    """The value of a file, and where each part of it stands."""

    def __init__(self, file: str, content: bytes) -> None:
        """Parse `content`; raises RoadmapError with every fault that parsing can tell."""
        self.file = file
        self._lines: dict[Path, int] = {}
        self._faults: list[Fault] = []
        self._starts: list[int] = [0]
        self._resolver = Resolver()
        self.value: Value = None
        text = self._decode(content)
        if text is not None:
            self._starts += [end for end in (match.end() for match in _BREAK.finditer(text)) if end < len(text)]
            self._parse(text)
        if self._faults:
            raise RoadmapError(self._faults)

    def line(self, path: Path) -> int:
        """Give the line (from 1) of the value at `path`, or of its nearest ancestor."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def fault(self, path: Path, message: str) -> Fault:
        """Make the fault that stands at `path`."""
        return Fault(self.file, self.line(path), message)

    def _decode(self, content: bytes) -> str | None:
        if len(content) > SIZE_LIMIT:
            self._note(1, f"the file has more than {SIZE_LIMIT:,} bytes. Split it.")
            return None
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self._note(line, "this is not UTF-8 text. Save the file as UTF-8.")
            return None

    def _parse(self, text: str) -> None:
        try:
            events = iter(yaml.parse(text, Loader=_Loader))
            for event in events:
                if isinstance(event, DocumentStartEvent):
                    self.value = self._node(next(events), events, ())
                    break
            for event in events:
                if isinstance(event, DocumentStartEvent):
                    self._note(self._line_of(event), "a second document starts here. Keep one document in a file.")
                    break
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._broken(mark.index if mark else 0, str(error.problem or error.context))
        except yaml.YAMLError as error:
            self._note(
                self._line_at(getattr(error, "position", 0)),
                f"this is not YAML: {_first_line(error)}. Remove the sign.",
            )
        except _TooDeep as error:
            self._note(error.line, f"values are nested more than {DEPTH_LIMIT} deep. Flatten them.")

    def _node(self, event: Event, events: Iterator[Event], path: Path) -> Value:
        self._lines.setdefault(path, self._line_of(event))
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._note(
                self._line_of(event),
                "anchors (&) and aliases (*) are not read. Write the value out, or quote the text.",
            )
            if isinstance(event, AliasEvent):
                return None
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if len(path) >= DEPTH_LIMIT:
            raise _TooDeep(self._line_of(event))
        assert isinstance(event, CollectionStartEvent)  # noqa: S101 - the event grammar leaves nothing else
        if event.tag is not None:
            self._note(self._line_of(event), f"the tag {event.tag} is not read. Remove it.")
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[Event], path: Path) -> tuple[Value, ...]:
        items: list[Value] = []
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items))))
        return tuple(items)

    def _mapping(self, events: Iterator[Event], path: Path) -> dict[str, Value]:
        items: dict[str, Value] = {}
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            key = event.value if isinstance(event, ScalarEvent) else None
            if key is None:
                self._note(self._line_of(event), "a key has to be a plain word.")
                self._node(event, events, (*path, "?"))
                key = "?"
            elif _CONTROL.search(key):
                self._note(self._line_of(event), "the key holds a control character. Remove it.")
            elif key in items:
                self._note(self._line_of(event), f'the key "{key}" stands here a second time. Keep one of them.')
            here = (*path, key)
            self._lines[here] = self._line_of(event)
            items[key] = self._node(next(events), events, here)
        return items

    def _scalar(self, event: ScalarEvent) -> Value:
        if event.tag is not None and event.tag != "!":
            self._note(self._line_of(event), f"the tag {event.tag} is not read. Remove it.")
            return None
        tag = self._resolver.resolve(ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        if tag == _TEXT:
            if _CONTROL.search(event.value):
                self._note(self._line_of(event), "the text holds a control character. Remove it.")
            return str(event.value)
        if tag == _INT and _INTEGER.match(event.value):
            return int(event.value)
        if event.value in ("true", "false"):
            return bool(event.value == "true")
        return None if event.value == "" else _NotText(event.value)

    def _line_of(self, event: Event) -> int:
        return self._line_at(event.start_mark.index if event.start_mark else 0)

    def _line_at(self, index: int) -> int:
        """Give the line of a character as editors count them: YAML also breaks lines at U+0085 and U+2028."""
        return bisect_right(self._starts, index)

    def _broken(self, index: int, problem: str) -> None:
        cure = next((cure for sign, cure in _CURES if sign in problem), _CURE)
        self._note(self._line_at(index), f"this is not YAML: {problem}. {cure}.")

    def _note(self, line: int, message: str) -> None:
        self._faults.append(Fault(self.file, line, message))


@dataclass(frozen=True, slots=True)
class _NotText:
    """A plain scalar that YAML reads as something else than text, kept as it was written."""

    written: str


def written(value: object) -> str:
    """Show a value that was refused as its author wrote it."""
    return value.written if isinstance(value, _NotText) else str(value)


class _TooDeep(Exception):  # noqa: N818 - control flow within this module
    def __init__(self, line: int) -> None:
        self.line = line


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")
