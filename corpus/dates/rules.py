"""The shapes of English time expressions, layer over layer, each with its reading; `grammar` reads the shapes."""

from __future__ import annotations

from collections.abc import Callable

from corpus.dates import points, ranges, turns
from corpus.dates import readings as read
from corpus.dates.grammar import Layer, Rule, rule
from corpus.dates.spans import Span

# A month or a year alone is a time after "in" and the like. "May" and "march" behind the others may be a name or a
# verb ("after May resigned") and must have no plain word behind them.
_SURE = "in|over|op"
_EDGES = "since|until|through|before|after|by|from|between|of"
_CLOCK_EDGES = "at|since|until|through|before|after|by|from|between|op"
# After these, "may 5", "3/5" or "Christmas" is a date.
_DAYLIKE = "on|at|about|since|until|before|after|by|from|to|between|and|op|over|comma|WEEKDAY"
# Before these, "the 14th" is a day.
_DAY_EDGES = "on|since|until|before|after|by|from|between|op"
_NOT_A_DAY = (
    "word / name / dash / unit / units / days / half / century / clock_unit / masthead / of / NTH / holiday / weekday"
    " / season / MONTH / count"
)
_FEW = "PLAIN? PLAIN? PLAIN? PLAIN? PLAIN?"
_COUNTED = "bad_year / word / name / count / pair / score"
_OF_PERIOD = "of the? PERIOD|TURN|past / in the? MONTH|year"
_NAMED = "name / masthead / daypart name / year"


def _amounts(
    shape: str, read: Callable[..., Span | None], *, unless_left: str = "", unless_right: str = ""
) -> list[Rule]:
    """A rule for each way to write AMOUNT: "two", "a", "a couple of"."""
    ways = (shape.replace("AMOUNT", amount) for amount in ("number=number|a of?", "_=a number of?"))
    return [rule(way, read, unless_left=unless_left, unless_right=unless_right) for way in ways]


def _dates(shape: str) -> list[Rule]:
    """A month and a day in either order: "may 5" and "5 may" need a word before them or nothing countable behind."""
    return [
        rule(shape.replace("MONTH", "month|may"), points.day_of_month, unless_left="in", unless_right="bad_year"),
        rule(shape, points.day_of_month, left=_DAYLIKE, unless_right="bad_year"),
        rule(shape, points.day_of_month, unless_right=_COUNTED),
    ]


LAYERS = (
    # What needs nothing but now, or stands whole: last week, the past two days, two weeks ago, 2024-05-14, the 1990s.
    Layer(
        rule("_=this? turn=TURN unit", turns.turn_of_unit, unless_right=_OF_PERIOD),
        rule("turn=TURN unit=century", turns.turn_of_unit),
        rule("the turn=following unit", turns.turn_of_unit),
        rule("the unit", turns.this_weekend, left="over|on|at|since|until|before|after|from", unless_right="of"),
        rule("the? unit _=before turn=last", turns.second_turn),
        rule("the? unit _=after turn=next", turns.second_turn),
        rule("turn=past unit", turns.turn_of_unit, left="of"),
        rule("the? _=this? _=past unit=UNIT", turns.one_back, unless_left="of", made="stretch"),
        rule("the _=last unit=UNIT", turns.one_back, unless_right="of / in the? MONTH|year", made="stretch"),
        rule("the? _=this? _=last|past|previous number of? unit=UNIT", turns.stretch_back, made="stretch"),
        rule("the? _=next number of? unit=UNIT", turns.stretch_ahead, made="stretch"),
        rule("the? number _=next unit=UNIT", turns.stretch_ahead, made="stretch"),
        *_amounts("AMOUNT unit=UNIT ago", turns.units_ago, unless_left="half"),
        rule("_=half _=a? unit ago", turns.half_ago),
        *_amounts("AMOUNT unit=UNIT hence", turns.units_ahead),
        *_amounts("AMOUNT unit=UNIT from now", turns.units_ahead),
        *_amounts("in AMOUNT unit=UNIT", turns.units_ahead, unless_right="of"),
        *_amounts("AMOUNT unit=UNIT from _=today", turns.units_from_today),
        rule("number weekday=weekday|weekdays ago", turns.weekdays_ago),
        rule("number weekday=weekday|weekdays from now", turns.weekdays_ahead),
        rule("_=clip? today", turns.this_day, unless_left="badge|quote", unless_right="masthead"),
        rule("part=soft? tonight", read.this_night, unless_right="masthead"),
        rule("date", points.written_date),
        rule("decade", read.decade, left=f"the|{_SURE}|{_EDGES}"),
        rule("decade", read.decade, alone=True),
        rule("part=soft dash? decade", read.decade),
        rule("decade=nineties", read.decade, left="the"),
        rule("decade=nineties", read.decade, alone=True),
        rule("the part=soft dash? decade=nineties", read.decade),
        rule("ordinal dash? _=century", read.century),
        rule("the? unit year", points.named_year),
    ),
    # What a year completes: March 2023, summer of last year, Q3 2023, Christmas 2022.
    Layer(
        rule("month=MONTH comma? of? annual=YEAR", read.month_of_year, unless_right="bc", made="month_span"),
        rule("season of? annual=YEAR", read.season_of_year),
        rule("holiday of|in|comma? annual=YEAR", read.holiday_of_year, unless_left="badge|name"),
        rule("quarter of|in|comma|dash? annual=YEAR", read.quarter),
        rule("the? number=ordinal dash? unit=unit|half of|in? annual=YEAR", read.nth_quarter),
    ),
    # Days, and what is counted within a period: 14 May, Monday last week, the second week of May, 3 to 10 May.
    Layer(
        rule("month=MONTH the? day=NTH comma? annual=YEAR", points.day_of_month),
        rule("month=MONTH day=number", points.day_of_month, left="in", unless_right=_COUNTED),
        *_dates("month=MONTH the? day=NTH"),
        *_dates("the? day=NTH of? month=MONTH"),
        rule("the? day=NTH of? month=month_span", points.day_of_month),
        rule("the? day=NTH of the? month=other_span", points.day_of_month),
        rule("the? day=NTH of? month=MONTH comma? annual=YEAR", points.day_of_month),
        rule("the? day=ordinal _=days of the? month=other_span|month_span|MONTH", points.day_of_month),
        rule("weekday=WEEKDAY comma? the? day=ordinal", read.weekday_the_nth, unless_right="of|MONTH|word|name"),
        rule("weekday=WEEKDAY comma? of|in|from|on? the? week=week_span", read.weekday_of_week),
        rule("week=week_span comma? on? weekday", read.weekday_of_week),
        rule("the? number=ordinal|last weekday of|in the? period=PERIOD", read.nth_weekday_of),
        rule("the? number=ordinal|last unit=unit|days|half of|in the? period=PERIOD", read.nth_of),
        rule("the? number=ordinal backwards=last unit=unit|days of|in the? period=PERIOD", read.nth_of),
        rule("_=this? turn=TURN|past weekday=WEEKDAY", turns.turn_of_weekday, unless_right="MONTH"),
        rule("the? weekday _=after _=next", turns.weekday_after_next),
        rule("turn=TURN month=month|may", turns.turn_of_month, unless_right="number|ordinal"),
        rule("turn=last|next month=maybe_month", turns.turn_of_month, unless_right="number|ordinal"),
        rule("month=MONTH _=after _=next", turns.month_after_next),
        rule("turn=TURN|past season", turns.turn_of_season, unless_right="name"),
        rule("turn=TURN|past holiday", turns.turn_of_holiday),
        rule("holiday unit", turns.weekend_of_holiday),
        rule("the? first=NTH TO the? second=NTH of? month=MONTH|month_span", ranges.days_of_month),
        rule("between the? first=NTH and the? second=NTH of? month=MONTH|month_span", ranges.days_of_month),
        rule("month=MONTH the? first=NTH TO the? second=NTH", ranges.days_of_month),
        rule("month=MONTH the? first=NTH TO the? second=NTH comma? annual=YEAR", ranges.days_of_month),
        rule("between month=MONTH the? first=NTH and the? second=NTH", ranges.days_of_month),
        rule("between month=MONTH the? first=NTH and the? second=NTH comma? annual=YEAR", ranges.days_of_month),
        rule("month=MONTH pair=pair|score", ranges.pair_of_month),
        rule("month=MONTH pair=pair|score comma? annual=YEAR", ranges.pair_of_month),
        rule("pair=pair|score of? month=MONTH|month_span", ranges.pair_of_month),
        rule("first=month|may dash second=month|may|month_span", ranges.between),
        rule("first=year dash second=year", ranges.years_between),
    ),
    # Parts and neighbours of these, and what is a time only beside the right words: in March, on Monday, the 14th.
    Layer(
        rule("part=soft dash? of|in? the? period=PERIOD", read.part_of),
        rule("part=edge of about? the? period=PERIOD", read.part_of),
        rule("part=edge period=year", read.part_of, left="at|by|until|since|before|after|over"),
        rule("clip period=week_span|year_span|other_span", read.clipped),
        *_amounts("AMOUNT unit=UNIT op=after|before|from day=DAY", read.offset_from),
        rule("the? unit=UNIT op=after|before day=DAY", read.unit_beside),
        rule("the? number=ordinal? weekday op=after|before day=DAY", read.weekday_beside),
        rule("the? unit of the? day=DAY", read.week_of),
        rule("weekday=WEEKDAY comma? the? day=day_span", read.weekday_and_day),
        rule("day=day_span comma? weekday=WEEKDAY", read.weekday_and_day),
        rule("month", turns.latest_month, left=f"{_SURE}|{_EDGES}", unless_right="bad_year"),
        rule("month=may|maybe_month", turns.latest_month, left=_SURE, unless_right="bad_year"),
        rule("month=MONTH", turns.latest_month, left=f"{_EDGES}|about", unless_right=_COUNTED),
        rule("month=MONTH", turns.latest_month, alone=True),
        rule("year", points.plain_year, left=f"{_SURE}|since|until|before|after|by|from|between", unless_right="bc"),
        rule("year", points.plain_year, left="of|about", unless_right="bc / word / name"),
        rule("year", points.plain_year, alone=True),
        rule("weekday", turns.latest_weekday, unless_left="badge", unless_right=_NAMED),
        rule("weekday=short_weekday", turns.latest_weekday, left="on|op|since|until|before|after|between"),
        rule("weekday=short_weekday", turns.latest_weekday, alone=True),
        rule("the? holiday", turns.latest_holiday, left=_DAYLIKE),
        rule("holiday", turns.latest_holiday, alone=True),
        rule("pair", points.short_date, left=_DAYLIKE),
        rule("pair=pair|score", points.short_date, alone=True),
        rule("quarter", read.quarter, left=f"{_SURE}|{_EDGES}"),
        rule("quarter", read.quarter, alone=True),
        rule("the? number=ordinal dash? unit", read.nth_quarter, alone=True),
        rule("the? season", turns.latest_season, left=f"{_SURE}|since|until|before|after|by", unless_right="of / name"),
        rule("season", turns.latest_season, alone=True),
        rule("the day=ordinal", points.day_alone, left=_DAY_EDGES, unless_right=_NOT_A_DAY),
        rule("day=ordinal", points.day_alone, left="on|since|until|before", unless_right=_NOT_A_DAY),
        rule("the day=NTH", points.day_alone, alone=True),
    ),
    # Hours: yesterday evening, 5pm on Monday, since noon.
    Layer(
        rule("day=DAY comma? at|in|for? the? clock", points.clock_of),
        rule("clock comma? on|of? the? day=DAY", points.clock_of),
        rule("day=DAY comma? in|at? the? part=soft? in? the? daypart", read.daypart_of),
        rule("the? daypart of|on the? day=DAY", read.daypart_of),
        rule("turn=this|last daypart", read.turn_of_daypart),
        rule("part=soft turn=last daypart", read.turn_of_daypart),
        rule("from|between? the? first=clock TO|and the? second=clock on|of? the? day=DAY", read.clocks_of),
        rule("clock", points.clock_time, left=_CLOCK_EDGES),
    ),
    # Ranges: from 3 May to 2 June, between March and June, on Monday and Tuesday.
    Layer(
        rule("between the? first=POINT and the? second=POINT", ranges.between),
        rule("from|since the? first=POINT TO the? second=POINT", ranges.between),
        rule("first=SPAN TO the? second=POINT", ranges.between),
        rule("first=SPAN and|or the? second=SPAN", ranges.both),
    ),
    # With the word before them: since March, before last week, after:2024-05-01, in March.
    Layer(
        rule("op=since|after|before|until|through|by the? point=SPAN", ranges.open_from, made="phrase"),
        rule("op=op the? point=POINT", ranges.operated, made="phrase"),
        rule("begin=op the? first=POINT end=op the? second=POINT", ranges.operated_between, made="phrase"),
        rule("begin=since|after first=POINT and|comma? end=BEFORE second=POINT", ranges.open_between, made="phrase"),
        rule("from the? span=SPAN onwards", ranges.onwards_from, made="phrase"),
        rule("as of the? span=SPAN", ranges.unchanged, made="phrase"),
        rule("in|on|at|over|for|about|from|of? the? span=SPAN", ranges.unchanged, made="phrase"),
    ),
    # After what happened then: since the election on 3 November.
    Layer(
        rule(f"op=SINCE PLAIN {_FEW} span=phrase", ranges.around_event, made="phrase", tail=True),
    ),
)
