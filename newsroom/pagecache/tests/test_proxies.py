"""What each kind of proxy is asked, and which addresses of proxies are refused."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom.pagecache.proxies import call, known
from newsroom.pagecache.proxies.address import read
from newsroom.pagecache.tests.proxy_server import Proxy, proxy_server

pytestmark = pytest.mark.once

TAGS = [f"article:{number}" for number in range(300)]


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with proxy_server() as served:
        yield served


def test_fastly_is_told_256_keys_a_call_with_its_token(proxy: Proxy) -> None:
    known.purge(read(f"fastly://SERVICE?token=secret&api=http://127.0.0.1:{proxy.port}"), TAGS)
    assert [(asked.method, asked.path) for asked in proxy.asked] == [("POST", "/service/SERVICE/purge")] * 2
    assert [asked.json["surrogate_keys"] for asked in proxy.asked] == [TAGS[:256], TAGS[256:]]
    assert {asked.headers["Fastly-Key"] for asked in proxy.asked} == {"secret"}


def test_cloudflare_is_told_30_tags_a_call_with_its_token(proxy: Proxy) -> None:
    known.purge(read(f"cloudflare://ZONE?token=secret&api=http://127.0.0.1:{proxy.port}/client/v4/"), TAGS[:40])
    assert {(asked.method, asked.path) for asked in proxy.asked} == {("POST", "/client/v4/zones/ZONE/purge_cache")}
    assert [asked.json["tags"] for asked in proxy.asked] == [TAGS[:30], TAGS[30:40]]
    assert {asked.headers["Authorization"] for asked in proxy.asked} == {"Bearer secret"}


def test_varnish_bans_what_carries_a_tag_and_nothing_that_merely_looks_like_it(proxy: Proxy) -> None:
    known.purge(read(f"varnish://127.0.0.1:{proxy.port}"), ["article:1", "a.b*"])
    (asked,) = proxy.asked
    pattern = re.compile(asked.headers["X-Ban-Tags"])
    assert asked.method == "BAN"
    assert all(pattern.search(words) for words in ("article:1", "front article:1 x", "front a.b*"))
    assert not any(pattern.search(words) for words in ("article:12", "xarticle:1", "a.bb", "aXb*"))


def test_bans_are_no_longer_than_a_header_of_varnish(proxy: Proxy) -> None:
    known.purge(read(f"varnish://127.0.0.1:{proxy.port}"), ["." * 96 + f"{number:04}" for number in range(100)])
    assert max(len(asked.headers["X-Ban-Tags"]) for asked in proxy.asked) < 8000


def test_nginx_deletes_each_folder_of_its_cache_also_when_one_is_missing(proxy: Proxy) -> None:
    proxy.answers = [(204, {}), (404, {})]
    known.purge(read(f"nginx://127.0.0.1:{proxy.port}/forget"), ["front"])
    assert [(asked.method, asked.path) for asked in proxy.asked] == [
        ("DELETE", f"/forget/{letter}/") for letter in "0123456789abcdef"
    ]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_trouble_over_there_is_worth_another_attempt(proxy: Proxy, status: int) -> None:
    proxy.answers = [(status, {"Retry-After": "7"})]
    with pytest.raises(call.NotReached) as caught:
        known.purge(read(f"varnish://127.0.0.1:{proxy.port}"), ["front"])
    assert caught.value.wait == 7


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404])
def test_a_refusal_is_not(proxy: Proxy, status: int) -> None:
    proxy.answers = [(status, {"Location": f"http://127.0.0.1:{proxy.port}/"})]
    with pytest.raises(call.Refused):
        known.purge(read(f"varnish://127.0.0.1:{proxy.port}"), ["front"])


def test_a_proxy_that_does_not_answer_in_time_or_at_all_is_not_reached(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(call.NotReached):
        known.purge(read("varnish://127.0.0.1:1"), ["front"])
    monkeypatch.setattr(call, "PATIENCE", (2, 0.05))
    proxy.answers = [(200, {"Content-Length": "5"})]  # and then nothing
    with pytest.raises(call.NotReached):
        known.purge(read(f"varnish://127.0.0.1:{proxy.port}"), ["front"])


def test_a_token_may_lie_in_a_file_and_is_shown_nowhere(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-a-file\n", encoding="ascii")
    found = read(f"fastly://SERVICE?token_file={tmp_path}/token")
    assert found.token == "from-a-file"
    assert "from-a-file" not in repr(found) + found.name


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://proxy.example.org",
        "fastly://SERVICE",
        "fastly://SERVICE?token=",
        "fastly://SERVICE?token=two words",
        "fastly://SERVICE?token_file=/nowhere/at/all",
        "fastly://SERVICE/path?token=hidden",
        "fastly://?token=hidden",
        "fastly://SERVICE?token=hidden&soft=1",
        "fastly://SERVICE?token=hidden&api=http://api.example.org",
        "cloudflare://zone.example.org?token=hidden",
        "varnish://",
        "varnish://10.0.0.2:high",
        "varnish://10.0.0.2:80/path",
        "varnish://user:hidden@10.0.0.2",
        "varnish://10.0.0.2:80?token=hidden",
        "nginx://10.0.0.3:8081",
        "nginx://10.0.0.3:99999/forget/",
    ],
)
def test_nonsense_is_refused_with_a_sentence_that_holds_no_secret(url: str) -> None:
    with pytest.raises(ValueError, match=r"\.$|=\.\.\.$") as caught:
        read(url)
    assert "hidden" not in str(caught.value)
