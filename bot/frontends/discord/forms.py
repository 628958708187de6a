"""Forms that outlive the process, as buttons do: all they know stands in their custom id, `m1:<form>:<what about>`."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import discord
from discord import ui

from bot.actions import FormAction, ReportPractised, ReportQuestion, WriteAnswer
from bot.cards import Action
from bot.learn.challenge import Challenging
from bot.quiz.reviewing import LONGEST, SHORTEST
from bot.teach.actions import GiveReason, Teach
from bot.teach.teaching import LONGEST_QUESTION, LONGEST_TEXT, Wish
from bot.teach.votes import LONGEST_REASON
from knowledge import exercise
from knowledge.texts import Texts

TEXT: Final = "reason"
"""The id of the one field that each form has; forms that are open while the bot is upgraded call it so."""
QUESTION: Final = "question"
PATTERN: Final = "pattern"
OWN: Final = "text"
LABEL_LIMIT: Final = 45
DESCRIPTION_LIMIT: Final = 100
"""Characters that Discord takes for a title or label, and for what stands below; a roadmap's texts may be longer."""
HIGHEST: Final = 2**63 - 1
"""No message of Discord has a higher id."""
_TEACH = re.compile(r"m1:teach:([0-9]{1,9})")
_WHY = re.compile(r"m1:why:([0-9]{1,19})")
_REPORT = re.compile(r"m1:report:([0-9]{1,9})")
_FAULT = re.compile(r"m1:fault:([a-z0-9-]{1,70})")
_ANSWER = re.compile(r"m1:answer:([a-z0-9-]{1,40})")


def form_for(action: Action, challenging: Challenging, say: Texts) -> ui.Modal | None:
    """Make the form that a button opens; None where it opens none, or is about a challenge that is gone."""
    match action:
        case ReportQuestion():
            return report_form(say("form-report", number=action.round), f"m1:report:{action.round}", say)
        case ReportPractised():
            return report_form(say("report-question"), f"m1:fault:{action.question}", say)
        case WriteAnswer() if challenging.knows(action.challenge):
            return answer_form(action, say)
        case _:
            return None


def report_form(title: str, identifier: str, say: Texts) -> ui.Modal:
    """Make the form in which a person says what is wrong with a question."""
    form = ui.Modal(title=title[:LABEL_LIMIT], custom_id=identifier)
    reason: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=TEXT, min_length=SHORTEST, max_length=LONGEST
    )
    return _asking(form, say("form-what-wrong"), say("admins-read"), reason)


def answer_form(action: WriteAnswer, say: Texts) -> ui.Modal:
    """Make the form in which a person answers an open challenge."""
    form = ui.Modal(title=say("form-answer")[:LABEL_LIMIT], custom_id=f"m1:answer:{action.challenge}")
    answer: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=TEXT, max_length=exercise.LONGEST
    )
    return _asking(form, say("form-answer-label"), say("form-answer-private"), answer)


def _asking(form: ui.Modal, label: str, said: str, field: ui.TextInput[ui.Modal]) -> ui.Modal:
    said, label = said[:DESCRIPTION_LIMIT], label[:LABEL_LIMIT]
    form.add_item(ui.Label(text=label, description=said, component=field))
    # Its id tells all: discord.py need not keep the form, which would take another person's answer for its own.
    form.stop()
    return form


def teach_form(action: Teach, question: str, say: Texts) -> ui.Modal:
    """Make the form in which somebody says what a question is answered with."""
    form = ui.Modal(title=say("form-teach")[:LABEL_LIMIT], custom_id=f"m1:teach:{action.number}")
    asked: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=QUESTION, default=question[:LONGEST_QUESTION] or None, max_length=LONGEST_QUESTION
    )
    pattern: ui.TextInput[ui.Modal] = ui.TextInput(custom_id=PATTERN, required=False, max_length=100)
    text: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=OWN, required=False, max_length=LONGEST_TEXT
    )
    name = say("form-teach-name")[:DESCRIPTION_LIMIT]
    form.add_item(ui.Label(text=say("form-teach-question")[:LABEL_LIMIT], component=asked))
    form.add_item(ui.Label(text=say("form-teach-entry")[:LABEL_LIMIT], description=name, component=pattern))
    form.add_item(ui.Label(text=say("form-teach-own")[:LABEL_LIMIT], component=text))
    form.stop()
    return form


def is_teaching(identifier: str) -> bool:
    """Say whether a form of this version teaches something."""
    return _TEACH.fullmatch(identifier) is not None


def wish_of(typed: Mapping[str, str]) -> Wish:
    """Read what somebody teaches from the form's fields."""
    return Wish(typed.get(QUESTION, ""), typed.get(PATTERN, ""), typed.get(OWN, ""))


def why_form(action: GiveReason, say: Texts, read_by: str) -> ui.Modal:
    """Make the form in which somebody says why an answer did not help; `read_by` says who reads it."""
    form = ui.Modal(title=say("form-why")[:LABEL_LIMIT], custom_id=f"m1:why:{action.message}")
    reason: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=TEXT, min_length=2, max_length=LONGEST_REASON
    )
    return _asking(form, say("form-why-label"), read_by, reason)


def rated_of(identifier: str) -> int | None:
    """Read from a form's id of which message it says why that did not help."""
    found = _WHY.fullmatch(identifier)
    return int(found[1]) if found and int(found[1]) <= HIGHEST else None


def form_of(identifier: str) -> FormAction | None:
    """Read from a form's id what it was filled in for; None where no form of this version says so."""
    if found := _REPORT.fullmatch(identifier):
        return ReportQuestion(int(found[1]))
    if found := _FAULT.fullmatch(identifier):
        return ReportPractised(found[1])
    found = _ANSWER.fullmatch(identifier)
    return WriteAnswer(found[1]) if found else None


def filled_in(interaction: discord.Interaction[Any]) -> dict[str, str]:
    """Give the texts that a person has typed into a form, by the ids of its fields."""
    data: Mapping[str, Any] = interaction.data or {}
    return dict(_texts(data.get("components", ())))


def _texts(components: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    for part in components:
        if "value" in part:
            yield str(part.get("custom_id", "")), str(part["value"] or "")
        yield from _texts(part.get("components", ()))
        if "component" in part:
            yield from _texts((part["component"],))
