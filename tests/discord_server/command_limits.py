"""Command limits: what Discord refuses in a list of application commands."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from .records import Payload
from .refusals import Form, Refusal, Step

CHAT, USER, MESSAGE = 1, 2, 3
MOST_OF_KIND = {CHAT: 100, USER: 15, MESSAGE: 15}
SUBCOMMAND, GROUP = 1, 2
CHOOSABLE = (3, 4, 10)
LONGEST_COMMAND = 8_000


def check_commands(commands: Sequence[Payload]) -> None:
    """Refuse a bulk overwrite as Discord does, every fault at its path."""
    form = Form()
    for kind, most in MOST_OF_KIND.items():
        if sum(command.get("type", CHAT) == kind for command in commands) > most:
            raise Refusal(400, 30032, f"Maximum number of application commands reached ({most}).")
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        check_command(form, [index], command)
        key = (command.get("type") or CHAT, command.get("name") or "")
        if key in seen:
            form.fault(
                [index, "name"], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
            )
        seen.add(key)
    form.check()


def check_command(form: Form, path: Sequence[Step], command: Payload) -> None:
    kind = command.get("type") or CHAT
    if kind == CHAT:
        _check_name(form, path, command.get("name"))
        _check_description(form, path, command.get("description"))
        _check_options(form, path, command.get("options") or [], depth=0)
    else:
        if not str(command.get("name") or "").strip():
            form.required([*path, "name"])
        form.length([*path, "name"], command.get("name"), 1, 32)
        if command.get("description") or command.get("options"):
            form.fault(
                [*path, "description"],
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
                "Context menu commands cannot have description or options",
            )
    if sum(len(text) for text in _texts(command)) > LONGEST_COMMAND:
        form.fault(path, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({LONGEST_COMMAND})")


def valid_name(name: str) -> bool:
    r"""Whether Discord takes it: `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case where there is one."""
    return 1 <= len(name) <= 32 and name == name.lower() and all(map(_may_stand_in_a_name, name))


def _may_stand_in_a_name(letter: str) -> bool:
    # Devanagari and Thai write vowels as marks, which are neither letters nor numbers.
    marks = ("DEVANAGARI", "THAI")
    return letter in "-_'" or unicodedata.category(letter)[0] in "LN" or unicodedata.name(letter, "").startswith(marks)


def _check_name(form: Form, path: Sequence[Step], name: Any) -> None:
    if name is None:
        form.required([*path, "name"])
    elif not valid_name(str(name)):
        form.fault([*path, "name"], "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_description(form: Form, path: Sequence[Step], description: Any) -> None:
    if not description:
        form.required([*path, "description"])
    form.length([*path, "description"], description, 1, 100)


def _check_options(form: Form, path: Sequence[Step], options: list[Payload], *, depth: int) -> None:
    form.length([*path, "options"], options, 0, 25)
    names: set[str] = set()
    optional_before = False
    for index, option in enumerate(options):
        here = [*path, "options", index]
        _check_name(form, here, option.get("name"))
        _check_description(form, here, option.get("description"))
        if option.get("name") in names:
            form.fault([*here, "name"], "APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE", "Option names must be unique")
        names.add(option.get("name") or "")
        if option.get("type") in (SUBCOMMAND, GROUP):
            _check_nesting(form, here, option, depth)
            continue
        if option.get("required") and optional_before:
            form.fault(
                [*here],
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional_before = optional_before or not option.get("required")
        _check_value_option(form, here, option)
    nested = {option.get("type") in (SUBCOMMAND, GROUP) for option in options}
    if len(nested) > 1:
        form.fault(
            [*path, "options"],
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to all other types",
        )


def _check_nesting(form: Form, path: Sequence[Step], option: Payload, depth: int) -> None:
    deepest = 1 if option["type"] == SUBCOMMAND else 0
    if depth > deepest:
        form.fault(
            [*path, "type"], "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands nest two deep at the most"
        )
    _check_options(form, path, option.get("options") or [], depth=depth + 1)


def _check_value_option(form: Form, path: Sequence[Step], option: Payload) -> None:
    choices = option.get("choices") or []
    form.length([*path, "choices"], choices, 0, 25)
    for index, choice in enumerate(choices):
        form.length([*path, "choices", index, "name"], choice.get("name"), 1, 100)
        if isinstance(choice.get("value"), str):
            form.length([*path, "choices", index, "value"], choice["value"], 1, 100)
    if option.get("autocomplete") and (choices or option.get("type") not in CHOOSABLE):
        form.fault(
            [*path, "autocomplete"],
            "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID",
            "Autocomplete excludes choices and wants a text or a number",
        )
    fewest, most = option.get("min_length"), option.get("max_length")
    if fewest is not None and most is not None and fewest > most:
        form.fault(
            [*path, "min_length"], "APPLICATION_COMMAND_OPTION_MIN_LENGTH_OVER_MAX", "min_length is over max_length"
        )


def _texts(command: Payload) -> Iterator[str]:
    """The texts that count toward a command's size: names, descriptions and choice values."""
    yield command.get("name") or ""
    yield command.get("description") or ""
    for choice in command.get("choices") or ():
        yield str(choice.get("name", ""))
        yield str(choice.get("value", ""))
    for option in command.get("options") or ():
        yield from _texts(option)
