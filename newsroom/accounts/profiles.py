"""What a social account says about its owner, in each provider's own shape: her name and the address of her picture."""

from typing import Any


def name_in(profile: dict[str, Any], common: dict[str, Any]) -> str:
    """`common` is what allauth has picked out; it knows no name of Google's, Apple's or Naver's in one piece."""
    whole = _deep(common, "name") or _in(profile, "name") or _in(profile, "nickname")
    if whole.strip():
        return whole
    parts = " ".join(str(common.get(part) or "") for part in ("first_name", "last_name")).strip()
    return parts or str(common.get("username") or "")


def picture_in(profile: dict[str, Any]) -> str:
    """An https address, or nothing. X names its smallest size, Kakao still writes http."""
    found = (
        _deep(profile, "profile_image_url")
        or _deep(profile, "picture", "data", "url")
        or _in(profile, "picture")
        or _deep(profile, "kakao_account", "profile", "profile_image_url")
        or _deep(profile, "profile_image")
    )
    return found.replace("_normal.", "_200x200.").replace("http://", "https://", 1)


def _in(profile: dict[str, Any], key: str) -> str:
    """OpenID Connect gives two sets of claims; the fresher comes first."""
    return _deep(profile, key) or _deep(profile, "userinfo", key) or _deep(profile, "id_token", key)


def _deep(profile: Any, *keys: str) -> str:
    """The text at the end of these keys, or nothing where a profile has another shape than its provider promised."""
    for key in keys:
        profile = profile.get(key) if isinstance(profile, dict) else None
    return profile if isinstance(profile, str) else ""
