"""A question in a person's words, read as a Query: its terms, its time, its sources, and the kind of thing it asks for."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import islice, pairwise

from corpus.answering import things
from corpus.dates import mentions
from corpus.errors import BadQuestion
from corpus.language import terms, tongues
from corpus.language.boundaries import word_set
from corpus.language.text import clean
from corpus.model import Kind, Query
from corpus.saying import Saying
from corpus.sources.reading import Sources

LONGEST = 1_000  # characters of a message that are read as a question
MOST_TERMS = 48  # distinct terms searched for; a pasted paragraph has its best words among them
HEAD_WORDS = 8  # words after "which" among which the thing asked for is named

_SUM = (
    r"(?:cost|pric(?:e|ed|es)|pa(?:y|ys|id|ying)|worth|spen[dt]|rais(?:e|ed|ing)|fined?|earn|sell|sold|buy|bought|money|"
    r"debt|fund|budget|salar|tax(?:es)?\b|wage|assistance|settle|donat|invest|owe|loan|fees?\b|bail\b|bid\b|contract|"
    r"damages|gross|auction|ransom|bonus)"
)
# What is much and is no money.
_MASS = (
    r"(?:(?:of|snow|rain|water|time|weight|land|oil|gas|ice|sleep|exercise|sugar|more|less|faster|longer|taller|bigger|higher|"
    r"lower)\b|[^?]*\b(?:ris|rose|grow|grew|fall|fell|drop|declin|increas|decreas|jump|climb|chang))"
)
# What may stand before the question word that a sentence is about: "And in", "After the vote, to".
_INTRO = (
    r"^\W*(?:(?:after|amid|according|as|at|before|by|despite|during|for|following|from|if|in|last|on|once|over|since|this|to|"
    r"under|with|\w+ing)\b[^?]{1,120}?,\s)?(?:(?:and|but|or|so|then)\s)?"
    r"(?:(?:about|against|at|by|for|from|in|of|on|since|to|under|until|with)\s)?"
)
# Words after "which" and "what" that name no thing.
_NO_THING = (
    r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|might|must|happen\w*|about|from|in|on|to|"
    r"for|as|at|by|with|the|an?|this|that|it|he|she|they|we|you|i|if|else|of (?:these|those|the following) (?:is|are))\b"
)
# The first that fits the sentence that asks. "Which" goes before a "who", "when" or "where" inside it: "the man who".
_KINDS = (
    (
        Kind.MONEY,
        rf"\bhow much (?:money|debt|cash)\b|\bhow much (?!{_MASS}).*\b{_SUM}|\b{_SUM}\w*\b[^?]*\bhow much(?! {_MASS})|"
        r"\bhow much (?:is|are) (?:it|they|an?)\b|\b(?:what|which) (?:price|amount|sum)\b|\bhow expensive\b|"
        r"\bwhat(?:['’]s| is| are| was| were) (?:the|its|their) (?:[\w-]+ ){0,3}"
        r"(?:price|cost|fee|fine|salary|debt limit|debt ceiling)\b",
    ),
    (
        Kind.WHEN,
        r"\bhow (?:soon|recently|long ago)\b|\bsince:?$|"
        r"\b(?:what|which) (?:year|month|day|date|decade|century|season|time)\b",
    ),
    (
        Kind.COUNT,
        r"\bhow (?:many|much|old|long|far|tall|big|large|fast|high|deep|heavy|often|hot|cold)\b|"
        r"\bwhat (?:number|percent\w*|share|proportion|fraction|score|age)\b|\bapproximately what\b|"
        r"\b(?:approximately|roughly):?$|\bwhat(?:['’]s| is| was) the (?:[\w-]+ ){0,3}"
        r"(?:number|percentage|score|toll|population|temperature|rate|magnitude|height)\b",
    ),
    (Kind.WHY, r"\bwhat (?:caused|led to|prompted)\b|\bfor what reason\b"),
    (Kind.WHEN, rf"{_INTRO}when\b"),
    (Kind.WHERE, rf"{_INTRO}where\b"),
    (Kind.WHO, rf"{_INTRO}who(?:m|se|'s|’s)?\b"),
    (Kind.WHY, rf"{_INTRO}why\b"),
    (Kind.THING, rf"\b(?:which|what)\s+(?!{_NO_THING})[\w$£€“\"'‘]"),
    (
        Kind.POLAR,
        r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b(?! (?:you|we|anyone)\b)|"
        r"\btrue or false\b",
    ),
    (Kind.WHAT, rf"{_INTRO}(?:what|which)\b"),
    (Kind.HOW, r"\bhow\b"),
    (Kind.WHAT, r"\bwhat\b|\bwhich\b.*\?"),
    *(
        (kind, rf"\b{word}\b(?=.*\?)|\b(?:me|us|know|see|say|out|remember|wonder|but|and|or) {word}\b")
        for kind, word in ((Kind.WHY, "why"), (Kind.WHEN, "when"), (Kind.WHERE, "where"), (Kind.WHO, "who(?:m|se)?"))
    ),
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for kind, pattern in _KINDS)
# A question with so few content words beside its time is about that time.
FEW = 3
_OPERATOR = re.compile(r"\b(?:after|before|since|until|on):\S", re.IGNORECASE)
# Terms of phrases such as "earlier this week", which count from the moment of asking and stand in every article.
_RELATIVE = frozenset(
    term
    for word in word_set("""
        today tonight yesterday tomorrow day week weekend month quarter year decade hour ago last past previous next early
        earlier late later start end beginning evening morning afternoon night
    """)
    for term in terms.terms(word)
)
# Terms that name no subject: a question of nothing else asks for the top stories.
_NEWS = re.compile(r"\b(?:news|headlines?|stor(?:y|ies)|happen\w*|going on|latest|new)\b", re.IGNORECASE)
_EMPTY = frozenset(
    term
    for word in word_set("""
        news headline story happen happened going latest new newest today report reported article tell say said write
        update updates top main big important world
    """)
    for term in terms.terms(word)
)
# Terms that only ask for news, and would find articles that happen to have them.
_ASKS_FOR_NEWS = frozenset(term for word in word_set("happen news headline update") for term in terms.terms(word))
_NAMES = re.compile(r"(?<=[\w,;:“\"'‘(] )[“\"'‘(]?[A-Z][\w’'-]*|(?<=[“\"'‘(])[A-Z][\w’'-]*")
_FRESH = re.compile(
    r"\b(?:latest|newest|recent(?:ly)?|current(?:ly)?|now|still|(?<!usa )today|this week|so far|update[sd]?|breaking)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{3,200})[”\"“»]")
# Asked of a cook or a calculator rather than of a newspaper.
_PERSONAL = re.compile(
    r"^how (?:do|can|should|would|could|to|does one)\b(?: i\b| you\b| we\b| one\b)?|"
    r"\b(?:me|my|myself)\b|^(?:can|could|would|are|do) you\b|"
    # "I", but no numeral: "World War I" and "Artemis I".
    r"^(?:(?:can|could|may|must|should|shall|will|do|did|am|have) )?i\b|(?-i:\b(?!war|act|part|phase|type|schedule)[a-z]+) i\b|"
    r"^(?:please )?(?:write|translate|convert|calculate|compute|define|spell|sing|play|draw)\b|"
    r"^(?:what(?:'s|’s| is) )?\d+\s*[-+*/x^]\s*\d+\W*$|\bmeaning of life\b|\brecipe(?: for\b|\W*$)|"
    r"\b(?:square|cube) root of\b|\b\d+ ?(?:%|per ?cent) of \d",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\W*(?:hi|hello|hey|hallo|thanks?(?: you| a lot| so much)?|thx|ok(?:ay)?|yes|no|bye|"
    r"good ?(?:bye|morning|evening|night)|lol|please|test)\W*",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(r"\b(?:which|what|who|whom|whose|where|when|why|how)\b", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.?!])(?<!\.[A-Z]\.)(?<!\s[A-Z]\.)(?<!\b[DJMS][rst]\.)(?<!\b(?:Gov|Sen|Rep|Gen|Mrs)\.)\s+")
# A subordinate clause before the question itself: "When the bridge fell, which ...".
_WHEN_CLAUSE = re.compile(
    r"^when\b[^?]*?, (?=(?:who|what|which|where|how|why|did|does|is|was|were|will|has)\b)", re.IGNORECASE
)
# What stands before the noun for the thing asked for, and whether the noun goes on to the next function word.
_OF = r"(?:(?:type|kind|sort|form|brand|breed|variety|model|genre)s? of (?:an? )?)?"
_IS = r"\b(?:which|what)(?: of the following)?(?:['’]s| is| are| was| were) (?:considered )?"
_ASKING = tuple(
    (re.compile(pattern, re.IGNORECASE), whole)
    for pattern, whole in (
        (rf"\bnames? of (?:the|an?|this|that|these) {_OF}", True),
        (rf"\b(?:which|what) (?:of (?:the|these|those) (?:following )?)?{_OF}(?=\S)", False),
        (rf"{_IS}(?=[\w.]+['’]s? )", True),
        (rf"{_IS}(?:the|its|their|his|her) ", True),
    )
)
# Of a text without a question word: "This drink has returned for the season."
_RIDDLE = ((re.compile(r"\b(?:this|these) ", re.IGNORECASE), False),)
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
_DETERMINERS = word_set("a an the its his her their this that these those")


def read(text: str, now: datetime, zone: tzinfo, sources: Sources, hint: str = tongues.ENGLISH) -> Query:
    """Understand one message as a question asked at `now` (aware) by somebody in `zone`, who speaks the language `hint`.

    Raises BadQuestion with one kind sentence when nothing is left to search for. A question that is all time or source
    ("what happened yesterday?") is left without terms: it asks for the top of that time or source.
    """
    whole = clean(text)[:LONGEST]
    if _SMALL_TALK.fullmatch(whole):
        raise BadQuestion(
            Saying("I am here for news: ask me about a person, a place or an event, for example: Patriot batteries.")
        )
    language = tongues.of_question(whole, hint)
    if language != tongues.ENGLISH:
        return _foreign(whole, language, now, zone, sources)
    window, rest = mentions.window(whole, now, zone)
    named = sources.find(rest)
    matter = found = list(dict.fromkeys(terms.terms(named.rest)))[:MOST_TERMS]
    strict = len(found) <= FEW or bool(_OPERATOR.search(whole))
    if window is not None and not strict:  # the time is beside the matter: its words may stand in the article
        found = list(dict.fromkeys(found + [term for term in terms.terms(window.said) if term not in _RELATIVE]))
    found = [term for term in found if term not in _ASKS_FOR_NEWS] if set(found) - _EMPTY else []
    if not found and window is None and not named.known and not _NEWS.search(whole):
        raise BadQuestion(_unheard_of(named.unknown[0], sources) if named.unknown else _unusable(whole))
    known, noun = asked_for(whole)
    return Query(
        text=whole,
        asked=now,
        terms=tuple(found),
        words=_content_words(named.rest, set(found) - _EMPTY),
        names=_names(whole, matter if found else ()),
        asking=_asking(whole),
        kind=kind(whole),
        classes=known,
        noun=noun,
        quoted=tuple(_QUOTED.findall(named.rest)),
        window=window,
        strict=strict,
        sources=named.known,
        unknown_sources=named.unknown,
        fresh=bool(_FRESH.search(whole)),
        personal=bool(_PERSONAL.search(whole)),
    )


def _foreign(whole: str, language: str, now: datetime, zone: tzinfo, sources: Sources) -> Query:
    """A question in another language: its terms, its time where `tongues` knows it, and what kind of thing it asks for."""
    said = tongues.time(whole, language)
    window = mentions.window(said[1], now, zone)[0] if said else None
    if said and window:
        window = replace(window, said=said[0])
    rest = said[2] if said and window else whole
    named = sources.find(tongues.reported(rest, language))
    named = named if named.known or named.unknown else sources.find(rest)
    found = tuple(dict.fromkeys(terms.terms(named.rest, language)))[:MOST_TERMS]
    if not found and window is None and not named.known:
        raise BadQuestion(_unheard_of(named.unknown[0], sources) if named.unknown else _unusable(whole))
    every = tuple(terms.terms(whole, language))
    return Query(
        text=whole,
        asked=now,
        terms=found,
        words=_content_words(named.rest, set(found), language),
        asking=(every, every),
        kind=tongues.kind(whole, language),
        quoted=tuple(_QUOTED.findall(named.rest)),
        window=window,
        strict=len(found) <= FEW or bool(_OPERATOR.search(whole)),
        sources=named.known,
        unknown_sources=named.unknown,
        language=language,
    )


def kind(text: str, language: str = tongues.ENGLISH) -> Kind:
    """What kind of thing `text` asks for, by its last sentence that asks; TOPIC for bare keywords and headlines."""
    if language != tongues.ENGLISH:
        return tongues.kind(text, language)
    sentence = _WHEN_CLAUSE.sub("", _sentence(text))
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(sentence)), Kind.TOPIC)


def classes(text: str, language: str = tongues.ENGLISH) -> tuple[str, ...]:
    """The lexicon classes of the thing asked for: ("airline",) for "which airline …", () where none is known."""
    return asked_for(text)[0] if language == tongues.ENGLISH else ()


def asked_for(text: str) -> tuple[tuple[str, ...], str]:
    """The lexicon classes of the thing asked for, and its noun as typed, in lower case: "dam" of "which US dam".

    () where no class is known, and "" without a noun.
    """
    sentence = " ".join(_sentence(text).split())
    noun = ""
    for pattern, whole in _ASKING if _QUESTION_WORD.search(sentence) else _RIDDLE:
        for asking in reversed(list(pattern.finditer(sentence))):
            found, named = _head(sentence[asking.end() :], whole)
            if found:
                return found, named
            noun = noun or named
    return (), noun


def _head(after: str, whole: bool) -> tuple[tuple[str, ...], str]:
    """The classes of the noun that `after` begins with, its last word first, and that word: a movie theater chain is no movie.

    Before an auxiliary, and where it is `whole`, the noun goes up to there, and a last word that is not known has no class.
    """
    noun: list[str] = []
    best: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    named = ""  # the last word of `best`
    words = _WORD.findall(after)
    if found := things.classes_of(" ".join(after.split()[:3])):  # head of state
        return found, words[0].lower()
    for word, following in islice(pairwise([*words, ""]), HEAD_WORDS):
        low = word.lower().replace("’", "'")
        if not any(map(str.isalnum, word)) or (low in _FUNCTION_WORDS and not word.isupper()):
            whole = whole or low in _AUXILIARY
            break
        if owner and low in ("name", "names"):
            return owner, named
        if noun and _ends_noun(low, following, known=bool(best), plural=noun[-1].endswith("s")):
            break
        if best and whole and word[0].isupper():
            break
        noun.append(low.removesuffix("'s").removesuffix("'"))
        found = next(filter(None, (things.classes_of(" ".join(noun[at:])) for at in range(len(noun)))), ())
        best, named = (found, noun[-1]) if found else (best, named)
        if best and "'" in low[-2:]:
            if not whole:
                break
            noun, best, owner = [], (), best
    last = noun[-1] if noun else ""
    return (best, named) if best and (last == named or not whole) else ((), last)


def _ends_noun(low: str, following: str, *, known: bool, plural: bool) -> bool:
    """Whether a word after the noun is a verb: one of the news, one with its ending, or "dyes" of "which city dyes its river"."""
    if low in _VERBS or (_ENDING.fullmatch(low) and (known or plural)):
        return True
    return known and not plural and low.endswith("s") and following.lower() in _DETERMINERS


def _sentence(text: str) -> str:
    """The last sentence with a question word in it; the whole text where none has one."""
    return next((part for part in reversed(_ENDS.split(text)) if _QUESTION_WORD.search(part)), text)


def _asking(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms of the sentence that asks, and of its part from the question word on; the whole text where nothing asks."""
    sentence = _sentence(text)
    word = _QUESTION_WORD.search(sentence)
    return tuple(terms.terms(sentence)), tuple(terms.terms(sentence[word.start() :] if word else sentence))


def _content_words(text: str, wanted: set[str], language: str = "en") -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            word for word in re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", text) if wanted & set(terms.terms(word, language))
        )
    )


def _names(text: str, wanted: Collection[str]) -> tuple[str, ...]:
    """The wanted terms that have a capital in the text where a sentence does not begin."""
    capitalised = (term for word in _NAMES.findall(text) for term in terms.terms(word))
    return tuple(dict.fromkeys(term for term in capitalised if term in wanted))


def _unheard_of(source: str, sources: Sources) -> Saying:
    closest = " or ".join(sources.closest(source))
    if closest:
        return Saying("I have no source called {name}. Did you mean {names}?", name=source, names=closest)
    return Saying("I have no source called {name}. Please ask about a subject.", name=source)


def _unusable(text: str) -> Saying:
    if not any(char.isalnum() for char in text):
        return Saying("Please ask in words, for example: What did Zelensky ask for?")
    return Saying(
        "I could not find a word to search for in that: please name a person, a place or a thing, "
        "for example: Patriot batteries."
    )
