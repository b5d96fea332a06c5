"""A zone from what a person types: a name of the zone database, a city, an offset from UTC, or their language. Pure."""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import cache
from zoneinfo import available_timezones

from bot.words import ENGLISH, spoken

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(00|30|45))?", re.IGNORECASE)
_ASIDE = re.compile(r"^(?:(?:i am|i['’]m|we are|i live) )?in\s+|\s+time$", re.IGNORECASE)
# Offsets that are no whole hours, each with a zone that keeps it all year.
_ODD = {
    "+3:30": "Asia/Tehran",
    "+4:30": "Asia/Kabul",
    "+5:30": "Asia/Kolkata",
    "+5:45": "Asia/Kathmandu",
    "+6:30": "Asia/Yangon",
    "+8:45": "Australia/Eucla",
    "+9:30": "Australia/Darwin",
    "-9:30": "Pacific/Marquesas",
}
# What people type that is not the last part of a zone's name. No countries: those are topics.
_TYPED = {
    "Europe/Berlin": "munich munchen hamburg cologne koln frankfurt stuttgart leipzig dresden cet cest",
    "Europe/London": "manchester birmingham edinburgh glasgow bst",
    "Europe/Paris": "lyon marseille toulouse nice",
    "Europe/Madrid": "barcelona valencia seville",
    "Europe/Rome": "milan naples turin florence",
    "Europe/Kyiv": "kiev lviv львів odesa odessa одеса kharkiv харків dnipro дніпро",
    "Europe/Moscow": "msk st_petersburg saint_petersburg",
    "Europe/Warsaw": "krakow gdansk wroclaw",
    "Europe/Zurich": "geneva geneve genf basel bern",
    "Europe/Amsterdam": "rotterdam the_hague",
    "Europe/Brussels": "antwerp",
    "Europe/Athens": "eet eest",
    "Europe/Istanbul": "ankara",
    "America/New_York": "washington washington_dc boston miami atlanta philadelphia nyc et est edt eastern",
    "America/Chicago": "houston dallas austin minneapolis new_orleans ct cst cdt central",
    "America/Denver": "salt_lake_city mt mst mdt mountain",
    "America/Los_Angeles": "san_francisco seattle san_diego la portland las_vegas pt pst pdt pacific",
    "America/Toronto": "ottawa montreal",
    "America/Sao_Paulo": "rio rio_de_janeiro brasilia",
    "Asia/Shanghai": "beijing shenzhen guangzhou",
    "Asia/Kolkata": "delhi new_delhi mumbai bangalore bengaluru chennai hyderabad ist",
    "Asia/Tokyo": "osaka kyoto jst",
    "Asia/Seoul": "busan kst",
    "Asia/Jerusalem": "tel_aviv haifa",
    "Asia/Dubai": "abu_dhabi",
    "Asia/Karachi": "lahore islamabad",
    "Asia/Ho_Chi_Minh": "hanoi saigon",
    "Australia/Sydney": "canberra aest aedt",
    "Africa/Johannesburg": "cape_town pretoria",
    "Africa/Lagos": "abuja",
    "Africa/Cairo": "alexandria",
    "UTC": "utc gmt z zulu",
}
_LANGUAGES = {
    "de": "Europe/Berlin",
    "en-gb": "Europe/London",
    "en-us": "America/New_York",
    "en": "Europe/London",
    "fr": "Europe/Paris",
    "es": "Europe/Madrid",
    "it": "Europe/Rome",
    "uk": "Europe/Kyiv",
    "ru": "Europe/Moscow",
    "pl": "Europe/Warsaw",
    "nl": "Europe/Amsterdam",
    "pt": "Europe/Lisbon",
    "pt-br": "America/Sao_Paulo",
    "tr": "Europe/Istanbul",
    "ar": "Africa/Cairo",
    "fa": "Asia/Tehran",
    "he": "Asia/Jerusalem",
    "hi": "Asia/Kolkata",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "zh-hans": "Asia/Shanghai",
    "zh": "Asia/Shanghai",
    "vi": "Asia/Ho_Chi_Minh",
    "id": "Asia/Jakarta",
    "el": "Europe/Athens",
    "cs": "Europe/Prague",
    "sv": "Europe/Stockholm",
    "fi": "Europe/Helsinki",
    "ro": "Europe/Bucharest",
    "hu": "Europe/Budapest",
}
_COMMON = (
    "Europe/London",
    "Europe/Berlin",
    "Europe/Kyiv",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "UTC",
)


def find(typed: str) -> str:
    """The zone that `typed` names, such as "Europe/Berlin", "new york", "Kiev", "UTC+3" or "5:30"; "" for none.

    Its city may be called as in the language that is spoken now: "Kiew", "Київ".
    """
    key = _key(typed)
    return offset(typed) or _names().get(key) or _translated(spoken()).get(key, "")


def place(typed: str) -> str:
    """The zone that a whole message names as where somebody is: "Lima", "in Lima, Peru", "Berlin time"; "" for none."""
    told = _ASIDE.sub("", typed.strip(" .!")).strip()
    return find(told) or find(told.partition(",")[0])


def number(name: str) -> int:
    """A zone as a button carries it, the same in every version of the zone database."""
    return zlib.crc32(name.encode())


def numbered(number_: int) -> str:
    """The zone of that number; "" for none."""
    return next((name for name in available_timezones() if number(name) == number_), "")


def exact(typed: str) -> bool:
    """Whether it can only mean a zone: it holds a slash, or is an offset."""
    return bool(offset(typed)) or ("/" in typed and bool(find(typed)))


def offset(typed: str) -> str:
    """The zone of an offset such as "UTC+3" or "+5:30"; "" for anything else. Etc's names count the other way round."""
    found = _OFFSET.fullmatch(typed.strip())
    if found is None:
        return ""
    sign, hours, minutes = found[1], int(found[2]), found[3] or "00"
    if minutes != "00":
        return _ODD.get(f"{sign}{hours}:{minutes}", "")
    name = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"
    return name if name in available_timezones() else ""


def offered(language: str, *known: str) -> tuple[str, ...]:
    """Zones to choose from, likeliest first: those `known`, the language's, and some where many people live."""
    code = language.lower()
    spoken = _LANGUAGES.get(code) or _LANGUAGES.get(code.partition("-")[0], "")
    return tuple(dict.fromkeys(name for name in (*known, spoken, *_COMMON) if name))[:6]


def label(name: str) -> str:
    """`Berlin` for `Europe/Berlin`, `UTC+3` for `Etc/GMT-3`."""
    if name.startswith("Etc/GMT"):
        sign = {"-": "+", "+": "−"}.get(name[7:8], "")
        return f"UTC{sign}{name[8:]}"
    return name.rpartition("/")[2].replace("_", " ")


@cache
def _names() -> dict[str, str]:
    """Every way to write a zone: its whole name, its last part, and what people type instead."""
    zones = sorted(available_timezones(), key=lambda name: (name.count("/") != 1, name.startswith("Etc/"), name))
    names: dict[str, str] = {}
    for name in zones:
        if name.startswith("Etc/GMT") or "/" not in name:  # the names in one part are old ones of countries
            continue
        names.setdefault(_key(name), name)
        names.setdefault(_key(name.rpartition("/")[2]), name)
    typed = {_key(word): name for name, words in _TYPED.items() for word in words.split()}
    return {**names, **typed}


@cache
def _translated(language: str) -> dict[str, str]:
    """The zones by their cities in a language, where they are not called as in English."""
    if language == ENGLISH:
        return {}
    from babel import Locale  # noqa: PLC0415  (English needs none of it)

    known = available_timezones()
    cities = ((name, told.get("city", "")) for name, told in Locale.parse(language).time_zones.items())
    return {
        _key(city): _names().get(_key(name.rpartition("/")[2]), name) for name, city in cities if city and name in known
    }


def _key(typed: str) -> str:
    """Without case, accents, apostrophes, full stops and the ways of writing a gap: "st johns"."""
    plain = unicodedata.normalize("NFKD", typed.strip().casefold())
    return re.sub(r"[\s_-]+", " ", "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'’"))


def named(name: str) -> str:
    """`Europe/Berlin`, and `UTC+3` for `Etc/GMT-3`, whose own name says the opposite."""
    return label(name) if name.startswith("Etc/") else name
