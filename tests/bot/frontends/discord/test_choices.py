"""What is offered while somebody types keeps to Discord's limits, whatever was found."""

from bot.frontends.discord.choices import choices


def test_at_most_25_choices_of_at_most_100_characters_are_offered() -> None:
    offered = choices((f"{place} {'x' * 200}", str(place)) for place in range(40))
    assert [choice.value for choice in offered] == [str(place) for place in range(25)]
    assert {len(choice.name) for choice in offered} == {100}
