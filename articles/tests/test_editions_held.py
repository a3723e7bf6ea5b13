"""What the database itself holds of an edition: its content once it has begun, its span, its one open row."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.installing import HELD, install_triggers
from articles.models import Edition
from articles.tests import make
from articles.workflow import FOREVER

pytestmark = pytest.mark.django_db

ON_POSTGRES = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has this constraint")
HOUR = timedelta(hours=1)


@pytest.fixture
def edition():
    make.publish(make.article(topics=(make.topic(),)), at=timezone.now() - HOUR)
    return Edition.objects.get()


def refused(change) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return str(error.value)


def changed(edition: Edition, column: str):
    """Another value than the edition has, of the column's own kind."""
    field = next(f for f in Edition._meta.concrete_fields if f.column == column)
    match field.get_internal_type():
        case "ForeignKey":
            model = field.related_model
            return {field.name: make.article() if model.__name__ == "Article" else make.section("sport")}
        case "DateTimeField":
            return {field.name: (getattr(edition, field.name) or timezone.now()) - HOUR}
        case "DateField":
            return {field.name: getattr(edition, field.name) - timedelta(days=1)}
        case "PositiveIntegerField":
            return {field.name: getattr(edition, field.name) + 1}
        case "JSONField":
            return {field.name: ["other"]}
    return {field.name: "other"}


@pytest.mark.parametrize("column", HELD)
def test_nothing_that_readers_had_can_change(column, edition, reporter):
    values = {"made_by": reporter} if column == "made_by_id" else changed(edition, column)
    assert "never changes" in refused(lambda: Edition.objects.filter(pk=edition.pk).update(**values))


def test_columns_beyond_those_are_known():
    free = {field.column for field in Edition._meta.concrete_fields} - set(HELD)
    assert free == {"id", "live_until", "withdrawn_at", "public_note"}


def test_its_end_its_note_and_its_withdrawal_can_change(edition):
    Edition.objects.filter(pk=edition.pk).update(
        live_until=timezone.now(), public_note="Gone.", withdrawn_at=timezone.now()
    )
    edition.refresh_from_db()
    assert edition.public_note == "Gone."


def test_saving_an_edition_unchanged_is_no_change(edition):
    edition.save()


def test_what_has_not_begun_can_change():
    make.publish(make.article(), at=timezone.now() + HOUR)
    assert Edition.objects.update(headline="Changed") == 1


def test_a_text_that_began_in_this_very_transaction_is_held(editor):
    make.publish(make.article(), by=editor)
    assert "never changes" in refused(lambda: Edition.objects.update(headline="Changed"))


def test_the_trigger_is_made_anew_after_each_migrate(edition):
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER articles_edition_content_is_held"
            + (" ON articles_edition" if connection.vendor == "postgresql" else "")
        )
    Edition.objects.update(headline="Changed")
    call_command("migrate", verbosity=0)
    refused(lambda: Edition.objects.update(headline="Changed again"))
    install_triggers()  # twice does no harm
    refused(lambda: Edition.objects.update(headline="Changed again"))


def copy(edition: Edition, **changes) -> Edition:
    edition.refresh_from_db()
    edition.pk, edition.number = None, edition.number + 1
    for name, value in changes.items():
        setattr(edition, name, value)
    return edition


def test_a_story_has_one_open_edition(edition):
    error = refused(lambda: copy(edition, live_from=timezone.now()).save(force_insert=True))
    assert "articles_edition" in error


def test_an_open_edition_says_so_in_a_sentence(edition):
    with pytest.raises(ValidationError, match="has an open edition already"):
        copy(edition, live_from=timezone.now()).validate_constraints()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"live_until": timezone.now() - 2 * HOUR}, "begins_before_it_ends"),
        ({"published_at": timezone.now() + HOUR, "live_until": timezone.now()}, "first_published_before_live"),
    ],
)
def test_an_edition_that_makes_no_sense_is_refused(edition, changes, name):
    assert name in refused(lambda: copy(edition, **changes).save(force_insert=True))


def test_a_number_names_one_edition(edition):
    number = edition.number
    again = copy(edition, number=number, live_from=FOREVER - 2 * HOUR, live_until=FOREVER - HOUR)
    refused(lambda: again.save(force_insert=True))


@ON_POSTGRES
def test_postgres_refuses_editions_that_overlap(edition):
    Edition.objects.update(live_until=timezone.now() + HOUR)
    error = refused(lambda: copy(edition, live_from=timezone.now(), live_until=FOREVER).save(force_insert=True))
    assert "articles_edition_never_overlaps" in error


@ON_POSTGRES
def test_editions_that_touch_and_those_of_other_stories_are_let_through(edition):
    end = timezone.now() + HOUR
    Edition.objects.update(live_until=end)
    copy(edition, live_from=end, live_until=FOREVER).save(force_insert=True)
    make.publish(make.article(), at=timezone.now() - HOUR)
    assert Edition.objects.count() == 3


@ON_POSTGRES
@pytest.mark.django_db(transaction=True)
def test_the_exclusion_goes_and_comes_with_its_migration():
    def has_it() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_constraint WHERE conname = 'articles_edition_never_overlaps'")
            return bool(cursor.fetchone()[0])

    assert has_it()
    call_command("migrate", "articles", "0001", verbosity=0)
    assert not has_it()
    call_command("migrate", "articles", verbosity=0)
    assert has_it()
