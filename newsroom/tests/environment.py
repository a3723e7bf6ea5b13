"""The environment that tests run in: the demo mode, a folder of their own, and nothing of the developer's own settings.

pytest loads this before Django's settings (`-p newsroom.tests.environment` in pyproject.toml). DATABASE_URL stays, so
that the same tests run on PostgreSQL. Each worker process has its own folder, with its own database, pictures and
page-cache counter.
"""

import os
from pathlib import Path

KEPT = ("NEWSROOM_VAR",)
WITHOUT = (
    "DJANGO_",
    "NEWSROOM_",
    "SOCIAL_",
    "CACHE_URL",
    "STORAGE_URL",
    "DATABASE_REPLICA_URL",
    "EMAIL_URL",
    "WEB_WORKERS",
)

for name in [name for name in os.environ if name.startswith(WITHOUT) and name not in KEPT]:
    del os.environ[name]

folder = Path(os.environ.get("NEWSROOM_VAR", "var")).resolve()
worker = os.environ.get("PYTEST_XDIST_WORKER", "")
# The process that started this worker has added "test" already.
folder = (folder.parent if worker else folder / "test") / (worker or "alone")
(folder / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing

os.environ.update(
    DATABASE_POOL="40",  # tests run more threads than a worker has
    NEWSROOM_DEMO="1",
    NEWSROOM_TASKS="django_tasks.backends.immediate.ImmediateBackend",
    NEWSROOM_VAR=str(folder),
    DJANGO_SETTINGS_MODULE="newsroom.settings",
    DJANGO_ALLOW_ASYNC_UNSAFE="1",  # Playwright keeps an event loop running in the thread that asks the database
)
# Sign-ins go to newsroom/accounts/tests/oauth_server.py, which knows this client.
for word in ("X", "FACEBOOK", "OIDC"):
    os.environ[f"SOCIAL_{word}_CLIENT_ID"] = "the-paper"
    os.environ[f"SOCIAL_{word}_SECRET"] = "its-secret-of-thirty-two-letters"
os.environ.update(SOCIAL_OIDC_URL="https://login.example.org", SOCIAL_OIDC_NAME="Example ID")
