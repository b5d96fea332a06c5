"""The noun of the thing that a question asks for ("which airline"), and the lexicon classes that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain, islice, pairwise

from corpus.answering import things
from corpus.language import terms
from corpus.language.cues import Cued
from corpus.language.habits import word_set
from corpus.language.tongues import ENGLISH
from corpus.lexicon import lexicon
from corpus.questions.asking import QUESTION_WORD, sentence

HEAD_WORDS = 8  # words after "which" among which the thing asked for is named

# What stands before the noun for the thing asked for, and whether the noun goes on to the next function word.
_OF = r"(?:(?:type|kind|sort|form|brand|breed|variety|model|genre)s? of (?:an? )?)?"
_IS = r"\b(?:which|what)(?: of the following)?(?:['’]s| is| are| was| were) (?:considered )?"
_ASKING = tuple(
    (Cued(cues, pattern, re.IGNORECASE), whole)
    for cues, pattern, whole in (
        ("name", rf"\bnames? of (?:the|an?|this|that|these) {_OF}", True),
        ("which what", rf"\b(?:which|what) (?:of (?:the|these|those) (?:following )?)?{_OF}(?=\S)", False),
        ("' ’", rf"{_IS}(?=[\w.]+['’]s? )", True),
        ("which what", rf"{_IS}(?:the|its|their|his|her) ", True),
    )
)
_COUNTED = Cued("many", r"\bhow many (?=\S)", re.IGNORECASE)
# Of a text without a question word: "This drink has returned for the season."
_RIDDLE = ((Cued("this these", r"\b(?:this|these) ", re.IGNORECASE), False),)
_WORD = re.compile(r"[$£€]?[^\W_](?:[\w&'’.-]*[\w'’])?|[,;:?!()–—]")
_AUXILIARY = word_set("is are was were did does do has have had will would can could should may might must")
_FUNCTION_WORDS = terms.STOP_WORDS - word_set("most more other own such few many same both all further once")
# Verbs of the news, which end a noun; words with these endings do so where the noun is known.
_VERBS = word_set("""
    beat became began bought broke brought built called came caught chose cut drew faces fell fought found gave got grew held
    hit holds hosts kept known leads led left lost made makes met named owns paid plans put quit ran rose saw sent set shot
    shut sold sought spent stole swept takes took tops wants went wins won wrote
""")
_ENDING = re.compile(r"\w+(?:ed|ly)")
# "who won?", "how many died?"
_DONE = re.compile(
    r"\W*(?:who|what|when|where|why|how|how (?:many|much))(?:['’]?s| has| have| had| was| were)? (\w+)\W*",
    re.IGNORECASE,
)
_PLURALS = word_set("children men people women")  # without the ending
_DETERMINERS = word_set("a an the its his her their this that these those")


def classes(text: str, language: str = ENGLISH) -> tuple[str, ...]:
    """The lexicon classes of the thing asked for: ("airline",) for "which airline …", () where none is known."""
    return of_sentence(sentence(text))[0] if language == ENGLISH else ()


def of_sentence(asks: str) -> tuple[tuple[str, ...], str]:
    """The lexicon classes of the thing that a sentence asks for, and its noun as typed, in lower case: "dam" of "which US dam".

    () where no class is known, and "" without a noun.
    """
    asks = " ".join(asks.split())
    low, noun = asks.lower(), ""
    for asking, whole in _ASKING if QUESTION_WORD.search(asks) else _RIDDLE:
        for found in reversed(asking.all_in(asks, low)):
            known, named = _head(asks[found.end() :], whole)
            if known:
                return known, named
            noun = noun or named
    counted = _COUNTED.all_in(asks, low)
    return (), _head(asks[counted[0].end() :], whole=False)[1] if counted else noun


def names_none(text: str) -> bool:
    """Whether a question is of a verb alone: "who won?", "how many died?"."""
    done = _DONE.fullmatch(text)
    return bool(done and (done[1].lower() in _VERBS or _ENDING.fullmatch(done[1].lower())))


def _head(after: str, whole: bool) -> tuple[tuple[str, ...], str]:
    """The classes of the noun that `after` begins with, its last word first, and that word: a movie theater chain is no movie.

    Before an auxiliary, and where it is `whole`, the noun goes up to there, and a last word that is not known has no class.
    """
    noun: list[str] = []
    best: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    named = ""  # the last word of `best`
    words = chain((word[0] for word in _WORD.finditer(after)), ("",))
    if found := _classes(after.split(maxsplit=3)[:3]):  # head of state
        return found, next(words).lower()
    for word, following in islice(pairwise(words), HEAD_WORDS):
        low = word.lower().replace("’", "'")
        if not any(map(str.isalnum, word)) or (low in _FUNCTION_WORDS and not word.isupper()):
            whole = whole or low in _AUXILIARY
            break
        if owner and low in ("name", "names"):
            return owner, named
        if noun and _ends_noun(low, following, known=bool(best), plural=noun[-1].endswith("s") or noun[-1] in _PLURALS):
            break
        if best and whole and word[0].isupper():
            break
        noun.append(low.removesuffix("'s").removesuffix("'"))
        found = next(filter(None, (_classes(noun[at:]) for at in range(len(noun)))), ())
        best, named = (found, noun[-1]) if found else (best, named)
        if best and "'" in low[-2:]:
            if not whole:
                break
            noun, best, owner = [], (), best
    last = noun[-1] if noun else ""
    return (best, named) if best and (last == named or not whole) else ((), last)


def _classes(phrase: Sequence[str]) -> tuple[str, ...]:
    """The classes that a phrase asks for; most are told at sight, by their last word, to ask for none."""
    last = phrase[-1].lower() if phrase else ""
    return () if last.isalnum() and last not in _last_words() else things.classes_of(" ".join(phrase))


@cache
def _last_words() -> frozenset[str]:
    """The words in which the nouns end that ask for a class."""
    return frozenset(head.rpartition(" ")[2] for head in lexicon().heads)


def _ends_noun(low: str, following: str, *, known: bool, plural: bool) -> bool:
    """Whether a word after the noun is a verb: one of the news, one with its ending, or "dyes" of "which city dyes its river"."""
    if low in _VERBS or (_ENDING.fullmatch(low) and (known or plural)):
        return True
    return known and not plural and low.endswith("s") and following.lower() in _DETERMINERS
