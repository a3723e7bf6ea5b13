"""The fixed cast of every test."""

import pytest

from articles.tests import make

pytest_plugins = ["newsroom.tests.fixtures", "newsroom.tests.browser", "newsroom.tests.turns_of_files"]


@pytest.fixture
def reporter(db):
    """Writes and files her own stories, in the whole paper."""
    return make.user("Rosa Reporter", role="reporter")


@pytest.fixture
def editor(db):
    """Edits and publishes, in the whole paper."""
    return make.user("Edda Editor", role="editor")


@pytest.fixture
def sport_editor(db):
    """Edits and publishes in Sport and below alone."""
    return make.user("Spiro Sport", role="editor", section=make.section("sport"))


@pytest.fixture
def moderator(db):
    return make.user("Mo Moderator", role="moderator")


@pytest.fixture
def administrator(db):
    return make.administrator()


@pytest.fixture
def reader(db):
    """Signs in through a social account; never staff."""
    return make.user("Rhea Reader")


@pytest.fixture
def stranger(db):
    """Another reader."""
    return make.user("Sam Stranger")
