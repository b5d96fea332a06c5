"""When digests are due, and how a person may say so."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests import schedule, subscribing, times, zones
from bot.digests.schedule import DAILY, WEEKDAYS, WEEKENDS, Timetable
from bot.looks import phrases
from bot.words import LANGUAGES, _, speaking

BERLIN, NEW_YORK, LORD_HOWE, SANTIAGO, BEIRUT = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Beirut",
)

# (zone, local day, clock) -> the moment in UTC
MOMENTS = {
    "winter": (BERLIN, date(2024, 1, 15), "08:00", "2024-01-15 07:00"),
    "summer": (BERLIN, date(2024, 7, 15), "08:00", "2024-07-15 06:00"),
    "an hour skipped": (BERLIN, date(2024, 3, 31), "02:30", "2024-03-31 01:00"),
    "the first minute after it": (BERLIN, date(2024, 3, 31), "03:00", "2024-03-31 01:00"),
    "the last minute before it": (BERLIN, date(2024, 3, 31), "01:59", "2024-03-31 00:59"),
    "an hour repeated": (BERLIN, date(2024, 10, 27), "02:30", "2024-10-27 00:30"),
    "the minute after it": (BERLIN, date(2024, 10, 27), "03:00", "2024-10-27 02:00"),
    "skipped in New York": (NEW_YORK, date(2024, 3, 10), "02:05", "2024-03-10 07:00"),
    "repeated in New York": (NEW_YORK, date(2024, 11, 3), "01:05", "2024-11-03 05:05"),
    "half an hour skipped on Lord Howe": (LORD_HOWE, date(2024, 10, 6), "02:15", "2024-10-05 15:30"),
    "half an hour repeated on Lord Howe": (LORD_HOWE, date(2024, 4, 7), "01:45", "2024-04-06 14:45"),
    "midnight skipped": (SANTIAGO, date(2024, 9, 8), "00:00", "2024-09-08 04:00"),
    "midnight skipped in Beirut": (BEIRUT, date(2024, 3, 31), "00:30", "2024-03-30 22:00"),
}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "day", "clock", "at"), MOMENTS.values(), ids=MOMENTS)
def test_a_wall_clock_has_one_moment(zone: str, day: date, clock: str, at: str) -> None:
    assert schedule.moment(day, subscribing.minute(clock) or 0, zone) == utc(at)


def test_a_day_that_a_zone_left_out_has_none() -> None:
    assert schedule.moment(date(2011, 12, 30), 480, "Pacific/Apia") is None
    after = schedule.following(Timetable(480, "Pacific/Apia"), utc("2011-12-29 20:00"))
    assert after.day == date(2011, 12, 31)


def test_a_repeated_hour_is_due_once_and_a_skipped_one_too() -> None:
    for zone, first in ((BERLIN, "2024-10-26 12:00"), (BERLIN, "2024-03-30 12:00"), (NEW_YORK, "2024-11-02 12:00")):
        at, days = utc(first), []
        while (found := schedule.following(Timetable(150, zone), at)).at < utc(first) + timedelta(days=3):
            days.append(found.day)
            at = found.at
        assert len(days) == len(set(days)) == 3


def test_chosen_days_are_local_days() -> None:
    sunday_evening_in_utc = utc("2024-05-19 22:00")
    assert schedule.following(Timetable(0, "Asia/Tokyo", (0,)), sunday_evening_in_utc).at == utc("2024-05-26 15:00")
    assert schedule.following(Timetable(480, "Asia/Tokyo", WEEKDAYS), sunday_evening_in_utc).at == utc(
        "2024-05-19 23:00"
    )


def test_what_was_missed_is_current_until_the_local_day_ends() -> None:
    table = Timetable(480, BERLIN)
    assert schedule.current(table, utc("2024-05-16 05:59")) is None
    found = schedule.current(table, utc("2024-05-16 21:59"))
    assert found
    assert (found.day, found.at, found.ends) == (date(2024, 5, 16), utc("2024-05-16 06:00"), utc("2024-05-16 22:00"))
    assert schedule.current(table, utc("2024-05-16 22:00")) is None


def test_a_digest_of_the_last_minute_has_half_an_hour() -> None:
    assert schedule.current(Timetable(1439, "UTC"), utc("2024-05-17 00:20"))
    assert schedule.current(Timetable(1439, "UTC"), utc("2024-05-17 00:29")) is None


QUIET = {
    "before": ((1320, 420), "21:59", None),
    "at the first minute": ((1320, 420), "22:00", "2024-05-17 07:00"),
    "past midnight": ((1320, 420), "01:00", "2024-05-16 07:00"),
    "at the end": ((1320, 420), "07:00", None),
    "within a day": ((540, 600), "09:30", "2024-05-16 10:00"),
    "no length": ((540, 540), "09:00", None),
}


@pytest.mark.parametrize(("hours", "clock", "until"), QUIET.values(), ids=QUIET)
def test_quiet_hours_end(hours: tuple[int, int], clock: str, until: str | None) -> None:
    at = utc(f"2024-05-16 {clock}")
    assert schedule.quiet_until(Timetable(0, "UTC", quiet=hours), at) == (utc(until) if until else None)


def test_a_digest_in_quiet_hours_is_due_at_their_end_and_for_its_own_day() -> None:
    table = Timetable(23 * 60, "UTC", quiet=(1320, 420))
    found = schedule.following(table, utc("2024-05-16 22:30"))
    assert (found.day, found.at) == (date(2024, 5, 16), utc("2024-05-17 07:00"))


@given(
    st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, SANTIAGO, BEIRUT, "Asia/Kathmandu", "Pacific/Apia"]),
    st.integers(0, 1439),
    st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
)
def test_the_next_occurrence_is_later_and_shows_the_clock_unless_it_was_skipped(
    zone: str, minute: int, naive: datetime
) -> None:
    now = naive.replace(tzinfo=UTC)
    found = schedule.following(Timetable(minute, zone), now)
    assert now < found.at <= now + timedelta(days=2, hours=2)
    local = found.at.astimezone(ZoneInfo(zone))
    shown = local.hour * 60 + local.minute
    assert shown == minute or (shown - minute) % 1440 <= 60
    assert found.at < found.ends


# -- as typed -------------------------------------------------------------------------------------

TYPED = {
    "all of it": (
        '"Aid" 08:00 weekdays Europe/Berlin ukraine aid, patriot batteries',
        ("Aid", 480, WEEKDAYS, BERLIN, ("ukraine aid", "patriot batteries")),
    ),
    "the promise": (
        "08:00 Europe/Berlin ukraine aid, patriot batteries",
        ("", 480, DAILY, BERLIN, ("ukraine aid", "patriot batteries")),
    ),
    "a time alone": ("8am", ("", 480, DAILY, "", ())),
    "an offset": ("8am UTC+3 crypto", ("", 480, DAILY, "Etc/GMT-3", ("crypto",))),
    "a city": ("7.30 pm in new york, gaza; iran", ("", 1170, DAILY, NEW_YORK, ("gaza", "iran"))),
    "days after the zone": ("18:00 Kiev mon, wed and fri", ("", 1080, (0, 2, 4), "Europe/Kyiv", ())),
    "a span of days": ("noon fri-mon UTC", ("", 720, (0, 4, 5, 6), "UTC", ())),
    "a topic that is a country": ("8 iran", ("", 480, DAILY, "", ("iran",))),
    "a topic behind a comma": ("8am, berlin", ("", 480, DAILY, "", ("berlin",))),
    "a topic with a year": ("08:00 2024 election", ("", 480, DAILY, "", ("2024 election",))),
    "top stories": ("08:00 Berlin top stories", ("", 480, DAILY, BERLIN, ())),
    "a topic that begins like a day": ("08:00 monetary policy", ("", 480, DAILY, "", ("monetary policy",))),
    "a name that is a short day elsewhere": (
        "8 sam altman, mo salah",
        ("", 480, DAILY, "", ("sam altman", "mo salah")),
    ),
    "days before the time": ("every monday at 7:30 London chips", ("", 450, (0,), "Europe/London", ("chips",))),
    "German": ("7 Uhr werktags Berlin, Haushalt", ("", 420, WEEKDAYS, BERLIN, ("Haushalt",))),
    "German short": ("um 20:00 mo-mi und fr", ("", 1200, (0, 1, 2, 4), "", ())),
    "German weekend": ("20:15 am Wochenende", ("", 1215, (5, 6), "", ())),
    "Spanish": ("a las 8 de lunes a viernes en Madrid ucrania", ("", 480, WEEKDAYS, "Europe/Madrid", ("ucrania",))),
    "French": ("8h30 le lundi et le jeudi à Paris, Gaza", ("", 510, (0, 3), "Europe/Paris", ("Gaza",))),
    "Ukrainian": ("о 8 годині з понеділка по п'ятницю", ("", 480, WEEKDAYS, "", ())),
    "Ukrainian days": ("8:00 по понеділках і п'ятницях", ("", 480, (0, 4), "", ())),
    "Arabic": ("الساعة 8 الاثنين والأربعاء UTC", ("", 480, (0, 2), "UTC", ())),
    "no such time": ("25:00 x", ("", None, DAILY, "", ("25:00 x",))),
    "nothing": ("", ("", None, DAILY, "", ())),
}


@pytest.mark.parametrize(("line", "meant"), TYPED.values(), ids=TYPED)
def test_a_line_is_understood(line: str, meant: tuple[object, ...]) -> None:
    wish = subscribing.read(line)
    assert (wish.name, wish.minute, wish.days or DAILY, wish.zone, wish.topics) == meant


def test_a_city_before_other_words_is_a_topic_where_the_zone_is_known() -> None:
    assert subscribing.read("8 berlin film", settled=True).topics == ("berlin film",)
    assert subscribing.read("8 berlin film").zone == BERLIN


CLOCKS = {
    "8": 480,
    "08:00": 480,
    "8h15": 495,
    "12am": 0,
    "12 pm": 720,
    "24:00": 0,
    "8 Uhr": 480,
    "las 8": None,
    "a las 21:30": 1290,
    "19 h": 1140,
    "midnight": 0,
    "Mitternacht": 0,
    "13pm": None,
    "8:60": None,
}


@pytest.mark.parametrize(("typed", "minute"), CLOCKS.items())
def test_a_clock_is_read(typed: str, minute: int | None) -> None:
    assert subscribing.minute(typed) == minute


PLACES = {
    "UTC+3": "Etc/GMT-3",
    "utc-03:00": "Etc/GMT+3",
    "+5:30": "Asia/Kolkata",
    "UTC+0": "UTC",
    "UTC+99": "",
    "são paulo": "America/Sao_Paulo",
    "Sao_Paulo": "America/Sao_Paulo",
    "KIEV": "Europe/Kyiv",
    "PST": "America/Los_Angeles",
    "St. John's": "America/St_Johns",
    "Washington D.C.": "America/New_York",
    "europe/berlin": BERLIN,
    "iran": "",
    "mars": "",
}


@pytest.mark.parametrize(("typed", "name"), PLACES.items())
def test_a_zone_is_found_by_what_people_type(typed: str, name: str) -> None:
    assert zones.find(typed) == name


@pytest.mark.parametrize(
    ("language", "typed", "name"),
    [
        ("de", "Kiew", "Europe/Kyiv"),
        ("es", "Nueva York", NEW_YORK),
        ("fr", "Le Caire", "Africa/Cairo"),
        ("uk", "Київ", "Europe/Kyiv"),
        ("ar", "بيروت", BEIRUT),
        ("en", "Kiew", ""),
        ("de", "Unbekannt", ""),
    ],
)
def test_a_city_is_known_as_it_is_called_in_the_language_spoken(language: str, typed: str, name: str) -> None:
    with speaking(language):
        assert zones.find(typed) == name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", [DAILY, WEEKDAYS, WEEKENDS, (0,), (1, 3), (2, 4, 6)])
def test_days_are_read_as_the_bot_itself_names_them(language: str, chosen: tuple[int, ...]) -> None:
    with speaking(language):
        assert times.days(re.sub("[\u2068\u2069]", "", phrases.days(chosen))) == (chosen, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_top_stories_are_known_by_their_name_in_each_language(language: str) -> None:
    with speaking(language):
        assert subscribing.topics(_("top stories")) == ()
        assert subscribing.is_top(f"1 09:30 {_('Top stories')}")
    assert not subscribing.is_top("1 09:30 ukraine aid")


def test_every_zone_that_is_offered_exists() -> None:
    for language in ("de", "en-US", "pt-br", "zz", ""):
        offered = zones.offered(language, BERLIN)
        assert offered[0] == BERLIN
        assert all(zones.find(name) == name for name in offered)
