"""Conversations over the sample articles, held through a real newsroom, by the kind of thing that people ask on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.model import Turn
from bot.talk import leaning
from bot.talk.conversation import resolve
from bot.talk.remembering import remembered
from bot.talk.threads import Thread, goes_on_about
from corpus.errors import BadQuestion
from corpus.model import Briefing, Kind, Window
from corpus.newsroom import Newsroom

NOW = datetime(2024, 6, 11, 12, tzinfo=UTC)  # the morning after the newest sample
FICO = ("Robert Fico shot", "Handlová")
TAIWAN = ("Taiwan earthquake", "earthquake in Taiwan")
BALTIMORE = ("Baltimore bridge collapse", "Francis Scott Key")
SUNAK = ("Sunak calls election", "4 July")

# What is said, and what the answer must hold.
Said = tuple[str, str]
DIALOGUES: dict[str, tuple[Said, ...]] = {
    # he, she, it, they
    "he-is-the-one-asked-for": (("Who did Blinken meet in Kyiv?", "Zelensky"), ("What did he ask for?", "two Patriot")),
    "he-is-the-one-named": (FICO, ("how old is he?", "59")),
    "she-and-her-votes": (("Who is Claudia Sheinbaum?", "Mexico"), ("how many votes did she get?", "58 and 61")),
    "she-and-her-promise": (("Who is Claudia Sheinbaum?", "Mexico"), ("what did she promise?", "pensions")),
    "he-in-a-small-role": (("Kroos Champions League", "Kroos"), ("when does he retire?", "European Championship")),
    "him": (("Raisi helicopter crash", "Raisi"), ("who replaces him?", "Mokhber")),
    "it-is-the-thing": (BALTIMORE, ("which ship hit it?", "Dali")),
    "it-is-the-event": (TAIWAN, ("how strong was it?", "7.2")),
    "on-board-of-it": (("Boeing Starliner launch", "Starliner"), ("who is on board of it?", "Butch Wilmore")),
    "it-on-the-moon": (("Chang'e-6 Moon landing", "Chang'e-6"), ("where did it come down?", "Apollo crater")),
    "it-and-other-words": (("Chang'e-6 Moon landing", "Chang'e-6"), ("what will it bring back?", "kilograms")),
    "they": (("Nemo Eurovision", "Nemo"), ("how many points did they get?", "591")),
    "its-parties": (("Modi third term", "Modi"), ("which parties does he need?", "Telugu Desam")),
    # fragments and missing subjects
    "how-many-hurt": (TAIWAN, ("how many hurt?", "900")),
    "how-many-dead": (BALTIMORE, ("how many dead?", "Six")),
    "how-many-votes": (("US House aid package Ukraine", "61 billion"), ("how many votes?", "79 votes")),
    "how-many-votes-in-the-house": (("US House aid package", "House"), ("how many votes?", "311 votes to 112")),
    "who-scored": (("Who won the Champions League?", "Real Madrid"), ("who scored?", "Carvajal")),
    "against-whom": (("Who won the Champions League?", "Real Madrid"), ("against whom?", "Dortmund")),
    "which-fines": (("AI act European Union", "AI Act"), ("which fines?", "35 million")),
    # and …, what about …
    "and-another-country": (("Eurovision winner", "Nemo"), ("and Croatia?", "Baby Lasagna")),
    "what-about-a-country": (("Eurovision winner", "Nemo"), ("what about Israel?", "Eden Golan")),
    "what-about-a-person": (("Iran attack on Israel", "Iran"), ("what about Biden?", "counter-attack")),
    "what-another-says": (("Putin Kharkiv buffer zone", "buffer zone"), ("what does Zelensky say?", "under control")),
    "and-another-person": (("Putin Kharkiv buffer zone", "buffer zone"), ("and Syrskyi?", "70 kilometres")),
    "and-another-place": (("European elections France", "National Rally"), ("and in Germany?", "AfD")),
    "and-a-rival": (("South Africa election ANC", "ANC"), ("and Zuma?", "14.6 percent")),
    "and-a-far-place": (("Iran attack on Israel", "Iran"), ("and in New Caledonia?", "state of emergency")),
    "what-about-the-milk": (("Texas bird flu", "bird flu"), ("what about the milk?", "pasteurisation")),
    # why, when, where
    "bare-why": (("Germany Patriot Ukraine", "Patriot"), ("why?", "air strikes")),
    "why-now": (("Russia Kharkiv offensive", "Kharkiv"), ("why now?", "Donbas")),
    "why-in-other-words": (("Starliner launch delayed", "Starliner"), ("why was it put off?", "valve")),
    "the-cause": (("solar storm", "storm"), ("what caused it?", "sunspots")),
    "when-finished": (("Baltimore new bridge cost", "1.7"), ("when will it be finished?", "2028")),
    "from-when": (("Sheinbaum elected", "Sheinbaum"), ("from when?", "1 October")),
    "the-next-one": (("total solar eclipse", "eclipse"), ("when is the next one?", "2044")),
    "where-was-that": (FICO, ("where was that?", "Handlová")),
    "where-longest": (("total solar eclipse", "eclipse"), ("where did it last longest?", "Nazas")),
    # another time
    "five-years-ago": (("How many seats did Modi's party win?", "240"), ("and five years ago?", "303")),
    "in-another-year": (("Taiwan earthquake death toll", "nine"), ("and in 1999?", "2,400")),
    "in-another-month": (("What did Zelensky ask for in April?", "shells"), ("and in May?", "two Patriot")),
    # reactions
    "terrible": (TAIWAN, ("terrible. how many died?", "nine")),
    "haha": (("Blinken guitar Kyiv", "guitar"), ("haha, which song?", "Neil Young")),
    "cute": (("Blinken pizza", "Veterano"), ("cute. who founded it?", "former soldier")),
    "omg": (("Papua New Guinea landslide", "landslide"), ("omg how many are buried?", "2,000")),
    "oh-dear": (FICO, ("Oh dear, that is so sad. And how old is he?", "59")),
    "politely": (
        ("Good evening dear bot, could you please tell me who Blinken met in Kyiv?", "Zelensky"),
        ("And what did he ask for, if you don't mind me asking?", "two Patriot"),
    ),
    "really": (SUNAK, ("really? in the rain?", "pouring rain")),
    # longer ones, with a new subject on the way
    "on-and-on": (
        ("Who did Blinken meet in Kyiv?", "Zelensky"),
        ("What did he ask for?", "two Patriot"),
        ("what do they cost?", "billion"),
        ("Who won Eurovision?", "Nemo"),
        ("with which song?", "The Code"),
        ("who came second?", "Baby Lasagna"),
    ),
    "back-to-what-was-before": (
        TAIWAN,
        ("how many died?", "nine"),
        ("Who won Eurovision?", "Nemo"),
        ("back to the earthquake, how strong was it?", "7.2"),
        ("how many hurt?", "900"),
        ("and the bridge in Baltimore what happened to that", "Dali"),
    ),
    "back-without-saying-so": (
        ("Who is Claudia Sheinbaum?", "Mexico"),
        ("Baltimore bridge collapse", "Francis Scott Key"),
        ("how many dead?", "Six"),
        ("and how many votes did Sheinbaum get?", "58 and 61"),
        ("what did she promise?", "pensions"),
    ),
    "to-the-vote": (
        ("Raisi helicopter crash", "Raisi"),
        ("who else died?", "Amirabdollahian"),
        ("how many were on board?", "eight"),
        ("when is the vote?", "28 June"),
    ),
}


class Talk:
    """One conversation: `say` answers in the light of all that was said before."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.turns: list[Turn] = []

    def say(self, text: str) -> Briefing:
        found = self.newsroom.answer(resolve(text, self.turns, NOW, UTC, self.newsroom.read))
        self.turns.append(remembered(text, found, UTC))
        return found


@pytest.fixture
def talk(newsroom: Newsroom) -> Talk:
    return Talk(newsroom)


def text_of(found: Briefing) -> str:
    return " ".join(point.text for point in found.points)


def shown(found: Briefing) -> list[tuple[int, int]]:
    return [(point.article, n) for point in found.points for n in range(point.first, point.last + 1)]


@pytest.mark.parametrize("dialogue", DIALOGUES.values(), ids=DIALOGUES)
def test_follows(talk: Talk, dialogue: tuple[Said, ...]) -> None:
    for text, answer in dialogue:
        assert answer in text_of(talk.say(text)), text


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (FICO, "Who won Eurovision?"),
        (TAIWAN, "what did Blinken play in the bar in Kyiv?"),
        (("Eurovision winner", ""), "bird flu dairy cows"),
        (("solar storm", ""), "how many people died in the Baltimore bridge collapse?"),
        (("AI act", ""), "how many seats did Modi's party win?"),
        (BALTIMORE, "kroos"),
        (("Sheinbaum elected", ""), "What happened in May?"),
    ],
)
def test_a_new_subject_is_answered_as_if_nothing_had_been_said(talk: Talk, before: Said, text: str) -> None:
    alone = Talk(talk.newsroom).say(text)
    talk.say(before[0])
    assert talk.say(text) == alone


@pytest.mark.parametrize("text", ["Who won Eurovision?", "Taiwan earthquake", "Please tell me who won Eurovision?"])
def test_a_question_asked_twice_has_the_same_answer(talk: Talk, text: str) -> None:
    assert talk.say(text) == talk.say(text)


def test_what_leans_and_is_said_twice_leans_twice(talk: Talk) -> None:
    talk.say("Who did Blinken meet in Kyiv?")
    assert talk.say("What did he ask for?").query.said == talk.say("What did he ask for?").query.said


def test_the_reading_says_what_was_understood(talk: Talk) -> None:
    talk.say("Who did Blinken meet in Kyiv?")
    assert talk.say("What did he ask for?").query.text == "Volodymyr Zelensky · What did he ask for · Blinken meet Kyiv"


def test_more_never_repeats_a_sentence_and_says_when_that_was_all(talk: Talk) -> None:
    seen = shown(talk.say("Who won Eurovision?"))
    for _ in range(20):
        found = talk.say("more")
        assert not set(shown(found)) & set(seen)
        seen += shown(found)
        if found.abstained:
            break
    assert found.remark == "That was all I have on this."


def test_more_stays_on_the_subject(talk: Talk) -> None:
    talk.say("solar storm")
    talk.say("how strong was it?")
    assert {point.article for point in talk.say("anything else?").points} <= {p.article for p in talk.turns[0].points}


def test_more_of_the_top_stories_are_the_next_ones(talk: Talk) -> None:
    first, second = talk.say("What happened in May?"), talk.say("more")
    assert second.points and not {p.article for p in first.points} & {p.article for p in second.points}


def test_a_talk_about_the_top_stories_goes_on(talk: Talk) -> None:
    for text in ("What happened in May?", "the second one", "more", "more"):
        assert talk.say(text).query.lent == ()


def test_the_second_one_is_told_on_from_its_own_article(talk: Talk) -> None:
    second = talk.say("What happened in May?").points[1]
    found = talk.say("tell me more about the second one")
    assert {point.article for point in found.points} == {second.article}
    assert (second.article, second.first) not in shown(found)


def test_since_then_means_newer_articles_only(talk: Talk) -> None:
    crash = talk.newsroom.read("helicopter with Iran's president comes down in fog", NOW, UTC)
    first = replace(crash, window=Window(None, datetime(2024, 5, 20, tzinfo=UTC)), strict=True)
    talk.turns = [remembered(crash.text, talk.newsroom.answer(first), UTC)]
    found = talk.say("what has happened since?")
    assert found.query.text.endswith("since 19 May 2024")
    assert "Raisi died" in text_of(found)
    assert all(point.published and point.published.day.day >= 20 for point in found.points)


def test_nothing_since_then_is_said_honestly(talk: Talk) -> None:
    talk.say("Sunak calls election")
    found = talk.say("anything new?")
    assert found.abstained and not found.remark and found.freshness


def test_more_after_nothing_new_goes_on_with_what_was_told_before(talk: Talk) -> None:
    first = shown(talk.say("Taiwan earthquake"))
    assert talk.say("anything new?").abstained
    found = talk.say("more")
    assert found.points and not set(shown(found)) & set(first)


def test_a_time_filter_stays_until_it_is_changed(talk: Talk) -> None:
    talk.say("What did Zelensky ask for in April?")
    kept = talk.say("how many shells?").query.window
    assert kept and kept.said == "in April"
    changed = talk.say("and in May?").query.window
    assert changed and changed.said == "in May"


def test_the_month_before_is_counted_from_the_time_last_asked_about(talk: Talk) -> None:
    talk.say("What did Zelensky ask for in May?")
    found = talk.say("and the month before?").query
    assert found.window and found.window.since == datetime(2024, 4, 1, tzinfo=UTC)
    assert found.terms[:2] == ("zelenski", "ask")


def test_a_source_filter_stays(talk: Talk) -> None:
    talk.say("Ukraine aid from Sample Daily")
    assert {p.source for p in talk.say("how many votes?").points} == {"Sample Daily"}


@pytest.mark.parametrize("text", ["source:xinhua", "and source:xinhua?", "according to Xinhua?"])
def test_a_source_that_nobody_knows_is_told_so_in_the_midst_of_a_talk(talk: Talk, text: str) -> None:
    talk.say("Taiwan earthquake")
    with pytest.raises(BadQuestion, match="no source called"):
        talk.say(text)


def test_a_fragment_asks_for_the_kind_of_thing_asked_before(talk: Talk) -> None:
    talk.say("How many seats did Modi's party win?")
    assert talk.say("and Gandhi?").query.kind is Kind.COUNT


def test_what_comes_after_a_fragment_is_about_the_one_and_the_other(talk: Talk) -> None:
    talk.say("European elections France")
    assert "France" not in talk.say("and in Germany?").query.text
    assert talk.say("when was that?").query.lent == ("European", "elections", "France", "Germany")
    talk.say("Who is Rishi Sunak?")
    talk.say("and Keir Starmer?")
    assert talk.say("what did he say?").query.lent == ("Rishi", "Sunak", "Keir", "Starmer")


def test_what_replaces_nothing_in_a_follow_up_is_asked_of_the_subject(talk: Talk) -> None:
    talk.say("Who did Blinken meet in Kyiv?")
    talk.say("What did he ask for?")
    talk.say("anything newer?")
    assert talk.say("no, I meant the Senate").query.text == "the Senate · Blinken meet Kyiv"
    talk.say("US House aid package")
    talk.say("how many votes?")
    assert talk.say("no, I meant Taiwan").query.text == "Taiwan · House aid package"


@pytest.mark.parametrize(
    ("asked", "said", "meant"),
    [
        ("European elections France", "no, I meant Germany", "European elections Germany"),
        ("What did Zelensky ask for in April?", "sorry, I meant in May", "What did Zelensky ask for in May"),
        ("Eurovision winner", "not the winner, Croatia", "Eurovision winner Croatia"),
        ("European elections France", "That was not what I wanted. I meant Italy, please.", "European elections Italy"),
        ("European elections France", "you misunderstood. Germany!", "European elections Germany"),
    ],
)
def test_a_correction_asks_the_question_as_it_was_meant(talk: Talk, asked: str, said: str, meant: str) -> None:
    talk.say(asked)
    assert " ".join(talk.say(said).query.text.split()) == meant


@pytest.mark.parametrize("phrase", ["since then?", "more", "newest first", "the second one"])
def test_a_correction_after_a_set_phrase_is_of_the_question_before_it(talk: Talk, phrase: str) -> None:
    talk.say("What did Zelensky ask for in May?")
    talk.say(phrase)
    assert " ".join(talk.say("no, in April").query.text.split()) == "What did Zelensky ask for in April"


def test_a_time_since_which_was_asked_can_be_put_right(talk: Talk) -> None:
    talk.say("Kharkiv offensive")
    talk.say("what changed since May 20?")
    assert talk.say("no, since May 10").query.text == "what has happened since · Kharkiv offensive, since May 10"


def test_no_the_third_is_of_those_among_which_the_second_was_chosen(talk: Talk) -> None:
    found = talk.say("Who did Blinken meet in Kyiv?")
    assert talk.say("the second one").points[2].article != found.points[2].article
    assert talk.say("no, the third").query.places == (found.points[2].article,)


@pytest.mark.parametrize("wondering", ["why so many?", "so many?", "but why that many"])
def test_who_wondered_at_a_number_asks_for_the_number_elsewhere(talk: Talk, wondering: str) -> None:
    talk.say("How many people died in the Taiwan earthquake?")
    talk.say(wondering)
    assert talk.say("and in Japan?").query.kind is Kind.COUNT


def test_a_subject_named_again_with_something_else_in_its_place_lacks_nothing(talk: Talk) -> None:
    talk.say("elections France")
    talk.say("and in Germany?")
    assert talk.say("elections Germany").query.said == ""


@pytest.mark.parametrize(
    ("subject", "fragment", "kept"),
    [
        (("strikes", "Britain"), "in France", ("strikes",)),
        (("strikes", "Britain"), "the French ones", ("strikes",)),
        (("strikes", "French"), "in Germany", ("strikes",)),
        (("strikes", "Britain"), "strikes in France", ("strikes",)),
        (("World", "Cup", "England"), "Iran", ("World", "Cup")),
        (("Taylor", "Swift", "Miami"), "the next show", ("Taylor", "Swift", "Miami")),
    ],
)
def test_a_fragment_replaces_what_is_of_its_kind(
    subject: tuple[str, ...], fragment: str, kept: tuple[str, ...]
) -> None:
    assert Thread((Turn("strikes", "strikes", NOW, words=subject),)).kept(fragment) == kept


def test_what_goes_back_to_an_earlier_subject_is_lent_that_one(talk: Talk) -> None:
    quake = {point.article for point in talk.say("Taiwan earthquake").points}
    talk.say("Who won Eurovision?")
    found = talk.say("the earthquake again")
    assert found.query.lent == ("Taiwan", "earthquake")
    assert quake >= {point.article for point in found.points}
    assert talk.say("when was that?").query.lent == ("Taiwan", "earthquake")
    assert talk.say("and Eurovision?").query.lent == ("won", "Eurovision")


def test_a_word_at_home_in_the_newest_subject_goes_back_to_none(talk: Talk) -> None:
    talk.say("How many people died in Taiwan?")
    talk.say("Baltimore bridge collapse")
    assert talk.say("how many people died?").query.lent == ("Baltimore", "bridge", "collapse")


def test_a_word_of_an_earlier_subject_may_belong_to_another_matter(talk: Talk) -> None:
    talk.say("What happened to Sheinbaum's rivals?")
    talk.say("Who won Eurovision?")
    found = talk.say("what happened to the Baltimore rivals?")
    assert (found.query.said, found.query.lent) == ("", ())


def test_what_was_never_spoken_of_cannot_be_gone_back_to(talk: Talk) -> None:
    talk.say("Taiwan earthquake")
    assert talk.say("back to Eurovision").query.said == ""


def test_whom_the_subject_names_is_meant_where_the_last_answer_names_nobody() -> None:
    began = Turn("Rushdie attack", "Rushdie attack", NOW, words=("Rushdie", "attack"), names=("Salman Rushdie",))
    who = Turn("who did it?", "who did it", NOW, names=("Hadi Matar",), lent=began.words, said="who did it?")
    where = replace(who, question="where?", names=(), said="where?")
    assert Thread((began, who)).meant(("he",)) == ("Hadi Matar",)
    assert Thread((began, who, where)).meant(("he",)) == ("Salman Rushdie",)


def test_whom_a_fragment_names_is_meant_next(talk: Talk) -> None:
    talk.say("Who leads the National Rally?")
    talk.say("and Macron?")
    assert talk.say("what does he say?").query.text.startswith("Emmanuel Macron ·")
    assert talk.turns[1].names[0] == "Emmanuel Macron"


def test_a_correction_of_a_follow_up_keeps_to_its_subject(talk: Talk) -> None:
    talk.say("European elections France")
    talk.say("and in Germany?")
    assert "elections" in talk.say("no, I meant Italy").query.text


@pytest.mark.parametrize(
    ("subject", "asked", "said", "meant"),
    [
        ("Starliner launch", "what does Boeing say?", "no, I meant NASA", "what does NASA say · Starliner launch"),
        ("Kharkiv offensive", "what does Putin say?", "I meant Zelensky", "what does Zelensky say · Kharkiv offensive"),
        ("Taiwan earthquake", "how many hurt in April?", "I meant in May", "how many hurt in May · Taiwan earthquake"),
    ],
)
def test_a_correction_in_the_midst_of_a_talk_asks_the_follow_up_as_it_was_meant(
    talk: Talk, subject: str, asked: str, said: str, meant: str
) -> None:
    talk.say(subject)
    talk.say(asked)
    assert talk.say(said).query.text == meant


def test_what_came_since_a_time_is_asked_of_the_subject(talk: Talk) -> None:
    talk.say("Robert Fico shot")
    found = talk.say("what has changed since 16 May?")
    assert found.query.text == "what has happened since · Robert Fico shot, since 16 May"
    assert [point.published.day for point in found.points if point.published] == [date(2024, 5, 16)] * len(found.points)
    assert "aged 71" in text_of(found)


def test_what_is_asked_after_nothing_new_is_asked_of_all_time(talk: Talk) -> None:
    talk.say("Robert Fico shot")
    assert talk.say("what changed since 1 June?").abstained
    assert "59" in text_of(talk.say("how old is he?"))


def test_a_source_may_be_asked_for_in_another_language_than_the_talk(talk: Talk) -> None:
    talk.say("Taiwan earthquake")
    found = talk.say("und laut Sample Wire?")
    assert found.query.sources == ("Sample Wire",)
    assert "Taiwan" in text_of(found)


def test_what_about_a_name_that_the_talk_does_not_know_is_asked_of_that_alone(talk: Talk) -> None:
    alone = Talk(talk.newsroom).say("Boeing?")
    talk.say("Eurovision winner")
    assert talk.say("ok and what about Boeing?").points == alone.points


def test_back_to_what_nobody_named_is_back_to_whose_articles_hold_it(talk: Talk) -> None:
    talk.say("Who won the Champions League?")
    talk.say("Robert Fico shot")
    assert talk.say("back to the final, who scored?").query.lent == ("won", "Champions", "League")
    assert talk.say("back to the landslide").query.said == ""


@pytest.mark.parametrize("said", ["that's a lie!!", "lol ok", "hello"])
def test_a_mere_reaction_is_met_kindly(talk: Talk, said: str) -> None:
    talk.say("Robert Fico shot")
    with pytest.raises(BadQuestion, match="Ask on whenever you like"):
        talk.say(said)


def test_a_word_that_stands_nowhere_leaves_the_talk_at_its_subject(talk: Talk) -> None:
    talk.say("solar storm")
    assert talk.say("pqics?").abstained
    assert "sunspots" in text_of(talk.say("what caused it?"))


def test_since_a_day_is_asked_of_the_last_question_and_of_nothing_before(talk: Talk) -> None:
    talk.say("Kharkiv offensive")
    found = talk.say("since 1 June")
    assert found.query.strict and found.query.terms == ("kharkiv", "offens")
    assert found.remark or all(point.published and point.published.day >= date(2024, 6, 1) for point in found.points)


def test_a_hasty_follow_up_is_understood_without_its_courtesy(talk: Talk) -> None:
    talk.say("whos the winner of eurovision pls")
    assert talk.say("whos second pls").query.text == "who's second · winner eurovision"


def test_a_hasty_question_said_again_gets_its_answer_once_more(talk: Talk) -> None:
    assert talk.say("whos Robert Fico") == talk.say("whos Robert Fico")


def test_who_turns_to_something_else_is_answered_on_that_alone(talk: Talk) -> None:
    alone = Talk(talk.newsroom).say("Who won Eurovision?")
    talk.say("Taiwan earthquake")
    assert talk.say("ok forget it. Who won Eurovision?") == alone


def test_what_was_corrected_can_be_corrected_again(talk: Talk) -> None:
    talk.say("European elections France")
    talk.say("no, I meant Italy")
    assert talk.say("sorry, I meant Germany").query.text == "European elections Germany"


def test_the_only_person_of_an_answer_is_meant_next(talk: Talk) -> None:
    talk.say("Slovak prime minister shot")
    assert talk.say("how old is he?").query.text.startswith("Robert Fico ·")


def test_a_name_that_the_talk_does_not_know_is_asked_of_the_whole_archive(talk: Talk) -> None:
    talk.say("Eurovision winner")
    assert talk.say("who is Modi?") == Talk(talk.newsroom).say("who is Modi?")


def test_nobody_is_quoted_on_a_matter_who_stands_nowhere_beside_it(talk: Talk) -> None:
    talk.say("Taiwan earthquake")
    nothing = talk.say("what did Zelensky say about it?")
    assert nothing.abstained
    assert nothing.query.text == "what did Zelensky say about it · Taiwan earthquake"


@pytest.mark.parametrize(
    ("text", "about"), [("how old is he?", True), ("who is his wife?", False), ("who came before him?", True)]
)
def test_who_is_asked_for_by_another_is_the_next_that_is_meant(text: str, *, about: bool) -> None:
    assert goes_on_about(leaning.read(text).pronouns) is about


def test_what_was_said_first_lends_nothing_once_the_subject_has_changed(talk: Talk) -> None:
    bridge = {point.article for point in talk.say("Baltimore bridge collapse").points}
    talk.say("Who won Eurovision?")
    query = talk.say("how many points?").query
    assert "eurovis" in dict(query.context) and "baltimor" not in dict(query.context)
    assert query.places and not bridge & set(query.places)


@pytest.mark.parametrize("text", ["thanks", "Thank you very much, that was very helpful of you!"])
def test_thanks_lean_on_nothing(talk: Talk, text: str) -> None:
    talk.say("Taiwan earthquake")
    with pytest.raises(BadQuestion):
        talk.say(text)


@pytest.mark.parametrize("text", ["more", "why?", "since when?", "and?"])
def test_without_a_past_there_is_nothing_to_lean_on(talk: Talk, text: str) -> None:
    with pytest.raises(BadQuestion):
        talk.say(text)


def test_a_reply_to_one_old_answer_continues_it(talk: Talk) -> None:
    talk.say("Taiwan earthquake")
    talk.say("how strong was it?")
    old = talk.turns[-1]
    talk.say("Who won Eurovision?")
    again = Talk(talk.newsroom)
    again.turns = [old]
    assert "All four died" in text_of(again.say("how many died?"))


@pytest.mark.parametrize(
    ("pronoun", "names", "meant"),
    [
        ("she", ("Joe Biden", "Kamala Harris"), ("Kamala Harris",)),
        ("he", ("Kamala Harris", "Joe Biden"), ("Joe Biden",)),
        ("she", ("Rishi Sunak",), ()),
        ("he", ("Xi Jinping",), ("Xi Jinping",)),  # whom the names do not tell
        ("she", ("Alexei Navalny", "Yulia Navalnaya"), ("Yulia Navalnaya",)),
        ("his", ("Zelensky",), ("Zelensky",)),
    ],
)
def test_no_man_is_meant_by_she_where_his_first_name_tells(
    pronoun: str, names: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    thread = Thread((Turn("Who?", "Who?", NOW, names=names),))
    assert thread.meant((pronoun,)) == meant


def test_a_question_that_names_all_it_asks_about_has_nothing_of_the_talk_before(talk: Talk) -> None:
    talk.say("Who did Blinken meet in Kyiv?")
    told = talk.say("What did Nemo of Switzerland win in Malmö?")
    assert told.query.said == ""
    assert told.query.context == ()
    assert "Nemo" in told.points[0].text


@pytest.mark.parametrize("text", ["🙂", "the of and"])
def test_what_asks_for_nothing_is_told_so_in_the_midst_of_a_talk(talk: Talk, text: str) -> None:
    talk.say("Who did Blinken meet in Kyiv?")
    with pytest.raises(BadQuestion):
        talk.say(text)


@pytest.mark.parametrize("text", ["Ukraine", "Taiwan earthquake", "who is zelensky?", "what earthquake?"])
def test_what_found_nothing_lends_nothing_to_what_may_stand_alone(talk: Talk, text: str) -> None:
    alone = Talk(talk.newsroom).say(text)
    talk.say("zyxwv qponm")
    found = talk.say(text)
    assert (shown(found), found.query.said) == (shown(alone), "")


def test_what_surely_leans_takes_its_words_from_a_question_that_found_nothing(talk: Talk) -> None:
    talk.say("How many votes did Zyxwv get in the Champions League?")
    assert "Real Madrid" in text_of(talk.say("and who won it?"))


@pytest.mark.parametrize(
    "text", ["what for?", "can he be arrested?", "which countries?", "which party?", "how many votes?", "who won?"]
)
def test_what_found_nothing_is_answered_by_no_other_matter(talk: Talk, text: str) -> None:
    assert talk.say("Sheinbaum arrested bribes").abstained
    assert talk.say(text).abstained


def test_a_remark_on_which_nothing_was_found_leaves_the_talk_at_its_subject(talk: Talk) -> None:
    talk.say("Taiwan earthquake")
    assert talk.say("can I send money somewhere").abstained
    assert "at least four people" in text_of(talk.say("how many did it kill?"))


def test_what_names_something_on_which_nothing_was_found_is_the_subject_all_the_same(talk: Talk) -> None:
    talk.say("Taiwan earthquake")
    assert talk.say("Berlusconi trial").abstained
    assert talk.say("how many did it kill?").abstained


def test_several_words_that_stand_nowhere_are_another_subject_and_a_single_one_is_none(talk: Talk) -> None:
    talk.say("Taiwan earthquake")
    assert talk.say("pics?").query.lent
    assert not talk.say("elon musk").query.lent


def test_what_about_another_matter_is_answered_however_it_is_typed(talk: Talk) -> None:
    talk.say("who won eurovision?")
    found = talk.say("what about the baltimore bridge")
    assert "Baltimore" in text_of(found)
    assert found.remark == "I found nothing on both. On baltimore bridge alone:"
    assert "Baltimore" in text_of(talk.say("who died there?"))


def test_where_most_of_the_question_before_stands_nowhere_nothing_is_on_it(talk: Talk) -> None:
    assert talk.say("Zyxwv qponm bridge").abstained
    assert talk.say("which city?").abstained


def test_how_it_was_understood_stays_short_however_long_the_message_before_was(talk: Talk) -> None:
    talk.say("a" * 900 + " Blinken Kyiv")
    assert len(talk.say("and what did he ask for?").query.text) < 200


def test_no_more_is_read_of_a_follow_up_than_of_any_question(talk: Talk) -> None:
    talk.say("Who did Blinken meet in Kyiv?")
    assert "two Patriot" in text_of(talk.say("no " * 300 + "what did he ask for?"))
    assert "Eurovision" not in talk.say("no " * 400 + "who won Eurovision?").query.text


def test_signs_of_quotation_are_shown_in_pairs_or_not_at_all(talk: Talk) -> None:
    talk.say("Who did Blinken meet in Kyiv?")
    assert talk.say('and "two Patriot batteries"?').query.text.startswith("two Patriot batteries ·")
