"""Articles and questions in other languages than English: told apart, split, stemmed, found."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.archive import ingest
from corpus.archive.analysis import analyse
from corpus.database import connect
from corpus.language import tongues
from corpus.language.terms import terms
from corpus.language.ukrainian import stem
from corpus.model import Draft, Published
from corpus.newsroom import Newsroom

NOW = datetime(2024, 5, 15, 12, tzinfo=UTC)
DAY = date(2024, 5, 14)
ARTICLES = {
    "de": (
        "Die Stadt Aldermoor hat am Dienstag ihre alte Brücke wieder geöffnet. Bürgermeisterin Anna Weber lobte die Arbeiter. "
        "Die Reparatur kostete nach Angaben der Verwaltung 12 Millionen Euro und dauerte z. B. wegen des Hochwassers drei Jahre.",
        "Der Fußballverein aus Brackley hat seinen Trainer entlassen. Der Verein hatte sieben Spiele nacheinander verloren. "
        "Ein Nachfolger soll bis Ende der Woche gefunden werden, sagte der Vorstand.",
    ),
    "es": (
        "La ciudad de Aldermoor reabrió el martes su viejo puente. La alcaldesa Ana Weber elogió a los trabajadores. "
        "La reparación costó 12 millones de euros, según el Ayuntamiento, y duró tres años por las inundaciones.",
        "El club de fútbol de Brackley despidió a su entrenador. El equipo había perdido siete partidos seguidos. "
        "La directiva espera encontrar un sucesor antes del fin de semana.",
    ),
    "fr": (
        "La ville d’Aldermoor a rouvert mardi son vieux pont. La maire Anne Weber a félicité les ouvriers. "
        "La réparation a coûté 12 millions d’euros, selon la mairie, et a duré trois ans à cause des inondations.",
        "Le club de football de Brackley a limogé son entraîneur. L’équipe avait perdu sept matchs de suite. "
        "La direction espère trouver un successeur avant la fin de la semaine.",
    ),
    "uk": (
        "Місто Альдермур у вівторок знову відкрило свій старий міст. Мерка Ганна Вебер похвалила робітників. "
        "Ремонт моста, за даними міської ради, коштував 12 мільйонів євро і тривав три роки через повені.",
        "Футбольний клуб із Браклі звільнив свого тренера. Команда програла сім матчів поспіль. "
        "Наступника сподіваються знайти до кінця тижня, повідомило керівництво.",
    ),
    "ar": (
        "أعادت مدينة ألدرمور يوم الثلاثاء فتح جسرها القديم أمام السيارات. وأشادت رئيسة البلدية آنا ويبر بالعمال. "
        "وكلف إصلاح الجسر 12 مليون يورو بحسب البلدية واستغرق ثلاث سنوات بسبب الفيضانات.",
        "أقال نادي كرة القدم في براكلي مدربه بعد سبع هزائم متتالية. وقالت الإدارة إنها تأمل العثور على خلف له قبل نهاية الأسبوع.",
    ),
}
QUESTIONS = [
    ("de", "Wie viel kostete die Reparatur der Brücke?", "12 Millionen Euro"),
    ("de", "Was geschah gestern mit der Brücke?", "Brücke"),
    ("es", "¿Cuánto costó la reparación del puente?", "12 millones"),
    ("es", "¿Por qué despidió el club a su entrenador?", "entrenador"),
    ("fr", "Combien a coûté la réparation du pont ?", "12 millions"),
    ("fr", "Pourquoi le club a-t-il limogé son entraîneur ?", "entraîneur"),
    ("uk", "Скільки коштував ремонт мосту?", "12 мільйонів"),
    ("uk", "Кого звільнив футбольний клуб?", "тренера"),
    ("ar", "كم كلف إصلاح الجسر؟", "12 مليون"),
    ("ar", "لماذا أقال النادي مدربه؟", "مدربه"),
]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """All of them in one archive, with nothing said of their languages."""
    folder: Path = tmp_path_factory.mktemp("tongues")
    drafts = [
        Draft(f"{language} {n}", text, "Example Herald", f"https://example.com/{language}/{n}", Published(DAY))
        for language, texts in ARTICLES.items()
        for n, text in enumerate(texts)
    ]
    made = Newsroom(connect(f"sqlite:///{folder / 'test.db'}"), folder)
    ingest.add(drafts, made.store, made.candidates, NOW)
    return made


@pytest.mark.parametrize("language", ARTICLES)
def test_an_article_is_known_by_its_words(language: str) -> None:
    assert [tongues.of_article(text) for text in ARTICLES[language]] == [language] * 2


@pytest.mark.parametrize(
    "text",
    [
        "The council of El Salvador said on Tuesday that it would reopen the bridge in La Palma.",
        "Le Pen and the others were there when the bridge was opened, and they said that it was a great day.",
        "Too short.",
        "",
    ],
)
def test_what_is_not_surely_another_language_is_english(text: str) -> None:
    assert tongues.of_article(text) == "en"
    assert analyse(Draft("T", text or "x")).draft.language == "en"


def test_a_language_that_is_told_is_believed() -> None:
    assert analyse(Draft("T", ARTICLES["de"][0], language="en")).draft.language == "en"


def test_a_polite_question_finds_its_answer_in_its_language(newsroom: Newsroom) -> None:
    polite = "Guten Tag, können Sie mir bitte sagen, wer die Arbeiter lobte? Vielen Dank!"
    assert "Anna Weber" in newsroom.answer(newsroom.read(polite, NOW, UTC)).points[0].text


@pytest.mark.parametrize(("language", "question", "expected"), QUESTIONS)
def test_a_question_finds_its_answer_in_its_language(
    newsroom: Newsroom, language: str, question: str, expected: str
) -> None:
    assert tongues.of_question(question) == language
    found = newsroom.answer(newsroom.read(question, NOW, UTC))
    assert found.points, found.confidence
    assert expected in found.points[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Los Angeles fires",
        "What happened in La Palma?",
        "El Niño",
        "Who is Marine Le Pen?",
        "Des Moines",
        "Die Hard",
        "aid",
    ],
)
def test_a_name_makes_no_question_foreign(question: str) -> None:
    assert tongues.of_question(question) == "en"


@pytest.mark.parametrize(
    "forms",
    [
        "Харків Харкова Харкові Харковом",
        "Київ Києва Києві Києвом",
        "Україна України Україні Україну Україною",
        "рік року роки років роками",
        "український української українську українських",
        "допомога допомоги допомогу",
    ],
)
def test_the_cases_of_a_ukrainian_word_have_one_stem(forms: str) -> None:
    assert len({stem(form.lower()) for form in forms.split()}) == 1


def test_words_that_say_nothing_are_no_terms() -> None:
    assert terms("Wann wurde die Brücke geöffnet?", "de") == terms("Brücke geöffnet", "de")
    assert terms("¿Quién es la alcaldesa?", "es") == terms("alcaldesa", "es")


@pytest.mark.parametrize(
    ("question", "hint", "language"),
    [
        ("Ukraine Hilfe", "de", "de"),
        ("aranceles", "es", "es"),
        ("élections", "fr", "fr"),
        ("Ukraine Hilfe", "en", "en"),
        ("the fires of Los Angeles", "es", "en"),
        ("what did he ask for", "de", "en"),
        ("а Daily Example?", "uk", "uk"),
        ("Quién?", "uk", "en"),
    ],
)
def test_bare_words_are_of_the_language_that_is_spoken_unless_they_are_english(
    question: str, hint: str, language: str
) -> None:
    assert tongues.of_question(question, hint) == language


@pytest.mark.parametrize(
    ("words", "hint", "language", "expected"),
    [
        ("Reparaturen Brücken", "de", "de", "Brücke"),
        ("entrenadores", "es", "es", "entrenador"),
        ("réparations", "fr", "fr", "réparation"),
    ],
)
def test_bare_keywords_find_articles_in_the_language_of_the_chat(
    newsroom: Newsroom, words: str, hint: str, language: str, expected: str
) -> None:
    query = newsroom.read(words, NOW, UTC, hint)
    assert query.language == language
    assert expected in newsroom.answer(query).points[0].text


def test_english_keywords_are_read_as_english_where_more_of_them_are_found_so(tmp_path: Path) -> None:
    made = Newsroom(connect(f"sqlite:///{tmp_path / 'test.db'}"), tmp_path)
    text = "The council of Aldermoor held its elections on Tuesday. The countries nearby watched them."
    ingest.add([Draft("Elections in Aldermoor", text, published=Published(DAY))], made.store, made.candidates, NOW)
    assert made.read("Aldermoor elections countries", NOW, UTC, "de").language == "en"


def test_function_words_make_keywords_no_english_ones(tmp_path: Path) -> None:
    made = Newsroom(connect(f"sqlite:///{tmp_path / 'test.db'}"), tmp_path)
    race, milk = (
        "The Grand Prix of Rio de Janeiro was won by a newcomer.",
        "Le prix du lait a monté dans toutes les villes.",
    )
    drafts = [
        Draft("A race", race, published=Published(DAY)),
        Draft("Le lait", milk, language="fr", published=Published(DAY)),
    ]
    ingest.add(drafts, made.store, made.candidates, NOW)
    assert made.read("prix de lait", NOW, UTC, "fr").language == "fr"


def test_bare_names_are_read_as_in_english_but_belong_to_the_language_of_the_chat(newsroom: Newsroom) -> None:
    query, plain = (newsroom.read("Brackley Aldermoor", NOW, UTC, hint) for hint in ("de", "en"))
    assert (query.language, query.terms, query.names) == ("de", plain.terms, plain.names)
    assert query.names


def test_of_articles_that_fit_alike_that_in_the_language_of_the_question_goes_ahead(newsroom: Newsroom) -> None:
    for language in ("de", "es", "fr"):
        points = newsroom.answer(newsroom.read("Aldermoor", NOW, UTC, language)).points
        assert points[0].url.split("/")[-2] == language
