"""States and possible acts: the story's own answer, the list's query and the table agree in every combination."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from articles import publishing, writing
from articles.models import Article, Edition, Listing
from articles.tests import make
from articles.workflow import FOREVER, Act, Stage, State, WrongMove, possible

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
NOW = timezone.now()
# live_from, live_until, withdrawn_at of an edition, as hours from now; None is for ever, or not withdrawn.
SPANS = {
    "expired": (-9, -8, None),
    "withdrawn": (-7, -6, -6),
    "live": (-5, None, None),
    "live with an end": (-5, 3, None),
    "pending": (4, None, None),
}
COMBINATIONS = [
    tuple(filter(None, spans))
    for spans in product(["", "expired"], ["", "withdrawn"], ["", "live", "live with an end"], ["", "pending"])
    if not {"live", "pending"} <= set(spans)
]


def edition(
    story: Article, number: int, live_from: float, live_until: float | None, withdrawn: float | None
) -> Edition:
    moment = NOW + live_from * HOUR
    return Edition.objects.create(
        article=story, number=number, live_from=moment, published_at=moment, published_on=moment.date(),
        live_until=FOREVER if live_until is None else NOW + live_until * HOUR,
        withdrawn_at=None if withdrawn is None else NOW + withdrawn * HOUR,
        section=story.section, slug=story.slug, headline=story.headline, language="en", content={"further": []},
        revision=1, made_by=story.created_by, made_at=NOW,
    )  # fmt: skip


def expected(spans: tuple[str, ...], stage: Stage) -> str:
    if any(span.startswith("live") for span in spans):
        return State.LIVE
    for span, state in (("pending", State.SCHEDULED), ("expired", State.EXPIRED), ("withdrawn", State.WITHDRAWN)):
        if span in spans:
            return state
    return State(stage)


@pytest.mark.parametrize("at", [NOW, NOW + 4 * HOUR, NOW - 20 * HOUR], ids=["now", "later", "before"])
def test_the_storys_own_state_and_the_lists_query_agree_in_every_combination(at):
    stories = {}
    for spans, stage in product(COMBINATIONS, Stage):
        story = make.article(stage=stage)
        for number, span in enumerate(spans, start=1):
            edition(story, number, *SPANS[span])
        stories[story.pk] = (spans, stage)
    Article.objects.keep_public_until()
    found = {state: set(Article.objects.in_state(state, at).values_list("pk", flat=True)) for state in State.values}
    assert sum(map(len, found.values())) == len(stories), "each story is in one state"
    annotated = {story.pk: story for story in Article.objects.for_desk(at)}
    for pk, (spans, stage) in stories.items():
        state = Article.objects.get(pk=pk).standing_at(at).state
        assert pk in found[state], (spans, stage, state)
        assert annotated[pk].state == state, (spans, stage)
        if at == NOW:
            assert state == expected(spans, stage), (spans, stage)


def test_lists_say_their_states_without_a_query_a_row(django_assert_num_queries):
    for hours in (1, 2, 3):
        make.article(published=True, hours_ago=hours)
    with django_assert_num_queries(1):
        assert [story.state for story in Article.objects.for_desk()] == [State.LIVE] * 3


@pytest.mark.parametrize(
    ("stage", "live", "pending", "was_public"), [*product(Stage, [False, True], [False, True], [False, True])]
)
def test_the_table_of_acts(stage, live, pending, was_public):
    acts = possible(stage=stage, live=live, pending=pending, was_public=was_public)
    assert {Act.PUBLISH, Act.SCHEDULE, Act.RESTORE} <= acts
    assert (Act.FILE in acts, Act.SEND_BACK in acts) == (stage == Stage.DRAFT, stage == Stage.FILED)
    assert (Act.UNSCHEDULE in acts) == pending
    assert (Act.EXPIRE in acts) == (Act.CORRECT in acts) == live
    assert (Act.WITHDRAW in acts) == was_public


def everything(story):
    """All that an act could have changed."""
    return (
        list(Edition.objects.filter(article=story).order_by("number").values()),
        list(Listing.objects.filter(article=story).order_by("pk").values()),
        list(story.addresses.order_by("pk").values()),
        Article.objects.filter(pk=story.pk).values().get(),
    )


ACTS = {
    Act.FILE: lambda story, by: writing.file(story, by=by, version=story.version),
    Act.SEND_BACK: lambda story, by: writing.send_back(story, by=by, version=story.version),
    Act.UNSCHEDULE: lambda story, by: publishing.unschedule(story, by=by),
    Act.EXPIRE: lambda story, by: publishing.expire(story, by=by),
    Act.WITHDRAW: lambda story, by: publishing.withdraw(story, by=by, reason="Wrong", public_note="Gone."),
    Act.CORRECT: lambda story, by: publishing.correct(story, by=by, version=story.version, note="It is two."),
}


def in_state(state: str, editor) -> Article:
    story = make.article(published=state in ("live", "expired", "withdrawn"))
    match state:
        case "filed":
            writing.file(story, by=editor, version=1)
        case "scheduled":
            make.publish(story, at=timezone.now() + HOUR)
        case "expired":
            publishing.expire(story, by=editor)
        case "withdrawn":
            ACTS[Act.WITHDRAW](story, editor)
    return Article.objects.get(pk=story.pk)


@pytest.mark.parametrize("state", State.values)
def test_the_acts_keep_what_the_lists_query_asks(state, editor):
    story = in_state(state, editor)
    assert [other for other in State.values if Article.objects.in_state(other).filter(pk=story.pk)] == [state]


@pytest.mark.parametrize("state", State.values)
def test_an_act_that_does_not_fit_says_so_and_changes_nothing(state, editor):
    for act, perform in ACTS.items():
        story = in_state(state, editor)
        assert story.state == state
        before = everything(story)
        if act in story.standing.acts:
            perform(story, editor)
            assert everything(story) != before, act
        else:
            with pytest.raises(WrongMove, match=r"\."):
                perform(story, editor)
            assert everything(story) == before, act


def test_a_story_published_once_more_and_ended_has_expired(editor):
    story = in_state("withdrawn", editor)
    make.publish(story, by=editor)
    publishing.expire(story, by=editor)
    assert Article.objects.get(pk=story.pk).state == State.EXPIRED
    assert Article.objects.in_state("expired").get() == story
