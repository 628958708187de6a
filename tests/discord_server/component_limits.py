"""Component limits: which component may stand where, how many, and how long its texts may be."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from .records import Payload, walk
from .refusals import Form, Step

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17

IN_CONTAINER = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)
IN_MESSAGE = (*IN_CONTAINER, CONTAINER)
MOST_COMPONENTS, MOST_TEXT, MOST_ROWS = 40, 4_000, 5

LINK, PREMIUM = 5, 6
"""The two button styles that have no custom id."""


def check_classic(form: Form, components: Sequence[Payload]) -> None:
    """Components under a text: rows alone, five at the most."""
    form.length(["components"], list(components), 0, MOST_ROWS)
    _Check(form, names=()).children(["components"], components, (ROW,))
    check_custom_ids(form, components)


def check_v2(form: Form, components: Sequence[Payload], names: Collection[str]) -> None:
    """Components that are the message."""
    _Check(form, names).children(["components"], components, IN_MESSAGE)
    everything = list(walk(components))
    if len(everything) > MOST_COMPONENTS:
        form.fault(
            ["components"],
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            f"The maximum number of components in a message is {MOST_COMPONENTS}, this one has {len(everything)}",
        )
    text = sum(len(part.get("content") or "") for part in everything if part.get("type") == TEXT)
    if text > MOST_TEXT:
        form.fault(
            ["components"],
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"Total size of displayable text in components exceeds the maximum size of {MOST_TEXT}",
        )
    check_custom_ids(form, components)


def check_custom_ids(form: Form, components: Sequence[Payload]) -> None:
    """No custom id, and no numeric id, twice in one message or modal."""
    for name, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        seen: set[Any] = set()
        for path, part in _walk_with_paths(["components"], components):
            value = part.get(name)
            if not value:
                continue
            if value in seen:
                form.fault([*path, name], code, f"Component {name.replace('_', ' ')} cannot be duplicated")
            seen.add(value)


def check_select(form: Form, path: Sequence[Step], part: Payload) -> None:
    require_custom_id(form, path, part)
    form.length([*path, "placeholder"], part.get("placeholder"), 0, 150)
    fewest, most = part.get("min_values"), part.get("max_values")
    fewest, most = 1 if fewest is None else fewest, 1 if most is None else most
    if not (0 <= fewest <= 25 and 1 <= most <= 25 and fewest <= most):
        form.fault([*path, "min_values"], "SELECT_COMPONENT_MIN_VALUES_MUST_BE_LESS", "min_values over max_values")
    if part["type"] == STRING_SELECT:
        options = part.get("options") or []
        check_options(form, path, options, 1, 25)
        if most > len(options):
            form.fault([*path, "options"], "BASE_TYPE_BAD_LENGTH", f"Must be between {most} and 25 in length.")


def check_options(form: Form, path: Sequence[Step], options: list[Payload], fewest: int, most: int) -> None:
    """The options of a select, a radio group or a checkbox group."""
    form.length([*path, "options"], options, fewest, most)
    seen: set[str] = set()
    for index, option in enumerate(options):
        here = [*path, "options", index]
        for name in ("label", "value"):
            if option.get(name) is None:
                form.required([*here, name])
            form.length([*here, name], option.get(name), 1, 100)
        form.length([*here, "description"], option.get("description"), 0, 100)
        if option.get("value") in seen:
            form.fault(
                [*here, "value"],
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            )
        seen.add(option.get("value") or "")


def require_custom_id(form: Form, path: Sequence[Step], part: Payload) -> None:
    if part.get("custom_id") is None:
        form.required([*path, "custom_id"])
    form.length([*path, "custom_id"], part.get("custom_id"), 1, 100)


class _Check:
    """Goes through a message's components and notes what Discord would not take."""

    def __init__(self, form: Form, names: Collection[str]) -> None:
        self._form = form
        self._names = names

    def children(self, path: Sequence[Step], components: Sequence[Payload], allowed: Sequence[int]) -> None:
        for index, part in enumerate(components):
            self._component([*path, index], part, allowed)

    def _component(self, path: Sequence[Step], part: Payload, allowed: Sequence[int]) -> None:
        kind: Any = part.get("type")
        if kind not in allowed:
            choices = ", ".join(map(str, allowed)) + ("," if len(allowed) == 1 else "")
            self._form.fault(path, "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({choices}).')
            return
        checks = {ROW: self._row, BUTTON: self._button, SECTION: self._section, TEXT: self._text}
        checks |= {GALLERY: self._gallery, SEPARATOR: self._separator, CONTAINER: self._container}
        if kind in SELECTS:
            check_select(self._form, path, part)
        elif kind in (THUMBNAIL, FILE):
            self._media(path, part, "media" if kind == THUMBNAIL else "file")
        else:
            checks[kind](path, part)

    def _row(self, path: Sequence[Step], part: Payload) -> None:
        children = part.get("components") or []
        here = [*path, "components"]
        self._form.length(here, children, 1, 5)
        if len(children) > 1 and any(child.get("type") in SELECTS for child in children):
            self._form.fault(
                here, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
            )
        self.children(here, children, (BUTTON, *SELECTS))

    def _button(self, path: Sequence[Step], part: Payload) -> None:
        form, style = self._form, part.get("style")
        if style not in range(1, 7):
            form.fault([*path, "style"], "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")
        if style == LINK:
            if not part.get("url"):
                form.fault([*path, "url"], "BUTTON_COMPONENT_URL_REQUIRED", "A url is required")
            form.length([*path, "url"], part.get("url"), 1, 512)
        elif style != PREMIUM:
            if part.get("custom_id") is None:
                form.fault([*path, "custom_id"], "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
            if part.get("url"):
                form.fault([*path, "url"], "BUTTON_COMPONENT_URL_NOT_ALLOWED", "Only link buttons may have a url")
        if style in (LINK, PREMIUM) and part.get("custom_id") is not None:
            form.fault([*path, "custom_id"], "BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED", "This button has no custom id")
        form.length([*path, "custom_id"], part.get("custom_id"), 1, 100)
        form.length([*path, "label"], part.get("label"), 0, 80)
        if style != PREMIUM and not part.get("label") and not part.get("emoji"):
            form.fault([*path, "label"], "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or an emoji is required")

    def _separator(self, path: Sequence[Step], part: Payload) -> None:
        if part.get("spacing", 1) not in (1, 2):
            self._form.fault([*path, "spacing"], "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")

    def _container(self, path: Sequence[Step], part: Payload) -> None:
        children = part.get("components") or []
        self._form.length([*path, "components"], children, 1, MOST_COMPONENTS)
        self.children([*path, "components"], children, IN_CONTAINER)

    def _section(self, path: Sequence[Step], part: Payload) -> None:
        texts = part.get("components") or []
        self._form.length([*path, "components"], texts, 1, 3)
        self.children([*path, "components"], texts, (TEXT,))
        if not part.get("accessory"):
            self._form.required([*path, "accessory"])
            return
        self._component([*path, "accessory"], part["accessory"], (BUTTON, THUMBNAIL))

    def _text(self, path: Sequence[Step], part: Payload) -> None:
        if part.get("content") is None:
            self._form.required([*path, "content"])
        self._form.length([*path, "content"], part.get("content"), 1, MOST_TEXT)

    def _gallery(self, path: Sequence[Step], part: Payload) -> None:
        items = part.get("items") or []
        self._form.length([*path, "items"], items, 1, 10)
        for index, item in enumerate(items):
            self._media([*path, "items", index], item, "media")

    def _media(self, path: Sequence[Step], part: Payload, name: str) -> None:
        self._form.length([*path, "description"], part.get("description"), 1, 1024)
        url = (part.get(name) or {}).get("url") or ""
        if not url:
            self._form.required([*path, name, "url"])
        elif url.startswith("attachment://"):
            if url.removeprefix("attachment://") not in self._names:
                self._form.fault(
                    [*path, name, "url"],
                    "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
                    "The referenced attachment was not found",
                )
        elif name == "file" or not url.startswith(("http://", "https://")):
            self._form.fault([*path, name, "url"], "URL_TYPE_INVALID_URL", "Not a well formed URL.")


def _walk_with_paths(path: Sequence[Step], components: Sequence[Payload]) -> Iterator[tuple[list[Step], Payload]]:
    for index, part in enumerate(components):
        here = [*path, index]
        yield here, part
        yield from _walk_with_paths([*here, "components"], part.get("components") or ())
        for inner in ("accessory", "component"):
            if part.get(inner):
                yield [*here, inner], part[inner]
