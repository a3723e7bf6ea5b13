"""Every address of the paper."""

from django.contrib import admin
from django.urls import include, path

from newsroom import errors, health, media, wellknown
from newsroom.pagecache.views import numbers

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", numbers, name="metrics"),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("admin/", admin.site.urls),
    path("accounts/", include("newsroom.accounts.urls")),
    path("media/<path:name>", media.file, name="media"),
    path("", include("articles.machine_urls")),
    path("", include("comments.urls")),
    path("", include("articles.urls")),  # last: any path may be a section's
]

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_found
handler500 = errors.server_error
