"""The smallest settings under which worker processes of the tests serve pages through the cache."""

import json
import os
from pathlib import Path

GIVEN = json.loads(os.environ.get("PAGECACHE_TEST", "{}"))
FOLDER = Path(GIVEN.get("folder", "/nonexistent"))

SECRET_KEY = "only the tests of the page cache read this"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
INSTALLED_APPS = ["newsroom.pagecache.apps.PagecacheConfig"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "newsroom.pagecache.tests.worker.urls"
DATABASES = {"default": GIVEN.get("database", {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"})}
USE_TZ = True
PAGECACHE = {"ENABLED": True, "BYTES": 1024 * 1024, "COUNTER": FOLDER / "counter", "MAX_AGE": 600} | GIVEN.get(
    "pagecache", {}
)
