"""What guilds have taught, as a change of the roadmap's files: read, reviewed and applied like any other.

A question with a pattern becomes a phrase of that pattern; an answer of a guild's own becomes a topic.
"""

import difflib
import json
import os
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.teach.outcomes import TITLE
from bot.teach.taught import Taught
from knowledge.loader import folders_of, load
from knowledge.model import Roadmap
from knowledge.overlay import Form
from knowledge.text import tokens

ABOUT: Final = "taught in chat"
SOURCE: Final = "Taught in chat"
TOPICS: Final = "topics.yaml"
SLUG_WORDS: Final = 4
_KEY = re.compile(r"[A-Za-z_]+:")
_ITEM = re.compile(r"( *)- ")


@dataclass(frozen=True, slots=True)
class Patch:
    """A change in the form that `patch -p1` and `git apply` take, and what could not go into it."""

    text: str
    left_out: tuple[str, ...] = ()


def patch_of(folder: Path, roadmap: Roadmap, taught: Sequence[Taught]) -> Patch:
    """Write what was taught as a change of `folder`; raises RoadmapError where that would leave faults in it."""
    phrases: defaultdict[str, list[str]] = defaultdict(list)
    own: defaultdict[str, list[Taught]] = defaultdict(list)
    left_out: list[str] = []
    known: dict[Form, Taught] = {}
    for one in taught:
        before = known.setdefault(one.form, one)
        if (before.slug, before.text) != (one.slug, one.text):
            left_out.append(f"“{one.question}” is taught in two ways: the first is kept.")
        elif one.text is not None:
            own[one.text].append(one)
        elif not roadmap.is_pattern(one.slug or ""):
            left_out.append(f"“{one.question}” leads to {one.slug}, which is no pattern of the roadmap.")
        else:
            phrases[one.slug or ""].append(one.question)
    changes = dict(_books(folder, roadmap, phrases))
    if own:
        changes[TOPICS] = _topics(folder, roadmap, list(own.values()))
    _prove(folder, changes)
    return Patch(
        "".join(part for name in sorted(changes) for part in _diff(folder, name, changes[name])), tuple(left_out)
    )


def _books(folder: Path, roadmap: Roadmap, phrases: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Give the files of phrases with what is new in each pattern's."""
    for slug, asked in phrases.items():
        book = roadmap.phrasebook(slug)
        seen = {tokens(phrase) for situation in (book.situations if book else ()) for phrase in situation.phrases}
        new = list({tokens(question): question for question in asked if tokens(question) not in seen}.values())
        if not new:
            continue
        name = _file_of(folder, slug)
        if name is None:
            name = f"phrases/{roadmap.pattern(slug).number:02}-{slug}.yaml"
            yield name, f"pattern: {slug}\nsituations:\n{_situation(new, 2)}"
        else:
            yield name, _with_situation(_content(folder, name), new)


def _file_of(folder: Path, slug: str) -> str | None:
    """Find the file that holds a pattern's phrases; None where only the roadmap has some that this one extends."""
    pattern = re.compile(rf"^pattern:\s*[\"']?{re.escape(slug)}[\"']?\s*(?:#.*)?$", re.MULTILINE)
    found = (path for path in sorted((folder / "phrases").glob("*.yaml")) if pattern.search(path.read_text("utf-8")))
    first = next(found, None)
    return None if first is None else f"phrases/{first.name}"


def _with_situation(content: str, phrases: Sequence[str]) -> str:
    """Put a situation behind those that stand in a file of phrases."""
    lines = _lines(content)
    start = next(place for place, line in enumerate(lines) if line.startswith("situations:")) + 1
    end = next((place for place, line in enumerate(lines[start:], start) if _KEY.match(line)), len(lines))
    item = next((found for line in lines[start:end] if (found := _ITEM.match(line))), None)
    lines[end - 1] = _ended(lines[end - 1])
    return "".join([*lines[:end], _situation(phrases, len(item[1]) if item else 2), *lines[end:]])


def _situation(phrases: Sequence[str], indent: int) -> str:
    space = " " * indent
    said = "".join(f"{space}    - {_quoted(phrase)}\n" for phrase in phrases)
    return f"{space}- about: {_quoted(ABOUT)}\n{space}  phrases:\n{said}"


def _topics(folder: Path, roadmap: Roadmap, answers: Iterable[Sequence[Taught]]) -> str:
    """Give the file of topics with one more for each answer."""
    there = (folder / TOPICS).is_file()
    content = _ended(_content(folder, TOPICS)) if there else "topics:\n"
    item = next((found for line in content.splitlines() if (found := _ITEM.match(line))), None)
    space = " " * (len(item[1]) if item else 2)
    used = {*roadmap.entries, *(topic.slug for topic in roadmap.topics), *(mode.slug for mode in roadmap.failure_modes)}
    for asked in answers:
        slug = _slug(asked[0].question, used)
        used.add(slug)
        questions = "".join(f"{space}    - {_quoted(one.question)}\n" for one in asked)
        content += (
            f"{space}- slug: {slug}\n{space}  kind: about\n{space}  title: {_quoted(asked[0].question[:TITLE])}\n"
            f"{space}  text: {_quoted(asked[0].text or '')}\n{space}  sources: [{_quoted(SOURCE)}]\n"
            f"{space}  questions:\n{questions}"
        )
    return content


def _slug(question: str, used: set[str]) -> str:
    # A slug has no other letters; what is left of such a question is its number.
    words = [word[:8] for word in tokens(question) if word.isascii()][:SLUG_WORDS]
    slug = "-".join(("taught", *words))[:36].rstrip("-")
    number = 2
    named = slug
    while named in used:
        named = f"{slug}-{number}"
        number += 1
    return named


def _quoted(text: str) -> str:
    # JSON's strings are YAML's; what Unicode calls a line's end has to be escaped in both.
    written = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", written)


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n"


def _content(folder: Path, name: str) -> str:
    return (folder / name).read_bytes().decode("utf-8")


def _prove(folder: Path, changes: Mapping[str, str]) -> None:
    """Read the changed roadmap; raises RoadmapError with its faults."""
    read = [path.resolve() for path in folders_of(folder)]
    with tempfile.TemporaryDirectory() as place:
        # A roadmap names the one that it extends from where it lies: the copies lie to each other as the folders do.
        copies = [Path(place) / path.relative_to(os.path.commonpath(read)) for path in read]
        for path, copied in zip(read, copies, strict=True):
            shutil.copytree(path, copied, dirs_exist_ok=True)
        copy = copies[0]
        for name, content in changes.items():
            (copy / name).parent.mkdir(exist_ok=True)
            (copy / name).write_bytes(content.encode("utf-8"))
        load(copy)


def _diff(folder: Path, name: str, after: str) -> Iterator[str]:
    there = (folder / name).is_file()
    before = _lines(_content(folder, name)) if there else []
    for line in difflib.unified_diff(before, _lines(after), f"a/{name}" if there else "/dev/null", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    # Not splitlines: to patch and git only this ends a line.
    return re.findall(r"[^\n]*\n|[^\n]+", text)
