"""Forms that outlive the process, as buttons do: all they know stands in their custom id, `m1:<form>:<number>`."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import discord
from discord import ui

from bot.actions import ReportQuestion
from bot.quiz.reviewing import LONGEST, SHORTEST
from bot.teach.actions import GiveReason, Teach
from bot.teach.teaching import LONGEST_QUESTION, LONGEST_TEXT, Wish
from bot.teach.votes import LONGEST_REASON

REASON: Final = "reason"
QUESTION: Final = "question"
PATTERN: Final = "pattern"
TEXT: Final = "text"
_TEACH = re.compile(r"m1:teach:([0-9]{1,9})")
HIGHEST: Final = 2**63 - 1
_WHY = re.compile(r"m1:why:([0-9]{1,19})")
_REPORT = re.compile(r"m1:report:([0-9]{1,9})")


def report_form(action: ReportQuestion) -> ui.Modal:
    """Make the form in which a person says what is wrong with a question."""
    form = ui.Modal(title=f"Report the question of quiz {action.round}", custom_id=f"m1:report:{action.round}")
    reason: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=REASON, min_length=SHORTEST, max_length=LONGEST
    )
    said = "The admins here read it, without your name."
    form.add_item(ui.Label(text="What is wrong with it?", description=said, component=reason))
    # Its id tells all: discord.py need not keep the form, which would take another person's answer for its own.
    form.stop()
    return form


def teach_form(action: Teach, question: str) -> ui.Modal:
    """Make the form in which somebody says what a question is answered with."""
    form = ui.Modal(title="Teach me an answer", custom_id=f"m1:teach:{action.number}")
    asked: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=QUESTION, default=question[:LONGEST_QUESTION] or None, max_length=LONGEST_QUESTION
    )
    pattern: ui.TextInput[ui.Modal] = ui.TextInput(custom_id=PATTERN, required=False, max_length=100)
    text: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=TEXT, required=False, max_length=LONGEST_TEXT
    )
    form.add_item(ui.Label(text="The question", component=asked))
    form.add_item(ui.Label(text="The pattern that answers it", description="Its name or slug", component=pattern))
    form.add_item(ui.Label(text="Or an answer of your own", component=text))
    form.stop()
    return form


def is_teaching(identifier: str) -> bool:
    """Say whether a form of this version teaches something."""
    return _TEACH.fullmatch(identifier) is not None


def wish_of(typed: Mapping[str, str]) -> Wish:
    """Read what somebody teaches from the form's fields."""
    return Wish(typed.get(QUESTION, ""), typed.get(PATTERN, ""), typed.get(TEXT, ""))


def why_form(action: GiveReason) -> ui.Modal:
    """Make the form in which somebody says why an answer did not help."""
    form = ui.Modal(title="What was missing?", custom_id=f"m1:why:{action.message}")
    reason: ui.TextInput[ui.Modal] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=REASON, min_length=2, max_length=LONGEST_REASON
    )
    said = "Those who look after me here read it, without your name."
    form.add_item(ui.Label(text="What did you expect?", description=said, component=reason))
    form.stop()
    return form


def rated_of(identifier: str) -> int | None:
    """Read from a form's id of which message it says why that did not help."""
    found = _WHY.fullmatch(identifier)
    return int(found[1]) if found and int(found[1]) <= HIGHEST else None


def report_of(identifier: str) -> ReportQuestion | None:
    """Read from a form's id which question it reports; None where no form of this version says so."""
    found = _REPORT.fullmatch(identifier)
    return ReportQuestion(int(found[1])) if found else None


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
