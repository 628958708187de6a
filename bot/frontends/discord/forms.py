"""Forms that outlive the process, as buttons do: all they know stands in their custom id, `m1:<form>:<number>`."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import discord
from discord import ui

from bot.actions import ReportQuestion
from bot.quiz.reviewing import LONGEST, SHORTEST

REASON: Final = "reason"
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
