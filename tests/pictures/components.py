"""Discord's components (version 2) as HTML."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from enum import IntEnum
from html import escape
from types import MappingProxyType
from typing import Any

from .markup import html


class Kind(IntEnum):
    """The components that the bot sends."""

    ROW = 1
    BUTTON = 2
    SECTION = 9
    TEXT = 10
    GALLERY = 12
    SEPARATOR = 14
    FRAME = 17


STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}


def drawn(components: Sequence[dict[str, Any]], files: Mapping[str, bytes] = MappingProxyType({})) -> str:
    """Draw components in order, with the files they speak of; raises ValueError for one that is not known here yet."""
    return "".join(_drawn(component, files) for component in components)


def _drawn(component: dict[str, Any], files: Mapping[str, bytes]) -> str:
    inside = component.get("components", [])
    match component["type"]:
        case Kind.FRAME:
            return f"<div class=frame{_accent(component)}>{drawn(inside, files)}</div>"
        case Kind.TEXT:
            return f"<div class=text>{html(component['content'])}</div>"
        case Kind.ROW:
            return f"<div class=row>{drawn(inside, files)}</div>"
        case Kind.SECTION:
            return f"<div class=section><div>{drawn(inside, files)}</div>{_drawn(component['accessory'], files)}</div>"
        case Kind.GALLERY:
            return "".join(_image(item, files) for item in component["items"])
        case Kind.SEPARATOR:
            return "<hr>" if component.get("divider", True) else "<div class=gap></div>"
        case Kind.BUTTON:
            disabled = " disabled" if component.get("disabled") else ""
            return f"<button class={STYLES[component['style']]}{disabled}>{escape(component.get('label', ''))}</button>"
    raise ValueError(f"components.py cannot draw components of type {component['type']}. Add it to `_drawn`.")


def _image(item: dict[str, Any], files: Mapping[str, bytes]) -> str:
    content = b64encode(files[item["media"]["url"].removeprefix("attachment://")]).decode()
    return f'<img src="data:image/png;base64,{content}" alt="{escape(item["description"])}">'


def _accent(frame: dict[str, Any]) -> str:
    colour = frame.get("accent_color")
    return "" if colour is None else f' style="border-left: 4px solid #{colour:06x}"'
