"""Static files for the processes that these tests start: named by their content, not compressed, collected once."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

MANIFEST = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}


@pytest.fixture(scope="session", autouse=True)
def collected_static_files(settings_for_tests: None) -> None:
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": MANIFEST}):
        call_command("collectstatic", verbosity=0, interactive=False)
