"""The zones around a spot on the earth, by the principal cities that the zone database gives. Pure."""

from __future__ import annotations

import math
import operator
import re
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

Spot = tuple[float, float]
"""Latitude and longitude in degrees, north and east being positive."""

OFFERED = 3
_HALF_A_YEAR = timedelta(days=182)  # two clocks that agree now and then keep the same summer time, too
_ANGLES = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")  # ISO 6709


def nearest(spot: Spot, now: datetime) -> tuple[str, ...]:
    """Zones whose clocks differ, the one of the nearest principal city first; at most OFFERED."""
    here, cities = _on_globe(spot), _cities()
    chosen: dict[tuple[timedelta | None, ...], str] = {}
    for name in sorted(cities, key=lambda name: (-sum(map(operator.mul, here, cities[name])), name)):
        zone = ZoneInfo(name)
        chosen.setdefault(tuple(at.astimezone(zone).utcoffset() for at in (now, now + _HALF_A_YEAR)), name)
        if len(chosen) == OFFERED:
            break
    return tuple(chosen.values())


def _on_globe(spot: Spot) -> tuple[float, float, float]:
    """The spot as a point on a globe of radius 1: the larger the product of two of them, the nearer they are."""
    latitude, longitude = map(math.radians, spot)
    wide = math.cos(latitude)
    return wide * math.cos(longitude), wide * math.sin(longitude), math.sin(latitude)


@cache
def _cities() -> dict[str, tuple[float, float, float]]:
    """Each zone's principal city on the globe."""
    known = available_timezones()
    lines = (files("tzdata") / "zoneinfo" / "zone1970.tab").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[2]: _on_globe(_spot(row[1])) for row in rows if row[2] in known}


def _spot(angles: str) -> Spot:
    """`+513030-0000731`: degrees, minutes and sometimes seconds."""
    found = _ANGLES.fullmatch(angles)
    parts = found.groups(default="0") if found else ("0",) * 8
    latitude, longitude = (
        float(f"{sign}1") * (int(degrees) + int(minutes) / 60 + int(seconds) / 3600)
        for sign, degrees, minutes, seconds in (parts[:4], parts[4:])
    )
    return latitude, longitude
