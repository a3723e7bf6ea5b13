"""Pictures in S3-compatible storage; one that is away is told apart from a file that is missing."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from newsroom.outages import StorageAway

logger = logging.getLogger(__name__)

CLIENT = {
    "connect_timeout": 2,
    "read_timeout": 10,
    "retries": {"total_max_attempts": 2, "mode": "standard"},
    "s3": {"addressing_style": "path"},
    # Servers other than Amazon's do not know the checksums that boto3 sends unasked.
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}


@contextmanager
def reached() -> Iterator[None]:
    """A missing file stays FileNotFoundError; whatever else goes wrong between us and the storage is StorageAway."""
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError) as error:
        logger.error("The storage of pictures does not answer as it should: %s", error)
        raise StorageAway(str(error)) from error


class Bucket(S3Storage):
    """No object has an access list of its own: what is public is said once, in the bucket's policy (docs/deploy.md).

    `base_url` is where browsers find the files; without it they have no address, as with a private folder.
    """

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {
            "base_url": None,
            "client_config": Config(**CLIENT),
        }

    @property
    def bucket(self) -> Any:
        """Of this thread: boto3's resources are not to be shared."""
        return self.connection.Bucket(self.bucket_name)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        if self.base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        return urljoin(self.base_url, filepath_to_uri(name).lstrip("/"))

    def _open(self, name: str, mode: str = "rb") -> File:
        """Fetched whole with one question, so that nothing can go wrong later, in the middle of an answer."""
        if mode != "rb":
            raise ValueError("Files of the storage are opened for reading alone; save() writes them.")
        found = self.bucket.Object(self._normalize_name(clean_name(name)))
        with reached():
            try:
                return ContentFile(found.get()["Body"].read(), name)
            except found.meta.client.exceptions.NoSuchKey as error:
                raise FileNotFoundError(name) from error

    def _save(self, name: str, content: File) -> str:
        """All or nothing: an object appears when all of it has arrived."""
        with reached():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with reached():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with reached():
            return super().exists(name)

    def size(self, name: str) -> int:
        with reached():
            return super().size(name)
