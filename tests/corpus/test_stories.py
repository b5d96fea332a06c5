"""Which reports tell one story, which texts are copies, and how many independent sources there are."""

import random
import re
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.events.likeness import DAYS_APART, NEIGHBOURS, Archive, Report
from corpus.events.stories import group, independent
from corpus.events.wordings import COPIED, copies
from corpus.model import Published

MARCH_26 = date(2024, 3, 26)

BRIDGE = (
    "Baltimore's Key Bridge collapses after being struck by container ship. "
    "A container ship that had lost power struck a pier of the Francis Scott Key Bridge in Baltimore "
    "early on Tuesday, and the bridge fell into the Patapsco River. Eight workers who were filling "
    "potholes on it fell into the water; two were rescued and six are presumed dead. The ship, the Dali, "
    "sent a mayday that let police stop traffic in time.",
    "Six missing after ship brings down Baltimore bridge. "
    "Divers searched the Patapsco River on Tuesday for six road workers after the cargo ship Dali hit the "
    "Francis Scott Key Bridge. Maryland's governor Wes Moore declared a state of emergency and praised "
    "officers who closed the bridge when the crew reported a loss of power. The port of Baltimore is "
    "closed to shipping until the wreck is cleared.",
    "Cargo ship Dali knocks down Key Bridge, closing port of Baltimore. "
    "The port of Baltimore suspended ship traffic after the container vessel Dali lost power and rammed a "
    "support of the Key Bridge. Six members of a road crew are presumed dead. Maryland governor Wes "
    "Moore said that a mayday call saved lives.",
)
TAIWAN = (
    "Taiwan hit by strongest earthquake in 25 years. "
    "An earthquake of magnitude 7.4 shook Taiwan on Wednesday morning off the coast near Hualien, killing "
    "at least nine people and injuring more than 900. Buildings in Hualien leaned at steep angles and "
    "landslides blocked mountain roads, where hikers and hotel workers were trapped. Tsunami warnings for "
    "Japan and the Philippines were lifted later.",
    "Rescuers dig for trapped after Taiwan quake kills nine. "
    "Rescue crews worked through the night around Hualien after the strongest earthquake to hit Taiwan "
    "since 1999. Nine people died, most of them in rockfalls at Taroko gorge, and dozens were trapped in "
    "tunnels and quarries. The magnitude 7.4 quake was felt in Taipei, where trains stopped and a chip "
    "maker moved its staff outside.",
)
EUROVISION = (
    "Switzerland's Nemo wins the Eurovision Song Contest. "
    "Nemo of Switzerland won the Eurovision Song Contest in Malmö with The Code, an operatic rap about "
    "life as a nonbinary person. Croatia's Baby Lasagna came second and Ukraine third. Thousands had "
    "marched in the city against Israel's entry.",
    "The Code by Nemo brings Eurovision to Switzerland. "
    "Swiss singer Nemo took 591 points at the Eurovision Song Contest in Malmö, ahead of Croatia. It is "
    "the first victory for Switzerland since Céline Dion in 1988. The Dutch act was disqualified on the "
    "day of the final.",
)
BIDEN_AID = (
    "Biden signs aid for Ukraine, Israel and Taiwan. "
    "President Biden signed a package of 95 billion dollars for Ukraine, Israel and Taiwan on Wednesday, "
    "ending six months of delay by Republicans. Artillery shells, air defence missiles and armoured "
    "vehicles for Kyiv will leave stocks in Germany and Poland within hours. Brigades near Chasiv Yar had "
    "been rationing ammunition while Russian glide bombs struck Kharkiv. Speaker Mike Johnson had risked "
    "his post by letting the package pass with votes of Democrats."
)
BIDEN_DEBATE = (
    "Biden and Trump agree to two debates. "
    "President Biden challenged his predecessor to debate in June and September and Donald Trump accepted "
    "on social media within the hour. CNN will host the first encounter in an Atlanta studio without an "
    "audience, ABC the second. Both campaigns bypass the commission that has arranged such evenings since "
    "1988. Microphones are to be cut while the rival speaks, and Robert Kennedy complained of being shut out."
)
AGENCY = (
    "NICOSIA Rescue teams reached the wreck of the helicopter that carried Iran's president Ebrahim Raisi "
    "on Monday morning and found no survivors, state television said. The aircraft came down in fog on a "
    "mountain near the border with Azerbaijan, where Mr Raisi had opened a dam with his counterpart. The "
    "foreign minister Hossein Amirabdollahian was on board too."
)


def terms(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if len(word) > 3 or word.isdigit()]


def report(
    article: int, told: str, source: str = "BBC News", day: date | None = MARCH_26, moment: datetime | None = None
) -> Report:
    """The first sentence is the headline."""
    title, _, body = told.partition(". ")
    published = Published.at(moment) if moment else Published(day) if day else None
    return Report(article, source, published, terms(title), terms(body))


def as_sets(stories: list[list[int]]) -> set[frozenset[int]]:
    return {frozenset(story) for story in stories}


def test_reports_of_one_event_become_one_story() -> None:
    told = [*BRIDGE, *TAIWAN, *EUROVISION, BIDEN_AID, BIDEN_DEBATE]
    stories = group([report(number, text) for number, text in enumerate(told)])
    assert as_sets(stories) == as_sets([[0, 1, 2], [3, 4], [5, 6], [7], [8]])


def test_nothing_makes_no_stories() -> None:
    assert group([]) == []


def test_one_article_is_a_story() -> None:
    assert group([report(7, BIDEN_AID)]) == [[7]]


@pytest.mark.parametrize("pair", [BRIDGE[:2], BRIDGE[1:], TAIWAN, EUROVISION], ids=["bridge", "port", "quake", "song"])
def test_two_articles_are_enough_to_see_that_they_tell_one_story(pair: tuple[str, str]) -> None:
    assert as_sets(group([report(1, pair[0]), report(2, pair[1])])) == as_sets([[1, 2]])


def test_two_articles_on_one_person_are_two_stories() -> None:
    assert as_sets(group([report(1, BIDEN_AID), report(2, BIDEN_DEBATE)])) == as_sets([[1], [2]])


def test_an_archive_tells_a_shared_subject_from_a_shared_event() -> None:
    briefs = [
        report(1, "Biden signs aid. President Biden approved weapons worth billions after months of delay."),
        report(2, "Biden to debate. President Biden will meet his rival twice before cameras after all."),
    ]
    archive = Archive(5000, {"biden": 800, "president": 1500, "after": 3000})
    assert len(group(briefs)) == 1
    assert as_sets(group(briefs, archive=archive)) == as_sets([[1], [2]])


def test_one_shared_name_does_not_make_a_story_however_often_it_is_repeated() -> None:
    repeated = [re.sub(r"((?:\S+ ){6})", r"\1Meloni ", text) for text in (TAIWAN[0], EUROVISION[0])]
    assert as_sets(group([report(1, repeated[0]), report(2, repeated[1])])) == as_sets([[1], [2]])


def test_briefs_on_one_event_in_different_words_are_one_story() -> None:
    briefs = [
        "Raisi killed in crash. Iran's president and foreign minister died when a helicopter hit a mountain in fog.",
        "Iran mourns its president. Ebrahim Raisi was flying home from a dam near Azerbaijan when the helicopter fell.",
    ]
    reports = [report(number, text) for number, text in enumerate([*briefs, *TAIWAN, *BRIDGE])]
    assert frozenset({0, 1}) in as_sets(group(reports))


def test_headlines_alone_can_be_enough() -> None:
    headlines = [
        "Nemo wins Eurovision for Switzerland",
        "Switzerland's Nemo triumphs at Eurovision",
        "Port of Baltimore reopens",
    ]
    assert as_sets(group([report(number, line) for number, line in enumerate(headlines)])) == as_sets([[0, 1], [2]])


def test_a_short_summary_joins_the_full_reports() -> None:
    summary = (
        "Baltimore bridge falls after ship strike. The Dali lost power and struck the Key Bridge; six are missing."
    )
    told = [*BRIDGE, *TAIWAN, summary]
    assert frozenset({0, 1, 2, 5}) in as_sets(group([report(number, text) for number, text in enumerate(told)]))


def test_an_article_without_any_terms_stands_alone() -> None:
    empty = [Report(1, "BBC News", Published(MARCH_26), [], []), Report(2, "DW", Published(MARCH_26), [], [])]
    assert as_sets(group([*empty, report(3, BIDEN_AID)])) == as_sets([[1], [2], [3]])


@pytest.mark.parametrize(("days", "together"), [(0, True), (DAYS_APART, True), (DAYS_APART + 1, False)])
def test_one_text_printed_again_is_the_same_story_for_three_days(days: int, together: bool) -> None:
    again = report(2, BRIDGE[0], day=MARCH_26 + timedelta(days))
    assert (len(group([report(1, BRIDGE[0]), again])) == 1) == together


def test_a_story_does_not_grow_from_day_to_day_beyond_three() -> None:
    daily = [report(number, BRIDGE[0], day=MARCH_26 + timedelta(number)) for number in range(9)]
    assert all(max(story) - min(story) <= DAYS_APART for story in group(daily))


def test_undated_articles_join_a_story_last_in_its_list() -> None:
    reports = [report(1, BRIDGE[0], day=None), report(2, BRIDGE[1]), report(3, BRIDGE[2], day=None)]
    assert group(reports) == [[2, 1, 3]]


def test_an_undated_article_does_not_bridge_weeks() -> None:
    later = MARCH_26 + timedelta(20)
    reports = [report(1, BRIDGE[0]), report(2, BRIDGE[0], day=None), report(3, BRIDGE[0], day=later)]
    stories = as_sets(group(reports))
    assert len(stories) == 2
    assert not any({1, 3} <= story for story in stories)


def test_stories_of_most_publishers_come_first_then_the_newest() -> None:
    next_day = MARCH_26 + timedelta(1)
    reports = [
        *(report(1 + number, text, "CNN") for number, text in enumerate(BRIDGE)),
        report(4, EUROVISION[0], "DW", next_day),
        report(5, TAIWAN[0], "DW"),
        report(6, TAIWAN[1], "NPR"),
    ]
    assert group(reports) == [[5, 6], [4], [1, 2, 3]]


def test_within_a_story_the_newest_article_comes_first() -> None:
    moments = [datetime(2024, 3, 26, hour, tzinfo=UTC) for hour in (9, 15, 12)]
    reports = [report(number, text, moment=at) for number, (text, at) in enumerate(zip(BRIDGE, moments, strict=True))]
    assert group(reports) == [[1, 2, 0]]


def test_term_numbers_serve_as_well_as_stems() -> None:
    told = [*BRIDGE, *TAIWAN, *EUROVISION, BIDEN_AID, BIDEN_DEBATE]
    reports = [report(number, text) for number, text in enumerate(told)]
    words = {term: 1000 - place for place, term in enumerate({term for r in reports for term in (*r.title, *r.body)})}
    numbered = [
        Report(r.article, r.source, r.published, [words[str(t)] for t in r.title], [words[str(t)] for t in r.body])
        for r in reports
    ]
    assert group(numbered) == group(reports)


def test_hundreds_of_near_copies_are_one_story_without_all_their_pairs_in_memory() -> None:
    items = [report(number, f"Forecast for district {number}. {BRIDGE[0]}") for number in range(3 * NEIGHBOURS)]
    tracemalloc.start()
    stories = group(items, archive=Archive(1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [len(story) for story in stories] == [len(items)]
    assert peak < 9_000_000  # 6.7 million bytes; 11.7 million with all pairs


WORDS = st.sampled_from(
    ["bridge", "ship", "port", "quake", "taiwan", "rescue", "song", "aid", "senate", "vote", "crew"]
)
REPORTS = st.lists(
    st.builds(
        Report,
        article=st.integers(0, 10_000),
        source=st.sampled_from(["BBC News", "DW", "CNN", ""]),
        published=st.none() | st.builds(Published, st.dates(MARCH_26, MARCH_26 + timedelta(7))),
        title=st.lists(WORDS, max_size=4),
        body=st.lists(WORDS, max_size=12),
    ),
    max_size=14,
    unique_by=lambda each: each.article,
)


@given(REPORTS)
def test_every_article_is_in_exactly_one_story(reports: list[Report]) -> None:
    grouped = [article for story in group(reports) for article in story]
    assert sorted(grouped) == sorted(each.article for each in reports)


@given(REPORTS, st.randoms(use_true_random=False))
def test_stories_do_not_depend_on_the_order_of_the_articles(reports: list[Report], shuffled: random.Random) -> None:
    assert group(shuffled.sample(reports, len(reports))) == group(reports)


@given(REPORTS)
def test_no_story_spans_more_than_three_days(reports: list[Report]) -> None:
    days = {each.article: each.published.day for each in reports if each.published}
    for story in group(reports):
        dated = [days[article] for article in story if article in days]
        assert not dated or max(dated) - min(dated) <= timedelta(DAYS_APART)


def test_an_agency_text_cut_short_and_with_words_changed_is_a_copy() -> None:
    original = terms(AGENCY)
    cut = original[: len(original) // 2]
    edited = [*original[:9], "yesterday", *original[10:]]
    assert copies([original, terms(BRIDGE[0]), cut, edited, terms(BRIDGE[1])]) == [[0, 2, 3], [1], [4]]


def test_reports_in_own_words_are_not_copies() -> None:
    assert copies([terms(text) for text in (*BRIDGE, *TAIWAN)]) == [[0], [1], [2], [3], [4]]


def test_copies_of_one_sentence_are_found_among_a_handful() -> None:
    sentences = [
        "Six members of a road crew are presumed dead after the ship hit the bridge, the Coast Guard said on Tuesday.",
        "Six people are feared drowned in the Patapsco River.",
        "Six members of the road crew are presumed dead after the ship hit the bridge, the Coast Guard said Tuesday.",
    ]
    assert copies([terms(sentence) for sentence in sentences]) == [[0, 2], [1]]


def test_copies_of_copies_come_out_the_same_in_any_order() -> None:
    letters = "abcdefghijklmnopqrst"
    texts = [letters[start : start + 12] for start in (0, 4, 8)]
    found = {
        frozenset(frozenset(order[place] for place in places) for places in copies(order))
        for order in permutations(texts)
    }
    assert len(found) == 1


def test_very_short_texts_are_copies_only_when_equal() -> None:
    assert copies([["dali", "freed"], ["dali", "towed"], ["dali", "freed"]]) == [[0, 2], [1]]


def test_an_empty_text_is_a_copy_of_nothing() -> None:
    assert copies([[], [], ["dali"]]) == [[0], [1], [2]]
    assert copies([]) == []


@given(st.lists(st.lists(WORDS, max_size=9), max_size=9), st.randoms(use_true_random=False))
def test_copies_are_a_partition_that_order_does_not_change(texts: list[list[str]], shuffled: random.Random) -> None:
    order = shuffled.sample(range(len(texts)), len(texts))
    mixed = copies([texts[place] for place in order])
    assert sorted(sorted(tuple(texts[order[at]]) for at in places) for places in mixed) == sorted(
        sorted(tuple(texts[place]) for place in places) for places in copies(texts)
    )
    assert sorted(place for places in mixed for place in places) == list(range(len(texts)))


def test_three_copies_of_one_agency_text_are_one_source() -> None:
    headlines = {"DW": "Raisi dies in crash", "CNN": "No survivors in wreck", "NPR": "Iran's president dead"}
    told = [report(number, f"{line}. {AGENCY}", name) for number, (name, line) in enumerate(headlines.items())]
    assert independent(told) == 1


def test_publishers_with_words_of_their_own_count_each() -> None:
    assert independent([report(n, text, name) for n, (text, name) in enumerate(zip(BRIDGE, "ABC", strict=True))]) == 3


def test_one_publisher_counts_once_whatever_the_case_of_its_name() -> None:
    reports = [report(n, text, name) for n, (text, name) in enumerate(zip(BRIDGE, ("DW", "dw", " Dw"), strict=True))]
    assert independent(reports) == 1


def test_an_agency_text_adds_nothing_to_publishers_who_wrote_too() -> None:
    agency = [report(number, f"Ship hits bridge. {AGENCY}", name) for number, name in enumerate(("DW", "CNN"))]
    own = [report(2, BRIDGE[0], "DW"), report(3, BRIDGE[1], "CNN")]
    assert [independent(agency + own[:1]), independent(agency + own[1:]), independent(agency + own)] == [2, 2, 2]


@given(REPORTS)
def test_there_are_no_more_independent_sources_than_publishers_or_wordings(reports: list[Report]) -> None:
    publishers = {each.source for each in reports}
    wordings = copies([each.body or each.title for each in reports])
    assert (1 if reports else 0) <= independent(reports) <= min(len(publishers), len(wordings))


@given(REPORTS)
def test_no_order_of_reports_changes_the_number_of_independent_sources(reports: list[Report]) -> None:
    assert independent(reports[::-1]) == independent(reports)


def test_half_of_a_text_is_what_makes_a_copy() -> None:
    original = [f"word{number}" for number in range(42)]
    other = [f"else{number}" for number in range(42)]
    shingles = 40
    enough = int(shingles * COPIED)
    assert copies([original, original[: enough + 2] + other[: shingles - enough]]) == [[0, 1]]
    assert copies([original, original[:enough] + other[: shingles - enough + 2]]) == [[0], [1]]
