"""Tags for people: the sign-in buttons and a person's small portrait."""

from typing import Any

from django import template

from newsroom.accounts import portrait as portraits
from newsroom.accounts import providers

register = template.Library()


@register.inclusion_tag("account/_provider_buttons.html")
def provider_buttons(next: str | None = "") -> dict[str, Any]:
    """One form for each configured provider; the same bytes for everyone, so they may stand on a cached page."""
    return {"providers": providers.configured(), "next": next}


@register.inclusion_tag("account/_portrait.html")
def portrait(user: Any) -> dict[str, Any]:
    """Her picture, or her initials on a colour."""
    return {
        "addresses": portraits.addresses(user, portraits.home()),
        "initials": portraits.initials(str(user)),
        "tint": portraits.tint(user.pk),
    }
