"""Which sources a question names: those that the articles come from, found again under the names that people use.

A source counts where a phrase makes it the one that reports: "according to the BBC", "what did Reuters say about",
"floods in the Guardian and the FT", `source:bbc`. As the matter of the news it does not: "layoffs at CNN", "the BBC's
Newsnight".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from corpus.boundaries import word_set

PASTED = (
    250  # characters: as long a text without a question mark is a pasted paragraph, and the sources in it are cited
)
LONGEST = 80  # characters of a name after an operator
NEAR = 0.6  # difflib's ratio from which a name looks like another


@dataclass(frozen=True, slots=True)
class Named:
    """What a text says of sources, and the rest of it.

    `known` are names as stored, `unknown` as typed, each distinct and in order. `rest` is the text without the words
    that named them, "" where there are no others.
    """

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    rest: str


class Case(IntEnum):
    """How a name must be typed to be one; an operator takes it anyhow."""

    ANY = 0  # unmistakable: bbc, reuters
    CAPITAL = 1  # without its capital only in a phrase about reporting: "what did the guardian say"
    TITLE = 2  # an ordinary word: capital, and a phrase about reporting or a capital article: "in The Week"
    INITIALS = 3  # made by rule: all capitals, and a phrase about reporting
    SILENT = 4  # what is in the news itself, such as NASA: never in a plain phrase


class Form(NamedTuple):
    """What a name means: the sources stored under it, most articles first, none for an outlet that is not stored."""

    sources: tuple[str, ...]
    case: Case


class Sources:
    """The sources that articles come from, under all names that people have for them. Never changes."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._all = tuple(sorted(filter(_pieces, counts), key=lambda source: (-counts[source], source)))
        called: dict[str, dict[str, Case]] = defaultdict(dict)
        for source in self._all:
            for form, case in _forms(source).items():
                called[form][source] = case
        self._stored = {form: _best(cases) for form, cases in called.items()}
        self._forms = {form: Form((), case) for form, case in _outlets().cases.items()} | self._stored
        self._lengths = _lengths(self._forms)

    def find(self, text: str) -> Named:
        """Read operators (`source:bbc`, `source:"The Week"`, `-source:cnn`) and plain phrases.

        A name may mean several stored sources; all of them count. `-source:` keeps every other one. A name in a plain
        phrase is unknown only where it is clearly a publication's, one after `source:` wherever nothing is called so.
        """
        reading = _Reading(self)
        plain = " ".join(_SIGN.sub(" ", text).split())
        rest = reading.operators(plain.lower() if plain.isupper() else plain)
        if len(rest) < PASTED or "?" in rest:
            rest = reading.phrases(rest)
        known = reading.known or (self._all if reading.barred else ())
        wanted = tuple(source for source in dict.fromkeys(known) if source not in reading.barred)
        return Named(wanted, tuple(dict.fromkeys(reading.unknown)), _tidy(rest))

    def closest(self, name: str) -> tuple[str, ...]:
        """At most three stored sources whose names look like `name` or share a word with it; () when none does."""
        typed = _bare(_pieces(name))
        like = get_close_matches(" ".join(typed), self._stored, n=3, cutoff=NEAR)
        words = {word for word in typed if len(word) > 2} - _GENERAL
        like += [form for form in self._stored if words.intersection(form.split())]
        return tuple(dict.fromkeys(self._stored[form].sources[0] for form in like))[:3]

    def form(self, name: str) -> Form | None:
        """What is called `name`, in any case, with or without "the"; an address counts as its site."""
        pieces = _bare(_pieces(name))
        names = [" ".join(pieces), *_sites(pieces)]
        return next((self._forms[name] for name in names if name in self._forms), None)

    def mentions(self, text: str) -> Iterator[tuple[int, int, Form]]:
        """The names in a text as (start, end, form), in order, the longest first and none within another."""
        words = [(match.start(), match.end(), _folded(match[0])) for match in _PIECE.finditer(text)]
        free = 0
        for at, (start, _, word) in enumerate(words):
            if at < free or word not in self._lengths:
                continue
            for length in self._lengths[word]:
                end = words[min(at + length, len(words)) - 1][1]
                form = self._forms.get(" ".join(piece for _, _, piece in words[at : at + length]))
                if form and not _APART.search(text, start, end) and not _JOINED.match(text, end):
                    yield start, end, form
                    free = at + length
                    break


class _Reading:
    """One text being read, and what has been found in it so far."""

    def __init__(self, sources: Sources) -> None:
        self.known: list[str] = []
        self.unknown: list[str] = []
        self.barred: set[str] = set()
        self._sources = sources
        self._signs: dict[str, tuple[str, tuple[str, ...]]] = {}

    def operators(self, text: str) -> str:
        """Take all operators; the text without them."""
        at = 0
        while found := _OPERATOR.search(text, at):
            at = found.start()
            end = self._take_value(text, found.end(), barring=bool(found["bar"]))
            text = f"{text[:at]} {text[end:]}"
        return text

    def _take_value(self, text: str, at: int, *, barring: bool) -> int:
        """Take the names that stand at `at`, with commas and no space between; where they end."""
        while True:
            quoted = _QUOTED.match(text, at)
            end = quoted.end() if quoted else self._end_of_name(text, at)
            self._take_name(quoted[1] if quoted else text[at:end], barring)
            if not _COMMA.match(text, end):
                return end
            at = end + 1

    def _end_of_name(self, text: str, at: int) -> int:
        """Where a name without quotation marks ends: behind a known one (`source:al jazeera gaza`), else at a space."""
        value = text[at : at + LONGEST]
        start, end, form = next(self._sources.mentions(value), (0, 0, None))
        if form and form.sources and not _bare(_pieces(value[:start])):
            return at + end
        bare = _VALUE.match(text, at)
        return bare.end() if bare else at

    def _take_name(self, name: str, barring: bool) -> None:
        form = self._sources.form(name)
        if barring:
            self.barred.update(form.sources if form else ())
        elif form and form.sources:
            self.known.extend(form.sources)
        elif name:
            self.unknown.append(name)

    def phrases(self, text: str) -> str:
        """Take all plain phrases; the text without them."""
        shadow = self._signed(text)
        if not self._signs:
            return text
        for pattern in _PHRASES:
            shadow = pattern.sub(self._take_phrase, shadow)
        tail = _TAIL.search(shadow)
        if tail and _is_filter(tail):
            shadow = shadow[: tail.start()] + self._take_phrase(tail)
        if self.known or self.unknown:
            shadow = _COMMAND.sub("", shadow)
        return _SIGN.sub(lambda sign: self._signs[sign[0]][0], shadow)

    def _take_phrase(self, match: re.Match[str]) -> str:
        for sign in _SIGN.findall(match["names"]):
            name, sources = self._signs[sign]
            self.known.extend(sources)
            self.unknown.extend(() if sources else [name])
        return " "

    def _signed(self, text: str) -> str:
        """The text with one private character for each name, so that the patterns need not know the names."""
        named = [
            (start, end, form.sources, weight)
            for start, end, form in self._sources.mentions(text)
            if (weight := _weight(text, start, end, form.case))
        ]
        taken = {place for start, end, *_ in named for place in range(start, end)}
        for match in _PRESS.finditer(text):
            if taken.isdisjoint(range(*match.span(1))):
                named.append((*match.span(1), (), 1))
        for start, end, sources, weight in sorted(named, reverse=True)[:_MOST]:
            sign = chr(_FIRST + len(self._signs) + (_MOST if weight == 1 else 0))
            self._signs[sign] = text[start:end], sources
            text = f"{text[:start]}{sign}{text[end:]}"
        return text


def _weight(text: str, start: int, end: int, case: Case) -> int:
    """2 for a name that any phrase may name, 1 for one that needs a phrase about reporting, 0 for what is none here."""
    if case in (Case.ANY, Case.SILENT):
        return 2 if case == Case.ANY else 0
    if case == Case.TITLE and start == 0:
        return 0
    if case == Case.INITIALS:
        return int(text[start:end].isupper())
    if not text[start].isupper():
        return int(case == Case.CAPITAL)
    if _PART_BEFORE.search(text, 0, start) or _PART_AFTER.match(text, end):
        return 0
    return 2 if case == Case.CAPITAL or _ARTICLE.search(text, 0, start) else 1


def _is_filter(tail: re.Match[str]) -> bool:
    """Whether a text that ends "in the Guardian" wants the Guardian's news, to judge by what comes before."""
    if tail["apart"] or len(_SIGN.findall(tail["names"])) > 1:
        return True
    before = tail.string[: tail.start()]
    asks = _NEWS_WANTED.match(before) or not _QUESTION.search(before)
    return bool(asks and tail["names"][-1] <= _LAST_SURE and not _OWN_NEWS.search(before))


def _tidy(text: str) -> str:
    """Without the spaces and commas that a cut leaves behind; "" when there is no word."""
    text = _SPACED.sub(r"\1", " ".join(text.split())).lstrip(" ,;:.?!)–—-").rstrip(" ,;:(–—-")
    return text if any(char.isalnum() for char in text) else ""


# ---- what a source is called ----


def _best(cases: Mapping[str, Case]) -> Form:
    """Initials made by rule give way to a name."""
    case = min(cases.values())
    return Form(tuple(source for source, its in cases.items() if its == case), case)


def _forms(source: str) -> dict[str, Case]:
    """What people call a source, without "the", in lower case.

    That is its name with and without "News", its address without www and ending, all names of the outlet that one of
    these or a part of its title ("World news | The Guardian") names, and its initials.
    """
    outlets, pieces = _outlets(), _bare(_pieces(source))
    whole, short = " ".join(pieces), " ".join(_without_tail(pieces))
    forms = {whole: _case(whole, Case.ANY)}
    if short and short != whole:
        forms[short] = _case(short, Case.ANY if " " in short or short.upper() in source else Case.TITLE)
    forms |= {site: _case(site, Case.CAPITAL) for site in _sites(pieces)}
    parts = [" ".join(_bare(_pieces(part))) for part in _SECTION.split(source)]
    for name in [*forms, *parts, *_openings(pieces)]:
        forms |= dict.fromkeys(outlets.groups.get(name, ()), Case.ANY)
    forms = {form: outlets.cases.get(form, case) for form, case in forms.items()}
    return (
        forms
        if (initials := _initials(source)) in forms
        else forms | dict.fromkeys(filter(None, [initials]), Case.INITIALS)
    )


def _initials(source: str) -> str:
    """Two to five, in lower case; "" for a name without a capital and for initials that mean something else."""
    letters = [word[0] for word in _bare(source.split())]
    initials = "".join(letters).lower()
    usable = 2 <= len(letters) <= 5 and letters[0].isupper() and initials.isascii() and initials.isalpha()
    return initials if usable and initials not in _SILENT else ""


def _case(form: str, otherwise: Case) -> Case:
    if form in _SILENT or all(word in _GENERAL for word in form.split()):
        return Case.SILENT
    return Case.TITLE if form in _ORDINARY else otherwise


def _sites(pieces: list[str]) -> list[str]:
    """Of an address itself without www, the part that names it, and what that begins or ends with.

    bbc.co.uk has bbc, theguardian.com has guardian, usatodaysportsplus.com has usatoday. [] for what is no address.
    """
    labels = pieces[0].split(".") if len(pieces) == 1 else []
    if len(labels) < 2:
        return []
    site = labels[-3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2]
    shorter = site.removeprefix("the").removesuffix("news").removesuffix("online")
    openings = [site[:end] for end in range(len(site) - 1, 6, -1) if site[:end] in _outlets().groups]
    return [pieces[0].removeprefix("www."), site, *([shorter] if len(shorter) > 1 else []), *openings]


def _openings(pieces: list[str]) -> Iterator[str]:
    """The unmistakable names of outlets that a name begins with: BBC Sport belongs to the BBC."""
    for end in range(1, len(pieces)):
        form = " ".join(pieces[:end])
        if _outlets().cases.get(form) == Case.ANY:
            yield form


def _without_tail(pieces: list[str]) -> list[str]:
    while pieces and pieces[-1] in _TAILS:
        pieces = pieces[:-1]
    return pieces


def _bare(pieces: list[str]) -> list[str]:
    return pieces[1:] if pieces and pieces[0].lower() == "the" else pieces


def _pieces(name: str) -> list[str]:
    return [_folded(piece) for piece in _PIECE.findall(name)]


def _folded(word: str) -> str:
    if not word.isascii():
        word = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    return word.lower()


def _lengths(forms: Iterable[str]) -> dict[str, list[int]]:
    """By first word, how many words the names that begin with it have, longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for form in forms:
        found[form.split(" ", 1)[0]].add(form.count(" ") + 1)
    return {word: sorted(lengths, reverse=True) for word, lengths in found.items()}


class _Outlets(NamedTuple):
    """The `cases` of all written names, and `groups`: by each of them all names of its outlet."""

    cases: dict[str, Case]
    groups: dict[str, list[str]]


@cache
def _outlets() -> _Outlets:
    cases: dict[str, Case] = {}
    groups: dict[str, list[str]] = {}
    for line in " ".join(_WELL_KNOWN.split()).split("; "):
        group = []
        for name in line.split(" = "):
            form = name.lstrip("~*")
            case = _MARKS.get(name[0], Case.ANY)
            cases |= {form: case, form.replace(" ", ""): case}
            group += list(dict.fromkeys((form, form.replace(" ", ""))))
        groups |= dict.fromkeys(group, group)
    return _Outlets(cases, groups)


# Well-known outlets with all their names; `~` marks one that needs its capital (Case.CAPITAL), `*` an ordinary word.
_MARKS = {"~": Case.CAPITAL, "*": Case.TITLE}
_WELL_KNOWN = """
    bbc = bbc news = british broadcasting corporation; cnn = cnn news = cable news network; reuters = thomson
    reuters; associated press = ap news = ~ap; agence france presse = afp; press association = pa media = *pa;
    bloomberg = bloomberg news; united press international = upi; deutsche welle = ~dw; voice of america = voa;
    radio free europe = rfe rl = rfe; new york times = nyt = ny times = nytimes; washington post = wapo; wall street
    journal = wsj; financial times = ~ft; usa today; los angeles times = la times = latimes; new york post = ny
    post; new yorker; boston globe; chicago tribune; miami herald; seattle times; houston chronicle; san francisco
    chronicle; philadelphia inquirer; dallas morning news; denver post; detroit free press; christian science
    monitor = csmonitor; washington times; washington examiner; al jazeera = al jazeera english; npr = national
    public radio; pbs = pbs news; nbc = nbc news; cbs = cbs news; abc = abc news; msnbc; cnbc; fox news = *fox; fox
    business; sky news = *sky; itv = itv news; channel 4 news; gb news; newsmax; c span; euronews; france 24; rfi;
    rte = rte news; cbc = cbc news; ctv news; globe and mail; toronto star; sbs news; sydney morning herald = smh;
    ~guardian = guardian news; *independent; *times; sunday times; *sun; daily telegraph = ~telegraph; sunday
    telegraph; daily mail = mail online; mail on sunday; daily mirror = *mirror; daily express = *express; daily
    star; evening standard = *standard; *observer; *metro; *spectator; new statesman; *economist; *scotsman;
    *herald; irish times; irish independent; *week; *time = time magazine; newsweek; *forbes; *fortune; *atlantic;
    *nation; *hill; ~politico; axios; semafor; propublica; *intercept; *vox; *slate; *salon; *vice; ~buzzfeed;
    huffpost = huffington post; daily beast; business insider; *insider; quartz news; marketwatch; *verge; *wired;
    ars technica; techcrunch; gizmodo; engadget; *variety; *billboard; *rolling stone; hollywood reporter;
    *deadline; tmz; *people; *athletic; espn; sky sports; vanity fair; national geographic = natgeo; *conversation;
    bellingcat; meduza; novaya gazeta; moscow times; tass; ria novosti; interfax; russia today = ~rt; *sputnik; kyiv
    independent; kyiv post; ukrinform; ukrainska pravda; unian; suspilne; xinhua = xinhua news agency; global times;
    china daily; people s daily; cgtn; south china morning post = scmp; straits times; channel newsasia = ~cna;
    nikkei = nikkei asia; kyodo = kyodo news; nhk; japan times; asahi shimbun; yomiuri shimbun; yonhap; korea
    herald; times of india; hindustan times; ndtv; *hindu; indian express; *dawn; daily star bangladesh; bangkok
    post; jakarta post; haaretz; jerusalem post; times of israel; al arabiya; arab news; *national; middle east eye;
    anadolu = anadolu agency; hurriyet; irna; press tv; le monde; le figaro; *liberation; der spiegel = ~spiegel;
    die zeit; die welt; ~bild; frankfurter allgemeine = frankfurter allgemeine zeitung = faz; suddeutsche zeitung;
    handelsblatt; tagesschau; zdf; dpa; neue zurcher zeitung = nzz; el pais; el mundo; efe; corriere della sera; la
    repubblica; ansa; politiken; dagens nyheter; gazeta wyborcza; premium times; daily maverick; mail and guardian;
    nation africa; folha de s paulo; o globo; clarin
"""
# Names of outlets that are ordinary words, beside those marked above.
_ORDINARY = word_set("""
    advertiser age argus banner bee bulletin chronicle citizen courier dispatch eagle echo enquirer examiner focus
    gazette globe guide inquirer journal leader ledger live local mail mercury monitor nature new news nova now
    observer outlook parade patriot pilot planet politics post press quartz rebel record register reporter republic
    review science sentinel signal source spotlight star statesman story tablet today tribune union voice watch wire
    world
""")
# What is in the news itself, and what initials and addresses must not be taken for.
_SILENT = word_set("""
    un eu nato nasa esa who unicef unesco imf fbi cia cdc fda nhs noaa pentagon kremlin congress senate us usa uk
    america europe russia china ukraine president government police army google apple amazon microsoft meta facebook
    instagram youtube twitter x reddit tiktok telegram wikipedia openai tesla netflix disney it ai pm am pr mp tv id
    in on at is as so to no or do go he me my we be by if of up an vs dc la ny sf ok
""") | {"united nations", "white house", "world bank", "european union", "united states"}
# Words that make no name by themselves: "World News", "Top Stories".
_GENERAL = word_set("""
    world news latest top stories breaking local national international daily business sport sports politics technology
    tech health science culture home front page feed rss headlines articles the and of in for my all general updates
    media
""")
_TAILS = word_set("news online english com digital website newspaper magazine international")
_SECOND_LEVEL = word_set("co com org net gov ac or ne")

# ---- the shapes of names ----

_PIECE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_SECTION = re.compile(r"\s[|>:–—-]\s|[|>]")
_JOINED = re.compile(r"[-/+@_]\w|\+")  # behind a name: "CNN-backed", "Reuters/Ipsos", "CNN+"
_APART = re.compile(r"[^\w .'’&/-]| [^\w&] |\. ")  # between the words of a name
_OPERATOR = re.compile(r"(?<![\w:-])(?P<bar>-?)source:(?=\S)", re.IGNORECASE)
_QUOTED = re.compile(rf"[\"“”']([^\"“”]{{1,{LONGEST}}}?)[\"“”'](?!\w)")
_VALUE = re.compile(rf"[^\s,;?!]{{0,{LONGEST}}}[^\s,;?!.)]")
_COMMA = re.compile(r",(?=\S)")
_SPACED = re.compile(r"[ ,;:]+([?.!)]|[,;:](?!\S))")
_ASKS = "What|Which|Who|When|Where|Why|How|Is|Are|Was|Were|Do|Does|Did|Has|Have|In|On|From|By|Via|Per|To|And|Or"
_ASKS += "|Any|Only|Latest|Show|Give|Find|Get|Read|Search|Check|Ask|See|According"
# What makes a word a part of a longer name: "Nigerian Guardian", "Guardian Media Group".
_PART_BEFORE = re.compile(rf"\b(?!(?:The|{_ASKS}) $)[A-Z][\w’'.-]* $")
_PART_AFTER = re.compile(r" [A-Z]")
_ARTICLE = re.compile(r"[\w,] The $")
# Names that end like a newspaper's.
_PRESS = re.compile(
    rf"\b(?!(?:The|{_ASKS}) )((?:[A-Z][\w’'.-]* ){{1,3}}(?:Times|Post|Journal|Herald|Tribune|Telegraph|Gazette|"
    r"Courier|Chronicle|Observer|Mail|Express|Mirror|Star|Standard|Dispatch|Examiner|Inquirer|Sentinel|Bulletin|Daily|Weekly|"
    r"Zeitung|Radio|Television|News Agency))(?! [A-Z])(?=\W|$)"
)

# ---- phrases, in which each name is one private character ----

_FIRST, _MOST = 0xE000, 1024  # characters for names of weight 2, behind them as many for those of weight 1
_SIGN = re.compile(rf"[{chr(_FIRST)}-{chr(_FIRST + 2 * _MOST - 1)}]")


def _listed(last: str) -> str:
    name = rf"(?:the )?[{chr(_FIRST)}-{last}]"
    return rf"(?P<names>(?:both )?{name}(?:(?:, (?:and |or )?| and | or | & )(?:(?:in|on|from|by) )?{name})*)"


def _one_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_LAST_SURE = chr(_FIRST + _MOST - 1)
_ANY = _listed(chr(_FIRST + 2 * _MOST - 1))  # names in a phrase about reporting
_SURE = _listed(_LAST_SURE)  # names in any other phrase
_REPORT = "(?:news )?" + _one_of(
    "report(?:s|ing)? story stories articles? coverage headlines? account pieces? updates?"
)
_ABOUT = r"(?: (?:about|on|of|regarding|concerning|that|from|into)\b)?"
# What a poll finds, a host says and a company does is no report.
_ITS = _one_of("""
    polls? polling surveys? stud(?:y|ies) anal\\w+ data research\\w* rankings? index tally estimates? project\\w+
    forecast\\w* tracker investigat\\w+ interview\\w* documentary debate town hosts? anchors? presenters? journalists? reporters?
    correspondents? editor\\w* columnists? comment\\w+ contributors? execut\\w+ boss\\w* chief ceo chair\\w* presidents?
    directors? producers? sources? insiders? stars? exit reviews? readers? viewers? lawyers? staff\\w* employees?
    spokes\\w+ network awards? shows? programmes? podcasts?
""")
_NOT_ITS = rf"(?!['’]s?\b| {_ITS}\b| (?-i:[A-Z]))"
_SAID = (
    r"(?:sa(?:y|ys|id|ying)\b(?! (?:sorry|no|yes)\b)|report(?:s|ed|ing)?\b|mention(?:s|ed|ing)?\b|"
    r"describ(?:es?|ed|ing)\b|tell(?: us| me)?\b|cover(?:s|ed|ing)?\b(?! up)|"
    r"(?:wr[io]te|written|writing|publish(?:ed|ing)?|print(?:ed)?|run)(?= (?:about|on)\b))"
)
# A company reports its own results.
_RESULTS = _one_of("profits? loss(?:es)? revenues? earnings sales income subscribers")
_NO_RESULTS = rf"(?! (?:(?:an?|its|their|the|record|quarterly|annual|lower|higher|net|big) )*{_RESULTS}\b)"
_AFTER_RESULTS = r"(?<!why )(?<!profit )(?<!revenue )(?<!losses )(?<!earnings )(?<!subscribers )"
_DID = r"(?:(?:(?:what|how) )?(?:did|does|do|has|have|had|is|are|was|were)|what['’]?s|how['’]?s|what|how)"
_YET = "(?:(?:have|has|had|been|ever|already|recently|also|just|really|now|to) )*"
_DET = "(?:(?:the|any|some|all|more|latest|recent|top|new|today['’]s|other) )*"
# What may stand before "BBC coverage of": a lookbehind cannot be of several lengths, so that there are many.
_BEFORE = ("in", "from", "me", "read", "find", "see", "is", "was", "latest", "any")
_BEFORE_REPORT = "(?:^|" + "|".join(rf"(?<=\b{word} )" for word in _BEFORE)
_BEFORE_REPORT += r"|(?<=['’]s ))"
_PHRASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # according to the BBC; as reported by CNN; according to a Reuters report
        rf"(?:, )?\b(?:according to|as per|per|citing|as (?:reported|told|said|published) (?:by|in|on)) "
        rf"{_ANY}{_NOT_ITS}(?:['’]s? {_REPORT}\b| {_REPORT}\b)?,?",
        rf"\b(?:according to|per|citing|in) (?:an? |this )(?:new |recent |latest )?{_ANY} {_REPORT}\b{_ABOUT},?",
        # what did Reuters say about; has CNN reported on; what does the BBC have on
        rf"{_AFTER_RESULTS}\b{_DID} {_ANY} {_YET}{_SAID}{_NO_RESULTS}{_ABOUT}",
        rf"\b(?:what )?(?:did|do|does|has|have) {_ANY} (?:have|got)(?: anything| something| any \w+)? (?:about|on)\b",
        # articles by AP about; news from the BBC; what was said in the FT on
        rf"\b{_DET}{_REPORT}(?: (?:published|written|reported|posted))? (?:by|from|in) {_ANY}{_NOT_ITS}{_ABOUT}",
        rf"\b{_DET}news (?:by|from|in) {_ANY}{_NOT_ITS}{_ABOUT}",
        r"\b(?:what (?:was|is|has been) )?(?:said|reported|written|published|mentioned) (?:by|in) "
        rf"{_ANY}{_NOT_ITS} (?:about|on)\b",
        # USA Today's report on; BBC coverage of; the Guardian's take on
        rf"{_BEFORE_REPORT}{_ANY}(?:['’]s?)? (?:(?:latest|recent|new|own|full|news) )*"
        rf"(?:{_REPORT}|(?<=['’]s )(?:take|view|version)|news)\b(?! (?-i:[A-Z])| \w+ers?\b| cards?\b){_ABOUT}",
        # BBC News: floods; Reuters on the floods; Reuters reports that
        rf"^{_ANY}(?::| [-–—|]) ",
        rf"^{_SURE} (?:on|about|regarding) ",
        rf"^{_ANY} (?:reports?|reported|says|said|writes|wrote|is reporting|has reported)\b"
        rf"(?! (?:it|its|they|their|sorry)\b){_NO_RESULTS}(?: (?:that|about|on)\b)?",
        # in the FT, what; ask Reuters about
        rf"^(?:in|from|on|via|by) {_SURE}(?:[,:]| (?=(?:what|wh\w+|how|is|are|was|were|did|does|has|have)\b))",
        rf"^(?:please )?(?:ask|search|check|see|read|try|look (?:in|at)) {_SURE} (?:for|about|on) ",
        # anything in the Guardian about; only from Reuters
        r"\b(?:is there |are there )?(?:anything|something|everything|what['’]?s|what (?:is|was)|more|(?:the )?latest) "
        rf"(?:in|from|on|by) {_SURE}{_NOT_ITS}{_ABOUT}",
        rf"[,(]? ?\b(?:only|just|exclusively) (?:(?:in|from|by|on|via|using) )?{_SURE}\)?(?=[?.!]*$)",
        # Floods kill twelve - BBC News; floods (Reuters)
        rf" [-–—|] {_SURE}[?.!]*$",
        rf" \({_SURE}\)[?.!]*$",
    )
)
_TAIL = re.compile(rf"(?P<apart>, )?\b(?:in|from|by|via|per|(?(apart)on|per)) {_ANY}\)?(?=[?.!]*$)", re.IGNORECASE)
_COMMAND = re.compile(
    r"^(?:please )?(?:show|give|tell|find|get|bring|read|search)\b(?: me| us)?(?: all)?",
    re.IGNORECASE,
)
_NEWS_WANTED = re.compile(
    r"(?:what(?:['’]?s| is| was| has)? (?:happen\w*|new\b|going on|the (?:latest|news)|being|been|said)|anything|"
    r"something|latest|news|any|show|give|find|get|tell|search|read|list|summar\w+|headlines)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\b(?:who\w*|what|which|when|where|why|how)\b|^(?:is|are|was|were|do|does|did|has|have|had|can|will|should)\b",
    re.IGNORECASE,
)
# Words of which an outlet is rather the matter: resigned from the BBC, a stake in the Telegraph.
_OWN_NEWS = re.compile(
    r"\b(?:resign|fired|firing|quit|leav|left|suspen|sack|dismiss|retire|oust|depart|exit|dropp|ban|remov|apolog|layoff|"
    r"laid|lawsuit|su(?:ed|es|ing)\b|settle|payout|invest|stake|share|interest|statement|letter|hir(?:ed|es|ing)|join|"
    r"return|money|email|leak|subscri|strike|jobs?\b|staff|journalis|anchor|host|presenter|editor|owner|boss|award|prize|"
    r"op-ed|interview|appear|cut)\w*",
    re.IGNORECASE,
)
