"""Ways in which a file goes wrong under people's hands, each driven by a given source of chance."""

import random
import re
from collections.abc import Callable

Mutation = Callable[[str, random.Random], str]

_KEY = re.compile(r"^( *(?:- )?)([a-z_]+):", re.MULTILINE)
_SLUG = re.compile(r"(?<=[\[{ ])[a-z]+(?:-[a-z]+)+(?=[\]},\n])|(?<=: )[a-z]+(?=\n)")
_QUOTED = re.compile(r'"[^"\n]*"')
_SCALARS = (
    "no",
    "12:30",
    "010",
    "1.0",
    "null",
    "~",
    "[]",
    "{}",
    "true",
    "- x",
    "",
    "2026-03-29",
    "|",
    "*x",
    "&x y",
    "!!int 3",
)


def _lines(text: str, chance: random.Random, change: Callable[[list[str], int], None]) -> str:
    lines = text.splitlines(keepends=True)
    change(lines, chance.randrange(len(lines)))
    return "".join(lines)


def drop_line(text: str, chance: random.Random) -> str:
    return _lines(text, chance, lambda lines, place: lines.__delitem__(place))


def repeat_line(text: str, chance: random.Random) -> str:
    return _lines(text, chance, lambda lines, place: lines.insert(place, lines[place]))


def swap_lines(text: str, chance: random.Random) -> str:
    def swap(lines: list[str], place: int) -> None:
        other = chance.randrange(len(lines))
        lines[place], lines[other] = lines[other], lines[place]

    return _lines(text, chance, swap)


def indent_line(text: str, chance: random.Random) -> str:
    def indent(lines: list[str], place: int) -> None:
        lines[place] = chance.choice(("  ", " ", "\t", "      ")) + lines[place]

    return _lines(text, chance, indent)


def outdent_line(text: str, chance: random.Random) -> str:
    def outdent(lines: list[str], place: int) -> None:
        indented = [at for at, line in enumerate(lines) if line.startswith("  ")]
        place = indented[place % len(indented)]
        lines[place] = lines[place][chance.choice((1, 2)) :]

    return _lines(text, chance, outdent)


def swap_characters(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def drop_character(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + text[place + 1 :]


def insert_sign(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chance.choice("\"'{}[]:,#&*!|>%@`-?") + text[place:]


def insert_control(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chance.choice("\x00\x07\x0b\x1b\x7f\x85\u2028\ufeff\ufffe\r\t") + text[place:]


def drop_key(text: str, chance: random.Random) -> str:
    key = chance.choice(list(_KEY.finditer(text)))
    return text[: key.start()] + key[1] + text[key.end() :]


def misspell_key(text: str, chance: random.Random) -> str:
    key = chance.choice(list(_KEY.finditer(text)))
    return text[: key.start(2)] + key[2][::-1] + text[key.end(2) :]


def replace_slug(text: str, chance: random.Random) -> str:
    slug = chance.choice(list(_SLUG.finditer(text)) or [re.match("", text)])
    assert slug is not None
    return text[: slug.start()] + chance.choice(("nowhere", "Saga", "saga", "x" * 70)) + text[slug.end() :]


def change_type(text: str, chance: random.Random) -> str:
    quoted = chance.choice(list(_QUOTED.finditer(text)))
    return text[: quoted.start()] + chance.choice(_SCALARS) + text[quoted.end() :]


def truncate(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text))]


def repeat_part(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    part = text[start : start + chance.randrange(1, 400)]
    return text[:start] + part + text[start:]


MUTATIONS: tuple[Mutation, ...] = (
    drop_line,
    repeat_line,
    swap_lines,
    indent_line,
    outdent_line,
    swap_characters,
    drop_character,
    insert_sign,
    insert_control,
    drop_key,
    misspell_key,
    replace_slug,
    change_type,
    truncate,
    repeat_part,
)
