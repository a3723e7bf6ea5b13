"""What a social account says about its owner, in each provider's own shape: her name and the address of her picture."""

from typing import Any


def name_in(profile: dict[str, Any], common: dict[str, Any]) -> str:
    """`common` is what allauth has picked out; it knows no name of Google's, Apple's or Naver's in one piece."""
    whole = common.get("name") or _in(profile, "name") or _in(profile, "nickname")
    if isinstance(whole, str) and whole.strip():
        return whole
    parts = " ".join(str(common.get(part) or "") for part in ("first_name", "last_name")).strip()
    return parts or str(common.get("username") or "")


def picture_in(profile: dict[str, Any]) -> str:
    """An https address, or nothing. X names its smallest size, Kakao still writes http."""
    facebook = profile.get("picture")
    found = (
        profile.get("profile_image_url")
        or (facebook.get("data", {}).get("url") if isinstance(facebook, dict) else facebook)
        or _in(profile, "picture")
        or _kakao(profile)
        or profile.get("profile_image")
    )
    if not isinstance(found, str):
        return ""
    return found.replace("_normal.", "_200x200.").replace("http://", "https://", 1)


def _kakao(profile: dict[str, Any]) -> Any:
    return profile.get("kakao_account", {}).get("profile", {}).get("profile_image_url")


def _in(profile: dict[str, Any], key: str) -> Any:
    """OpenID Connect gives two sets of claims; the fresher comes first."""
    for claims in (profile, profile.get("userinfo") or {}, profile.get("id_token") or {}):
        if isinstance(claims, dict) and isinstance(claims.get(key), str):
            return claims[key]
    return None
