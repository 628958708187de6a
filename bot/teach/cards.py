"""What teachers read."""

from collections.abc import Sequence
from typing import Final

from bot.ask.wording import said, worded
from bot.cards import Block, Button, Card, Code, Fine, Paragraph, Points, Quote, Steps, Strong, Text, plain
from bot.filling import filled
from bot.teach.actions import ConfirmTaught, ListTaught, ListUnanswered, RemoveTaught
from bot.teach.taught import Taught
from knowledge.kinds import QuestionKind
from knowledge.labels import Label
from knowledge.languages import texts
from knowledge.model import Roadmap
from knowledge.texts import Texts

SHOWN: Final = 90
MOST_BROKEN: Final = 5


def told(sentence: str) -> Card:
    """Say one thing in private."""
    return Card(plain(sentence), private=True)


def teachers_only(say: Texts) -> Card:
    """Refuse somebody who may not teach."""
    return told(say("teachers-only"))


def gone(say: Texts) -> Card:
    """Say that a question is not there any more."""
    return Card(plain(say("taught-no-more")), buttons=(Button(say("all-taught"), ListTaught(1)),), private=True)


def full(say: Texts, most: int) -> Card:
    """Say that no more can be taught."""
    return told(say("taught-most", most=say.number(most)))


def ask_how(say: Texts, question: str) -> Card:
    """Say how to teach where there is no form for it."""
    command = (Code(f"/teach {say('teach-so', question=short(question))}"),)
    return Card(filled(say, "write-it", usage=command), private=True)


def taught_card(roadmap: Roadmap, kept: Taught) -> Card:
    """Say what is answered from now on."""
    say = texts(roadmap)
    return Card(
        plain(say("taught-now")),
        (Quote(kept.question), Paragraph(_answer(roadmap, kept)), Fine(plain(say("taught-where")))),
        # Who has nothing but the teacher role reaches the lists from here: /settings is shown to admins alone.
        (
            Button(say("take-it-back"), RemoveTaught(kept.number)),
            Button(say("all-taught"), ListTaught(1)),
            Button(say("unanswered-questions"), ListUnanswered(1)),
        ),
        private=True,
    )


def breaking_card(roadmap: Roadmap, kept: Taught, breaks: Sequence[Label]) -> Card:
    """Show which answers that are right today would be wrong; nothing is taught yet."""
    say = texts(roadmap)
    shown = tuple(_broken(roadmap, label) for label in breaks[:MOST_BROKEN])
    more = len(breaks) - len(shown)
    blocks: list[Block] = [
        Quote(kept.question),
        Points((*shown, *((plain(say("more", count=say.number(more))),) if more else ()))),
        Fine(plain(say("broken-examples"))),
    ]
    buttons = (
        Button(say("teach-anyway"), ConfirmTaught(kept.number)),
        Button(say("leave-it"), RemoveTaught(kept.number)),
    )
    return Card(plain(say("would-break")), tuple(blocks), buttons, private=True)


def removed_card(say: Texts, kept: Taught) -> Card:
    """Say that a question is answered by the roadmap alone again."""
    alone = Fine(plain(say("roadmap-alone")))
    return Card(plain(say("not-taught-now")), (Quote(kept.question), alone), private=True)


def left_card(roadmap: Roadmap, left: Taught) -> Card:
    """Say that a question is answered as before: it was not taught after all."""
    return Card(worded(roadmap, "left-as-it-was"), (Quote(left.question),), private=True)


def list_card(roadmap: Roadmap, shown: Sequence[Taught], total: int, page: int, pages: int) -> Card:
    """List taught questions with their answers."""
    say = texts(roadmap)
    if not shown:
        return told(say("nothing-taught", teach=say("teach")))
    lines = tuple(_line(roadmap, one) for one in shown)
    buttons = [
        Button(say("remove-number", number=place), RemoveTaught(one.number)) for place, one in enumerate(shown, start=1)
    ]
    buttons += [Button(say("page-previous"), ListTaught(page - 1))] if page > 1 else []
    buttons += [Button(say("page-next"), ListTaught(page + 1))] if page < pages else []
    buttons.append(Button(say("unanswered-questions"), ListUnanswered(1)))
    title = f"{say('taught-title', count=say.number(total))}{of(say, page, pages)}"
    blocks = (Steps(say("newest-first"), lines), Fine(plain(say("taught-patch"))))
    return Card(plain(title), blocks, tuple(buttons), private=True)


def short(text: str, most: int = SHOWN) -> str:
    """Cut a text where it grows too long for a list."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def of(say: Texts, page: int, pages: int) -> str:
    """Say which page it is, where there are several."""
    return f" ({say('page-of-pages', number=say.number(page), pages=say.number(pages))})" if pages > 1 else ""


def kind_called(say: Texts, kind: str) -> str:
    """Name a kind of question; one that only an older version knew, as it is."""
    name = f"kind-{kind.replace('_', '-')}"
    return say(name) if name in say.phrases else kind.replace("_", " ")


def _line(roadmap: Roadmap, one: Taught) -> Text:
    return worded(roadmap, "taught-line", question=short(one.question), answer=_answer(roadmap, one))


def _answer(roadmap: Roadmap, one: Taught) -> Text:
    if one.text is not None:
        return plain(short(one.text))
    entry = roadmap.entries.get(one.slug or "")
    return (Strong(entry.name),) if entry else plain(said(roadmap, "taught-gone", slug=one.slug))


def _broken(roadmap: Roadmap, label: Label) -> Text:
    if label.kind is QuestionKind.NONE:
        right = said(roadmap, "missed-none")
    else:
        named = label.accepted or ((label.gold_group,) if label.gold_group else ())
        right = ", ".join(map(roadmap.name, named)) or kind_called(texts(roadmap), label.kind.value)
    return worded(roadmap, "broken-line", question=short(label.q), right=(Strong(right),))
