"""Progress and paths as a person sees them, and the team's view, which names nobody."""

from collections.abc import Sequence

from bot.actions import MarkRead, Practise, ShowOwnPath, ShowProgress
from bot.ask.service import Asking
from bot.cards import Card, Picture
from bot.learn import memories
from bot.learn.levels import Level
from bot.learn.mastery import Mastery
from bot.learn.memory import review
from bot.learn.own import NOTHING, Own
from bot.learn.pictures import has_picture
from bot.learn.progress_cards import LONGEST_WAY, progress_card
from bot.people import Member
from bot.scores.forgetting import forget_person, rows_of_person
from tests.bot.learn.practised import GUILD, Desk, actions, labels, text
from tests.bot.quiz.rounds_in import opened

SAGA, LETTERS, MESH = "saga", "dead-letter-queue", "service-mesh"


async def knows(desk: Desk, slugs: Sequence[str], person: int = 7) -> None:
    """Let a person answer all questions of patterns rightly, now."""
    memory = review(None, right=True, now=desk.clock())
    async with desk.database.writing() as connection:
        await memories.join(connection, Member(GUILD, person, f"person {person}"))
        for slug in slugs:
            for item in desk.assistant.course.questions[slug]:
                await memories.keep(connection, item.id, {person: memory})


async def test_a_beginner_is_told_how_to_begin(desk: Desk) -> None:
    card = await desk.follow(ShowProgress())
    assert "answered nothing yet" in text(card)
    assert not has_picture(card)
    assert actions(card, Practise)


async def test_progress_names_levels_in_words_and_falls_with_time(desk: Desk) -> None:
    await knows(desk, [SAGA, LETTERS])
    card = text(await desk.follow(ShowProgress()))
    assert "2 of 20 patterns solid" in card
    assert "ana · 2 of 20 solid" in card
    assert "2. Resilience: 1 of 4 solid" in card
    assert "Dead Letter Queue – solid; needs " in card or "Dead Letter Queue – solid\n" in card
    desk.clock.pass_(days=300)
    card = text(await desk.follow(ShowProgress()))
    assert "0 of 20 patterns solid" in card
    assert "questions are due" in card


async def test_beside_a_picture_words_say_how_much_is_remembered(desk: Desk) -> None:
    await knows(desk, [SAGA, LETTERS])
    card = await desk.follow(ShowProgress())
    (picture,) = (block for block in card.blocks if isinstance(block, Picture))
    said = text(Card(card.title, picture.caption))
    assert "Saga solid (100%)" in said
    assert "Resilience: Dead Letter Queue solid (100%) · 3 new" in said


def test_no_share_is_rounded_up_to_the_next_level(asking: Asking) -> None:
    roadmap = asking.guide.roadmap
    known = dict.fromkeys((pattern.slug for pattern in roadmap.patterns), NOTHING)
    shares = {SAGA: 0.648, LETTERS: 0.652, MESH: 0.349}
    own = Own(known | {slug: Mastery(share, 40, 44) for slug, share in shares.items()}, 0, None, frozenset())
    (picture,) = (block for block in progress_card(roadmap, own, "ana").blocks if isinstance(block, Picture))
    said = text(Card((), picture.caption))
    assert "Saga familiar (64%)" in said
    assert "Dead Letter Queue solid (65%)" in said
    assert "Service Mesh learning (34%)" in said


async def test_what_must_not_be_asked_now_is_not_counted_as_due(desk: Desk) -> None:
    await knows(desk, [SAGA])
    questions = desk.assistant.course.questions[SAGA]
    await opened(desk.database, GUILD, desk.clock(), questions[0])
    desk.clock.pass_(days=400)
    own = await desk.assistant.progress.own(desk.member)
    assert (own.due, own.next_due) == (len(questions) - 1, None)
    assert "43 questions are due" in text(await desk.follow(ShowProgress()))


async def test_levels_are_there_for_whoever_draws_them(desk: Desk) -> None:
    await knows(desk, [SAGA])
    own = await desk.assistant.progress.own(desk.member)
    assert list(own.levels) == [pattern.slug for pattern in desk.assistant.asking.guide.roadmap.patterns]
    assert own.levels[SAGA] is Level.SOLID
    assert own.levels[LETTERS] is Level.NEW


async def test_a_path_tells_level_mark_and_reason_at_each_step(desk: Desk) -> None:
    await knows(desk, ["feature-flags"])
    card = await desk.assistant.progress.path(desk.member, MESH)
    lines = text(card).splitlines()
    assert "2. Feature Flags – solid (100%), not read yet. A canary splits" in lines[3]
    assert "4. Service Mesh – new, not read yet" in lines[5]
    assert "By needs only. You have read 0 of 4, and are solid in 1." in text(card)


async def test_a_step_is_marked_and_unmarked(desk: Desk) -> None:
    card = await desk.press(await desk.follow(ShowOwnPath(MESH, full=False)), "I have read Circuit Breaker")
    assert "1. Circuit Breaker – new, read." in text(card)
    desk.restart()
    full = await desk.press(card, "Full path")
    assert "3. Circuit Breaker – new, read. " in text(full)
    assert "You have read 1 of 15" in text(full)
    card = await desk.press(full, "Not read: Circuit Breaker")
    assert "You have read 0 of 15" in text(card)
    assert "I have read Consistency Patterns" in labels(card)


async def test_a_full_path_tells_level_mark_and_reason_at_each_step_too(desk: Desk) -> None:
    await knows(desk, ["feature-flags"])
    card = await desk.assistant.progress.path(desk.member, MESH, full=True)
    lines = text(card).splitlines()
    steps = [line.strip() for line in lines if " – " in line and line.strip()[0].isdigit()]
    assert len(steps) == 15
    assert all("not read yet" in step for step in steps)
    assert "13. Feature Flags – solid (100%), not read yet. A canary splits" in text(card)
    assert "12. Canary Deployment – new, not read yet. The mesh automates" in text(card)
    assert "where no reason stands, nothing here leans on the step" in text(card)
    assert len(text(card)) <= LONGEST_WAY


async def test_marking_twice_is_marking_once(desk: Desk) -> None:
    mark = MarkRead(LETTERS, read=True, goal=SAGA, full=False)
    assert text(await desk.follow(mark)) == text(await desk.follow(mark))


async def test_a_button_from_another_roadmap_says_so(desk: Desk) -> None:
    for action in (
        ShowOwnPath("gone", full=True),
        MarkRead("gone", True, SAGA, False),
        MarkRead(SAGA, True, "gone", False),
    ):
        assert "no longer has that pattern" in text(await desk.follow(action))


async def test_a_team_counts_the_solid_in_each_group_from_three_people_on(desk: Desk) -> None:
    await knows(desk, ["consistency-patterns", "bff"], 1)
    await knows(desk, ["consistency-patterns", "bff"], 2)
    team = await desk.assistant.progress.team(GUILD)
    assert (team.people, dict(team.solid)) == (None, {})
    await knows(desk, ["consistency-patterns"], 3)
    assert (await desk.assistant.progress.team(GUILD)).people is None
    desk.clock.pass_(minutes=5)
    team = await desk.assistant.progress.team(GUILD)
    assert (team.people, team.solid["foundations"], team.solid["resilience"]) == (3, 2, 0)
    assert (await desk.assistant.progress.team(GUILD + 1)).people is None


async def test_whoever_is_forgotten_everywhere_begins_anew(desk: Desk) -> None:
    await knows(desk, [SAGA])
    await desk.answer(await desk.start("bulkhead"), right=True)
    await desk.follow(MarkRead(LETTERS, read=True, goal=SAGA, full=False))
    async with desk.database.writing() as connection:
        assert {"memory", "sitting", "reading"} <= set(await rows_of_person(connection, 7))
        await forget_person(connection, 7, GUILD)
        assert {"memory", "sitting", "reading"} <= set(await rows_of_person(connection, 7))
        await forget_person(connection, 7)
        assert await rows_of_person(connection, 7) == {}
