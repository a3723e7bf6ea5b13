"""Acts in batches: all of them, in order, and what a batch has committed stays when a later act fails."""

import pytest

from articles.models import Topic
from newsroom.demo import batches


def write(word):
    Topic.objects.create(name=word, slug=word)
    if word == "bad":
        raise ValueError(word)


@pytest.mark.django_db
def test_every_thing_has_its_act_in_order():
    batches.each(iter(["a", "b", "c"]), write)
    assert list(Topic.objects.order_by("pk").values_list("slug", flat=True)) == ["a", "b", "c"]


@pytest.mark.django_db
def test_a_failure_undoes_its_own_batch_alone(monkeypatch):
    monkeypatch.setattr(batches, "LONGEST", 0)
    with pytest.raises(ValueError, match="bad"):
        batches.each(["a", "b", "bad", "c"], write)
    assert list(Topic.objects.order_by("pk").values_list("slug", flat=True)) == ["a", "b"]
