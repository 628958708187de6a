"""Modal and choice limits: what Discord refuses in a form that it is to open, or in choices it is to offer."""

from collections.abc import Sequence
from typing import Any

from .component_limits import (
    ROW,
    SELECTS,
    TEXT,
    TEXT_INPUT,
    check_custom_ids,
    check_options,
    check_select,
    require_custom_id,
)
from .records import Payload
from .refusals import Form, Step

LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 18, 19, 21, 22, 23
IN_LABEL = (TEXT_INPUT, *SELECTS, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX)
LONGEST_INPUT = 4_000


def check_modal(data: Payload) -> None:
    form = Form("data")
    for name, longest in (("title", 45), ("custom_id", 100)):
        if data.get(name) is None:
            form.required([name])
        form.length([name], data.get(name), 1, longest)
    components = data.get("components") or []
    form.length(["components"], components, 1, 5)
    for index, part in enumerate(components):
        _check_top(form, ["components", index], part)
    check_custom_ids(form, components)
    form.check()


def _check_top(form: Form, path: Sequence[Step], part: Payload) -> None:
    match part.get("type"):
        case 18:
            _check_label(form, path, part)
        case 10:
            form.length([*path, "content"], part.get("content"), 1, LONGEST_INPUT)
        case 1:
            inputs = part.get("components") or []
            form.length([*path, "components"], inputs, 1, 1)
            for index, field in enumerate(inputs):
                _check_input(form, [*path, "components", index], field, own_label=True)
        case _:
            choices = f"({ROW}, {TEXT}, {LABEL})"
            form.fault(path, "UNION_TYPE_CHOICES", f'Value of field "type" must be one of {choices}.')


def _check_label(form: Form, path: Sequence[Step], part: Payload) -> None:
    if part.get("label") is None:
        form.required([*path, "label"])
    form.length([*path, "label"], part.get("label"), 1, 45)
    form.length([*path, "description"], part.get("description"), 1, 100)
    inner, here = part.get("component") or {}, [*path, "component"]
    match inner.get("type"):
        case 4:
            _check_input(form, here, inner, own_label=False)
        case 3 | 5 | 6 | 7 | 8:
            check_select(form, here, inner)
        case 21:
            require_custom_id(form, here, inner)
            check_options(form, here, inner.get("options") or [], 2, 10)
        case 22:
            require_custom_id(form, here, inner)
            check_options(form, here, inner.get("options") or [], 1, 10)
        case 19 | 23:
            require_custom_id(form, here, inner)
        case _:
            form.fault(here, "UNION_TYPE_CHOICES", f'Value of field "type" must be one of {IN_LABEL}.')


def _check_input(form: Form, path: Sequence[Step], part: Payload, *, own_label: bool) -> None:
    require_custom_id(form, path, part)
    if part.get("style") not in (1, 2):
        form.fault([*path, "style"], "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    if own_label and not part.get("label"):
        form.required([*path, "label"])
    if not own_label and part.get("label"):
        form.fault([*path, "label"], "COMPONENT_LABEL_NOT_ALLOWED", "A text input in a label has no label of its own")
    form.length([*path, "label"], part.get("label"), 1, 45)
    form.length([*path, "placeholder"], part.get("placeholder"), 0, 100)
    form.length([*path, "value"], part.get("value"), 0, LONGEST_INPUT)
    _check_bounds(form, path, part.get("min_length"), part.get("max_length"))


def _check_bounds(form: Form, path: Sequence[Step], fewest: Any, most: Any) -> None:
    if fewest is not None and not 0 <= fewest <= LONGEST_INPUT:
        form.fault([*path, "min_length"], "NUMBER_TYPE_MAX", "int value should be between 0 and 4000.")
    if most is not None and not 1 <= most <= LONGEST_INPUT:
        form.fault([*path, "max_length"], "NUMBER_TYPE_MAX", "int value should be between 1 and 4000.")
    if fewest is not None and most is not None and fewest > most:
        form.fault([*path, "min_length"], "TEXT_INPUT_MIN_LENGTH_OVER_MAX", "min_length is over max_length")


def check_choices(data: Payload) -> None:
    """Choices for an option that a person is typing."""
    form = Form("data")
    choices = data.get("choices") or []
    form.length(["choices"], choices, 0, 25)
    for index, choice in enumerate(choices):
        if choice.get("name") is None:
            form.required(["choices", index, "name"])
        form.length(["choices", index, "name"], choice.get("name"), 1, 100)
        if isinstance(choice.get("value"), str):
            form.length(["choices", index, "value"], choice["value"], 1, 100)
        elif choice.get("value") is None:
            form.required(["choices", index, "value"])
    form.check()
