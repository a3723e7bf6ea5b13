"""SQLite's question marks are put into a statement once, and mean what Django's `%s` means."""

import pytest
from django.db import connection

from newsroom.accounts.models import User
from newsroom.sqlite.base import marked

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's driver takes %s"),
]


def fetched(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def test_a_statement_that_comes_again_is_known():
    list(User.objects.filter(pk=1))
    before = marked.cache_info()
    list(User.objects.filter(pk=2))
    after = marked.cache_info()
    assert (after.hits, after.misses) == (before.hits + 1, before.misses)


@pytest.mark.parametrize(
    ("sql", "values", "found"),
    [
        ("SELECT %s || %s", ["a", "%s"], "a%s"),
        ("SELECT '100 %%' || %s", ["!"], "100 %!"),
        ("SELECT '%%s' || %s", ["!"], "%s!"),
        ("SELECT %(one)s || %(two)s", {"one": "a", "two": "b"}, "ab"),
    ],
)
def test_signs_mean_what_they_meant(sql, values, found):
    assert [fetched(sql, values) for _ in range(2)] == [(found,)] * 2
