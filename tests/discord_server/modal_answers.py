"""Modal answers: a form as a person fills it in, or the reason why it cannot be sent."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import TypeAlias

from .interactions import Modal
from .invocations import Impossible
from .records import Payload

Answer: TypeAlias = str | Sequence[str] | bool

TEXT, RADIO, CHECKBOX = 4, 21, 23


def filled_in(modal: Modal, answers: Mapping[str, Answer]) -> list[Payload]:
    """The components of a MODAL_SUBMIT; answers are found by a field's label or custom id."""
    left = dict(answers)
    numbers = count(1)
    filled: list[Payload] = []
    for part in modal.components:
        told: Payload = {"type": part["type"], "id": part.get("id") or next(numbers)}
        if part["type"] == 1:
            told["components"] = [
                _field(each.get("label", ""), each, left, next(numbers)) for each in part["components"]
            ]
        elif part["type"] == 18:
            told["component"] = _field(part["label"], part["component"], left, next(numbers))
        filled.append(told)
    if left:
        raise Impossible(f"“{modal.title}” has no field {', '.join(left)}.")
    return filled


def _field(label: str, part: Payload, left: dict[str, Answer], number: int) -> Payload:
    custom_id: str = part["custom_id"]
    answer = left.pop(label) if label in left else left.pop(custom_id, None)
    told: Payload = {"type": part["type"], "id": part.get("id") or number, "custom_id": custom_id}
    if answer is None and part.get("required", True) and not part.get("value") and part["type"] != CHECKBOX:
        raise Impossible(f"“{label}” has to be filled in.")
    if part["type"] == TEXT:
        return told | {"value": _text(label, part, answer)}
    if part["type"] == CHECKBOX:
        return told | {"value": bool(answer)}
    chosen = [_option(label, part, each) for each in ([answer] if isinstance(answer, str) else _list(answer))]
    if part["type"] == RADIO:
        return told | {"value": chosen[0] if chosen else None}
    return told | {"values": chosen}


def _list(answer: Answer | None) -> list[str]:
    return list(answer) if isinstance(answer, Sequence) else []


def _text(label: str, part: Payload, answer: Answer | None) -> str:
    text = part.get("value") or "" if answer is None else str(answer)
    low, high = part.get("min_length") or 0, part.get("max_length") or 4000
    if (text or part.get("required", True)) and not low <= len(text) <= high:
        raise Impossible(f"“{label}” takes {low} to {high} characters, not {len(text)}.")
    return text


def _option(label: str, part: Payload, answer: str) -> str:
    """The value of an option that is named by value or label; menus of people and channels take ids."""
    if "options" not in part:
        return answer
    by_name = {name: option["value"] for option in part["options"] for name in (option["label"], option["value"])}
    if answer not in by_name:
        raise Impossible(f"“{label}” has no option “{answer}”.")
    return str(by_name[answer])
