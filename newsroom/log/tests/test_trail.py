"""The trail is only ever added to, and holds no names of people."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.tests import make
from newsroom.log import triggers
from newsroom.log.models import Entry
from newsroom.log.writing import label_of, name_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(editor):
    return write("publish", make.section("national"), by=editor, after={"edition": 1})


def test_an_entry_says_who_did_what_to_which_thing(entry, editor):
    section = make.section("national")
    assert (entry.act, entry.by, entry.thing, entry.label) == (
        "publish", editor, f"articles.section:{section.pk}", "National",
    )  # fmt: skip
    assert (entry.before, entry.after) == ({}, {"edition": 1})
    assert timezone.now() - entry.at < timedelta(minutes=1)
    assert entry.thing == name_of(section)


def test_a_moment_can_be_named(editor):
    moment = timezone.now() - timedelta(days=3)
    assert write("say", make.section(), by=editor, at=moment).at == moment


def refused(change) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        change()


def sql(text: str):
    def change():
        with connection.cursor() as cursor:
            cursor.execute(text)

    return change


def test_no_entry_is_changed_or_deleted_by_any_way(entry):
    entry.label = "Other"
    for change in (
        entry.save,
        entry.delete,
        lambda: Entry.objects.update(act="other"),
        lambda: Entry.objects.filter(pk=entry.pk)._raw_delete("default"),
        Entry.objects.all().delete,
        sql("UPDATE log_entry SET after = '{}'"),
        sql("DELETE FROM log_entry"),
    ):
        refused(change)
    assert Entry.objects.get().label == "National"


def test_the_triggers_are_made_anew_after_each_migrate(entry):
    if connection.vendor == "sqlite":
        triggers.remove()
    else:
        sql("DROP TRIGGER log_entry_append_only ON log_entry")()
    Entry.objects.update(act="other")  # the control: nothing holds it now
    call_command("migrate", verbosity=0)
    refused(lambda: Entry.objects.update(act="again"))
    triggers.install()  # twice does no harm
    refused(Entry.objects.all().delete)


def test_a_trail_outlives_what_it_is_about(editor):
    section = make.section("courts")
    kept = write("close_section", section, by=editor)
    section.delete()
    assert Entry.objects.get(pk=kept.pk).label == "Courts"


def test_a_person_who_acted_cannot_be_deleted_under_the_trail(entry, editor):
    with pytest.raises(IntegrityError):
        editor.delete()


def test_people_stand_in_it_by_number_alone(reader, editor):
    kept = write("leave", reader, by=None)
    assert kept.label == label_of(reader) == f"person {reader.pk}"
    assert "Rhea" not in str(Entry.objects.values().get(pk=kept.pk))


def test_a_long_name_is_cut(editor):
    assert len(write("publish", make.article("x" * 200), by=editor).label) == 200


def test_an_act_that_fails_leaves_no_line(editor):
    @transaction.atomic
    def fails():
        write("publish", make.section(), by=editor)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not Entry.objects.exists()
