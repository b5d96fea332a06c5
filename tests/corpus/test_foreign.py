"""Questions in other languages than English: what they ask for, their times and their sources."""

from __future__ import annotations

import pytest

from corpus.model import Kind
from corpus.questions import foreign
from corpus.sources.reading import Sources


@pytest.mark.parametrize(
    ("language", "question", "kind"),
    [
        ("de", "Wer traf Blinken in Kiew?", Kind.WHO),
        ("de", "Und wann wurde die Brücke geöffnet?", Kind.WHEN),
        ("es", "¿Dónde está el puente?", Kind.WHERE),
        ("fr", "Combien de personnes ont été évacuées ?", Kind.COUNT),
        ("uk", "Чому закрили міст?", Kind.WHY),
        ("ar", "متى فتح الجسر؟", Kind.WHEN),
        ("de", "Hilfe für die Ukraine", Kind.TOPIC),
    ],
)
def test_question_words_tell_what_is_asked_for(language: str, question: str, kind: Kind) -> None:
    assert foreign.kind(question, language) is kind


@pytest.mark.parametrize(
    ("language", "question", "said", "english"),
    [
        ("de", "Was geschah gestern in Kiew?", "gestern", "yesterday"),
        ("de", "Was war am 3. Mai 2024 in Kiew?", "am 3. Mai 2024", "on 3 May 2024"),
        ("es", "¿Qué pasó la semana pasada en Lima?", "la semana pasada", "last week"),
        ("fr", "Que s'est-il passé en avril ?", "en avril", "in April"),
        ("uk", "Що сталося вчора в Києві?", "вчора", "yesterday"),
        ("uk", "Що було у травні 2024?", "у травні 2024", "in May 2024"),
        ("ar", "ماذا حدث أمس في كييف؟", "أمس", "yesterday"),
        ("de", "Was ist seit gestern in Kiew geschehen?", "seit gestern", "since yesterday"),
        ("de", "Kiew seit Montag", "seit Montag", "since Monday"),
        ("es", "Lima desde mayo de 2024", "desde mayo de 2024", "since May 2024"),
        ("fr", "Kiev depuis le 14 mai", "depuis le 14 mai", "since 14 May"),
        ("uk", "Київ від учора", "від учора", "since yesterday"),
        ("ar", "كييف منذ أمس", "منذ أمس", "since yesterday"),
    ],
)
def test_a_time_is_read_in_its_language(language: str, question: str, said: str, english: str) -> None:
    found = foreign.time(question, language)
    assert found is not None
    assert found[:2] == (said, english)
    assert said not in found[2]


@pytest.mark.parametrize(
    ("language", "question"),
    [("de", "Was geschah in Mainz?"), ("fr", "Qui est maire de Marseille ?"), ("fr", "Qui habite la Maison Blanche ?")],
)
def test_a_name_that_begins_like_a_month_is_no_time(language: str, question: str) -> None:
    assert foreign.time(question, language) is None


@pytest.mark.parametrize(
    ("language", "question", "english"),
    [
        ("es", "¿Y en 2023?", "in 2023"),
        ("de", "Was geschah im Jahr 2023?", "in 2023"),
        ("fr", "et en 2023 ?", "in 2023"),
        ("uk", "а у 2023?", "in 2023"),
        ("ar", "وفي عام 2023؟", "in 2023"),
        ("de", "und am Montag?", "on Monday"),
        ("de", "und am Sonnabend?", "on Saturday"),
        ("es", "¿y el miércoles?", "on Wednesday"),
        ("fr", "et vendredi ?", "on Friday"),
        ("uk", "а в п’ятницю?", "on Friday"),
    ],
)
def test_a_year_and_a_day_of_the_week_are_times(language: str, question: str, english: str) -> None:
    found = foreign.time(question, language)
    assert found is not None
    assert found[1] == english


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Was ist laut dem Daily Example passiert?"),
        ("es", "¿Y según el Daily Example?"),
        ("fr", "et d’après le Daily Example ?"),
        ("uk", "а за даними Daily Example?"),
        ("ar", "بحسب Daily Example"),
    ],
)
def test_a_source_is_named_in_its_language(language: str, question: str) -> None:
    assert Sources({"Daily Example": 1}).find(foreign.reported(question, language)).known == ("Daily Example",)
