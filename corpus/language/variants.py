"""The usual form of an English word: one for its irregular inflections, spellings, short forms and transliterations.

Regular inflections are left to the stemmer.
"""

from __future__ import annotations

import re


def usual(word: str) -> str:
    """The form, in lower case as the word is, that stands for all its variants; numbers in words become figures."""
    return _SAME.get(word) or _respelled(word)


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
