"""Every setting, read from the environment once, typed, refusing nonsense with a sentence."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _
from environs import FileAwareEnv
from whitenoise.compress import Compressor

from newsroom import databases, files
from newsroom.accounts import providers
from newsroom.pagecache.proxies import address

BASE_DIR = Path(__file__).resolve().parent.parent
env = FileAwareEnv(strip_whitespace=True)


def refuse(sentence: str) -> None:
    raise ImproperlyConfigured(sentence)


# Mode: production unless said otherwise.
DEBUG = env.bool("DJANGO_DEBUG", default=False)
DEMO = env.bool("NEWSROOM_DEMO", default=False)
PRODUCTION = not (DEBUG or DEMO)
if DEBUG and DEMO:
    refuse("DJANGO_DEBUG and NEWSROOM_DEMO are both set. Unset one of them.")

# Everything the paper writes lies here unless it goes to a server: database, pictures, dictionary, counters.
VAR = Path(env.str("NEWSROOM_VAR", default=str(BASE_DIR / "var"))).resolve()
VAR.mkdir(parents=True, exist_ok=True)


def kept_secret() -> str:
    """The secret key of a demo or development machine: made once, kept in VAR."""
    file = VAR / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(get_random_secret_key(), encoding="ascii")
    return file.read_text(encoding="ascii")


SECRET_KEY = env.str("DJANGO_SECRET_KEY", default="")
if not SECRET_KEY and PRODUCTION:
    refuse(
        "DJANGO_SECRET_KEY is missing. "
        "Set it to 50 random characters or more, or name a file in DJANGO_SECRET_KEY_FILE."
    )
if PRODUCTION and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5):
    refuse("DJANGO_SECRET_KEY is too weak. Set it to 50 random characters or more.")
SECRET_KEY = SECRET_KEY or kept_secret()


def is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if not PRODUCTION else [])
if any("*" in host for host in ALLOWED_HOSTS):
    refuse("DJANGO_ALLOWED_HOSTS holds *, which trusts any host name. List the paper's own names.")
if PRODUCTION and not ALLOWED_HOSTS:
    refuse("DJANGO_ALLOWED_HOSTS is missing. List the paper's host names, with commas between them.")
if not PRODUCTION and not all(is_loopback(host) for host in ALLOWED_HOSTS):
    refuse("The demo and development mode answer on this machine only. Take other names out of DJANGO_ALLOWED_HOSTS.")

# The canonical origin: addresses in feeds, sitemaps and mails begin with it.
NEWSROOM_URL = env.str("NEWSROOM_URL", default="" if PRODUCTION else "http://localhost:8000").rstrip("/")
_origin = urlsplit(NEWSROOM_URL)
if _origin.scheme not in ("http", "https") or not _origin.hostname or _origin.path or _origin.query:
    refuse("NEWSROOM_URL must be the paper's origin, such as https://www.example.org, without a path.")
if PRODUCTION and _origin.scheme != "https":
    refuse("NEWSROOM_URL must begin with https:// in production.")
if not PRODUCTION and not is_loopback(_origin.hostname):
    refuse("The demo and development mode answer on this machine only. Set NEWSROOM_URL to http://localhost:8000.")

# The paper.
NEWSROOM_NAME = env.str("NEWSROOM_NAME", default="The Ostrey Packet" if DEMO else "Newsroom")
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
LANGUAGE_CODE = env.str("NEWSROOM_LANGUAGE", default="en")
if LANGUAGE_CODE not in dict(LANGUAGES):
    refuse(f"NEWSROOM_LANGUAGE is {LANGUAGE_CODE!r}. Set it to one of: {', '.join(dict(LANGUAGES))}.")
TIME_ZONE = env.str("NEWSROOM_TIME_ZONE", default="UTC")
if TIME_ZONE not in available_timezones():
    refuse(f"NEWSROOM_TIME_ZONE is {TIME_ZONE!r}, which is no time zone. Set it to one such as Asia/Seoul.")
PAPER_ZONE = ZoneInfo(TIME_ZONE)
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "newsroom.formats"
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
COMMENT_LENGTH = env.int("NEWSROOM_COMMENT_LENGTH", default=250)  # graphemes
COMMENTS_CLOSE_AFTER_DAYS = env.int("NEWSROOM_COMMENTS_CLOSE_AFTER_DAYS", default=14)  # 0: never
COMMENTS_BEFORE_PUBLICATION = env.bool("NEWSROOM_COMMENTS_BEFORE_PUBLICATION", default=False)
DEMO_SIGN_INS = VAR / "demo-sign-ins"
DICTIONARY_FILE = Path(env.str("NEWSROOM_DICTIONARY_FILE", default=str(VAR / "dictionary.sqlite3")))
if not 1 <= COMMENT_LENGTH <= 10_000:
    refuse("NEWSROOM_COMMENT_LENGTH must lie between 1 and 10000.")
if COMMENTS_CLOSE_AFTER_DAYS < 0:
    refuse("NEWSROOM_COMMENTS_CLOSE_AFTER_DAYS must be 0 (never) or more.")

SOCIAL_PROVIDERS = providers.read(env, demo=DEMO)
INSTALLED_APPS = [
    "newsroom.desk.apps.DeskConfig",
    "newsroom.accounts.apps.AccountsConfig",
    "newsroom.pagecache.apps.PagecacheConfig",
    "newsroom.log.apps.LogConfig",
    "newsroom.serving.apps.ServingConfig",
    "articles.apps.ArticlesConfig",
    "comments.apps.CommentsConfig",
    "newsroom.demo.apps.DemoConfig",
    "newsroom.moving.apps.MovingConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *providers.apps(SOCIAL_PROVIDERS),
    "content_editor",
    "django_prose_editor",
    "tree_queries",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "newsroom.doors.Public",
    "newsroom.log.requests.Requests",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.headers.Headers",
    "newsroom.doors.Policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.replica.PublicReads",
    "newsroom.outages.Outages",
    "newsroom.arrivals.Sized",
    "newsroom.doors.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.doors.People",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.doors.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.paper.paper",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets of the desk have templates of their own
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Rows: SQLite beside the code, or PostgreSQL by address. Never ATOMIC_REQUESTS: readers would wait for writers.
DATABASES = databases.read(env, VAR)
if databases.REPLICA in DATABASES:
    DATABASE_ROUTERS = ["newsroom.replica.Router"]

# Limits and drafts hold over worker processes, so the cache is a table unless a server is named.
if env.str("CACHE_URL", default=""):
    CACHES = {"default": env.dj_cache_url("CACHE_URL")}
    if CACHES["default"]["BACKEND"] != "django.core.cache.backends.redis.RedisCache":
        refuse("CACHE_URL must begin with redis:// or rediss://, for Redis and Valkey alike.")
    CACHES["default"]["BACKEND"] = "newsroom.lenient.LenientRedisCache"
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "newsroom_cache"}}
    SESSION_ENGINE = "newsroom.accounts.sessions"
# Proxies that keep pages: told of each purge, and for how long they may keep a page that nobody purges.
PURGE_URLS = tuple(env.list("NEWSROOM_PURGE_URLS", default=[]))
SHARED_SECONDS = env.int("NEWSROOM_SHARED_SECONDS", default=10)
for _proxy in PURGE_URLS:
    try:
        address.read(_proxy)
    except ValueError as _sentence:
        refuse(f"NEWSROOM_PURGE_URLS: {_sentence}")
if not 0 <= SHARED_SECONDS <= (86_400 if PURGE_URLS else 60):
    refuse(
        "NEWSROOM_SHARED_SECONDS must lie between 0 and 60, or 86400 where NEWSROOM_PURGE_URLS names the proxies: "
        "one that hears of no purge shows a withdrawn story for that long."
    )
_redis = CACHES["default"]["LOCATION"] if CACHES["default"]["BACKEND"].endswith("RedisCache") else ""
PAGECACHE = {
    "ENABLED": env.bool("NEWSROOM_PAGECACHE", default=not DEBUG),
    "BYTES": env.int("NEWSROOM_PAGECACHE_BYTES", default=4 * 1024 * 1024),
    "DISK": VAR,
    "DISK_BYTES": env.int("NEWSROOM_PAGECACHE_DISK_BYTES", default=1024**3),
    "COUNTER": VAR / "pagecache.counter",
    "METRICS": VAR / "pagecache.metrics",
    "MAX_AGE": 3600,
    "SHARED_SECONDS": SHARED_SECONDS,
    "PURGE_URLS": PURGE_URLS,
    # Purges between machines. A channel knows no database number, so the name holds it: papers do not wake each other.
    "REDIS": _redis,
    "CHANNEL": f"newsroom:purges:{urlsplit(_redis).path.strip('/') or '0'}:{CACHES['default'].get('KEY_PREFIX', '')}",
}
if min(PAGECACHE["BYTES"], PAGECACHE["DISK_BYTES"]) < 0:
    refuse("NEWSROOM_PAGECACHE_BYTES and NEWSROOM_PAGECACHE_DISK_BYTES must be 0 (none) or more.")
# Who brings it as a bearer token may read /metrics; without one there is no such page.
METRICS_TOKEN = env.str("NEWSROOM_METRICS_TOKEN", default="")
if METRICS_TOKEN and not (len(METRICS_TOKEN) >= 20 and METRICS_TOKEN.isascii()):
    refuse("NEWSROOM_METRICS_TOKEN is too weak. Set it to 20 random letters and digits or more, or unset it.")

# Which processes serve it; see newsroom/serving.
SERVING = {
    "HOST": env.str("HOST", default="127.0.0.1"),
    "PORT": env.int("PORT", default=8000),
    "WORKERS": env.int("WEB_WORKERS", default=2),
    "THREADS": env.int("WEB_THREADS", default=4),
    "TASK_WORKERS": env.int("NEWSROOM_TASK_WORKERS", default=1),
}
for _name, _least, _most in (("WORKERS", 1, 256), ("THREADS", 1, 256), ("TASK_WORKERS", 0, 64), ("PORT", 1, 65535)):
    if not _least <= SERVING[_name] <= _most:
        _variable = {"TASK_WORKERS": "NEWSROOM_TASK_WORKERS", "PORT": "PORT"}.get(_name, f"WEB_{_name}")
        refuse(f"{_variable} must lie between {_least} and {_most}.")

# Work after the answer: a table that `manage.py serve` works through, unless another backend is named.
TASKS = {"default": {"BACKEND": env.str("NEWSROOM_TASKS", default="django_tasks_db.DatabaseBackend")}}

# Files: originals are private and read through the desk; renditions are public under unguessable names.
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "newsroom" / "static"]
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
# Nothing is kept that no page asks for; nor is what developers' tools alone ask for compressed, which takes seconds.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
STORAGES = {
    **files.read(env, VAR, MEDIA_URL),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "newsroom.static_files.Storage"
    },
}

# Accounts.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["newsroom.accounts.backend.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
ACCOUNT_ADAPTER = "newsroom.accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {"login": "newsroom.accounts.forms.StaffLoginForm"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
GUARDED_NAMES = ["articles.Author"]  # models with `name` and `user`: no reader may take a name that looks like theirs
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{NEWSROOM_NAME}: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _origin.scheme
SOCIALACCOUNT_ADAPTER = "newsroom.accounts.adapter.ReaderAdapter"
SOCIALACCOUNT_PROVIDERS = providers.options(SOCIAL_PROVIDERS)
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_QUERY_EMAIL = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = NEWSROOM_NAME
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds: clocks of phones go wrong
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up as staff, so no squatter can lock anyone out
STAFF_SECOND_FACTOR = env.bool("NEWSROOM_STAFF_SECOND_FACTOR", default=PRODUCTION)
if PRODUCTION and not STAFF_SECOND_FACTOR:
    refuse("NEWSROOM_STAFF_SECOND_FACTOR is off. In production staff sign in with a second factor; unset it.")
PROXY_COUNT = env.int("NEWSROOM_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT

_mail = env.dj_email_url("EMAIL_URL", default="console:")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
DEFAULT_FROM_EMAIL = env.str("NEWSROOM_MAIL_FROM", default=f"newsroom@{_origin.hostname}")
# Whom /.well-known/security.txt names: an address that begins with mailto: or https:.
SECURITY_CONTACT = env.str("NEWSROOM_CONTACT", default=f"mailto:{DEFAULT_FROM_EMAIL}")
if not SECURITY_CONTACT.startswith(("mailto:", "https://")):
    refuse("NEWSROOM_CONTACT must begin with mailto: or https://, such as mailto:security@example.org.")

# Transport and browser rules. The same header goes to every reader: no nonce on public pages.
HTTPS = _origin.scheme == "https"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and PROXY_COUNT else None
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [NEWSROOM_URL]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, *files.public_origin(env)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *providers.origins(SOCIAL_PROVIDERS)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# One line a record, or one JSON object; slow queries are named from this time on.
LOG_FORMAT = env.str("NEWSROOM_LOG", default="line")
if LOG_FORMAT not in ("line", "json"):
    refuse("NEWSROOM_LOG must be line or json.")
SLOW_QUERY_MS = env.int("NEWSROOM_SLOW_QUERY_MS", default=200)
if SLOW_QUERY_MS < 1:
    refuse("NEWSROOM_SLOW_QUERY_MS must be 1 or more.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"named": {"()": "newsroom.log.requests.Named"}},
    "formatters": {
        "line": {
            "()": "newsroom.log.lines.OneLine",
            "format": "{asctime} {levelname} {name} {request_id} {message}",
            "style": "{",
        },
        "json": {"()": "newsroom.log.lines.Json"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["named"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},  # its warnings hold paths, into which readers type
    },
}
