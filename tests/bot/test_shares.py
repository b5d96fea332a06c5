"""A fair share for each person: heard, told once, not heard, heard again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.incoming.shares import PEOPLE, Bucket, Shares, Verdict, drawn

NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)
HEARD, TOLD, UNHEARD = Verdict.HEARD, Verdict.TOLD, Verdict.UNHEARD


def test_who_sends_too_much_is_told_once_and_then_not_heard() -> None:
    shares = Shares(3)
    assert [shares.draw(1, NOW) for _ in range(6)] == [HEARD, HEARD, HEARD, TOLD, UNHEARD, UNHEARD]
    assert shares.draw(2, NOW) is HEARD  # nobody else is held up


def test_a_quarter_of_a_minute_later_they_are_heard_again_but_not_told_again() -> None:
    shares = Shares(8)
    for _ in range(9):
        shares.draw(1, NOW)
    assert shares.draw(1, NOW + timedelta(seconds=14)) is UNHEARD
    later = NOW + timedelta(seconds=16)
    assert [shares.draw(1, later) for _ in range(4)] == [HEARD, HEARD, UNHEARD, UNHEARD]
    assert [shares.draw(1, later + timedelta(minutes=2)) for _ in range(9)] == [HEARD] * 8 + [TOLD]


def test_no_limit_is_no_limit() -> None:
    shares = Shares(0)
    assert {shares.draw(1, NOW) for _ in range(1000)} == {HEARD}


def test_no_more_people_are_kept_in_mind_than_memory_should_hold() -> None:
    shares = Shares(1)
    for person in range(PEOPLE + 5):
        shares.draw(person, NOW)
    assert shares.draw(PEOPLE + 4, NOW) is TOLD
    assert shares.draw(0, NOW) is HEARD


@given(st.integers(1, 100), st.lists(st.floats(0, 9), max_size=200))
def test_in_any_minute_no_more_than_two_shares_are_heard(share: int, pauses: list[float]) -> None:
    bucket, now, heard = Bucket(float(share), NOW), NOW, list[datetime]()
    for pause in pauses:
        now += timedelta(seconds=pause)
        bucket, verdict = drawn(bucket, share, now)
        assert 0 <= bucket.tokens <= share
        if verdict is HEARD:
            heard.append(now)
    latest = max(heard, default=NOW)
    assert sum(latest - timedelta(minutes=1) < at for at in heard) <= 2 * share
