"""Whatever is below /static/ is named by its content, since nginx and browsers keep it for a year."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

pytestmark = pytest.mark.once
NAMED = re.compile(r"\.[0-9a-f]{12}(\.|$)")
IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']+)""")
EVERYTHING = "css", "gif", "js", "json", "md", "svg", "txt"  # compressing takes seconds and is not what is tested


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    storage = {"staticfiles": {"BACKEND": "newsroom.static_files.Storage"}}
    skipped = (*settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS, *EVERYTHING)
    with override_settings(
        STATIC_ROOT=folder, STORAGES=settings.STORAGES | storage, WHITENOISE_SKIP_COMPRESS_EXTENSIONS=skipped
    ):
        call_command("collectstatic", verbosity=0, interactive=False)
    return folder


def test_every_file_is_named_by_its_content(collected: Path) -> None:
    plain = [file.name for file in collected.rglob("*") if file.is_file() and not NAMED.search(file.name)]
    assert plain == ["staticfiles.json"]


def test_so_is_every_module_that_a_script_imports(collected: Path) -> None:
    imports = [
        script.parent / name for script in collected.rglob("*.js") for name in IMPORT.findall(script.read_text("utf-8"))
    ]
    assert [file for file in imports if not NAMED.search(file.name) or not file.exists()] == []
    assert {file.name.split(".")[0] for file in imports} >= {"counter", "fragments"}
