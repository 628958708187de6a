"""Discord's markup as HTML: the part of it that a client shows in a text display."""

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

_HEADING = re.compile(r"(#{1,3}) +(.+)")
_SMALL = re.compile(r"-# +(.+)")
_QUOTE = re.compile(r"> (.*)")
_POINT = re.compile(r" *[-*] +(.+)")
_STEP = re.compile(r" *([0-9]+)\. +(.+)")
_BLOCKS = (("heading", _HEADING), ("small", _SMALL), ("quote", _QUOTE), ("point", _POINT), ("step", _STEP))

_MOMENTS = {"R": "in 8 hours", "t": "18:24", "f": "26 November 2026 09:00", None: "26 November 2026 09:00"}
"""Moments as they look in a picture, whenever it is drawn."""

# In the order in which Discord's client tries them.
_SPANS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\\([^0-9A-Za-z\s])"), lambda found: escape(found[1])),
    (re.compile(r"`([^`]+)`"), lambda found: f"<code>{escape(found[1])}</code>"),
    (re.compile(r"<t:(-?[0-9]+)(?::([a-zA-Z]))?>"), lambda found: f"<span class=time>{_MOMENTS.get(found[2])}</span>"),
    (re.compile(r"<@&([0-9]+)>"), lambda _: "<span class=mention>@quiz</span>"),
    (re.compile(r"<#([0-9]+)>"), lambda _: "<span class=mention>#quiz</span>"),
    (re.compile(r"<@!?([0-9]+)>"), lambda _: "<span class=mention>@someone</span>"),
    (re.compile(r"\[([^\]]+)\]\(<?(https?://[^)>]+)>?\)"), lambda found: f"<a>{inline(found[1])}</a>"),
    (re.compile(r"https?://[^\s<]+[^\s<.,:;\"')\]]"), lambda found: f"<a>{escape(found[0])}</a>"),
    (re.compile(r"\|\|(.+?)\|\|"), lambda found: f"<span class=spoiler>{inline(found[1])}</span>"),
    (re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)"), lambda found: f"<strong>{inline(found[1])}</strong>"),
    (re.compile(r"__((?:\\.|[^\\])+?)__(?!_)"), lambda found: f"<u>{inline(found[1])}</u>"),
    (re.compile(r"~~((?:\\.|[^\\])+?)~~"), lambda found: f"<s>{inline(found[1])}</s>"),
    (re.compile(r"\*(?=\S)((?:\\.|[^\\*])+?)\*"), lambda found: f"<em>{inline(found[1])}</em>"),
    (re.compile(r"(?<![0-9A-Za-z])_((?:\\.|[^\\_])+?)_(?![0-9A-Za-z])"), lambda found: f"<em>{inline(found[1])}</em>"),
)


def html(text: str) -> str:
    """Write a text display's content as HTML."""
    kinds = ((*_kind(line), line) for line in text.split("\n"))
    return "".join(
        _block(kind, [found for _, found, _ in lines], [line for _, _, line in lines])
        for kind, lines in ((kind, list(group)) for kind, group in groupby(kinds, key=lambda line: line[0]))
    )


def inline(text: str) -> str:
    """Write the inside of a line as HTML."""
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        for pattern, written in _SPANS:
            if found := pattern.match(text, place):
                yield written(found)
                place = found.end()
                break
        else:
            yield escape(text[place])
            place += 1


def _kind(line: str) -> tuple[str, re.Match[str] | None]:
    for kind, pattern in _BLOCKS:
        if found := pattern.fullmatch(line):
            return kind, found
    return "plain", None


def _block(kind: str, found: list[re.Match[str] | None], lines: list[str]) -> str:
    matches = [match for match in found if match is not None]
    match kind:
        case "heading":
            return "".join(f"<h{len(match[1])}>{inline(match[2])}</h{len(match[1])}>" for match in matches)
        case "small":
            return "".join(f"<small>{inline(match[1])}</small>" for match in matches)
        case "quote":
            return f"<blockquote>{'<br>'.join(inline(match[1]) for match in matches)}</blockquote>"
        case "point":
            return f"<ul>{''.join(f'<li>{inline(match[1])}' for match in matches)}</ul>"
        case "step":
            items = "".join(f"<li>{inline(match[2])}" for match in matches)
            return f'<ol start="{matches[0][1]}">{items}</ol>'
        case _:
            return f"<p>{'<br>'.join(map(inline, lines))}</p>"
