"""The words of a text and the terms it is indexed by: folded, stemmed, one for all spellings, no stop words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from itertools import chain

from corpus.language import ukrainian
from corpus.language.habits import habits, word_set
from corpus.language.nltk_parts import SnowballStemmer
from corpus.language.variants import usual

# A word is cut to this many characters; this many tokens are remembered (some 60 MB) before all are forgotten.
LONGEST = 64
REMEMBERED = 200_000
KEPT = 10_000  # words of questions whose terms are remembered

Reader = Callable[[str], tuple[str, ...]]


def words(text: str) -> list[str]:
    """The words of an English text in order: in lower case, without accents and possessives, compounds in parts.

    "U.S." and "US" come out as "usa", unlike the pronoun; "1,200" as "1200"; "$61bn" as "dollar", "61", "billion".
    """
    return _read(text, _split_english)


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """The stem of an English word in lower case, the same for all its inflections and usual spellings.

    Numbers in words become figures; a figure stays as it is. Not idempotent: the stem is no word.
    """
    if word[:1].isdigit():
        return word
    word = usual(word)
    stemmed: str = _snowball("english").stem(word)
    return stemmed or word


def terms(text: str, language: str = "en") -> list[str]:
    """What a text is indexed by: the stems of its words that are no stop words, in order, repeats kept, none empty.

    English, German, French, Spanish and Arabic are stemmed, Ukrainian loses its endings; a language that we do not know is
    read as English. "en-GB" will do for "en".
    """
    code = language[:2].lower()
    return _read(text, _OTHERS.get(code, _read_english))


@lru_cache(maxsize=KEPT)
def of_word(word: str, language: str = "en") -> tuple[str, ...]:
    """The terms of a single word, or of a few that a hyphen joins; those of the last are remembered."""
    return tuple(terms(word, language))


def _read(text: str, read: Reader) -> list[str]:
    # Not a comprehension: half the time, two million tokens for a thousand articles.
    return list(chain.from_iterable(map(_lexicon(read).__getitem__, _tokens(text))))


class _Lexicon(dict[str, tuple[str, ...]]):
    """What each token is read as, worked out at its first sight."""

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, token: str) -> tuple[str, ...]:
        found = self._read(token)
        if len(self) >= REMEMBERED:
            self.clear()
        if len(token) <= LONGEST:
            self[token] = found
        return found


@cache
def _lexicon(read: Reader) -> _Lexicon:
    return _Lexicon(read)


@cache
def _snowball(language: str) -> SnowballStemmer:
    return SnowballStemmer(language)


# ---- tokens ----

# Marks that stand over a letter are no letters to `\w`.
_LETTERS = r"[\w\u0300-\u036f\u064b-\u065f]"
_TOKEN = re.compile(
    rf"""
    [Uu]nited\s(?:[Ss]tates|[Kk]ingdom|[Nn]ations)\b | [Ee]uropean\s[Uu]nion\b | [Pp]er\scent\b
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?
    | \d+(?:[.,]\d+)*\w*
    | {_LETTERS}+(?:['’ʼ]{_LETTERS}+)*
    | [$£€¥₴%]
    """,
    re.VERBOSE,
)


def _tokens(text: str) -> list[str]:
    """The tokens as written; of a text all in capitals in lower case, since there "US" and "WHO" may be pronouns."""
    found: list[str] = _TOKEN.findall(text)
    return _TOKEN.findall(text.lower()) if len(found) > 3 and text.isupper() else found


# ---- tokens into words ----

_SIGNS = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₴": "hryvnia", "%": "percent"}
_WHOLE = {
    "united states": "usa",
    "united kingdom": "uk",
    "united nations": "un",
    "european union": "eu",
    "per cent": "percent",
}
# Capitals tell these from the words that they look like.
_CAPITALS = {"US": "usa", "WHO": "who", "IT": "it", "May": "may"}
_UNITS = {"bn": "billion", "tn": "trillion", "trn": "trillion", "m": "million", "mn": "million", "mln": "million"}
_MEASURES = word_set("am pm km kg cm mm ft lb lbs mph kph gb tb mw gw")
_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)(\w*)")
_POINT = re.compile(r"[.,]")
_APOSTROPHES = re.compile("['’ʼ]")
_ODD = re.compile(r"[^\w.,']+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ENDING = re.compile(r"'(?:s|re|ve|ll|d|m)\Z")
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def _split_english(token: str) -> tuple[str, ...]:
    """The words of one English token."""
    if token.isascii() and token.isalpha():  # as nearly all
        return (_CAPITALS.get(token) or token.lower()[:LONGEST],)
    known = _CAPITALS.get(token) or _WHOLE.get(" ".join(token.lower().split()))
    return (known,) if known else _split(token)


def _split(token: str) -> tuple[str, ...]:
    """The words of one token in any language; none where nothing but marks is left."""
    if token in _SIGNS:
        return (_SIGNS[token],)
    found: list[str] = []
    for part in _folded(token).replace("_", " ").split():
        if part[0].isdecimal():
            found += _numbers(part)
        elif "." in part:
            found.append(_initials(part))
        else:
            found.append(_ENDING.sub("", part).replace("'", ""))
    return tuple(word[:LONGEST] for word in found if word)


def _folded(token: str) -> str:
    """In lower case, with plain apostrophes and digits and without accents; Cyrillic keeps its й and ї."""
    token = token.lower()
    if token.isascii():
        return token
    cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in token)
    plain = unicodedata.normalize("NFC" if cyrillic else "NFKD", _APOSTROPHES.sub("'", token)).translate(_LATIN)
    bare = (letter for letter in plain if not unicodedata.combining(letter))
    return _ODD.sub(" ", "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in bare))


def _initials(word: str) -> str:
    """ "U.S." as "usa", "J.D." as "jd"."""
    letters = word.replace(".", "")
    return "usa" if letters == "us" else letters


def _numbers(word: str) -> list[str]:
    """A figure in its normal form and its unit: "1,200" is 1200, "61bn" 61 billion, "20k" 20000, "3pm" 3 pm."""
    match = _FIGURE.match(word)
    if not match:
        return [word]
    figure, unit = match.groups()
    if _THOUSANDS.fullmatch(figure):
        figure = figure.replace(",", "")
    single = figure.count(".") < 2 and "," not in figure
    parts = [_normal(part) for part in ([figure] if single else _POINT.split(figure))]
    if unit == "k" and "." not in parts[-1]:
        return [*parts[:-1], f"{parts[-1]}000"]
    if unit in _UNITS or unit in _MEASURES:
        return [*parts, _UNITS.get(unit, unit)]
    return [*parts[:-1], parts[-1] + unit]


def _normal(figure: str) -> str:
    """Without zeros that say nothing: "05" as "5", "5.0" as "5", "0.50" as "0.5"."""
    whole, _, fraction = figure.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


# ---- words into terms ----

STOP_WORDS = word_set("""
    a about above across after again against ago all almost along already also although always am amid among an
    and another any anybody anyone anything are arent around as aside at away back be became because been before
    being below between both but by came can cannot cant come could couldnt did didnt do does doesnt doing done
    dont down during each either else even ever every everyone everything few for from further get gets getting
    go goes going gone got had hadnt has hasnt have havent having he her here hers herself him himself his how
    however i if in indeed instead into is isnt it its itself just let lets like many may maybe me might mine
    more most much must my myself neither nor no not now of off often on once one ones only onto or other others
    otherwise our ours ourselves out over own per perhaps please put rather re really s said same say saying
    says she should shouldnt since so some somebody someone something still such t tell tells than that the
    their theirs them themselves then there therefore these they thing things this those though through thus to
    told too toward towards under until up upon us very via was wasnt we well went were werent what whats
    whatever when where whether which while who whoever whole whom whose why will with within without wont would
    wouldnt yes yet you your yours yourself
""")


def _read_english(token: str) -> tuple[str, ...]:
    """The terms of one English token."""
    return tuple(stem(word) for word in _split_english(token) if token in _CAPITALS or word not in STOP_WORDS)


def _read_foreign(language: str, token: str) -> tuple[str, ...]:
    """The terms of one token of another language: stemmed with its accents, then folded."""
    if any(letter.isdecimal() or letter == "." for letter in token):
        return _split(token)
    parts = _APOSTROPHES.split(token.lower()) if language == "fr" else [token.lower()]
    kept = [part for part in parts if part and not _is_foreign_stop(part, language)]
    if language in _SNOWBALL:
        kept = [_snowball(_SNOWBALL[language]).stem(part) or part for part in kept]
    elif language == "uk":
        kept = [ukrainian.stem(part) for part in kept]
    return tuple(word for part in kept for word in _split(part))


def _is_foreign_stop(word: str, language: str) -> bool:
    """A language's openers and fillers are its function words; what an elision leaves of one is a letter."""
    known = habits(language)
    return word in known.openers or word in known.fillers or (len(word) == 1 and word.isalpha())


_SNOWBALL = {"ar": "arabic", "de": "german", "es": "spanish", "fr": "french"}
_OTHERS: dict[str, Reader] = {language: partial(_read_foreign, language) for language in (*_SNOWBALL, "uk")}
