"""Pictures of readers: fetched with care, cut anew, and never in the way of a sign-in."""

import http.client
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from django.core.files.storage import storages
from django.template import Context, Template
from PIL import Image

from articles.tests import make
from newsroom.accounts import fetching, portrait, profiles
from newsroom.accounts.fetching import FetchError, fetch
from newsroom.accounts.models import User

HOSTS = ("pictures.example.org", ".cdn.example.org")


def picture(kind="JPEG", size=(300, 200), **more):
    out = BytesIO()
    Image.new("RGB", size, "steelblue").save(out, kind, **more)
    return out.getvalue()


class PictureServer(BaseHTTPRequestHandler):
    def do_GET(self):
        status, headers, body = self.server.answers[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Silent."""


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), PictureServer)
    server.answers = {"/face.jpg": (200, {}, picture())}
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def to_server(server):
    """The door that fetch leaves open for tests: the same host names, on loopback and without TLS."""

    def connect(host, port, timeout):
        return http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=timeout)

    return connect


@pytest.mark.parametrize("host", ["pictures.example.org", "a.cdn.example.org", "b.c.cdn.example.org"])
def test_a_picture_is_fetched_from_the_providers_hosts(to_server, host):
    assert fetch(f"https://{host}/face.jpg", HOSTS, connect=to_server) == picture()


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/face.jpg",
        "https://cdn.example.org.evil.example/face.jpg",
        "https://evilcdn.example.org/face.jpg",
        "https://pictures.example.org@evil.example/face.jpg",
        "https://user@pictures.example.org/face.jpg",
        "http://pictures.example.org/face.jpg",
        "file:///etc/passwd",
        "https://127.0.0.1/face.jpg",
        "",
    ],
)
def test_nothing_is_fetched_from_elsewhere(to_server, address):
    with pytest.raises(FetchError, match="not among"):
        fetch(address, HOSTS, connect=to_server)


def test_a_redirect_is_followed_within_the_providers_hosts_alone(to_server, server):
    server.answers["/inside"] = (302, {"Location": "https://a.cdn.example.org/face.jpg"}, b"")
    server.answers["/outside"] = (302, {"Location": "https://evil.example/face.jpg"}, b"")
    server.answers["/circle"] = (302, {"Location": "/circle"}, b"")
    assert fetch("https://pictures.example.org/inside", HOSTS, connect=to_server) == picture()
    with pytest.raises(FetchError, match="not among"):
        fetch("https://pictures.example.org/outside", HOSTS, connect=to_server)
    with pytest.raises(FetchError, match="redirected too often"):
        fetch("https://pictures.example.org/circle", HOSTS, connect=to_server)


def test_a_picture_may_be_one_megabyte_and_no_more(to_server, server):
    server.answers["/full"] = (200, {}, b"x" * fetching.LARGEST)
    server.answers["/more"] = (200, {}, b"x" * (fetching.LARGEST + 1))
    assert len(fetch("https://pictures.example.org/full", HOSTS, connect=to_server)) == fetching.LARGEST
    with pytest.raises(FetchError, match="larger"):
        fetch("https://pictures.example.org/more", HOSTS, connect=to_server)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_an_address_inside_is_never_connected_to(server, host):
    """By the real door: the name is allowed here, its address is not."""
    with pytest.raises(FetchError, match="not public"):
        fetch(f"https://{host}:{server.server_port}/face.jpg", (host.strip("[]"),))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_two_squares_are_cut_and_nothing_else_is_kept(kind):
    found = portrait.cut(picture(kind))
    for size in portrait.SIZES:
        cut = Image.open(BytesIO(found[size]))
        assert (cut.format, cut.size) == ("WEBP", (size, size))


def test_no_metadata_goes_into_a_portrait():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    original = picture("JPEG", exif=exif, comment=b"a secret")
    assert b"taken at home" in original
    for cut in portrait.cut(original).values():
        assert b"taken at home" not in cut
        assert b"a secret" not in cut


@pytest.mark.parametrize("data", [b"", b"<svg/>", picture()[:100], picture("BMP"), picture("PNG", (5000, 5000))])
def test_what_is_no_fit_picture_is_refused(data):
    with pytest.raises(portrait.PictureError):
        portrait.cut(data)


@pytest.fixture
def portraits_on_loopback(monkeypatch, to_server):
    monkeypatch.setattr(fetching, "publicly", to_server)


def test_a_reader_gets_the_picture_of_her_account_at_sign_in(visitor, providers, portraits_on_loopback):
    providers.person["profile_image_url"] = "https://pbs.twimg.com/face.jpg"
    visitor.press("x")
    stem = User.objects.get().portrait
    names = [portrait.name_for(stem, size) for size in portrait.SIZES]
    assert all(storages["renditions"].exists(name) for name in names)
    visitor.http.cookies.clear()
    visitor.press("x")
    assert User.objects.get().portrait != stem
    assert not any(storages["renditions"].exists(name) for name in names)
    portrait.remove(User.objects.get())
    assert User.objects.get().portrait == ""


@pytest.mark.parametrize("address", ["https://evil.example/face.jpg", "https://pbs.twimg.com/missing.jpg", 7])
def test_a_bad_picture_never_blocks_a_sign_in(visitor, providers, portraits_on_loopback, address):
    providers.person["profile_image_url"] = address
    visitor.press("x")
    assert User.objects.get().portrait == ""
    assert visitor.cookie("reader") == "1"


@pytest.mark.parametrize(
    ("profile", "address"),
    [
        ({"profile_image_url": "https://pbs.twimg.com/1/a_normal.jpg"}, "https://pbs.twimg.com/1/a_200x200.jpg"),
        ({"picture": {"data": {"url": "https://a.fbcdn.net/b"}}}, "https://a.fbcdn.net/b"),
        ({"picture": "https://lh3.googleusercontent.com/a"}, "https://lh3.googleusercontent.com/a"),
        ({"userinfo": {"picture": "https://login.example.org/p"}}, "https://login.example.org/p"),
        ({"kakao_account": {"profile": {"profile_image_url": "http://k.kakaocdn.net/p"}}}, "https://k.kakaocdn.net/p"),
        ({"profile_image": "https://phinf.pstatic.net/p"}, "https://phinf.pstatic.net/p"),
        ({}, ""),
        ({"picture": None, "kakao_account": None}, ""),
    ],
)
def test_each_provider_names_the_picture_in_its_own_way(profile, address):
    assert profiles.picture_in(profile) == address


@pytest.mark.parametrize(
    ("profile", "common", "name"),
    [
        ({}, {"name": "Rhea Reader", "username": "rhea"}, "Rhea Reader"),
        ({"name": "Rhea Reader"}, {"first_name": "Rhea"}, "Rhea Reader"),
        ({"name": {"firstName": "Rhea"}}, {"first_name": "Rhea", "last_name": "Reader"}, "Rhea Reader"),
        ({"nickname": "레아"}, {}, "레아"),
        ({}, {"username": "레아"}, "레아"),
        ({"id_token": {"name": "Rhea"}}, {}, "Rhea"),
        ({}, {}, ""),
    ],
)
def test_each_provider_gives_the_name_in_its_own_way(profile, common, name):
    assert profiles.name_in(profile, common) == name


@pytest.mark.parametrize(
    ("name", "initials"), [("Rhea Reader", "RR"), ("김하나", "김"), ("Zoë de la O", "ZO"), ("anna", "A")]
)
def test_without_a_picture_there_are_initials(db, name, initials):
    page = Template("{% load accounts %}{% portrait user %}").render(Context({"user": make.user(name)}))
    assert f">{initials}</span>" in page
    assert "<img" not in page
