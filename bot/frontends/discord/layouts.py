"""Layouts: a message's components as Discord takes them, written at once.

discord.py builds an object for each component, with callbacks, parents and time-outs, and each answer would pay for
that. Ours need none of it: what a button does stands in its id.
"""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import discord
from discord import ui

Component: TypeAlias = dict[str, Any]

_TEXT: Final = discord.ComponentType.text_display.value
_FRAME: Final = discord.ComponentType.container.value
_GALLERY: Final = discord.ComponentType.media_gallery.value
_FILE: Final = discord.ComponentType.file.value
_ROW: Final = discord.ComponentType.action_row.value
_BUTTON: Final = discord.ComponentType.button.value


class Layout(ui.LayoutView):
    """A message of components that are written already; discord.py only sends it."""

    def __init__(self, components: Sequence[Component]) -> None:
        """Take what stands below each other."""
        # discord.py's own gets ready for presses on its buttons and for a time-out: neither comes here.
        self._components = list(components)

    def __repr__(self) -> str:
        return f"<Layout of {len(self._components)} components>"

    @property  # type: ignore[misc]  # discord.py sets it where it keeps a view, and there alone
    def timeout(self) -> None:
        """Say that it ends never: its buttons tell all by their ids."""
        return

    def is_finished(self) -> bool:
        """Say that discord.py need not keep it, nor a timer for it."""
        return True

    def is_dispatchable(self) -> bool:
        """Say that no press need be brought to it."""
        return False

    def to_components(self) -> list[Component]:
        """Give the components."""
        return self._components

    def has_components_v2(self) -> bool:
        """Say that its texts are components too."""
        return True

    def texts(self) -> list[str]:
        """Give what its components say, in the order in which one reads it."""
        return [part["content"] for part in _all(self._components) if part["type"] == _TEXT]

    def content_length(self) -> int:
        """Count the characters that Discord counts."""
        return sum(map(len, self.texts()))


def _all(components: Sequence[Component]) -> list[Component]:
    return [part for each in components for part in (each, *_all(each.get("components", ())))]


def text(content: str, identifier: int | None = None) -> Component:
    """Write a text."""
    if identifier is None:
        return {"type": _TEXT, "content": content}
    return {"type": _TEXT, "content": content, "id": identifier}


def frame(components: list[Component]) -> Component:
    """Put a frame around components."""
    return {"type": _FRAME, "components": components}


def file(name: str) -> Component:
    """Show an attachment of the message."""
    return {"type": _FILE, "file": {"url": f"attachment://{name}"}}


def picture(name: str, alt: str) -> Component:
    """Show a picture that is attached to the message; `alt` tells those who do not see it what is on it."""
    return {"type": _GALLERY, "items": [{"media": {"url": f"attachment://{name}"}, "description": alt}]}


def row(buttons: list[Component]) -> Component:
    """Put up to five buttons next to each other."""
    return {"type": _ROW, "components": buttons}


def button(label: str, style: discord.ButtonStyle, custom_id: str) -> Component:
    """Write a button."""
    return {"type": _BUTTON, "style": style.value, "label": label, "custom_id": custom_id}
