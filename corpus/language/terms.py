"""The words of a text and the terms it is indexed by: folded, stemmed, one for all spellings, no stop words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from itertools import chain

from corpus.language import ukrainian
from corpus.language.boundaries import habits, word_set
from corpus.language.nltk_parts import SnowballStemmer

# A word is cut to this many characters; this many tokens are remembered (some 60 MB) before all are forgotten.
LONGEST = 64
REMEMBERED = 200_000

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
    word = _SAME.get(word) or _respelled(word)
    stemmed: str = _snowball("english").stem(word)
    return stemmed or word


def terms(text: str, language: str = "en") -> list[str]:
    """What a text is indexed by: the stems of its words that are no stop words, in order, repeats kept, none empty.

    English, German, French, Spanish and Arabic are stemmed, Ukrainian loses its endings; a language that we do not know is
    read as English. "en-GB" will do for "en".
    """
    code = language[:2].lower()
    return _read(text, _OTHERS.get(code, _read_english))


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

# One spelling for each line's words, before stemming: irregular forms, numbers in words, short forms, transliterations.
_SAME = {
    variant: line.split()[0]
    for line in """
    become became|begin began begun|bend bent|bite bitten|bleed bled|blow blew blown|break broke broken
    bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen|cling clung|deal dealt
    die dying|dig dug|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|eat ate eaten
    fall fell fallen|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden
    foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen
    give gave given|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known
    lay laid|lead led|learn learnt|leave left|lend lent|lose lost|make made|mean meant|meet met|mislead misled
    mistake mistook mistaken|overcome overcame|oversee oversaw overseen|overtake overtook overtaken
    overthrow overthrew overthrown|pay paid|prove proven|rebuild rebuilt|repay repaid|retake retook retaken
    rewrite rewrote rewritten|ride rode ridden|ring rang rung|rise rose risen|run ran|see saw seen|seek sought
    sell sold|send sent|shake shook shaken|shoot shot shots|show shown|shrink shrank shrunk|sing sang sung
    sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spend spent|spin spun|spring sprang sprung
    stand stood|steal stole stolen|stick stuck|strike struck stricken|swear swore sworn|sweep swept
    swim swam swum|swing swung|take took taken|teach taught|tear tore torn|think thought thoughts
    throw threw thrown|undergo underwent undergone|understand understood|undertake undertook undertaken
    uphold upheld|wake woken|wear wore worn|weep wept|win won|withdraw withdrew withdrawn|withhold withheld
    withstand withstood|write wrote written|child children|crisis crises|criterion criteria|analysis analyses
    diagnosis diagnoses|foot feet|gas gases|goose geese|knife knives|man men|mouse mice|person people persons
    thief thieves|tooth teeth|wife wives|wolf wolves|woman women|0 zero|2 two|3 three|4 four|5 five|6 six
    7 seven|8 eight|9 nine|10 ten|11 eleven|12 twelve|13 thirteen|14 fourteen|15 fifteen|16 sixteen|17 seventeen
    18 eighteen|19 nineteen|20 twenty|30 thirty|40 forty|50 fifty|60 sixty|70 seventy|80 eighty|90 ninety
    1st first|2nd second|3rd third|4th fourth|5th fifth|6th sixth|7th seventh|8th eighth|9th ninth|10th tenth
    11th eleventh|12th twelfth|20th twentieth|billion bn|million mn mln|trillion tn trn|percent pct|january jan
    february feb|april apr|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec
    governor gov|senator sen sens|representative rep reps|government govt|department dept|uk britain|usa us
    airplane aeroplane|aging ageing|airplanes aeroplanes|aluminum aluminium|analog analogue|check cheque
    checks cheques|cozy cosy|enroll enrol|fulfill fulfil|gray grey|installment instalment|jail gaol
    jewelry jewellery|judgment judgement|maneuver manoeuvre|maneuvers manoeuvres|maneuvering manoeuvring|mom mum
    mold mould|mustache moustache|pajamas pyjamas|plow plough|practice practise|program programme
    programs programmes|skeptic sceptic|skeptical sceptical|skeptics sceptics|skillful skilful|sulfur sulphur
    while whilst|whiskey whisky|zelensky zelenski zelenskyy zelenskiy zelenskyi selenskyj|kyiv kiev kyyiv
    kharkiv kharkov|odesa odessa|lviv lvov|mykolaiv mykolayiv nikolaev nikolayev|dnipro dnepr dnieper
    luhansk lugansk|chernihiv chernigov|chornobyl chernobyl
    zaporizhzhia zaporizhia zaporizhzhya zaporozhye zaporizhya|donbas donbass|belarus byelorussia
    lukashenko lukashenka|navalny navalnyy navalni nawalny|yanukovych yanukovich|tymoshenko timoshenko
    gaddafi qaddafi gadhafi qadhafi kadafi kaddafi khadafy ghaddafi
    muhammad mohammed mohamed mohammad muhammed mohamad|hussein hussain husayn husain hossein|ahmed ahmad
    hezbollah hizbollah hizbullah hezbullah|houthi huthi|houthis huthis|quran koran|qaeda qaida|taliban taleban
    sharia shariah|sheikh sheik shaikh|shia shiite shiites shias|sisi sissi|assad asad|younis yunis younes
    yusuf yousef youssef yousuf|osama usama|burqa burka|uyghur uighur uygur|uyghurs uighurs uygurs|tsar czar
    beijing peking|mumbai bombay|kolkata calcutta|chennai madras|myanmar burma|turkey turkiye|eswatini swaziland
    tokayev tokaev|aliyev aliev
    """.replace("\n", "|").split("|")
    for variant in line.split()
}
_ALWAYS_S = (
    "advert|adv|ar|appra|appr|bru|chast|compr|comprom|conc|cru|dem|desp|dev|disgu|enterpr|exc|exerc|expert|franch|improv"
    "|lia|likew|mala|merchand|otherw|parad|pra|prec|prem|prom|repr|rev|superv|surm|surpr|telev|treat"
)
# A pattern, its replacement, and letters without which a word need not be looked at: most words have none of them.
_SPELLINGS = tuple(
    (needle, re.compile(pattern), replacement)
    for needle, pattern, replacement in (
        ("is", rf"^(?!(?:{_ALWAYS_S})is)(.{{3,}})is(e|es|ed|ing|er|ers|ation|ations)$", r"\1iz\2"),
        ("lys", r"^(.{2,})lys(e|ed|ing|er|ers)$", r"\1lyz\2"),
        (
            "our",
            r"^(dis|mis|un)?(arm|behavi|cand|clam|col|endeav|fav|ferv|harb|hon|hum|lab|neighb|od|parl|rig"
            r"|rum|sav|splend|tum|val|vap|vig)our",
            r"\1\2or",
        ),
        ("our", r"(?<=demean)our", "or"),
        ("re", r"^(calib|cent|fib|lit|lust|meag|sab|somb|spect|theat|(?:kilo|centi|milli)?met)re(s|d)?$", r"\1er\2"),
        ("ce", r"^(defen|offen|licen|preten)ce(s|d|less)?$", r"\1se\2"),
        ("ll", r"^(\w{3,}e|equa|initia|riva|signa|tota)ll(ed|ing|er|ers)$", r"\1l\2"),
        ("ogue", r"^(catal|dial|epil|monol|prol)ogue(s|d)?$", r"\1og\2"),
        ("ae", r"a(?=em)|(?<=p)a(?=ed)|(?<=rch)a(?=eo)|(?<=n)a(?=esth)", ""),
        ("oe", r"^o(?=estrogen|esoph|edema)|(?<=f)o(?=et)|(?<=rrh)o(?=ea)", ""),
        ("sk", r"(?<=sk)(?:yy|iy|yi|ij|yj|i)$", "y"),
        ("men", r"^(?!abdo|acu|regi|speci)(\w{2,})men$", r"\1man"),
    )
)


def _respelled(word: str) -> str:
    """The American spelling, one ending for Slavonic names in -sky, and -man for -men."""
    for needle, pattern, replacement in _SPELLINGS:
        if needle in word:
            word = pattern.sub(replacement, word)
    return word


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
