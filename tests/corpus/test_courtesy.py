"""Polite questions: what is asked is left of them, word for word, and mere courtesy is known for what it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.questions import courtesy
from tests.corpus.test_tongues import QUESTIONS

POLITE = {
    "greeted and asked for": (
        "Good morning dear bot, could you please be so kind and tell me what has happened with the lighthouse?",
        "what has happened with the lighthouse?",
    ),
    "wished to know": ("I would also like to know, please, whether bread costs more.", "whether bread costs more."),
    "not minding": ("And how old was she, if you don't mind me asking?", "And how old was she?"),
    "thanked for in advance": ("Hello! Who won the race? Thank you very much!", "Who won the race?"),
    "after thanks": ("Thank you. And who won?", "And who won?"),
    "told about": ("could you tell me about the balloon", "about the balloon"),
    "hoped for": (
        "Good afternoon, dear! I hope you are well. How are you today? Who won the race?",
        "Who won the race?",
    ),
    "asked whether it may be told": (
        "A train fell in Ohio, and I wanted to ask whether you could tell me what has happened there, please?",
        "A train fell in Ohio, what has happened there?",
    ),
    "known perhaps": ("is the water safe now, do you know?", "is the water safe now?"),
    "listed": ("Please list all the strikes in 2022", "the strikes in 2022"),
    "looked up": ("find me news about the bridge", "the bridge"),
    "hailed": ("yo what's up with the ship", "what's up with the ship"),
    "without a comma": ("who won the race please?", "who won the race?"),
    "minding": ("Would you mind telling me when it starts, please?", "when it starts?"),
    "heard at home": (
        "My grandson told me about the balloon that was shot down, where did it come from?",
        "the balloon that was shot down, where did it come from?",
    ),
    "read in the paper": (
        "Hello! I read in the paper that the bridge fell. How many died?",
        "the bridge fell. How many died?",
    ),
    "spoken in one breath": (
        "so i heard there was a big earthquake how many people died",
        "a big earthquake how many people died",
    ),
    "looked for": ("I'm looking for information about the strikes, please", "the strikes"),
    "asked for in the midst": (
        "I saw a bridge fall, would you be so kind to tell me why it fell?",
        "a bridge fall, why it fell?",
    ),
    "forwarded": ("FWD: BREAKING!!! The bridge has fallen", "The bridge has fallen"),
    "with little English": (
        "hello, I am not good english. I want know when is the election in Taiwan",
        "when is the election in Taiwan",
    ),
    "what one thinks": ("who will win, do you think?", "who will win?"),
    "one more": ("thanks. one more question: did it fall?", "did it fall?"),
    "asked for at home": ("dad wants to know how much the aid was", "how much the aid was"),
    "with an address": ("https://example.com/bridge how many died?", "how many died?"),
    "spoken to": ("@dateline_bot who hit the bridge?", "who hit the bridge?"),
    "believed": ("I think the mayor opened the bridge, right?", "the mayor opened the bridge?"),
    "wanted exactly": ("And how many was it exactly?", "And how many was it?"),
    "what can be told": ("what can you tell me about the strikes", "about the strikes"),
    "over two lines": ("Dear Sir or Madam,\n\nmay I ask who is the new king?", "who is the new king?"),
}
ABROAD = [
    (
        "de",
        "Guten Morgen! Könnten Sie mir bitte sagen, wie viel die Reparatur der Brücke gekostet hat?",
        "wie viel die Reparatur der Brücke gekostet hat?",
    ),
    ("de", "Ich würde gern wissen, wer die Arbeiter lobte. Vielen Dank!", "wer die Arbeiter lobte."),
    (
        "fr",
        "Bonjour, pourriez-vous me dire combien a coûté la réparation du pont, s'il vous plaît ?",
        "combien a coûté la réparation du pont?",
    ),
    ("de", "Die Brücke ist offen, oder?", "Die Brücke ist offen?"),
    ("de", "Wie viele waren es genau?", "Wie viele waren es?"),
    ("es", "Mi nieto me habló del puente, ¿me podrías decir cuándo cayó?", "puente, cuándo cayó?"),
    ("fr", "Le pont est fermé, pourriez-vous me dire pourquoi ?", "Le pont est fermé, pourquoi ?"),
    ("fr", "J'aimerais savoir pourquoi le pont a été fermé. Merci !", "pourquoi le pont a été fermé."),
    (
        "es",
        "Buenos días, ¿me podría decir cuánto costó la reparación del puente, por favor?",
        "cuánto costó la reparación del puente?",
    ),
    ("es", "Hola, quisiera saber por qué cerraron el puente. Gracias", "por qué cerraron el puente."),
    ("uk", "Добрий день! Скажіть, будь ласка, скільки коштував ремонт моста? Дякую", "скільки коштував ремонт моста?"),
    ("de", "Mein Enkel hat mir erzählt, dass die Brücke eingestürzt ist. Warum?", "die Brücke eingestürzt ist. Warum?"),
    (
        "de",
        "Hallo! Meine Enkelin hat mir von dem Erdbeben in der Türkei erzählt. Wie viele sind gestorben?",
        "dem Erdbeben in der Türkei. Wie viele sind gestorben?",
    ),
    ("de", "Ich habe im Radio etwas über die Brücke gehört, warum fiel sie?", "die Brücke, warum fiel sie?"),
    ("fr", "J'ai entendu dire qu'un pont est tombé, pourquoi ?", "un pont est tombé, pourquoi ?"),
    ("es", "Hola, he oído que hubo un terremoto, ¿cuántos muertos?", "un terremoto, ¿cuántos muertos?"),
    ("uk", "Я чула, що міст упав. Чому?", "міст упав. Чому?"),
    ("ar", "سمعت أن الجسر انهار، لماذا؟", "الجسر انهار، لماذا؟"),
    ("ar", "صباح الخير، هل يمكنك أن تخبرني كم كلف إصلاح الجسر؟ شكرا", "كم كلف إصلاح الجسر؟"),
]
TO_THE_POINT = [
    "Who won the race?",
    "tell me more about her",
    "Hello Kitty museum opened",
    "Good Morning America host",
    "Dear Evan Hansen film",
    "Why did he thank the crowd?",
    "who said please?",
    "what is 'thank you' in French",
    "My Pillow CEO said what?",
    "They said no to the deal",
    "My English teacher said what?",
    "Breaking Bad finale",
    "Google released a list of costumes",
    "I heard",
]
MERE_COURTESY = [
    "hi",
    "Thank you very much, that was very helpful of you!",
    "Goodnight and God bless",
    "no thank you",
    "Good morning dear bot!",
    "Thank you so much, you have been very kind. Good night!",
    "Hello, how are you today? I hope you are well!",
    "Danke schön!",
    "Merci beaucoup !",
    "Hola, buenos días",
    "good night everyone",
    "merci, bonne nuit !",
    "k thx",
    "condolences",
    "👍🏽",
    "thanks 🙏",
    "дякую",
    "شكرا",
]
MORE_THAN_COURTESY = ["no news", "test match", "Thank you for the music", "and", "God", "", "?"]


@pytest.mark.parametrize(("polite", "asked"), POLITE.values(), ids=POLITE)
def test_what_is_asked_politely_is_what_is_asked(polite: str, asked: str) -> None:
    assert courtesy.bare(polite) == asked


@pytest.mark.parametrize(("language", "polite", "asked"), ABROAD)
def test_so_it_is_in_other_languages(language: str, polite: str, asked: str) -> None:
    assert courtesy.bare(polite, language) == asked


@pytest.mark.parametrize("text", TO_THE_POINT)
def test_what_is_to_the_point_stays_as_it_is(text: str) -> None:
    assert courtesy.bare(text) == text


@pytest.mark.parametrize(("language", "question", "_answer"), QUESTIONS)
def test_so_does_what_is_to_the_point_in_other_languages(language: str, question: str, _answer: str) -> None:
    assert courtesy.bare(question, language) == question


@pytest.mark.parametrize("text", MERE_COURTESY)
def test_mere_courtesy_asks_nothing(text: str) -> None:
    assert courtesy.is_all(text)


def test_thanks_are_told_from_greetings() -> None:
    assert [text for text in MERE_COURTESY if courtesy.gives_thanks(text)] == [
        "Thank you very much, that was very helpful of you!",
        "no thank you",
        "Thank you so much, you have been very kind. Good night!",
        "Danke schön!",
        "Merci beaucoup !",
        "merci, bonne nuit !",
        "k thx",
        "👍🏽",
        "thanks 🙏",
        "дякую",
        "شكرا",
    ]


def test_a_farewell_is_told_from_greetings() -> None:
    assert courtesy.says_goodbye("Well then, good night everyone!")
    assert not courtesy.says_goodbye("hello, good evening")


@pytest.mark.parametrize("text", MORE_THAN_COURTESY)
def test_what_only_sounds_like_it_may_ask_something(text: str) -> None:
    assert not courtesy.is_all(text)


@example("who won? tell me , tell me who won?")
@given(
    st.lists(st.sampled_from(["hello", "could you", "please", ",", "tell me", "who won?", "thanks", "the race"])).map(
        " ".join
    )
)
def test_what_is_left_stands_in_the_message_and_is_left_at_the_second_look(text: str) -> None:
    left = courtesy.bare(text)
    typed = iter(text.replace("?", "").split())
    assert all(word in typed for word in left.replace("?", "").split())  # in that order
    assert courtesy.bare(left) == left
