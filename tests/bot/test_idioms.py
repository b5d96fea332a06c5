"""Follow-ups in German, Spanish, French, Ukrainian and Arabic: how they read, and what they find in a small archive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import cache

import pytest

from bot.model import Turn
from bot.talk import idioms
from bot.talk.conversation import resolve
from bot.talk.leaning import ALONE, PERHAPS, SURELY, Message
from bot.talk.remembering import remembered
from corpus.archive import ingest
from corpus.database import connect
from corpus.model import Briefing, Draft, Published
from corpus.newsroom import Newsroom

NOW = datetime(2024, 5, 16, 12, tzinfo=UTC)
POST = "Harbour Post"
NEW, OLD, LATER = date(2024, 5, 14), date(2023, 5, 3), date(2024, 5, 15)

# A strike in one town and another, the one of a year before, and what came a day later, each told in every language.
ARTICLES: dict[str, tuple[str, str, str, str]] = {
    "de": (
        "Die Hafenarbeiter von Aldermoor streiken seit Montag. Bürgermeisterin Anna Weber besuchte den Streik am Dienstag. "
        "Weber versprach den Arbeitern höhere Löhne. Gestreikt wird, weil die Mieten in der Stadt gestiegen sind. "
        "Vor dem Hafen warten 40 Schiffe.",
        "In Brackley streiken die Busfahrer, wie die Hafenarbeiter im Streik von Aldermoor."
        " Der Streik der Busfahrer dauert schon zwei Wochen.",
        "Im Streik der Hafenarbeiter von Aldermoor einigte man sich nach drei Tagen auf neue Verträge.",
        "Der Streik der Hafenarbeiter von Aldermoor ist zu Ende: Der Hafen zahlt eine Prämie.",
    ),
    "es": (
        "Los estibadores de Aldermoor están en huelga desde el lunes. La alcaldesa Ana Weber visitó la huelga el martes. "
        "Weber prometió a los trabajadores salarios más altos. La huelga empezó porque los alquileres de la ciudad subieron. "
        "Frente al puerto esperan 40 barcos.",
        "En Brackley los conductores de autobús están en huelga, como en la huelga de Aldermoor."
        " La huelga de los conductores dura ya dos semanas.",
        "La huelga de los estibadores de Aldermoor terminó a los tres días con nuevos contratos.",
        "La huelga de los estibadores de Aldermoor acabó: el puerto paga una prima.",
    ),
    "fr": (
        "Les dockers d’Aldermoor sont en grève depuis lundi. La maire Anne Weber a visité la grève mardi. "
        "Weber a promis aux ouvriers des salaires plus élevés. La grève a commencé parce que les loyers de la ville ont augmenté. "
        "Devant le port attendent 40 navires.",
        "À Brackley, les chauffeurs de bus sont en grève, comme dans la grève d’Aldermoor."
        " La grève des chauffeurs dure depuis deux semaines.",
        "La grève des dockers d’Aldermoor s’est achevée au bout de trois jours par de nouveaux contrats.",
        "La grève des dockers d’Aldermoor est finie : le port verse une prime.",
    ),
    "uk": (
        "Докери Альдермура страйкують із понеділка. Мерка Ганна Вебер відвідала страйк у вівторок. "
        "Вебер пообіцяла робітникам вищі зарплати. Страйк почався через те, що оренда житла в місті подорожчала. "
        "Біля порту чекають 40 кораблів.",
        "У Браклі страйкують водії автобусів, як у страйку Альдермура. Страйк водіїв триває вже два тижні.",
        "Страйк докерів Альдермура завершився за три дні новими договорами.",
        "Страйк докерів Альдермура закінчився: порт виплатить премію.",
    ),
    "ar": (
        "يضرب عمال الميناء في ألدرمور منذ يوم الاثنين. زارت رئيسة البلدية آنا ويبر الإضراب يوم الثلاثاء. "
        "وعدت ويبر العمال بأجور أعلى. بدأ الإضراب لأن الإيجارات في المدينة ارتفعت. "
        "تنتظر أربعون سفينة أمام الميناء.",
        "في براكلي إضراب سائقي الحافلات. إضراب السائقين مستمر منذ أسبوعين.",
        "انتهى إضراب عمال الميناء في ألدرمور بعد ثلاثة أيام بعقود جديدة.",
        "انتهى إضراب عمال الميناء في ألدرمور: يدفع الميناء مكافأة.",
    ),
}
QUESTIONS = {
    "de": "Wer streikt in Aldermoor?",
    "es": "¿Quién está en huelga en Aldermoor?",
    "fr": "Qui est en grève à Aldermoor ?",
    "uk": "Хто страйкує в Альдермурі?",
    "ar": "إضراب عمال الميناء في ألدرمور",
}
# What is said after the question, and what an answer holds; "" for something that was not shown before.
DIALOGUES: dict[str, tuple[str, str, str]] = {
    "de-why": ("de", "warum?", "Mieten"),
    "de-more": ("de", "mehr", ""),
    "de-another-place": ("de", "und in Brackley?", "Busfahrer"),
    "de-what-about": ("de", "was ist mit Brackley?", "Busfahrer"),
    "de-another-year": ("de", "und im Mai 2023?", "drei Tagen"),
    "de-source": ("de", "und laut Daily Example?", "Busfahrer"),
    "de-since": ("de", "was ist seitdem passiert?", "Prämie"),
    "de-then": ("de", "und dann?", ""),
    "es-why": ("es", "¿por qué?", "alquileres"),
    "es-more": ("es", "más", ""),
    "es-another-place": ("es", "¿y en Brackley?", "conductores"),
    "es-another-year": ("es", "¿y en 2023?", "tres días"),
    "es-source": ("es", "¿y según Daily Example?", "conductores"),
    "es-since": ("es", "¿algo nuevo?", "prima"),
    "es-then": ("es", "¿y luego?", ""),
    "fr-why": ("fr", "pourquoi ?", "loyers"),
    "fr-more": ("fr", "plus", ""),
    "fr-another-place": ("fr", "et à Brackley ?", "chauffeurs"),
    "fr-what-about": ("fr", "qu’en est-il de Brackley ?", "chauffeurs"),
    "fr-another-year": ("fr", "et en 2023 ?", "trois jours"),
    "fr-source": ("fr", "et selon le Daily Example ?", "chauffeurs"),
    "fr-since": ("fr", "quoi de neuf ?", "prime"),
    "fr-then": ("fr", "et après ?", ""),
    "uk-why": ("uk", "чому?", "оренда"),
    "uk-more": ("uk", "ще", ""),
    "uk-another-place": ("uk", "а в Браклі?", "водії"),
    "uk-another-year": ("uk", "а в травні 2023?", "три дні"),
    "uk-source": ("uk", "а за даними Daily Example?", "водії"),
    "uk-since": ("uk", "що нового?", "премію"),
    "uk-then": ("uk", "а потім?", ""),
    "ar-why": ("ar", "لماذا؟", "الإيجارات"),
    "ar-more": ("ar", "المزيد", ""),
    "ar-another-place": ("ar", "وفي براكلي؟", "الحافلات"),
    "ar-another-year": ("ar", "وفي عام 2023؟", "ثلاثة أيام"),
    "ar-since": ("ar", "ما الجديد؟", "مكافأة"),
}


# How a message reads: what it asks for as a whole, in the word of the field of Message that says so.
WHOLE: dict[str, tuple[str, ...]] = {
    "more": (
        "de:mehr", "de:Noch mehr?", "de:weiter", "de:und dann?", "es:más", "es:¿qué más?", "es:¿y luego?", "fr:encore",
        "fr:plus de détails", "fr:Et après ?", "uk:ще", "uk:Детальніше!", "uk:а потім?", "ar:المزيد", "ar:ثم ماذا؟", "de:und?",
        "de:mehr über Polen", "es:más sobre Polonia", "fr:plus sur la Pologne", "uk:ще про Польщу", "ar:مزيد عن بولندا",
    ),
    "since": (
        "de:Ist das noch so?", "es:¿sigue siendo cierto?", "fr:c’est toujours vrai ?", "uk:це досі так?",
        "ar:هل ما زال هذا صحيحا؟",
        "de:Gibt es etwas Neues?", "de:und jetzt?", "es:¿algo nuevo?", "fr:quoi de neuf ?", "uk:що нового?", "ar:ما الجديد؟",
    ),
    "newest": ("de:neueste zuerst", "es:por fecha", "fr:plus récent d’abord", "uk:за датою", "ar:حسب التاريخ"),
    "ordinal": ("de:der zweite", "de:die zweite Meldung", "es:el segundo", "fr:le deuxième point", "uk:друга новина", "ar:الثاني"),
}  # fmt: skip
SURE = (
    "de:und in Polen?", "de:in Polen?", "de:Was hat er gefordert?", "de:wie lange hat das gedauert?", "de:was ist mit Polen?",
    "de:danke, und wann?", "de:warum?", "de:und letzte Woche?", "de:und laut BBC?", "es:¿y en 2023?", "es:¿por qué?",
    "es:¿qué hay de Polonia?", "es:¿Quién es ella?", "fr:pourquoi ?", "fr:qu’a-t-il demandé ?", "fr:et hier ?", "uk:чому?",
    "uk:а в Києві?", "uk:що він просив?", "uk:а як щодо Польщі?", "ar:لماذا؟", "ar:وفي بولندا؟", "ar:ماذا طلب هو؟", "ar:وأمس؟",
)  # fmt: skip
OPEN = (
    "de:Wie viel kostete die Reparatur der Brücke?", "de:Ukraine Hilfe", "de:Der Kanzler und seine Pläne", "es:aranceles",
    "es:¿Cuánto costó la reparación del puente?", "fr:élections", "fr:Combien a coûté la réparation du pont ?",
    "uk:Скільки коштував ремонт мосту?", "ar:كم كلف إصلاح الجسر؟",
)  # fmt: skip
NOTHING = (
    "de:🙂",
    "es:el de la",
    "de:danke!",
    "de:ach so, wow",
    "es:gracias",
    "es:¡Qué bien!",
    "fr:merci beaucoup",
    "uk:дякую",
    "ar:شكرا",
)


def read(tagged: str) -> Message:
    language, _colon, text = tagged.partition(":")
    return idioms.read(text, language)


@pytest.mark.parametrize(("field", "said"), [(field, said) for field, all_ in WHOLE.items() for said in all_])
def test_a_whole_message_is_read_as_the_same_in_english(field: str, said: str) -> None:
    message = read(said)
    assert message.lean == SURELY
    assert getattr(message, field) == (2 if field == "ordinal" else True)


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("de:Was hat sich seit gestern geändert?", "seit gestern"),
        ("de:und was ist seit dem 14. Mai passiert?", "seit dem 14. Mai"),
        ("es:¿qué ha cambiado desde ayer?", "desde ayer"),
        ("fr:quoi de neuf depuis lundi ?", "depuis lundi"),
        ("uk:що змінилося від учора?", "від учора"),
        ("ar:ماذا تغير منذ أمس؟", "منذ أمس"),
    ],
)
def test_asks_what_came_since_a_time(said: str, time: str) -> None:
    message = read(said)
    assert (message.since, message.rest) == (True, time)


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("de:vergiss es. Wer streikt in Brackley?", "Wer streikt in Brackley"),
        ("es:Olvídalo, ¿quién está en huelga?", "quién está en huelga"),
        ("fr:oublie ça. qui est en grève", "qui est en grève"),
        ("uk:Забудь. Хто страйкує?", "Хто страйкує"),
        ("ar:انس الأمر. من أضرب؟", "من أضرب"),
    ],
)
def test_who_turns_to_something_else_asks_it_alone(said: str, rest: str) -> None:
    message = read(said)
    assert (message.lean, message.rest) == (ALONE, rest)


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("de:Entschuldigung, ich meinte Brackley", "Brackley"),
        ("es:perdón, quería decir Brackley", "Brackley"),
        ("fr:pardon, je voulais dire Brackley", "Brackley"),
        ("uk:вибачте, я мав на увазі Браклі", "Браклі"),
        ("ar:عذرا، أقصد براكلي", "براكلي"),
    ],
)
def test_a_correction_may_begin_with_an_apology(said: str, rest: str) -> None:
    message = read(said)
    assert (message.corrects, message.rest) == (True, rest)


def test_who_came_second_is_no_second_point() -> None:
    assert not read("de:wer wurde Zweiter?").ordinal


@pytest.mark.parametrize(
    ("said", "wonders"),
    [
        (("de", "warum so viele?"), True),
        (("de", "warum streiken so viele?"), False),
        (("es", "¿por qué tantos?"), True),
        (("fr", "pourquoi si longtemps ?"), True),
        (("uk", "чому так багато?"), True),
        (("ar", "لماذا هذا العدد؟"), True),
        (("en", "why that late?"), True),
        (("en", "why so?"), False),
        (("en", "so many what?"), False),
    ],
)
def test_some_messages_only_wonder_at_an_answer(said: tuple[str, str], *, wonders: bool) -> None:
    language, text = said
    assert idioms.wonders(text, language) is wonders


@pytest.mark.parametrize("said", SURE)
def test_leans_surely(said: str) -> None:
    message = read(said)
    assert message.lean == SURELY
    assert not (message.more or message.since or message.ordinal)


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("de:ok, zurück zum Streik", "Streik"),
        ("de:noch mal zur Brücke: wann war das?", "Brücke: wann war das"),
        ("es:volviendo a la huelga, ¿quién ayuda?", "la huelga, ¿quién ayuda"),
        ("fr:et pour revenir à la grève", "la grève"),
        ("uk:повернімося до страйку", "страйку"),
        ("ar:بالعودة إلى الإضراب", "الإضراب"),
    ],
)
def test_one_may_go_back_to_what_was_said_before(said: str, rest: str) -> None:
    message = read(said)
    assert (message.returns, message.lean, message.rest) == (True, SURELY, rest)


@pytest.mark.parametrize("said", OPEN)
def test_may_stand_alone(said: str) -> None:
    assert read(said).lean == PERHAPS


@pytest.mark.parametrize("said", NOTHING)
def test_a_mere_reaction_asks_for_nothing(said: str) -> None:
    assert read(said).lean == ALONE


@pytest.mark.parametrize(
    ("said", "pronouns"),
    [
        ("de:Was sagte er dort?", ("he", "there")),
        ("de:Der Kanzler und seine Pläne", ()),
        ("es:¿Qué pidió ella?", ("she",)),
        ("fr:Où est-il ?", ("he",)),
        ("fr:Macron et son gouvernement", ()),
        ("uk:Що їй сказали?", ("she",)),
        ("uk:Зеленський і його команда", ()),
        ("ar:من هو؟", ("he",)),
    ],
)
def test_pronouns_mean_persons_and_places_outside_the_message(said: str, pronouns: tuple[str, ...]) -> None:
    assert read(said).pronouns == pronouns


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("de:und in Polen?", "in Polen"),
        ("de:und die Woche davor?", "the week before?"),
        ("es:la semana anterior", "the week before?"),
        ("fr:et le mois d’après ?", "the month after?"),
        ("uk:рік раніше", "the year before?"),
    ],
)
def test_what_is_left_of_a_message_is_what_it_asks_about(said: str, rest: str) -> None:
    assert read(said).rest == rest


# -- in conversation ------------------------------------------------------------------------------

Archives = Callable[[str], Newsroom]


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Archives:
    """The strikes in one language."""

    @cache
    def made(language: str) -> Newsroom:
        folder = tmp_path_factory.mktemp(language)
        told = zip(ARTICLES[language], (NEW, NEW, OLD, LATER), (POST, "Daily Example", POST, POST), strict=True)
        drafts = [
            Draft(text.split(".")[0], text, source, f"https://example.com/{n}", Published(day), language)
            for n, (text, day, source) in enumerate(told)
        ]
        newsroom = Newsroom(connect(f"sqlite:///{folder / 'test.db'}"), folder)
        ingest.add(drafts, newsroom.store, newsroom.candidates, NOW)
        return newsroom

    return made


class Talk:
    """A conversation, the first question of which is asked on the day of the strike, all others two days later."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.turns: list[Turn] = []

    def say(self, text: str, hint: str = "en") -> Briefing:
        now = NOW if self.turns else datetime.combine(NEW, time(22), UTC)
        found = self.newsroom.answer(resolve(text, self.turns, now, UTC, self.newsroom.read, hint=hint))
        self.turns.append(remembered(text, found, UTC))
        return found


@pytest.mark.parametrize("language_said_expected", DIALOGUES.values(), ids=DIALOGUES.keys())
def test_a_follow_up_is_understood_in_its_language(
    archives: Archives, language_said_expected: tuple[str, str, str]
) -> None:
    language, said, expected = language_said_expected
    talk = Talk(archives(language))
    before = {point.text for point in talk.say(QUESTIONS[language]).points}
    told = [point.text for point in talk.say(said).points]
    assert before and told
    assert expected in told[0]
    assert expected or before.isdisjoint(told)


def test_english_and_another_language_may_take_turns(archives: Archives) -> None:
    talk = Talk(archives("de"))
    before = {point.text for point in talk.say(QUESTIONS["de"]).points}
    told = {point.text for point in talk.say("more").points}
    assert told and not told & before
    assert "Busfahrer" in talk.say("und in Brackley?").points[0].text


def test_the_language_of_the_chat_reads_a_follow_up_to_bare_names(archives: Archives) -> None:
    talk = Talk(archives("de"))
    before = {point.text for point in talk.say("Aldermoor", hint="de").points}
    told = {point.text for point in talk.say("mehr", hint="de").points}
    assert told and not told & before
