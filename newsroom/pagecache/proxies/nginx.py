"""nginx knows no tags, so it forgets everything that it keeps: the files of its cache are deleted through its own DAV.

It fills again from the paper's page cache, which has lost the purged pages alone; see decision 5.
"""

from collections.abc import Iterator, Sequence

from .address import Proxy
from .call import Call

FOLDERS = "0123456789abcdef"
"""The first level of `proxy_cache_path levels=1:2`. The folder above stays: nginx would not make it again."""


def calls(proxy: Proxy, tags: Sequence[str]) -> Iterator[Call]:
    for folder in FOLDERS:
        url = f"http://{proxy.host}:{proxy.port}{proxy.path}{folder}/"
        yield Call("DELETE", url, fine=(200, 204, 404))
