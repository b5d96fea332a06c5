"""What people say around a question in each language: patterns in small letters, read by `courtesy` without regard to case."""

from __future__ import annotations

from typing import NamedTuple


class Courtesies(NamedTuple):
    """`asking` is how a question begins once it is asked for; `aside` what is added behind it, after a comma or without.

    `tag` asks for assent at the end, after a comma: ", right?".
    `hearsay` is how one comes to what one has heard: "My grandson told me about", "I read in the paper that". Where the verb
    comes last, `framed` is what stands before the matter, and the verb behind it: "Ich habe von" dem Beben "gehört".
    """

    greeting: str
    request: str
    asking: str
    please: str
    thanks: str
    hearsay: str
    aside: str = r"(?!)"
    tag: str = r"(?!)"
    framed: tuple[str, str] = (r"(?!)", "")


_MINE = (
    r"my (?:(?:old|dear|little|elder|older|younger|best|good) )*(?:grand)?(?:son|daughter|child|kids?|father|mother|dad|mum|mom|"
    r"pa|ma|wife|husband|partner|boyfriend|girlfriend|brother|sister|uncle|aunt|cousin|niece|nephew|friends?|neighbou?rs?|"
    r"colleagues?|boss|teacher)(?:-in-law| in law)?"
)
_KIN = (
    r"mein(?:e|er)? (?:(?:lieber?|kleiner?|großer?|alter?) )?(?:enkel(?:in|kind)?|sohn|tochter|mann|frau|bruder|schwester|vater|"
    r"mutter|oma|opa|freund(?:in)?|nachbar(?:in)?|kolleg(?:e|in)|chef(?:in)?)"
)
_KINDLY = r"(?:please|kindly|perhaps|possibly|maybe|just)"
SPOKEN = {
    "en": Courtesies(
        greeting=(
            r"(?:(?:good ?(?:morning|afternoon|evening|day)|hi|hello|hey|hiya|yo|sup|howdy|greetings|dear)"
            r"(?>(?: there| again| to you| all| everyone| everybody| folks))*"
            r"(?:,? (?:my )?(?:(?:dear )?(?:bot|friend|dateline|sir or madam|sir|madam)|dears?(?! \w)))?|"
            r"how are you(?: doing)?(?: today)?|i (?:do )?hope (?:that )?(?:you(?:['’]re| are| have)|this finds you|all is|it goes)"
            r"(?: (?:doing|keeping|having))?(?: (?:a |very |so )?(?:well|fine|good|great|ok|okay|nice|lovely|day|week|time))+"
            r"(?: today)?|"
            r"sorry for my (?:(?:bad|poor) )?english|my english is (?:not (?:so |very )?good|(?:very )?(?:bad|poor))|"
            r"i(?:['’]m| am) not (?:so |very )?good (?:in |at |with )?english|"
            r"i (?:do not|don['’]?t) (?:speak|write) (?:good |much )?english(?: (?:very |so )?well)?)"
        ),
        request=(
            rf"(?:(?:and|but|so|well|oh),? )?(?:{_KINDLY},? )?"
            rf"(?:(?:can|could|would|will|might) you (?:{_KINDLY},? )?"
            r"(?:be (?:so|as) (?:kind|good|nice|helpful)(?: as)?,? (?:and|to) |mind )?"
            rf"(?:{_KINDLY},? )?(?:tell|telling|let|inform|remind)(?:ing)? (?:me|us)(?: know)?|"
            r"i(?: would|['’]d| do)?(?: also| really| just| very much| so)* (?:like|love|want|wish|need|wanted)(?: very much)? "
            r"(?:to )?(?:know|ask(?: you)?|find out)|"
            r"what (?:can|could|do|would) you (?:tell|say|know|have)(?: me| us)?(?= about)|"
            rf"(?:if|whether) you (?:can|could|would|might) (?:{_KINDLY} )?(?:tell|inform|explain to) (?:me|us)|"
            r"(?:do|would) you (?:happen to )?know|i (?:wonder|was wondering|am wondering)|i['’]m wondering|"
            rf"(?:may|might|can|could) i (?:{_KINDLY} )?ask(?: you)?|tell (?:me|us)|"
            rf"(?:{_MINE}|mum|mom|dad|grandma|grandpa|granny) (?:(?:wants|would like|needs) to know|wonders|(?:is )?ask(?:s|ing)))"
        ),
        asking=r"(?:who|whom|whose|what|which|when|where|why|how|whether|if|about)\b",
        please=r"(?:please|pls|plz)",
        thanks=(
            r"(?:(?:many |a thousand |no,? )?thanks?(?: you)?|thx|ty|cheers)"
            r"(?>(?: so much| very much| a lot| a million| kindly| again| indeed| in advance| ever so much| dear| bot))*"
            r"(?: for (?:your|the|all your|all the) (?:help|time|answer|reply|patience|kindness|information))?"
        ),
        hearsay=(
            r"(?:(?:so|well|oh|and|but|hey|ok),? )?(?:"
            r"(?:i|we)(?:['’]ve| have)?(?: just| also| only)? (?:heard|read|saw|seen|learn(?:ed|t)|was told|were told)|"
            rf"(?:{_MINE}|some(?:one|body)|a friend(?: of mine)?|they)(?: has| have)?(?: just)? told (?:me|us)|"
            rf"{_MINE}(?: has)?(?: just)? (?:says?|said|mentioned|read|heard|saw)(?: to me)?|"
            r"i (?:think|believe|guess)|i(?:['’]m| am) (?:looking for|interested in|curious about|wondering about|trying to find)|"
            r"i have (?:a|one|another) question|(?:just )?(?:a|one|another)(?: more| last| quick| other)? question(?=\s*[:,.–-])|"
            r"i was wondering about|"
            r"(?:please )?(?:list(?! of)|search for|look up|(?:show|give|find|get|bring) (?:me|us))(?: (?:all|the latest))?)"
            r"(?: (?:some |any )?(?:news|information|something|more))?"
            r"(?: (?:in|on|from) (?:the |my )?(?:news|tv|television|radio|papers?|newspapers?|internet|facebook|phone))?"
            r"(?: (?:about|on|of|that|how|there (?:was|were|is|are|has been|have been)))*"
        ),
        tag=r"(?:no|right|correct|is(?:n['’]t| it not)(?: it)?|did(?:n['’]t| not) (?:he|she|they|it)|is it)",
        aside=(
            r"exactly|precisely|(?:do )?you (?:think|know)|in your (?:opinion|view)|"
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
        tag=r"oder|nicht wahr|richtig|gell",
        aside=r"genau|eigentlich",
        hearsay=(
            r"(?:(?:also|und|aber|ja),? )?(?:ich hab(?:e|['’])?(?: gerade| eben| heute| gestern| auch)* "
            r"(?:gehört|gelesen|gesehen|erfahren)|"
            rf"{_KIN} (?:hat (?:mir )?(?:gesagt|erzählt)|(?:erzählte?|sagte|sagt|meint)(?: mir)?)|"
            r"ich (?:interessiere mich für|suche|habe eine frage(?: zu[mr]?)?))"
            r"(?: (?:in den nachrichten|im (?:fernsehen|radio|netz)|in der zeitung))?"
            r"(?:,? (?:dass|von|vom|über|nach|etwas|es gab))*"
        ),
        framed=(
            rf"(?:(?:also|und|aber|ja),? )?(?:ich hab(?:e|['’])?|wir haben|(?:{_KIN}|man|jemand) hat(?: mir| uns)?)"
            r"(?: gerade| eben| heute| gestern| auch| etwas| viel)*"
            r"(?: (?:in den nachrichten|im (?:fernsehen|radio|netz|internet)|in der zeitung))?(?: etwas)? (?:von|vom|über)",
            r"(?:erzählt|berichtet|gehört|gelesen|gesehen|erfahren|gesprochen)",
        ),
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
        tag=r"n['’]est-ce pas|non",
        aside=r"exactement|au juste",
        hearsay=(
            r"(?:(?:alors|et|mais),? )?(?:(?:j['’]ai|nous avons|on a) (?:entendu(?: dire| parler)?|lu|vu|appris)|"
            r"(?:m(?:on|a) (?:petit[e]?-)?(?:fils|fille|mari|femme|frère|sœur|père|mère|ami[e]?|voisin[e]?|collègue)|on) "
            r"m['’]a (?:dit|parlé|raconté)|je (?:m['’]intéresse (?:à|aux?)|cherche)|j['’]ai une question)"
            r"(?: (?:dans le journal|aux informations|à la (?:télé(?:vision)?|radio)|sur internet))?"
            r"(?: (?:que|de|du|des|sur|quelque chose|il y a(?:vait)?(?: eu)?)| (?:qu|d)['’](?:il y a(?:vait)?(?: eu)?)?)*"
        ),
    ),
    "es": Courtesies(
        greeting=(
            r"(?:hola(?:,? buen[oa]s(?: d[ií]as| tardes| noches)?)?|buen[oa]s (?:d[ií]as|tardes|noches))"
            r"(?: a tod[oa]s)?(?:,? querido bot)?"
        ),
        request=(
            r"(?:me |nos )?(?:podr[ií]as?|puedes?|podr[ií]an)(?: usted)?(?:,? por favor,?)? (?:decir|explicar|contar)(?:me|nos)?|"
            r"(?:quisiera|quiero|querr[ií]a|me gustar[ií]a)(?: tambi[eé]n)? (?:saber|preguntar(?:le|te)?)|d[ií]game|dime|"
            r"sabes?(?: usted)?"
        ),
        asking=r"(?:cu[aá]nt\w*|qu[eé]|qui[eé]n\w*|cu[aá]ndo|a?d[oó]nde|por|cu[aá]l\w*|c[oó]mo|si|en|a|de)\b",
        please=r"por favor",
        thanks=r"(?:muchas |mil )?gracias(?: de antemano| por (?:su|tu|la) ayuda)?",
        tag=r"(?:¿\s*)?(?:no|verdad|cierto)",
        aside=r"exactamente",
        hearsay=(
            r"(?:(?:pues|y|pero|bueno),? )?(?:(?:he|hemos) (?:oído|leído|visto|escuchado)(?: hablar)?|(?:oí|leí|vi|escuché)|"
            r"(?:mi (?:nieto|nieta|hijo|hija|marido|mujer|hermano|hermana|padre|madre|amigo|amiga|vecino|vecina|jefe|jefa) )?"
            r"me (?:ha dicho|han dicho|dijo|dijeron|contó|contaron|ha contado|han contado|habló)|"
            r"(?:me interesa|busco|tengo una pregunta))"
            r"(?: (?:en las noticias|en la (?:tele|televisión|radio)|en el periódico|en internet))?"
            r"(?: (?:que|de|del|sobre|algo|hubo|había|lo de))*"
        ),
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
        tag=r"так|правда|чи не так",
        aside=r"точно|саме",
        hearsay=(
            r"(?:(?:ну|а|і),? )?(?:(?:я |ми )?(?:щойно |також )?(?:чув|чула|почув|почула|читав|читала|прочитав|прочитала|бачив|"
            r"бачила|дізнався|дізналася)|"
            r"(?:мій|моя) (?:онук|онука|син|донька|чоловік|дружина|брат|сестра|батько|мати|друг|подруга|сусід|сусідка|колега) "
            r"(?:сказав|сказала|каже|розповів|розповіла)(?: мені)?|мені (?:сказали|розповіли|розповів|розповіла)|"
            r"(?:мене цікавить|я шукаю|у мене (?:є )?питання))"
            r"(?: (?:у новинах|в новинах|по телевізору|по радіо|в газеті|в інтернеті))?(?:,? (?:що|про|щодо|щось|був|була|було))*"
        ),
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
        aside=r"بالضبط|تحديدا",
        hearsay=(
            r"(?:(?:لقد )?(?:سمعت|قرأت|رأيت|علمت)|(?:حفيدي|ابني|ابنتي|زوجي|زوجتي|أخي|أختي|أبي|أمي|صديقي|صديقتي|جاري) "
            r"(?:أخبرني|قال لي|قالت لي|أخبرتني)|(?:أبحث عن|يهمني|لدي سؤال))"
            r"(?: (?:في الأخبار|في التلفزيون|في الراديو|في الجريدة))?(?: (?:عن|أن|أنه|بأن|حول|شيئا عن|هناك))*"
        ),
    ),
}
# In turn: what is said on coming, on being given something, on not wanting it, beside greetings and thanks; and on going.
CIVIL = (
    r"you['’]?(?: a)?re (?:very )?welcome|you(?:['’]re|['’]ve been| are| were| have been) (?:very |really |so |most |always )*"
    r"(?:kind|helpful|nice|good|great|sweet|patient)(?: to me)?|(?:that|this|it) (?:was|is) (?:very |really |so |most )*"
    r"(?:helpful|kind|nice|good|interesting|useful|sad|lovely)(?: of you)?|(?:my )?condolences|rest in peace|rip|kk?|"
    r"(?:may )?god bless(?: you)?|how are you(?: today| doing)?|nice to (?:meet|see) you|take care|sleep well|"
    r"(?:i['’]m |i am )?(?:very |so )?sorry|never ?mind|forget (?:it|that)|no problem|my pleasure|(?:yes|no),? please|"
    r"oh dear|oh my|oh|ok(?:ay)?|yes|no|lol|test"
)
PARTING = (
    r"good ?(?:bye|night)(?: all| everyone| everybody| dear| bot)?|bye(?: bye)?|"
    r"(?:have a |have )(?:nice|good|lovely) (?:day|evening|night|weekend|time)|see you(?: later| soon| tomorrow)?|"
    r"gute nacht|tschüss|auf wiedersehen|au revoir|bonne (?:nuit|soirée|journée)|adi[oó]s|hasta (?:luego|mañana)|"
    r"до побачення|добраніч|مع السلامة"
)
