"""Buttons that outlive the process: all they know stands in their custom id.

`a1:<card>:<verb>:<slug>[:<slug>]` does something with entries of the roadmap: the version of the form, which card of the
message, what to do with what. `round:<number>:<option>` answers a round. `q1:<card>:<verb>[:<value>…]` does the rest.

They are no DynamicItems of discord.py: it looks a pressed button up in its message as that is now, and drops the press
where the message has changed under a person's finger, as it does when a round closes.
"""

import dataclasses
import re
from typing import Any, get_args, get_type_hints

import discord

from bot.actions import (
    Answer,
    DeleteMe,
    ExportMe,
    GoOn,
    HandIn,
    HideMe,
    KeepQuestion,
    ListQuestions,
    ListReports,
    MarkRead,
    PassOver,
    Practise,
    PractiseAgain,
    QuizAction,
    RemoveSchedule,
    ReportPractised,
    ReportQuestion,
    ShowBoard,
    ShowChallenge,
    ShowModelAnswer,
    ShowOwnPath,
    ShowProgress,
    ShowRound,
    ShowRounds,
    StopPractice,
    Try,
    WriteAnswer,
)
from bot.cards import (
    Action,
    Choose,
    Compare,
    Explain,
    RoadmapAction,
    ShowGroup,
    ShowNext,
    ShowPath,
    ShowPattern,
    ShowPitfalls,
    ShowPrerequisites,
)
from bot.frontends.discord.layouts import Component, button
from bot.teach.actions import (
    ConfirmTaught,
    Dismiss,
    GiveReason,
    GrowAction,
    ListTaught,
    ListUnanswered,
    Rate,
    RemoveTaught,
    ShowVotes,
    Teach,
)

_ROUND = r"round:(?P<number>[0-9]{1,9}):(?P<option>[0-9])"
_QUIZ = r"q1:(?P<card>[0-9]):(?P<verb>[a-z]{2,10})(?P<values>(?::[a-z0-9-]{1,70}){0,4})"
_ENTRIES = r"a1:(?P<card>[0-9]):(?P<verb>[a-z]{2,10}):(?P<what>[a-z0-9:-]{1,85})"
_ONE: dict[str, type[Any]] = {
    "choose": Choose,
    "show": ShowPattern,
    "first": ShowPrerequisites,
    "next": ShowNext,
    "wrong": ShowPitfalls,
    "group": ShowGroup,
    "why": Explain,
    "path": ShowPath,
}
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
"""As long as those of rounds: what is longer is nobody's, and no database could look for it."""
_VERBS = {action: verb for verb, action in _ONE.items()}
_QUIZ_ACTIONS: dict[str, type[Any]] = {
    "report": ReportQuestion,
    "round": ShowRound,
    "past": ShowRounds,
    "board": ShowBoard,
    "practise": Practise,
    "again": PractiseAgain,
    "try": Try,
    "handin": HandIn,
    "goon": GoOn,
    "pass": PassOver,
    "stop": StopPractice,
    "fault": ReportPractised,
    "progress": ShowProgress,
    "mypath": ShowOwnPath,
    "read": MarkRead,
    "hide": HideMe,
    "export": ExportMe,
    "delete": DeleteMe,
    "unplan": RemoveSchedule,
    "reports": ListReports,
    "keep": KeepQuestion,
    "bank": ListQuestions,
    "challenge": ShowChallenge,
    "write": WriteAnswer,
    "model": ShowModelAnswer,
}
_GROW_ACTIONS: dict[str, type[Any]] = {
    "teach": Teach,
    "confirm": ConfirmTaught,
    "unteach": RemoveTaught,
    "taught": ListTaught,
    "missed": ListUnanswered,
    "dismiss": Dismiss,
    "rate": Rate,
    "because": GiveReason,
    "votes": ShowVotes,
}
_QUIZ_ACTIONS |= _GROW_ACTIONS
_QUIZ_VERBS = {action: verb for verb, action in _QUIZ_ACTIONS.items()}


def button_for(action: Action, identifier: str, label: str) -> Component:
    """Make the button for `action`, whose custom id is `identifier`."""
    style = discord.ButtonStyle.danger if _is_final(action) else discord.ButtonStyle.secondary
    return button(label, style, identifier)


def _is_final(action: Action) -> bool:
    """Say whether a press cannot be taken back: such a button is red."""
    return isinstance(action, RemoveSchedule | ConfirmTaught) or (isinstance(action, DeleteMe) and action.sure)


def custom_id(action: Action, card: int = 0) -> str:
    """Write an action as a custom id."""
    if isinstance(action, Answer):
        return f"round:{action.round}:{action.option}"
    if isinstance(action, QuizAction | GrowAction):
        values = (getattr(action, field.name) for field in dataclasses.fields(action))
        return ":".join((f"q1:{card}:{_QUIZ_VERBS[type(action)]}", *map(_written, values)))
    if isinstance(action, Compare):
        return f"a1:{card}:compare:{action.first}:{action.second}"
    if isinstance(action, ShowPath) and action.full:
        return f"a1:{card}:fullpath:{action.slug}"
    return f"a1:{card}:{_VERBS[type(action)]}:{action.slug}"


def action_of(identifier: str) -> Action | None:
    """Read an action back from its id; None where no button of this version says so."""
    try:
        if match := re.fullmatch(_ROUND, identifier):
            return Answer(int(match["number"]), int(match["option"]))
        if match := re.fullmatch(_ENTRIES, identifier):
            return _on_entries(match["verb"], match["what"])
        if match := re.fullmatch(_QUIZ, identifier):
            return _on_quizzes(match["verb"], match["values"])
    except ValueError:
        pass
    return None


def _on_entries(verb: str, what: str) -> RoadmapAction:
    if verb == "compare":
        first, found, second = what.partition(":")
        if found:
            return Compare(first, second)
    elif verb == "fullpath":
        return ShowPath(what, full=True)
    elif verb in _ONE:
        action: RoadmapAction = _ONE[verb](what)
        return action
    raise ValueError(f"no action is called {verb}:{what}")


def _on_quizzes(verb: str, values: str) -> QuizAction | GrowAction:
    kind = _QUIZ_ACTIONS.get(verb)
    given = values.split(":")[1:]
    if kind is None or len(given) != len(dataclasses.fields(kind)):
        raise ValueError(f"no action is called {verb}{values}")
    kinds = get_type_hints(kind)
    read = (_read(kinds[field.name], text) for field, text in zip(dataclasses.fields(kind), given, strict=True))
    action: QuizAction | GrowAction = kind(*read)
    return action


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _read(kind: Any, text: str) -> Any:
    if kind is str:
        return text
    if kind in (bool, int):
        if not _NUMBER.fullmatch(text) or (kind is bool and text not in "01"):
            raise ValueError(f"{text} is no {kind.__name__}")
        return kind(int(text))
    if text not in get_args(kind):
        raise ValueError(f"{text} is not one of {get_args(kind)}")
    return text
