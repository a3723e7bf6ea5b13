"""How many queries the reader's own page and a posted comment cost, in every state: the same for few and many rows."""

import pytest
from django.utils import timezone

from articles.tests import make as desk
from comments import questions
from comments.automod import limits
from comments.models import Comment
from comments.states import State
from comments.tests import make
from newsroom.pagecache import purging

pytestmark = pytest.mark.django_db(transaction=True)  # inside a transaction nothing is remembered
MOST = 5  # story, session, person, thread with her sanction; and one of: her comments, the comment named


@pytest.fixture
def story():
    return make.story()


@pytest.fixture
def mine(story):
    return f"{desk.live_edition(story).get_absolute_url()}comments/mine/"


@pytest.fixture
def signed_in(client, reader, story, mine):
    """Everything that is remembered has been loaded."""
    make.comment(story)
    client.force_login(reader)
    client.get(f"{mine}?to={make.comment(story).pk}")
    return client


def own(story, reader, number):
    return [make.comment(story, by=reader, state=State.WAITING) for _ in range(number)]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_own_page_costs_five_whatever_waits(signed_in, reader, story, mine, number, django_assert_max_num_queries):
    own(story, reader, number)
    signed_in.get(mine)
    with django_assert_max_num_queries(MOST):
        answer = signed_in.get(mine)
    assert answer.content.decode().count('class="comment-hidden"') == number


def test_answering_another_costs_five(signed_in, story, mine, django_assert_max_num_queries):
    said = make.comment(story)
    signed_in.get(mine)
    with django_assert_max_num_queries(MOST):
        answer = signed_in.get(f"{mine}?to={said.pk}")
    assert 'id="report"' in answer.content.decode()


def test_changing_ones_own_costs_five(signed_in, reader, story, mine, django_assert_max_num_queries):
    said = make.comment(story, by=reader)
    signed_in.get(mine)
    with django_assert_max_num_queries(MOST):
        answer = signed_in.get(f"{mine}?to={said.pk}")
    assert 'value="delete"' in answer.content.decode()


def test_a_comment_is_one_transaction_of_few_statements(signed_in, mine, monkeypatch, django_assert_max_num_queries):
    """Before it: story, session, person. In it: BEGIN or a savepoint, person, thread, story, limits, words said, four
    writes, and the end. Old rows, which go with every so manieth comment, stay."""
    for module in (limits, purging):
        monkeypatch.setattr(module, "PRUNE_EVERY", 10**9)
    form = {"act": "say", "text": "One transaction.", "key": "one-transaction"}
    with django_assert_max_num_queries(14) as seen:
        signed_in.post(mine, form, headers={"Origin": "http://testserver"})
    assert Comment.objects.filter(key="one-transaction").exists()
    begun = [query for query in seen.captured_queries if query["sql"].startswith(("BEGIN", "SAVEPOINT"))]
    assert len(begun) == 1
    assert not [query for query in seen.captured_queries if '"articles_edition"."content"' in query["sql"]]


def test_what_is_asked_often_answers_as_its_queryset_does(reader, stranger, story):
    said, now = make.comment(story, by=reader), timezone.now()
    waiting, thread = make.comment(story, by=reader, state=State.WAITING), said.thread_id
    assert questions.addressed(said.pk, thread) == [said]
    assert questions.addressed(waiting.pk, thread) == []
    assert questions.addressed_by(waiting.pk, thread, reader.pk) == [waiting]
    assert questions.addressed_by(waiting.pk, thread, stranger.pk) == []
    assert questions.thread_for(story.pk, reader.pk, now)[0].is_sanctioned is False
    assert questions.sent(reader.pk, said.key) == [said]
    assert questions.beside_the_field(reader.pk, thread, now) == [waiting]
