"""How one goes on about what was said in English, as patterns; `leaning` reads them, and `idioms.toml` has other languages."""

from __future__ import annotations

import re

_EXCLAIMED = (
    "oh dear|oh no|dear me|my goodness|oh|ok|okay|wow|whoa|omg|my god|god|"
    "lol|haha|huh|hm+|uh|ugh|ah|aha|aw+|yikes|ouch|damn|gosh|wtf|yay|"
    "yes|yeah|yep|no|nope|nah|no way|really|seriously|right|sure|true|indeed|i see|got it|understood|"
    "thanks|thank you|thx|please|sorry|well|great|good|nice|cool|cute|fine|funny|sad|awful|terrible|horrible|crazy|"
    "insane|wild|amazing|awesome|incredible|impressive|interesting|fascinating|strange|weird|odd|scary|shocking|"
    "unbelievable|disgusting|ridiculous|too bad|not bad|good to know|(?:good|bad) news|fair enough|"
    "(?:a )?(?:lie|lies|joke|nonsense|fake|fake news)|wrong|not true|"
    "what a (?:shame|pity|mess|story)|(?:not|isn't|wasn't) what i (?:wanted|meant|asked(?: for| about)?)|"
    "you (?:misunderstood(?: me)?|got (?:that|it|me) wrong)|"
    "lmao|rofl|bruh|bro|dude|smh|ikr|idk|meh|whatever|jeez|geez|dang|sheesh|tbh|ngl|"
    "(?:(?:the|those|these) )?(?:poor|lucky|brave|smart|stupid|crazy) "
    "(?:guys?|man|men|woman|women|girls?|boys?|kids?|thing|him|her|them|people)"
)
# "wow.", "how dreadful. ", "ok so who …": what says nothing of the news, at the beginning.
REACTION = re.compile(
    r"\W*(?:how(?! (?:many|much|long|come|old|far)\b)|that's|that is|this is|it's|it is|so|very)\s+"
    r"(?:(?:so|very|really|just)\s+)?[a-z]+\s*[.!…]+\s+(?=\w)|"
    rf"\W*(?:(?:that's|that is|that was|that|it's|it is|so|very|pretty|how|just)\s+)*(?:{_EXCLAIMED})\b(?:\s+(?:{_EXCLAIMED})\b)*"
    r"\s*(?:[,.;:!?…–—-]+\s*|$)|\W*(?:omg|wow|lol|haha|oh|ok|okay|hm+|huh|damn|thanks|thx|yes|yeah|no|nah)\s+|"
    r"\W*(?:(?:wait|hang on|hold on|actually)\W+)+(?=(?:so|but|and|who|what|which|when|where|why|how)\b)",
    re.IGNORECASE,
)
# "ok", "thanks": a reaction after which anything may be asked.
CLOSING = re.compile(
    r"\W*(?:(?:ok|okay|thanks|thank you|thx|great|good|fine|nice|cool|well|right|got it|understood|i see|oh|hm+)\b\W*)+",
    re.IGNORECASE,
)
# "forget it.", "different topic:" before something else.
TURNING = re.compile(
    r"^\W*(?:(?:forget|scratch|leave) (?:about )?(?:it|that|this)|never ?mind(?: that)?|(?:on |to )?(?:a |an )?"
    r"(?:different|new|other|another) (?:topic|subject|matter|note)|chang(?:e|ing) (?:of )?(?:the )?(?:topic|subject))"
    r"\s*[,.:;!?–—-]*\s+(?:now\s+)?(?=\w)",
    re.IGNORECASE,
)
# "and", "but then", "so what about".
OPENER = re.compile(
    r"\W*(?:(?!so (?:far|long|many|much|few)\b)(?:and|but|so|or|plus|then|also|now)\b[\s,]*)*"
    r"(?:(?:what|how) about\b|what of\b|(?:same|as) for\b)?\s*",
    re.IGNORECASE,
)
ASPECT = re.compile(r"\babout\b", re.IGNORECASE)  # "what about the staff?": anything of it may be asked
# "tell me", "do you know", before a question.
TELLING = re.compile(
    r"(?:please\s+)?(?:(?:can|could) you )?(?:tell me|do (?:you|we) know|any idea|remind me|i wonder|i mean|"
    r"i (?:want|would like|'d like) to know|explain)\s+(?=(?:who|what|when|where|why|how|which|if|whether|about)\b)",
    re.IGNORECASE,
)
# "no, I meant 2018", "not Kyiv, Kharkiv"
CORRECTION = re.compile(
    r"(?:not (?!sure\b)[\w' ]{2,30}, (?:but )?)?"
    r"(?:i (?:meant?|was asking (?:about|for)|ask(?:ed)? (?:about|for)|said)|make (?:it|that)|rather)\s+|"
    r"not (?!sure\b)[\w' ]{2,30}, (?:but )?",
    re.IGNORECASE,
)
NOT_THAT = re.compile(r"\s*,?\s(?:and )?not [\w' -]{2,30}\W*$", re.IGNORECASE)  # "I said Kharkiv, not Kyiv"
# "no, Kharkiv", "that's not what I meant. Kharkiv": corrects as well.
DENIAL = re.compile(
    r"\W*(?:no|nope|nah)\s*[,:–—-]+\s*|.*\b(?:what i (?:wanted|meant|asked(?: for| about)?)|misunderstood(?: me)?|wrong)\W+",
    re.IGNORECASE,
)
# "let's go back to the earthquake"; "the telescope again".
BACK = re.compile(
    r"(?:(?:let's |let us |can we |i want to )?(?:go(?:ing)? |com(?:e|ing) |get(?:ting)? )?back to|return(?:ing)? to)\s+(?=\w)",
    re.IGNORECASE,
)
AGAIN = re.compile(r"((?:the|that|those)\s+[\w' -]{2,40}?)\s+again\s*(?:[,.:;!–-]+\s*|$)", re.IGNORECASE)
DEFINITE = re.compile(r"(?:the|that|those)\s", re.IGNORECASE)
# "the balloon what happened with that", "the hurricane, how strong was it?", "Ohio: who pays?"
NAMED_FIRST = re.compile(
    rf"(?P<name>{DEFINITE.pattern}[\w'-]+(?:\s+[\w'-]+){{0,3}}?|[\w'-]+(?:\s+[\w'-]+){{0,3}}(?=[,:.]))[,:.]?\s+"
    r"(?=(?:(?:in|at|by|for|from|with|to|since|of)\s+)?(?:who|whom|whose|what|when|where|why|how)\b)",
    re.IGNORECASE,
)
# "tell me more about the ship", "anything else?", "go on".
MORE = re.compile(
    r"(?:(?:and|so|ok|okay|please|yes|can you|could you|i want to|i'd like to)\s+)*"
    r"(?:(?:tell|show|give|send|read|hear|know|say|learn)\s+(?:me\s+|us\s+)?)?"
    r"(?:a (?:bit|little) |some |any |the |even |much |what )?"
    r"(?:more|else|further|rest|(?:any|some)thing (?:else|more)|what else|go on|carry on|keep going|continue|next(?! \w+ing)|"
    r"explain|details?|elaborate)(?:\s+(?:details?|info(?:rmation)?|facts|sentences|news|do (?:we|you) know|is (?:there|known)|"
    r"happened|to know|can you (?:say|tell)))?(?P<about>\s+(?:(?:on|about|of|regarding|into)\s+.+|\w+ing\b(?:\s+\w+){0,2}))?"
    r"(?:\s*,?\s*(?:please|pls|then))?\W*",
    re.IGNORECASE,
)
ABOUT = re.compile(r"(?:on|about|of|regarding|into)\s+", re.IGNORECASE)
ORDINALS = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5},
    **{"former": 1, "last": -1, "latter": -1},
}
# "more on the second one", "number 3", "4".
ORDINAL = re.compile(
    r"(?:(?:(?:tell me|show me|more|read|open|explain|what)\b.*?\b(?:about|on|of)?\s*)?"
    rf"(?:the\s+(?P<word>{'|'.join(ORDINALS)})(?:\s+(?:one|point|item|story|article|sentence|answer|result))?|"
    r"(?:number|point|item|no\.?|nr\.?|#)\s*(?P<digit>[1-5]))|"
    r"(?P<bare>[1-5]|second|2nd|third|3rd|fourth|4th|fifth|5th)(?:\s+one)?)(?:\s*,?\s*please)?\W*",
    re.IGNORECASE,
)
# "anything new?", "what has happened since then?".
SINCE = re.compile(
    r"(?:(?:is|are) there )?"
    r"(?:(?:what|anything|something)(?:'s| has| have| is)? (?:new\b(?= on | about | there| in | since)|happen\w* (?:since|after)|"
    r"changed)|(?:any|some)thing (?:new|since|later)|any (?:news|updates?|developments?)|(?:and )?since then|"
    r"and (?:now|today|since)|"
    r"(?:(?:any|some)(?:thing)? )?(?:(?:newer|fresher|more recent)(?: (?:news|reports?|articles?|ones?))?|(?:fresh|later) news)|"
    r"(?:what's )?(?:the )?latest(?= on (?:that|this|it)))"
    r"(?:\s+(?:since|after|then|that|this|on|it|there|about|news|now|lately|recently))*\W*",
    re.IGNORECASE,
)
# "what changed since yesterday?", "any news this week?": with the time by itself, if it is one.
SINCE_A_TIME = re.compile(
    r"(?:(?:is|are) there )?(?:(?:what(?:'s| has| have)?|(?:any|some)thing) (?:changed|new|happened)(?= since| after)|"
    r"(?:what(?:'s| has| have)?|(?:any|some)thing) changed|anything new|any (?:news|updates?|developments?|changes?))\s+"
    r"(?P<time>.{2,60})",
    re.IGNORECASE,
)
# "is that still true?": what came since would tell.
STILL = re.compile(
    r"(?:is|are) (?:that|this|it|these|those|they) still (?:true|the case|so|valid|current|correct|right|accurate|up to date)\W*|"
    r"do(?:es)? (?:that|this|it|they) still (?:hold|stand|apply|count)\W*",
    re.IGNORECASE,
)
NEWEST = re.compile(
    r"(?:please\s+)?(?:show|give)\s+me\s+(?:only\s+)?the\s+(?:newest|latest|most recent)(?:\s+ones?)?\W*|"
    r"(?:(?:and|please|show|give|me|them|the)\s+)*"
    r"(?:(?:newest|latest|most recent)(?: ones?)? first|sort(?:ed)?(?: (?:it|them))? by (?:date|time))\W*",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves)\b", re.IGNORECASE
)
OWNING = frozenset({"his", "her", "its", "their", "himself", "herself", "itself", "themselves"})
THERE = re.compile(
    r"\b(?:in|up|out|over|from|near|down) there\b|\bthere(?=\s*(?:$|[?.!,]|now\b|then\b))", re.IGNORECASE
)
_AFTER_THIS = (  # "this one", "that way", "those from": before any other word it may be "this drink", and names what it means
    "way|one|man|woman|place|word|law|deal|plan|number|record|country|city|company|team|group|case|news|story|"
    "happen\\w*|mean|work|about|true|legal|same|all|so|possible|why|how|much|many|then|for|in|on|at|from|with|and|or|not|"
    "bad|good|big|really|even"
)
# "when was that?", "because of this", "what about it", "the other one".
POINTING = re.compile(
    rf"\b(?:this|that|these|those)\b(?=\s*(?:$|[?.!,]|(?:{_AFTER_THIS})\b))"
    r"|\b(?:that|those) (?:day|night|morning|time|week|month|year)s?\b"
    # "what is this balloon?" names what it means
    r"|\b(?:of|with|to|about|like|after|before|for|from|by|all|(?<!what )(?<!who )(?:is|was|are|were)|did|does|do|has)\s+"
    r"(?:this|that|these|those)\b"
    r"(?!\s+(?:week|month|year|morning|summer|winter|spring|fall)\b)"
    r"|\b(?:about|of|over|on|for|with|against|after|before|from|behind) it\b"
    r"|\b(?:then|too|as well|instead|anyway|otherwise)\s*[?.!]*$|\bthe (?:same|others?|rest|former|latter|two)\b"
    r"|\b(?:another|the|which|what|other|any|last|next|new|old) ones?\b|\b(?:else|another|others)\b"
    r"|\bso (?:long|many|much|few|high|low|late|soon|big|bad)\b",
    re.IGNORECASE,
)
_DEGREE = "(?:long|many|much|few|little|high|low|late|early|soon|big|small|bad|often|strong|fast|slow|old|young|expensive|cheap)"
# "why so many?", "how come that late?": wonders at an answer.
WONDERING = re.compile(
    rf"\W*(?:(?:but|and|why|how|how come|what|is|are|was|were|it)\W+)*(?:so|that|this) {_DEGREE}\W*", re.IGNORECASE
)
# An "it" that means nothing: "is it true that …", "how long does it take to …".
IDLE = re.compile(
    r"\b(?:is|was|isn't|wasn't|will|would) it (?:true|possible|safe|legal|ok|okay|necessary|likely)\b.*\b(?:to|that)\b|"
    r"\bhow long does it take to\b|\bwhat is it like to\b|\bwhat time is it\b",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"(?:(?:in|at|on|by|for|from|with|to|since|until|of|under|after|against)\s+)?"
    r"(?:who|whom|whose|what|which|when|where|why|how)(?:'s|'re|'d)?\b|"
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|any)(?:n't)?\b|(?:can|won)'t\b)",
    re.IGNORECASE,
)
# "in Kharkiv", "compared to 2018".
PREPOSED = re.compile(
    r"(?:in|at|on|by|for|from|with|to|since|until|of|under|after|before|against|near|during|"
    r"versus|vs|(?:as )?compared? (?:it |them |that |this )?(?:to|with))\b",
    re.IGNORECASE,
)
QUESTION_WORD = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w'-]+")
# Names of one word or several, behind another word.
THINGS = re.compile(r"(?<=[\w,;:] )(?!I\b)[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
SIGNS = re.compile(r"[^\w?!.…]+")  # "🙂"
NEWS = re.compile(r"(?:(?:the )?latest|news|headlines)\W*", re.IGNORECASE)
CALLED = re.compile(r"\w[^,]*, ")  # "Zelensky, what did he ask for?"
