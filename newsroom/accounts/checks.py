"""Refuses a paper in which anyone could become anyone."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def no_dummy_outside_the_demo(app_configs: Any, **kwargs: Any) -> list[Error]:
    if settings.DEMO or not apps.is_installed("allauth.socialaccount.providers.dummy"):
        return []
    return [
        Error(
            "The dummy sign-in is installed outside the demo: whoever uses it can become any reader.",
            hint="Take allauth.socialaccount.providers.dummy out of INSTALLED_APPS.",
            id="accounts.E001",
        )
    ]
