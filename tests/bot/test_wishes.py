"""What people ask of the bot itself, in their own words: it is done, and not looked for in the news."""

from __future__ import annotations

import pytest

from bot.desk import Desk
from bot.model import Place
from bot.talk import wishes
from bot.talk.wishes import Wish
from tests.bot.botapi import BotApi
from tests.bot.serving import Serving

WISHES = {
    "help me please": Wish("help"),
    "Could you help me?": Wish("help"),
    "What can you do?": Wish("help"),
    "I don't understand": Wish("help"),
    "Are you a bot?": Wish("help"),
    "Hilfe!": Wish("help"),
    "Please stop": Wish("digests"),
    "HOW DO I TURN THIS OFF": Wish("digests"),
    "Unsubscribe": Wish("digests"),
    "Arrêtez !": Wish("digests"),
    "Could you send me the news every morning at eight o'clock, please?": Wish("digest"),
    "I would like to get the news every evening": Wish("digest"),
    "every morning 8 am": Wish("digest", "08:00"),
    "every evening at 8": Wish("digest", "20:00"),
    "every day at 12 am": Wish("digest", "00:00"),
    "every day at 25:00": Wish("digest", "25:00"),
    "send me news about the lighthouse every day at 7:30": Wish("digest", "07:30", "the lighthouse"),
    "at 7 every morning send me news about the lighthouse": Wish("digest", "07:00", "the lighthouse"),
    "Good morning! Would you send me the headlines every day at noon? Thank you!": Wish("digest", "12:00"),
    "send me this every morning at 8": Wish("digest", "08:00", this=True),
    "Schicken Sie mir bitte jeden Abend um 8 Uhr Nachrichten über den Hafen!": Wish("digest", "20:00", "den Hafen"),
    "Ich möchte jeden Tag um 7.30 Uhr die Nachrichten lesen": Wish("digest", "07:30"),
    "Schick mir das jeden Mittag": Wish("digest", "12:00", this=True),
    "¿Puedes enviarme noticias sobre la huelga todos los días a las 8 de la tarde?": Wish(
        "digest", "20:00", "la huelga"
    ),
    "Mándame esto cada mañana a las 8, por favor": Wish("digest", "08:00", this=True),
    "Pourriez-vous m’envoyer des nouvelles sur la grève chaque soir à 8h30 ?": Wish("digest", "20:30", "la grève"),
    "Envoyez-moi ça tous les jours à midi": Wish("digest", "12:00", this=True),
    "Надсилайте мені, будь ласка, новини про страйк щодня о 8 вечора": Wish("digest", "20:00", "страйк"),
    "Надсилай це щоранку о 8": Wish("digest", "08:00", this=True),
    "أرسل لي أخبار عن الإضراب كل يوم في الساعة 8 مساء من فضلك": Wish("digest", "20:00", "الإضراب"),
    "أرسل لي هذا كل صباح الساعة 8": Wish("digest", "08:00", this=True),
    **dict.fromkeys(("¡Ayuda!", "Aidez-moi !", "допоможи мені", "ساعدني", "was kannst du?"), Wish("help")),
    **dict.fromkeys(("source?", "Are you sure about that?", "says who", "Is this really true?", "wdym"), Wish("proof")),
    **dict.fromkeys(("Stimmt das?", "¿Es verdad?", "C’est vrai ?", "це правда?", "هل هذا صحيح؟"), Wish("proof")),
    **dict.fromkeys(
        ("Wer sagt das?", "¿Estás seguro?", "d’où ça vient ?", "хто це сказав?", "ما المصدر؟"), Wish("proof")
    ),
    **dict.fromkeys(("remind me tomorrow at 8 about this", "Could you set a reminder for Friday?"), Wish("reminder")),
    **dict.fromkeys(("Erinnere mich morgen um 8 daran", "Recuérdame esto mañana"), Wish("reminder")),
    **dict.fromkeys(("Rappelle-moi ça demain", "нагадай мені завтра про це", "ذكرني بهذا غدا"), Wish("reminder")),
    **dict.fromkeys(("pause for a week", "resume", "change it to 8 pm", "When does my digest come?"), Wish("digests")),
    **dict.fromkeys(("add climate to my topics", "mach eine Pause bis Montag", "cámbialo a las 8"), Wish("digests")),
    **dict.fromkeys(("pause jusqu’à lundi", "постав на паузу", "أوقف الأخبار مؤقتا"), Wish("digests")),
    **dict.fromkeys(
        ("mute football", "no more news about football", "masque football"), Wish("mute", topic="football")
    ),
    "Keine Nachrichten mehr über Fußball!": Wish("mute", topic="Fußball"),
    **dict.fromkeys(("timeline", "Show me a timeline of this, please", "Zeitleiste?"), Wish("timeline")),
    **dict.fromkeys(("una cronología", "montrez-moi la chronologie", "хронологія", "التسلسل الزمني"), Wish("timeline")),
    "timeline of the dock strike": Wish("timeline", topic="the dock strike"),
    "Zeig mir die Chronologie vom Streik": Wish("timeline", topic="Streik"),
    **dict.fromkeys(
        ("how do you know", "How do you know that?", "woher weißt du das?", "show me the article", "link?"),
        Wish("proof"),
    ),
    **dict.fromkeys(
        (
            *(
                "you are wrong",
                "Wrong year!",
                "that's not what I asked",
                "that was weeks ago",
                "this is old news",
                "wrong",
            ),
            *("Das stimmt nicht!", "falsches Jahr", "eso no es lo que pregunté", "Ce n’est pas ce que j’ai demandé"),
            *("це не те, що я питав", "هذا غير صحيح"),
        ),
        Wish("complaint"),
    ),
    **dict.fromkeys(
        ("are you biased?", "who is behind this bot?", "do you make things up?", "Kann ich dir trauen?", "¿Mientes?"),
        Wish("trust"),
    ),
    **dict.fromkeys(("what are your sources?", "quelles sont vos sources ?", "які у вас джерела?"), Wish("sources")),
    **dict.fromkeys(
        ("I moved to Lima", "we live in Lima now", "Ich bin nach Lima gezogen"), Wish("zone", topic="Lima")
    ),
    **dict.fromkeys(
        ("me mudé a Lima", "j’habite à Lima maintenant", "я переїхала до Lima"), Wish("zone", topic="Lima")
    ),
    "I do not want any more news about football": Wish("mute", topic="football"),
    **dict.fromkeys(
        ("I don’t believe that", "are you sure it’s 199?", "where does this number come from"), Wish("proof")
    ),
    **dict.fromkeys(("what time is it?", "Wie spät ist es?", "¿Qué hora es?", "котра година"), Wish("zone")),
    **dict.fromkeys(("summarize this", "tl;dr", "Fass das zusammen", "résume ça"), Wish("trust")),
    **dict.fromkeys(("start over", "Fang von vorne an", "empieza de nuevo", "recommençons"), Wish("new")),
    **dict.fromkeys(
        ("delete my data", "forget me", "Vergiss mich", "efface mes données", "забудь мене"), Wish("forget")
    ),
    **dict.fromkeys(("what is in my digest?", "stop it for a week", "turn it back on", "cancel"), Wish("digests")),
    **dict.fromkeys(("no entiendo", "Ich verstehe das nicht", "je ne comprends pas", "لا أفهم"), Wish("help")),
    **dict.fromkeys(("hör auf damit", "¡Basta!", "Зупинися", "توقف"), Wish("digests")),
}
NEWS = [
    *("pause in the fighting", "when does the vote come?", "change the law to help", "no more war"),
    *("who has a timeline for the bridge?", "timeline in the trial"),
    *("the wrong man was shot", "wrong-way driver in Ohio", "old news anchor dies", "Biden moved to Delaware"),
    *(
        "who moved to New York?",
        "was the year wrong?",
        "cancel culture",
        "forget it",
        "reset button",
        "sources say what?",
    ),
    *("stop the war", "help for Ukraine", "how does it work?", "daily", "every day", "news", "who are they?", ""),
    *(
        "Was passiert jeden Tag um 8?",
        "täglich",
        "cada día",
        "what news from France daily",
        "source of the Nile",
        "remind me who won the race",
        "where does it come from?",
        "what can i do?",
        "Hilfe für die Ukraine",
    ),
]


@pytest.mark.parametrize(("text", "wish"), WISHES.items(), ids=WISHES)
def test_a_wish_is_understood(text: str, wish: Wish) -> None:
    assert wishes.read(text) == wish


@pytest.mark.parametrize("text", NEWS)
def test_what_may_be_asked_of_the_news_is_no_wish(text: str) -> None:
    assert wishes.read(text) is None


def test_a_wish_is_done_by_the_command_for_it(served: Desk, api: BotApi) -> None:
    with Serving(served):
        assert "What time is it where you are?" in api.ask("Please send me the news every morning at 8 o'clock").text
        assert api.ask("Could you help me, please?").text.startswith("Just ask")
        assert api.ask("How do I turn this off?").text.startswith("There is no digest yet.")
        assert "What time is it where you are?" in api.ask("send me news about London bridges every day at 7").text
        assert "London bridges" in api.ask("Kyiv").text
    assert served.store.last(Place(11, 0, 11)) is None  # nothing of it was asked of the news


def test_who_doubts_is_shown_where_it_stands(served: Desk, api: BotApi) -> None:
    with Serving(served):
        assert api.ask("are you sure?").text.startswith("There is no answer to explain yet.")
        api.ask("Taiwan earthquake")
        assert api.ask("are you sure?").text == api.ask("/proof").text


def test_who_is_not_content_hears_how_to_put_it_right_and_may_look_again(served: Desk, api: BotApi) -> None:
    with Serving(served):
        assert api.ask("that's wrong").text.startswith("I am sorry")
        api.ask("Taiwan earthquake")
        reply = api.ask("wrong year")
        assert "no, I meant May" in reply.text
        assert list(reply.buttons) == ["Newest", "Why?"]
        api.press(reply, "Newest")
        assert "newest first" in api.to(11, 4)[3].text
        assert "word for word" in api.ask("are you biased?").text


def test_who_wants_to_be_forgotten_is_asked_once_and_who_begins_anew_leans_on_nothing(
    served: Desk, api: BotApi
) -> None:
    with Serving(served):
        api.ask("Taiwan earthquake")
        assert api.ask("delete my data").text.startswith("Delete everything I keep about you?")
        assert "Starting afresh" in api.ask("start over").text
        assert "by the clock of" in api.ask("what time is it?").text
    assert served.store.recall(Place(11, 0, 11), served.now(), served.idle) == ()


def test_who_moved_reads_by_another_clock(served: Desk, api: BotApi) -> None:
    with Serving(served):
        assert "by the clock of Lima" in api.ask("I moved to Lima").text
    assert served.zone(Place(11, 0, 11)).key == "America/Lima"


def test_a_timeline_is_drawn_of_what_was_last_spoken_of_or_of_a_topic(served: Desk, api: BotApi) -> None:
    with Serving(served):
        assert api.ask("timeline").text.startswith("Tell me a topic")
        api.ask("Taiwan earthquake")
        assert api.ask("show me a timeline please").text == api.ask("/timeline").text
        assert api.ask("timeline of the Baltimore bridge").text == api.ask("/timeline the Baltimore bridge").text


def test_what_is_not_wanted_any_more_is_muted(served: Desk, api: BotApi) -> None:
    with Serving(served):
        assert "football" in api.ask("no more news about football").text
    assert served.memory.muted(Place(11, 0, 11)).words == ("football",)


def test_what_was_last_spoken_of_becomes_a_topic(served: Desk, api: BotApi) -> None:
    with Serving(served):
        api.ask("Taiwan earthquake")
        api.ask("how many died?")
        assert "When shall it come?" in api.ask("Schick mir das bitte jeden Tag").text
        assert "What time is it where you are?" in api.ask("send me this every morning at 8").text
        assert "Taiwan earthquake" in api.ask("Kyiv").text


def test_instead_of_a_reminder_there_is_a_digest_on_what_was_last_spoken_of(served: Desk, api: BotApi) -> None:
    with Serving(served):
        assert api.ask("remind me to vote").text.startswith("I cannot remind you once, but I can bring you the news")
        api.ask("Taiwan earthquake")
        reply = api.ask("remind me tomorrow at 8 about this").text
    assert "every day what is new on Taiwan earthquake" in reply
    assert "When shall it come?" in reply
