"""The phrases that make a source the one that reports: patterns in which each name is one private character."""

from __future__ import annotations

import re
from functools import cache

from corpus.language.cues import Cued

FIRST, MOST = 0xE000, 1024  # characters for names of weight 2, behind them as many for those of weight 1
SIGN = re.compile(rf"[{chr(FIRST)}-{chr(FIRST + 2 * MOST - 1)}]")


def _listed(last: str) -> str:
    name = rf"(?:the )?[{chr(FIRST)}-{last}]"
    return rf"(?P<names>(?:both )?{name}(?:(?:, (?:and |or )?| and | or | & )(?:(?:in|on|from|by) )?{name})*)"


def _one_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


LAST_SURE = chr(FIRST + MOST - 1)
_ANY = _listed(chr(FIRST + 2 * MOST - 1))  # names in a phrase about reporting
_SURE = _listed(LAST_SURE)  # names in any other phrase
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
_PHRASES = (
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
TAIL = re.compile(rf"(?P<apart>, )?\b(?:in|from|by|via|per|(?(apart)on|per)) {_ANY}\)?(?=[?.!]*$)", re.IGNORECASE)
COMMAND = re.compile(
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

_ASKS = "What|Which|Who|When|Where|Why|How|Is|Are|Was|Were|Do|Does|Did|Has|Have|In|On|From|By|Via|Per|To|And|Or"
_ASKS += "|Any|Only|Latest|Show|Give|Find|Get|Read|Search|Check|Ask|See|According"
# What makes a word a part of a longer name: "Nigerian Guardian", "Guardian Media Group".
PART_BEFORE = re.compile(rf"\b(?!(?:The|{_ASKS}) $)[A-Z][\w’'.-]* $")
PART_AFTER = re.compile(r" [A-Z]")
ARTICLE = re.compile(r"[\w,] The $")
# Names that end like a newspaper's.
PRESS = Cued(
    "Times Post Journal Herald Tribune Telegraph Gazette Courier Chronicle Observer Mail Express Mirror Star Standard "
    "Dispatch Examiner Inquirer Sentinel Bulletin Daily Weekly Zeitung Radio Television Agency",
    rf"\b(?!(?:The|{_ASKS}) )((?:[A-Z][\w’'.-]* ){{1,3}}(?:Times|Post|Journal|Herald|Tribune|Telegraph|Gazette|"
    r"Courier|Chronicle|Observer|Mail|Express|Mirror|Star|Standard|Dispatch|Examiner|Inquirer|Sentinel|Bulletin|Daily|Weekly|"
    r"Zeitung|Radio|Television|News Agency))(?! [A-Z])(?=\W|$)",
)


@cache
def phrase_patterns() -> tuple[re.Pattern[str], ...]:
    """All of them, compiled when the first source is named: a fiftieth of a second."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PHRASES)


def is_filter(tail: re.Match[str]) -> bool:
    """Whether a text that ends "in the Guardian" wants the Guardian's news, to judge by what comes before."""
    if tail["apart"] or len(SIGN.findall(tail["names"])) > 1:
        return True
    before = tail.string[: tail.start()]
    asks = _NEWS_WANTED.match(before) or not _QUESTION.search(before)
    return bool(asks and tail["names"][-1] <= LAST_SURE and not _OWN_NEWS.search(before))
