"""What stands on a news page and is not the article's own words: buttons, credits, notices, links to other pages.

Every judgement is about one line by itself, white space folded, and errs on the side of keeping: a line that could be a
sentence of the article is no debris. Who wrote an article is for `writers` to know, and who published it for `publishers`;
where a line stands is left to `lines`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.reading.addresses import LINK
from corpus.reading.writers import is_staff

LONGEST = 600  # in characters: a longer line is always the article's own

_NETWORK = (
    r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram|threads|bluesky|mastodon|messenger"
    r"|youtube|tiktok|flipboard|tumblr|e-?mail|mail|sms|rss|google news)"
)
AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|Getty(?: Images)?|EPA(?:-EFE)?|EFE|PA(?: Media| Wire)?|Shutterstock|Alamy|Bloomberg"
    r"|Anadolu|Xinhua|dpa|ANSA|UPI|NASA|Zuma|iStock|Imagn|NurPhoto|Sipa USA|TASS|Kyodo|Ukrinform"
    r"|(?:The )?Associated Press|Agence France-Presse|Press Association|CNN(?: Business)?|USA TODAY)"
)
_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|del|der|van|von|da|al|bin)){0,4}"


class _Rules(NamedTuple):
    """Whole lines of one sort; `longest`, in characters, and `needles`, one of which must be there if any, spare a search.

    Unless `capitals` matter, rules are written in small letters and tried on the line in small letters: four times as
    fast as a pattern that ignores case.
    """

    pattern: re.Pattern[str]
    longest: int
    needles: tuple[str, ...]
    capitals: bool


def _rules(*rules: str, longest: int = LONGEST, needles: tuple[str, ...] = (), capitals: bool = False) -> _Rules:
    return _Rules(re.compile("|".join(f"(?:{rule})" for rule in rules)), longest, needles, capitals)


_FURNITURE = (
    _rules(  # buttons, players, menus
        r"(?:icon-[\w-]++\W*+)++",
        rf"(?>(?:{_NETWORK}|shares?|saved?|tweet|pin|print|copy(?: link)?|link(?: copied)?|gift|bookmark|listen"
        r"|comments?|follow|flip)(?:[\s,|/·•!]+|$))++",
        r"(?:share|tweet|send|pin|follow|like|join|find)(?>\W+(?:this|the|us|it|on|via|by|with|to|article|story|page"
        rf"|post|link|your|friends?|in|now|and|our|channel|options|{_NETWORK}))++\W*",
        r"\d[\d,.]*k? (?:shares?|comments?|likes?|views?|reactions?)",
        r"(?:estimated )?\(?\d{1,3}[ -]min(?:ute)?s?[ -](?:read|listen|watch|video|audio)\)?",
        r"read(?:ing)? time\W+\d.*",
        r"(?:listen to|watch|play|read|gift|save|print) (?:this )?(?:article|story|video|audio)s?(?: for free)?",
        r"listen\W+[\d:]+",
        r"(?:view|enlarge|expand|open) (?:this )?image(?: in full ?screen)?",
        r"(?:toggle|hide|show|view) caption",
        r"video|image|audio|photos?|gallery|slideshow|loading\W*|menu|search|close|home",
        r"(?:sign|log) in|register|subscribe|my account",
        r"skip (?:to )?(?:main )?(?:content|navigation|advertisement|ad|past newsletter.*)",
        r"back to top|(?:load|show|see) more|see all topics",
        r"[-–— ]*advertisements?[-–— ]*(?: \d+)?|ad|paid (?:content|post)|promoted",
        r"sponsored(?: content| by .{1,40})?",
        r"(?:story|article|content|post|text) continues (?:below|after).{0,40}",
        r"scroll (?:down )?(?:to|for) (?:continue|more)\W*",
        r"(?:view|show|hide|leave|post|add|read) (?:all |a |the |\d+ )?(?:comments?|reply)",
        r"be the first to comment\W*|join the (?:conversation|discussion|debate)\W*",
        rf"{LINK}|@\w+|[\w.+-]+@[\w-]+\.[\w.-]+",
        longest=200,
    ),
    _rules(  # consent, law, failures
        r"by (?:continuing|using|clicking|browsing|submitting|signing|subscribing|providing|entering|closing)\b.*"
        r"\b(?:you (?:agree|consent|accept|acknowledge)|cookies|privacy)\b.*",
        r"(?:accept|allow|reject|manage|decline)(?: all| my)? (?:cookies|preferences|settings|choices|options)\W*",
        r"(?:accept|reject) all|i agree|got it\W*|cookies? (?:policy|settings|notice|preferences|consent)\W*",
        r"we (?:value|care about|respect) your privacy\W*|do not sell .{0,40}personal information\W*",
        r"(?>(?:privacy (?:policy|notice|statement)|terms (?:of (?:use|service)|(?:and|&) conditions)|cookie policy"
        r"|about us|contact us|site ?map|accessibility(?: help)?|advertise with us|careers|help"
        r"|your privacy (?:choices|rights))(?:\W+|$))++",
        r"(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4})).*|this material may not be (?:published|reproduced).*",
        r"please (?:enable|disable|turn o\w+)\b.{0,60}\b(?:javascript|ad ?blocker|cookies)\b.*",
        r"(?:javascript|your browser)\b.{0,60}\b(?:required|disabled|not support(?:ed)?|does not support)\b.{0,120}",
        r"video player was slow to load.*|\d\. (?:how relevant is this ad|did you encounter any technical).*",
    ),
    _rules(
        r".{0,60}\b(?:we|us|site|website|partners?|publisher)\b.{0,80}\b(?:used?|uses|using|set|store|place)\b"
        r".{0,80}\bcookies\b.*",
        r"(?:.{0,120}\W)?all rights reserved\b.{0,200}",
        needles=("cookies", "all rights"),
    ),
)
_LIST = _rules(
    r"(?:more )?(?:related|recommended|most (?:read|popular|viewed|watched|shared)|trending|top stories|more stories"
    r"|latest news|editor['’]?s['’]? picks?|up next|further reading|you (?:may|might) also like|don['’]t miss"
    r"|read more|more to explore|from our partners|around the web|sponsored links)"
    r"(?: (?:articles?|stories|news|content|coverage|links|reading|topics|videos?|now|for you|internet links))?\W*",
    r"more (?:on|about|from) (?:this(?: story)?|\w+(?: \w+)?)",
    longest=80,
)
_POINTERS = (
    _LIST,
    _rules(  # links to other pages, words about this one
        r"(?:read|see|find|learn|watch|hear)(?: more| also| next)(?: (?:here|on|about|at|from)\b.{0,60})?\W*",
        r"(?:read(?: more| also| next| now| this)?|also read|see (?:also|more)|(?:learn )?more|check out|go deeper"
        r"|watch(?: live| now| more| also)?|listen(?: now)?|don['’]t miss|must[ -]read|you (?:may|might) (?:also )?like"
        r"|related(?: (?:articles?|stor(?:y|ies)|news|content|coverage|links?|reading|topics?|video))?|recommended"
        r"|further reading|editor['’]?s['’]? picks?|tags?|topics?|filed under|sign[ -]up|newsletters?|podcasts?)"
        r"\s?[:>»].{1,250}",
        r"need a (?:news )?break\?.*|(?:download|get) (?:the|our) .{0,60}\bapp\b.{0,60}|(?:click|tap) here\b.*",
        rf"(?:please )?(?:follow|join|like) .{{1,100}} on {_NETWORK}\b.*",
        r"(?:support|become|thank you for supporting)\b.{0,80}\b(?:journalism|subscriber|member|newsroom)\b.{0,160}",
        r"\(?this (?:is a (?:developing|breaking)(?: news)? story"
        r"|(?:story|article|report|post) (?:has been|was|is being|will be) updated)\b.{0,100}",
        longest=280,
    ),
    _rules(  # invitations
        r"(?:sign[ -]?up|subscribe|register)\b(?=.*\b(?:newsletters?|inbox|here|alerts?|e-?mails?|app|podcasts?"
        r"|text with|briefing|channel|free trial|today|now|magazine)\b).*",
        r"[^.!?:]{0,90}[.?:!] ?(?:sign[ -]?up|subscribe)\b.{0,60}"
        r"\b(?:newsletters?|inbox|here|alerts?|e-?mail|text with)\b.{0,120}",
        r"\(?(?:get|receive|want|would you like|for more|looking for|prefer to|stay|you can get|the \w+ newsletter"
        r"|(?:editor['’]s note: )?a version of this)\b.*"
        r"\b(?:newsletters?|inbox|sign up|crossword|whatsapp channel|follow us)\b.*",
        needles=(
            "sign up",
            "signup",
            "sign-up",
            "subscri",
            "newsletter",
            "inbox",
            "crossword",
            "whatsapp",
            "follow us",
        ),
    ),
    _rules(  # who the writer is
        r"(?:contact|reach|follow|e-?mail) .{1,120}@\w.*",
        r"[^.]{3,80}\b(?:is|are) an? \b.{0,120}"
        r"\b(?:reporters?|correspondents?|editors?|columnists?|journalists?|writers?|producers?)\b"
        r".*(?:@\w|\be-?mail\b|\b(?:follow|reach|contact) (?:him|her|them)\b).*",
        r"[^.]{3,60} covers [^.]{3,120}\..{0,60}@\w.*|(?:got|do you have|have) a (?:news )?(?:tip|story)\b.*",
        needles=("@", "mail", "follow ", "reach ", "contact ", "a tip", "a story", "news tip", "news story"),
    ),
)
_CREDITS = (  # here capitals matter
    _rules(
        rf"\W*{AGENCY}(?:(?:\W+| via | and ){AGENCY})*\W*",
        r"(?:(?:Main|Cover|File|Photo|Image|Picture|Video|Media) )?"
        r"(?:[Pp]hoto(?:s|graph|graphs|graphy)?|PHOTO|[Ii]mage|[Pp]icture|[Vv]ideo|[Ii]llustration|[Gg]raphic"
        r"|[Cc]omposite|[Cc]redit|CREDIT|(?<= )source)s?(?: by| credits?| courtesy(?: of)?)?\s?[:|]\s?.{1,140}",
        r"(?:Photo|Photograph|Image|Picture|Illustration|Graphic)s? (?:by|courtesy of|via) [A-Z][^.]{1,80}",
        r"(?:Image|Media|Video|Figure|Photo) (?:source|caption|credit),.{1,500}",
        r"\[\d+/\d+\].{1,500}|Item \d+ of \d+.{0,500}|Purchase Licensing Rights.*|Our Standards:.*",
        r"(?:[Ss]taff|[Ww]ire|[Ss]taff and wire|From [\w ]{0,40}wire) (?:reports?|writers?|reporters?)",
        r"Opinion contributor|Special to [A-Z][\w ]{1,40}",
        rf"(?:{_NAME}(?:, {_NAME}){{0,2}},? )?\(?{AGENCY}\)? ?[-–—]+",  # a dateline without its sentence
        capitals=True,
    ),
    _rules(  # captions, as their last words show
        rf"{_NAME}(?: ?, ?{_NAME})? ?(?:/|\||via) ?(?:{_NAME}(?:/| via ))?{AGENCY}\b.{{0,40}}",
        rf".{{1,500}} REUTERS/{_NAME}.{{0,60}}",
        rf".{{1,500}}[.!?”\"] {_NAME} ?/ ?{AGENCY}\b.{{0,40}}",
        r".{0,500}\((?:AP Photo|[Pp]hoto|PHOTO|Photograph|Image|Picture|File [Pp]hoto|Credit|Getty"
        rf"|[^()]*/ ?{AGENCY}|[^()]*(?:Getty Images|via AP))\b[^()]{{0,100}}\)\W*",
        r".{1,500}[\s.](?:Photograph|Photo|Picture|Composite|Illustration): [^.]{1,80}",
        needles=("/", "photo", "image", "picture", "illustration: ", "composite: ", " via ", "|"),
        capitals=True,
    ),
)
_DEBRIS = _FURNITURE + _CREDITS + _POINTERS
_LETTER = re.compile(r"[^\W_]")


def is_furniture(line: str) -> bool:
    """A button, a notice, an address, or nothing but signs: no headline and no sentence, wherever it stands."""
    return _LETTER.search(line) is None or _fits(line, _FURNITURE)


def is_debris(line: str) -> bool:
    """Furniture, a photo credit or a caption that ends in one, a staff line, a link to another page, an invitation."""
    return _LETTER.search(line) is None or _fits(line, _DEBRIS) or (len(line) <= LONGEST and is_staff(line))


def opens_list(line: str) -> bool:
    """A bare "Related" or "Most read": what follows are other articles' headlines until a sentence comes."""
    return _fits(line, (_LIST,))


def _fits(line: str, rules: tuple[_Rules, ...]) -> bool:
    """Whether a line is one of them. Every line of every article comes here some nine times, so it is one plain loop."""
    small, length = line.lower(), len(line)
    if length > LONGEST:
        return False
    for pattern, longest, needles, capitals in rules:
        if (
            length <= longest
            and (not needles or _holds(small, needles))
            and pattern.fullmatch(line if capitals else small)
        ):
            return True
    return False


def _holds(small: str, needles: tuple[str, ...]) -> bool:
    for needle in needles:  # noqa: SIM110  (`any` takes twice the time)
        if needle in small:
            return True
    return False
