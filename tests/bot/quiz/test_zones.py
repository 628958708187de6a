import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.atlas import atlas, fold
from bot.quiz.places import ABBREVIATIONS, OTHER_COUNTRIES, OTHER_PLACES, RULES_NAMED, WELL_KNOWN
from bot.quiz.zones import MOST, Ambiguous, Offset, Unknown, Zone, explain, find_zones, label, zone_called
from knowledge.languages import texts_in

ENGLISH = texts_in("english")

WINTER = datetime(2026, 1, 15, 14, 42, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 14, 42, tzinfo=UTC)
ODD = {"Factory"}
OFFERED = {place.zone for place in atlas().places}


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("berlin", "Europe/Berlin"),
        ("Ber", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("new_york", "America/New_York"),
        ("york", "America/New_York"),
        ("kolkata", "Asia/Kolkata"),
        ("calcutta", "Asia/Kolkata"),
        ("saigon", "Asia/Ho_Chi_Minh"),
        ("kiev", "Europe/Kyiv"),
        ("São Paulo", "America/Sao_Paulo"),
        ("N'Djamena", "Africa/Ndjamena"),
        ("indiana knox", "America/Indiana/Knox"),
        ("san fran", "America/Los_Angeles"),
        ("munich", "Europe/Berlin"),
        ("germany", "Europe/Berlin"),
        ("de", "Europe/Berlin"),
        ("india", "Asia/Kolkata"),
        ("south korea", "Asia/Seoul"),
        ("uk", "Europe/London"),
        ("usa", "America/New_York"),
        ("pacific", "America/Los_Angeles"),
        ("eastern", "America/New_York"),
        ("US/Mountain", "America/Denver"),
        ("est", "America/New_York"),
        ("jst", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("gmt", "UTC"),
        ("amstredam", "Europe/Amsterdam"),
        ("new yrok", "America/New_York"),
        ("berlim", "Europe/Berlin"),
        ("zurih", "Europe/Zurich"),
        ("germny", "Europe/Berlin"),
    ],
)
def test_what_is_typed_leads_to_its_zone_first(typed: str, zone: str) -> None:
    assert find_zones(typed, WINTER)[0] == zone


def test_utc_and_well_known_cities_are_offered_before_anything_is_typed() -> None:
    offered = find_zones(" ", WINTER)
    assert offered[0] == "UTC"
    assert len(offered) == MOST
    assert {"Europe/Berlin", "America/New_York", "Asia/Kolkata"} < set(offered)


def test_a_region_offers_its_well_known_cities_first() -> None:
    assert find_zones("europe/", WINTER)[:3] == ["Europe/London", "Europe/Paris", "Europe/Berlin"]


def test_what_is_like_nothing_offers_nothing() -> None:
    assert find_zones("xyzzy", WINTER) == []
    assert find_zones("?!", WINTER)[0] == "UTC"


def test_a_typed_offset_offers_the_zones_that_are_at_it_then_those_that_will_be() -> None:
    winter, summer = (find_zones("UTC+2", now) for now in (WINTER, SUMMER))
    assert winter.index("Africa/Cairo") < winter.index("Europe/Berlin")
    assert summer.index("Europe/Berlin") < summer.index("Africa/Cairo")
    assert find_zones("GMT+0", WINTER)[:2] == ["UTC", "Europe/London"]


@given(st.text("abeginorstuz /_+-0123'éß", max_size=12) | st.text(max_size=40))
def test_any_text_offers_known_zones_once_and_has_an_outcome(typed: str) -> None:
    offered = find_zones(typed, SUMMER)
    assert len(offered) == len(set(offered)) <= MOST
    assert set(offered) <= OFFERED
    match zone_called(typed, SUMMER):
        case Zone(name=name):
            assert name in OFFERED
        case refused:
            assert explain(refused, ENGLISH).startswith(f'"{typed.strip()}" is')


def test_a_label_shows_the_clock_there() -> None:
    assert label("Europe/Berlin", WINTER, ENGLISH) == "Europe/Berlin (UTC+1, 15:42 there)"
    assert label("Europe/Berlin", SUMMER, ENGLISH) == "Europe/Berlin (UTC+2, 16:42 there)"
    assert label("Asia/Kolkata", WINTER, ENGLISH) == "Asia/Kolkata (UTC+5:30, 20:12 there)"
    assert label("America/St_Johns", WINTER, ENGLISH) == "America/St_Johns (UTC−3:30, 11:12 there)"
    assert label("Europe/London", WINTER, ENGLISH) == "Europe/London (UTC+0, 14:42 there)"
    assert label("UTC", WINTER, ENGLISH) == "UTC (14:42 now)"
    assert max(len(label(zone, WINTER, ENGLISH)) for zone in OFFERED) <= 100


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/berlin ", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("EST5EDT", "America/New_York"),
        ("Japan", "Asia/Tokyo"),
        ("berlin", "Europe/Berlin"),
        ("san francisco", "America/Los_Angeles"),
        ("india", "Asia/Kolkata"),
        ("UTC", "UTC"),
        ("gmt", "UTC"),
        ("Z", "UTC"),
        ("Etc/UTC", "UTC"),
        ("UTC+0", "UTC"),
        ("-00:00", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_name_an_older_one_or_its_city(typed: str, zone: str) -> None:
    assert zone_called(typed, WINTER) == Zone(zone)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("BST", '"BST" is ambiguous. Pick a city: Europe/London, Asia/Dhaka, Pacific/Bougainville or UTC.'),
        ("IST", '"IST" is ambiguous. Pick a city: Asia/Kolkata, Europe/Dublin, Asia/Jerusalem or UTC.'),
        ("Georgia", '"Georgia" is ambiguous. Pick a city: Asia/Tbilisi, America/New_York or UTC.'),
        ("korea", '"korea" is ambiguous. Pick a city: Asia/Pyongyang, Asia/Seoul or UTC.'),
        ("+5:45", '"+5:45" is an offset, which ignores clock changes. Pick a city: Asia/Kathmandu or UTC.'),
        ("+0:17", '"+0:17" is an offset, which ignores clock changes. Pick a city, for example Europe/Berlin, or UTC.'),
        ("jst", '"jst" isn\'t a time zone I know. Closest: Asia/Tokyo.'),
        ("Berlim", '"Berlim" isn\'t a time zone I know. Closest: Europe/Berlin, Europe/Brussels.'),
        ("+25", '"+25" isn\'t a time zone I know. Pick a city, for example Europe/Berlin, or UTC.'),
        ("", '"" isn\'t a time zone I know. Pick a city, for example Europe/Berlin, or UTC.'),
    ],
)
def test_a_refusal_says_why_and_what_to_pick(typed: str, sentence: str) -> None:
    refused = zone_called(typed, WINTER)
    assert not isinstance(refused, Zone)
    assert explain(refused, ENGLISH) == sentence


@pytest.mark.parametrize("typed", ["EST", "cst", "IST", "BST", "PST", "MST", "EDT", "CET", "CEST", "EET", "WET"])
def test_an_abbreviation_of_several_clocks_is_ambiguous(typed: str) -> None:
    refused = zone_called(typed, WINTER)
    assert isinstance(refused, Ambiguous)
    assert len(refused.choices) > 1
    assert set(refused.choices) <= set(find_zones(typed, WINTER))


@pytest.mark.parametrize("typed", ["+2", "UTC+2", "utc +02:00", "GMT+2", "+0200", "Etc/GMT-2"])
def test_an_offset_is_no_zone(typed: str) -> None:
    refused = zone_called(typed, SUMMER)
    assert isinstance(refused, Offset)
    assert {"Europe/Berlin", "Africa/Cairo", "Africa/Johannesburg"} <= set(refused.choices)


def test_every_name_in_the_database_is_taken_for_a_zone_with_the_same_clock() -> None:
    weeks = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(weeks=week) for week in range(0, 520, 5)]
    for name in available_timezones() - ODD:
        match zone_called(name, WINTER):
            case Zone(name=today):
                assert all(
                    week.astimezone(ZoneInfo(name)).utcoffset() == week.astimezone(ZoneInfo(today)).utcoffset()
                    for week in weeks
                ), (name, today)
            case Unknown() | Ambiguous():
                assert fold(name) in ABBREVIATIONS
            case Offset():
                assert name.startswith("Etc/GMT")


def test_only_names_of_today_are_offered() -> None:
    assert not OFFERED & {"US/Pacific", "Asia/Calcutta", "EST", "GB", "Etc/UTC", "Etc/GMT+5", *ODD}
    assert not [zone for zone in OFFERED if zone.startswith(("posix/", "right/", "Etc/", "US/"))]


def test_every_place_of_ours_is_in_the_database() -> None:
    ours = {*WELL_KNOWN, *OTHER_PLACES, *RULES_NAMED.values()}.union(*ABBREVIATIONS.values())
    assert ours <= OFFERED
    assert {code.casefold() for code in OTHER_COUNTRIES} <= atlas().by_country.keys()


def test_an_offer_is_made_within_two_milliseconds() -> None:
    typed = ["berlin", "a", "new yrok", "germny", "united states", "+2", "UTC-5", "xyzzyxyzzy", "america/"]
    for text in typed:
        find_zones(text, WINTER)
    slowest = max(min(_seconds(text) for _ in range(5)) for text in typed)
    assert slowest < 0.002


def _seconds(typed: str) -> float:
    start = time.perf_counter()
    for zone in find_zones(typed, WINTER):
        label(zone, WINTER, ENGLISH)
    return time.perf_counter() - start
