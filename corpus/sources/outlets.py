"""Well-known outlets under all their names, and how each must be typed to be one."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import NamedTuple

from corpus.language.habits import word_set


class Case(IntEnum):
    """How a name must be typed to be one; an operator takes it anyhow."""

    ANY = 0  # unmistakable: bbc, reuters
    CAPITAL = 1  # without its capital only in a phrase about reporting: "what did the guardian say"
    TITLE = 2  # an ordinary word: capital, and a phrase about reporting or a capital article: "in The Week"
    INITIALS = 3  # made by rule: all capitals, and a phrase about reporting
    SILENT = 4  # what is in the news itself, such as NASA: never in a plain phrase


class Outlets(NamedTuple):
    """The `cases` of all written names, and `groups`: by each of them all names of its outlet."""

    cases: dict[str, Case]
    groups: dict[str, list[str]]


@cache
def outlets() -> Outlets:
    """All well-known outlets; the same object each time."""
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
    return Outlets(cases, groups)


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
ORDINARY = word_set("""
    advertiser age argus banner bee bulletin chronicle citizen courier dispatch eagle echo enquirer examiner focus
    gazette globe guide inquirer journal leader ledger live local mail mercury monitor nature new news nova now
    observer outlook parade patriot pilot planet politics post press quartz rebel record register reporter republic
    review science sentinel signal source spotlight star statesman story tablet today tribune union voice watch wire
    world
""")
# What is in the news itself, and what initials and addresses must not be taken for.
SILENT = word_set("""
    un eu nato nasa esa who unicef unesco imf fbi cia cdc fda nhs noaa pentagon kremlin congress senate us usa uk
    america europe russia china ukraine president government police army google apple amazon microsoft meta facebook
    instagram youtube twitter x reddit tiktok telegram wikipedia openai tesla netflix disney it ai pm am pr mp tv id
    in on at is as so to no or do go he me my we be by if of up an vs dc la ny sf ok
""") | {"united nations", "white house", "world bank", "european union", "united states"}
# Words that make no name by themselves: "World News", "Top Stories".
GENERAL = word_set("""
    world news latest top stories breaking local national international daily business sport sports politics technology
    tech health science culture home front page feed rss headlines articles the and of in for my all general updates
    media
""")
