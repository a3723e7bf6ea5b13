"""Cloudflare forgets by Cache-Tag: https://developers.cloudflare.com/cache/how-to/purge-cache/purge-by-tags/"""

from collections.abc import Iterator, Sequence

from .address import Proxy
from .call import Call

API = "https://api.cloudflare.com/client/v4"
MOST_TAGS = 30


def calls(proxy: Proxy, tags: Sequence[str]) -> Iterator[Call]:
    url = f"{proxy.api or API}/zones/{proxy.host}/purge_cache"
    headers = {"Authorization": f"Bearer {proxy.token}"}
    for start in range(0, len(tags), MOST_TAGS):
        yield Call("POST", url, headers, json={"tags": list(tags[start : start + MOST_TAGS])})
