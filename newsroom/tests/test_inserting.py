"""A row saved by an INSERT compiled once is the row that Django's own save would have written."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from comments.models import CommentVersion
from comments.tests import make
from newsroom.log.models import Entry
from newsroom.pagecache.models import Purge
from newsroom.prepared import inserting

pytestmark = pytest.mark.django_db


def entry(**fields):
    return Entry(at=timezone.now(), act="test", thing="a:1", label="“A” <b>", before={}, after={"n": 1}, **fields)


def values(pk):
    return {name: value for name, value in Entry.objects.filter(pk=pk).values()[0].items() if name not in ("id", "at")}


def test_a_row_is_stored_as_by_save_and_has_its_key(reader):
    prepared, saved = entry(by=reader), entry(by=reader)
    inserting(Entry)(prepared)
    saved.save(force_insert=True)
    assert prepared.pk is not None
    assert prepared.pk != saved.pk
    assert values(prepared.pk) == values(saved.pk)
    assert not prepared._state.adding
    assert prepared._state.db == saved._state.db


def test_each_row_is_stored_with_its_own_values(reader):
    said, insert = make.comment(), inserting(CommentVersion)
    for number in (1, 2):
        insert(CommentVersion(comment=said, number=number, text=f"Text {number}", at=timezone.now()))
    assert list(said.versions.order_by("number").values_list("number", "text")) == [(1, "Text 1"), (2, "Text 2")]


def test_saving_a_row_is_one_statement(django_assert_num_queries):
    insert = inserting(Purge)
    with django_assert_num_queries(1):
        insert(row := Purge(tag="a", at=timezone.now()))
    assert Purge.objects.get(pk=row.pk).tag == "a"


def test_a_model_with_a_key_of_its_own_is_refused():
    row = Session(session_key="a", session_data="b", expire_date=timezone.now())
    with pytest.raises(TypeError, match="Session cannot be saved by a prepared INSERT"):
        inserting(Session)(row)
    assert not Session.objects.exists()
