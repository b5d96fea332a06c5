"""The courtesy around a question, and messages that are nothing else. Pure.

Who writes whole polite sentences asks the same as who writes three words: "Good morning! Could you please tell me who
won?". What is left is the person's own words, so that nothing is put into their mouth.
"""

from __future__ import annotations

import re

LONGEST = 200  # characters of a message that can be mere courtesy

_ASKING = r"(?:who|whom|whose|what|which|when|where|why|how|whether|if|about)\b"
_THANKS = (
    r"(?:(?:many |a thousand |no,? )?thanks?(?: you)?|thx|ty|cheers)"
    r"(?>(?: so much| very much| a lot| a million| kindly| again| indeed| in advance| ever so much| dear| bot))*"
    r"(?: for (?:your|the|all your|all the) (?:help|time|answer|reply|patience|kindness|information))?"
)
_GREETING = (
    r"(?:good ?(?:morning|afternoon|evening|day)|hi|hello|hey|hallo|greetings|dear)"
    r"(?>(?: there| again| to you))*(?:,? (?:my )?(?:dear )?(?:bot|friend|dateline|sir or madam|sir|madam))?"
)
_KIND = r"(?:please|kindly|perhaps|possibly|maybe|just)"
_REQUEST = (
    rf"(?:(?:can|could|would|will|might) you (?:{_KIND},? )?"
    r"(?:be (?:so|as) (?:kind|good|nice|helpful)(?: as)?,? (?:and|to) |mind )?"
    rf"(?:{_KIND},? )?(?:tell|telling|let|inform|remind)(?:ing)? (?:me|us)(?: know)?|"
    r"i(?: would|['’]d| do)?(?: also| really| just| very much| so)* (?:like|love|want|wish|need|wanted)(?: very much)? to "
    r"(?:know|ask(?: you)?|find out)|"
    r"(?:do|would) you (?:happen to )?know|i (?:wonder|was wondering|am wondering)|i['’]m wondering|"
    rf"(?:may|might|can|could) i (?:{_KIND} )?ask(?: you)?|tell (?:me|us))"
)
# What stands before the question, as often as it comes: "Hello dear bot, could you please tell me, …".
_BEFORE = re.compile(
    rf"\W*(?:{_GREETING}(?:\s*[,.;:!–—-]+\s*|\s+(?={_KIND}\b|{_REQUEST}\b|{_ASKING}))|"
    rf"(?:and |but |so |well,? |oh,? )?(?:{_KIND},? )?{_REQUEST}(?:\s*,?\s*please)?\s*[,:]?\s+(?={_ASKING})|"
    rf"{_THANKS}\s*[.!]+\s+|please,?\s+(?={_ASKING}|{_REQUEST}))",
    re.IGNORECASE,
)
# What stands behind it: ", please?", "if you do not mind me asking", "Thank you very much!"
_BEHIND = re.compile(
    rf"(?:(?<=[.?!,])\s*{_THANKS}|,\s*(?:please|pls|plz)|"
    r",?\s+if (?:you (?:do not|don['’]?t) mind(?: (?:me|my) asking)?|i may(?: ask)?|you (?:please|would(?: be so kind)?|know)|"
    r"it['’]?s? (?:is )?not too much (?:trouble|to ask)))[\s.!]*(?P<sign>\?*)[\s.!?]*$",
    re.IGNORECASE,
)
# In turn: what is said on coming, on being given something, on not wanting it, on going. Longest first, since none is
# read a second time.
_CIVIL = (
    rf"{_THANKS}|{_GREETING}|you['’]?(?: a)?re (?:very )?welcome|(?:that|this|it) (?:was|is) (?:very |really |so |most )*"
    r"(?:helpful|kind|nice|good|interesting|useful|sad|lovely)(?: of you)?|good ?(?:bye|night)|bye(?: bye)?|"
    r"(?:may )?god bless(?: you)?|(?:have a |have )(?:nice|good|lovely) (?:day|evening|night|weekend|time)|"
    r"see you(?: later| soon| tomorrow)?|how are you(?: today| doing)?|nice to (?:meet|see) you|take care|sleep well|"
    r"(?:i['’]m |i am )?(?:very |so )?sorry|never ?mind|no problem|my pleasure|(?:yes|no),? please|"
    r"oh dear|oh my|oh|ok(?:ay)?|yes|no|lol|please|test|"
    r"danke(?: schön| sehr| dir| ihnen)?|vielen dank|guten (?:tag|morgen|abend)|gute nacht|tschüss|auf wiedersehen|"
    r"merci(?: beaucoup| bien)?|bonjour|bonsoir|salut|au revoir|s['’]il (?:vous|te) pla[iî]t|"
    r"(?:muchas |mil )?gracias|hola|buen[oa]s (?:días|dias|tardes|noches)|adiós|adios|por favor|"
    r"(?:щиро |дуже )?дякую|спасибі|привіт|добр(?:ий день|ого ранку|ий ранок|ий вечір|аніч)|до побачення|будь ласка|"
    r"شكرا(?: جزيلا)?|شكراً|مرحبا|السلام عليكم|صباح الخير|مساء الخير|من فضلك"
)
_THANKS_ANYWHERE = re.compile(
    rf"\b{_THANKS}(?!\w)|\b(?:danke|dank|merci|gracias|дякую|спасибі)(?!\w)|شكرا|شكراً", re.IGNORECASE
)
_CIVILITIES = re.compile(rf"(?>\W*(?:and\W+)?(?:{_CIVIL})\b)++\W*", re.IGNORECASE)


def bare(text: str) -> str:
    """The question without the courtesy around it; the text as it is where nothing would be left."""
    left = " ".join(text.split())
    while before := _BEFORE.match(left):
        left = left[before.end() :]
    while behind := _BEHIND.search(left):
        left = left[: behind.start()].rstrip() + behind["sign"]
    return left if any(map(str.isalnum, left)) else text


def gives_thanks(text: str) -> bool:
    """Whether mere courtesy holds thanks."""
    return _THANKS_ANYWHERE.search(text) is not None


def is_all(text: str) -> bool:
    """Whether it is a greeting, a word of thanks or the like, and nothing else."""
    return len(text) <= LONGEST and _CIVILITIES.fullmatch(text) is not None
