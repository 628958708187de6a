"""What teachers read."""

from collections.abc import Sequence
from typing import Final

from bot.ask.wording import worded
from bot.cards import Block, Button, Card, Code, Fine, Paragraph, Plain, Points, Quote, Steps, Strong, Text, plain
from bot.teach.actions import ConfirmTaught, ListTaught, ListUnanswered, RemoveTaught
from bot.teach.taught import Taught
from knowledge.labels import Label
from knowledge.model import Roadmap

SHOWN: Final = 90
MOST_BROKEN: Final = 5
NOT_TEACHER: Final = "You need Manage Server, or the teacher role of /settings show, for this."


def told(sentence: str) -> Card:
    """Say one thing in private."""
    return Card(plain(sentence), private=True)


def teachers_only() -> Card:
    """Refuse somebody who may not teach."""
    return told(NOT_TEACHER)


def gone() -> Card:
    """Say that a question is not there any more."""
    return told("That question is not taught any more. /settings unanswered lists those that are.")


def full(most: int) -> Card:
    """Say that no more can be taught."""
    return told(f"{most} questions are taught here, and that is the most. Remove some, or put them into the roadmap.")


def ask_how(question: str) -> Card:
    """Say how to teach where there is no form for it."""
    how = (Plain("Write "), Code(f"/teach {short(question)} = a pattern, or an answer of your own"), Plain("."))
    return Card(how, private=True)


def taught_card(roadmap: Roadmap, kept: Taught) -> Card:
    """Say what is answered from now on."""
    return Card(
        plain("Taught. From now on I answer:"),
        (
            Quote(kept.question),
            Paragraph(_answer(roadmap, kept)),
            Fine(plain("In this server alone, this question and what is nearly word for word the same.")),
        ),
        # Who has nothing but the teacher role reaches the lists from here: /settings is shown to admins alone.
        (
            Button("Take it back", RemoveTaught(kept.number)),
            Button("All that is taught", ListTaught(1)),
            Button("Unanswered questions", ListUnanswered(1)),
        ),
        private=True,
    )


def breaking_card(kept: Taught, breaks: Sequence[Label]) -> Card:
    """Show which answers that are right today would be wrong; nothing is taught yet."""
    shown = tuple(_broken(label) for label in breaks[:MOST_BROKEN])
    more = len(breaks) - len(shown)
    blocks: list[Block] = [
        Quote(kept.question),
        Points((*shown, *((plain(f"and {more} more"),) if more else ()))),
        Fine(plain("The roadmap's own examples say so. Nothing is taught yet.")),
    ]
    buttons = (
        Button("Teach it all the same", ConfirmTaught(kept.number)),
        Button("Leave it", RemoveTaught(kept.number)),
    )
    return Card(plain("That would break answers that are right today:"), tuple(blocks), buttons, private=True)


def removed_card(kept: Taught) -> Card:
    """Say that a question is answered by the roadmap alone again."""
    said = Fine(plain("It is answered from the roadmap alone again."))
    return Card(plain("Not taught any more:"), (Quote(kept.question), said), private=True)


def left_card(roadmap: Roadmap, left: Taught) -> Card:
    """Say that a question is answered as before: it was not taught after all."""
    return Card(worded(roadmap, "left-as-it-was"), (Quote(left.question),), private=True)


def list_card(roadmap: Roadmap, shown: Sequence[Taught], total: int, page: int, pages: int) -> Card:
    """List taught questions with their answers."""
    if not shown:
        return told("Nothing is taught here yet. Press Teach under a question that I can't answer.")
    lines = tuple(_line(roadmap, one) for one in shown)
    buttons = [Button(f"Remove {place}", RemoveTaught(one.number)) for place, one in enumerate(shown, start=1)]
    buttons += [Button("Previous", ListTaught(page - 1))] if page > 1 else []
    buttons += [Button("Next", ListTaught(page + 1))] if page < pages else []
    buttons.append(Button("Unanswered questions", ListUnanswered(1)))
    how = "roadmap-bot export --taught writes them as a patch of the roadmap's files."
    title = f"Taught here: {total}{of(page, pages)}"
    return Card(plain(title), (Steps("The newest first", lines), Fine(plain(how))), tuple(buttons), private=True)


def short(text: str, most: int = SHOWN) -> str:
    """Cut a text where it grows too long for a list."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def of(page: int, pages: int) -> str:
    """Say which page it is, where there are several."""
    return f" (page {page} of {pages})" if pages > 1 else ""


def _line(roadmap: Roadmap, one: Taught) -> Text:
    return (Plain(f"“{short(one.question)}” → "), *_answer(roadmap, one))


def _answer(roadmap: Roadmap, one: Taught) -> Text:
    if one.text is not None:
        return plain(short(one.text))
    entry = roadmap.entries.get(one.slug or "")
    return (Strong(entry.name),) if entry else plain(f"{one.slug}, which the roadmap no longer has")


def _broken(label: Label) -> Text:
    right = ", ".join(label.accepted) or label.gold_group or label.kind.value
    return (Plain(f"“{short(label.q)}” – "), Strong(right if label.kind != "none" else "no answer"))
