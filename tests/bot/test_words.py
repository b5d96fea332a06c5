from __future__ import annotations

import asyncio
import re
from datetime import UTC, date, datetime

import pytest

from bot import words
from bot.locales import gather
from bot.looks import phrases
from bot.looks.markup import clean, code
from bot.words import LANGUAGES, _, counted, known, plural, retold, speaking
from corpus.saying import Saying

PLACE = re.compile(r"\{(\w+)\}")
ASIDE = ("\u2068", "\u2069")
ENTER = "`make words` enters what is new and lists it; translate it in bot/locales/*/LC_MESSAGES/dateline.po"
OTHERS = [language for language in LANGUAGES if language != "en"]


def forms(message: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (message or "",) if isinstance(message, str | None) else tuple(message)


def ids(language: str) -> set[tuple[str, ...]]:
    return {forms(message.id) for message in gather.read(language, dict(gather.catalogues())[language]) if message.id}


# -- the catalogues -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_holds_every_message_of_the_code_and_no_other(language: str) -> None:
    code = {forms(message.id) for message in gather.messages() if message.id}
    assert sorted(code - ids(language)) == [], ENTER
    assert sorted(ids(language) - code) == [], ENTER


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    catalogue = gather.read(language, dict(gather.catalogues())[language])
    assert [message.id for message in catalogue if gather.wanting(message)] == [], ENTER


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_places_of_its_message(language: str) -> None:
    for message in gather.read(language, dict(gather.catalogues())[language]):
        wanted = {place for form in forms(message.id) for place in PLACE.findall(form)}
        for form in filter(None, forms(message.string)):
            counted_in_words = {"number"} if message.pluralizable else set()
            assert wanted - counted_in_words <= set(PLACE.findall(form)) <= wanted, form


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_the_spaces_commands_and_closed_isolates_of_its_message(language: str) -> None:
    for message in gather.read(language, dict(gather.catalogues())[language]):
        for source, form in zip(forms(message.id), forms(message.string), strict=False):
            if form and message.id:
                assert source[: source != source.lstrip()] == form[: form != form.lstrip()]
                assert (source[-1:] == " ") == (form[-1:] == " "), form
                assert set(re.findall(r"/[a-z_]{2,}", source)) == set(re.findall(r"/[a-z_]{2,}", form)), form
                assert all(mark in clean(form) for mark in ASIDE if mark in form), form


@pytest.mark.parametrize(("language", "letters"), [("uk", "[а-яіїєґ]"), ("ar", "[\u0621-\u064a]")])
def test_a_translation_is_written_in_the_letters_of_its_language(language: str, letters: str) -> None:
    for message in gather.read(language, dict(gather.catalogues())[language]):
        for form in filter(None, forms(message.string)):
            words_left = PLACE.sub("", form)
            if message.id and any(map(str.isalpha, words_left)) and "JSON Feed" not in form:
                assert re.search(letters, words_left, re.IGNORECASE), form


def test_no_two_languages_say_a_whole_sentence_in_the_same_words() -> None:
    seen: dict[str, str] = {}
    for language, path in gather.catalogues():
        for message in gather.read(language, path):
            for form in set(filter(None, forms(message.string))) if message.id else ():
                if form.count(" ") > 3:
                    assert seen.setdefault(form, language) == language, form


# -- speaking -------------------------------------------------------------------------------------


def test_english_stands_in_the_code() -> None:
    assert _("Nothing was deleted.") == "Nothing was deleted."
    assert plural("{number} article", "{number} articles", 1234) == "1,234 articles"


def test_what_no_catalogue_holds_is_told_in_english() -> None:
    with speaking("de"):
        assert _("Never said by this bot, {name}.", name="Anna") == "Never said by this bot, Anna."


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "1 стаття"), (3, "3 статті"), (5, "5 статей"), (1234, "1\xa0234 статті")]
)
def test_a_language_counts_as_it_does(number: int, expected: str) -> None:
    with speaking("uk"):
        assert plural("{number} article", "{number} articles", number) == expected


def test_a_thread_speaks_what_its_task_speaks_and_no_other_task_hears_it() -> None:
    async def said(language: str) -> str:
        with speaking(language):
            return await asyncio.to_thread(_, "More")

    async def both() -> list[str]:
        return [*await asyncio.gather(said("de"), said("es"))]

    assert asyncio.run(both()) == ["Mehr", "Más"]
    assert _("More") == "More"


@pytest.mark.parametrize(
    ("code", "expected"), [("de", "de"), ("de-AT", "de"), ("pt-br", "en"), ("", "en"), ("UK", "uk"), ("../x", "en")]
)
def test_a_language_that_we_do_not_speak_is_answered_in_english(code: str, expected: str) -> None:
    assert known(code) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "14 May 2024"),
        ("de", "14. Mai 2024"),
        ("es", "14 may 2024"),
        ("fr", "14 mai 2024"),
        ("uk", "14 трав. 2024"),
        ("ar", "14 مايو 2024"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language: str, expected: str) -> None:
    with speaking(language):
        assert phrases.day(date(2024, 5, 14)) == expected
        comma = "\u2068{}\u2069، \u2068{}\u2069" if language == "ar" else "{}, {}"
        assert phrases.clock(datetime(2024, 5, 14, 9, 30, tzinfo=UTC), UTC) == comma.format(expected, "09:30")


def test_days_and_numbers_follow_the_language() -> None:
    with speaking("de"):
        assert (phrases.days((0, 2, 4)), counted(12345)) == ("am Mo, Mi und Fr", "12.345")
    assert (phrases.days((0, 2, 4)), counted(12345)) == ("on Mon, Wed and Fri", "12,345")


# -- from right to left ---------------------------------------------------------------------------


def test_what_is_given_is_set_aside_in_a_language_from_right_to_left() -> None:
    with speaking("ar"):
        assert words.isolated("BBC") == "\u2068BBC\u2069"
        assert "\u2068Daily Example\u2069" in _("Mute {name}", name="Daily Example")
    assert words.isolated("BBC") == "BBC"


def test_a_command_to_copy_keeps_its_slash_in_front_and_is_copied_without_signs() -> None:
    assert code("/digests 1") == "<code>/digests 1</code>"
    with speaking("ar"):
        assert code("/digests 1") == "\u2068<code>/digests 1</code>\u2069"


def test_words_in_latin_letters_stand_apart_in_what_is_translated_from_right_to_left() -> None:
    translated = gather.read("ar", dict(gather.catalogues())["ar"])
    for message in translated:
        for text in forms(message.string) if message.id else ():
            free = re.sub("\u2068[^\u2069]*\u2069", "", PLACE.sub("", text))
            assert not re.search(r"(?:[A-Za-z]\w*\W+){3}|[A-Za-z][?!]", free), text


@pytest.mark.parametrize("given", ["a\u2069b", "\u2068a", "\u2067a\u2069", "\u2069a\u2068", "\u2068\u202ea"])
def test_a_given_text_cannot_turn_what_stands_around_it(given: str) -> None:
    assert not set("\u2066\u2067\u2068\u2069\u202e") & set(clean(given))


# -- what the corpus says -------------------------------------------------------------------------


def test_a_sentence_of_the_corpus_is_told_in_the_language_that_is_spoken() -> None:
    meaning = Saying("nothing is at this address")
    line = Saying("the server answered {status} ({meaning})", status=404, meaning=meaning)
    assert retold(line) == "the server answered 404 (nothing is at this address)" == line
    with speaking("de"):
        assert retold(line) == "der Server antwortete mit 404 (unter dieser Adresse ist nichts)"
        assert retold("kept as it was") == "kept as it was"
