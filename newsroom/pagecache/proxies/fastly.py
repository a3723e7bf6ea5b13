"""Fastly forgets by Surrogate-Key: https://www.fastly.com/documentation/reference/api/purging/"""

from collections.abc import Iterator, Sequence

from .address import Proxy
from .call import Call

API = "https://api.fastly.com"
MOST_TAGS = 256


def calls(proxy: Proxy, tags: Sequence[str]) -> Iterator[Call]:
    url = f"{proxy.api or API}/service/{proxy.host}/purge"
    headers = {"Fastly-Key": proxy.token, "Accept": "application/json"}
    for start in range(0, len(tags), MOST_TAGS):
        yield Call("POST", url, headers, json={"surrogate_keys": list(tags[start : start + MOST_TAGS])})
