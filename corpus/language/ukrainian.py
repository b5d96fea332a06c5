"""Ukrainian words without their endings: one stem for the seven cases of a noun, the genders of an adjective and a verb's past.

Snowball knows Russian alone, whose endings and letters are others. This is no grammar: it takes one ending off, and folds the
vowels that change with it (Харків, Харкова; рік, року). Some words meet that should not; without it the cases of a name
would never meet.
"""

from __future__ import annotations

import re

SHORTEST = 3  # letters that an ending leaves

_REFLEXIVE = re.compile(r"(?:ся|сь)$")
# The longest that fits goes; each group is of one kind of word.
_ENDINGS = """
    ами ями ьми ові еві єві ів їв ам ям ах ях ом ем єм ою ею єю ей ій ий їй ої єї ого ього ому ьому им їм ім их їх іх ими іми їми
    ала яла ила їла іла ула али яли или їли іли ули ало яло ило їло іло уло ав яв ив їв ів ув ати яти ити їти іти ути
    ає яє ує ює ають яють ують юють ить їть ять ать
    ення ання іння ень ань
    а я у ю о е є и і ї ь й
"""
_LONGEST_FIRST = sorted(_ENDINGS.split(), key=len, reverse=True)
_CLOSED = re.compile(r"[ії](?=[^аеєиіїоуюя]+$)")  # the vowel of a closed last syllable: Харків, but Харкова
_POSSESSIVE = re.compile(r"(?:ов|ев|єв)$")


def stem(word: str) -> str:
    """The stem of a word in lower case; the word itself where it is too short to have lost an ending."""
    bare = _REFLEXIVE.sub("", word) if len(word) > SHORTEST + 3 else word
    for ending in _LONGEST_FIRST:
        if bare.endswith(ending) and len(bare) - len(ending) >= SHORTEST:
            bare = bare[: -len(ending)]
            break
    opened = _CLOSED.sub(lambda vowel: "о" if vowel[0] == "і" else "є", bare)
    short = _POSSESSIVE.sub("", opened)
    return short if len(short) >= SHORTEST else opened
