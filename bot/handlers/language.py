"""The language that the bot speaks in a chat: `/language`, its buttons, and what may be typed behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.desk import Desk
from bot.handlers.replies import say, show
from bot.handlers.rights import may
from bot.looks import keyboard
from bot.looks.markup import bold, code, join, text
from bot.model import Button, Place, Press, Reply, Said
from bot.words import ENGLISH, LANGUAGES, _, marked, speaking, spoken

ADMINS = marked("Only administrators of this group can change its language.")
_SPOKEN = tuple(LANGUAGES)


def language(said: Said, desk: Desk) -> Reply:
    """`/language`: a button for each; `/language de` and `/language Deutsch` change it at once."""
    wanted = _meant(said.text)
    if not wanted:
        return _choice()
    if not may(said.place, desk, private=said.private):
        return say(_(ADMINS))
    return _changed(said.place, wanted, desk)


def pressed(press: Press, number: int, desk: Desk) -> Reply:
    """A language's button."""
    if not may(press.place, desk, private=press.private):
        return say(_(ADMINS))
    if number >= len(_SPOKEN):
        return _choice()
    return replace(_changed(press.place, _SPOKEN[number], desk), instead=True)


def _meant(typed: str) -> str:
    """The language that was typed, by its code or its name in itself, in English or as now spoken; "" for none of ours."""
    given = typed.strip().casefold()
    return next((code for code in LANGUAGES if given and given in (code, *_names(code))), "")


def _names(code: str) -> list[str]:
    from babel import Locale  # noqa: PLC0415  (who never types one needs none of it)

    abroad = (str(Locale.parse(tongue).languages.get(code, "")) for tongue in {ENGLISH, spoken()})
    return [name.casefold() for name in (LANGUAGES[code], *abroad)]


def _choice() -> Reply:
    flat = [Button(name, f"1:speak:{number}") for number, name in enumerate(LANGUAGES.values())]
    typed = join((text(_("Or in one line: ")), code(f"/language {spoken()}")))
    return show(bold(_("Which language shall I speak here?")), typed, buttons=keyboard.rows(flat, 2))


def _changed(place: Place, wanted: str, desk: Desk) -> Reply:
    desk.choices.set_language(place, wanted)
    with speaking(wanted):
        return say(_("I speak English here now. Articles are quoted as they were written."))


VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {"speak": pressed}
