"""The font: Roboto comes as a package, because a container has no fonts; one file has every weight."""

from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

REGULAR, BOLD = 400, 600
WIDE: Final = 100
UNIT: Final = 64
"""Texts are measured large: hinting makes small ones a little wider or narrower."""
_PRIVATE: Final = "\uf8fe"
"""A character that no font has: it shows what is drawn for those that are missing."""


@lru_cache(maxsize=64)
def font(size: float, *, bold: bool = False) -> FreeTypeFont:
    """Give the font at a size in pixels."""
    found = ImageFont.truetype(_file(), size)
    found.set_variation_by_axes([BOLD if bold else REGULAR, WIDE])
    return found


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of a line."""
    return font(UNIT, bold=bold).getlength(text) * size / UNIT


def legible(text: str, instead: Callable[[], str]) -> str:
    """Leave out what the font has no signs for; where that is most of a text, write something else instead."""
    kept = "".join(character for character in text if character.isspace() or _has(character))
    meant = sum(not character.isspace() for character in text)
    told = sum(not character.isspace() for character in kept)
    return " ".join(kept.split()) if told * 2 > meant else instead()


@lru_cache(maxsize=1024)
def _has(character: str) -> bool:
    if not character.isprintable():
        return False
    return _shape(character) != _missing()


@cache
def _missing() -> tuple[tuple[int, int], bytes]:
    return _shape(_PRIVATE)


def _shape(character: str) -> tuple[tuple[int, int], bytes]:
    mask = font(UNIT).getmask(character)
    return mask.size, bytes(mask)


@cache
def _file() -> str:
    found = find_spec("fontpkg_roboto")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("fontpkg-roboto is not installed. Install the bot anew, with what it needs.")
    return str(Path(found.origin).parent / "files" / "Roboto[wdth,wght].ttf")
