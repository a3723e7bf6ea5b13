"""The first ids below each row of a query, alike on both databases."""

import pytest
from django.db.models import OuterRef

from articles.models import Section
from articles.tests import make
from newsroom.expressions import Ids

pytestmark = pytest.mark.django_db


def below(most: int) -> Ids:
    """For each section the last so many of those under it."""
    children = Section.objects.filter(parent=OuterRef("pk")).order_by("-pk")
    return Ids(children.values_list("pk")[:most])


def test_ids_come_as_a_list_in_their_order_and_no_more_than_asked_for() -> None:
    parent, alone = make.section("national"), make.section("world")
    first, second, third = (make.section(f"national/{name}") for name in ("courts", "politics", "schools"))
    rows = Section.objects.filter(pk__in=[parent.pk, alone.pk]).order_by("pk")
    assert list(rows.values_list("pk", below(2))) == [(parent.pk, [third.pk, second.pk]), (alone.pk, [])]
    assert list(rows.annotate(under=below(9)).values_list("under", flat=True)) == [[third.pk, second.pk, first.pk], []]
