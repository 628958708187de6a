"""Discord's components (version 2) as HTML."""

from collections.abc import Sequence
from enum import IntEnum
from html import escape
from typing import Any

from .markup import html


class Kind(IntEnum):
    """The components that the bot sends."""

    ROW = 1
    BUTTON = 2
    SECTION = 9
    TEXT = 10
    SEPARATOR = 14
    FRAME = 17


STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}


def drawn(components: Sequence[dict[str, Any]]) -> str:
    """Draw components in order; raises ValueError for one that these pictures do not know yet."""
    return "".join(map(_drawn, components))


def _drawn(component: dict[str, Any]) -> str:
    inside = component.get("components", [])
    match component["type"]:
        case Kind.FRAME:
            return f"<div class=frame{_accent(component)}>{drawn(inside)}</div>"
        case Kind.TEXT:
            return f"<div class=text>{html(component['content'])}</div>"
        case Kind.ROW:
            return f"<div class=row>{drawn(inside)}</div>"
        case Kind.SECTION:
            return f"<div class=section><div>{drawn(inside)}</div>{_drawn(component['accessory'])}</div>"
        case Kind.SEPARATOR:
            return "<hr>" if component.get("divider", True) else "<div class=gap></div>"
        case Kind.BUTTON:
            disabled = " disabled" if component.get("disabled") else ""
            return f"<button class={STYLES[component['style']]}{disabled}>{escape(component.get('label', ''))}</button>"
    raise ValueError(f"components.py cannot draw components of type {component['type']}. Add it to `_drawn`.")


def _accent(frame: dict[str, Any]) -> str:
    colour = frame.get("accent_color")
    return "" if colour is None else f' style="border-left: 4px solid #{colour:06x}"'
