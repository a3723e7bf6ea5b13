"""When the demo command does nothing, and when it refuses."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Section
from articles.tests import make
from newsroom.demo import build, paper, people
from newsroom.demo.people import SignIn


@pytest.mark.django_db
def test_a_paper_that_is_there_is_left_alone():
    make.section("national")
    call_command("demo", if_empty=True, stdout=StringIO())
    assert Section.objects.count() == 1


@pytest.mark.django_db
def test_a_paper_that_is_there_is_not_overwritten_without_being_asked():
    make.section("national")
    with pytest.raises(CommandError, match="--again"):
        call_command("demo", stdout=StringIO())
    assert Section.objects.count() == 1


@pytest.mark.django_db
def test_a_production_paper_is_never_touched(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="NEWSROOM_DEMO"):
        call_command("demo", again=True, stdout=StringIO())
    assert not Section.objects.exists()


def test_the_sign_ins_are_for_their_owner_alone(settings, tmp_path):
    settings.DEMO_SIGN_INS = tmp_path / "demo-sign-ins"
    settings.DEMO_SIGN_INS.write_text("old")
    people.keep([SignIn("editor", "abcde-fghij", "Ada B", "editor", "korean")])
    assert settings.DEMO_SIGN_INS.stat().st_mode & 0o777 == 0o600
    assert settings.DEMO_SIGN_INS.read_text() == "editor      abcde-fghij         Ada B, editor in korean\n"


def test_the_demo_mode_bears_the_papers_own_name():
    assert paper.read().name == settings.NEWSROOM_NAME


@pytest.mark.django_db(transaction=True)
def test_a_demo_that_was_interrupted_is_built_anew(settings, tmp_path, monkeypatch):
    settings.VAR, settings.DEMO_SIGN_INS = tmp_path, tmp_path / "demo-sign-ins"
    monkeypatch.setattr(build, "build", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call_command("demo", if_empty=True, stdout=StringIO())
    assert Section.objects.filter(path="half").exists()
    monkeypatch.setattr(build, "build", finished)
    call_command("demo", if_empty=True, stdout=StringIO())
    assert list(Section.objects.values_list("path", flat=True)) == ["whole"]
    call_command("demo", if_empty=True, stdout=StringIO())
    assert list(Section.objects.values_list("path", flat=True)) == ["whole"]


def interrupted():
    make.section("half")
    raise KeyboardInterrupt


def finished():
    make.section("whole")
    return build.Built([], 0, 0)
