"""Every address of the paper."""

from django.contrib import admin
from django.urls import include, path

from newsroom import health, media, wellknown

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("admin/", admin.site.urls),
    path("accounts/", include("newsroom.accounts.urls")),
    path("", include("articles.machine_urls")),
    path("", include("comments.urls")),
    path("media/<path:name>", media.file, name="media"),
]
