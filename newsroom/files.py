"""What STORAGE_URL says, as Django's STORAGES: where originals and renditions lie."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

FOLDER = "django.core.files.storage.FileSystemStorage"
BUCKET = "newsroom.bucket.Bucket"
FOR_EVER = "public, max-age=31536000, immutable"
EXAMPLE = "s3://KEY:SECRET@host/bucket?region=eu-west-1"
KNOWN = {"region", "tls", "originals"}


def read(env: Env, folder: Path, media_url: str) -> dict[str, dict[str, Any]]:
    """`default` holds the originals, which are private; `renditions` are public under names that nobody can guess."""
    public = _public_url(env)
    address = env.str("STORAGE_URL", default="")
    if not address:
        if public:
            raise ImproperlyConfigured("STORAGE_PUBLIC_URL is set without STORAGE_URL. Set both, or unset it.")
        return {
            "default": {"BACKEND": FOLDER, "OPTIONS": {"location": folder / "originals", "base_url": None}},
            "renditions": {"BACKEND": FOLDER, "OPTIONS": {"location": folder / "media", "base_url": media_url}},
        }
    server, bucket, originals = _server(address)
    renditions = {"bucket_name": bucket, "location": "media", "base_url": public or media_url}
    return {
        "default": {"BACKEND": BUCKET, "OPTIONS": server | {"bucket_name": originals, "location": "originals"}},
        "renditions": {
            "BACKEND": BUCKET,
            "OPTIONS": server | renditions | {"object_parameters": {"CacheControl": FOR_EVER}},
        },
    }


def public_origin(env: Env) -> list[str]:
    """Where browsers fetch pictures beside the paper itself, for the policy's img-src."""
    parts = urlsplit(_public_url(env))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def _public_url(env: Env) -> str:
    address = env.str("STORAGE_PUBLIC_URL", default="")
    parts = urlsplit(address)
    if address and (parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment):
        raise ImproperlyConfigured(
            "STORAGE_PUBLIC_URL must be an address such as https://pictures.example.org/media/, "
            "below which the renditions lie."
        )
    return f"{address.rstrip('/')}/" if address else ""


def _server(address: str) -> tuple[dict[str, Any], str, str]:
    """Options for reaching the server, the bucket's name, and that of the originals' bucket."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not bucket or "/" in bucket:
        raise ImproperlyConfigured(f"STORAGE_URL must look like {EXAMPLE}")
    if unknown := ", ".join(sorted(asked.keys() - KNOWN)):
        raise ImproperlyConfigured(f"STORAGE_URL has an unknown word: {unknown}. It may have region, tls, originals.")
    if asked.get("tls", "1") not in ("0", "1"):
        raise ImproperlyConfigured("STORAGE_URL: tls must be 1 or 0.")
    if bool(parts.username) != bool(parts.password):
        raise ImproperlyConfigured("STORAGE_URL names half of a key. Give KEY:SECRET@, or leave both to AWS_... names.")
    server: dict[str, Any] = {"region_name": asked.get("region") or None}
    if parts.hostname:
        host = parts.netloc.rpartition("@")[2]
        server["endpoint_url"] = f"{'http' if asked.get('tls') == '0' else 'https'}://{host}"
    if parts.username:
        server |= {"access_key": unquote(parts.username), "secret_key": unquote(parts.password or "")}
    return server, bucket, asked.get("originals") or bucket
