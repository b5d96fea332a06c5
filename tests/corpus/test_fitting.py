"""Which sentences hold the kind of thing that a follow-up asks for, in each language."""

from __future__ import annotations

import pytest

from corpus.answering.fitting import holds
from corpus.model import Kind

# A sentence that holds the kind of thing, and one that does not.
HELD = {
    ("en", Kind.WHEN): ("It opened on Sunday.", "It opened at last."),
    ("en", Kind.WHY): ("It closed because of the storm.", "It closed again."),
    ("de", Kind.WHEN): ("Sie öffnete am Sonntag.", "Sie öffnete endlich."),
    ("de", Kind.WHERE): ("Er lebt in Wien.", "Er lebt noch."),
    ("de", Kind.COUNT): ("Dort warten zwölf Schiffe.", "Dort warten Schiffe."),
    ("de", Kind.WHY): ("Er ging, weil es spät war.", "Er ging nach Hause."),
    ("es", Kind.WHEN): ("Se abrió en marzo.", "Se abrió por fin."),
    ("es", Kind.WHY): ("Se fue porque era tarde.", "Se fue a casa."),
    ("es", Kind.WHERE): ("Vive en Quito.", "Vive aún."),
    ("fr", Kind.WHEN): ("Elle a ouvert dimanche.", "Elle a enfin ouvert."),
    ("fr", Kind.WHY): ("Il est parti parce qu’il était tard.", "Il est parti."),
    ("fr", Kind.WHERE): ("Il vit à Lyon.", "Il vit encore."),
    ("uk", Kind.WHEN): ("Відкрили у неділю.", "Нарешті відкрили."),
    ("uk", Kind.WHO): ("Прийшла Марія Примаченко.", "Вона прийшла."),
    ("uk", Kind.WHY): ("Пішов, бо було пізно.", "Пішов додому."),
    ("ar", Kind.WHEN): ("افتُتح يوم الأحد.", "افتُتح أخيرا."),
    ("ar", Kind.WHY): ("أغلق بسبب العاصفة.", "أغلق المتجر."),
    ("it", Kind.WHEN): ("It opened on Sunday.", "Ha aperto finalmente."),
    ("de", Kind.MONEY): ("Das kostet 5 €.", "Das kostet viel."),
}


@pytest.mark.parametrize(("language_kind", "sentences"), HELD.items(), ids=[f"{a}-{b}" for a, b in HELD])
def test_a_sentence_is_told_by_its_words(language_kind: tuple[str, Kind], sentences: tuple[str, str]) -> None:
    language, kind = language_kind
    fitting, other = sentences
    assert holds(kind, fitting, language)
    assert not holds(kind, other, language)


def test_no_words_tell_what_is_asked_by_what() -> None:
    assert not holds(Kind.WHAT, "It opened on Sunday.", "en")
