"""A conversation as a page that looks like Discord's own."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from .components import drawn
from .conversation import ASKER, Turn
from .markup import html, inline
from .scenes import Click, Device, Direct, End, Mention, Post, Press, Slash, Theme

BOT = "Roadmap Bot"
EPHEMERAL = 1 << 6
TIME = "10:24"
LOOKS = files(__package__).joinpath("discord.css").read_text(encoding="utf-8")


def page(turns: Sequence[Turn], theme: Theme, device: Device) -> str:
    """Write the page on which a conversation is seen."""
    body = "".join(map(_turn, turns))
    return (
        f'<!doctype html><html lang=en class="{theme} {device.name}"><meta charset=utf-8>'
        f"<style>{LOOKS}</style><body>{body}</body></html>"
    )


def _turn(turn: Turn) -> str:
    match turn.act:
        case Slash(command=command):
            return _answer(turn, f"{_face(ASKER)}<b>{ASKER}</b> used <i>/{escape(command)}</i>")
        case Mention(text=text):
            said = f"<span class=mention>@{BOT}</span> {inline(text)}"
            return _message(ASKER, f"<div class=text>{said}</div>") + _answer(turn, _replied(ASKER, said))
        case Direct(text=text):
            return _message(ASKER, f"<div class=text>{html(text)}</div>") + _answer(turn, _replied(ASKER, inline(text)))
        case Press() | Click():
            return _answer(turn, _replied(BOT, "<em>Click to see attachment</em>"))
        case Post() | End():
            return _answer(turn, "")


def _replied(name: str, said: str) -> str:
    return f"{_face(name)}<b>@{escape(name)}</b> <span>{said}</span>"


def _answer(turn: Turn, spine: str) -> str:
    private = bool(turn.body.get("flags", 0) & EPHEMERAL)
    shown = drawn(turn.body.get("components") or (), turn.files)
    if turn.body.get("content"):
        shown = f"<div class=text>{html(turn.body['content'])}</div>{shown}"
    if private:
        shown += "<div class=private>Only you can see this · <a>Dismiss message</a></div>"
    return _message(BOT, shown, spine, private=private)


def _message(name: str, shown: str, spine: str = "", *, private: bool = False) -> str:
    tag = "<span class=tag>APP</span>" if name == BOT else ""
    above = f"<div class=spine>{spine}</div>" if spine else ""
    return (
        f'<article class="{"whispered" if private else ""}">{above}{_face(name)}'
        f"<div class=said><header><b>{escape(name)}</b>{tag}<time>{TIME}</time></header>{shown}</div></article>"
    )


def _face(name: str) -> str:
    return f'<span class="face {"bot" if name == BOT else "person"}">{escape(name[0].upper())}</span>'
