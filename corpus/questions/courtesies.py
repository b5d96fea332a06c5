"""What people say around a question in each language: patterns in small letters, read by `courtesy` without regard to case."""

from __future__ import annotations

from typing import NamedTuple


class Courtesies(NamedTuple):
    """`asking` is how a question begins once it is asked for; `aside` what is added behind it, after a comma or without."""

    greeting: str
    request: str
    asking: str
    please: str
    thanks: str
    aside: str = r"(?!)"


_KINDLY = r"(?:please|kindly|perhaps|possibly|maybe|just)"
SPOKEN = {
    "en": Courtesies(
        greeting=(
            r"(?:good ?(?:morning|afternoon|evening|day)|hi|hello|hey|greetings|dear)(?>(?: there| again| to you))*"
            r"(?:,? (?:my )?(?:dear )?(?:bot|friend|dateline|sir or madam|sir|madam))?"
        ),
        request=(
            rf"(?:(?:and|but|so|well|oh),? )?(?:{_KINDLY},? )?"
            rf"(?:(?:can|could|would|will|might) you (?:{_KINDLY},? )?"
            r"(?:be (?:so|as) (?:kind|good|nice|helpful)(?: as)?,? (?:and|to) |mind )?"
            rf"(?:{_KINDLY},? )?(?:tell|telling|let|inform|remind)(?:ing)? (?:me|us)(?: know)?|"
            r"i(?: would|['’]d| do)?(?: also| really| just| very much| so)* (?:like|love|want|wish|need|wanted)(?: very much)? "
            r"to (?:know|ask(?: you)?|find out)|"
            r"(?:do|would) you (?:happen to )?know|i (?:wonder|was wondering|am wondering)|i['’]m wondering|"
            rf"(?:may|might|can|could) i (?:{_KINDLY} )?ask(?: you)?|tell (?:me|us))"
        ),
        asking=r"(?:who|whom|whose|what|which|when|where|why|how|whether|if|about)\b",
        please=r"(?:please|pls|plz)",
        thanks=(
            r"(?:(?:many |a thousand |no,? )?thanks?(?: you)?|thx|ty|cheers)"
            r"(?>(?: so much| very much| a lot| a million| kindly| again| indeed| in advance| ever so much| dear| bot))*"
            r"(?: for (?:your|the|all your|all the) (?:help|time|answer|reply|patience|kindness|information))?"
        ),
        aside=(
            r"if (?:you (?:do not|don['’]?t) mind(?: (?:me|my) asking)?|i may(?: ask)?|"
            r"you (?:please|would(?: be so kind)?|know)|it['’]?s? (?:is )?not too much (?:trouble|to ask))"
        ),
    ),
    "de": Courtesies(
        greeting=r"(?:guten (?:tag|morgen|abend)|hallo|hi|servus|moin|grüß gott|lieber)(?: zusammen)?(?:,? lieber)?(?: bot)?",
        request=(
            r"(?:(?:können|könnten|würden) sie|(?:kannst|könntest|würdest) du)(?: mir| uns| bitte| vielleicht| mal)*"
            r" (?:sagen|mitteilen|erklären|verraten)|(?:sagen sie|sag)(?: mir| uns| bitte| mal)+|wissen sie|weißt du|"
            r"ich (?:würde|möchte|will|wollte|hätte)(?: auch| mal| bitte| gerne?)* (?:wissen|fragen|erfahren|gewusst)|"
            r"darf ich(?: sie| dich| bitte| kurz| mal)* fragen"
        ),
        asking=r"(?:wer|wen|wem|wessen|wann|wo\w*|warum|weshalb|wieso|welche\w*|was|wie\w*|ob|aus|seit|in|an|über)\b",
        please=r"bitte",
        thanks=r"(?:vielen (?:lieben )?dank|besten dank|danke)(?: schön| sehr| dir| ihnen)?(?: im voraus)?",
    ),
    "fr": Courtesies(
        greeting=r"(?:bonjour|bonsoir|salut|coucou)(?:,? cher bot| madame| monsieur)?",
        request=(
            r"(?:(?:pourriez|pouvez)[- ]vous|(?:peux|pourrais)[- ]tu)(?:,? s['’]il (?:vous|te) pla[iî]t,?)?"
            r"(?: me| nous| m['’])? ?(?:dire|expliquer|indiquer)|(?:j['’]aimerais|je (?:voudrais|souhaiterais))"
            r"(?: bien| aussi)* (?:savoir|(?:vous )?demander)|dites[- ](?:moi|nous)|dis[- ]moi|savez[- ]vous|sais[- ]tu"
        ),
        asking=r"(?:combien|quel\w*|lesquel\w*|pourquoi|quand|où|comment|qui|que|quoi|ce|si|à|en|de|dans)\b|(?:s|qu)['’]",
        please=r"(?:s['’]il (?:vous|te) pla[iî]t|svp|stp)",
        thanks=r"(?:un grand )?merci(?: beaucoup| bien)?(?: d['’]avance)?",
    ),
    "es": Courtesies(
        greeting=r"(?:hola|buen[oa]s (?:d[ií]as|tardes|noches))(?:,? querido bot)?",
        request=(
            r"(?:me |nos )?(?:podr[ií]as?|puedes?|podr[ií]an)(?: usted)?(?:,? por favor,?)? (?:decir|explicar|contar)(?:me|nos)?|"
            r"(?:quisiera|quiero|querr[ií]a|me gustar[ií]a)(?: tambi[eé]n)? (?:saber|preguntar(?:le|te)?)|d[ií]game|dime|"
            r"sabes?(?: usted)?"
        ),
        asking=r"(?:cu[aá]nt\w*|qu[eé]|qui[eé]n\w*|cu[aá]ndo|a?d[oó]nde|por|cu[aá]l\w*|c[oó]mo|si|en|a|de)\b",
        please=r"por favor",
        thanks=r"(?:muchas |mil )?gracias(?: de antemano| por (?:su|tu|la) ayuda)?",
    ),
    "uk": Courtesies(
        greeting=r"(?:добр(?:ий день|ого дня|ого ранку|ий ранок|ий вечір|ого вечора)|вітаю|привіт)",
        request=(
            r"(?:чи )?(?:можете|можеш|могли б|міг би|могла б)(?: ви| ти)?(?: мені)?(?:,? будь ласка,?)? "
            r"(?:сказати|розповісти|підказати)|(?:скажіть|скажи|підкажіть|підкажи|розкажіть)(?: мені)?|"
            r"(?:я )?(?:хотів|хотіла|хочу|хотілося)(?: би| б)? (?:знати|дізнатися|запитати|спитати)|чи знаєте(?: ви)?"
        ),
        asking=r"(?:скільки|хто|кого|кому|ким|коли|де|куди|звідки|чому|навіщо|як\w*|що|чого|чим|чи|про|на|у|в|з|за)\b",
        please=r"будь ласка",
        thanks=r"(?:(?:щиро |дуже )?дякую(?: дуже| заздалегідь)?|спасибі)",
    ),
    "ar": Courtesies(
        greeting=r"(?:صباح الخير|مساء الخير|مرحبا|مرحباً|السلام عليكم|أهلا)",
        request=(
            r"هل (?:يمكنك|بإمكانك|تستطيع)(?: من فضلك)? (?:أن )?(?:تخبرني|تقول لي|إخباري)|"
            r"(?:أود|أريد|اريد) (?:أن )?(?:أعرف|اعرف|معرفة|أسأل)|(?:أخبرني|قل لي)|هل تعرف"
        ),
        asking=r"(?:كم|من|متى|أين|اين|لماذا|ما|ماذا|هل|كيف|أي\w*|إن|إذا|لمن|بكم)\b",
        please=r"(?:من فضلك|لو سمحت)",
        thanks=r"(?:شكراً?(?: جزيلا| جزيلاً| لك)?)",
    ),
}
# In turn: what is said on coming, on being given something, on not wanting it, on going, beside greetings and thanks.
CIVIL = (
    r"you['’]?(?: a)?re (?:very )?welcome|(?:that|this|it) (?:was|is) (?:very |really |so |most )*"
    r"(?:helpful|kind|nice|good|interesting|useful|sad|lovely)(?: of you)?|good ?(?:bye|night)|bye(?: bye)?|"
    r"(?:may )?god bless(?: you)?|(?:have a |have )(?:nice|good|lovely) (?:day|evening|night|weekend|time)|"
    r"see you(?: later| soon| tomorrow)?|how are you(?: today| doing)?|nice to (?:meet|see) you|take care|sleep well|"
    r"(?:i['’]m |i am )?(?:very |so )?sorry|never ?mind|no problem|my pleasure|(?:yes|no),? please|"
    r"oh dear|oh my|oh|ok(?:ay)?|yes|no|lol|test|gute nacht|tschüss|auf wiedersehen|au revoir|adi[oó]s|до побачення|"
    r"добраніч|مع السلامة"
)
