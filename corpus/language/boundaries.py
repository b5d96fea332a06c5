"""What a full stop means: Punkt prepared with the habits of a language, and the rules that correct it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from corpus.language.habits import Habits, word_set
from corpus.language.nltk_parts import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer, PunktToken

# Punkt's flag for "was seen in lower case inside a sentence": in upper case such a word opens one.
SEEN_LOWER = 1 << 5
DAYTIMES = frozenset({"a.m.", "p.m."})


class _Contexts(dict[str, int]):
    """Punkt's orthographic contexts; unlike its own defaultdict, this one does not grow with each word looked up."""

    def __missing__(self, word: str) -> int:
        return 0


_INITIALS = re.compile(r"(?:[\w-]+-)?(?:[^\W\d]\.)+\Z")


def is_acronym(word: str) -> bool:
    """Whether a word is made of letters with stops: "U.S.", "J.R.", "J.", "non-U.S."; a time of day is none."""
    return _INITIALS.match(word) is not None and word.lower() not in DAYTIMES


def _own(pattern: Any) -> re.Pattern[str]:
    """A pattern of NLTK's for Python's own engine: five times as fast as the one with a time limit that NLTK takes.

    The limit is for text of any length; ours comes in pieces of bounded length, on which these patterns are linear.
    """
    return re.compile(pattern.pattern, pattern.flags & (re.MULTILINE | re.VERBOSE))


class _Token(PunktToken):  # type: ignore[misc]
    """A token that also takes "U.S." and "J.D." for initials: they end a sentence only before an opener."""

    __slots__ = ()
    _RE_ELLIPSIS, _RE_NUMERIC, _RE_ALPHA = map(
        _own, (PunktToken._RE_ELLIPSIS, PunktToken._RE_NUMERIC, PunktToken._RE_ALPHA)
    )

    @property
    def is_initial(self) -> bool:
        return is_acronym(self.tok)


# As Punkt's own, except that the next token ends before a closing quotation mark: with it, Punkt would take the stop of
# that token for the one in question, and end a sentence after the first stop of `St. Petersburg." He`.
_CONTEXT = re.compile(
    r"""[.?!…؟۔](?=(?P<after_tok>[)";}\]*:@'({\[‘’“”«»?!…]|\s+(?P<next_tok>["'(\[{]*[^\s"')\]}]+|\S+)))"""
)


class _Variables(PunktLanguageVars):  # type: ignore[misc]
    """Punkt's signs, with the ellipsis in one character and the Arabic and Urdu stops."""

    __slots__ = ()
    sent_end_chars = (".", "?", "!", "…", "؟", "۔")

    re_boundary_realignment = _own(PunktLanguageVars.re_boundary_realignment)

    def period_context_re(self) -> re.Pattern[str]:
        """What Punkt searches for: a stop, with the groups `after_tok` and `next_tok` in a lookahead."""
        return _CONTEXT

    def _word_tokenizer_re(self) -> re.Pattern[str]:
        return _WORDS


_WORDS = _own(PunktLanguageVars._word_tokenizer_re(_Variables()))


class _Punkt(PunktSentenceTokenizer):  # type: ignore[misc]
    """Punkt, told at once what it would find out in two passes: a plain word's stop before another word ends a sentence."""

    def text_contains_sentbreak(self, text: str) -> bool:
        """As Punkt's own, of a stop with the word before it and the one after."""
        word, _, after = text.partition(". ")
        if after and word.isalpha() and len(word) > 1 and word.lower() not in self._params.abbrev_types:
            return True
        return bool(super().text_contains_sentbreak(text))


@cache
def punkt(known: Habits) -> PunktSentenceTokenizer:
    """A Punkt tokenizer that knows these habits; shared, since it keeps nothing between calls."""
    parameters = PunktParameters()
    parameters.abbrev_types = set(known.abbreviations | known.titles)
    parameters.sent_starters = set(known.openers)
    parameters.ortho_context = _Contexts.fromkeys(known.openers, SEEN_LOWER)
    parameters.collocations = {("##number##", word) for word in known.months}
    return _Punkt(parameters, lang_vars=_Variables(), token_cls=_Token)


# ---- whether a sentence goes on ----

_OPENING = "([{\"'“‘«„`*"
_CLOSING = "\"'”’»)]}"
_DASHES = "-–—"
_QUOTES = '"“‘«„'
_AROUND = ("At ", "By ", "Around ", "About ", "Until ", "Before ", "After ", "Since ")
# Names that end in a sign of exclamation.
_EXCLAIMED = word_set("yahoo! jeopardy! e! oklahoma! wham! mamma mia! airplane! punch-out!! y!")
# Words in lower case before which a question or an exclamation goes on: "Jeopardy! host", "Leave! he cried".
_GOING = word_set("""
    and or but nor as at by for from in into of on to with is was are were has have had will would can could did does
    may said says say asked asks wrote he she they it we who which that host
""")
# Words that open a sentence even in the hand of one who writes all in lower case.
_STARTING = word_set("i i'm i'll i've he she we it it's its they you my your this that these there don't would")
_SAYING = re.compile(
    r"(?:[A-Z][\w.’'-]*\s){1,4}(?:\w+ly\s)?"
    r"(?:said|says|asked|asks|wrote|told|added|tweeted|posted|replied|responded|continued|explained|joked|quipped|wondered"
    r"|cried|shouted|yelled|screamed|exclaimed|recalled)\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_NEXT = re.compile(r"[\"“‘']?([^\W\d_]+(?:['’][^\W\d_]+)?)")
_MARK = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})(?:\.\)|\)|\.)|[\W_]+")
_SMILEY = re.compile(r"[:;=8][-'o]?[)(DPp/\]]")
_SIGNS = re.compile(r"[^\w.…]*")


class Gap(NamedTuple):
    """The place where Punkt ended `text[begin:end]` and began another sentence at `start`."""

    text: str
    begin: int
    end: int
    start: int

    @property
    def last(self) -> str:
        """The word before it, as written, without what opens a quotation or a bracket."""
        return self.text[max(self.begin, self.end - 40) : self.end].rsplit(None, 1)[-1].lstrip(_OPENING)

    @property
    def next(self) -> str:
        """The word after it, in lower case; empty where there is none."""
        match = _NEXT.match(self.text, self.start)
        return match[1].lower().replace("’", "'") if match else ""


def goes_on(gap: Gap, stop: int, known: Habits) -> bool:
    """Whether Punkt was wrong, and the sentence goes on after the gap; `stop` is where its next sentence ends."""
    text, begin, end, start = gap
    if start == end or (end - begin < 10 and _MARK.fullmatch(text, begin, end)) or _SIGNS.fullmatch(text, start, stop):
        return True
    last = gap.last
    bare = _bare(last)
    if bare in known.titles:
        return True
    head = text[start]
    if head.isupper():
        return _before_capital(gap, last, known)
    if head.islower():
        return _before_lower(gap, last, known)
    if head.isdigit():
        return bare in known.counters or text[end - 1] == "…" or is_acronym(last)
    return _before_sign(gap, last, known)


def _bare(word: str) -> str:
    """As the lists of habits have it: without its last stop and what stands before a hyphen ("then-Gov.")."""
    return word.rstrip(".").rpartition("-")[2].lower()


def _is_place(gap: Gap, word: str, known: Habits) -> bool:
    """Whether a word is a shortened state as in "Boise, Ida." or "R-Miss.", not an English word."""
    before = gap.end - len(word)
    marked = "-" in word or gap.text[before - 2 : before] == ", "
    return marked and word[:1].isupper() and _bare(word) in known.places


def _before_capital(gap: Gap, last: str, known: Habits) -> bool:
    text, begin, end, start = gap
    if last.lower() in DAYTIMES:
        return gap.next in known.zones or (end - begin < 20 and text[begin:end].startswith(_AROUND))
    if text[end - 1] in _CLOSING:
        return text[end - 2] in "?!" and _SAYING.match(text, start) is not None
    if gap.next in known.openers:
        return False
    return text[end - 1] == "…" or last.lower() in _EXCLAIMED or _is_place(gap, last, known)


def _before_lower(gap: Gap, last: str, known: Habits) -> bool:
    text, _, end, _ = gap
    bare = _bare(last)
    if text[end - 1] in "?!":
        return gap.next in _GOING
    if text[end - 1] in _CLOSING + "…" or text[end - 2 : end] == ".." or "." in bare:
        return True
    if bare in known.shortened or _is_place(gap, last, known) or (last[:1].isupper() and bare in known.places):
        return True
    return len(bare) < 4 and bare not in known.openers and gap.next not in _STARTING


def _before_sign(gap: Gap, last: str, known: Habits) -> bool:
    """Before a bracket, a dash, a currency, a quotation mark or a smiley."""
    text, _, end, start = gap
    shortened = is_acronym(last) or _bare(last) in known.shortened | known.places
    if text[start] in _QUOTES:
        return shortened and gap.next not in known.openers
    if text[start] in _DASHES:
        aside = text[end - 1] in "?!" and text[start : start + 9].lstrip(_DASHES)[1:2].islower()
        return aside or shortened or last.lower() in DAYTIMES
    if text[start] in "([$£€|":
        return shortened or last.lower() in DAYTIMES
    return _SMILEY.match(text, start) is not None


def begins_quoted(gap: Gap, known: Habits) -> bool:
    """Whether a new sentence begins with the quotation mark after an abbreviation: `… of Acme Inc. "We are glad`."""
    last, bare = gap.last, _bare(gap.last)
    final = bare in known.abbreviations or is_acronym(last) or _is_place(gap, last, known)
    return final and gap.next in known.openers
